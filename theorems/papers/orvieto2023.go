package papers

import (
	"fmt"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var orvieto2023 = theorems.Source{
	Key:   "orvieto2023",
	Title: "Orvieto, Raj, Kersting and Bach 2023, Explicit Regularization in Overparametrized Models via Noise Injection",
	URL:   "https://arxiv.org/abs/2206.04613",
}

// A NoisyPoint is a polynomial loss Σ c x^i y^j, its Terms being {c, i, j}, at the point (x, y) = At, with independent Gaussian
// noise of the deviation Sigma on both.
type NoisyPoint struct {
	Terms [][3]int
	At    [2]int
	Sigma Fraction
}

func (n NoisyPoint) degree() (most int) {
	for _, c := range n.Terms {
		if c[0] != 0 {
			most = max(most, c[1]+c[2])
		}
	}
	return most
}

// mean returns the mean of the loss, by the moments of the noise: that of (x + σz)^k is Σ C(k, 2m) x^(k−2m) σ^(2m) (2m − 1)!!.
func (n NoisyPoint) mean() (mean rational.Number) {
	for _, c := range n.Terms {
		term := rational.Int(int64(c[0]))
		for i, x := range n.At {
			var factor rational.Number
			for m, odd := 0, int64(1); 2*m <= c[1+i]; m++ {
				odd *= int64(max(1, 2*m-1))
				part := waysToChoose(c[1+i], 2*m).Mul(rational.Int(odd))
				for range c[1+i] - 2*m {
					part = part.Mul(rational.Int(int64(x)))
				}
				for range 2 * m {
					part = part.Mul(n.Sigma.number())
				}
				factor = factor.Add(part)
			}
			term = term.Mul(factor)
		}
		mean = mean.Add(term)
	}
	return mean
}

// trace decides whether the mean is the loss and σ²/2 times the trace of the Hessian.
func (n NoisyPoint) trace() theorems.Evidence {
	t := models.Trace(2, func(w []models.Var) models.Var {
		sum := models.Rat(0, 1)
		for _, c := range n.Terms {
			sum = sum.Add(models.Rat(int64(c[0]), 1).Mul(w[0].Pow(c[1])).Mul(w[1].Pow(c[2])))
		}
		return sum
	})
	jet := jetAt(t, []*big.Rat{big.NewRat(int64(n.At[0]), 1), big.NewRat(int64(n.At[1]), 1)})
	tr := rational.Of(jet.Hessian[0][0]).Add(rational.Of(jet.Hessian[1][1]))
	s := n.Sigma.number()
	want, mean := rational.Of(jet.Loss).Add(tr.Mul(s).Mul(s).Quo(rational.Int(2))), n.mean()
	return theorems.Exactly(mean.Cmp(want) == 0, "the mean is %v, and L + σ²/2 tr H = %v", mean, want)
}

// NoiseAddsHalfTheTrace is what the mean loss of a ball tells of flatness: the trace of the Hessian, and no more, as far as the loss is of
// degree three.
var NoiseAddsHalfTheTrace = theorems.Claim[NoisyPoint]{
	Name:   "orvieto2023/noise-adds-half-the-trace",
	Says:   "With independent Gaussian noise of deviation σ on two parameters, the mean of a polynomial loss of degree at most 3 is L + σ²/2 tr ∇²L",
	Source: orvieto2023.Locate("the expansion of the loss under noise on the parameters to second order, as we recall it, which is exact up to degree 3", "Error Surface"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) NoisyPoint { return noisyPoint(t, 3) },
	Given: []theorems.Hypothesis[NoisyPoint]{{
		Name:  "the degree is at most 3",
		Holds: func(n NoisyPoint) bool { return n.degree() <= 3 },
		Drop: func(t *rapid.T) NoisyPoint {
			n := noisyPoint(t, 3)
			high := [3]int{rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "c"), 2 * rapid.IntRange(0, 2).Draw(t, "i/2"), 0}
			high[2] = 4 - high[1]
			n.Terms = append(n.Terms, high)
			return n
		},
		Known: []NoisyPoint{{Terms: [][3]int{{1, 4, 0}}, Sigma: Fraction{1, 1}}},
	}},
	MinDecided: 1,
	Label:      func(n NoisyPoint) string { return fmt.Sprintf("degree %d", n.degree()) },
	Share:      map[string]float64{"degree 0": 0.03, "degree 1": 0.03, "degree 2": 0.1, "degree 3": 0.4},
	Then:       NoisyPoint.trace,
}

func noisyPoint(t *rapid.T, degree int) (n NoisyPoint) {
	n.At = [2]int{rapid.IntRange(-3, 3).Draw(t, "x"), rapid.IntRange(-3, 3).Draw(t, "y")}
	n.Sigma = Fraction{rapid.IntRange(1, 4).Draw(t, "σ"), rapid.IntRange(1, 3).Draw(t, "of")}
	for range rapid.IntRange(1, 6).Draw(t, "terms") {
		i := rapid.IntRange(0, degree).Draw(t, "i")
		n.Terms = append(n.Terms, [3]int{rapid.IntRange(-4, 4).Draw(t, "c"), i, rapid.IntRange(0, degree-i).Draw(t, "j")})
	}
	return n
}
