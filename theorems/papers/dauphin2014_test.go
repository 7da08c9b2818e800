package papers

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
	"saddle/models/train"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// The counterexample by hand: A = [[1, 4], [0, 2]] is its own |A|, and xᵀAx = −1 at (1, −1).
func TestTheLemmaNeedsSymmetry(t *testing.T) {
	d := BoundForSquareMatrices.Known[0]
	if a := d.matrix(); !a.Sub(rational.Ints(2, 2, []int{1, 4, 0, 2})).IsZero() || !a.Sub(d.with(rational.Number.Abs)).IsZero() {
		t.Error(a.Entries())
	}
	if e := d.bounded(); e.Seen != "xᵀAx = -1, xᵀ|A|x = -1" || e.Verdict != theorems.False {
		t.Error(e)
	}
}

// |A| is the positive semidefinite root of A² for symmetric A, so it is what it must be.
func TestAbsoluteMatrices(t *testing.T) {
	for _, d := range drawn(40, BoundForSymmetricMatrices.Draw) {
		a, b := d.matrix(), d.with(rational.Number.Abs)
		if !a.Mul(a).Sub(b.Mul(b)).IsZero() || !a.Sub(a.T()).IsZero() {
			t.Errorf("%v: |A|² ≠ A²", d)
		}
		if s, err := b.Signature(); err != nil || s.Neg > 0 {
			t.Errorf("%v: %v, %v", d, s, err)
		}
	}
}

// The library's own saddle-free Newton takes the same step, from where it need not shorten it.
func TestStepsOfSaddleFreeNewton(t *testing.T) {
	monkey := FormStart{Form: []int{1, 0, -3, 0}}.tape()
	for _, m := range []MonkeyStart{{U: 2, V: 1, Q: 5}, {U: 1, V: 2, Q: 5}, {U: -1, V: 3, Q: 10}} {
		e := m.falls()
		z := complex(float64(m.U), float64(m.V))
		z = z * z / complex(float64(m.Q), 0)
		r := math.Hypot(real(z), imag(z))
		conj := complex(real(z), -imag(z))
		want := z - conj*conj/complex(2*r, 0)
		walked := train.SaddleFreeNewton(monkey, []float64{real(z), imag(z)}, &train.WalkOptions{Steps: 1})
		if math.Hypot(walked.W[0]-real(want), walked.W[1]-imag(want)) > 1e-12 || e.Verdict != theorems.True {
			t.Errorf("%v: %v, %v, want %v", m, e, walked.W, want)
		}
	}
	hill := models.Trace(1, func(w []models.Var) models.Var { return w[0].Pow(4).Neg() })
	if walked := train.SaddleFreeNewton(hill, []float64{3}, &train.WalkOptions{Steps: 1}); math.Abs(walked.W[0]-4) > 1e-12 {
		t.Errorf("on −y⁴ the step from 3 ends at %v", walked.W)
	}
}

// A step with a wrong sign, or a plain one, is seen.
func TestSabotageOfSecondOrderSteps(t *testing.T) {
	for _, m := range drawn(40, drawMonkey) {
		m.Plain = true
		// On the ray x > 0, y = 0 the negative eigenvector is the other axis, and the steps agree.
		if e := m.falls(); (e.Verdict == theorems.False) != (m.V != 0) {
			t.Errorf("%v, Newton: %v", m, e)
		}
	}
	positive := SecondOrderStep{At: Diagonalised{Lambda: fractions(1, 2), Axes: []int{1}, X: []int{1, 1}}}
	for _, plain := range []bool{false, true} {
		positive.Plain = plain
		if e := positive.doubled(); e.Verdict != theorems.True {
			t.Errorf("positive definite, plain %v: %v", plain, e)
		}
	}
}

func TestDrawsOfSecondOrder(t *testing.T) {
	occur(t, "oblique", drop(t, BoundForSymmetricMatrices, "A is symmetric"), map[string]func(Diagonalised) bool{
		"it bites":         func(d Diagonalised) bool { return d.bounded().Verdict == theorems.False },
		"three dimensions": func(d Diagonalised) bool { return len(d.Lambda) == 3 },
	})
	occur(t, "singular", drop(t, BoundForSymmetricMatrices, "A is nonsingular"), map[string]func(Diagonalised) bool{
		"both signs": Diagonalised.mixed,
		"rank 1":     func(d Diagonalised) bool { return d.matrix().Rank() == 1 },
	})
	occur(t, "square", BoundForSquareMatrices.Draw, map[string]func(Diagonalised) bool{
		"symmetric":     Diagonalised.symmetric,
		"not symmetric": not(Diagonalised.symmetric),
	})
	for _, h := range SaddleFreeNewtonDoublesTheWayDown.Given {
		occur(t, h.Name, h.Drop, map[string]func(SecondOrderStep) bool{
			"three dimensions": func(s SecondOrderStep) bool { return len(s.At.Lambda) == 3 },
			"as it must be":    func(s SecondOrderStep) bool { return (s.doubled().Verdict == theorems.False) == (h.Idle == "") },
		})
	}
	occur(t, "plain", drop(t, SaddleFreeNewtonOnTheMonkeySaddle, "the eigenvalues are taken absolutely"), map[string]func(MonkeyStart) bool{
		"x > 0": func(m MonkeyStart) bool { return m.U*m.U > m.V*m.V },
		"x < 0": func(m MonkeyStart) bool { return m.U*m.U < m.V*m.V },
	})
}

// Newton ends in the saddle, the others do not; the way of saddle-free Newton falls.
func TestThreeWays(t *testing.T) {
	for name, f := range pictures(t, SaddleFreeNewtonDoublesTheWayDown, theorems.Report{}) {
		distance := func(s theorems.Series, k int) float64 { return math.Hypot(s.X[k], s.Y[k]) }
		newton, free, descent := series(t, f, "Newton"), series(t, f, "saddle-free"), series(t, f, "gradient")
		if d := distance(newton, len(newton.X)-1); d > 0.05 {
			t.Errorf("%s: Newton ends at %v", name, d)
		}
		if d := distance(free, len(free.X)-1); d < 0.3 {
			t.Errorf("%s: saddle-free Newton ends at %v", name, d)
		}
		if d := distance(descent, len(descent.X)-1); d < 0.3 {
			t.Errorf("%s: descent ends at %v", name, d)
		}
	}
}

// The directions that are said to change no loss are in the kernel of the Hessian, at any weights.
func TestStructuralZeros(t *testing.T) {
	c := DauphinCell{Hidden: 2, Images: 20}
	config := c.config()
	net, err := models.NewMLP(config)
	if err != nil {
		t.Fatal(err)
	}
	w := normalEntries(rand.New(rand.NewPCG(1, 8)), net.Dim(), 1)
	v, h := make([]float64, net.Dim()), make([]float64, net.Dim())
	flat := func() bool {
		net.HessVec(h, w, v)
		return !slices.ContainsFunc(h, func(x float64) bool { return math.Abs(x) > 1e-14 })
	}
	count := 0
	for j := range 200 { // the weights of W_1, of which those of dark pixels have no effect
		clear(v)
		v[j] = 1
		if allZero(config.X, j%100) {
			if count++; !flat() {
				t.Errorf("weight %d has an effect", j)
			}
		}
	}
	for i := range 3 { // of each hidden unit, and of the biases
		clear(v)
		for k := range 10 {
			at := 202 + 2*k + i
			if i == 2 {
				at = 222 + k
			}
			v[at] = 1
		}
		if count++; !flat() {
			t.Errorf("a shift of all outputs by unit %d has an effect", i)
		}
		if v[221+min(i, 1)] = 3; flat() {
			t.Error("a change of one output has none")
		}
	}
	if got := c.structural(config.X); got != count || count < 20 {
		t.Errorf("%d directions, and %d are counted", got, count)
	}
}

// Eigenvalues are counted apart where they are small, and the index is of the others.
func TestCountOfSigns(t *testing.T) {
	var e DauphinEnd
	e.count([]float64{-1, -2e-5, -1e-5, 0, 1e-5, 2e-5, 3, 4})
	if e.Neg != 2 || e.Zero != 3 || e.Pos != 3 || e.index() != 0.4 || len(e.Deciles) != 11 || e.Deciles[0] != -1 || e.Deciles[10] != 4 {
		t.Errorf("%+v", e)
	}
}
