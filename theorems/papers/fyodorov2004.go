package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

var fyodorov2004 = theorems.Source{
	Key:   "fyodorov2004",
	Title: "Fyodorov 2004, Complexity of random energy landscapes, glass transition, and absolute value of the spectral determinant of random matrices",
	URL:   "https://arxiv.org/abs/cond-mat/0401287",
}

// confinement is μ, with the waves of fieldWaves.
const confinement = 0.5

// fieldWaves are frequencies k and deviations σ of the Gaussian field V(x) = Σ σ (a cos kx + b sin kx).
var fieldWaves = [][2]float64{{1, 0.6}, {1.7, 0.5}, {2.3, 0.3}}

// curvatureDeviation is that of V″: √(Σ σ² k⁴).
var curvatureDeviation = func() float64 {
	sum := 0.0
	for _, w := range fieldWaves {
		sum += w[1] * w[1] * math.Pow(w[0], 4)
	}
	return math.Sqrt(sum)
}()

// criticalMean is E |μ + V″|/μ.
var criticalMean = func() float64 {
	m := confinement / curvatureDeviation
	return math.Erf(m/math.Sqrt2) + math.Sqrt(2/math.Pi)*math.Exp(-m*m/2)/m
}()

// mostCritical bounds what is counted.
const mostCritical = 40

// NumberOfCriticalPoints is the formula that counts critical points through a determinant, in the one dimension in which the roots can be
// counted besides.
var NumberOfCriticalPoints = theorems.Law{
	Name: "fyodorov2004/number-of-critical-points",
	Says: fmt.Sprintf("½μx² + V(x) with a stationary Gaussian V on ℝ has E|μ + V″|/μ = erf(μ/(σ√2)) + (σ/μ)√(2/π) e^(−μ²/2σ²) critical points in the mean, σ² being the variance of V″: for μ = %v and three waves, %.3f, to within ± 0.1",
		confinement, criticalMean),
	Source: fyodorov2004.Locate("the mean number of critical points as E|det(μ + H)|/μ^N, at N = 1", "Guess about Error Surface"),
	Expect: theorems.Inside,
	Range:  [2]float64{0, mostCritical},
	Region: theorems.Near(criticalMean, 0.1),
	Sample: func(r theorems.Run) (float64, string) { return countCritical(r, confinement) },
	Runs:   60_000,
	Error:  1e-8,
	Share:  map[string]float64{"1": 0.02, "3": 0.1, "5": 0.1},
	Control: &theorems.LawControl{
		Name:   "half the confinement",
		Sample: func(r theorems.Run) (float64, string) { return countCritical(r, confinement/2) },
	},
	Figures: confinementFigures,
}

// countCritical draws V and counts the zeros of μx + V′(x), by changes of sign on a grid that is fine beside
// the shortest wave: all lie where μ|x| is at most the amplitudes of V′ together.
func countCritical(r theorems.Run, mu float64) (float64, string) {
	var a, b [8]float64
	reach := 0.0
	for i, w := range fieldWaves {
		a[i], b[i] = w[0]*w[1]*r.NormFloat64(), w[0]*w[1]*r.NormFloat64()
		reach += math.Hypot(a[i], b[i]) / mu
	}
	slope := func(x float64) float64 {
		s := mu * x
		for i, w := range fieldWaves {
			sin, cos := math.Sincos(w[0] * x)
			s += b[i]*cos - a[i]*sin
		}
		return s
	}
	const steps = 24 // to the unit
	n := int(reach*steps) + 1
	count, last := 0, slope(-reach-1e-9)
	for i := 1; i <= 2*n; i++ {
		x := slope(-reach + float64(i)/steps)
		if (x > 0) != (last > 0) {
			count++
		}
		last = x
	}
	return float64(min(count, mostCritical)), fmt.Sprint(count)
}

// confinementFigures draws the mean number against μ/σ.
func confinementFigures(theorems.Report) []theorems.Figure {
	x := equally(0.1, 3, 59)
	return []theorems.Figure{{
		Name: "critical-points",
		Says: "Mean number of critical points of ½μx² + V(x) with a stationary Gaussian V on ℝ, against μ over the deviation of V″",
		X:    theorems.Axis{Label: "μ/σ"}, Y: theorems.Axis{Label: "critical points", Log: true},
		Series: []theorems.Series{curve("mean", x, each(x, func(m float64) float64 {
			return math.Erf(m/math.Sqrt2) + math.Sqrt(2/math.Pi)*math.Exp(-m*m/2)/m
		}))},
		Hides: "that in many dimensions the number falls from exponentially many to one where μ passes a critical value",
	}}
}
