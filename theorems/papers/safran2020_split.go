package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems"
	"saddle/theorems/certify"
)

// A SplitNeuron is a critical point with n = k of which one neuron w is split into two, (Eighths/8) w
// and the rest: the same function with n = k + 1. The point is that with one flipped neuron, which is
// the first, or the teacher itself, W = V.
type SplitNeuron struct {
	K, Neuron, Eighths int
	Teacher            bool
}

// SplitMinimaAreSaddles is their theorem for minima that are proved; its technical conditions are not
// asked for.
var SplitMinimaAreSaddles = theorems.Claim[SplitNeuron]{
	Name:   "safran2020/split-minima-are-saddles",
	Says:   fmt.Sprintf("n = k: at the local minimum with one flipped neuron, %s, let a neuron w be split into αw and (1 − α)w, α = 1/8 … 7/8: the loss is the same, and what was a minimum is none with n = k + 1", span("k", splitSizes)),
	Source: safran2020.Locate("abstract and the theorem on non-global minima: a single neuron more turns them into saddle points, under technical conditions", ""),
	Expect: theorems.Proved,
	Cases:  splitNeurons(),
	Label:  func(s SplitNeuron) string { return fmt.Sprintf("k=%d", s.K) },
	Given: []theorems.Hypothesis[SplitNeuron]{{
		Name:  "the minimum is not global",
		Holds: func(s SplitNeuron) bool { return !s.Teacher },
		Drop: func(t *rapid.T) SplitNeuron {
			k := rapid.IntRange(2, 10).Draw(t, "k")
			return SplitNeuron{k, rapid.IntRange(0, k-1).Draw(t, "neuron"), rapid.IntRange(1, 7).Draw(t, "eighths"), true}
		},
		Known: []SplitNeuron{{2, 0, 4, true}},
	}},
	Then: SplitNeuron.isNoMinimum,
}

var splitSizes = from(6, 5)

func splitNeurons() (out []SplitNeuron) {
	for _, k := range splitSizes {
		for _, neuron := range []int{0, 1} {
			for _, eighths := range []int{1, 4, 7} {
				out = append(out, SplitNeuron{k, neuron, eighths, false})
			}
		}
	}
	return out
}

// splitRadius is how near to the point computed there is no minimum. The exact one is far nearer.
const splitRadius = 1e-8

// isNoMinimum decides whether the split point is no local minimum.
func (s SplitNeuron) isNoMinimum() theorems.Evidence {
	if s.Teacher {
		parts := make([][]int, s.K)
		for j := range parts {
			parts[j] = []int{8}
		}
		parts[s.Neuron] = []int{s.Eighths, 8 - s.Eighths}
		return theorems.Not(TeacherInParts{parts}.isGlobal())
	}
	at, err := SymmetricStudent{"flipped", 1, s.K - 1}.critical()
	if err != nil || !at.Spurious() || at.R >= splitRadius {
		return theorems.Undecidable("k = %d: the minimum with n = k is not proved: %v, %v", s.K, at, err)
	}
	w, err := at.Shape.Expand(at.X)
	if err != nil {
		return theorems.Undecidable("k = %d: %v", s.K, err)
	}
	w = s.split(w)
	v, err := certify.NoMinimum(teacher(s.K, s.K+1), w, splitRadius)
	if err != nil {
		return theorems.Undecidable("k = %d, neuron %d: %v", s.K, s.Neuron+1, err)
	}
	return theorems.Certainly(true, "k = %d, neuron %d, α = %d/8: no local minimum within %g of the split point: vᵀHv in [%.4f, %.4f] there", s.K, s.Neuron+1, s.Eighths, splitRadius, v.Lo, v.Hi)
}

// split returns the weights with the neuron in two parts, the second of them behind all others.
func (s SplitNeuron) split(w []float64) []float64 {
	alpha := float64(s.Eighths) / 8
	out := slices.Clone(w)
	for j, x := range w[s.Neuron*s.K:][:s.K] {
		out[s.Neuron*s.K+j] = alpha * x
		out = append(out, (1-alpha)*x)
	}
	return out
}

// TeacherInParts is a student whose neurons are multiples of the teacher's: for each of these the
// multiples, in eighths.
type TeacherInParts struct{ Eighths [][]int }

// TeachersInPartsAreGlobal is why the least loss is 0 for n ≥ k, and why global minima are not isolated
// for n > k.
var TeachersInPartsAreGlobal = theorems.Claim[TeacherInParts]{
	Name:   "safran2020/teachers-in-parts-are-global",
	Says:   "A student whose neurons are positive multiples of the teacher's, those of each teacher neuron summing to it, has loss 0, which is the least: for n = k it is W = V up to order, and for n > k there is a continuum of such minima",
	Source: safran2020.Locate("the global minima of the student–teacher loss for n ≥ k", ""),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) TeacherInParts {
		return TeacherInParts{rapid.SliceOfN(parts(8), 1, 8).Draw(t, "parts")}
	},
	Label: func(s TeacherInParts) string {
		n := 0
		for _, p := range s.Eighths {
			n += len(p)
		}
		if n > len(s.Eighths) {
			return "n > k"
		}
		return "n = k"
	},
	Share:      map[string]float64{"n > k": 0.3},
	MinDecided: 1,
	Given: []theorems.Hypothesis[TeacherInParts]{{
		Name:  "the multiples of each sum to 1",
		Holds: func(s TeacherInParts) bool { return s.sumToOne() },
		Drop: func(t *rapid.T) TeacherInParts {
			s := TeacherInParts{rapid.SliceOfN(parts(8), 1, 8).Draw(t, "parts")}
			s.Eighths[0] = parts(rapid.SampledFrom([]int{1, 3, 7, 9, 16}).Draw(t, "eighths")).Draw(t, "first")
			return s
		},
		Known: []TeacherInParts{{[][]int{{7}}}},
	}, {
		Name:  "each teacher neuron has one, so that n ≥ k",
		Holds: func(s TeacherInParts) bool { return s.covers() },
		// a teacher without a neuron has multiples that sum to 0
		Entails: []string{"the multiples of each sum to 1"},
		Drop: func(t *rapid.T) TeacherInParts {
			s := TeacherInParts{rapid.SliceOfN(parts(8), 0, 7).Draw(t, "parts")}
			s.Eighths = append(s.Eighths, nil)
			return s
		},
		Known: []TeacherInParts{{[][]int{nil}}},
	}},
	Then: TeacherInParts.isGlobal,
}

// parts draws positive integers that sum to a number of eighths.
func parts(eighths int) *rapid.Generator[[]int] {
	return rapid.Custom(func(t *rapid.T) (out []int) {
		for left := eighths; left > 0; left -= out[len(out)-1] {
			out = append(out, rapid.IntRange(1, left).Draw(t, "part"))
		}
		return out
	})
}

func (s TeacherInParts) sums() (out []int) {
	for _, p := range s.Eighths {
		sum := 0
		for _, x := range p {
			sum += x
		}
		out = append(out, sum)
	}
	return out
}

func (s TeacherInParts) sumToOne() bool {
	for _, sum := range s.sums() {
		if sum != 8 {
			return false
		}
	}
	return true
}

func (s TeacherInParts) covers() bool {
	for _, p := range s.Eighths {
		if len(p) == 0 {
			return false
		}
	}
	return true
}

// isGlobal decides whether the loss is 0. Neurons are parallel or orthogonal, where the kernel is
//
//	f(αe_i, βe_i) = αβ/2,  f(αe_i, βe_j) = αβ/2π,
//
// so that with the sums s_j of the multiples F = ¼ Σ (s_j − 1)² + (1/4π) Σ_{i≠j} (s_i − 1)(s_j − 1): as π is
// irrational, it is 0 where both sums are.
func (s TeacherInParts) isGlobal() theorems.Evidence {
	squares, all := 0, 0
	for _, sum := range s.sums() {
		squares += (sum - 8) * (sum - 8)
		all += sum - 8
	}
	products := all*all - squares
	return theorems.Exactly(squares == 0 && products == 0, "k = %d: F = %d/256 + %d/256π", len(s.Eighths), squares, products)
}
