package papers

import (
	"fmt"
	"math/big"
	"strings"

	"pgregory.net/rapid"

	"saddle/spectra/interval"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// An Escape is the gradient flow of (1 − w_1…w_d)² with all weights equal to w, ẇ = 2(1 − w^D)w^(D−1),
// from w = 1/N to 1/2.
type Escape struct{ D, N int }

// time encloses how long it takes,
//
//	T = ∫ dw / (2(1 − w^d) w^(d−1)), from ε = 1/N to 1/2.
//
// With d = 1 that is ½ ln(2(1 − ε)), with d = 2 it is ½ ln(1/(2ε)) + ¼ ln(4(1 − ε²)/3), and with d ≥ 3, as
// 1/((1 − w^d)w^(d−1)) = w^(1−d) + w/(1 − w^d),
//
//	T = (ε^−(d−2) − 2^(d−2)) / (2(d − 2)) + ½ (G(1/2) − G(ε)),  G(w) = Σ_k w^(dk+2)/(dk + 2).
func (e Escape) time() interval.Interval {
	one, epsilon := rational.Int(1), rational.New(1, int64(e.N))
	log := func(x rational.Number) interval.Interval { return interval.OfRat(x.Rat()).Log() }
	switch e.D {
	case 1:
		return log(rational.Int(2).Mul(one.Sub(epsilon))).Scale2(-1)
	case 2:
		first := log(rational.New(int64(e.N), 2)).Scale2(-1)
		return first.Add(log(rational.New(4, 3).Mul(one.Sub(squared(epsilon)))).Scale2(-2))
	}
	lo, hi := e.bounds()
	return interval.OfRat(lo.Rat()).Hull(interval.OfRat(hi.Rat()))
}

// bounds are those of the time with d ≥ 3, which float64 may be too coarse for: it grows as ε^−(d−2).
func (e Escape) bounds() (lo, hi rational.Number) {
	head := rational.Int(int64(e.N)).Pow(e.D - 2).Sub(rational.Int(2).Pow(e.D - 2)).Quo(rational.Int(int64(2 * (e.D - 2))))
	lo, hi = e.primitive(rational.New(1, 2))
	from, to := e.primitive(rational.New(1, int64(e.N)))
	half := rational.New(1, 2)
	return head.Add(lo.Sub(to).Mul(half)), head.Add(hi.Sub(from).Mul(half))
}

// primitive bounds G(w): what follows the terms that are summed is at most the next one over 1 − w^d.
func (e Escape) primitive(w rational.Number) (lo, hi rational.Number) {
	step, term := w.Pow(e.D), squared(w)
	k := 0
	for ; e.D*k < 60; k++ {
		lo = lo.Add(term.Quo(rational.Int(int64(e.D*k + 2))))
		term = term.Mul(step)
	}
	return lo, lo.Add(term.Quo(rational.Int(int64(e.D*k + 2)).Mul(rational.Int(1).Sub(step))))
}

// A PrintedEscape is a flow with its time in units of 10^−Decimals.
type PrintedEscape struct {
	Escape
	Time, Decimals int
}

// printed is the time as it is printed.
func (p PrintedEscape) printed() *big.Rat {
	return rational.Int(int64(p.Time)).Quo(rational.Int(10).Pow(p.Decimals)).Rat()
}

var printedEscapes = []PrintedEscape{{Escape{2, 1000}, 317922, 5}, {Escape{3, 1000}, 4990659, 4}, {Escape{4, 100}, 24990638, 4}}

func escapesSay(all []PrintedEscape) string {
	var items []string
	for _, p := range all {
		items = append(items, fmt.Sprintf("%s from 1/%d with %d weights", p.printed().FloatString(p.Decimals), p.N, p.D))
	}
	return strings.Join(items, ", ")
}

// EscapeTimes are numbers for the slide on which training approaches a saddle point, and then escapes.
var EscapeTimes = theorems.Claim[PrintedEscape]{
	Name:   "deck/escape-times",
	Says:   "The gradient flow of (1 − w_1…w_d)² with equal weights, which leaves the saddle 0 along w_1 = … = w_d = w, takes these times up to w = 1/2, to the last digit: " + escapesSay(printedEscapes),
	Source: deck.Locate("“Approach a saddle point, and then escape”; the times derived", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Proved,
	Cases:  printedEscapes,
	Given: []theorems.Hypothesis[PrintedEscape]{{
		Name:  "depths and starts are as listed",
		Holds: PrintedEscape.listed,
		Drop: func(t *rapid.T) PrintedEscape {
			return suchThat(t, func(t *rapid.T) PrintedEscape {
				p := rapid.SampledFrom(printedEscapes).Draw(t, "time")
				p.D, p.N = rapid.IntRange(1, 6).Draw(t, "d"), p.N+rapid.IntRange(-1, 1).Draw(t, "N")
				return p
			}, not(PrintedEscape.listed))
		},
		Known: []PrintedEscape{{Escape{2, 999}, 317922, 5}, {Escape{3, 100}, 24990638, 4}},
	}},
	Then: func(p PrintedEscape) theorems.Evidence {
		t, x := p.time(), p.printed()
		half := new(big.Rat).Quo(big.NewRat(1, 2), rational.Int(10).Pow(p.Decimals).Rat())
		least, most := interval.OfRat(new(big.Rat).Sub(x, half)), interval.OfRat(new(big.Rat).Add(x, half))
		return theorems.Both(theorems.NonNegative("the time less the least that rounds to it", t.Sub(least)), theorems.NonNegative("the most less the time", most.Sub(t)))
	},
}

func (p PrintedEscape) listed() bool {
	for _, q := range printedEscapes {
		if p == q {
			return true
		}
	}
	return false
}

// FlatSaddlesAreHarderToEscape is what “hard to escape” means: from half as far, a strict saddle takes ½ ln 2
// longer, and one without negative eigenvalues a multiple. For d ≥ 3, T(ε) = E(ε) − b + c(ε), where
// E(ε/2) = 2^(d−2)E(ε) and c(ε) < 1/14 < b.
var FlatSaddlesAreHarderToEscape = theorems.Claim[Escape]{
	Name:   "deck/flat-saddles-are-harder-to-escape",
	Says:   "With d ≥ 3 equal weights the gradient flow of (1 − w_1…w_d)² from w = ε/2 to 1/2 takes more than 2^(d−2) times, so at least twice, as long as from ε < 1/2: the time is a power of 1/ε, and its logarithm where the saddle has a negative eigenvalue",
	Source: deck.Locate("“Approach a saddle point, and then escape”, and the saddle points without negative eigenvalues; derived", "Training stuck ≠ Zero Gradient; 10 hidden layers"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) Escape {
		return Escape{rapid.IntRange(3, 11).Draw(t, "d"), rapid.IntRange(3, 500).Draw(t, "N")}
	},
	Given: []theorems.Hypothesis[Escape]{{
		Name:  "there are two hidden layers or more",
		Holds: func(e Escape) bool { return e.D >= 3 },
		Drop: func(t *rapid.T) Escape {
			return Escape{rapid.IntRange(1, 2).Draw(t, "d"), rapid.IntRange(4, 500).Draw(t, "N")}
		},
		Known: []Escape{{2, 4}, {1, 3}, {2, 1000}},
	}},
	MinDecided: 1,
	Labels: func(e Escape) []string {
		return holding(class{"three weights", e.D == 3}, class{"six weights or more", e.D > 5}, class{"ε < 1/100", e.N > 100})
	},
	Share:   map[string]float64{"three weights": 0.04, "six weights or more": 0.2, "ε < 1/100": 0.2},
	Figures: escapeTimeFigures,
	Then:    Escape.takesAMultiple,
}

// takesAMultiple compares T(ε/2) with 2^(d−2)T(ε), or with twice T(ε).
func (e Escape) takesAMultiple() theorems.Evidence {
	const what = "T(ε/2) less the multiple of T(ε)"
	nearer, power := Escape{e.D, 2 * e.N}, max(e.D-2, 1)
	if e.D < 3 {
		return theorems.Positive(what, nearer.time().Sub(e.time().Scale2(power)))
	}
	multiple := rational.Int(2).Pow(power)
	lo, hi := nearer.bounds()
	least, most := e.bounds()
	lo, hi = lo.Sub(multiple.Mul(most)), hi.Sub(multiple.Mul(least))
	return theorems.Positive(what, interval.OfRat(lo.Rat()).Hull(interval.OfRat(hi.Rat())))
}
