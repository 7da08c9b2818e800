package papers

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/interval"
	"saddle/theorems"
	"saddle/theorems/certify"
	"saddle/theorems/tables"
)

// The first part of the Hessian has no negative eigenvalue, the second as many positive as negative ones up to what σ″ adds; and a
// rotation keeps the trace.
func TestPartsOfHessians(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	h := drawSplitHessian(r, freeCell)
	zero := splitHessian{h.gauss, mat.NewSymDense(32, nil)}
	if v := zero.with(zero.rest.At); v[0] < -1e-12 || v[31] < 0.1 {
		t.Errorf("H_0 has the eigenvalues %v", v)
	}
	for i := range 16 { // H_1 is 0 where two weights of V meet
		for j := range 16 {
			if x := h.rest.At(16+i, 16+j); math.Abs(x) > 1e-12 {
				t.Fatalf("H_1 at %d, %d is %v", i, j, x)
			}
		}
	}
	sum := func(x []float64) (s float64) {
		for _, v := range x {
			s += v
		}
		return s
	}
	if a, b := sum(h.with(h.rest.At)), sum(h.rotated(r)); math.Abs(a-b) > 1e-10 {
		t.Errorf("the traces are %v and %v", a, b)
	}
	q := haar(r, 5)
	var one mat.Dense
	one.Mul(q, q.T())
	if !mat.EqualApprox(&one, mat.NewDiagDense(5, []float64{1, 1, 1, 1, 1}), 1e-12) {
		t.Errorf("%v", mat.Formatted(&one))
	}
}

// The line through pairs, and their correlation, are those of the pairs.
func TestPairs(t *testing.T) {
	var s tables.Summary
	count := func(x, y float64) {
		values := map[string]tables.Values{}
		for _, v := range pairValues(x, y) {
			one := tables.Values{N: 1}
			one.Sum.Add(v.X)
			values[v.Name] = one
		}
		s.Merge(tables.Summary{Runs: 1, Classes: map[string]tables.Class{"a": {Runs: 1, Values: values}}})
	}
	for _, p := range [][2]float64{{0, 1}, {1, 3}, {2, 2}, {3, 6}} {
		count(p[0], p[1])
	}
	p := pairsOf(s.Of(everyEnd).Values)
	if e := p.slope("slope"); e.Ours == nil || math.Abs(*e.Ours-1.4) > 1e-12 || e.Interval.Lo > 1.4 || math.Abs(e.Interval.Hi-1.4-normalQuantile*math.Sqrt(4.2/2/5)) > 1e-12 {
		t.Errorf("%+v", e)
	}
	if e := p.correlation("correlation"); e.Ours == nil || math.Abs(*e.Ours-7/math.Sqrt(70)) > 1e-12 || e.Interval.Lo > *e.Ours || e.Interval.Hi < *e.Ours {
		t.Errorf("%+v", e)
	}
	if d := deviations(6, 5.25078, math.Sqrt(5.25078)); d != 0 {
		t.Errorf("equal numbers deviate by %v", d)
	}
	if e := (pairs{n: 3, xx: 1, yy: 1, xy: 1}).slope("few"); e.Ours != nil {
		t.Errorf("three pairs have the slope %v", *e.Ours)
	}
}

// An end is of its kind, and accepted where the paper would.
func TestPenningtonTally(t *testing.T) {
	c := PenningtonCell{8, 64}
	for want, e := range map[string]PenningtonEnd{
		"critical, proved, ‖∇L‖ < 0.001, ε from 0.35": {Kind: "critical", Proved: true, Epsilon: 0.36, Gradient: 1e-11, Neg: 8, Pos: 120, Near: []PenningtonPoint{{0.36, 9}}},
		"critical, ‖∇L‖ < 0.001, ε from 0.35":         {Kind: "critical", Epsilon: 0.36, Gradient: 1e-11, Neg: 8, Pos: 120},
		"gradient-flat, ε from 0.40":                  {Kind: "gradient-flat", Epsilon: 0.41, Gradient: 0.01, Neg: 64, Pos: 64},
	} {
		got := c.tally(e)
		if got.Class != want || isAccepted(got.Class) != (e.Gradient < 1e-3) || isProvedEnd(got.Class) != e.Proved || (len(got.Values) == 13) != (e.Neg == 8) {
			t.Errorf("%+v", got)
		}
		if e.Proved != (e.points() == 2) || !e.Proved && e.points() != 0 {
			t.Errorf("%+v: %d points", e, e.points())
		}
	}
	if got := c.tally(PenningtonEnd{Kind: "critical", Epsilon: 0.28, Neg: 8, Pos: 120}); len(got.Values) != 8 {
		t.Errorf("an end below ε_c counts for the exponent: %+v", got)
	}
}

// In a small net a search proves points that are critical and differ, and the signs elsewhere.
func TestPenningtonSearch(t *testing.T) {
	c, proved := PenningtonCell{2, 12}, 0
	for run := range uint64(12) {
		e, err := c.search(t.Context(), rand.New(rand.NewPCG(run, 17)))
		if err != nil {
			t.Fatal(err)
		}
		if e.Neg+e.Pos+e.Unsure != 8 || e.Proved && (e.Kind != "critical" || e.Unsure != 0) || e.AllSteps < e.Steps {
			t.Errorf("%+v", e)
		}
		proved += e.points()
	}
	if proved == 0 {
		t.Error("no critical point is proved")
	}
}

// Points are different ones if their losses, as they are proved, are.
func TestPenningtonPointsDiffer(t *testing.T) {
	at := func(lo, hi float64) certify.Critical {
		return certify.Critical{Loss: interval.Interval{Lo: lo, Hi: hi}}
	}
	known := []certify.Critical{at(1, 1.1), at(2, 2)}
	for _, c := range []struct {
		p    certify.Critical
		want bool
	}{{at(1.05, 1.2), false}, {at(1.1, 1.2), false}, {at(1.2, 1.3), true}, {at(2, 2), false}} {
		if isNewPoint(known, c.p) != c.want {
			t.Errorf("%v is new: want %v", c.p.Loss, c.want)
		}
	}
}

// What is proved of freeness in the law is seen in the table's runs of its net, whose distances are of one size.
func TestFreenessRuns(t *testing.T) {
	farther, r := 0, rand.New(rand.NewPCG(1, 4))
	for range 40 {
		e := freeCell.freeness(theorems.Run{Rand: r})
		if !(e.Net > 0 && e.Turned > 0 && e.Mean > 0 && e.Net < 2*e.Mean) {
			t.Errorf("%+v", e)
		}
		farther += int(indicator(e.Net > e.Turned))
	}
	if farther < 22 {
		t.Errorf("%d of 40 nets are farther", farther)
	}
}
