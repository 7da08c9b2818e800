package papers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// The mean square over all runs, by the recursion that is its own second way.
func TestNoisySquares(t *testing.T) {
	for _, q := range drawn(40, drawNoisyQuadratic) {
		got := q.squares()
		one := rational.Int(1)
		mean := got[0]
		for i := 1; i < len(got); i++ {
			var noise rational.Number
			for _, v := range q.Noise {
				noise = noise.Add(squared(q.Rate.number().Mul(rational.Int(int64(v)))))
			}
			mean = squared(one.Sub(q.Rate.number())).Mul(mean).Add(noise.Quo(rational.Int(int64(len(q.Noise)))))
			if got[i].Cmp(mean) != 0 {
				t.Fatalf("%+v, step %d: %v, want %v", q, i, got[i], mean)
			}
		}
	}
}

func TestDrawsOfStuckRuns(t *testing.T) {
	for _, h := range StuckAtTwoOverTheSharpness.Given {
		occur(t, h.Name, h.Drop, map[string]func(QuadraticRun) bool{"it bites": func(q QuadraticRun) bool { return StuckAtTwoOverTheSharpness.Then(q).Verdict == theorems.False }})
	}
	for _, h := range NoiseKeepsTheGradientAwayFromZero.Given {
		occur(t, h.Name, h.Drop, map[string]func(NoisyQuadratic) bool{"it bites": func(q NoisyQuadratic) bool {
			return NoiseKeepsTheGradientAwayFromZero.Then(q).Verdict == theorems.False
		}})
	}
	for _, h := range NetsAreStuckBetweenTwoPoints.Given {
		occur(t, h.Name, h.Drop, map[string]func(TwoCycle) bool{"it bites": func(c TwoCycle) bool { return NetsAreStuckBetweenTwoPoints.Then(c).Verdict == theorems.False }})
	}
	for _, h := range ASpikeForEachSingularValue.Given {
		occur(t, h.Name, h.Drop, map[string]func(SpikeRun) bool{"it is small and apart but for that": func(s SpikeRun) bool { return s.small() != s.apart() }})
	}
	for _, h := range ApproachAndEscape.Given {
		occur(t, h.Name, h.Drop, map[string]func(Approach) bool{"d > 2": func(p Approach) bool { return p.D > 2 }})
	}
}

// Whatever m, uv = k and u² + v² = 1 + k; descent from nearby ends on the two points where they attract.
func TestTwoCycles(t *testing.T) {
	for _, c := range drawn(60, drawTwoCycle) {
		k, u, v := c.numbers()
		if u.Mul(v).Cmp(k) != 0 || squared(u).Add(squared(v)).Cmp(k.Add(rational.Int(1))) != 0 || k.Sign() <= 0 || k.Cmp(rational.Int(1)) >= 0 {
			t.Errorf("%+v: k = %v, u = %v, v = %v", c, k, u, v)
		}
	}
	c := TwoCycle{M: Fraction{1, 3}, Rate: Fraction{1, 1}, Off: Fraction{0, 1}}
	if _, u, v := c.numbers(); fmt.Sprint(u, v, c.rate()) != "8/7 5/7 49/80" {
		t.Error(u, v, c.rate())
	}
	d := walk(chainOf(2), []float64{1.2, 1.1}, 49./80, 400)
	end := d.w[400]
	if math.Abs(end[0]-8./7) > 1e-6 && math.Abs(end[0]-5./7) > 1e-6 || math.Abs(end[0]-end[1]) > 1e-6 {
		t.Errorf("it ends at %v", end)
	}
}

// A series without turns, one with two, and one that stands still on top.
func TestTurningPoints(t *testing.T) {
	for _, c := range []struct {
		y    []float64
		want string
	}{{nil, "[] []"}, {[]float64{3, 2, 1}, "[] []"}, {[]float64{1, 2, 3}, "[] []"}, {[]float64{2, 1, 3, 0}, "[2] [1]"}, {[]float64{0, 2, 2, 1, 1, 5}, "[2] [4]"}} {
		spikes, dips := turningPoints(c.y)
		if got := fmt.Sprint(spikes, dips); got != c.want {
			t.Errorf("%v: %s, want %s", c.y, got, c.want)
		}
	}
}

// The net's gradient is that of its modes: with equal weights a of D layers it has the squares D a^(2D−2)(s − a^D)².
func TestGradientOfModes(t *testing.T) {
	for _, s := range drawn(10, ASpikeForEachSingularValue.Draw) {
		loss, norm := s.walk()
		a := make([]float64, len(s.S))
		for i := range a {
			a[i] = math.Ldexp(1, -s.Start)
		}
		for step := range min(200, len(loss)) {
			square, l := 0.0, 0.0
			for i, v := range s.S {
				rest := math.Pow(a[i], float64(s.Layers-1))
				r := float64(v) - rest*a[i]
				square, l = square+float64(s.Layers)*rest*rest*r*r, l+r*r/2
				a[i] += rest * r / float64(16*s.S[0])
			}
			if math.Abs(l-loss[step]) > 1e-6*l || math.Abs(math.Sqrt(square)-norm[step]) > 1e-6*norm[step] {
				t.Fatalf("%+v, step %d: %v and %v, want %v and %v", s, step, loss[step], norm[step], l, math.Sqrt(square))
			}
		}
	}
}

// At the dips of the figure the loss is near that of the saddles, and the norm of the gradient far below the spikes.
func TestSpikeFigure(t *testing.T) {
	f := pictures(t, ASpikeForEachSingularValue, theorems.Report{})["spikes"]
	loss, norm, dips := series(t, f, "loss"), series(t, f, "|∇L|"), series(t, f, "dips")
	if len(dips.X) != 3 || len(f.Lines) != 3 {
		t.Fatalf("%d dips, %d lines", len(dips.X), len(f.Lines))
	}
	for i, at := range dips.X {
		k := int(at / (loss.X[1] - loss.X[0]))
		level := f.Lines[len(f.Lines)-1-i].At
		if math.Abs(loss.Y[k]-level) > 0.15*level || norm.Y[k] > 0.9*norm.Y[k-8] || norm.Y[k] > 0.9*norm.Y[k+8] {
			t.Errorf("dip %d at step %v: loss %v, saddle %v", i, at, loss.Y[k], level)
		}
	}
}

// The figures of the deck's sentence: what is stuck has a gradient, what is not has none in the end.
func TestStuckFigures(t *testing.T) {
	f := pictures(t, StuckAtTwoOverTheSharpness, theorems.Report{})["two-over-the-sharpness"]
	ends := func(name string) float64 { y := series(t, f, name).Y; return y[len(y)-1] }
	if ends("|∇L|, η = 2") < 4 || math.Abs(ends("loss, η = 2")-2) > 1e-3 || ends("|∇L|, η = 1.9") > 0.3 {
		t.Errorf("%v %v %v", ends("|∇L|, η = 2"), ends("loss, η = 2"), ends("|∇L|, η = 1.9"))
	}
	g := pictures(t, NoiseKeepsTheGradientAwayFromZero, theorems.Report{})["noise"]
	for i, s := range g.Series {
		if last := s.Y[len(s.Y)-1]; math.Abs(last-g.Lines[i].At) > 1e-2*g.Lines[i].At {
			t.Errorf("%s ends at %v, and not at %v", s.Name, last, g.Lines[i].At)
		}
	}
	orbit := pictures(t, NetsAreStuckBetweenTwoPoints, theorems.Report{})
	l := series(t, orbit["loss"], "η = 49/80").Y
	if a, b := l[len(l)-1], l[len(l)-2]; math.Abs(math.Max(a, b)-math.Pow(24./49, 2)) > 3e-3 || math.Abs(math.Min(a, b)-math.Pow(15./49, 2)) > 3e-3 {
		t.Errorf("it ends at losses %v and %v", a, b)
	}
	approach := pictures(t, ApproachAndEscape, theorems.Report{})["gradient"]
	if spikes, dips := turningPoints(approach.Series[0].Y); len(spikes) != 1 || len(dips) != 1 {
		t.Errorf("dips %v, spikes %v", dips, spikes)
	}
}

// Both kinds of training begin alike, and the loss of all samples falls with every pass over all at a time.
func TestTrainOnNoise(t *testing.T) {
	run := func() theorems.Run { return theorems.Run{Rand: rand.New(rand.NewPCG(4, 4))} }
	one, g := trainOnNoise(run(), 1)
	all, h := trainOnNoise(run(), noiseSamples)
	if one[0] != all[0] || g[0] != h[0] || len(one) != noiseEpochs+1 || !falls(all) {
		t.Errorf("%v and %v, %d passes", one[0], all[0], len(one))
	}
	norm := make([]float64, noiseEpochs+1)
	loss := make([]float64, noiseEpochs+1)
	for i := range norm {
		norm[i], loss[i] = 1, 1
	}
	if standsStill(loss, norm) != 1 {
		t.Error("what stands still does not")
	}
	for i := range loss {
		loss[i] = math.Pow(0.99, float64(i))
	}
	if standsStill(loss, norm) != 0 {
		t.Error("what falls stands still")
	}
}

// Descents deviate from the flow by about the rate: a fourth of it is some four times nearer.
func TestTwoWeightFigure(t *testing.T) {
	f := pictures(t, LearningCurveOfTwoWeights, theorems.Report{})["two-weights"]
	off := func(name string) (most float64) {
		s := series(t, f, name)
		for i, x := range s.X {
			most = max(most, math.Abs(s.Y[i]-1/(1+999*math.Exp(-4*x))))
		}
		return most
	}
	if a, b := off("descent, η = 0.1"), off("descent, η = 0.025"); !(b < a/3) || a > 0.4 || off("gradient flow") > 1e-3 {
		t.Errorf("%v and %v", a, b)
	}
}
