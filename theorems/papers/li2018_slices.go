package papers

import (
	"fmt"

	"saddle/theorems"
)

// The eigenvalues of what is sliced: li2018Down of −1, and li2018Up of size li2018Steep.
const li2018Down, li2018Up, li2018Steep = 90, 10, 20.0

// RandomSlicesShowTheMeanEigenvalue is why a saddle looks like a bowl: E dᵀHd = tr H for Gaussian d.
var RandomSlicesShowTheMeanEigenvalue = theorems.Law{
	Name: "li2018/random-slices-show-the-mean-eigenvalue",
	Says: fmt.Sprintf("Of a saddle with %d eigenvalues −1 and %d eigenvalues %.0f the curvature along a random direction of norm 1 is the mean eigenvalue, %.1f, in the mean: between 0.9 and 1.3, so that lines through it look convex although most axes lead down",
		li2018Down, li2018Up, li2018Steep, li2018Mean),
	Source: li2018.Locate("on whether pictures show convexity: that curvatures of random slices are weighted means of the eigenvalues, as we recall it; the numbers are ours", "Error Surface"),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, li2018Steep},
	Region: theorems.Between(0.9, 1.3),
	Sample: func(r theorems.Run) (float64, string) { return li2018Curvature(r, li2018Up) },
	Runs:   20_000,
	Error:  1e-9,
	Share:  map[string]float64{"convex": 0.6},
	Control: &theorems.LawControl{
		Name:   "half as many steep axes",
		Sample: func(r theorems.Run) (float64, string) { return li2018Curvature(r, li2018Up/2) },
	},
}

// li2018Mean is the mean eigenvalue.
const li2018Mean = (li2018Up*li2018Steep - li2018Down) / (li2018Up + li2018Down)

// li2018Curvature draws a direction d and returns dᵀHd/dᵀd, where H has so many eigenvalues up.
func li2018Curvature(r theorems.Run, up int) (float64, string) {
	var steep, all float64
	for i := range li2018Up + li2018Down {
		d := r.NormFloat64()
		all += float64(d * d)
		if i < up {
			steep += float64(d * d)
		}
	}
	share := steep / all
	if c := float64(share*(li2018Steep+1)) - 1; c > 0 {
		return c, "convex"
	} else {
		return c, "concave"
	}
}
