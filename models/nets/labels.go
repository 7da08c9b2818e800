package nets

import (
	"fmt"

	"saddle/models"
	"saddle/models/internal/softmax"
	"saddle/spectra/f64"
)

// labels compare outputs, a row of k for each sample, with the classes of the samples.
type labels struct {
	prob []float64 // exp of the outputs, then their softmax; a multiple of 8 numbers
}

// losses returns the sum of the cross-entropies and the samples that are wrong.
func (t *labels) losses(z f64.Matrix, classes []int) (loss float64, wrong int) {
	n := (z.Rows*z.Cols + 7) &^ 7
	if cap(t.prob) < n {
		t.prob = make([]float64, n)
	}
	t.prob = t.prob[:n]
	return softmax.Losses(t.prob, z.Data, z.Cols, classes), softmax.Wrong(z.Data, z.Cols, classes)
}

// pull sets delta to the derivatives of scale times the sum of [labels.losses], after it.
func (t *labels) pull(delta f64.Matrix, classes []int, scale float64) {
	k := delta.Cols
	for s, c := range classes {
		softmax.Pull(t.prob[s*k:][:k], delta.Data[s*k:][:k], c, scale)
	}
}

// product sets dst to what stands for scale times the Hessian of the cross-entropies in the matrix c, times r, after [labels.pull] has set delta.
func (t *labels) product(dst, r, delta f64.Matrix, scale float64, c models.Curvature) {
	k := dst.Cols
	for s := range dst.Rows {
		to, r := dst.Data[s*k:][:k], r.Data[s*k:][:k]
		switch c {
		case models.Remainder:
			clear(to)
		case models.EmpiricalFisher:
			delta := delta.Data[s*k:][:k]
			along := softmax.Along(delta, r) / scale
			for j, d := range delta {
				to[j] = along * d
			}
		default:
			softmax.Mul(to, t.prob[s*k:][:k], r, scale)
		}
	}
}

// checkClasses returns an error unless there is a class from 0 to k − 1 for each of n samples.
func checkClasses(classes []int, n, k int) error {
	if len(classes) != n {
		return models.ErrDimension{Arg: "Labels", Got: len(classes), Want: n}
	}
	for s, c := range classes {
		if c < 0 || c >= k {
			return models.ErrArgument{Arg: fmt.Sprintf("Labels[%d]", s), Want: fmt.Sprintf("a class from 0 to %d", k-1)}
		}
	}
	return nil
}
