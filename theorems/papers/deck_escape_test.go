package papers

import (
	"math"
	"testing"

	"saddle/spectra/interval"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// The closed forms meet a quadrature in intervals: on each piece the integrand, which is monotone, is between
// its ends.
func TestEscapeTimesByQuadrature(t *testing.T) {
	for _, e := range []Escape{{1, 10}, {2, 4}, {2, 100}, {3, 100}, {4, 10}, {7, 3}} {
		slope := func(w float64) interval.Interval {
			x := interval.Of(w)
			speed := interval.Of(1).Sub(x.Pow(e.D)).Mul(x.Pow(e.D - 1)).Scale2(1)
			return interval.Of(1).Div(speed)
		}
		const pieces = 4000
		sum := interval.Interval{}
		edge := func(k int) float64 { return math.Exp2(-math.Log2(float64(e.N)) * (1 - float64(k)/pieces)) }
		// from 1/N to 1 by equal ratios, as far as 1/2
		for k := 0; ; k++ {
			a, b := edge(k), edge(k+1)
			if k == 0 {
				a = 1 / float64(e.N)
			}
			if b = min(b, 0.5); a >= b {
				break
			}
			sum = sum.Add(slope(a).Hull(slope(b)).Mul(interval.Of(b).Sub(interval.Of(a))))
		}
		if got := e.time(); got.Width() > 1e-9 || sum.Lo > got.Hi || sum.Hi < got.Lo {
			t.Errorf("%v: %v, by quadrature %v", e, got, sum)
		}
	}
}

// The flow on the line of equal weights is that of the loss.
func TestEqualWeightsFlow(t *testing.T) {
	w := rational.New(2, 7)
	for d := 1; d <= 5; d++ {
		p := ChainPlace{}
		for range d {
			p.W = append(p.W, Fraction{2, 7})
		}
		want := rational.Int(-2).Mul(rational.Int(1).Sub(w.Pow(d))).Mul(w.Pow(d - 1))
		for _, g := range ofRats(jetAt(p.tape(), p.point()).Gradient) {
			if g.Cmp(want) != 0 {
				t.Errorf("d = %d: %v, want %v", d, g, want)
			}
		}
	}
}

// A digit more or less is seen.
func TestSabotageOfEscapeTimes(t *testing.T) {
	for _, p := range printedEscapes {
		for off, want := range map[int]theorems.Verdict{-1: theorems.False, 0: theorems.True, 1: theorems.False} {
			q := p
			q.Time += off
			if e := EscapeTimes.Then(q); e.Verdict != want {
				t.Errorf("%v: %v", q, e)
			}
		}
	}
}

func TestDrawsOfEscapes(t *testing.T) {
	occur(t, "no flat saddle", drop(t, FlatSaddlesAreHarderToEscape, "there are two hidden layers or more"), map[string]func(Escape) bool{
		"one weight":  func(e Escape) bool { return e.D == 1 },
		"two weights": func(e Escape) bool { return e.D == 2 },
		"it bites":    func(e Escape) bool { return FlatSaddlesAreHarderToEscape.Then(e).Verdict == theorems.False },
	})
	occur(t, "other flows", drop(t, EscapeTimes, "depths and starts are as listed"), map[string]func(PrintedEscape) bool{
		"another N alone": func(p PrintedEscape) bool { return p.N%100 != 0 && p.D == 2 },
		"another depth":   func(p PrintedEscape) bool { return p.N%100 == 0 },
		"it bites":        func(p PrintedEscape) bool { return EscapeTimes.Then(p).Verdict == theorems.False },
	})
}

// Descents take about as long as the flow, and with three weights about twice as long from half as far.
func TestEscapeTimeFigure(t *testing.T) {
	f := pictures(t, FlatSaddlesAreHarderToEscape, theorems.Report{})["escape-times"]
	for i := 0; i < len(f.Series); i += 2 {
		flow, descent := f.Series[i], f.Series[i+1]
		for k := range descent.X {
			if descent.X[k] != flow.X[k] || math.Abs(descent.Y[k]/flow.Y[k]-1) > 0.06 {
				t.Errorf("%s at %v: %v, the flow %v", descent.Name, descent.X[k], descent.Y[k], flow.Y[k])
			}
		}
	}
	three := f.Series[2]
	for k := 5; k < len(three.Y); k++ {
		if r := three.Y[k] / three.Y[k-1]; r < 2 || r > 2.1 {
			t.Errorf("at %v the time is %v times that at %v", three.X[k], r, three.X[k-1])
		}
	}
}
