package papers

import (
	"fmt"
	"math/big"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// OrbitsOfEqualUnits is what becomes of the n! where units coincide: orbit and stabiliser.
var OrbitsOfEqualUnits = theorems.Claim[PermutedNet]{
	Name:   "deck/orbits-of-equal-units",
	Says:   "Where the hidden units fall into groups of m_1, m_2, … equal ones, the n! permutations give n!/(m_1! m_2! …) different points, all with the same loss: as many as n! only if no two are equal, and one if all are",
	Source: deck.Locate("“Permutating the neurons in one layer does not change the loss”, and how many points that gives", "Loss of Deep Learning is not convex"),
	Expect: theorems.Held,
	Draw:   drawRepeated,
	Given: []theorems.Hypothesis[PermutedNet]{{
		Name:  "a unit takes its outgoing weight along",
		Holds: func(n PermutedNet) bool { return !n.Torn },
		Drop: func(t *rapid.T) PermutedNet {
			n := drawRepeated(t)
			n.Torn = true
			return n
		},
		Known: []PermutedNet{{Units: [][3]int{{0, 0, 0}, {1, 0, 1}}, Samples: [][2]int{{1, 1}}, Torn: true}},
	}},
	MinDecided: 1,
	Labels: func(n PermutedNet) []string {
		d := len(n.distinctUnits())
		return holding(class{"all equal", d == 1}, class{"some equal", d > 1 && d < len(n.Units)}, class{"none equal", d == len(n.Units)})
	},
	Share: map[string]float64{"all equal": 0.12, "some equal": 0.12, "none equal": 0.05},
	Then: func(n PermutedNet) theorems.Evidence {
		loss, points := n.loss(), map[string]bool{}
		for p := range permutations(len(n.Units)) {
			m := n.permuted(p)
			if l := m.loss(); l.Cmp(loss) != 0 {
				return theorems.Exactly(false, "the loss is %s and %s", loss.RatString(), l.RatString())
			}
			points[fmt.Sprint(m.Units)] = true
		}
		want := n.orbit()
		return theorems.Exactly(want.Cmp(big.NewInt(int64(len(points)))) == 0, "%d points, and n!/∏ m! = %v", len(points), want)
	},
}

// orbit is n!/∏ m!.
func (n PermutedNet) orbit() *big.Int {
	copies := map[[3]int]int64{}
	for _, u := range n.Units {
		copies[u]++
	}
	orbit := new(big.Int).MulRange(1, int64(len(n.Units)))
	for _, m := range copies {
		orbit.Quo(orbit, new(big.Int).MulRange(1, m))
	}
	return orbit
}

// drawRepeated draws a net some of whose units are copies of others.
func drawRepeated(t *rapid.T) PermutedNet {
	n := drawPermuted(t).distinct()
	for i := 1; i < len(n.Units); i++ {
		if from := rapid.IntRange(0, i).Draw(t, "copy of"); from < i {
			n.Units[i] = n.Units[from]
		}
	}
	return n
}

// SignFlipsOfOddUnits: −c φ(−ax − b) = c φ(ax + b) for odd φ. The flips and permutations of n units are 2ⁿ
// n!.
var SignFlipsOfOddUnits = theorems.Claim[UnitNet]{
	Name:   "deck/sign-flips-of-odd-units",
	Says:   "With an odd activation a hidden unit may also change the signs of all its weights, (a, b, c) → (−a, −b, −c): flips and permutations of n = 1, 2, 3 units give 2^n n! different points with the same loss; here with φ(u) = u/(1 + u²) and the identity",
	Source: deck.Locate("“at least exponentially many global minima”, for activations like tanh (Sussmann 1992; Chen, Lu and Hecht-Nielsen 1993, as we recall them)", "Loss of Deep Learning is not convex"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) UnitNet {
		n := suchThat(t, drawUnitNet, UnitNet.differsBySign)
		n.Activation = rapid.SampledFrom([]Activation{Odd, Linear}).Draw(t, "activation")
		return n
	},
	Given: []theorems.Hypothesis[UnitNet]{
		{
			Name:  "the activation is odd",
			Holds: func(n UnitNet) bool { return n.Activation == Odd || n.Activation == Linear },
			Drop: func(t *rapid.T) UnitNet {
				n := suchThat(t, drawUnitNet, UnitNet.differsBySign)
				n.Activation = rapid.SampledFrom([]Activation{ReLU, SquaredReLU, Shifted}).Draw(t, "activation")
				return n
			},
			Known: []UnitNet{{Units: [][3]int{{0, 1, 1}}, Samples: [][2]int{{0, 0}}}},
		},
		{
			Name:  "no two units are equal up to their sign, and none is 0",
			Holds: UnitNet.differsBySign,
			Drop: func(t *rapid.T) UnitNet {
				n := drawUnitNet(t)
				n.Activation = Odd
				u := n.Units[0]
				switch rapid.IntRange(0, 2).Draw(t, "unit") {
				case 0:
					n.Units = append(n.Units, u)
				case 1:
					n.Units = append(n.Units, [3]int{-u[0], -u[1], -u[2]})
				case 2:
					n.Units[0] = [3]int{}
				}
				return n
			},
			Known: []UnitNet{
				{Units: [][3]int{{0, 0, 0}}, Samples: [][2]int{{0, 0}}, Activation: Odd},
				{Units: [][3]int{{0, 1, 1}, {0, -1, -1}}, Samples: [][2]int{{0, 0}}, Activation: Odd},
			},
		},
	},
	MinDecided: 1,
	Labels: func(n UnitNet) []string {
		return append(holding(class{"a linear net", n.Activation == Linear}), fmt.Sprintf("n=%d", len(n.Units)))
	},
	Share:  map[string]float64{"a linear net": 0.15, "n=1": 0.1, "n=2": 0.1, "n=3": 0.08},
	Then:   UnitNet.flips,
	Effort: 0.5,
}

// differsBySign reports whether no two units are equal up to their sign, and none is 0.
func (n UnitNet) differsBySign() bool {
	seen := map[[3]int]bool{}
	for _, u := range n.Units {
		minus := [3]int{-u[0], -u[1], -u[2]}
		if seen[u] || seen[minus] || u == minus {
			return false
		}
		seen[u] = true
	}
	return true
}

// flips tries all flips and permutations.
func (n UnitNet) flips() theorems.Evidence {
	tape, points, all := n.tape(nil), map[string]bool{}, 0
	loss := lossAt(tape, rats(n.weights()))
	for signs := range 1 << len(n.Units) {
		for p := range permutations(len(n.Units)) {
			m := UnitNet{}
			for _, from := range p {
				u := n.Units[from]
				if signs>>from&1 == 1 {
					u = [3]int{-u[0], -u[1], -u[2]}
				}
				m.Units = append(m.Units, u)
			}
			if l := lossAt(tape, rats(m.weights())); l.Cmp(loss) != 0 {
				return theorems.Exactly(false, "the loss is %s and %s", loss.RatString(), l.RatString())
			}
			points[fmt.Sprint(m.Units)] = true
			all++
		}
	}
	return theorems.Exactly(len(points) == all, "%d points for %d flips and permutations, all with loss %s", len(points), all, loss.RatString())
}

// LossesAreNotConvex is the heading of the slide, for the smallest nets that have more than one way to order
// their units.
var LossesAreNotConvex = theorems.Claim[InterpolatingNet]{
	Name:   "deck/losses-are-not-convex",
	Says:   "There is a ReLU net of two or three hidden units with a global minimum whose copies by permutation of the units, all global minima, have an average that is none: its loss is not convex",
	Source: deck.Locate("“In Deep Learning, L(θ) is not convex”, and the permutations", "Optimization; Loss of Deep Learning is not convex"),
	Expect: theorems.Proved,
	Exists: true,
	Draw: func(t *rapid.T) InterpolatingNet {
		return suchThat(t, drawInterpolating, InterpolatingNet.several, InterpolatingNet.differing)
	},
	Given: []theorems.Hypothesis[InterpolatingNet]{
		{
			Name:    "there are two units or more",
			Holds:   InterpolatingNet.several,
			Entails: []string{"two units differ"},
			Drop: func(t *rapid.T) InterpolatingNet {
				return suchThat(t, drawInterpolating, not(InterpolatingNet.several))
			},
			Known: []InterpolatingNet{{Units: [][3]int{{2, 1, 1}}}},
		},
		{
			Name:  "two units differ",
			Holds: InterpolatingNet.differing,
			Drop: func(t *rapid.T) InterpolatingNet {
				n := suchThat(t, drawInterpolating, InterpolatingNet.several)
				for i := range n.Units {
					n.Units[i] = n.Units[0]
				}
				return n
			},
			Known: []InterpolatingNet{{Units: [][3]int{{2, 1, 1}, {2, 1, 1}}}},
		},
	},
	Known: []InterpolatingNet{{Units: [][3]int{{2, 1, 1}, {-2, 1, 1}}}},
	Then:  InterpolatingNet.averaged,
}

func (n InterpolatingNet) several() bool { return len(n.Units) > 1 }

func (n InterpolatingNet) differing() bool {
	for _, u := range n.Units {
		if u != n.Units[0] {
			return true
		}
	}
	return false
}

// averaged compares the loss at all copies with that at their average, of which every unit is the mean of
// all.
func (n InterpolatingNet) averaged() theorems.Evidence {
	tape, k := n.tape(), len(n.Units)
	mean, copies := make([]rational.Number, 3*k), int64(0)
	for p := range permutations(k) {
		var m UnitNet
		for _, from := range p {
			m.Units = append(m.Units, n.Units[from])
		}
		if l := lossAt(tape, rats(m.weights())); l.Sign() != 0 {
			return theorems.Exactly(false, "a copy has loss %s", l.RatString())
		}
		for i, w := range m.weights() {
			mean[i] = mean[i].Add(w)
		}
		copies++
	}
	for i := range mean {
		mean[i] = mean[i].Quo(rational.Int(copies))
	}
	l := lossAt(tape, rats(mean))
	return theorems.Exactly(l.Sign() > 0, "%d copies of loss 0, and their average has loss %s", copies, l.RatString())
}
