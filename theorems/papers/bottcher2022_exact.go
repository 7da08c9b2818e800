package papers

import (
	"fmt"
	"math"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// A BowlShare is a saddle in N dimensions with the eigenvalues −1, K times, and 1, N even, and a share of slices in tenths of a per cent. If Line, it is
// cut along one direction instead of two, and K is even.
type BowlShare struct {
	N, K, Permille int
	Line           bool
}

var bowlShares = []BowlShare{{N: bowlOrder, K: 1, Permille: 1000}, {N: bowlOrder, K: 10, Permille: 1000}, {N: bowlOrder, K: 30, Permille: 989}, {N: bowlOrder, K: 45, Permille: 425}}

// SharesOfBowls has the numbers of which SaddlesLookLikeBowls tests one, without chance.
var SharesOfBowls = theorems.Claim[BowlShare]{
	Name:   "bottcher2022/shares-of-bowls",
	Says:   fmt.Sprintf("A saddle in %d dimensions whose eigenvalues are −1, k times, and 1: of the slices along two independent Gaussian directions the share that is convex rounds to 100.0 %%, 100.0 %%, 98.9 %% and 42.5 %%, for k = 1, 10, 30, 45", bowlOrder),
	Source: bottcher2022.Locate("saddles appear as minima in random projections; the numbers are ours", "Error Surface"),
	Expect: theorems.Proved,
	Cases:  bowlShares,
	Given: []theorems.Hypothesis[BowlShare]{{
		Name:  "slices have two directions",
		Holds: func(b BowlShare) bool { return !b.Line },
		Drop: func(t *rapid.T) BowlShare {
			b := BowlShare{N: bowlOrder, K: 2 * rapid.IntRange(12, 30).Draw(t, "k/2")}
			b.Permille = int(math.Round(1000 * b.share().float64()))
			b.Line = true
			return b
		},
		Known: []BowlShare{{N: bowlOrder, K: 30, Permille: 989, Line: true}},
	}},
	Label:   func(b BowlShare) string { return fmt.Sprintf("k=%d", b.K) },
	Then:    BowlShare.rounds,
	Figures: exactBowlFigures,
}

// halfPi is R + S π.
type halfPi struct{ R, S rational.Number }

// quarterTurn returns ∫_0^{π/4} sin^m θ cos^j θ dθ for m + j even, by parts: the term at π/4 is 2^(−(m+j)/2)/(m + j).
func quarterTurn(m, j int) halfPi {
	at := func() rational.Number { return rational.Dyadic(1, -(m+j)/2).Quo(rational.Int(int64(m + j))) }
	switch {
	case j >= 2:
		rest, part := quarterTurn(m, j-2), rational.New(int64(j-1), int64(m+j))
		return halfPi{at().Add(part.Mul(rest.R)), part.Mul(rest.S)}
	case j == 1:
		return halfPi{R: at()}
	case m >= 2:
		rest, part := quarterTurn(m-2, 0), rational.New(int64(m-1), int64(m))
		return halfPi{part.Mul(rest.R).Sub(at()), part.Mul(rest.S)}
	}
	return halfPi{S: rational.New(1, 4)}
}

// share returns the probability that a slice is convex. With directions d, e the form on the slice is B − A for independent Wishart matrices of order 2, A of
// k and B of n − k degrees of freedom. It is positive definite if the roots l_1 > l_2 of A on A + B are below x = 1/2; their density is
// proportional to u(l_1) u(l_2) (l_1 − l_2) with u(l) = l^(α−1) (1 − l)^(β−1), α = (k − 1)/2 and β = (n − k − 1)/2. As l u = (α u − F′)/(α + β) for
// F = l^α (1 − l)^β, the integral over l_2 < l_1 < x is (2 ∫ u F − F(x) ∫ u)/(α + β), and so the probability
//
//	I_x(2α, 2β) − F(x) ∫_0^x u / (2 B(2α, 2β)),
//
// which for k = 1 tends to 1 − F(x). At x = 1/2, I_x is a tail of n − 3 coins, and ∫ u = 2 ∫_0^{π/4} sin^(k−2) cos^(n−k−2). On a line, A and B are numbers, and
// A/(A + B) is below 1/2 with the probability I_{1/2}(k/2, (n − k)/2).
func (b BowlShare) share() halfPi {
	n, k := b.N, b.K
	if b.Line {
		return halfPi{R: coinTail(n/2-1, k/2)}
	}
	if k == 1 {
		return halfPi{R: rational.Int(1).Sub(rational.Dyadic(1, -(n-2)/2))}
	}
	tail := coinTail(n-3, k-1)
	// 1/B(k − 1, n − k − 1) = (n − 3)!/((k − 2)! (n − k − 2)!) = (n − 3) C(n − 4, k − 2)
	beta := waysToChoose(n-4, k-2).Mul(rational.Int(int64(n - 3)))
	factor := rational.Dyadic(1, -(n-2)/2).Mul(beta)
	turn := quarterTurn(k-2, n-k-2)
	return halfPi{tail.Sub(factor.Mul(turn.R)), factor.Mul(turn.S).Neg()}
}

// coinTail is the probability of at least k heads of n coins: I_{1/2}(k, n − k + 1).
func coinTail(n, k int) (tail rational.Number) {
	for j := k; j <= n; j++ {
		tail = tail.Add(waysToChoose(n, j))
	}
	return tail.Mul(rational.Dyadic(1, -n))
}

func waysToChoose(n, k int) rational.Number {
	return rational.Of(new(big.Rat).SetInt(new(big.Int).Binomial(int64(n), int64(k))))
}

// number encloses R + S π to 64 bits behind the point.
func (h halfPi) number() models.Number {
	t := models.Trace(1, func([]models.Var) models.Var {
		return models.Pi().Mul(models.BigRat(h.S.Rat())).Add(models.BigRat(h.R.Rat()))
	})
	x, _, err := t.PreciseGradient([]*big.Rat{new(big.Rat)}, 64)
	if err != nil {
		panic(err)
	}
	return x
}

// float64 is within rounding of the number.
func (h halfPi) float64() float64 {
	x, _ := h.number().Lo.Float64()
	return x
}

func (b BowlShare) rounds() theorems.Evidence {
	x := b.share().number()
	lo, hi := big.NewRat(int64(2*b.Permille-1), 2000), big.NewRat(int64(2*b.Permille+1), 2000)
	return theorems.Certainly(x.Lo.Cmp(lo) > 0 && x.Hi.Cmp(hi) < 0, "the share is %s", x.Lo.FloatString(12))
}
