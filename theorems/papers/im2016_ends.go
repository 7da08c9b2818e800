package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A TwoDescents is the loss ½‖Aw − B‖² with independent rows of A, and two methods: gradient descent from Start at the rate Rate/‖A‖², and
// the heavy ball from Other at the rate OtherRate/‖A√D‖², with its own rate for each weight, w ← w − ηD∇L, D = diag(Scales). ‖A‖² is the
// sum of the squares of the entries.
type TwoDescents struct {
	A         [][]int
	B         []int
	Start     []int
	Other     []int
	Rate      Fraction
	OtherRate Fraction
	Momentum  Fraction
	Scales    []int
}

// oneRate reports whether all weights have the same rate.
func (d TwoDescents) oneRate() bool {
	for _, s := range d.Scales {
		if s != d.Scales[0] {
			return false
		}
	}
	return true
}

// oneStart reports whether both start at one point.
func (d TwoDescents) oneStart() bool {
	for i, x := range d.Start {
		if d.Other[i] != x {
			return false
		}
	}
	return true
}

func (d TwoDescents) independent() bool { return rows(d.A).Rank() == len(d.A) }

// error is Aw − b.
func (d TwoDescents) error(w rational.Matrix) rational.Matrix {
	return rows(d.A).Mul(w).Sub(rational.Ints(len(d.B), 1, d.B))
}

// bound returns the only point of w + D(rows of A) without error, to which descent with the rates D goes, if it converges.
func (d TwoDescents) bound(w rational.Matrix, scales []int) rational.Matrix {
	scaled := d.scaled(scales)
	inverse, ok := rows(d.A).Mul(scaled).Inverse()
	if !ok {
		panic("papers: dependent rows")
	}
	return w.Sub(scaled.Mul(inverse).Mul(d.error(w)))
}

// scaled is DAᵀ.
func (d TwoDescents) scaled(scales []int) rational.Matrix {
	out := rows(d.A).T()
	for i, s := range scales {
		for j := range out.Cols {
			out.Set(i, j, out.At(i, j).Mul(rational.Int(int64(s))))
		}
	}
	return out
}

// follow makes some steps with momentum, and is not ok if they change the point to which descent is bound, or the loss at that
// point is not 0. The rate times the largest eigenvalue of DAᵀA, which is at most its trace, is below 2 ≤ 2(1 + β): the steps converge.
func (d TwoDescents) follow(start, scales []int, rate, momentum rational.Number) (end rational.Matrix, ok bool) {
	w := rational.Ints(len(start), 1, start)
	scaled := d.scaled(scales)
	product, trace := rows(d.A).Mul(scaled), rational.Int(0)
	for i := range product.Rows {
		trace = trace.Add(product.At(i, i))
	}
	rate = rate.Quo(trace)
	end, v := d.bound(w, scales), rational.Zeros(w.Rows, 1)
	for range 3 {
		v = v.Scale(momentum).Sub(scaled.Mul(d.error(w)).Scale(rate))
		w = w.Add(v)
		if !d.bound(w, scales).Sub(end).IsZero() {
			return end, false
		}
	}
	return end, d.error(end).IsZero()
}

// ends returns where both converge to, or why that was not seen.
func (d TwoDescents) ends() (a, b rational.Matrix, why string) {
	one := make([]int, len(d.Scales))
	for i := range one {
		one[i] = 1
	}
	a, first := d.follow(d.Start, one, d.Rate.number(), rational.Int(0))
	b, second := d.follow(d.Other, d.Scales, d.OtherRate.number(), d.Momentum.number())
	if !first || !second {
		return a, b, "a step changes the point to which descent is bound"
	}
	return a, b, ""
}

// OneRateEndsAtOneMinimum is the case without basins: the loss is convex, and its minima are a subspace.
var OneRateEndsAtOneMinimum = theorems.Claim[TwoDescents]{
	Name:   "im2016/one-rate-ends-at-one-minimum",
	Says:   "On ½‖Aw − b‖² with independent rows of A and more weights than rows, gradient descent and the heavy ball from one start, each with one rate for all weights below 2/Σ a_ij², end at the same minimum, although there are infinitely many",
	Source: im2016.Locate("that methods from one start end at different points, for the loss of one linear unit; the statement is ours", "Training Processing"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) TwoDescents { return drawTwoDescents(t, true, true) },
	Given: []theorems.Hypothesis[TwoDescents]{
		{
			Name:  "all weights have one rate",
			Holds: TwoDescents.oneRate,
			Drop:  func(t *rapid.T) TwoDescents { return drawTwoDescents(t, false, true) },
			Known: []TwoDescents{{A: [][]int{{1, 1}}, B: []int{0}, Start: []int{0, 1}, Other: []int{0, 1}, Rate: Fraction{1, 1}, OtherRate: Fraction{1, 1}, Momentum: Fraction{0, 1}, Scales: []int{1, 2}}},
		},
		{
			Name:  "both have one start",
			Holds: TwoDescents.oneStart,
			Drop:  func(t *rapid.T) TwoDescents { return drawTwoDescents(t, true, false) },
			Known: []TwoDescents{{A: [][]int{{0, 1}}, B: []int{0}, Start: []int{0, 0}, Other: []int{1, 0}, Rate: Fraction{1, 1}, OtherRate: Fraction{1, 1}, Momentum: Fraction{0, 1}, Scales: []int{1, 1}}},
		},
	},
	MinDecided: 1,
	Labels: func(d TwoDescents) []string {
		return append(holding(class{"without momentum", d.Momentum.P == 0}, class{"two rates", d.Rate != d.OtherRate}, class{"the start is no minimum", !d.error(rational.Ints(len(d.Start), 1, d.Start)).IsZero()}), fmt.Sprintf("%d rows", len(d.A)))
	},
	Share: map[string]float64{"without momentum": .05, "two rates": .3, "the start is no minimum": .5, "1 rows": .2, "2 rows": .2},
	Then: func(d TwoDescents) theorems.Evidence {
		a, b, why := d.ends()
		if why != "" {
			return theorems.Exactly(false, "%s", why)
		}
		return theorems.Exactly(a.Sub(b).IsZero(), "the ends are %v and %v", a.Entries(), b.Entries())
	},
}

// OtherRatesEndElsewhereWithoutABarrier is why ends that differ are no evidence of basins that differ.
var OtherRatesEndElsewhereWithoutABarrier = theorems.Claim[TwoDescents]{
	Name:   "im2016/other-rates-end-elsewhere-without-a-barrier",
	Says:   "On ½(a·w − b)², gradient descent and a heavy ball from the same start with different rates for two weights that a·w depends on, fixed ones where RMSprop and Adam have changing ones, end at two minima, and between them is no barrier: the loss is 0 on the whole line",
	Source: im2016.Locate("that methods from one start end at different points, which the deck calls different basins; the example is ours", "Training Processing"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) TwoDescents {
		return suchThat(t, drawOneRow, TwoDescents.atRestNowhere, TwoDescents.seesRates)
	},
	Given: []theorems.Hypothesis[TwoDescents]{
		{
			Name:  "two weights that a·w depends on have different rates",
			Holds: TwoDescents.seesRates,
			Drop: func(t *rapid.T) TwoDescents {
				d := suchThat(t, drawOneRow, TwoDescents.atRestNowhere)
				for i := range d.Scales {
					d.Scales[i] = 2
				}
				return d
			},
			Known: []TwoDescents{{A: [][]int{{1, 1}}, B: []int{0}, Start: []int{0, 1}, Other: []int{0, 1}, Rate: Fraction{1, 1}, OtherRate: Fraction{1, 1}, Momentum: Fraction{0, 1}, Scales: []int{1, 1}}},
		},
		{
			Name:  "the start is no minimum",
			Holds: TwoDescents.atRestNowhere,
			Drop: func(t *rapid.T) TwoDescents {
				d := suchThat(t, drawOneRow, TwoDescents.seesRates)
				d.B = []int{dot(d.A[0], d.Start)}
				return d
			},
			Known: []TwoDescents{{A: [][]int{{1, 1}}, B: []int{0}, Start: []int{0, 0}, Other: []int{0, 0}, Rate: Fraction{1, 1}, OtherRate: Fraction{1, 1}, Momentum: Fraction{0, 1}, Scales: []int{1, 2}}},
		},
	},
	MinDecided: 1,
	Labels: func(d TwoDescents) []string {
		return holding(class{"two weights", len(d.Start) == 2}, class{"more weights", len(d.Start) > 2})
	},
	Share: map[string]float64{"two weights": .15, "more weights": .3},
	Then: func(d TwoDescents) theorems.Evidence {
		a, b, why := d.ends()
		if why != "" {
			return theorems.Exactly(false, "%s", why)
		}
		middle := d.error(a.Add(b).Scale(rational.New(1, 2))) // affine, and 0 at both ends
		return theorems.Exactly(!a.Sub(b).IsZero() && d.error(a).IsZero() && d.error(b).IsZero() && middle.IsZero(), "the ends are %v and %v", a.Entries(), b.Entries())
	},
	Figures: endsFigures,
}

// atRestNowhere reports whether the start has an error.
func (d TwoDescents) atRestNowhere() bool {
	return !d.error(rational.Ints(len(d.Start), 1, d.Start)).IsZero()
}

// seesRates reports whether weights that the first row depends on have different rates.
func (d TwoDescents) seesRates() bool {
	seen := map[int]bool{}
	for i, a := range d.A[0] {
		if a != 0 {
			seen[d.Scales[i]] = true
		}
	}
	return len(seen) > 1
}

func drawOneRow(t *rapid.T) TwoDescents { return drawRows(t, 1, false, true) }

// drawTwoDescents draws one row or two, one rate or one for each weight, and one start or two.
func drawTwoDescents(t *rapid.T, oneRate, oneStart bool) TwoDescents {
	return drawRows(t, rapid.IntRange(1, 2).Draw(t, "rows"), oneRate, oneStart)
}

func drawRows(t *rapid.T, n int, oneRate, oneStart bool) TwoDescents {
	return suchThat(t, func(t *rapid.T) TwoDescents {
		width := rapid.IntRange(n+1, 4).Draw(t, "weights")
		d := TwoDescents{B: ints(t, "b", n, -3, 3), Start: ints(t, "w", width, -3, 3), Rate: Fraction{rapid.IntRange(1, 7).Draw(t, "4η"), 4}, OtherRate: Fraction{rapid.IntRange(1, 7).Draw(t, "4 times the other η"), 4}, Momentum: Fraction{rapid.IntRange(0, 7).Draw(t, "8β"), 8}}
		for range n {
			d.A = append(d.A, ints(t, "a", width, -3, 3))
		}
		d.Other, d.Scales = append([]int(nil), d.Start...), make([]int, width)
		if !oneStart {
			d.Other = ints(t, "other w", width, -3, 3)
		}
		for i := range d.Scales {
			d.Scales[i] = 1
		}
		if !oneRate {
			d.Scales = ints(t, "scales", width, 1, 4)
		}
		return d
	}, TwoDescents.independent, func(d TwoDescents) bool { return d.oneRate() == oneRate && d.oneStart() == oneStart })
}
