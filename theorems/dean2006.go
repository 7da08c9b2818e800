package theorems

import "math"

// Eigenvalues of random symmetric matrices are not independent: they repel, and
// are all positive far less often than coin flips. In the Gaussian orthogonal
// ensemble (variance 1 off the diagonal, 2 on it) the probability is
//
//	N = 2: (2 − √2)/4       = 0.14644…
//	N = 3: 1/4 − √2/(2π)    = 0.02492…
//
// by integration of the joint density of the eigenvalues, and 3^{−N²/4} to
// leading order for large N.
var dean2006 = Source{
	Key:   "dean2006",
	Title: "Dean and Majumdar 2006, Large deviations of extreme eigenvalues of random matrices",
	URL:   "https://arxiv.org/abs/cond-mat/0609651",
}

var (
	goePositive2 = (2 - math.Sqrt2) / 4
	goePositive3 = 0.25 - math.Sqrt2/(2*math.Pi)
)

var goeFlipsTwoCoins = Law{
	Name:      "deck/goe-2-flips-coins",
	Says:      "A random symmetric 2×2 matrix (GOE) is positive definite with probability 2^−2 = 1/4",
	Source:    deck.at("the model 1/2^N, at N = 2", ""),
	Corrected: "dean2006/goe-2-positive-definite",
	Expect:    Outside,
	Region:    Near(0.25, 0.03),
	Sample:    func(r Run) (float64, string) { return positiveDefinite2(r, math.Sqrt2) },
	Runs:      30_000,
	Control:   &LawControl{Name: "independent signs", Sample: func(r Run) (float64, string) { return coins(r, 2) }},
}

var goeFlipsThreeCoins = Law{
	Name:      "deck/goe-3-flips-coins",
	Says:      "A random symmetric 3×3 matrix (GOE) is positive definite with probability 2^−3 = 1/8",
	Source:    deck.at("the model 1/2^N, at N = 3", ""),
	Corrected: "dean2006/goe-3-positive-definite",
	Expect:    Outside,
	Region:    Near(0.125, 0.03),
	Sample:    func(r Run) (float64, string) { return positiveDefinite3(r, math.Sqrt2) },
	Runs:      30_000,
	Control:   &LawControl{Name: "independent signs", Sample: func(r Run) (float64, string) { return coins(r, 3) }},
}

var goePositiveDefinite2 = Law{
	Name:   "dean2006/goe-2-positive-definite",
	Says:   "A random symmetric 2×2 matrix (GOE) is positive definite with probability (2 − √2)/4 ≈ 0.1464",
	Source: dean2006.at("where the rate 3^(−N²/4) is; N = 2 by integrating the joint density", ""),
	Expect: Inside,
	Region: Near(goePositive2, 0.015),
	Sample: func(r Run) (float64, string) { return positiveDefinite2(r, math.Sqrt2) },
	Runs:   60_000,
	Control: &LawControl{
		Name:   "variance 1 on the diagonal too",
		Sample: func(r Run) (float64, string) { return positiveDefinite2(r, 1) },
	},
}

var goePositiveDefinite3 = Law{
	Name:   "dean2006/goe-3-positive-definite",
	Says:   "A random symmetric 3×3 matrix (GOE) is positive definite with probability 1/4 − √2/(2π) ≈ 0.0249",
	Source: dean2006.at("where the rate 3^(−N²/4) is; N = 3 by integrating the joint density", ""),
	Expect: Inside,
	Region: Near(goePositive3, 0.006),
	Sample: func(r Run) (float64, string) { return positiveDefinite3(r, math.Sqrt2) },
	Runs:   60_000,
	Control: &LawControl{
		Name:   "variance 1 on the diagonal too",
		Sample: func(r Run) (float64, string) { return positiveDefinite3(r, 1) },
	},
}

// positiveDefinite2 draws a symmetric 2×2 matrix with standard deviation
// diagonal on the diagonal and 1 off it.
func positiveDefinite2(r Run, diagonal float64) (float64, string) {
	a, b, c := diagonal*r.NormFloat64(), diagonal*r.NormFloat64(), r.NormFloat64()
	return definite(a > 0 && a*b > c*c)
}

// positiveDefinite3 does so for 3×3, by the leading minors.
func positiveDefinite3(r Run, diagonal float64) (float64, string) {
	a, b, c := diagonal*r.NormFloat64(), diagonal*r.NormFloat64(), diagonal*r.NormFloat64()
	d, e, f := r.NormFloat64(), r.NormFloat64(), r.NormFloat64() // entries 12, 13, 23
	minor := a*b - d*d
	return definite(a > 0 && minor > 0 && c*minor > a*f*f-2*d*e*f+b*e*e)
}

// coins flips n fair coins.
func coins(r Run, n int) (float64, string) { return definite(r.Uint64()<<(64-n) == 0) }

func definite(b bool) (float64, string) {
	if b {
		return 1, "positive definite"
	}
	return 0, "not"
}
