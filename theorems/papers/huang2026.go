package papers

import (
	"saddle/theorems"
)

var huang2026 = theorems.Source{
	Key:   "huang2026",
	Title: "Huang, Loureiro and Sarao Mannelli 2026, Sharp description of local minima in the loss landscape of high-dimensional two-layer ReLU neural networks",
	URL:   "https://arxiv.org/abs/2604.09412v1",
}

// MinimaBecomeFlat is a sentence of the first version's abstract, which may mean typical minima; the
// second version, of 29 May 2026, has it no more.
var MinimaBecomeFlat = theorems.Claim[SymmetricStudent]{
	Name:   "huang2026/minima-become-flat",
	Says:   "As the network gets wider, local minima of the student–teacher loss become connected by flat directions: read as a statement about all that are not global, for n ≥ k + 2 none of them is strict",
	Source: huang2026.Locate("abstract of version 1: minima become connected by flat directions as the width grows; version 2 dropped the sentence", ""),
	Expect: theorems.Refuted,
	Known:  frontier[2:4],
	Cases:  append(oneLess()[:2], frontier[2:4]...),
	Missing: &theorems.Hypothesis[SymmetricStudent]{
		Name:  "the point is a saddle: the family has one flipped neuron less than at its first minimum",
		Holds: func(s SymmetricStudent) bool { return s.P < least(s) },
	},
	Corrected: "safran2018/minima-from-k-plus-2",
	Then:      func(s SymmetricStudent) theorems.Evidence { return theorems.Not(s.isSpurious()) },
}
