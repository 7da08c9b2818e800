package spectra_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"saddle/spectra"
)

// TestBracketAllowsForTheResidual: nodes and atoms that lie within Residual of x are on neither side of
// it for sure.
func TestBracketAllowsForTheResidual(t *testing.T) {
	q := spectra.Quadrature{Nodes: []float64{0, 1, 2, 3}, Weights: []float64{0.25, 0.25, 0.25, 0.25}, Exact: true}
	m := spectra.Measure{Dim: 8, Probes: []spectra.Quadrature{q}, Atoms: []spectra.Atom{{Value: -4}, {Value: 1.25}, {Value: 1.75}, {Value: 9}}}
	for _, c := range []struct{ residual, lower, upper float64 }{
		{0, 0.5, 0.5},           // 2 of 4 nodes, and 2 of 4 atoms
		{0.3, 1.5 / 4, 2.5 / 4}, // 2 nodes, and 1 to 3 atoms
		{0.6, 1. / 4, 3. / 4},   // 1 to 3 nodes
		{1.6, 0.5 / 4, 3.5 / 4}, // none to all of the nodes
		{100, 0, 1},
	} {
		m.Residual = c.residual
		if lower, upper := m.Bracket(1.5); lower.Value != c.lower || upper.Value != c.upper {
			t.Errorf("residual %g: %g to %g, want %g to %g", c.residual, lower.Value, upper.Value, c.lower, c.upper)
		}
	}
}

// TestEdgesKeepTheirLevel: the ends are where the bound on what all probes miss is half of the risk, and
// further out by Rounding and Residual.
func TestEdgesKeepTheirLevel(t *testing.T) {
	probe := func(steps int) (q spectra.Quadrature) {
		for i := range steps {
			q.Nodes = append(q.Nodes, float64(i)/float64(steps-1))
			q.Weights = append(q.Weights, 1/float64(steps))
		}
		return q
	}
	m := spectra.Measure{Dim: 1000, Probes: []spectra.Quadrature{probe(30), probe(40)}, Atoms: []spectra.Atom{{Value: 9}}}
	for _, level := range []float64{0.5, 0.9, 0.999999} {
		low, high := m.Edges(level)
		root := math.Sqrt((high - 1) / (high - low)) // of ε
		risk := 1.648 * 1.648 * 999 * math.Exp(-root*(59+79))
		if !(math.Abs(risk/((1-level)/2)-1) <= 1e-6) || !(math.Abs(low+high-1) <= 1e-12) {
			t.Errorf("level %g: %g to %g, with a risk of %g at an end", level, low, high, risk)
		}
		further := m
		further.Residual = 0.25
		further.Probes = []spectra.Quadrature{m.Probes[0], m.Probes[1]}
		further.Probes[1].Rounding = 0.125
		if l, h := further.Edges(level); !(math.Abs(low-0.375-l) <= 1e-12) || !(math.Abs(high+0.375-h) <= 1e-12) {
			t.Errorf("level %g: %g to %g, and with a residual and rounding %g to %g", level, low, high, l, h)
		}
	}
}

// TestLogDetAllowsForWhatIsNotKnown: lower takes off Residual²/least²; a node within its rounding of 0 is not
// positive, and least is no bound where a node is below it by more.
func TestLogDetAllowsForWhatIsNotKnown(t *testing.T) {
	q := spectra.Quadrature{Nodes: []float64{1, 2}, Weights: []float64{0.5, 0.5}, Exact: true, Rounding: 0.1}
	m := spectra.Measure{Dim: 2, Probes: []spectra.Quadrature{q}, Residual: 0.25}
	lower, upper, err := m.LogDet(0.5)
	if err != nil || !(math.Abs(upper.Value-lower.Value-0.25) <= 1e-14) || !(math.Abs(upper.Value-math.Ln2) <= 1e-14) {
		t.Errorf("%v to %v, %v", lower.Value, upper.Value, err)
	}
	if _, _, err := m.LogDet(1.2); !errors.As(err, new(spectra.ErrArgument)) {
		t.Errorf("%v of a least above a node", err)
	}
	m.Probes[0].Rounding = 1.5
	if _, _, err := m.LogDet(0); !errors.As(err, new(spectra.ErrNotPositive)) {
		t.Errorf("%v of a node within its rounding of 0", err)
	}
}

// TestTracesThatWereReached: of a sum over unit vectors that was stopped, a range that was reached in part has
// no trace.
func TestTracesThatWereReached(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	d, err := spectra.Diagonal(ctx, spectra.Dense(path(20)), &spectra.DiagonalOptions{Block: 4, Progress: func(int, int) { cancel() },
		Ranges: []spectra.IndexRange{{From: 0, To: 4}, {From: 2, To: 6}, {From: 4, To: 9}}})
	if !errors.Is(err, context.Canceled) || math.IsNaN(d.Ranges[0].Value) || !math.IsNaN(d.Ranges[1].Value) || !math.IsNaN(d.Ranges[2].Value) {
		t.Errorf("%v, %v", d.Ranges, err)
	}
}
