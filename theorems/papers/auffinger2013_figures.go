package papers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/spectra/ensemble"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// censusFigures draws a form of degree 3 on the sphere, with all its critical points.
func censusFigures(theorems.Report) []theorems.Figure {
	form := SpinForm{N: 3, P: 3, C: []int{1, 0, 0, 0, 0, 0, 1, 0, 0, 1}}
	h := func(x, y, z float64) float64 { return float64(x*x*x) + float64(y*y*y) + float64(z*z*z) }
	f := theorems.Figure{
		Name: "census", Says: "x³ + y³ + z³ on the sphere, by longitude and latitude in degrees, and its 14 critical points: 4 minima, 6 saddles, 4 maxima, found and proved to be all",
		X: theorems.Axis{Label: "longitude"}, Y: theorems.Axis{Label: "latitude"},
		Field: theorems.Sample("x³ + y³ + z³", -180, 180, 61, -90, 90, 31, func(long, lat float64) float64 {
			a, b := long*math.Pi/180, lat*math.Pi/180
			return h(math.Cos(b)*math.Cos(a), math.Cos(b)*math.Sin(a), math.Sin(b))
		}),
		Hides: "that the poles are one point each, and the scale: lengths shrink towards them",
	}
	f.Field.Levels = within(f.Field, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8)
	c, err := form.census()
	if err != nil {
		panic(err)
	}
	var x, y [3][]float64
	for _, p := range c.Points {
		for _, side := range []float64{1, -1} {
			at := [3]float64{side * p.At[0].Mid(), side * p.At[1].Mid(), side * p.At[2].Mid()}
			k := p.Index
			if side < 0 {
				k = 2 - k
			}
			x[k] = append(x[k], math.Atan2(at[1], at[0])*180/math.Pi)
			y[k] = append(y[k], math.Atan2(at[2], math.Hypot(at[0], at[1]))*180/math.Pi)
		}
	}
	for k, name := range []string{"minima", "saddles", "maxima"} {
		f.Series = append(f.Series, dots(name, x[k], y[k]))
	}
	return []theorems.Figure{f}
}

// countFigures draws the mean numbers of critical points on the circle and the sphere.
func countFigures(theorems.Report) []theorems.Figure {
	ps, some := equally(2, 12, 11), []float64{3, 6, 12}
	f := theorems.Figure{
		Name: "counts", Says: "Mean number of critical points of a p-spin glass of two and of three spins, beside the most that there can be",
		X: theorems.Axis{Label: "p"}, Y: theorems.Axis{Label: "critical points"},
		Series: []theorems.Series{
			curve("N = 2: 2√(3p − 2)", ps, each(ps, func(p float64) float64 { return 2 * math.Sqrt(3*p-2) })),
			curve("N = 2: at most 2p", ps, each(ps, func(p float64) float64 { return 2 * p })),
			dots("N = 3, by Kac and Rice", some, each(some, func(p float64) float64 { return spinTotal(3, int(p+0.5)) })),
			curve("N = 3: at most 2(p² − p + 1)", ps, each(ps, func(p float64) float64 { return 2 * (p*p - p + 1) })),
		},
		Hides: "how the numbers of single glasses are spread about the means",
	}
	return []theorems.Figure{f}
}

func spinTotal(n, p int) (sum float64) {
	counts, err := ensemble.SpinCounts(n, p)
	if err != nil {
		panic(err)
	}
	for _, c := range counts {
		sum += c
	}
	return sum
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

// indexEnergyFigures draws the share of negative eigenvalues against the energy, and some matrices.
func indexEnergyFigures(theorems.Report) []theorems.Figure {
	e := spinThreshold()
	x := equally(-1.2, 1.2, 97)
	f := theorems.Figure{
		Name: "index", Says: fmt.Sprintf("Share of negative eigenvalues of the Hessian on the sphere of 3-spin glasses with a given energy, by the energy: for many spins, and as found at points of glasses of %d", indexSpins),
		X: theorems.Axis{Label: "u/E_∞"}, Y: theorems.Axis{Label: "share of negative eigenvalues"},
		Series: []theorems.Series{curve("F(2u/E_∞)", x, each(x, func(x float64) float64 { return ensemble.SemicircleCDF(2 * x) }))},
		Lines:  []theorems.ReferenceLine{{Name: "the same matrix at all energies", At: 0.5, Across: true}},
		Hides:  "that critical points count with |det| of the Hessian, which shifts small numbers of spins",
	}
	var at, share []float64
	for i := range 60 {
		r := theorems.Run{Index: i, Rand: rand.New(rand.NewPCG(5, uint64(i)))}
		u := -1.2 + 2.4*float64(i)/59
		at, share = append(at, u), append(share, negativeShare(r, u*e))
	}
	f.Series = append(f.Series, dots("glasses", at, share))
	return []theorems.Figure{f}
}

// glassFigures draws the ends of descents by the number of spins.
func glassFigures(cells []GlassCell, rows []tables.Row) []theorems.Figure {
	var n, mean, lo, hi []float64
	for i, row := range rows {
		if len(row.Entries) > 0 && row.Entries[0].Ours != nil && row.Entries[0].Interval != nil {
			e := row.Entries[0]
			n, mean, lo, hi = append(n, float64(cells[i].N)), append(mean, *e.Ours), append(lo, e.Interval.Lo), append(hi, e.Interval.Hi)
		}
	}
	if n == nil {
		return nil
	}
	s := dots("mean, lowest and highest end", n, mean)
	s.Lo, s.Hi = theorems.Rounded(lo), theorems.Rounded(hi)
	return []theorems.Figure{{
		Name: "ends", Says: "Energy per spin where gradient descent ends in 3-spin glasses of N spins: it falls towards −E_∞ and is less spread with more spins",
		X: theorems.Axis{Label: "N", Log: true}, Y: theorems.Axis{Label: "u"},
		Series: []theorems.Series{s},
		Lines:  []theorems.ReferenceLine{{Name: "−E_∞", At: -spinThreshold(), Across: true}, {Name: "−E_0", At: -spinEnergy(3, 0), Across: true}},
		Hides:  "that the ends stay above −E_∞ at each of these N: the band from −E_0 to −E_∞ is a statement about many spins",
	}}
}
