package kernel

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../../_asm && go run ./secular -out ../internal/kernel/secular_amd64.s -stubs ../internal/kernel/secular_stub_amd64.go -pkg kernel"

// SecularSum returns Σ w[i]/δ_i and Σ w[i]/δ_i² with δ_i = (d[i] − origin) − tau:
// the two sums of a secular equation f(λ) = 1/ρ + Σ w_i/(d_i − λ) at λ = origin + tau.
// It panics if the lengths differ.
//
// Order: blocks of 32, the last one filled up with δ = 1 and w = 0. In a block
// the δ of each of 8 lanes, 8 apart, are inverted together (see [SecularVector]),
// and added to 16 lanes: number i to lane i mod 16, the second sum fused; the
// lanes are added in halves, 16 → 8 → 4 → 2 → 1.
func SecularSum(d, w []float64, origin, tau float64) (sum, slope float64) {
	if len(d) != len(w) {
		panic(fmt.Sprintf("kernel: SecularSum of lengths %d and %d", len(d), len(w)))
	}
	return secularSum(d, w, origin, tau)
}

// SecularVector sets v[i] = z[i]/δ_i with δ_i = (d[i] − origin) − tau, and returns
// Σ v[i]²: up to its length, an eigenvector of diag(d) + ρzzᵀ. It panics if the
// lengths differ. v may be z.
//
// One division serves four: with p = δ_i δ_{i+8}, q = δ_{i+16} δ_{i+24} and
// r = 1/(pq) it is 1/δ_i = (rq)δ_{i+8}, and so on. So the product of any four δ
// has to lie within the range of float64; the relative error of each inverse is
// at most about 5u then. Order of the sum as in [SecularSum], fused.
func SecularVector(v, z, d []float64, origin, tau float64) (square float64) {
	if len(d) != len(v) || len(z) != len(v) {
		panic(fmt.Sprintf("kernel: SecularVector of lengths %d, %d and %d", len(v), len(z), len(d)))
	}
	return secularVector(v, z, d, origin, tau)
}

// LoewnerProduct sets w[i] to the product over j of (λ_j − d_i)/(pole_j − d_i) up
// to its sign, where the factor pole_j − d_i is left out if it is zero:
//
//	w[i] = Π_j ((d[i] − origin[j]) − tau[j]) / (d[i] − pole[j])
//
// with roots λ_j = origin_j + tau_j. It panics if the lengths do not fit.
//
// Order, for each i alone: four j at a time, numerators and denominators each
// multiplied in order, then divided, then multiplied to the product; what is
// left at the end, one j at a time.
func LoewnerProduct(w, d, pole, origin, tau []float64) {
	if len(w) != len(d) || len(origin) != len(pole) || len(tau) != len(pole) {
		panic(fmt.Sprintf("kernel: LoewnerProduct of lengths %d, %d and %d, %d, %d", len(w), len(d), len(pole), len(origin), len(tau)))
	}
	loewnerProduct(w, d, pole, origin, tau)
}

// invert4 replaces four numbers by their inverses, with one division.
func invert4(x0, x1, x2, x3 float64) (y0, y1, y2, y3 float64) {
	p, q := x0*x1, x2*x3
	r := 1 / (p * q)
	rq, rp := r*q, r*p
	return rq * x1, rq * x0, rp * x3, rp * x2
}

// deltas sets δ for the first 32 of d, or for all of them and 1 beyond.
func deltas(delta *[32]float64, d []float64, origin, tau float64) {
	for i := range delta {
		delta[i] = 1
	}
	for i, x := range d[:min(32, len(d))] {
		delta[i] = (x - origin) - tau
	}
	for l := range 8 {
		delta[l], delta[l+8], delta[l+16], delta[l+24] = invert4(delta[l], delta[l+8], delta[l+16], delta[l+24])
	}
}

func secularSumGo(d, w []float64, origin, tau float64) (sum, slope float64) {
	var inverse [32]float64
	var s, g [16]float64
	for len(d) > 0 {
		deltas(&inverse, d, origin, tau)
		m := min(32, len(d))
		for i, r := range inverse {
			x := 0.0
			if i < m {
				x = w[i]
			}
			t := float64(x * r)
			s[i%16] += t
			g[i%16] = math.FMA(t, r, g[i%16])
		}
		d, w = d[m:], w[m:]
	}
	return sum16(&s), sum16(&g)
}

func secularVectorGo(v, z, d []float64, origin, tau float64) float64 {
	var inverse [32]float64
	var s [16]float64
	for len(d) > 0 {
		deltas(&inverse, d, origin, tau)
		m := min(32, len(d))
		for i, r := range inverse {
			x := 0.0
			if i < m {
				x = z[i]
			}
			t := x * r
			if i < m {
				v[i] = t
			}
			s[i%16] = math.FMA(t, t, s[i%16])
		}
		d, z, v = d[m:], z[m:], v[m:]
	}
	return sum16(&s)
}

// sum16 adds 16 lanes in halves.
func sum16(lane *[16]float64) float64 {
	for l := range 8 {
		lane[l] += lane[l+8]
	}
	return sum8((*[8]float64)(lane[:]))
}

func loewnerProductGo(w, d, pole, origin, tau []float64) {
	for i, x := range d {
		product := 1.0
		j := 0
		for ; j+4 <= len(pole); j += 4 {
			above, below := 1.0, 1.0
			for k := j; k < j+4; k++ {
				above, below = loewnerFactor(above, below, x, pole[k], origin[k], tau[k])
			}
			product *= above / below
		}
		for ; j < len(pole); j++ {
			above, below := loewnerFactor(1, 1, x, pole[j], origin[j], tau[j])
			product *= above / below
		}
		w[i] = product
	}
}

func loewnerFactor(above, below, x, pole, origin, tau float64) (float64, float64) {
	above *= (x - origin) - tau
	if gap := x - pole; gap != 0 {
		below *= gap
	}
	return above, below
}
