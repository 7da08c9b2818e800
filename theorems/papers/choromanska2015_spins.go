package papers

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/models/spin"
	"saddle/spectra"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// DescentEndsLowerWithMoreSpins is the trend of the histograms, at numbers of spins that a law can bear.
var DescentEndsLowerWithMoreSpins = theorems.Law{
	Name:   "choromanska2015/descent-ends-lower-with-more-spins",
	Says:   "Gradient descent on the sphere from a random point, in one 3-spin glass of 25 spins and one of 5: with the larger it ends at the lower energy per spin in at least 70 % of pairs",
	Source: choromanska2015.Locate("the histograms of the spin glass, of which it is the trend", spinSlide),
	Expect: theorems.Inside,
	Region: theorems.Between(0.7, 1),
	Sample: func(r theorems.Run) (float64, string) {
		return indicator(endEnergy(r, 25, lawSteps) < endEnergy(r, 5, lawSteps)), ""
	},
	Runs:  1_500,
	Error: 1e-8,
	Control: &theorems.LawControl{
		Name: "no descent",
		Sample: func(r theorems.Run) (float64, string) {
			return indicator(endEnergy(r, 25, 0) < endEnergy(r, 5, 0)), ""
		},
	},
}

// lawSteps is how many steps a descent of the law makes at most.
const lawSteps = 400

// endEnergy is the energy per spin where a descent in a random glass ends after so many steps.
func endEnergy(r theorems.Run, n, steps int) float64 {
	g, sigma, err := drawGlass(r, n)
	if err != nil {
		panic(err)
	}
	if steps == 0 {
		return g.Loss(sigma) / float64(n)
	}
	end, err := g.Descend(sigma, &spin.DescendOptions{Steps: steps, Tolerance: 1e-2})
	if err != nil {
		panic(err)
	}
	return end.Energy
}

// A GlassCell is a number of spins.
type GlassCell struct{ N int }

// A GlassEnd is where a descent in a 3-spin glass ended: its energy per spin, the steps, whether it converged, and how many eigenvalues of the
// Hessian on the sphere are negative.
type GlassEnd struct {
	U         float64 `json:"u"`
	Steps     int     `json:"n"`
	Converged bool    `json:"ok,omitempty"`
	Index     int     `json:"k,omitempty"`
}

const (
	glassSteps     = 20_000
	glassTolerance = 1e-3
	mostSpins      = 500
)

// SpinGlassDescents is the paper's histograms, with a tenth of the runs and up to 250 spins; of 500 single ones can be made.
var SpinGlassDescents = tables.Table[GlassCell, GlassEnd]{
	Name: "choromanska2015/spin-glass",
	Says: fmt.Sprintf("Gradient descent on the sphere from a random point in a random 3-spin glass of N spins, until the gradient is %g of a spin: at which energy per spin it ends, how far the ends are spread, and how many negative eigenvalues the Hessian has there. "+
		"The paper has 1000 runs with N = 25, 50, 100, 250 and 500; here 100 with the first four", glassTolerance),
	Source:  choromanska2015.Locate("the histograms of the energies of the spin glass", spinSlide),
	Version: 1,
	Cells:   []GlassCell{{25}, {50}, {100}, {250}},
	Runs:    100,
	Run:     func(_ context.Context, c GlassCell, r theorems.Run) (GlassEnd, error) { return c.run(r) },
	Tally:   func(_ GlassCell, e GlassEnd) tables.Tally { return e.tally() },
	Unknown: []string{notConverged},
	Row:     glassRow,
	Figures: glassFigures,
	Valid: func(c GlassCell) error {
		if c.N < 2 || c.N > mostSpins {
			return fmt.Errorf("n is 2 … %d spins", mostSpins)
		}
		return nil
	},
}

func (c GlassCell) run(r theorems.Run) (GlassEnd, error) {
	g, sigma, err := drawGlass(r, c.N)
	if err != nil {
		return GlassEnd{}, err
	}
	end, err := g.Descend(sigma, &spin.DescendOptions{Steps: glassSteps, Tolerance: glassTolerance})
	if err != nil {
		return GlassEnd{}, err
	}
	return endAt(g, end)
}

// endAt is the end of a descent with its index.
func endAt(g *spin.Glass, end spin.End) (GlassEnd, error) {
	var a mat.SymDense
	g.Tangent(&a, end.Sigma)
	values, err := spectra.Eigenvalues(&a)
	if err != nil {
		return GlassEnd{}, err
	}
	out := GlassEnd{U: end.Energy, Steps: end.Steps, Converged: end.Converged}
	for _, x := range values {
		if x < 0 {
			out.Index++
		}
	}
	return out, nil
}

func (e GlassEnd) tally() tables.Tally {
	if !e.Converged {
		return tables.Tally{Class: notConverged}
	}
	values := []tables.Value{{Name: "u", X: e.U}, {Name: "u²", X: float64(e.U * e.U)}, {Name: "steps", X: float64(e.Steps)}}
	return tables.Tally{Class: fmt.Sprintf("index %d", e.Index), Values: values}
}

// glassNote says what of the paper is compared.
const glassNote = "The paper prints no mean: its histograms lie between −1.6 and −1.3, as we recall them, and get narrower and lower with N, towards −E_∞ = −1.633."

func glassRow(c GlassCell, s tables.Summary) []tables.Entry {
	converged := func(class string) bool { return class != notConverged }
	energy := s.Mean("energy per spin", "u", converged, "−1.6 … −1.3")
	energy.Note = glassNote
	entries := []tables.Entry{energy}
	if v := s.Of(converged).Values; v["u"].N > 1 {
		n, mean := float64(v["u"].N), v["u"].Mean()
		spread := math.Sqrt(max(v["u²"].Mean()-float64(mean*mean), 0) * n / (n - 1))
		gap := mean + spinThreshold()
		entries = append(entries,
			tables.Entry{Figure: "standard deviation", Ours: &spread, Runs: v["u"].N},
			tables.Entry{Figure: "above −E_∞ by", Ours: &gap, Runs: v["u"].N})
	}
	return append(entries, s.Rate("ends without a negative eigenvalue", func(class string) bool { return class == "index 0" }, nil))
}
