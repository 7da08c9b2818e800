package papers

import (
	"fmt"
	"math/bits"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var shalev2017 = theorems.Source{Key: "shalev2017", Title: "Shalev-Shwartz, Shamir and Shammah 2017, Failures of Gradient-Based Deep Learning", URL: "https://arxiv.org/abs/1703.07950"}

// A ReLUOnBits is a net with one hidden layer on the inputs {0, 1}^D,
//
//	p(x) = Σ_u V_u (W_u·x + B_u + 1/2)₊ + C + 1/4.
//
// Its parameters are V, W, B and C. No unit is at its kink, and p is never ±1, so that all derivatives exist.
type ReLUOnBits struct {
	D    int
	W    [][]int
	B, V []int
	C    int
}

// parameters returns how many there are.
func (n ReLUOnBits) parameters() int { return len(n.V)*(n.D+2) + 1 }

// at returns 4p(x), and sets g = 2 ∂p/∂w, for the input whose number i is bit i of x.
func (n ReLUOnBits) at(x int, g []int64) (p int64) {
	k := 0
	set := func(v int64) { g[k] = v; k++ }
	for u, weights := range n.W {
		z := int64(2*n.B[u] + 1)
		for i, w := range weights {
			z += int64(2 * w * (x >> i & 1))
		}
		slope := int64(0)
		if z > 0 {
			slope = int64(2 * n.V[u])
		}
		p += slope * max(z, 0)
		set(max(z, 0))
		for i := range weights {
			set(slope * int64(x>>i&1))
		}
		set(slope)
	}
	set(2)
	return p + int64(4*n.C+1)
}

// squareOfGradient returns G² = E |∂p/∂w|², the mean over all inputs.
func (n ReLUOnBits) squareOfGradient() rational.Number {
	g := make([]int64, n.parameters())
	total := int64(0)
	for x := range 1 << n.D {
		n.at(x, g)
		for _, v := range g {
			total += v * v
		}
	}
	return rational.New(total, 4<<n.D)
}

func drawReLUOnBits(t *rapid.T, least, most int) ReLUOnBits {
	n := ReLUOnBits{D: rapid.IntRange(least, most).Draw(t, "d"), C: rapid.IntRange(-1, 1).Draw(t, "c")}
	units := rapid.IntRange(1, 3).Draw(t, "units")
	for range units {
		n.W = append(n.W, ints(t, "w", n.D, -3, 3))
	}
	n.B, n.V = ints(t, "b", units, -3, 3), ints(t, "v", units, -3, 3)
	return n
}

// A ParityTask is a net that is to learn one of the targets Scale χ_S, S in Targets, where χ_S(x) = −1 if an
// odd number of the bits of S are 1 in x, and else 1; with the loss ½(p − h)², or, if Hinge, (1 − hp)₊.
type ParityTask struct {
	Net     ReLUOnBits
	Targets []int
	Scale   int
	Hinge   bool
}

// parity returns χ_S(x).
func parity(s, x int) int64 { return int64(1 - 2*(bits.OnesCount(uint(s&x))&1)) }

// gradients returns, for each target h, 8·2^d ∇F_h, where F_h is the mean loss over all inputs.
func (k ParityTask) gradients() [][]int64 {
	n := k.Net
	out, g := make([][]int64, len(k.Targets)), make([]int64, n.parameters())
	for i := range out {
		out[i] = make([]int64, len(g))
	}
	for x := range 1 << n.D {
		p := n.at(x, g)
		for i, s := range k.Targets {
			h := parity(s, x) * int64(k.Scale)
			pull := p - 4*h
			if k.Hinge {
				if pull = -4 * h; h*p > 4 {
					pull = 0
				}
			}
			for j, v := range g {
				out[i][j] += pull * v
			}
		}
	}
	return out
}

// variance returns Var_h ∇F_h = E_h |∇F_h − E_h ∇F_h|², h uniform among the targets.
func (k ParityTask) variance() rational.Number {
	all, m := k.gradients(), int64(len(k.Targets))
	var squares, ofMean rational.Number
	for j := range all[0] {
		total := int64(0)
		for _, g := range all {
			total += g[j]
			squares = squares.Add(squared(rational.Int(g[j])))
		}
		ofMean = ofMean.Add(squared(rational.Int(total)))
	}
	unit := squared(rational.Int(8 << k.Net.D))
	return squares.Quo(rational.Int(m)).Sub(ofMean.Quo(squared(rational.Int(m)))).Quo(unit)
}

// orthogonal reports whether no two targets are one.
func (k ParityTask) orthogonal() bool {
	s := slices.Sorted(slices.Values(k.Targets))
	return len(slices.Compact(s)) == len(k.Targets)
}

// GradientsVaryLittleAmongOrthogonalTargets is Theorem 1, by Bessel's inequality: E h g, the only part of a gradient
// that depends on the target h, is a coefficient of g in an orthonormal system. With a loss r(hp) and h = ±1 the
// same is true, as r'(hp)h = a(x)h + b(x) with |a| ≤ 1.
var GradientsVaryLittleAmongOrthogonalTargets = theorems.Claim[ParityTask]{
	Name:   "shalev2017/gradients-vary-little-among-orthogonal-targets",
	Says:   "Targets h of a set H with E h² ≤ 1 that are orthogonal, here parities on {0, 1}^d, and the loss ½(p − h)², or (1 − hp)₊ with h = ±1: the gradient, at any weights of a net p with G² = E |∂p/∂w|², varies with the target by at most Var_h ∇F_h ≤ G²/|H|",
	Source: shalev2017.Locate("section 2, Theorem 1, as we recall it", "Training stops ...."),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ParityTask { return drawParities(t, true) },
	Given: []theorems.Hypothesis[ParityTask]{
		{
			Name:  "the targets are orthogonal",
			Holds: ParityTask.orthogonal,
			Drop: func(t *rapid.T) ParityTask {
				k := drawParities(t, true)
				copies := rapid.IntRange(3, 8).Draw(t, "copies")
				k.Targets = append(slices.Repeat([]int{0}, copies), slices.Repeat([]int{k.Targets[0] | 1}, copies)...)
				return k
			},
			Known: []ParityTask{{Net: ReLUOnBits{D: 1}, Targets: []int{0, 0, 0, 1, 1}, Scale: 1}},
		},
		{
			Name:  "E h² ≤ 1",
			Holds: func(k ParityTask) bool { return k.Scale*k.Scale <= 1 },
			Drop: func(t *rapid.T) ParityTask {
				k := drawParities(t, false)
				k.Scale = rapid.IntRange(3, 8).Draw(t, "scale")
				return k
			},
			Known: []ParityTask{{Net: ReLUOnBits{D: 1}, Targets: []int{0, 1}, Scale: 2}},
		},
	},
	MinDecided: 1,
	Labels: func(k ParityTask) []string {
		return append(holding(class{"hinge", k.Hinge}, class{"all parities", len(k.Targets) == 1<<k.Net.D}, class{"two or three targets", len(k.Targets) < 4}),
			fmt.Sprintf("d=%d", k.Net.D))
	},
	Share: map[string]float64{"hinge": .2, "all parities": .1, "two or three targets": .15, "d=2": .1, "d=3": .06, "d=4": .06, "d=5": .06},
	Then: func(k ParityTask) theorems.Evidence {
		got, most := k.variance(), k.Net.squareOfGradient().Quo(rational.Int(int64(len(k.Targets))))
		return theorems.Exactly(got.Cmp(most) <= 0, "the variance is %s, and G²/|H| = %s", short(got), short(most))
	},
}

// drawParities draws a net and two or more of the parities.
func drawParities(t *rapid.T, hinge bool) ParityTask {
	k := ParityTask{Net: drawReLUOnBits(t, 2, 5), Scale: 1}
	if hinge {
		k.Hinge = rapid.Bool().Draw(t, "hinge")
	}
	size := 1 << k.Net.D
	if rapid.IntRange(0, 3).Draw(t, "all") == 0 {
		k.Targets = upTo(size)
		return k
	}
	most := size
	if rapid.Bool().Draw(t, "few") {
		most = 3
	}
	k.Targets = rapid.SliceOfNDistinct(rapid.IntRange(0, size-1), 2, most, rapid.ID[int]).Draw(t, "targets")
	return k
}
