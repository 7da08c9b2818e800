package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems"
)

// Theorem1 is the theorem with all its cells, each proved afresh: the authors' own proof is by computer too.
// The paper proves minima that descents ended in; those here are the simplest of their k and n.
var Theorem1 = theorems.Claim[SymmetricStudent]{
	Name: "safran2018/theorem-1",
	Says: fmt.Sprintf("The student–teacher loss with orthonormal teacher has a strict local minimum that is not global, in every dimension d ≥ k, for n = k, %s, and for n = k + 1, %s: with one neuron flipped, which for n = k + 1 has a small one beside it",
		span("k", theoremSizes), span("k", theoremPlus1)),
	Source: safran2018.Locate("Theorem 1: n = k, 6 ≤ k ≤ 20, and the pairs of Table 2", "Considering Data"),
	Expect: theorems.Proved,
	Cases:  theoremCells(),
	Labels: SymmetricStudent.labels,
	Given: []theorems.Hypothesis[SymmetricStudent]{{
		Name:  "k ≥ 6",
		Holds: func(s SymmetricStudent) bool { return s.K() >= 6 },
		Drop: func(t *rapid.T) SymmetricStudent {
			return SymmetricStudent{"flipped", 1, rapid.IntRange(2, 4).Draw(t, "k")}
		},
		Known: []SymmetricStudent{{"flipped", 1, 4}, {"flipped", 1, 3}},
	}},
	Then: SymmetricStudent.isSpurious,
}

// The k of the theorem.
var theoremSizes, theoremPlus1 = from(6, 15), []int{8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}

func theoremCells() (out []SymmetricStudent) {
	for _, k := range theoremSizes {
		out = append(out, SymmetricStudent{"flipped", 1, k - 1})
	}
	for _, k := range theoremPlus1 {
		out = append(out, SymmetricStudent{"accompanied", k - 1, 1})
	}
	return out
}

// PairsFromK7 goes on where Table 2 begins: a minimum is there for each k, found by descents or not.
var PairsFromK7 = theorems.Claim[SymmetricStudent]{
	Name:   "safran2018/pairs-from-k-7",
	Says:   fmt.Sprintf("Table 2 has no row for k = 7 and k = 9; yet for n = k + 1 the loss has a strict local minimum that is not global for each k from 7 on, here %s and 100: one neuron is flipped and has a small one beside it", span("k", from(7, 14))),
	Source: safran2018.Locate("Table 2, which begins with k = 8 and goes on with 10", "Considering Data"),
	Expect: theorems.Proved,
	Cases:  pairsFromK7(),
	Labels: SymmetricStudent.labels,
	Given: []theorems.Hypothesis[SymmetricStudent]{{
		Name:  "the neurons are aligned but one",
		Holds: func(s SymmetricStudent) bool { return s.M == 1 },
		Drop: func(t *rapid.T) SymmetricStudent {
			return SymmetricStudent{"one more", rapid.IntRange(4, 6).Draw(t, "p"), 4}
		},
		Known: []SymmetricStudent{{"one more", 6, 4}, {"one more", 5, 4}},
	}},
	Then: SymmetricStudent.isSpurious,
}

func pairsFromK7() (out []SymmetricStudent) {
	for _, k := range append(from(7, 14), 100) {
		out = append(out, SymmetricStudent{"accompanied", k - 1, 1})
	}
	return out
}

// frontier has for each surplus n − k the smallest k at which one of the families has a minimum.
var frontier = []SymmetricStudent{
	{"accompanied", 9, 2}, {"accompanied", 9, 3}, {"paired", 11, 4}, {"paired", 10, 5}, {"paired", 9, 6}, {"paired", 9, 7}, {"paired", 8, 8},
	{"paired", 7, 9}, {"paired", 7, 10}, {"paired", 6, 11}, {"paired", 6, 12}, {"paired", 6, 13}, {"paired", 5, 14}, {"paired", 5, 15},
	{"paired", 5, 16}, {"paired", 5, 17}, {"paired", 4, 18}, {"paired", 4, 19},
}

// nearlyTwice are minima of students that are nearly twice as wide as their teacher.
var nearlyTwice = []SymmetricStudent{{"paired", 3, 28}, {"paired", 2, 54}, {"paired", 2, 105}}

// NoneFromKPlus2 is what the slide says in four words. The paper's own words are that none was found.
var NoneFromKPlus2 = theorems.Claim[SymmetricStudent]{
	Name:   "safran2018/none-from-k-plus-2",
	Says:   "There is no spurious local minimum of the student–teacher loss for n ≥ k + 2. The paper says that none was found, by 1000 descents in each cell; read as a statement about the loss it is false",
	Source: safran2018.Locate("the experiments: no spurious minimum found for n ≥ k + 2", "Considering Data"),
	Expect: theorems.Refuted,
	Known:  frontier,
	Cases:  append(oneLess(), frontier...),
	Label: func(s SymmetricStudent) string {
		if s.P < least(s) {
			return "below the first minimum"
		}
		return "first minimum"
	},
	Missing: &theorems.Hypothesis[SymmetricStudent]{
		Name:  "the family has one neuron less that is flipped or aligned, P, than its first minimum",
		Holds: func(s SymmetricStudent) bool { return s.P < least(s) },
	},
	Corrected: "safran2018/minima-from-k-plus-2",
	Then:      func(s SymmetricStudent) theorems.Evidence { return theorems.Not(s.isSpurious()) },
}

// oneLess are the paired of the frontier with one flipped neuron less.
func oneLess() (out []SymmetricStudent) {
	for _, s := range frontier {
		if s.Family == "paired" {
			out = append(out, SymmetricStudent{s.Family, s.P - 1, s.M})
		}
	}
	return out
}

// least returns the P of the first minimum of a family, of those with as many neurons more than the teacher.
func least(s SymmetricStudent) int {
	i := slices.IndexFunc(frontier, func(f SymmetricStudent) bool { return f.Family == s.Family && f.M == s.M })
	if i < 0 {
		return 0
	}
	return frontier[i].P
}

// MinimaFromKPlus2 is what is so: existence for these k and n, and nothing about descents.
var MinimaFromKPlus2 = theorems.Claim[SymmetricStudent]{
	Name: "safran2018/minima-from-k-plus-2",
	Says: fmt.Sprintf("The student–teacher loss with n = k + m has strict local minima that are not global for each m = %d … %d, in every dimension d ≥ k; for n = k + 2 one of them is at k = %d, and with k = %d a student of n = %d neurons, nearly twice as many, has one",
		frontier[0].M, frontier[len(frontier)-1].M, frontier[0].K(), nearlyTwice[2].K(), nearlyTwice[2].N()),
	Source: safran2018.Locate("the experiments with n ≥ k + 2, which found none", "Considering Data"),
	Expect: theorems.Proved,
	Cases:  slices.Concat(frontier, nearlyTwice),
	Labels: func(s SymmetricStudent) []string { return []string{s.Family, fmt.Sprintf("m=%d", s.M)} },
	Given: []theorems.Hypothesis[SymmetricStudent]{{
		Name:  "P is not below that of the first minimum of the family",
		Holds: func(s SymmetricStudent) bool { return s.P >= least(s) },
		Drop: func(t *rapid.T) SymmetricStudent {
			s := frontier[rapid.IntRange(2, len(frontier)-1).Draw(t, "which")]
			s.P--
			return s
		},
		Known: []SymmetricStudent{{"paired", 10, 4}, {"paired", 9, 5}},
	}},
	Figures: frontierFigures,
	Then:    SymmetricStudent.isSpurious,
}

// frontierFigures draws n − k against the smallest k.
func frontierFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "frontier", Says: "Neurons of the student beyond those of the teacher, and the smallest k at which a spurious minimum is proved, by family. The paper's descents, to n = k + 3 and k = 20, found none for n ≥ k + 2",
		X: theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "n − k"},
		Hides: "minima of other shapes, which may begin at smaller k, and how seldom descents end in any",
	}
	for _, family := range []string{"accompanied", "paired"} {
		var x, y []float64
		for _, s := range frontier {
			if s.Family == family {
				x, y = append(x, float64(s.K())), append(y, float64(s.N()-s.K()))
			}
		}
		f.Series = append(f.Series, dots(family, x, y))
	}
	return []theorems.Figure{f}
}
