package papers

import (
	"fmt"
	"math"

	"pgregory.net/rapid"

	"saddle/spectra/interval"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// A PeriodicTask is to learn cos(v·x) by cos(w·x), x standard Gaussian, with the squared loss; V is not 0.
type PeriodicTask struct{ W, V []Fraction }

// distances returns |w − v|², |w + v|² and (w − v)·(w + v).
func (p PeriodicTask) distances() (minus, plus, product rational.Number) {
	for i := range p.W {
		a, b := p.W[i].number().Sub(p.V[i].number()), p.W[i].number().Add(p.V[i].number())
		minus, plus, product = minus.Add(squared(a)), plus.Add(squared(b)), product.Add(a.Mul(b))
	}
	return minus, plus, product
}

// nearest returns R², the smaller one of the squared distances of w from v and −v.
func (p PeriodicTask) nearest() rational.Number {
	minus, plus, _ := p.distances()
	if plus.Cmp(minus) < 0 {
		return plus
	}
	return minus
}

// far reports whether R ≥ 1.
func (p PeriodicTask) far() bool { return p.nearest().Cmp(rational.Int(1)) >= 0 }

// decay encloses e^{−x}.
func decay(x rational.Number) interval.Interval { return interval.OfRat(x.Neg().Rat()).Exp() }

// signal encloses 4|∇_w E cos(w·x) cos(v·x)|². With a = w − v and b = w + v the mean is ½(e^{−|a|²/2} + e^{−|b|²/2}),
// as E cos(a·x) = e^{−|a|²/2}, and its gradient −½(a e^{−|a|²/2} + b e^{−|b|²/2}).
func (p PeriodicTask) signal() interval.Interval {
	minus, plus, product := p.distances()
	of := func(x rational.Number) interval.Interval { return interval.OfRat(x.Rat()) }
	mixed := of(product.Mul(rational.Int(2))).Mul(decay(minus.Add(plus).Mul(rational.New(1, 2))))
	return of(minus).Mul(decay(minus)).Add(of(plus).Mul(decay(plus))).Add(mixed)
}

// PeriodicTargetsGiveNoSignal: t e^{−t²/2} falls from t = 1 on.
var PeriodicTargetsGiveNoSignal = theorems.Claim[PeriodicTask]{
	Name: "shalev2017/periodic-targets-give-no-signal",
	Says: "To learn cos(v·x), v ≠ 0, by cos(w·x), x standard Gaussian, with the squared loss: where w is at a distance R ≥ 1 from v and from −v, the part of the gradient that depends on v is at most R e^{−R²/2} long, " +
		"which from weights of half the length of v or less falls, as |v| grows, faster than any power of 1/|v|",
	Source: shalev2017.Locate("section 2.2, linear-periodic functions, as we recall it; this example derived", "Training stops ...."),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) PeriodicTask { return suchThat(t, drawPeriodic, PeriodicTask.far) },
	Given: []theorems.Hypothesis[PeriodicTask]{{
		Name:  "R ≥ 1",
		Holds: PeriodicTask.far,
		Drop: func(t *rapid.T) PeriodicTask {
			return suchThat(t, func(t *rapid.T) PeriodicTask {
				p := drawPeriodic(t)
				for i, v := range p.V {
					p.W[i] = Fraction{8*v.P + rapid.IntRange(-1, 1).Draw(t, "off")*v.Q, 8 * v.Q}
				}
				return p
			}, not(PeriodicTask.far))
		},
		Known: []PeriodicTask{{W: []Fraction{{1, 2}}, V: []Fraction{{3, 5}}}},
	}},
	MinDecided: 1,
	Labels: func(p PeriodicTask) []string {
		return holding(class{"one input", len(p.W) == 1}, class{"three inputs", len(p.W) == 3}, class{"R > 3", p.nearest().Cmp(rational.Int(9)) > 0}, class{"R ≤ 3", p.nearest().Cmp(rational.Int(9)) <= 0})
	},
	Share: map[string]float64{"one input": .1, "three inputs": .08, "R > 3": .15, "R ≤ 3": .1},
	Then: func(p PeriodicTask) theorems.Evidence {
		r := p.nearest()
		most := interval.OfRat(r.Rat()).Mul(decay(r)).Scale2(2)
		return theorems.NonNegative(fmt.Sprintf("4R²e^{−R²} less the square of twice the signal, R² = %s,", short(r)), most.Sub(p.signal()))
	},
	Figures: periodicFigures,
}

func drawPeriodic(t *rapid.T) PeriodicTask {
	d := rapid.IntRange(1, 3).Draw(t, "d")
	return PeriodicTask{W: drawFractions(t, "w", d, -6, 6, 3), V: drawFractions(t, "v", d, -12, 12, 3)}
}

// periodicFigures draws the signal against the frequency of the target.
func periodicFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "signal", Says: "The part of the gradient of cos(w·x) that depends on the target cos(v·x), x standard Gaussian, against |v|: from weights of half the length, in the same direction, and from weights of length 1, beside the bound R e^{−R²/2}; a straight line in |v|² would be e^{−c|v|²}",
		X: theorems.Axis{Label: "|v|²"}, Y: theorems.Axis{Label: "length of the signal", Log: true},
		Hides: "weights that happen to be near v, where the signal is large",
	}
	for _, s := range []struct {
		name string
		w    func(v float64) float64
	}{{"|w| = |v|/2", func(v float64) float64 { return v / 2 }}, {"|w| = 1", func(float64) float64 { return 1 }}} {
		var x, y, bound []float64
		for _, v := range equally(2.5, 9, 27) {
			a, b := s.w(v)-v, s.w(v)+v
			x = append(x, float64(v*v))
			y = append(y, math.Abs(float64(a*math.Exp(-a*a/2))+float64(b*math.Exp(-b*b/2)))/2)
			bound = append(bound, -a*math.Exp(-a*a/2))
		}
		f.Series = append(f.Series, curve(s.name, x, y), dots("bound, "+s.name, x, bound))
	}
	return []theorems.Figure{f}
}
