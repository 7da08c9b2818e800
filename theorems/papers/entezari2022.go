package papers

import (
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var entezari2022 = theorems.Source{
	Key:   "entezari2022",
	Title: "Entezari et al. 2022, The Role of Permutation Invariance in Linear Mode Connectivity of Neural Networks",
	URL:   "https://arxiv.org/abs/2110.06296",
}

// A CopiedNet is a net and its copy with unit Order[i] in place i: Order is a permutation. If Matched, the units of the copy are put in the
// order in which they are nearest to those of the net, all together, before a line is drawn between the two. If Moved, the copy's first unit
// has other weights.
type CopiedNet struct {
	Net     UnitNet
	Order   []int
	Matched bool
	Moved   bool
}

// copied returns the units of the copy.
func (c CopiedNet) copied() [][3]int {
	units := make([][3]int, len(c.Net.Units))
	for i, from := range c.Order {
		units[i] = c.Net.Units[from]
	}
	if c.Moved {
		for i := range units[0] {
			units[0][i] += 2
		}
	}
	return units
}

// entezariMatched returns the units in the order that is nearest to others in squares, the first such in lexicographic order.
func entezariMatched(units, to [][3]int) (best [][3]int) {
	least := -1
	for p := range permutations(len(units)) {
		total, ordered := 0, make([][3]int, len(units))
		for i, from := range p {
			ordered[i] = units[from]
			for k := range 3 {
				total += (units[from][k] - to[i][k]) * (units[from][k] - to[i][k])
			}
		}
		if least < 0 || total < least {
			least, best = total, ordered
		}
	}
	return best
}

// losses returns those of the net, of its copy, and at the k/8 of the way, k = 1 … 7.
func (c CopiedNet) losses() (a, b *big.Rat, between []*big.Rat) {
	units := c.copied()
	if c.Matched {
		units = entezariMatched(units, c.Net.Units)
	}
	tape := c.Net.tape(nil)
	u, v := c.Net.weights(), UnitNet{Units: units}.weights()
	for k := range int64(9) {
		w := make([]rational.Number, len(u))
		for i := range w {
			w[i] = u[i].Add(v[i].Sub(u[i]).Mul(rational.New(k, 8)))
		}
		between = append(between, lossAt(tape, rats(w)))
	}
	return between[0], between[8], between[1:8]
}

// noBarrier decides whether the loss between the two is nowhere above the higher one.
func (c CopiedNet) noBarrier() theorems.Evidence {
	a, b, between := c.losses()
	for k, l := range between {
		if l.Cmp(a) > 0 && l.Cmp(b) > 0 {
			return theorems.Exactly(false, "the losses are %s and %s, and %s at %d/8 of the way", a.RatString(), b.RatString(), l.RatString(), k+1)
		}
	}
	return theorems.Exactly(true, "the losses are %s and %s, and no higher between", a.RatString(), b.RatString())
}

// MatchedCopiesHaveNoBarrier: the matching finds the permutation, up to units that are equal.
var MatchedCopiesHaveNoBarrier = theorems.Claim[CopiedNet]{
	Name:   "entezari2022/matched-copies-have-no-barrier",
	Says:   "Between a ReLU net of 2, 3 or 4 hidden units and a copy whose units were permuted, and then put in the order nearest to the net's in squares of weights, the loss is that of the net all along the line, at k/8 of the way, k = 1 … 7",
	Source: entezari2022.Locate("what is conjectured of trained nets, for copies, where it is plain; matching by weights is Ainsworth et al. 2023, section 3.2, as we recall it", "Loss of Deep Learning is not convex"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) CopiedNet { return entezariCopy(t, true) },
	Given: []theorems.Hypothesis[CopiedNet]{
		{
			Name:  "the copy is matched",
			Holds: func(c CopiedNet) bool { return c.Matched },
			Drop:  func(t *rapid.T) CopiedNet { return entezariCopy(t, false) },
			Known: []CopiedNet{entezariWitness},
		},
		{
			Name:  "the copy has the units of the net",
			Holds: func(c CopiedNet) bool { return !c.Moved },
			Drop: func(t *rapid.T) CopiedNet {
				c := entezariCopy(t, true)
				c.Moved = true
				return c
			},
			Known: []CopiedNet{{Net: UnitNet{Units: [][3]int{{1, 0, 1}, {0, 0, 0}}, Samples: [][2]int{{1, 1}}}, Order: []int{0, 1}, Matched: true, Moved: true}},
		},
	},
	MinDecided: 1,
	Labels: func(c CopiedNet) []string {
		return holding(class{"the order is another", !slices.IsSorted(c.Order)}, class{"three units or more", len(c.Order) > 2}, class{"the loss is not 0", c.Net.lossIsNot0()})
	},
	Share: map[string]float64{"the order is another": 0.4, "three units or more": 0.2, "the loss is not 0": 0.3},
	Then: func(c CopiedNet) theorems.Evidence {
		a, b, between := c.losses()
		for k, l := range append(between, b) {
			if l.Cmp(a) != 0 {
				return theorems.Exactly(false, "the loss is %s, and %s at %d/8 of the way", a.RatString(), l.RatString(), k+1)
			}
		}
		return theorems.Exactly(true, "the loss is %s all the way", a.RatString())
	},
	Figures: entezariFigures,
}

// CopiesAreConnected is what a line to another solution suggests, or its absence denies.
var CopiesAreConnected = theorems.Claim[CopiedNet]{
	Name:      "entezari2022/copies-are-connected",
	Says:      "Between a ReLU net of 2, 3 or 4 hidden units and a copy whose units were permuted, two nets of one function, the loss on the straight line, at k/8 of the way, k = 1 … 7, is not above theirs",
	Source:    entezari2022.Locate("what the paper conjectures only after a permutation, as we recall it: here without", "Loss of Deep Learning is not convex"),
	Corrected: "entezari2022/matched-copies-have-no-barrier",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) CopiedNet {
		return entezariCopy(t, rapid.Bool().Draw(t, "matched"))
	},
	Missing:    &theorems.Hypothesis[CopiedNet]{Name: "the copy is matched", Holds: func(c CopiedNet) bool { return c.Matched }},
	Known:      []CopiedNet{entezariWitness},
	MinDecided: 1,
	Then:       CopiedNet.noBarrier,
}

// entezariWitness is relu(x) + relu(−x) = |x|, and its copy.
var entezariWitness = CopiedNet{Net: UnitNet{Units: [][3]int{{1, 0, 1}, {-1, 0, 1}}, Samples: [][2]int{{1, 1}}}, Order: []int{1, 0}}

// entezariCopy draws a net that often fits its samples, and a permutation of its units.
func entezariCopy(t *rapid.T, matched bool) CopiedNet {
	c := CopiedNet{Matched: matched}
	for range rapid.IntRange(2, 4).Draw(t, "units") {
		c.Net.Units = append(c.Net.Units, [3]int(ints(t, "unit", 3, -3, 3)))
	}
	fits := rapid.Bool().Draw(t, "fits")
	for range rapid.IntRange(1, 3).Draw(t, "samples") {
		s := [2]int(ints(t, "sample", 2, -2, 2))
		if fits {
			s[1] = 0
			for _, u := range c.Net.Units {
				s[1] += u[2] * max(u[0]*s[0]+u[1], 0)
			}
		}
		c.Net.Samples = append(c.Net.Samples, s)
	}
	c.Order = rapid.Permutation(upTo(len(c.Net.Units))).Draw(t, "order")
	return c
}
