package papers

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"saddle/models"
	"saddle/models/train"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// Eigenvalues are counted on both sides of a threshold, which is a part of the greatest.
func TestSharesOfEigenvalues(t *testing.T) {
	e := RatioEnd{Values: []float64{-100, -1, -1e-9, 0, 1e-9, 1, 2, 50}}
	for threshold, want := range map[float64][3]float64{0: {3, 1, 4}, 1e-8: {2, 3, 3}, 0.015: {1, 5, 2}, 1: {0, 8, 0}} {
		neg, zero, pos := e.shares(threshold)
		if got := [3]float64{8 * neg, 8 * zero, 8 * pos}; got != want {
			t.Errorf("%v: %v, want %v", threshold, got, want)
		}
	}
	e.Kind, e.Loss, e.Gradient, e.Proved = train.CriticalPoint.String(), 0.0123456789, 1e-9, true
	got := e.tally()
	if got.Class != "critical, ‖∇L‖ < 10⁻⁶, proved, lg L from -2" || got.Point[0] != 0.0123457 || got.Point[1] != 0.5 || got.Point[2] != 3.0/8 {
		t.Errorf("%+v", got)
	}
}

// The critical point of a net without hidden units is proved, and one that is not isolated is not.
func TestProofsOfCriticalPoints(t *testing.T) {
	c := RatioCell{Hidden: 3}.task()
	c.Widths = []int{1, 1}
	line, err := models.NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	walked := train.Newton(line, []float64{0, 0}, &train.WalkOptions{Steps: 3})
	if ok, err := ratioProof(line, walked.W); !ok || err != nil {
		t.Errorf("the line of least squares: %v, %v", ok, err)
	}
	c.Widths = []int{1, 1, 1}
	unit, err := models.NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	mean := 0.0
	for _, y := range c.Y {
		mean += y[0] / ratioSamples
	}
	if ok, err := ratioProof(unit, []float64{0, 0, 0, mean}); ok || err != nil {
		t.Errorf("a constant fit: %v, %v", ok, err)
	}
}

// Constant outputs with the mean of the targets are critical, where all searches from untrained weights that find a critical point end.
func TestConstantFit(t *testing.T) {
	c := RatioCell{Hidden: 3}.task()
	mean, loss := 0.0, 0.0
	for _, y := range c.Y {
		mean += y[0] / ratioSamples
	}
	for _, y := range c.Y {
		loss += (y[0] - mean) * (y[0] - mean) / 2 / ratioSamples
	}
	e, err := RatioCell{Hidden: 3}.search(t.Context(), theorems.Run{Rand: rand.New(rand.NewPCG(0, 1))})
	if err != nil || e.Kind != train.CriticalPoint.String() || math.Abs(e.Loss-loss) > 1e-8 || e.Proved {
		t.Errorf("%+v, %v, want the loss %v", e, err, loss)
	}
}

// A rank correlation is of the runs of a kind alone, and shown though there be none.
func TestRankCorrelations(t *testing.T) {
	s := tables.Summary{Classes: map[string]tables.Class{}}
	add := func(class string, points ...[]float64) {
		c := tables.Class{Runs: len(points)}
		for i, x := range points {
			c.Points = append(c.Points, tables.Point{Index: s.Runs + i, X: x})
		}
		s.Runs += len(points)
		s.Classes[class] = c
	}
	add("critical, a", []float64{1, 5, 0}, []float64{2, 6, 0})
	add("critical, b", []float64{3, 7, 0}, []float64{4, 9, 1}, []float64{5, 8, 0})
	add("not stationary, a", []float64{6, 0, 0})
	got := correlations(s, "x and y", 1)
	if e := got[1]; e.Figure != "ρ of x and y, 5 of 6 critical" || e.Ours == nil || math.Abs(*e.Ours-0.9) > 1e-12 || e.Interval.Lo >= 0.9 || e.Interval.Hi <= 0.9 {
		t.Errorf("%+v", e)
	}
	if e := got[2]; e.Figure != "ρ of x and y, 0 of 6 gradient-flat" || e.Ours != nil || e.Interval != nil {
		t.Errorf("%+v", e)
	}
	if e := got[0]; e.Runs != 6 || e.Ours == nil || math.Abs(*e.Ours-(1-6*32.0/210)) > 1e-12 { // the ranks 2 3 4 6 5 1 differ by 1 1 1 2 0 5
		t.Errorf("%+v", e)
	}
	if e := correlations(s, "x and z", 2)[1]; e.Ours == nil || math.Abs(*e.Ours-0.3535534) > 1e-6 {
		t.Errorf("%+v", e)
	}
	if x := sixDigits(2.2914591399405424); x != 2.29146 || sixDigits(0) != 0 || sixDigits(-1.23456789e-12) != -1.23457e-12 {
		t.Errorf("%v", x)
	}
}

// The figures keep kinds and thresholds apart, and leave out the small net.
func TestRatioFigures(t *testing.T) {
	census := func(class string, points ...[]float64) tables.Census {
		v := map[string]tables.Spread{}
		for _, threshold := range ratioThresholds {
			v[shareBeyond(threshold)] = tables.Spread{Mean: 0.5}
		}
		return tables.Census{Class: class, Runs: len(points), Points: points, Values: v}
	}
	rows := []tables.Row{
		{Runs: 3, Classes: []tables.Census{census("critical, lg L from -2", []float64{0.04, 0.5, 0.1}), census("not stationary, lg L from -3", []float64{0.003, 0.5, 0.3}, []float64{0.004, 0.6, 0.2})}},
		{Runs: 1, Classes: []tables.Census{census("critical, lg L from -2", []float64{0.05, 0.6, 0.2})}},
	}
	got := ratioFigures([]RatioCell{{10, 0, 0}, {3, 0, 0}}, rows)
	if len(got) != 3 {
		t.Fatalf("%d figures", len(got))
	}
	for k, want := range []float64{0.5, 0.1} {
		s := series(t, got[k], train.CriticalPoint.String())
		if len(s.X) != 1 || s.X[0] != 0.04 || s.Y[0] != want || !strings.Contains(got[k].Says, "λ >") {
			t.Errorf("%+v", s)
		}
	}
	for _, f := range got {
		if err := f.Check(); err != nil {
			t.Error(err)
		}
	}
}

// By hand: one unit at u = v = 1, b = 0 has the slopes (2, 2, 1) at x = 1, and (0, 0, 0) at x = 0; its outputs are what the tape fits.
func TestSlopesOfSquareFits(t *testing.T) {
	s := SquareFit{U: []int{1}, B: []int{0}, V: []int{1}, X: []int{1, 0}}
	if !s.slopes().Sub(rational.Ints(2, 3, []int{2, 2, 1, 0, 0, 0})).IsZero() {
		t.Error(s.slopes().Entries())
	}
	if e := s.few(); e.Verdict != theorems.True || e.Seen != "of 3 eigenvalues 1 are positive and 0 negative, with 2 samples of rank 1" {
		t.Error(e)
	}
	for _, s := range drawn(20, MinimalRatioAtLossZero.Draw) {
		w := make([]float64, 0, 9)
		for _, x := range s.weights() {
			w = append(w, float64(x))
		}
		s.Off = 3
		if got, want := s.loss().Loss(w), 4.5*float64(len(s.X)); got != want {
			t.Errorf("%+v: the loss is %v, want %v", s, got, want)
		}
	}
}
