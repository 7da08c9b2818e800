package papers

import (
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// distinct reports whether no polynomial has a root twice.
func (g RootGrid) distinct() bool {
	return !slices.ContainsFunc(g.Roots, func(r []int) bool {
		r = slices.Sorted(slices.Values(r))
		return len(slices.Compact(slices.Clone(r))) < len(r)
	})
}

func (g RootGrid) tape() *models.Tape {
	return models.Trace(len(g.Roots), func(w []models.Var) models.Var {
		var terms []models.Var
		for i, roots := range g.Roots {
			p := models.Rat(1, 1)
			for _, r := range roots {
				p = p.Mul(w[i].Sub(models.Rat(int64(r), 1)))
			}
			terms = append(terms, p.Sqr())
		}
		return models.Sum(terms...)
	})
}

// points are those whose coordinates are roots: a sum of squares is 0 nowhere else.
func (g RootGrid) points() [][]int {
	out := [][]int{nil}
	for _, roots := range g.Roots {
		var next [][]int
		for _, w := range out {
			for _, r := range slices.Compact(slices.Sorted(slices.Values(roots))) {
				next = append(next, append(slices.Clone(w), r))
			}
		}
		out = next
	}
	return out
}

// count decides how many points without error there are, and whether each has a positive definite Hessian.
func (g RootGrid) count() theorems.Evidence {
	t, bound := g.tape(), 1
	for _, r := range g.Roots {
		bound *= len(r)
	}
	points := g.points()
	for _, w := range points {
		jet := jetAt(t, exact.Point(w...))
		if in := inertiaOf(jet.Hessian); jet.Loss.Sign() != 0 || in.Pos != len(w) {
			return theorems.Exactly(false, "at %v the loss is %s; Hessian: %v", w, jet.Loss.RatString(), in)
		}
	}
	return theorems.Exactly(len(points) == bound, "%d strict minima without error, the bound is %d", len(points), bound)
}

// drawRoots draws up to three polynomials with up to three roots each.
func drawRoots(t *rapid.T, distinct bool) (g RootGrid) {
	for range rapid.IntRange(1, 3).Draw(t, "weights") {
		degree := rapid.IntRange(1, 3).Draw(t, "degree")
		roots := slices.Clone(rapid.Permutation(from(-3, 7)).Draw(t, "roots")[:degree])
		g.Roots = append(g.Roots, roots)
	}
	if !distinct {
		g.Roots[0] = append(g.Roots[0], g.Roots[0][0])
	}
	return g
}
