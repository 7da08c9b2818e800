package papers

import (
	"fmt"
	"math"

	"saddle/models/spin"
	"saddle/spectra/interval"
	"saddle/theorems"
	"saddle/theorems/sphere"
)

// CriticalPointsOnTheCircle is the formula of Kac and Rice for two spins, where the Hessian is one number.
var CriticalPointsOnTheCircle = theorems.Law{
	Name:   "auffinger2013/critical-points-on-the-circle",
	Says:   "A p-spin glass of two spins has 2√(3p − 2) critical points in the mean: the difference, over 2p, is at most 0.02 either way, over p = 3 … 6 drawn alike; all critical points are found, certified",
	Source: auffinger2013.Locate("the formula of Kac and Rice behind Theorem 2.8, at N = 2; the closed form derived here", spinSlide),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, 1},
	Region: theorems.Near(0, 0.02),
	Sample: func(r theorems.Run) (float64, string) { return circleCount(r, false) },
	Runs:   20_000,
	Share:  map[string]float64{"p=3": 0.1, "p=4": 0.1, "p=5": 0.1, "p=6": 0.1},
	Error:  1e-8,
	Control: &theorems.LawControl{
		Name:   "variance 1 for each coupling of i_1 ≤ … ≤ i_p",
		Sample: func(r theorems.Run) (float64, string) { return circleCount(r, true) },
	},
	Figures: countFigures,
}

// circleCount draws a glass of two spins and returns by how much its number of critical points is above the mean, over 2p.
func circleCount(r theorems.Run, alike bool) (float64, string) {
	p := 3 + r.IntN(4)
	census, err := sphere.CircleWithin(spinCouplings(r, 2, p, alike))
	if err != nil {
		panic(err)
	}
	return float64(census.Total())/float64(2*p) - math.Sqrt(float64(3*p-2))/float64(p), fmt.Sprintf("p=%d", p)
}

// spinCouplings are those of a spin glass, or with one variance for all.
func spinCouplings(r theorems.Run, n, p int, alike bool) (out []interval.Interval) {
	g, err := spin.Draw(r.Rand, n, p)
	if err != nil {
		panic(err)
	}
	for _, c := range g.Each {
		if alike {
			c = r.NormFloat64()
		}
		out = append(out, interval.Of(c))
	}
	return out
}

// sphereCounts are the mean numbers of critical points of index 1 of three spins, by p: those of ensemble.SpinCounts.
var sphereCounts = map[int]float64{3: 4.2761798705987895, 4: 6.5726706900619938}

// CriticalPointsOnTheSphere counts saddles; by Euler's number there are two minima and maxima more, and as many minima as maxima in the mean.
var CriticalPointsOnTheSphere = theorems.Law{
	Name: "auffinger2013/critical-points-on-the-sphere",
	Says: fmt.Sprintf("A p-spin glass of three spins has 2√(2/p) (p − 1)^(3/2) E exp(−(p − 2)x²/(2p)) saddles in the mean, with the middle eigenvalue x of a 3×3 matrix of the Gaussian orthogonal ensemble of variance 1 on the diagonal: %.4f for p = 3, %.4f for p = 4. The difference, over the most there can be, is at most 0.08 either way; all critical points are found, certified",
		sphereCounts[3], sphereCounts[4]),
	Source: auffinger2013.Locate("the formula of Kac and Rice behind Theorem 2.5, at N = 3", spinSlide),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, 1},
	Region: theorems.Near(0, 0.08),
	Sample: func(r theorems.Run) (float64, string) { return sphereCount(r, 0) },
	Runs:   3_000,
	Share:  map[string]float64{"p=3": 0.3, "p=4": 0.3},
	Error:  1e-8,
	Control: &theorems.LawControl{
		Name:   "one spin less in each interaction",
		Sample: func(r theorems.Run) (float64, string) { return sphereCount(r, 1) },
	},
}

// sphereCount draws a glass of three spins, of which p less so many interact, and returns by how much its number of saddles is above the
// mean for p, over the most.
func sphereCount(r theorems.Run, less int) (float64, string) {
	p := 3 + r.IntN(2)
	census, err := sphere.Sphere(spinCouplings(r, 3, p-less, false))
	if err != nil {
		panic(err)
	}
	return (float64(census.Index[1]) - sphereCounts[p]) / float64(p*p-p), fmt.Sprintf("p=%d", p)
}
