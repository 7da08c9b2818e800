package papers

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems"
)

// A clusterNet is a net 8–6–K of ReLUs with biases, its mean cross-entropy on ten samples of each of K classes, and how it is trained: by
// gradient descent from Gaussian parameters. The samples of a class lie about a Gaussian centre in ℝ⁸, to all of whose coordinates a
// shift is added.
type clusterNet struct {
	classes, steps int
	shift          float64
	random         bool // the labels are random
}

const (
	clusterInputs, clusterHidden, clusterSamples = 8, 6, 10
	clusterNoise, clusterRate, clusterStart      = 0.3, 0.1, 0.4
)

func (c clusterNet) says() string {
	return fmt.Sprintf("nets %d–%d–K of ReLUs with biases, whose mean cross-entropy has %d samples of each class, at a distance of %g a coordinate from its standard Gaussian centre, after %d steps of gradient descent (rate %g) from Gaussian parameters of deviation %g",
		clusterInputs, clusterHidden, clusterSamples, clusterNoise, c.steps, clusterRate, clusterStart)
}

// loss draws the samples.
func (c clusterNet) loss(r theorems.Run) *models.MLP {
	config := models.MLPConfig{Widths: []int{clusterInputs, clusterHidden, c.classes}, Activation: models.ReLU, Bias: true, Criterion: models.CrossEntropy, Mean: true}
	for k := range c.classes {
		centre := normalEntries(r.Rand, clusterInputs, 1)
		for range clusterSamples {
			x := normalEntries(r.Rand, clusterInputs, clusterNoise)
			for i := range x {
				x[i] += centre[i] + c.shift
			}
			label := k
			if c.random {
				label = r.IntN(c.classes)
			}
			config.X, config.Labels = append(config.X, x), append(config.Labels, label)
		}
	}
	m, err := models.NewMLP(config)
	if err != nil {
		panic(err)
	}
	return m
}

// spectrum returns the eigenvalues of the Hessian after training, in ascending order.
func (c clusterNet) spectrum(r theorems.Run) []float64 {
	m := c.loss(r)
	w, _ := endOf(m, normalEntries(r.Rand, m.Dim(), clusterStart), clusterRate, c.steps)
	var h mat.SymDense
	m.Hessian(&h, w)
	values, err := spectra.Eigenvalues(&h)
	if err != nil {
		panic(err)
	}
	return values
}

// outliers returns the number i, from 1 to most, for which λ_i/λ_{i+1} is greatest, of eigenvalues in ascending order, of which λ_1 is the last. A
// λ_{i+1} that is not positive counts as an infinite ratio.
func outliers(values []float64, most int) int {
	n, at, greatest := len(values), 0, 0.0
	for i := 1; i <= most && i < n && values[n-i] > 0; i++ {
		next := values[n-i-1]
		if next <= 0 {
			return i
		}
		if ratio := values[n-i] / next; ratio > greatest {
			at, greatest = i, ratio
		}
	}
	return at
}

// hasOutliers is 1 if so many are found, of at most 2K.
func (c clusterNet) hasOutliers(r theorems.Run, count int) (float64, string) {
	found := outliers(c.spectrum(r), 2*c.classes)
	return indicator(found == count), fmt.Sprintf("%d outliers", found)
}

// outlierRule says what an outlier is.
const outlierRule = "λ_1 ≥ … ≥ λ_i are outliers if λ_i/λ_{i+1} is the greatest of these ratios with i ≤ 2K"

// shiftedClusters have a mean far from 0, as images have, none of whose pixels is negative.
var shiftedClusters = clusterNet{classes: 3, steps: 100, shift: 3}

// AsManyOutliersAsClasses is what was read from spectra in the papers.
var AsManyOutliersAsClasses = theorems.Law{
	Name: "sagun2017/as-many-outliers-as-classes",
	Says: fmt.Sprintf("The Hessian of a trained net has as many outliers as there are classes: of %s, with K = 3 and all centres shifted by %g a coordinate, at least half have 3 outliers, where %s",
		shiftedClusters.says(), shiftedClusters.shift, outlierRule),
	Source:    sagun2017.Locate("the spectra of nets 100–30–30–k on k Gaussian clusters, as we recall them; the net, the shift and the rule are ours", sagunSlide),
	Corrected: "sagun2017/one-outlier-less-than-classes",
	Expect:    theorems.Outside,
	Region:    theorems.Between(0.5, 1),
	Sample:    func(r theorems.Run) (float64, string) { return shiftedClusters.hasOutliers(r, 3) },
	Runs:      2000,
	Error:     1e-9,
	Control: &theorems.LawControl{
		Name:   "two classes, whose centres are not shifted",
		Sample: func(r theorems.Run) (float64, string) { return twoClusters.hasOutliers(r, 2) },
	},
}

// OneOutlierLessThanClasses is what is found where the inputs are far from 0; see EigenvaluesComeInKMinus1.
var OneOutlierLessThanClasses = theorems.Law{
	Name: "sagun2017/one-outlier-less-than-classes",
	Says: fmt.Sprintf("The Hessian of a trained net has one outlier less than there are classes, where the inputs have a mean far from 0: of %s, with K = 3 and all centres shifted by %g a coordinate, at least half have 2 outliers, where %s",
		shiftedClusters.says(), shiftedClusters.shift, outlierRule),
	Source: sagun2017.Locate("the spectra of nets 100–30–30–k on k Gaussian clusters, as we recall them; the net, the shift, the rule and the number are ours", sagunSlide),
	Expect: theorems.Inside,
	Region: theorems.Between(0.5, 1),
	Sample: func(r theorems.Run) (float64, string) { return shiftedClusters.hasOutliers(r, 2) },
	Runs:   2000,
	Error:  1e-9,
	Share:  map[string]float64{"2 outliers": .5},
	Control: &theorems.LawControl{
		Name: "no training",
		Sample: func(r theorems.Run) (float64, string) {
			return clusterNet{classes: 3, shift: 3}.hasOutliers(r, 2)
		},
	},
	Figures: outlierFigures,
}
