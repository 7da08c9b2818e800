package papers

import (
	"context"
	"fmt"
	"math"
	"strings"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// LargeSpinGlassDescents has all sizes of the paper's histograms, with a hundredth of their runs, and asks what the theory speaks
// of: whether ends lie in the band −E_0 … −E_∞, to which minima of many spins are confined.
var LargeSpinGlassDescents = tables.Table[GlassCell, GlassEnd]{
	Name: "choromanska2015/spin-glass-of-500",
	Says: fmt.Sprintf("Gradient descent on the sphere from a random point in a random 3-spin glass of N spins, with all five N of the paper and ten runs for its thousand, until the gradient is %g of a spin: at which energy per spin it ends, how far the ends are spread, how many lie above −E_∞ and how many in the band −E_0 … −E_∞ of the minima of many spins, and how many have no negative eigenvalue of the Hessian",
		glassTolerance),
	Source:  choromanska2015.Locate("the histograms of the energies of the spin glass, of 25 to 500 spins", spinSlide),
	Version: 1,
	Cells:   []GlassCell{{25}, {50}, {100}, {250}, {500}},
	Runs:    10,
	Run:     func(_ context.Context, c GlassCell, r theorems.Run) (GlassEnd, error) { return c.run(r) },
	Tally:   func(_ GlassCell, e GlassEnd) tables.Tally { return e.bandTally() },
	Unknown: []string{notConverged},
	Row:     largeGlassRow,
	Figures: largeGlassFigures,
	Valid:   SpinGlassDescents.Valid,
}

// The places of an end beside the band.
const (
	belowBand = "below −E_0"
	inBand    = "between −E_0 and −E_∞"
	aboveBand = "above −E_∞"
)

// bandTally is tally with the place of the end in the class.
func (e GlassEnd) bandTally() tables.Tally {
	t := e.tally()
	if e.Converged {
		t.Class += ", " + e.place()
	}
	return t
}

func (e GlassEnd) place() string {
	switch {
	case e.U < -spinEnergy(3, 0):
		return belowBand
	case e.U < -spinThreshold():
		return inBand
	}
	return aboveBand
}

func largeGlassRow(c GlassCell, s tables.Summary) []tables.Entry {
	converged := func(class string) bool { return class != notConverged }
	energy := s.Mean("energy per spin", "u", converged, "−1.6 … −1.3")
	energy.Note = glassNote
	v := s.Of(converged).Values
	entries := []tables.Entry{energy, glassSpread(c, v)}
	for _, place := range []string{aboveBand, inBand} {
		entries = append(entries, s.Rate("ends "+place, func(class string) bool { return strings.HasSuffix(class, ", "+place) }, nil))
	}
	entries = append(entries, s.Rate("ends without a negative eigenvalue", func(class string) bool { return strings.HasPrefix(class, "index 0,") }, nil))
	if v["u"].N > 0 {
		gap := v["u"].Mean() + spinThreshold()
		entries = append(entries, tables.Entry{Figure: "above −E_∞ by", Ours: &gap, Runs: v["u"].N})
	}
	return entries
}

// glassSpread is √N times the standard deviation of the energies, with the interval of Gaussian numbers: the energy per spin is a
// mean over N spins.
func glassSpread(c GlassCell, v map[string]tables.Values) tables.Entry {
	e := tables.Entry{Figure: "√N × standard deviation", Runs: v["u"].N}
	if v["u"].N < 2 {
		return e
	}
	n, mean := float64(v["u"].N), v["u"].Mean()
	spread := math.Sqrt(float64(c.N) * max(v["u²"].Mean()-float64(mean*mean), 0) * n / (n - 1))
	reach := math.Exp(normalQuantile / math.Sqrt(2*(n-1)))
	e.Ours, e.Interval = &spread, &theorems.Region{Lo: spread / reach, Hi: spread * reach}
	return e
}

// largeGlassFigures draws the ends beside the band, and the spread.
func largeGlassFigures(cells []GlassCell, rows []tables.Row) []theorems.Figure {
	out := glassFigures(cells, rows)
	place := func(i int) (float64, bool) { return float64(cells[i].N), true }
	if s := entrySeries("ends", rows, 1, place); len(s.X) > 0 {
		s.Mark = theorems.Points
		out = append(out, theorems.Figure{
			Name: "spread", Says: "√N times the standard deviation of the energies per spin where gradient descent ends in 3-spin glasses of N spins, with 95 % intervals of Gaussian numbers: a mean over N spins that do not know of each other would have the same for all N",
			X: theorems.Axis{Label: "N", Log: true}, Y: theorems.Axis{Label: "√N × deviation"},
			Series: []theorems.Series{s},
			Hides:  "the shape of the distribution: few runs are made with each N, and the intervals are wide",
		})
	}
	return out
}
