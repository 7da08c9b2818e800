package spectra

import (
	"math"
	"math/big"
	"math/bits"

	"gonum.org/v1/gonum/mat"
)

// A dyadicMatrix is a symmetric matrix of integers z_ij = m_ij 2^e_ij that is DAD for a matrix A of
// float64 and D = diag(2^s), exactly. It has the inertia of A.
type dyadicMatrix struct {
	n         int
	mantissas []int64 // odd or 0
	exponents []int   // not negative
	bits      int     // |z_ij| < 2^bits
}

// dyadic returns A as integers, of few bits where powers of two in rows and columns alike
// allow that. t are exponents that balance A.
//
// Starting from t and a constant, each s_i in turn falls as far as the others allow.
func dyadic(a *mat.SymDense, t []int) *dyadicMatrix {
	n := a.SymmetricDim()
	z := &dyadicMatrix{n: n, mantissas: make([]int64, n*n), exponents: make([]int, n*n)}
	least := 0
	for i := range n {
		for j := range n {
			if x := a.At(i, j); x != 0 {
				m, e := mantissa(x)
				z.mantissas[i*n+j], z.exponents[i*n+j] = m, e
				least = min(least, e+t[i]+t[j])
			}
		}
	}
	s := make([]int, n)
	for i := range s {
		s[i] = t[i] + (1-least)/2
	}
	for i := range s {
		lowest := math.MinInt
		for j := range n {
			switch e := z.exponents[i*n+j]; {
			case z.mantissas[i*n+j] == 0:
			case i == j:
				lowest = max(lowest, -(e >> 1)) // ⌈−e/2⌉
			default:
				lowest = max(lowest, -e-s[j])
			}
		}
		if lowest > math.MinInt {
			s[i] = lowest
		}
	}
	for i := range n {
		for j := range n {
			if m := z.mantissas[i*n+j]; m != 0 {
				z.exponents[i*n+j] += s[i] + s[j]
				z.bits = max(z.bits, bits.Len64(uint64(max(m, -m)))+z.exponents[i*n+j])
			}
		}
	}
	return z
}

// mantissa returns an odd m and e with x = m 2^e, for a finite x ≠ 0.
func mantissa(x float64) (m int64, e int) {
	fraction, e := math.Frexp(x)
	m = int64(math.Ldexp(fraction, 53))
	zeros := bits.TrailingZeros64(uint64(m))
	return m >> zeros, e - 53 + zeros
}

// integers returns the rows of Z, for bits < 64.
func (z *dyadicMatrix) integers() [][]int64 {
	rows := make([][]int64, z.n)
	for i := range rows {
		rows[i] = make([]int64, z.n)
		for j := range rows[i] {
			rows[i][j] = z.mantissas[i*z.n+j] << z.exponents[i*z.n+j]
		}
	}
	return rows
}

// rationals returns the rows of Z.
func (z *dyadicMatrix) rationals() [][]*big.Rat {
	rows := make([][]*big.Rat, z.n)
	for i := range rows {
		rows[i] = make([]*big.Rat, z.n)
		for j := range rows[i] {
			x := big.NewInt(z.mantissas[i*z.n+j])
			rows[i][j] = new(big.Rat).SetInt(x.Lsh(x, uint(z.exponents[i*z.n+j])))
		}
	}
	return rows
}
