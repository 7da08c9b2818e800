package train

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
)

// What is known of a few losses is found: the critical point, of any kind, or the place where the gradient is only flat.
func TestFindCritical(t *testing.T) {
	saddle := twoNames(func(x, y models.Var) models.Var { return x.Sqr().Sub(y.Sqr()).Add(y.Pow(4)) })
	none := models.Trace(1, func(w []models.Var) models.Var { return w[0].Pow(3).Mul(models.Rat(1, 3)).Add(w[0]) })
	for name, c := range map[string]struct {
		m    models.Model
		w    []float64
		kind Stationarity
		want []float64
	}{
		"valley":        {rosenbrock(), []float64{0.5, 0.5}, CriticalPoint, []float64{1, 1}},
		"saddle":        {saddle, []float64{0.3, 0.1}, CriticalPoint, []float64{0, 0}},
		"minimum":       {saddle, []float64{0.3, 0.6}, CriticalPoint, []float64{0, math.Sqrt(0.5)}},
		"already there": {saddle, []float64{0, 0}, CriticalPoint, []float64{0, 0}},
		"no point":      {none, []float64{0.7}, GradientFlat, []float64{0}},
	} {
		got, err := FindCritical(t.Context(), c.m, c.w, nil)
		if err != nil || got.Kind != c.kind {
			t.Errorf("%s: %v, ‖∇L‖ = %g after %d steps, %v", name, got.Kind, got.Gradient, got.Steps, err)
			continue
		}
		for i, x := range c.want {
			if math.Abs(got.W[i]-x) > 2e-2 || c.kind == CriticalPoint && math.Abs(got.W[i]-x) > 1e-9 {
				t.Errorf("%s: %v, want %v", name, got.W, c.want)
			}
		}
		if (got.Kind == CriticalPoint) != (got.Stop == Converged) {
			t.Errorf("%s: %v, but %v", name, got.Kind, got.Stop)
		}
	}
}

// A quadratic form with eigenvalues of both signs has one critical point, and one step leads there.
func TestFindCriticalOfQuadratic(t *testing.T) {
	m := models.Trace(3, func(w []models.Var) models.Var {
		a, b, c := w[0].Sub(models.Rat(1, 1)), w[1].Add(w[0]), w[2].Sub(w[1])
		return a.Sqr().Sub(b.Sqr().Mul(models.Rat(3, 1))).Add(c.Sqr())
	})
	got, err := FindCritical(t.Context(), m, []float64{5, 4, -2}, &CriticalOptions{Reach: 10})
	if err != nil || got.Kind != CriticalPoint || got.Steps > 2 || got.Values[0] >= 0 || got.Values[1] <= 0 {
		t.Errorf("%+v, %v", got, err)
	}
	for i, want := range []float64{1, -1, -1} {
		if math.Abs(got.W[i]-want) > 1e-12 {
			t.Errorf("%v", got.W)
		}
	}
}

// The critical values of ½‖BA − Σ‖² with Σ = diag(σ) are ½ Σ σᵢ² over any subset (P. Baldi and K. Hornik, Neural Networks 2, 1989).
func TestFindCriticalOfLinearNets(t *testing.T) {
	x := [][]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}
	m, err := models.NewDeepLinear([]int{3, 3, 3}, x, [][]float64{{1, 0, 0}, {0, 2, 0}, {0, 0, 4}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	critical, subsets := 0, map[int]bool{}
	for run := range uint64(20) {
		r := rand.New(rand.NewPCG(run, 9))
		w := make([]float64, m.Dim())
		for i := range w {
			w[i] = 0.7 * r.NormFloat64()
		}
		got, err := FindCritical(t.Context(), m, w, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got.Kind != CriticalPoint {
			continue
		}
		critical++
		known := false
		for subset := range 8 {
			want := 0.0
			for i, s := range []float64{1, 2, 4} {
				if subset>>i&1 == 1 {
					want += s * s / 2
				}
			}
			if math.Abs(got.Loss-want) < 1e-6 {
				known, subsets[subset] = true, true
			}
		}
		if !known {
			t.Errorf("run %d: the loss %v is that of no critical point", run, got.Loss)
		}
	}
	if critical < 10 || len(subsets) < 2 {
		t.Errorf("%d of 20 searches found a critical point, of %d kinds", critical, len(subsets))
	}
}

// The kinds are told apart at their bounds.
func TestStationarity(t *testing.T) {
	for _, c := range []struct {
		gradient, flatness float64
		want               Stationarity
	}{
		{0, 0, CriticalPoint}, {9e-9, 1, CriticalPoint}, {1e-8, 0, NotStationary}, {1e-6, 0, NotStationary},
		{2e-6, 1e-2, GradientFlat}, {2e-6, 1.1e-2, NotStationary}, {5, 9e-3, GradientFlat},
	} {
		if got := stationarity(c.gradient, c.flatness); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// Bad options and points are refused, and an interrupt ends the search.
func TestFindCriticalRefuses(t *testing.T) {
	m := rosenbrock()
	for _, o := range []CriticalOptions{{Steps: -1}, {Tolerance: math.NaN()}, {Progress: 1}, {Reach: -1}, {Reach: math.Inf(1)}} {
		var bad models.ErrArgument
		if _, err := FindCritical(t.Context(), m, []float64{0, 0}, &o); !errors.As(err, &bad) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	var dimension models.ErrDimension
	if _, err := FindCritical(t.Context(), m, []float64{0}, nil); !errors.As(err, &dimension) {
		t.Errorf("%v", err)
	}
	var finite models.ErrNotFinite
	if _, err := FindCritical(t.Context(), m, []float64{0, math.NaN()}, nil); !errors.As(err, &finite) {
		t.Errorf("%v", err)
	}
}

// An interrupt ends the search at the best point yet, and says so.
func TestFindCriticalInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m, w := rosenbrock(), []float64{-1, 1}
	got, err := FindCritical(ctx, m, w, nil)
	if !errors.Is(err, context.Canceled) || got.Stop != Interrupted || !slices.Equal(got.W, w) || got.Loss != m.Loss(w) || len(got.Values) != 2 {
		t.Errorf("%+v, %v", got, err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	late := &interrupting{Model: m, after: 40, cancel: cancel}
	got, err = FindCritical(ctx, late, w, nil)
	if g := make([]float64, 2); !errors.Is(err, context.Canceled) || got.Stop != Interrupted || got.Steps == 0 || got.Gradient >= norm(gradientOf(m, g, w)) {
		t.Errorf("%+v, %v", got, err)
	}
}

// An interrupting model cancels after a number of gradients.
type interrupting struct {
	models.Model
	after  int
	cancel func()
}

func (m *interrupting) Gradient(dst, w []float64) {
	if m.after--; m.after == 0 {
		m.cancel()
	}
	m.Model.Gradient(dst, w)
}

func gradientOf(m models.Model, dst, w []float64) []float64 {
	m.Gradient(dst, w)
	return dst
}

// The same steps are made in turned coordinates.
func TestFollowingTurns(t *testing.T) {
	flat := twoNames(func(x, y models.Var) models.Var {
		return x.Pow(4).Sub(x.Sqr()).Add(y.Sqr()).Sub(x.Mul(y.Pow(2)))
	})
	turned := twoNames(func(u, v models.Var) models.Var {
		x := u.Mul(models.Rat(3, 5)).Sub(v.Mul(models.Rat(4, 5)))
		y := u.Mul(models.Rat(4, 5)).Add(v.Mul(models.Rat(3, 5)))
		return x.Pow(4).Sub(x.Sqr()).Add(y.Sqr()).Sub(x.Mul(y.Pow(2)))
	})
	for _, w := range [][]float64{{0.9, 0.3}, {0.2, 0.1}, {-0.4, 0.8}, {1.5, -1}} {
		o := &CriticalOptions{FollowOnly: true}
		one, err1 := FindCritical(t.Context(), flat, w, o)
		two, err2 := FindCritical(t.Context(), turned, []float64{0.6*w[0] + 0.8*w[1], -0.8*w[0] + 0.6*w[1]}, o)
		if err1 != nil || err2 != nil || one.Kind != CriticalPoint || one.Steps != two.Steps || math.Abs(one.Loss-two.Loss) > 1e-12 {
			t.Errorf("%v: %+v %v, %+v %v", w, one, err1, two, err2)
		}
	}
}

// A step that errs is shortened: from −1/2, where e^(8x) − x has little curvature, the reach leads to where its derivative is steep.
func TestFollowingShortensSteps(t *testing.T) {
	m := models.Trace(1, func(w []models.Var) models.Var { return w[0].Mul(models.Rat(8, 1)).Exp().Sub(w[0]) })
	got, err := FindCritical(t.Context(), m, []float64{-0.5}, &CriticalOptions{Steps: 1, FollowOnly: true})
	if err != nil || got.Steps != 1 || got.W[0] == -0.5 || got.Gradient > 0.9 {
		t.Errorf("%+v, %v", got, err)
	}
}
