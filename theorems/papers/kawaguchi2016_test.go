package papers

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/exact"
	"saddle/theorems/linear"
)

func TestDrawsOfLinearMinima(t *testing.T) {
	type C = CriticalPoint
	c := LinearMinimaAreGlobal
	occur(t, "metric", drop(t, c, "the error is measured in the Frobenius norm"), map[string]func(C) bool{
		"σ₂ = 1":     func(c C) bool { return c.Sigma[1] == 1 },
		"σ₂ = 3":     func(c C) bool { return c.Sigma[1] == 3 },
		"σ₁ > σ₂+1":  func(c C) bool { return c.Sigma[0] > c.Sigma[1]+1 },
		"ω b ≤ a+b":  func(c C) bool { return c.Metric[1]*c.Sigma[1] <= c.Sigma[0]+c.Sigma[1] },
		"ω b ≥ a+2b": func(c C) bool { return c.Metric[1]*c.Sigma[1] >= c.Sigma[0]+2*c.Sigma[1] },
	})
	occur(t, "activation", drop(t, c, "the activation is the identity"), map[string]func(C) bool{
		"convex data":  func(c C) bool { y := c.Rectified; return y[0][1]+y[2][1] > 2*y[1][1] },
		"concave data": func(c C) bool { y := c.Rectified; return y[0][1]+y[2][1] < 2*y[1][1] },
		"y_0 ≠ 0":      func(c C) bool { return c.Rectified[0][1] != 0 },
		"y_1 ≠ 0":      func(c C) bool { return c.Rectified[1][1] != 0 },
	})
	occur(t, "decay", drop(t, c, "there is no weight decay"), map[string]func(C) bool{
		"H = 2": func(c C) bool { return c.H() == 2 },
		"H = 3": func(c C) bool { return c.H() == 3 },
		"σ = 2": func(c C) bool { return c.Sigma[0] == 2 },
		"σ = 5": func(c C) bool { return c.Sigma[0] == 5 },
	})
	idle := map[string]func(C) bool{
		"H = 1": func(c C) bool { return c.H() == 1 },
		"H = 3": func(c C) bool { return c.H() == 3 },
		"r = 0": func(c C) bool { return len(c.S) == 0 },
		"r > 0": func(c C) bool { return len(c.S) > 0 },
		"Z ≠ 0": func(c C) bool { return c.Z != nil },
		"U ≠ I": func(c C) bool { return slices.Contains(c.traits(), "U ≠ I") },
		"V ≠ I": func(c C) bool { return slices.Contains(c.traits(), "V ≠ I") },
	}
	for _, h := range []string{"the singular values of the whitened target are distinct", "d_y ≤ d_x", "XYᵀ has full rank", "XXᵀ is nonsingular"} {
		occur(t, h, drop(t, c, h), idle)
	}
}

// By the loss ½ Σ_{i∉S} σ_i² alone: a point is global if S has the r_max first of the
// distinct σ. And what has another S than the first is a strict saddle.
func TestClassesOfLinearMinima(t *testing.T) {
	for _, c := range drawn(40, drawLinearPoint(distinct)) {
		class := linearPointIsGlobalOrSaddle(c).Class
		first := slices.Equal(c.S, upTo(len(c.S)))
		if global := first && len(c.S) == c.MinWidth(); global != (class == "global") {
			t.Errorf("%#v: %s", c, class)
		}
		if !first && class != "strict saddle" {
			t.Errorf("%#v: %s", c, class)
		}
	}
}

// What the claim itself is about, beyond its labels.
func TestDrawsOfLinearPoints(t *testing.T) {
	type C = CriticalPoint
	free := func(block func(H int) int) func(C) bool {
		return func(c C) bool {
			return c.Z != nil && slices.ContainsFunc(c.Z[block(c.H())], func(x int) bool { return x != 0 })
		}
	}
	occur(t, "critical points", LinearMinimaAreGlobal.Draw, map[string]func(C) bool{
		"S the first two":      func(c C) bool { return slices.Equal(c.S, upTo(2)) },
		"S of two, not first":  func(c C) bool { return len(c.S) == 2 && !slices.Equal(c.S, upTo(2)) },
		"the first block free": free(func(int) int { return 0 }),
		"the last block free":  free(func(H int) int { return H }),
		"σ with a gap":         func(c C) bool { return len(c.Sigma) > 1 && c.Sigma[0] > c.Sigma[1]+1 },
		"a least σ above 1":    func(c C) bool { return slices.Min(c.Sigma) > 1 },
		"no change of basis":   func(c C) bool { return !slices.Contains(c.traits(), "D ≠ I") },
		"one zero block":       func(c C) bool { return patternOf(c.Point) == "one zero block" },
	})
}

// Where there is a choice, S is not the first indices in half of the cases.
func TestHalfOfSIsMoved(t *testing.T) {
	moved, cases := 0, 0
	for _, c := range drawn(600, LinearMinimaAreGlobal.Draw) {
		if dy := c.Widths[len(c.Widths)-1]; dy > 1 {
			if cases++; !slices.Equal(c.S, upTo(len(c.S))) {
				moved++
			}
		}
	}
	if cases < 200 || 10*moved < 4*cases {
		t.Errorf("S is not the first indices in %d of %d cases", moved, cases)
	}
}

// L = ½(w₁w₂ − 2)² + w₁² + w₂² at 0: the kernel of the Hessian decides nothing.
func TestWhatIsNotDecidedIsUnknown(t *testing.T) {
	c := CriticalPoint{Point: linear.Point{Widths: []int{1, 1, 1}, Sigma: []int{2}, Decay: 10}}
	if e := linearPointIsGlobalOrSaddle(c); e.Verdict == theorems.False || (e.Class == "unknown") != (e.Verdict == theorems.Unknown) {
		t.Errorf("%v: %v", e.Class, e)
	}
}

func TestDrawsOfOrigins(t *testing.T) {
	type C = Origin
	c := ZeroHessianFromTwoHiddenLayers
	wide := map[string]func(C) bool{
		"d_x = 2":           func(o C) bool { return o.Widths[0] == 2 },
		"d_y = 2":           func(o C) bool { return o.Widths[len(o.Widths)-1] == 2 },
		"a hidden width 2":  func(o C) bool { return slices.Contains(o.Widths[1:len(o.Widths)-1], 2) },
		"a hidden width 1":  func(o C) bool { return slices.Contains(o.Widths[1:len(o.Widths)-1], 1) },
		"two samples":       func(o C) bool { return len(o.X[0]) == 2 },
		"an input below −1": func(o C) bool { return slices.Min(slices.Concat(o.X...)) < -1 },
	}
	occur(t, "one hidden layer", drop(t, c, "at least two hidden layers"), wide)
	wide["H = 2"] = func(o C) bool { return len(o.Widths) == 4 }
	wide["H = 4"] = func(o C) bool { return len(o.Widths) == 6 }
	occur(t, "Y = 0", drop(t, c, "XYᵀ ≠ 0"), wide)
}

// Each conclusion about a degenerate saddle, broken alone.
func TestDegenerateSaddle(t *testing.T) {
	for _, c := range []struct {
		loss  string
		f     func(x, y models.Var) models.Var
		order int
		want  theorems.Verdict
	}{
		{"x²y", func(x, y models.Var) models.Var { return x.Sqr().Mul(y) }, 3, theorems.True},
		{"x³y", func(x, y models.Var) models.Var { return x.Pow(3).Mul(y) }, 4, theorems.True},
		{"x⁴ − y⁴", func(x, y models.Var) models.Var { return x.Pow(4).Sub(y.Pow(4)) }, 4, theorems.True},
		{"the Hessian is not zero: x² + x²y", func(x, y models.Var) models.Var { return x.Sqr().Add(x.Sqr().Mul(y)) }, 3, theorems.False},
		{"order 3, not 4: x³ + y⁴", func(x, y models.Var) models.Var { return x.Pow(3).Add(y.Pow(4)) }, 4, theorems.False},
		{"order 4, not 3: x³y", func(x, y models.Var) models.Var { return x.Pow(3).Mul(y) }, 3, theorems.False},
		{"a constant", func(x, y models.Var) models.Var { return models.Rat(3, 1) }, 3, theorems.False},
		{"a minimum: x⁴ + y⁴", func(x, y models.Var) models.Var { return x.Pow(4).Add(y.Pow(4)) }, 4, theorems.Unknown},
		{"a minimum along a line: (x − y)⁴", func(x, y models.Var) models.Var { return x.Sub(y).Pow(4) }, 4, theorems.Unknown},
		{"a maximum along a line: −(x − y)⁴", func(x, y models.Var) models.Var { return x.Sub(y).Pow(4).Neg() }, 4, theorems.Unknown},
		{"a maximum: −x²y²", func(x, y models.Var) models.Var { return x.Sqr().Mul(y.Sqr()).Neg() }, 4, theorems.Unknown},
	} {
		tape := models.Trace(2, func(w []models.Var) models.Var { return c.f(w[0], w[1]) })
		if e := degenerateSaddle(tape, exact.Origin(2), c.order); e.Verdict != c.want {
			t.Errorf("%s, order %d: %v", c.loss, c.order, e)
		}
	}
}

// The form of order H + 1 at the origin is −⟨W_{H+1}…W_1X, Y⟩, by products of
// integers: with weights ±1 it is found to take both signs, and with them
// L(W) = ½‖Y‖² + form + ½‖W_{H+1}…W_1X‖².
func TestOriginBySeries(t *testing.T) {
	for _, o := range drawn(60, ZeroHessianFromTwoHiddenLayers.Draw) {
		w, form, loss := o.signs()
		if form >= 0 {
			t.Fatalf("%#v: no weights ±1 were found", o)
		}
		if got := lossAt(o.tape(), exact.Point(w...)); got.Cmp(big.NewRat(int64(loss), 2)) != 0 {
			t.Errorf("%#v at %v: loss %v, want %d/2", o, w, got, loss)
		}
		e := ZeroHessianFromTwoHiddenLayers.Then(o)
		if want := fmt.Sprintf("order %d;", len(o.Widths)-1); e.Verdict != theorems.True || !strings.HasPrefix(e.Seen, want) {
			t.Errorf("%#v: %v, want %s", o, e, want)
		}
	}
}

// signs returns weights from −1, 0, 1 at which the form is negative (with the
// other sign of the first layer it is positive), the form, and twice the loss.
func (o Origin) signs() (w []int, form, loss int) {
	n := 0
	for h := range len(o.Widths) - 1 {
		n += o.Widths[h] * o.Widths[h+1]
	}
	w = make([]int, n)
	for try := range 100_000 {
		for i, x := 0, try; i < n; i, x = i+1, x/3 {
			w[i] = x%3 - 1
		}
		if form, loss = o.at(w); form < 0 {
			return w, form, loss
		}
	}
	return nil, 0, 0
}

func (o Origin) at(w []int) (form, loss int) {
	for s := range o.X[0] {
		var a []int
		for _, row := range o.X {
			a = append(a, row[s])
		}
		rest := w
		for _, d := range o.Widths[1:] {
			next := make([]int, d)
			for i := range next {
				for j := range a {
					next[i] += rest[i*len(a)+j] * a[j]
				}
			}
			a, rest = next, rest[d*len(a):]
		}
		for i, x := range a {
			form -= x * o.Y[i][s]
			loss += (x - o.Y[i][s]) * (x - o.Y[i][s])
		}
	}
	return form, loss
}
