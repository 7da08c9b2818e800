package spectra_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/f64"
)

// A turncoat is a diagonal matrix but for three products, which keep the recurrence of Lanczos and bring
// back a vector of the basis: alone, so that the next one is the same, and then mixed with new ones.
type turncoat struct {
	diagonalOperator
	from     int
	v        [][]float64 // what it was given
	previous []float64   // the last product
}

func (a *turncoat) Mul(dst, v []float64) {
	a.v = append(a.v, slices.Clone(v))
	call := len(a.v) - 1
	if call < a.from || call > a.from+2 {
		a.diagonalOperator.Mul(dst, v)
	} else {
		earlier := a.v[3]
		clear(dst)
		f64.Axpy(dst, f64.Dot(a.previous, v), a.v[call-1]) // what symmetry demands
		if call == a.from {
			f64.Axpy(dst, 1, earlier)
		} else {
			f64.Axpy(dst, 0.5, a.fresh())
			f64.Axpy(dst, 0.25, earlier)
		}
	}
	a.previous = append(a.previous[:0], dst...)
}

// fresh returns a unit vector that is orthogonal to all that was given.
func (a *turncoat) fresh() []float64 {
	w := make([]float64, a.Dim())
	w[len(a.v)] = 1
	for range 3 {
		for i, v := range a.v {
			if !slices.ContainsFunc(a.v[:i], func(u []float64) bool { return f64.Dot(u, v) > 0.5 }) {
				f64.Axpy(w, -f64.Dot(v, w), v)
			}
		}
	}
	f64.Affine(w, 0, 1/mat.Norm(mat.NewVecDense(len(w), w), 2), w)
	return w
}

// Products of something that is no matrix may leave no vector orthogonal to the basis. That is an error,
// and what was found before they turned stays: each value within its residual of an eigenvalue.
func TestLostOrthogonality(t *testing.T) {
	const n, last = 300, 24
	d := make([]float64, n)
	for i := range d {
		d[i] = float64(i) / n
	}
	lost := 0
	for from := 9; from < last; from++ {
		a := &turncoat{diagonalOperator: diagonalOperator{d: d}, from: from}
		ritz, err := spectra.Lanczos(context.Background(), a, nil)
		not := new(spectra.ErrNotConverged)
		switch {
		case errors.As(err, new(spectra.ErrNotSymmetric)):
			continue
		case !errors.As(err, not) || !strings.Contains(err.Error(), "contradict"):
			t.Errorf("product %d: %v", from, err)
			continue
		}
		lost++
		if len(ritz.Values) != 2 || not.Residual != slices.Max(ritz.Residuals) || ritz.Steps < from {
			t.Errorf("product %d: %+v, %v", from, ritz, err)
		}
		for i, x := range ritz.Values {
			nearest := math.Inf(1)
			for _, e := range d {
				nearest = min(nearest, math.Abs(e-x))
			}
			if !(nearest <= ritz.Residuals[i]+1e-14 && ritz.Residuals[i] < 0.03) {
				t.Errorf("product %d: %v ± %v is off by %v", from, x, ritz.Residuals[i], nearest)
			}
		}
	}
	if lost == 0 {
		t.Error("the basis was never lost")
	}
}
