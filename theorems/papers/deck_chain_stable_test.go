package papers

import (
	"math"
	"testing"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// The step by its formula, w_1 + 2η(1 − w_1w_2)w_2 and the other way round.
func TestStepsOfTwoWeights(t *testing.T) {
	for _, s := range drawn(50, drop(t, TheLineIntoTheSaddle, "the start is (a, −a)")) {
		w, rate := numbers(s.W), s.Rate.number()
		end := stepped(chainOf(2).Tape(), w, rate)
		c := rational.Int(2).Mul(rate).Mul(rational.Int(1).Sub(w[0].Mul(w[1])))
		if end[0].Cmp(w[0].Add(c.Mul(w[1]))) != 0 || end[1].Cmp(w[1].Add(c.Mul(w[0]))) != 0 {
			t.Errorf("%v: %v", s, end)
		}
		if e := TheLineIntoTheSaddle.Then(s); e.Verdict != theorems.False {
			t.Errorf("%v off the line: %v", s, e)
		}
	}
}

// What leaves the line goes to a minimum, of the side on which it has left.
func TestRunsOffTheLineEndInMinima(t *testing.T) {
	for _, r := range []MirroredRun{{A: 45, Off: 1, Rate: 3}, {A: 45, Off: -1, Rate: 3}, {A: 0, Off: 1, Rate: 2}} {
		w := []float64{float64(r.A) / 64, -float64(r.A)/64 + float64(r.Off)*0x1p-40}
		d := walk(chainOf(2), w, float64(r.Rate)/64, mirroredSteps)
		end := d.w[mirroredSteps]
		if d.loss[mirroredSteps] > 1e-20 || end[0]*float64(r.Off) < 0 {
			t.Errorf("%v ends at %v", r, end)
		}
	}
}

// The pace in float64: with a = 1/2 and η = 1/20, 1/u after t steps is 2 + t/10 to within its
// logarithm; two equal weights leave the saddle.
func TestCrawl(t *testing.T) {
	d := walk(chainOf(3), []float64{-0.5, -0.5, -0.5}, 0.05, 20000)
	if u := -d.w[20000][0]; 1/u < 2+2000 || 1/u > 2+2000+10 {
		t.Errorf("after 20000 steps u = %v", u)
	}
	two := ChainStart{W: []Fraction{{-1, 8}, {-1, 8}}, Rate: Fraction{1, 8}}
	if e := two.crawling(); e.Verdict != theorems.False {
		t.Error(e)
	}
}

func TestDrawsOfChainStarts(t *testing.T) {
	type C = ChainStart
	occur(t, "fast", drop(t, TheLineIntoTheSaddle, "the rate is below 1/(1 + a²)"), map[string]func(C) bool{
		"a < 0":         func(s C) bool { return s.W[0].P < 0 },
		"just too fast": func(s C) bool { return TheLineIntoTheSaddle.Then(s).Verdict == theorems.False },
	})
	occur(t, "numbers of weights", drop(t, ThreeWeightsCrawlIntoTheSaddle, "there are three weights"), map[string]func(C) bool{
		"one": func(s C) bool { return len(s.W) == 1 }, "two": func(s C) bool { return len(s.W) == 2 },
		"four": func(s C) bool { return len(s.W) == 4 }, "five": func(s C) bool { return len(s.W) == 5 },
	})
	occur(t, "too fast", drop(t, ThreeWeightsCrawlIntoTheSaddle, "2η(1 + u³)u < 1"), map[string]func(C) bool{
		"u > 1":      func(s C) bool { return s.W[0].float() < -1 },
		"small rate": func(s C) bool { return s.Rate.float() < 0.3 },
	})
	occur(t, "slow", drop(t, NoMinimumIsStableBeyondOneOverD, "η > 1/d"), map[string]func(RatedMinimum) bool{
		"stable":   func(m RatedMinimum) bool { return NoMinimumIsStableBeyondOneOverD.Then(m).Verdict == theorems.False },
		"unstable": func(m RatedMinimum) bool { return NoMinimumIsStableBeyondOneOverD.Then(m).Verdict == theorems.True },
		"d > 2":    func(m RatedMinimum) bool { return len(m.W) > 2 },
	})
}

// No descent of the grid comes to rest beyond 1/d, and just below some do: at balanced minima alone, as those
// of the sharpness 2/η are.
func TestNoDescentEndsBeyondOneOverD(t *testing.T) {
	for _, d := range []int{2, 3} {
		m := chainOf(d)
		if beyond, below := endings(m, 1.02/float64(d), 8, 400), endings(m, 0.9/float64(d), 8, 400); beyond != 0 || below == 0 {
			t.Errorf("d = %d: %d beyond, %d below", d, beyond, below)
		}
	}
	f := pictures(t, LargeStepsStillFindAFlatMinimum, theorems.Report{})["rates"]
	for i, d := range []int{2, 3, 5} {
		for k, rate := range f.Series[i].X {
			if y := f.Series[i].Y[k]; rate > 1/float64(d)+0.005 && y != 0 || rate < 0.2/float64(d) && y < 0.5 {
				t.Errorf("d = %d, η = %v: %v", d, rate, y)
			}
		}
	}
}

// The figures of chains: the shares are those of a count by binomials, the sharpness is that of the Hessian.
func TestChainFigures(t *testing.T) {
	f := pictures(t, CriticalPointsOfAChain, theorems.Report{})["critical-points"]
	for i := range 5 {
		d := i + 1
		total := 0.0
		for _, s := range f.Series {
			total += s.Y[i]
		}
		if got, want := series(t, f, "global minimum").Y[i], 1/(2*math.Pow(1.5, float64(d))); math.Abs(got-want) > 1e-4 || math.Abs(total-1) > 1e-3 {
			t.Errorf("d = %d: %v minima, want %v; %v in all", d, got, want, total)
		}
	}
	s := pictures(t, SpectrumAtTheMinimaOfAChain, theorems.Report{})["sharpness"].Series[1]
	for k, at := range s.X {
		h := models.Hessian(chainOf(3), []float64{at, 1 / at, 1})
		if trace := h.At(0, 0) + h.At(1, 1) + h.At(2, 2); math.Abs(trace-s.Y[k]) > 2e-3*trace {
			t.Errorf("s = %v: %v, trace %v", at, s.Y[k], trace)
		}
	}
	line := pictures(t, TheLineIntoTheSaddle, theorems.Report{})["line-into-the-saddle"].Field
	for i := range line.X {
		k := len(line.Y) - 1 - i
		if z := line.Z[k][i]; math.Abs(z) > 1e-3 {
			t.Errorf("on the line at %v, %v: %v", line.X[i], line.Y[k], z)
		}
	}
	crawl := pictures(t, ThreeWeightsCrawlIntoTheSaddle, theorems.Report{})["crawl"]
	three, law := series(t, crawl, "d = 3"), series(t, crawl, "1/(1/u")
	for k := range three.Y {
		if three.Y[k] > law.Y[k]*1.001 || three.Y[k] < 0.95*law.Y[k] {
			t.Errorf("step %v: %v beside %v", three.X[k], three.Y[k], law.Y[k])
		}
	}
}
