package kernel

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../../_asm && go run ./sturm -out ../internal/kernel/sturm_amd64.s -stubs ../internal/kernel/sturm_stub_amd64.go -pkg kernel"

// sturmSteps is how many steps lie between two rescalings.
const sturmSteps = 6

// Sturm evaluates, at the shifts x, the characteristic polynomial of the
// symmetric tridiagonal matrix T with diagonal d and squared off-diagonal
// elements e2[1:] (e2[0] is not of T: give zero), by the three-term recurrence
//
//	p₀ = 1,  pᵢ = −(x − dᵢ) pᵢ₋₁ − e²ᵢ pᵢ₋₂,
//
// with the product e²ᵢ pᵢ₋₂ rounded and the rest fused. It sets count[l] to the
// number of changes of sign in it, which is the number of eigenvalues of T below
// x[l] up to a backward error of a few ε in the off-diagonal elements; and
// det(T − x[l] I) ≈ value[l]·2^exponent[l].
//
// Each sixth step divides pᵢ and pᵢ₋₁ by the power of two of the larger. Nothing
// overflows, and underflow does no harm, if |d| ≤ 1, 2⁻¹⁴⁶ ≤ e2 ≤ 1 and |x| ≤ 4:
// a step then enlarges the larger of two neighbours by at most 6 and shrinks it
// by at most e2/7.
//
// The lengths of count, value, exponent and x must be the same multiple of 8,
// those of d and e2 the same; it panics otherwise. Cost: 6 operations a shift and
// element of d (Givens 1954; Barth, Martin and Wilkinson, Numer. Math. 9 (1967) 386).
func Sturm(count []int64, value []float64, exponent []int64, d, e2, x []float64) {
	if len(x)%8 != 0 || len(count) != len(x) || len(value) != len(x) || len(exponent) != len(x) || len(d) != len(e2) {
		panic(fmt.Sprintf("kernel: Sturm of d, e2 of lengths %d, %d at %d shifts into %d, %d, %d",
			len(d), len(e2), len(x), len(count), len(value), len(exponent)))
	}
	if len(d) == 0 || len(x) == 0 {
		sturmGo(count, value, exponent, d, e2, x)
		return
	}
	sturm(count, value, exponent, d, e2, x)
}

func sturmGo(count []int64, value []float64, exponent []int64, d, e2, x []float64) {
	const mask, one = 0x7ff << 52, 1023 << 52
	for l, x := range x {
		p, before := 1.0, 0.0
		changes, power, steps := int64(0), int64(0), 0
		for i, di := range d {
			next := math.FMA(-(x - di), p, -float64(e2[i]*before))
			changes += int64((math.Float64bits(next) ^ math.Float64bits(p)) >> 63)
			p, before = next, p
			if steps++; steps == sturmSteps {
				larger := max(math.Float64bits(p)&mask, math.Float64bits(before)&mask)
				scale := math.Float64frombits(2*one - larger)
				p, before = p*scale, before*scale
				power += int64(larger>>52) - 1023
				steps = 0
			}
		}
		count[l], value[l], exponent[l] = changes, p, power
	}
}
