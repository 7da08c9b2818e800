package papers

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/theorems"
)

// The signal is the mean of a product of cosines and sines over Gaussian inputs.
func TestPeriodicSignal(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for _, p := range []PeriodicTask{{fractions(1, 0), fractions(1, 1)}, {fractions(1), []Fraction{{3, 2}}}, {[]Fraction{{1, 2}}, []Fraction{{3, 5}}}} {
		const n = 200000
		g := make([]float64, len(p.W))
		x := make([]float64, len(p.W))
		for range n {
			a, b := 0.0, 0.0
			for i := range x {
				x[i] = r.NormFloat64()
				a, b = a+x[i]*p.W[i].float(), b+x[i]*p.V[i].float()
			}
			for i := range g {
				g[i] -= math.Sin(a) * x[i] * math.Cos(b) / n
			}
		}
		square := 0.0
		for _, v := range g {
			square += v * v
		}
		if got := math.Sqrt(p.signal().Mid()) / 2; math.Abs(got-math.Sqrt(square)) > 0.01 {
			t.Errorf("%v: %v, by sampling %v", p, got, math.Sqrt(square))
		}
	}
	for _, h := range PeriodicTargetsGiveNoSignal.Given {
		occur(t, h.Name, h.Drop, map[string]func(PeriodicTask) bool{"it bites": func(p PeriodicTask) bool {
			return PeriodicTargetsGiveNoSignal.Then(p).Verdict == theorems.False
		}})
	}
	f := pictures(t, PeriodicTargetsGiveNoSignal, theorems.Report{})["signal"]
	for i := 0; i < len(f.Series); i += 2 {
		for k, y := range f.Series[i].Y {
			if y > f.Series[i+1].Y[k] {
				t.Errorf("%s: %v above the bound %v", f.Series[i].Name, y, f.Series[i+1].Y[k])
			}
		}
	}
}
