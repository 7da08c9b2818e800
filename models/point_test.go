package models

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// bare hides the passes and kinks of a model.
type bare struct{ Model }

func TestAtRefuses(t *testing.T) {
	relu := Trace(2, func(w []Var) Var { return w[0].Sqr().Add(w[1].Relu()) })
	domain := Trace(1, func(w []Var) Var { return w[0].Log() })
	root := Trace(1, func(w []Var) Var { return w[0].Sqrt() })
	nan := math.NaN()
	for name, c := range map[string]struct {
		m    Model
		w    []float64
		want error
	}{
		"length":   {relu, []float64{1}, ErrDimension{"w", 1, 2}},
		"Inf":      {relu, []float64{1, math.Inf(-1)}, ErrNotFinite{"w[1]", math.Inf(-1)}},
		"kink":     {relu, []float64{1, 0}, ErrNonSmooth{"Relu 1", 0}},
		"gradient": {root, []float64{0}, ErrNotFinite{"∇L(w)[0]", math.Inf(1)}},
		"overflow": {mustChain(t, 2, nil), []float64{1e200, 1e200}, ErrNotFinite{"∇L(w)[0]", math.Inf(1)}},
	} {
		if p, err := At(c.m, c.w); err != c.want || p != nil {
			t.Errorf("%s: %v, %v, want %v", name, p, err, c.want)
		}
	}
	for name, c := range map[string]struct {
		m Model
		w float64
	}{"NaN": {root, nan}, "domain": {domain, -1}} {
		err, ok := error(nil), false
		if _, err = At(c.m, []float64{c.w}); err != nil {
			_, ok = err.(ErrNotFinite)
		}
		if !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPoint(t *testing.T) {
	relu := Trace(2, func(w []Var) Var { return Sum(w[0].Pow(3).Mul(w[1]), w[1].Relu(), w[0].Add(Rat(4, 1)).Abs()) })
	w := []float64{2, -0.5}
	p, err := At(relu, w)
	if err != nil {
		t.Fatal(err)
	}
	w[0] = 77
	p.W()[1] = 77
	if got := p.W(); got[0] != 2 || got[1] != -0.5 || p.Dim() != 2 {
		t.Errorf("w is %v of dimension %d", got, p.Dim())
	}
	if unit, distance := p.Kink(); unit != "Relu 1" || distance != 0.5 {
		t.Errorf("kink %q at %v", unit, distance)
	}
	want := mat.NewSymDense(2, []float64{-6, 12, 12, 0})
	if h := p.Hessian(); !mat.Equal(h, want) {
		t.Errorf("Hessian %v", mat.Formatted(h))
	}
	if h := Hessian(bare{relu}, p.W()); !mat.Equal(h, want) {
		t.Errorf("Hessian of a model without passes %v", mat.Formatted(h))
	}
	plain, err := At(bare{relu}, p.W())
	if err != nil || plain.Loss() != p.Loss() || !mat.Equal(plain.Hessian(), want) {
		t.Errorf("a point of a model without passes: %v", err)
	}
	if unit, distance := plain.Kink(); unit != "" || !math.IsInf(distance, 1) {
		t.Errorf("a kink without Kinked: %q at %v", unit, distance)
	}
	checkPass(t, "bare", bare{relu}, []float64{2, -0.5}, []float64{1, 3})
	mustPanic(t, "models: v has length 1, want 2", func() { p.Mul(make([]float64, 2), []float64{1}) })
	mustPanic(t, "models: dst has length 1, want 2", func() { p.Gradient([]float64{1}) })
	mustPanic(t, "models: w has length 1, want 2", func() { Hessian(relu, []float64{1}) })
}

// TestHessianIsSymmetrised: of two different values for an entry it holds the mean.
func TestHessianIsSymmetrised(t *testing.T) {
	h := hessian(2, func(dst, v []float64) { dst[0], dst[1] = v[0]+2*v[1], 4*v[0]+8*v[1] })
	if want := mat.NewSymDense(2, []float64{1, 3, 3, 8}); !mat.Equal(h, want) {
		t.Errorf("%v", mat.Formatted(h))
	}
}
