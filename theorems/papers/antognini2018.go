package papers

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/theorems"
)

var antognini2018 = theorems.Source{
	Key:   "antognini2018",
	Title: "Antognini and Sohl-Dickstein 2018, PCA of high dimensional random walks with comparison to neural network training",
	URL:   "https://arxiv.org/abs/1806.08805",
}

// walkSteps and walkDims are those of the random walks.
const walkSteps, walkDims = 40, 2000

// TwoComponentsTellNothing is what is said against "most of the variance of a trajectory is in two
// components, so that training is low-dimensional".
var TwoComponentsTellNothing = theorems.Law{
	Name: "antognini2018/two-components-tell-nothing",
	Says: fmt.Sprintf("The first two principal components of a random walk of %d steps in %d dimensions explain 40 to 90 %% of its variance, as is said of trajectories of training, in the mean between 70 and 82 %%",
		walkSteps, walkDims),
	Source: antognini2018.Locate("random walks in many dimensions: 6/π² k^−2 of the variance in component k, 76 % in two; 40–90 % for nets is Li et al. 2018", "Error Surface"),
	Expect: theorems.Inside,
	Region: theorems.Between(0.70, 0.82),
	Sample: func(r theorems.Run) (float64, string) { return inTwoComponents(r, true) },
	Runs:   600,
	Error:  1e-8,
	Share:  map[string]float64{"40 to 90 %": 0.9},
	Control: &theorems.LawControl{
		Name:   "points that are drawn independently, and not one after the other",
		Sample: func(r theorems.Run) (float64, string) { return inTwoComponents(r, false) },
	},
	Figures: walkFigures,
}

// inTwoComponents draws a walk, or independent points, and returns the share of the variance about the mean that the first
// two components explain.
func inTwoComponents(r theorems.Run, walk bool) (float64, string) {
	values := components(r, walk)
	share, total := 0.0, 0.0
	for i, v := range values {
		total += v
		if i >= len(values)-2 {
			share += v
		}
	}
	if share /= total; share > 0.4 && share < 0.9 {
		return share, "40 to 90 %"
	}
	return share, "less or more"
}

// components returns the variances of the principal components, in ascending order: the eigenvalues of the Gram matrix of the
// centred points.
func components(r theorems.Run, walk bool) []float64 {
	points := mat.NewDense(walkSteps, walkDims, nil)
	for i := range walkSteps {
		row := points.RawRowView(i)
		for j := range row {
			row[j] = r.NormFloat64()
			if walk && i > 0 {
				row[j] += points.At(i-1, j)
			}
		}
	}
	for j := range walkDims {
		mean := 0.0
		for i := range walkSteps {
			mean += points.At(i, j) / walkSteps
		}
		for i := range walkSteps {
			points.Set(i, j, points.At(i, j)-mean)
		}
	}
	var gram mat.SymDense
	gram.SymOuterK(1, points)
	values, err := spectra.Eigenvalues(&gram)
	if err != nil {
		panic(err)
	}
	return values
}

// walkFigures draws what the first components of a long random walk explain.
func walkFigures(theorems.Report) []theorems.Figure {
	ks := equally(1, 10, 10)
	const share = 0.607927101854027 // 6/π²
	sum := 0.0
	return []theorems.Figure{{
		Name: "random-walk",
		Says: "Share of the variance of a long random walk in many dimensions that its first k principal components explain, 6/π² Σ j^−2",
		X:    theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "share"},
		Series: []theorems.Series{dots("random walk", ks, each(ks, func(k float64) float64 { sum += share / (k * k); return sum }))},
		Lines:  []theorems.ReferenceLine{{Name: "40 %", At: 0.4, Across: true}, {Name: "90 %", At: 0.9, Across: true}},
		Hides:  "that a trajectory in two of its components is a curve whose turns are those of cosines, whatever it did",
	}}
}
