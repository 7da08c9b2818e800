package papers

import (
	"fmt"

	"saddle/theorems"
)

// zerosFigures counts the eigenvalues that are not 0 by the number of samples, without error and with one.
func zerosFigures(theorems.Report) []theorems.Figure {
	n := SolvedNet{Widths: []int{2, 4, 1}, Unit: "z/(1 + z²)", W: []int{1, -1, 2, 1, -1, 3, 1, 2, 1, -1, 2, -3}}
	f := theorems.Figure{
		Name: "ranks", Says: fmt.Sprintf("Eigenvalues that are not 0 of the Hessian of a net 2→4→1 of W = %d weights with units z/(1 + z²), by the number N of samples: at a point without error N, up to W, and with an error in one of the samples up to seven more", len(n.W)),
		X: theorems.Axis{Label: "samples N"}, Y: theorems.Axis{Label: "eigenvalues that are not 0"},
		Lines: []theorems.ReferenceLine{{Name: "W", At: float64(len(n.W)), Across: true}},
		Hides: "the size of the eigenvalues; all counts are exact",
	}
	for _, off := range []int{0, 1} {
		n.Off, n.X = off, nil
		var at, rank []float64
		for s := range 14 {
			n.X = append(n.X, []int{1 + s%4, 3*(s/4) - 4})
			in := inertiaOf(jetAt(n.tape(), n.point()).Hessian)
			at, rank = append(at, float64(s+1)), append(rank, float64(in.Neg+in.Pos))
		}
		f.Series = append(f.Series, curve([]string{"without error", "an error in the first sample"}[off], at, rank))
	}
	return []theorems.Figure{f}
}
