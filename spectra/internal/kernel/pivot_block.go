package kernel

import (
	"fmt"
	"math"
)

// A PivotBlock is the symmetric matrix D = (A B; B C) of a factorisation step,
// with B ≠ 0 and AC ≠ B².
type PivotBlock struct{ A, B, C float64 }

// pivotSlack is how far a product with the pivot may be from what it replaces, relative
// to the product of the magnitudes, before that counts as excess: 8 roundings.
const pivotSlack = 0x1p-50

// Divide sets the columns (u₀ u₁) to (w₀ w₁)D⁻¹, approximately, and then (w₀ w₁)
// to v = (u₀ u₁)D in float64. It returns the largest |w − v| − 2⁻⁵⁰|u||D|, at least 0,
// so that |w − v| ≤ 2⁻⁵⁰|u||D| + excess holds whatever the pivot; a NaN does not
// count. It panics if the lengths differ. The columns must not overlap.
//
// With p = C/B, q = A/B and s = 1/(pq − 1)/B, all rounded (as LAPACK's dsytf2 does,
// which avoids overflow), u₀ = s·fma(p, w₀, −w₁), u₁ = s·fma(q, w₁, −w₀),
// v₀ = fma(u₀, A, u₁B) and v₁ = fma(u₁, C, u₀B).
func (d PivotBlock) Divide(u0, u1, w0, w1 []float64) (excess float64) {
	if n := len(u0); len(u1) != n || len(w0) != n || len(w1) != n {
		panic(fmt.Sprintf("kernel: Divide of columns of lengths %d, %d, %d, %d", n, len(u1), len(w0), len(w1)))
	}
	k := blockFactors{p: d.C / d.B, q: d.A / d.B, a: d.A, b: d.B, c: d.C}
	k.s = 1 / (float64(k.p*k.q) - 1) / d.B
	return divideBlock(&k, u0, u1, w0, w1)
}

// The assembly reads the fields in this order.
type blockFactors struct{ p, q, s, a, b, c float64 }

func divideBlockGo(k *blockFactors, u0, u1, w0, w1 []float64) (excess float64) {
	for i := range u0 {
		x0 := k.s * math.FMA(k.p, w0[i], -w1[i])
		x1 := k.s * math.FMA(k.q, w1[i], -w0[i])
		b0, b1 := float64(x0*k.b), float64(x1*k.b)
		v0 := math.FMA(x0, k.a, b1)
		v1 := math.FMA(x1, k.c, b0)
		miss0 := math.FMA(-pivotSlack, math.FMA(math.Abs(x0), math.Abs(k.a), math.Abs(b1)), math.Abs(w0[i]-v0))
		miss1 := math.FMA(-pivotSlack, math.FMA(math.Abs(x1), math.Abs(k.c), math.Abs(b0)), math.Abs(w1[i]-v1))
		if miss0 > excess {
			excess = miss0
		}
		if miss1 > excess {
			excess = miss1
		}
		u0[i], u1[i], w0[i], w1[i] = x0, x1, v0, v1
	}
	return excess
}

// DivideBy is [PivotBlock.Divide] for one column and the pivot d ≠ 0:
// u = (1/d)·w, then v = d·u.
func DivideBy(d float64, u, w []float64) (excess float64) {
	if len(u) != len(w) {
		panic(fmt.Sprintf("kernel: DivideBy of columns of lengths %d and %d", len(u), len(w)))
	}
	return divideBy(d, 1/d, u, w)
}

func divideByGo(d, r float64, u, w []float64) (excess float64) {
	for i := range u {
		x := r * w[i]
		v := float64(d * x)
		if miss := math.FMA(-pivotSlack, math.Abs(v), math.Abs(w[i]-v)); miss > excess {
			excess = miss
		}
		u[i], w[i] = x, v
	}
	return excess
}
