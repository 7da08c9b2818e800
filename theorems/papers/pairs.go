package papers

import (
	"math"
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
