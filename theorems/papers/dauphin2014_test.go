package papers

import (
	"math"
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
