package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

// criticalFigures draws how often each kind of critical point is, among points with weights −1, 0, 1.
func criticalFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "critical-points", Says: "The 3^d points of (1 − w_1…w_d)² with weights −1, 0, 1, by what they are: global minima, strict saddles (two zeros), saddles with Hessian zero (three zeros or more), and points where the gradient is not zero",
		X: theorems.Axis{Label: "weights d"}, Y: theorems.Axis{Label: "share of the points"},
		Hides: "that all but the points with one zero, or with a product of −1, lie on manifolds of such points: no critical point is isolated for d > 2",
	}
	classes := []string{"global minimum", "strict saddle", "saddle with Hessian 0", "not critical"}
	const most = 5
	shares := map[string][]float64{}
	for d := 1; d <= most; d++ {
		count, all := map[string]int{}, int(math.Pow(3, float64(d)))
		for k := range all {
			p := ChainPlace{}
			for x := k; len(p.W) < d; x /= 3 {
				p.W = append(p.W, Fraction{x%3 - 1, 1})
			}
			count[p.listed().Class]++
		}
		for _, c := range classes {
			shares[c] = append(shares[c], float64(count[c])/float64(all))
		}
	}
	for _, c := range classes {
		f.Series = append(f.Series, curve(c, equally(1, most, most), shares[c]))
	}
	return []theorems.Figure{f}
}

// sharpnessFigures draws λ_max along a curve of minima.
func sharpnessFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "sharpness", Says: "λ_max at the global minima w = (s, 1/s, 1, …, 1) of (1 − w_1…w_d)², all of which are the same function: at least 2d, and without bound",
		X: theorems.Axis{Label: "s", Log: true}, Y: theorems.Axis{Label: "λ_max", Log: true},
		Hides: "that the loss is 0 at all of these points, and that all other eigenvalues are 0",
	}
	s := each(equally(-1, 1, 41), func(x float64) float64 { return math.Pow(10, x) })
	for _, d := range []int{2, 3, 6, 11} {
		f.Series = append(f.Series, curve(fmt.Sprintf("d = %d", d), s, each(s, func(s float64) float64 {
			return 2 * (1/(s*s) + s*s + float64(d-2))
		})))
	}
	return []theorems.Figure{f}
}

// stableFigures draws where starts of a square end, beside the line into the saddle.
func stableFigures(theorems.Report) []theorems.Figure {
	const rate, steps, side = 0.1, 16, 31
	two := chainOf(2)
	f := theorems.Figure{
		Name: "line-into-the-saddle", Says: fmt.Sprintf("log10 of the loss of (1 − w1w2)² after %d steps of gradient descent at η = %v, by the start: on the diagonal w1 = −w2 the loss is 1, as at the saddle, and beside it the less the farther away", steps, rate),
		X: theorems.Axis{Label: "w1 at the start"}, Y: theorems.Axis{Label: "w2 at the start"},
		Field: theorems.Sample("log10 L", -1.5, 1.5, side, -1.5, 1.5, side, func(x, y float64) float64 {
			_, loss := endOf(two, []float64{x, y}, rate, steps)
			return max(math.Log10(loss), -4)
		}),
		Series: []theorems.Series{curve("w1 = −w2", []float64{-1.5, 1.5}, []float64{1.5, -1.5}), dots("saddle", []float64{0}, []float64{0})},
		Hides:  "starts between the points of the grid, of which 31 are on the line; losses below 1e-4 are drawn as that",
	}
	return []theorems.Figure{f}
}

// crawlFigures draws the distance from the saddle with two weights and with three.
func crawlFigures(theorems.Report) []theorems.Figure {
	const start, rate, points = 0.5, 0.05, 12
	f := theorems.Figure{
		Name: "crawl", Says: fmt.Sprintf("Gradient descent into the saddle of (1 − w_1…w_d)² at η = %v: from (%v, −%v) with d = 2 geometrically, from (−%v, −%v, −%v) with d = 3 only as 1/(1/u + 2ηt)", rate, start, start, start, start, start),
		X: theorems.Axis{Label: "step", Log: true}, Y: theorems.Axis{Label: "|w_1|", Log: true},
		Hides: "that nearly all other starts leave the saddle again; values below 1e-12 are not drawn",
	}
	at := func(w []float64) (x, y []float64) {
		d := walk(chainOf(len(w)), w, rate, 1<<points)
		for k := range points + 1 {
			if u := math.Abs(d.w[1<<k][0]); u > 1e-12 {
				x, y = append(x, float64(int(1)<<k)), append(y, u)
			}
		}
		return x, y
	}
	x, y := at([]float64{start, -start})
	f.Series = append(f.Series, curve("d = 2", x, y))
	x, y = at([]float64{-start, -start, -start})
	f.Series = append(f.Series, dots("d = 3", x, y), curve("1/(1/u + 2ηt)", x, each(x, func(t float64) float64 { return 1 / (1/start + 2*rate*t) })))
	return []theorems.Figure{f}
}

// stabilityFigures draws which share of descents ends at a minimum, by the rate.
func stabilityFigures(theorems.Report) []theorems.Figure {
	const side, steps = 8, 150
	f := theorems.Figure{
		Name: "rates", Says: fmt.Sprintf("Share of %d starts from which gradient descent on (1 − w_1…w_d)² is at a loss below 1e-9 after %d steps, by the rate: none beyond 1/d", side*side, steps),
		X: theorems.Axis{Label: "rate η"}, Y: theorems.Axis{Label: "share"},
		Hides: "the starts: w1 and w2 on a grid of (0, 2)², all others 1; a descent that is slow counts as one that does not end",
	}
	rates := equally(0.05, 0.7, 27)
	for _, d := range []int{2, 3, 5} {
		m := chainOf(d)
		f.Lines = append(f.Lines, theorems.ReferenceLine{Name: fmt.Sprintf("1/%d", d), At: 1 / float64(d)})
		f.Series = append(f.Series, curve(fmt.Sprintf("d = %d", d), rates, each(rates, func(rate float64) float64 {
			return float64(endings(m, rate, side, steps)) / (side * side)
		})))
	}
	return []theorems.Figure{f}
}
