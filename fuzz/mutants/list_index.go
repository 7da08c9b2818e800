package main

import "slices"

// searched are mutants of the search for critical points, of the proved Hessians of small nets, and of what is claimed of where
// searches end.
var searched = slices.Concat(
	in("models/train/critical.go",
		Mutant{Name: "search-flat-is-critical", Kind: Soundness,
			Old: "case gradient < CriticalGradient:", New: "case gradient < CriticalGradient || flatness < 1e-3:",
			Breaks: "a place where the gradient is only flat is called critical"},
		Mutant{Name: "search-flat-anywhere", Kind: Soundness,
			Old: "case gradient > FlatGradient && flatness <= FlatCurvature:", New: "case gradient > FlatGradient:",
			Breaks: "any point with a gradient is gradient-flat"},
		Mutant{Name: "search-of-minima", Kind: Soundness,
			Old: "c[i] *= l / (float64(l*l) + mu)", New: "c[i] *= math.Abs(l) / (float64(l*l) + mu)",
			Breaks: "saddles are left"},
	),
	in("models/nets/enclose.go",
		Mutant{Name: "enclose-curvature-once", Kind: Soundness,
			Old: "entry = entry.Sub(e.sum(back, squares[p][q]).Scale2(1))", New: "entry = entry.Sub(e.sum(back, squares[p][q]))",
			Breaks: "half of σ″ is left out of the Hessian whose signs are proved"},
		Mutant{Name: "enclose-without-residual", Kind: Soundness,
			Old: "entry = entry.Add(e.sum(e.r[k], slope))", New: "entry = entry.Add(e.sum(e.a[i], slope))",
			Breaks: "the residual is left out of the Hessian"},
		Mutant{Name: "enclose-one-order", Kind: Soundness,
			Old: "e.out.Set(e.below(i, q), e.below(j, p), entry)", New: "e.out.Set(e.below(i, p), e.below(j, q), entry)",
			Breaks: "half of the entries between two units are 0"},
	),
	in("theorems/papers/dauphin2014_nets.go",
		Mutant{Name: "index-zeros-are-negative", Kind: Conclusion,
			Old: "case v < -zeroCurvature:", New: "case v < zeroCurvature:",
			Breaks: "eigenvalues that are 0 count as negative"},
		Mutant{Name: "index-shifts-forgotten", Kind: Conclusion,
			Old: "return dark*c.Hidden + c.Hidden + 1", New: "return dark*c.Hidden + 1",
			Breaks: "shifts of all outputs are not counted"},
	),
	in("theorems/papers/pennington2017_free.go",
		Mutant{Name: "index-turned-spectrum", Kind: Conclusion,
			Old: "return h.farther(r.Rand, h.with(h.rest.At)), \"\"", New: "return h.farther(r.Rand, h.rotated(r.Rand)), \"\"",
			Breaks: "the parts of nets are not looked at"},
	),
)
