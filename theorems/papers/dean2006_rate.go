package papers

import (
	"fmt"
	"math"
	"math/big"

	"pgregory.net/rapid"

	"saddle/spectra/ensemble"
	"saddle/spectra/interval"
	"saddle/theorems"
)

// A SignsOf is N eigenvalues: of a random symmetric N × N matrix (GOE), or with independent signs.
type SignsOf struct {
	N           int
	Independent bool
}

// positive encloses the logarithm of the probability p_N that all are positive.
func (s SignsOf) positive() interval.Interval {
	if s.Independent {
		return interval.OfRat(big.NewRat(1, 1<<s.N)).Log()
	}
	p, err := ensemble.PositiveDefinite(s.N)
	if err != nil {
		panic(err)
	}
	return p.Interval().Log()
}

// rate encloses −½ (ln p_{N+1} − 2 ln p_N + ln p_{N−1}), which is θ where ln p_N = −θN² + aN + b.
func (s SignsOf) rate() interval.Interval {
	at := func(n int) interval.Interval { return SignsOf{n, s.Independent}.positive() }
	return at(s.N).Scale2(1).Sub(at(s.N + 1)).Sub(at(s.N - 1)).Scale2(-1)
}

// near decides whether the rate is below ln 3/4, by less than 1/(48 N²).
func (s SignsOf) near() theorems.Evidence {
	limit := interval.Of(3).Log().Scale2(-2)
	less := limit.Sub(s.rate())
	slack := interval.OfRat(big.NewRat(1, 48*int64(s.N)*int64(s.N))).Sub(less)
	return theorems.Both(theorems.Positive("ln 3/4 less the rate", less), theorems.Positive("1/(48N²) less that", slack))
}

// rateOrders are the N of which the rate is looked at.
var rateOrders = from(2, 18)

// RateIsLn3Over4 tells how soon the rate for large N is seen. That the remainder is about 1/(48 N²) is
// ours.
var RateIsLn3Over4 = theorems.Claim[SignsOf]{
	Name: "dean2006/rate-is-ln-3-over-4",
	Says: "With p_N the probability that a random symmetric N×N matrix (GOE) is positive definite, −½(ln p_{N+1} − 2 ln p_N + ln p_{N−1}) is less than (ln 3)/4, by less than 1/(48N²), for " +
		span("N", rateOrders) + ": p_N falls as 3^(−N²/4), not as 2^−N",
	Source: dean2006.Locate("abstract: θ(0) = (ln 3)/4", "Analyzing Hessian"),
	Expect: theorems.Proved,
	Label:  func(s SignsOf) string { return fmt.Sprintf("N=%d", s.N) },
	Cases: func() (out []SignsOf) {
		for _, n := range rateOrders {
			out = append(out, SignsOf{N: n})
		}
		return out
	}(),
	Given: []theorems.Hypothesis[SignsOf]{{
		Name:  "the matrix is of the Gaussian orthogonal ensemble",
		Holds: func(s SignsOf) bool { return !s.Independent },
		Drop: func(t *rapid.T) SignsOf {
			return SignsOf{rapid.SampledFrom(rateOrders).Draw(t, "N"), true}
		},
		Known: []SignsOf{{2, true}},
	}},
	Then:    SignsOf.near,
	Figures: goeRateFigures,
}

// goeRateFigures draws p_N, with the 2^−N of independent signs, and the rate.
func goeRateFigures(theorems.Report) []theorems.Figure {
	const top = 20
	ns := equally(1, top, top)
	p := each(ns, func(n float64) float64 {
		x, err := ensemble.PositiveDefinite(int(n))
		if err != nil {
			panic(err)
		}
		return x.Float64()
	})
	rates := make([]float64, top-2)
	for i := range rates {
		rates[i] = math.Log(p[i+1]) - (math.Log(p[i])+math.Log(p[i+2]))/2
	}
	return []theorems.Figure{{
		Name: "all-positive",
		Says: "Probability that all N eigenvalues of a random symmetric matrix (GOE) are positive, in closed form for each N, beside the 2^−N of independent signs and the rate for large N",
		X:    theorems.Axis{Label: "N"}, Y: theorems.Axis{Label: "probability", Log: true},
		Series: []theorems.Series{
			curve("2^−N: independent signs", ns, each(ns, func(n float64) float64 { return math.Exp2(-n) })),
			curve("3^(−N²/4): the rate", ns, each(ns, func(n float64) float64 { return math.Pow(3, -n*n/4) })),
			dots("GOE, exact", ns, p),
		},
		Hides: "that Hessians at critical points are not of this ensemble: where the loss is a Gaussian field, the share of minima is nearer to 2^−N",
	}, {
		Name:   "rate",
		Says:   "−½ of the second difference of ln p_N in N, and its limit (ln 3)/4",
		X:      theorems.Axis{Label: "N"},
		Y:      theorems.Axis{Label: "rate"},
		Series: []theorems.Series{dots("GOE, exact", ns[1:top-1], rates)},
		Lines:  []theorems.ReferenceLine{{Name: "(ln 3)/4", At: theorems.Rounded([]float64{math.Log(3) / 4})[0], Across: true}},
		Hides:  "what p_N has besides: factors as c^N and powers of N",
	}}
}
