package bench

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// lapackGeneralized is LAPACK's dsygvd, as generalized.go wraps it, and nil without the build tag
// lapack.
var lapackGeneralized func(n int, a, b, w []float64, vectors bool) error

// generalizedContests: all eigenvalues or eigenpairs of Ax = μBx.
func generalizedContests() (contests []contest) {
	for _, n := range []int{16, 64, 256, 512, 1024, 2048} {
		for _, vectors := range []bool{false, true} {
			contests = append(contests, generalizedContest(n, 1, vectors))
		}
	}
	return append(contests, generalizedContest(1024, 2, false), generalizedContest(1024, 2, true))
}

func generalizedContest(n, workers int, vectors bool) contest {
	return contest{name("n", n, "vectors", vectors, "workers", workers), workers, n > 1024, func() ([]hand, map[string]float64, error) {
		a, b := pencil(n)
		var ours spectra.GeneralizedSpectrum
		hands := []hand{{impl: "spectra", work: func() (err error) {
			ours, err = spectra.EigenGeneralized(a, b, &spectra.GeneralizedOptions{Vectors: vectors, Workers: workers})
			return err
		}}}
		if err := hands[0].work(); err != nil {
			return nil, nil, err
		}
		metrics := map[string]float64{}
		if vectors {
			measured, err := spectra.EigenGeneralized(a, b, &spectra.GeneralizedOptions{Residuals: true, Workers: workers})
			if err != nil {
				return nil, nil, err
			}
			for i, r := range measured.Residuals {
				size := (mat.Norm(a, 2) + math.Abs(measured.Values[i])*mat.Norm(b, 2)) * mat.Norm(measured.Vectors.ColView(i), 2)
				metrics["residual"] = max(metrics["residual"], residual(r, n, size))
			}
			if !(metrics["residual"] < 30) {
				return nil, nil, fmt.Errorf("residual %v, want below 30", metrics["residual"])
			}
		}
		if lapackGeneralized == nil {
			return hands, metrics, nil
		}
		scratch, other, w := make([]float64, n*n), make([]float64, n*n), make([]float64, n)
		hands = append(hands, hand{impl: "dsygvd", work: func() error {
			copy(scratch, a.RawSymmetric().Data)
			copy(other, b.RawSymmetric().Data)
			return lapackGeneralized(n, scratch, other, w, vectors)
		}})
		if err := hands[1].work(); err != nil {
			return nil, nil, err
		}
		for i, x := range w {
			apart := math.Abs(x-ours.Values[i]) / ours.Error[i]
			if metrics["apart"] = max(metrics["apart"], apart); !(apart < 2) {
				return nil, nil, fmt.Errorf("eigenvalue %d: %v and %v are %v error bounds apart", i, ours.Values[i], x, apart)
			}
		}
		return hands, metrics, nil
	}}
}

// pencil returns a member of the Gaussian orthogonal ensemble and, as the metric, I and a Wishart
// matrix.
func pencil(n int) (a, b *mat.SymDense) {
	r := rand.New(rand.NewPCG(41, uint64(n)))
	g := mat.NewDense(n, n, normal(r, n*n, 1/math.Sqrt(float64(n))))
	b = mat.NewSymDense(n, nil)
	b.SymOuterK(1, g)
	for i := range n {
		b.SetSym(i, i, b.At(i, i)+1)
	}
	return ensemble(n), b
}

func BenchmarkGeneralized(b *testing.B) { run(b) }
