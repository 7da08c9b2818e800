package spectra

import (
	"context"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestColumnsKeepTheBetter: of the solutions before a round and after it the one with the smaller
// residual is kept, with what is known of it.
func TestColumnsKeepTheBetter(t *testing.T) {
	for _, c := range []struct{ before, after, want float64 }{{2, 1, 1}, {1, 2, 1}, {1, math.NaN(), 1}} {
		x := minresColumn{x: []float64{c.before}, residual: c.before, normal: 10 * c.before}
		x.save()
		x.x[0], x.residual, x.normal = c.after, c.after, 10*c.after
		if x.keepBest(); x.x[0] != c.want || x.residual != c.want || x.normal != 10*c.want {
			t.Errorf("of residuals %g and %g: x of %g, with %g and %g", c.before, c.after, x.x[0], x.residual, x.normal)
		}
	}
}

// TestColumnsMoveWithTheScale: where A is divided by 2^e, all x are multiplied by it, and norms divided.
func TestColumnsMoveWithTheScale(t *testing.T) {
	c := minresColumn{lambda: 3, x: []float64{1}, start: []float64{2}, saved: []float64{3}, norm: 4, operatorNorm: 5, least: 6, normal: 7, savedNormal: 8}
	c.rescale(12, 10)
	got := []float64{math.Ldexp(c.shift, 12), math.Ldexp(c.x[0], -10), math.Ldexp(c.start[0], -10), math.Ldexp(c.saved[0], -10)}
	for _, x := range []float64{c.norm, c.operatorNorm, c.least, c.normal, c.savedNormal} {
		got = append(got, math.Ldexp(x, 10))
	}
	if want := []float64{3, 1, 2, 3, 4, 5, 6, 7, 8}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestMINRESErrorAllowsForRounding: where the product with x shows no residual, rounding may hide one.
func TestMINRESErrorAllowsForRounding(t *testing.T) {
	a := mat.NewDiagDense(4, []float64{2, 2, 2, 2})
	s, err := MINRES(context.Background(), Dense(a), []float64{0, 0, 3, 0}, &MINRESOptions{Smallest: 2})
	if err != nil || s.Residual != 0 || !(s.Error >= 4*0x1p-53*3 && s.Error < 1e-13) {
		t.Errorf("residual %g, error %g, %v", s.Residual, s.Error, err)
	}
}

// TestMINRESMeetsBothTolerances: of two tolerances the tighter one counts.
func TestMINRESMeetsBothTolerances(t *testing.T) {
	const n = 30
	a, b := mat.NewDiagDense(n, nil), make([]float64, n)
	for i := range n {
		a.SetDiag(i, float64(i+1))
		b[i] = 1 / float64(i+2)
	}
	length := mat.NewVecDense(n, b).Norm(2)
	for _, c := range [][2]float64{{0.5, 1e-8}, {1e-8, 0.5}} {
		s, err := MINRES(context.Background(), Dense(a), b, &MINRESOptions{Tolerance: c[0], ResidualTolerance: c[1]})
		x := mat.NewVecDense(n, s.X).Norm(2)
		if bound := min(c[0]*(s.Norm*x+length), c[1]*length); err != nil || !(s.Residual <= bound) {
			t.Errorf("tolerances %v: residual %g, want %g at most; %v", c, s.Residual, bound, err)
		}
	}
}
