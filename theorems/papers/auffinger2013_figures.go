package papers

import (
	"math"

	"saddle/spectra/ensemble"
	"saddle/theorems"
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
