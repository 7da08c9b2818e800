package papers

import (
	"fmt"

	"saddle/theorems"
)

var sagun2016 = theorems.Source{
	Key:   "sagun2016",
	Title: "Sagun, Bottou and LeCun 2016, Eigenvalues of the Hessian in Deep Learning: Singularity and Beyond",
	URL:   "https://arxiv.org/abs/1611.07476",
}

// twoClusters are centred.
var twoClusters = clusterNet{classes: 2, steps: 100}

// TwoClustersMakeTwoOutliers is the paper's picture, and shows that one outlier less than classes is no rule either: it is the mean of
// the inputs that takes one away.
var TwoClustersMakeTwoOutliers = theorems.Law{
	Name: "sagun2016/two-clusters-make-two-outliers",
	Says: fmt.Sprintf("Two clusters about 0 make two outliers: of %s, with K = 2, at least half have 2 outliers, where %s",
		twoClusters.says(), outlierRule),
	Source: sagun2016.Locate("two isolated eigenvalues of nets that are trained on two clusters, as we recall it; the net, the rule and the number are ours", sagunSlide),
	Expect: theorems.Inside,
	Region: theorems.Between(0.5, 1),
	Sample: func(r theorems.Run) (float64, string) { return twoClusters.hasOutliers(r, 2) },
	Runs:   2000,
	Error:  1e-9,
	Share:  map[string]float64{"2 outliers": .5},
	Control: &theorems.LawControl{
		Name: "both centres shifted by 3 a coordinate",
		Sample: func(r theorems.Run) (float64, string) {
			return clusterNet{classes: 2, steps: 100, shift: 3}.hasOutliers(r, 2)
		},
	},
}
