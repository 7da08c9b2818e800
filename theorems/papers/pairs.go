package papers

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// ofKind accepts the classes of ends of a kind, which begin with it.
func ofKind(kind train.Stationarity) func(class string) bool {
	return func(class string) bool { return strings.HasPrefix(class, kind.String()+",") }
}

// pairValues are the values of a tally by which a line is fitted through pairs of numbers.
func pairValues(x, y float64) []tables.Value {
	return []tables.Value{{Name: "x", X: x}, {Name: "y", X: y}, {Name: "x²", X: x * x}, {Name: "y²", X: y * y}, {Name: "xy", X: x * y}}
}

// pairs have the sums of the squared deviations of numbers x and y from their means, and of the products.
type pairs struct {
	n          int
	xx, yy, xy float64
}

func pairsOf(v map[string]tables.Values) pairs {
	p := pairs{n: v["x"].N}
	if n := float64(p.n); n > 0 {
		x, y := v["x"].Mean(), v["y"].Mean()
		p.xx = deviations(n, v["x²"].Mean(), x)
		p.yy = deviations(n, v["y²"].Mean(), y)
		p.xy = n * (v["xy"].Mean() - float64(x*y))
	}
	return p
}

// deviations returns the sum of squared deviations of n numbers from their mean: 0 where it is so small that it may be rounding.
func deviations(n, square, mean float64) float64 {
	d := square - float64(mean*mean)
	if d <= 1e-9*square {
		return 0
	}
	return n * d
}

// slope shows that of the line of least squares, with the interval of Gaussian errors for many pairs.
func (p pairs) slope(figure string) tables.Entry {
	e := tables.Entry{Figure: figure, Runs: p.n}
	if p.n > 3 && p.xx > 0 {
		b := p.xy / p.xx
		reach := normalQuantile * math.Sqrt(max(0, p.yy-float64(b*p.xy))/float64(p.n-2)/p.xx)
		e.Ours, e.Interval = &b, &theorems.Region{Lo: b - reach, Hi: b + reach}
	}
	return e
}

// correlation shows Pearson's, with Fisher's interval.
func (p pairs) correlation(figure string) tables.Entry {
	e := tables.Entry{Figure: figure, Runs: p.n}
	if p.n > 3 && p.xx > 0 && p.yy > 0 {
		rho := max(-1, min(1, p.xy/math.Sqrt(float64(p.xx*p.yy))))
		z, reach := math.Atanh(rho), normalQuantile/math.Sqrt(float64(p.n-3))
		e.Ours, e.Interval = &rho, &theorems.Region{Lo: math.Tanh(z - reach), Hi: math.Tanh(z + reach)}
	}
	return e
}

// sixDigits rounds a number, so that losses of one point that was found twice are equal and tie.
func sixDigits(x float64) float64 {
	out, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 6, 64), 64)
	return out
}

// rankNote says what the interval of a rank correlation takes for granted.
const rankNote = "ρ is Spearman's rank correlation, with Bonett and Wright's interval at 95 %, which is right for independent pairs of numbers: losses are rounded to six digits, and ends that are one point, found more than once, count as often."

// rankCorrelation shows Spearman's ρ of the first number of the points of the runs that is accepts and of another, and how many there
// are of those runs, which are called so.
func rankCorrelation(s tables.Summary, of string, other int, called string, is func(class string) bool) tables.Entry {
	points := s.Of(is).Points
	e := tables.Entry{Figure: fmt.Sprintf("ρ of %s, %d of %d %s", of, len(points), s.Runs, called), Runs: len(points), Note: rankNote}
	e.Ours, e.Interval = tables.RankCorrelation(points, 0, other)
	return e
}

// correlations shows that of all ends, of critical points and of gradient-flat ones, each though there be none.
func correlations(s tables.Summary, of string, other int) []tables.Entry {
	return []tables.Entry{
		rankCorrelation(s, of, other, "ends", everyEnd),
		rankCorrelation(s, of, other, "critical", ofKind(train.CriticalPoint)),
		rankCorrelation(s, of, other, "gradient-flat", ofKind(train.GradientFlat)),
	}
}

// scattered draws the points of rows, one of their numbers against another, each kind of end in a series, and before them more kinds.
func scattered(rows []tables.Row, x, y int, more ...string) (out []theorems.Series) {
	for _, kind := range append(more, train.NotStationary.String(), train.GradientFlat.String(), train.CriticalPoint.String()) {
		var a, b []float64
		for _, r := range rows {
			for _, c := range r.Classes {
				for _, p := range c.Points {
					if strings.HasPrefix(c.Class, kind+",") {
						a, b = append(a, p[x]), append(b, p[y])
					}
				}
			}
		}
		if a != nil {
			out = append(out, dots(kind, a, b))
		}
	}
	return out
}
