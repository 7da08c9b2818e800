package certify_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"saddle/models"
	"saddle/models/symmetric"
	"saddle/models/train"
	"saddle/spectra"
	"saddle/spectra/interval"
	"saddle/theorems/certify"
)

// settle goes from a start to a critical point of a shape.
func settle(t testing.TB, s symmetric.Shape, x []float64) []float64 {
	t.Helper()
	m, err := symmetric.NewSubspace(s)
	if err != nil {
		t.Fatal(err)
	}
	w := train.SaddleFreeNewton(m, m.Coordinates(x), nil)
	w = train.Newton(m, w.W, &train.WalkOptions{Tolerance: 1e-16, Steps: 5})
	return m.Point(w.W)
}

// families are shapes with starts, and the kind of the critical point near.
func families() map[string]struct {
	of      func() (symmetric.Shape, []float64)
	minimum bool
} {
	type family = struct {
		of      func() (symmetric.Shape, []float64)
		minimum bool
	}
	out := map[string]family{}
	for name, c := range map[string]struct {
		p, k    float64
		minimum bool
	}{"one flipped, k = 4": {1, 4, false}, "one flipped, k = 5": {1, 5, false}, "one flipped, k = 6": {1, 6, true}, "two flipped, k = 7": {2, 7, false}, "two flipped, k = 9": {2, 9, true}} {
		out[name] = family{func() (symmetric.Shape, []float64) { return symmetric.Flipped(c.p, c.k) }, c.minimum}
	}
	out["mirrored, k = 5"] = family{func() (symmetric.Shape, []float64) { return symmetric.Mirrored(5) }, false}
	out["mirrored, k = 6"] = family{func() (symmetric.Shape, []float64) { return symmetric.Mirrored(6) }, true}
	out["paired, 9 + 2"] = family{func() (symmetric.Shape, []float64) { return symmetric.Paired(9, 2) }, false}
	return out
}

// A proof by a few numbers says of the whole loss what its own code says: the loss, the smallest
// eigenvalue, and whether the prover for any point proves a minimum.
func TestCriticalPointOfShapeIsThatOfTheTeacher(t *testing.T) {
	for name, f := range families() {
		s, x := f.of()
		x = settle(t, s, x)
		p, err := certify.CriticalPointOfShape(s, x)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		w, err := s.Expand(p.X)
		if err != nil {
			t.Fatal(err)
		}
		m := student(t, int(s.K()), int(s.N()), int(s.K()))
		values, err := spectra.Eigenvalues(models.Hessian(m, w))
		if err != nil {
			t.Fatal(err)
		}
		if loss := m.Loss(w); math.Abs(loss-p.Loss.Mid()) > 1e-11 || math.Abs(values[0]-p.Curvature.Mid()) > 1e-8 || p.Curvature.Width() > 1e-7 {
			t.Errorf("%s: loss %v, λ_min %v, proved %v", name, loss, values[0], p)
		}
		if _, err := certify.StrictMinimum(m, w, 0); (err == nil) != f.minimum || p.Spurious() != f.minimum || (p.Curvature.Hi < 0) == f.minimum {
			t.Errorf("%s: %v; as any point: %v", name, p, err)
		}
	}
}

// In one dimension more the students are as they are, and so is what is proved; the Hessian there is
// one of what bounds the proof.
func TestCriticalPointOfShapeInMoreDimensions(t *testing.T) {
	s, x := symmetric.Flipped(1, 6)
	x = settle(t, s, x)
	p, err := certify.CriticalPointOfShape(s, x)
	if err != nil {
		t.Fatal(err)
	}
	for _, spare := range []int{1, 3} {
		lifted, y := s.Lift(x)
		lifted.Spare = float64(spare)
		w, err := lifted.Expand(y)
		if err != nil {
			t.Fatal(err)
		}
		values, err := spectra.Eigenvalues(models.Hessian(student(t, 6, 6, 6+spare), w))
		if err != nil || math.Abs(values[0]-p.Curvature.Mid()) > 1e-9 {
			t.Errorf("%d more dimensions: λ_min %v, proved %v: %v", spare, values[0], p.Curvature, err)
		}
	}
}

// The orders of the matrices do not grow: ten thousand neurons are proved as ten are.
func TestMinimumOfTenThousandNeurons(t *testing.T) {
	s, x := symmetric.Flipped(1, 10_000)
	p, err := certify.CriticalPointOfShape(s, settle(t, s, x))
	if err != nil || !p.Spurious() || p.Curvature.Lo < 0.0897 || p.Curvature.Hi > 0.0899 {
		t.Errorf("%v, %v", p, err)
	}
}

// What is not so is not proved.
func TestSabotageOfCriticalPointOfShape(t *testing.T) {
	s, start := symmetric.Flipped(1, 6)
	x := settle(t, s, start)
	if p, err := certify.CriticalPointOfShape(s, start); err == nil {
		t.Errorf("a start: %v", p)
	}
	for i := range x {
		off := append([]float64(nil), x...)
		off[i] += 1e-3
		if p, err := certify.CriticalPointOfShape(s, off); err == nil && math.Abs(p.X[i]-off[i]) <= p.R && p.R < 1e-4 {
			t.Errorf("off by 1e-3 in number %d: %v", i, p)
		}
	}
	teachers := symmetric.Shape{Blocks: []float64{6}, Classes: []symmetric.Class{0}}
	if p, err := certify.CriticalPointOfShape(teachers, []float64{1, 0}); err == nil {
		t.Errorf("W = V, where students and teachers are parallel: %v", p)
	}
	if p, err := certify.CriticalPointOfShape(teachers, []float64{0, 0}); err == nil {
		t.Errorf("neurons at 0: %v", p)
	}
	lifted, y := s.Lift(x)
	if _, err := certify.CriticalPointOfShape(lifted, y); !errors.As(err, new(certify.ErrArgument)) {
		t.Error(err)
	}
	if _, err := certify.CriticalPointOfShape(s, x[:3]); !errors.As(err, new(models.ErrDimension)) {
		t.Error(err)
	}
	if _, err := certify.CriticalPointOfShape(symmetric.Shape{}, nil); !errors.As(err, new(models.ErrArgument)) {
		t.Error(err)
	}
	between5And6, start := symmetric.Mirrored(5.9)
	if p, err := certify.CriticalPointOfShape(between5And6, settle(t, between5And6, start)); err != nil || !(p.Curvature.Lo > 0) || p.Spurious() || strings.Contains(p.String(), "minimum") {
		t.Errorf("k = 5.9: %v, %v", p, err)
	}
	for _, p := range []certify.SymmetricPoint{{}, {Curvature: between(0, 1), Loss: between(1, 2)}, {Curvature: between(1, 2), Loss: between(0, 1)}, {Curvature: between(-1, 1), Loss: between(1, 2)}} {
		if p.Spurious() || strings.HasPrefix(p.String(), "a strict") != (p.Curvature.Lo > 0) {
			t.Errorf("%v", p)
		}
	}
}

func between(lo, hi float64) interval.Interval { return interval.Interval{Lo: lo, Hi: hi} }
