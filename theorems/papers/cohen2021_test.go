package papers

import (
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// The two recursions, against steps of the weights.
func TestTwoNumbersTellADescent(t *testing.T) {
	for _, p := range drawn(60, drawFarFromMinima) {
		a := p.at()
		w := stepped(chainOf(2).Tape(), numbers(p.W[:]), a.rate)
		b := twoWeightsAt(w[0], w[1], a.rate)
		if b.r.Cmp(a.r.Mul(a.factor())) != 0 {
			t.Errorf("%v: r⁺ = %v, not %v", p, b.r, a.r.Mul(a.factor()))
		}
		x := a.rate.Mul(a.r)
		s := a.s.Add(rational.Int(8).Mul(x).Mul(rational.Int(1).Sub(a.r))).Add(rational.Int(4).Mul(squared(x)).Mul(a.s))
		if b.s.Cmp(s) != 0 {
			t.Errorf("%v: s⁺ = %v, not %v", p, b.s, s)
		}
	}
}

// Where convergence is proved the descent in float64 goes on to a minimum within the bounds; where a minimum
// is too sharp, or far away, it is not proved.
func TestSettles(t *testing.T) {
	proved := 0
	for _, p := range drawn(200, drawNearMinimum) {
		lo, hi, ok := p.at().settles()
		if !ok {
			continue
		}
		if proved++; p.sharp() && p.apart() {
			t.Errorf("%v is too sharp", p)
		}
		d := walk(chainOf(2), []float64{p.W[0].float(), p.W[1].float()}, p.Rate.float(), 3000)
		end := d.w[3000]
		s := rational.Float(2 * (end[0]*end[0] + end[1]*end[1]))
		if d.loss[3000] > 1e-9 || s.Cmp(lo) < 0 || s.Cmp(hi) > 0 {
			t.Errorf("%v ends at loss %v, sharpness %v; it was to be from %v to %v", p, d.loss[3000], s, lo, hi)
		}
	}
	if proved < 20 {
		t.Errorf("only %d are proved", proved)
	}
	for _, p := range []PlaceAndRate{
		{[2]Fraction{{1, 1}, {2, 1}}, Fraction{1, 100}}, // far from any minimum
		{[2]Fraction{{1, 1}, {1, 1}}, Fraction{51, 100}},
		{[2]Fraction{{4, 1}, {-4, 1}}, Fraction{1, 100}},
	} {
		if _, _, ok := p.at().settles(); ok {
			t.Errorf("%v settles", p)
		}
	}
}

func TestDrawsOfEdges(t *testing.T) {
	occur(t, "edge", TrainingEndsAtTwoOverTheRate.Draw, map[string]func(EdgeRun) bool{
		"at the edge": EdgeRun.startsAtTheEdge,
		"elsewhere":   func(e EdgeRun) bool { return !e.startsAtTheEdge() },
		"decided":     func(e EdgeRun) bool { return !e.startsAtTheEdge() && e.ends().Verdict == theorems.False },
	})
	type C = PlaceAndRate
	for _, h := range SharperMinimaRepel.Given {
		occur(t, h.Name, h.Drop, map[string]func(C) bool{
			"it bites": func(p C) bool { return SharperMinimaRepel.Then(p).Verdict == theorems.False },
			"w1 > w2":  func(p C) bool { return p.W[0].float() > p.W[1].float() },
		})
	}
}

// No end of a descent is sharper than 2/η, many are far flatter, and all are at least 4.
func TestEdgeFigure(t *testing.T) {
	f := pictures(t, TrainingEndsAtTwoOverTheRate, theorems.Report{})["edge"]
	ends, flat := f.Series[0], 0
	for i, rate := range ends.X {
		if ends.Y[i] > 2/rate*1.001 || ends.Y[i] < 3.999 {
			t.Errorf("η = %v: it ends at %v", rate, ends.Y[i])
		}
		if ends.Y[i] < 1.8/rate {
			flat++
		}
	}
	if 2*flat < len(ends.X) || len(ends.X) < 100 {
		t.Errorf("%d of %d are flat", flat, len(ends.X))
	}
}
