package papers

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// In floats, and for much longer, the ball stays where the claim says.
func TestBallsStay(t *testing.T) {
	for _, d := range drawn(50, func(t *rapid.T) SwitchedDescent { return drawSwitched(t, true, true, true) }) {
		w := d.near(d.changed())
		basin, v, rate, beta := math.Copysign(1, w), 0.0, d.Rate.float(), d.Momentum.float()
		for range 3000 {
			v = beta*v - rate*(w-math.Copysign(1, w))
			w += v
			if w*basin <= 0 {
				t.Fatalf("%+v: in the other basin", d)
			}
		}
		if rate < 2 && math.Abs(w-basin) > 1e-9 {
			t.Errorf("%+v: ends at %v", d, w)
		}
	}
}

// In floats, too, one method crosses the pass and the other does not; and what was not seen to the end is not decided.
func TestMethodsPart(t *testing.T) {
	for _, beta := range []float64{0, 7.0 / 8} {
		w, v := 3.0, 0.0
		for range 1000 {
			v = beta*v - (w-math.Copysign(1, w))/4
			w += v
		}
		if want := 1 - 2*math.Ceil(beta); math.Abs(w-want) > 1e-9 {
			t.Errorf("β = %v: %v", beta, w)
		}
	}
	slow := SwitchedDescent{W0: Fraction{1000, 1}, Rate: Fraction{1, 8}, Momentum: Fraction{1, 8}, Push: Fraction{0, 1}}
	if e := slow.stays(); e.Verdict != theorems.Unknown {
		t.Error(e)
	}
	if e := slow.part(); e.Verdict != theorems.Unknown {
		t.Error(e)
	}
}

// Descents in floats come to the points to which they are said to be bound.
func TestDescentsAreBound(t *testing.T) {
	for _, d := range drawn(12, drawOneRow) {
		end := d.bound(rational.Ints(len(d.Start), 1, d.Start), d.Scales)
		w := make([]float64, len(d.Start))
		trace := 0.0
		for i, x := range d.Start {
			w[i] = float64(x)
			trace += float64(d.A[0][i] * d.A[0][i] * d.Scales[i])
		}
		for range 200 {
			error := -float64(d.B[0])
			for i, a := range d.A[0] {
				error += float64(a) * w[i]
			}
			for i, a := range d.A[0] {
				w[i] -= float64(d.Scales[i]*a) * error / trace / 2
			}
		}
		for i, want := range nearestFloats(rats(end.Entries())) {
			if math.Abs(w[i]-want) > 1e-9 {
				t.Errorf("%+v: w_%d is %v, want %v", d, i, w[i], want)
			}
		}
	}
}

// The loss is greatest at a corner of the box.
func TestBoxes(t *testing.T) {
	for _, p := range drawn(20, func(t *rapid.T) BoxedPair { return drawBoxedPair(t, false) }) {
		bound, tape := p.sharpness(p.Minima.A), ChainPlace{W: p.Minima.A}.tape()
		for k := range 27 {
			v := numbers(p.Minima.A)
			for i := range v {
				part := rational.New(int64((k+3*i*k)%9-4), 4)
				v[i] = v[i].Add(part.Mul(p.Epsilon.number()).Mul(v[i].Abs().Add(rational.Int(1))))
			}
			if l := rational.Of(lossAt(tape, rats(v))).Mul(rational.Int(100)); l.Cmp(bound) > 0 {
				t.Errorf("%+v: %v within, %v at corners", p, l, bound)
			}
		}
	}
	if s := (BoxedPair{Epsilon: Fraction{1, 10}}).sharpness(fractions(1, 1)); s.Cmp(rational.New(484, 25)) != 0 { // (1.2² − 1)²
		t.Errorf("%v", s)
	}
}

// What runs count as.
func TestClassesOfProcesses(t *testing.T) {
	five := ImFive{Loss: make([]float64, 5), Accuracy: make([]float64, 5), Norm: make([]float64, 5), Pairs: make([]float64, 10), Orders: make([]float64, 5), Starts: make([]float64, 5)}
	if got := five.tally().Class; got != ordersFarther {
		t.Error(got)
	}
	five.Pairs[3] = 1
	five.Orders[0] = 0.4
	if got := five.tally().Class; got != methodsFarther {
		t.Error(got)
	}
	five.Orders[0] = 0.6
	if got := five.tally().Class; got != ordersFarther {
		t.Error(got)
	}
	change := ImSwitch{Before: make([]float64, 4), Loss: make([]float64, 4), ToSGD: make([]float64, 4), ToAdam: []float64{1, 1, 1, 1}, Orders: make([]float64, 4)}
	if got := change.tally().Class; got != nearerToSGD {
		t.Error(got)
	}
	change.ToSGD[2] = 1
	if got := change.tally().Class; got != notNearer {
		t.Error(got)
	}
	basin := ImBasin{Raw: []float64{0, 0, 0, 1, 0}, Normalised: []float64{1, 0, 0, 0, 0}, Norm: make([]float64, 5)}
	if got := basin.tally().Class; got != "widest, raw: Adam; relative: SGD" {
		t.Error(got)
	}
	sharp := SharpnessEnd{Loss: [2]float64{0.01, 0.01}, Early: [2]float64{1, 2}, Sharpness: [2][2]float64{{2, 0}, {1, 0}}}
	if got := sharp.tally().Class; got != bothFit+"; early, "+largeSharp+"; at the end, "+smallSharp {
		t.Error(got)
	}
	batches := BatchesEnd{Norm: [2]float64{2, 1}, Raw: [2]float64{2, 1}, Relative: [2]float64{1, 2}, Line: make([]float64, 21)}
	if got := batches.tally().Class; got != smallIsLonger+", "+smallReaches+", "+largeIsFarther {
		t.Error(got)
	}
}
