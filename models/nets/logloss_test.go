package nets

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/models"
)

// TestLogLossAgainstTape: within 4 units in the last place of log1p of package math, whose error is
// below one, and so of softplus of a tape.
func TestLogLossAgainstTape(t *testing.T) {
	tape := models.Trace(1, func(w []models.Var) models.Var { return w[0].Neg().Softplus() })
	r := rand.New(rand.NewPCG(4, 0))
	for i := range 20000 {
		m := r.NormFloat64() * math.Ldexp(1, r.IntN(60)-50)
		got, want := logLoss(m), max(-m, 0)+math.Log1p(math.Exp(-math.Abs(m)))
		if !(math.Abs(got-want) <= 4*0x1p-52*want+0x1p-1074) {
			t.Fatalf("log-loss of %v is %v, want %v", m, got, want)
		}
		if i < 100 {
			if want := tape.Loss([]float64{m}); !(math.Abs(got-want) <= 8*0x1p-52*want) {
				t.Errorf("log-loss of %v is %v, as a tape %v", m, got, want)
			}
		}
	}
}

func TestLogLossAtTheEnds(t *testing.T) {
	for m, want := range map[float64]float64{
		0: math.Ln2, math.Inf(1): 0, math.Inf(-1): math.Inf(1), 1e6: 0, -1e6: 1e6, -math.MaxFloat64: math.MaxFloat64,
		700: math.Exp(-700), 40: math.Exp(-40),
	} {
		if got := logLoss(m); got != want && !(math.Abs(got-want) <= 0x1p-50*want) {
			t.Errorf("log-loss of %v is %v, want %v", m, got, want)
		}
	}
	if !math.IsNaN(logLoss(math.NaN())) {
		t.Error("log-loss of NaN is a number")
	}
}

// TestLogLossLaws: it falls, and ℓ(−m) − ℓ(m) = m.
func TestLogLossLaws(t *testing.T) {
	before := math.Inf(1)
	for m := -40.0; m < 40; m += 1. / 64 {
		l := logLoss(m)
		if l >= before {
			t.Errorf("log-loss of %v is %v, after %v", m, l, before)
		}
		if d := logLoss(-m) - l; !(math.Abs(d-m) <= 4*0x1p-52*(1+math.Abs(m))) {
			t.Errorf("ℓ(%v) − ℓ(%v) is %v", -m, m, d)
		}
		before = l
	}
}
