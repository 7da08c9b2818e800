package papers

import (
	"fmt"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// A PermutedNet is a ReLU net with one hidden layer, out = Σ c relu(ax + b), by
// the units (a, b, c), on samples (x, y). If Torn, the outgoing weights c stay
// where they are when the units are permuted.
type PermutedNet struct {
	Units   [][3]int
	Samples [][2]int
	Torn    bool
}

// PermutationsOfUnits counts the copies of a net that a permutation of
// hidden units makes: the orbit, of n!/∏ mᵢ! points if groups of mᵢ units are equal.
var PermutationsOfUnits = theorems.Claim[PermutedNet]{
	Name:   "deck/permutations-of-units",
	Says:   "The n! permutations of the units of a hidden layer, n = 2, 3, 4 ReLU units, leave the loss as it is and give n! different points",
	Source: deck.Locate("“at least exponentially many global minima”", "Loss of Deep Learning is not convex"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) PermutedNet { return drawPermuted(t).distinct() },
	Given: []theorems.Hypothesis[PermutedNet]{
		{
			Name:  "no two units have the same weights",
			Holds: func(n PermutedNet) bool { return len(n.distinctUnits()) == len(n.Units) },
			Drop: func(t *rapid.T) PermutedNet {
				n := drawPermuted(t)
				n.Units[1] = n.Units[0]
				return n
			},
			Known: []PermutedNet{{Units: [][3]int{{0, 0, 0}, {0, 0, 0}}, Samples: [][2]int{{0, 0}}}},
		},
		{
			Name:  "a unit takes its outgoing weight along",
			Holds: func(n PermutedNet) bool { return !n.Torn },
			Drop: func(t *rapid.T) PermutedNet {
				n := drawPermuted(t).distinct()
				n.Torn = true
				return n
			},
			Known: []PermutedNet{ // a higher loss, and a lower one
				{Units: [][3]int{{0, 0, 0}, {1, 0, 1}}, Samples: [][2]int{{1, 1}}, Torn: true},
				{Units: [][3]int{{0, 0, 1}, {1, 0, 0}}, Samples: [][2]int{{1, 1}}, Torn: true},
			},
		},
	},
	Then: func(n PermutedNet) theorems.Evidence {
		loss, points, factorial := n.loss(), map[string]bool{}, 0
		for p := range permutations(len(n.Units)) {
			m := n.permuted(p)
			if l := m.loss(); l.Cmp(loss) != 0 {
				return theorems.Exactly(false, "the loss is %s and %s", loss.RatString(), l.RatString())
			}
			points[fmt.Sprint(m.Units)] = true
			factorial++
		}
		return theorems.Exactly(len(points) == factorial, "%d points for %d permutations, all with loss %s", len(points), factorial, loss.RatString())
	},
	MinDecided: 1,
	Labels: func(n PermutedNet) []string {
		return append(holding(
			class{"the loss is not 0", n.loss().Sign() != 0},
			class{"it feels the units", n.loss().Cmp(PermutedNet{Samples: n.Samples}.loss()) != 0},
			class{"several samples", len(n.Samples) > 1},
			class{"b > 0", slices.ContainsFunc(n.Units, func(u [3]int) bool { return u[1] > 0 })},
			class{"c > 0", slices.ContainsFunc(n.Units, func(u [3]int) bool { return u[2] > 0 })},
			class{"c < 0", slices.ContainsFunc(n.Units, func(u [3]int) bool { return u[2] < 0 })},
		), fmt.Sprintf("n=%d", len(n.Units)))
	},
	Share: map[string]float64{"n=2": 0.15, "n=3": 0.15, "n=4": 0.15, "the loss is not 0": 0.4, "it feels the units": 0.4, "several samples": 0.3,
		"b > 0": 0.4, "c > 0": 0.4, "c < 0": 0.4},
	Figures: permutationFigures,
}

// permuted returns n with unit p[i] in place i.
func (n PermutedNet) permuted(p []int) PermutedNet {
	m := PermutedNet{Samples: n.Samples, Torn: n.Torn}
	for i, from := range p {
		u := n.Units[from]
		if n.Torn {
			u[2] = n.Units[i][2]
		}
		m.Units = append(m.Units, u)
	}
	return m
}

// distinct returns n with different units, whatever they were.
func (n PermutedNet) distinct() PermutedNet {
	for i := range n.Units {
		n.Units[i][0] += 5 * i
	}
	return n
}

func (n PermutedNet) distinctUnits() [][3]int {
	u := slices.Clone(n.Units)
	slices.SortFunc(u, func(a, b [3]int) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(u)
}

// tape is Σ (out − y)² of the weights, unit by unit.
func (n PermutedNet) tape() *models.Tape {
	return models.Trace(3*len(n.Units), func(w []models.Var) models.Var {
		var squares []models.Var
		for _, s := range n.Samples {
			out := models.Rat(int64(-s[1]), 1)
			for u := range n.Units {
				out = out.Add(w[3*u+2].Mul(w[3*u].Mul(models.Rat(int64(s[0]), 1)).Add(w[3*u+1]).Relu()))
			}
			squares = append(squares, out.Sqr())
		}
		return models.Sum(squares...)
	})
}

func (n PermutedNet) weights() (w []int) {
	for _, u := range n.Units {
		w = append(w, u[:]...)
	}
	return w
}

// loss is that at the weights, exactly.
func (n PermutedNet) loss() *big.Rat { return lossAt(n.tape(), exact.Point(n.weights()...)) }

func drawPermuted(t *rapid.T) (n PermutedNet) {
	for range rapid.IntRange(2, 4).Draw(t, "units") {
		n.Units = append(n.Units, [3]int(ints(t, "unit", 3, -2, 2)))
	}
	for range rapid.IntRange(1, 3).Draw(t, "samples") {
		n.Samples = append(n.Samples, [2]int(ints(t, "sample", 2, -2, 2)))
	}
	return n
}

// permutations yields the permutations of 0 … n−1, by Heap's algorithm.
func permutations(n int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		p, c := upTo(n), make([]int, n)
		if !yield(p) {
			return
		}
		for i := 1; i < n; {
			if c[i] == i {
				c[i] = 0
				i++
				continue
			}
			j := 0
			if i%2 == 1 {
				j = c[i]
			}
			p[i], p[j] = p[j], p[i]
			if !yield(p) {
				return
			}
			c[i]++
			i = 1
		}
	}
}
