package papers

import (
	"fmt"

	"saddle/theorems"
)

// exactBowlFigures draws the share of bowls without chance, and the four numbers.
func exactBowlFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "exact-bowls",
		Says: fmt.Sprintf("Share of the slices along two Gaussian directions that are convex, through a point in %d dimensions with the eigenvalues −1, k times, and 1: the exact numbers", bowlOrder),
		X:    theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "share of bowls"},
		Hides: "eigenvalues of different sizes: a few large positive ones hide more",
	}
	var k, share []float64
	for i := 1; i <= bowlOrder/2+10; i++ {
		k, share = append(k, float64(i)), append(share, BowlShare{N: bowlOrder, K: i}.share().float64())
	}
	var at, of []float64
	for _, b := range bowlShares {
		at, of = append(at, float64(b.K)), append(of, share[b.K-1])
	}
	f.Series = []theorems.Series{curve("exact", k, share), dots("of which is spoken", at, of)}
	return []theorems.Figure{f}
}
