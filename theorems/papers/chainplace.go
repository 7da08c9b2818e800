package papers

import (
	"iter"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// A ChainPlace is a point of L(w) = (y − w_1 w_2 … w_d)² + λ Σ w_i² with rational weights: y = 0
// if NoTarget, else 1, and λ = 1/10 if Decay, else 0.
type ChainPlace struct {
	W        []Fraction
	NoTarget bool
	Decay    bool
}

func (p ChainPlace) tape() *models.Tape {
	opt := &models.ChainOptions{}
	if p.NoTarget {
		opt.Target = new(big.Rat)
	}
	if p.Decay {
		opt.Decay = big.NewRat(1, 10)
	}
	c, err := models.NewChain(len(p.W), opt)
	if err != nil {
		panic(err)
	}
	return c.Tape()
}

// chainPlaces lists the points with fractions p/q as weights, q ≥ 1.
func chainPlaces() *theorems.Enumeration[ChainPlace] {
	return &theorems.Enumeration[ChainPlace]{
		By: "Σ (|p| + q) over the weights p/q",
		Of: func(p ChainPlace) int { return sizeOfFractions(p.W) },
		All: func(n int) iter.Seq[ChainPlace] {
			return func(yield func(ChainPlace) bool) {
				for w := range fractionLists(n) {
					if !yield(ChainPlace{W: w}) {
						return
					}
				}
			}
		},
	}
}

func (p ChainPlace) point() []*big.Rat { return rats(numbers(p.W)) }

// onTheProduct reports whether w_1…w_d = 1.
func (p ChainPlace) onTheProduct() bool { return product(numbers(p.W)).Cmp(rational.Int(1)) == 0 }

// sharpness is 2 Σ w_i^−2, of weights that are not 0.
func (p ChainPlace) sharpness() rational.Number {
	return sum(numbers(p.W), func(x rational.Number) rational.Number { return squared(x).Inverse() }).Mul(rational.Int(2))
}

// minimumSpectrum: a symmetric matrix of rank 1 with Hu = λu ≠ 0 has no other eigenvalue than λ and 0.
func (p ChainPlace) minimumSpectrum() theorems.Evidence {
	h, lambda, d := rational.FromRows(jetAt(p.tape(), p.point()).Hessian), p.sharpness(), len(p.W)
	u := numbers(p.W)
	unit := true
	for i := range u {
		unit = unit && u[i].Abs().Cmp(rational.Int(1)) == 0
		u[i] = u[i].Inverse()
	}
	if rank := h.Rank(); rank != 1 || !h.Mul(column(u)).Sub(column(u).Scale(lambda)).IsZero() {
		return theorems.Exactly(false, "the Hessian has rank %d, and (1/w_i) is no eigenvector of %v", rank, lambda)
	}
	least := lambda.Cmp(rational.Int(int64(2 * d)))
	return theorems.Exactly(least >= 0 && (least == 0) == unit, "%v once, and 0 %d times", lambda, d-1)
}

// rest is K, the product of the weights that are not 0.
func (p ChainPlace) rest() rational.Number {
	k := rational.Int(1)
	for _, f := range p.W {
		if f.P != 0 {
			k = k.Mul(f.number())
		}
	}
	return k
}

// drawChainPlace draws a global minimum, a point with some zeros, or any other.
func drawChainPlace(t *rapid.T) ChainPlace {
	switch rapid.IntRange(0, 3).Draw(t, "place") {
	case 0:
		return ChainPlace{W: drawFractions(t, "w", rapid.IntRange(1, 4).Draw(t, "d"), -4, 4, 3)}
	case 1:
		return drawMinimum(t, rapid.IntRange(1, 5).Draw(t, "d"))
	}
	return withZeros(t, rapid.IntRange(1, 4).Draw(t, "m"))
}

// drawMinimum draws d weights whose product is 1.
func drawMinimum(t *rapid.T, d int) ChainPlace {
	w := drawFractions(t, "w", d-1, -3, 3, 3)
	return ChainPlace{W: append(w, fractionOf(product(numbers(w)).Inverse()))}
}

// withZeros draws a point with m zeros and up to two other weights.
func withZeros(t *rapid.T, m int) ChainPlace {
	w := make([]Fraction, m)
	for i := range w {
		w[i].Q = 1
	}
	for range rapid.IntRange(0, 2).Draw(t, "others") {
		at := rapid.IntRange(0, len(w)).Draw(t, "at")
		w = append(w[:at:at], append([]Fraction{drawFraction(t, "w", -3, 3, 2)}, w[at:]...)...)
	}
	return ChainPlace{W: w}
}

// A MinimaPair is two global minima A and B of (1 − w_1…w_d)².
type MinimaPair struct{ A, B []Fraction }

// sameSigns reports whether A_i and B_i have the same sign for every i.
func (p MinimaPair) sameSigns() bool {
	for i := range p.A {
		if p.A[i].number().Sign() != p.B[i].number().Sign() {
			return false
		}
	}
	return true
}

func drawMinimaPair(t *rapid.T) MinimaPair {
	d := rapid.IntRange(2, 5).Draw(t, "d")
	return MinimaPair{drawMinimum(t, d).W, drawMinimum(t, d).W}
}
