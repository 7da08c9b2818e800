package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/models/spin"
	"saddle/spectra/ensemble"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// spinSlide is that of the deck on which losses are compared with spin glasses.
const spinSlide = "Spin Glass v.s. Deep Learning"

// drawGlass draws a 3-spin glass and a point of its sphere.
func drawGlass(r theorems.Run, n int) (*spin.Glass, []float64, error) {
	g, err := spin.Draw(r.Rand, n, 3)
	if err != nil {
		return nil, nil, err
	}
	sigma := make([]float64, n)
	spin.Point(r.Rand, sigma)
	return g, sigma, nil
}

// spinThreshold is E_∞ of three interacting spins.
func spinThreshold() float64 {
	e, err := ensemble.SpinThreshold(3)
	if err != nil {
		panic(err)
	}
	return e
}

// spinEnergy is E_k of p interacting spins.
func spinEnergy(p, k int) float64 {
	e, err := ensemble.SpinEnergy(p, k)
	if err != nil {
		panic(err)
	}
	return e
}

// A SpinConstant is the value of Θ_K above −E_∞ for P interacting spins: ½ log(P − 1) less (P − 2)/P, or, as it is Printed
// in another paper, less (P − 2)/(4(P − 1)).
type SpinConstant struct {
	P, K    int
	Printed bool
}

// isContinuous compares the constant with (P − 2) E_∞²/(4(P − 1)), where E_∞² = 4(P − 1)/P; the rate I, K + 1 times of which is taken from it, is 0 at
// −E_∞.
func (c SpinConstant) isContinuous() theorems.Evidence {
	p := int64(c.P)
	square := rational.New(4*(p-1), p)
	left := rational.New(p-2, 4*(p-1)).Mul(square)
	right := rational.New(p-2, p)
	if c.Printed {
		right = rational.New(p-2, 4*(p-1))
	}
	return theorems.Exactly(left.Cmp(right) == 0, "½ log(p − 1) less %v below −E_∞, and less %v above", left, right)
}

func drawSpinConstant(t *rapid.T, least int, printed bool) SpinConstant {
	return SpinConstant{P: rapid.IntRange(least, 30).Draw(t, "p"), K: rapid.IntRange(0, 9).Draw(t, "k"), Printed: printed}
}

// layerFigures draws the complexities of p = 3 near −E_∞, with the constant as it is printed elsewhere.
func layerFigures(theorems.Report) []theorems.Figure {
	u := equally(-1.67, -1.6, 141)
	f := theorems.Figure{
		Name: "complexities", Says: "Complexities Θ_k of 3-spin glasses, the rates at which the mean number of critical points of index k below an energy u grows with N: each ends at −E_k, all are one constant from −E_∞ on",
		X: theorems.Axis{Label: "u"}, Y: theorems.Axis{Label: "Θ_k(u)"},
		Lines: []theorems.ReferenceLine{{Name: "−E_∞", At: -spinThreshold()}, {Name: "−E_0", At: -spinEnergy(3, 0)}, {Name: "0", At: 0, Across: true}},
		Hides: "that the constant printed by Choromanska et al. (2015), 0.2216, is far above the picture; and factors that are no exponentials",
	}
	for _, k := range []int{0, 1, 2, 5, 10} {
		f.Series = append(f.Series, curve(fmt.Sprintf("k = %d", k), u, each(u, func(u float64) float64 {
			x, err := ensemble.SpinIndexComplexity(3, k, u)
			if err != nil {
				panic(err)
			}
			return x
		})))
	}
	return []theorems.Figure{f}
}
