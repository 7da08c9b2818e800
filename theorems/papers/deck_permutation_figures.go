package papers

import (
	"saddle/theorems"
	"saddle/theorems/exact"
)

// absolute is relu(x) + relu(−x), which is |x|: a global minimum on these samples.
var absolute = PermutedNet{Units: [][3]int{{1, 0, 1}, {-1, 0, 1}}, Samples: [][2]int{{-2, 2}, {-1, 1}, {1, 1}, {2, 2}}}

// permutationFigures draws the loss between a global minimum and its copy with the two units
// exchanged.
func permutationFigures(theorems.Report) []theorems.Figure {
	t := absolute.tape()
	a := nearestFloats(exact.Point(absolute.weights()...))
	b := nearestFloats(exact.Point(absolute.permuted([]int{1, 0}).weights()...))
	f := profile(t, a, b)
	f.Name = "permuted"
	f.Says = "The loss of a net of two ReLU units that fits |x| at four points, along the line from its weights (t = 0) to the same net with its units exchanged (t = 1): both are global minima, and the loss between them is higher, so it is not convex"
	f.Hides = "five of the six dimensions: there may be a way from one minimum to the other that does not rise"
	return []theorems.Figure{f}
}
