package spectra

import (
	"math"
	"math/big"
	"math/bits"
)

const (
	kernelPrime = 1<<28 - 57 // 255 products of residues and one residue are below 2⁶⁴
	kernelLimit = 255        // the largest n
	kernelBits  = 40         // of an entry: sums of n products with a residue, divided by the prime, fit into 63
	spareBits   = 24         // so many bits fewer than those of the modulus are no accident
)

// kernelDimension returns a proved lower bound of the number of zero eigenvalues of a symmetric
// integer matrix Z, with n ≤ kernelLimit and |z_ij| < 2^kernelBits. It is that number itself
// unless the prime divides minors of Z by accident.
//
// The proof is a set of vectors v with integer entries and Zv = 0, verified in integers. Each
// has an entry other than 0 in a place where all others of the set have 0, so they are independent, and
// the kernel of a symmetric matrix is the eigenspace of 0. How they were found does not matter:
//
// Modulo a prime, elimination finds independent columns I of Z. Z is symmetric, so Z_II is
// regular modulo the prime. For each other column c, Z_II x = −Z_Ic is solved digit by
// digit in powers of the prime (J. D. Dixon, Numer. Math. 40 (1982) 137–141), and the fractions x
// are recovered from their residues; v is x and 1, times the common denominator d. The digits end
// where the verification succeeds, at the latest where Hadamard's bound of the minors says that it
// would have: rank modulo a prime ≤ rank, and where that is less it fails.
//
// Cost: 2n³ products of words; for each v, with r = |I| and b bits in an entry, r²b/7 of words
// and nr of integers of b bits with words.
func kernelDimension(z [][]int64) int {
	l := newLifting(z)
	dimension := 0
	denominator := big.NewInt(1)
	for _, c := range l.free {
		v := l.kernelVector(c, denominator)
		if v == nil {
			break
		}
		dimension++
		denominator = v[c]
	}
	return dimension
}

// annihilates reports whether v ≠ 0 and Zv = 0.
func annihilates(v []*big.Int, z [][]int64) bool {
	zero := true
	sum, term, factor := new(big.Int), new(big.Int), new(big.Int)
	for _, row := range z {
		sum.SetInt64(0)
		for j, x := range v {
			if x.Sign() != 0 {
				zero = false
				sum.Add(sum, term.Mul(x, factor.SetInt64(row[j])))
			}
		}
		if sum.Sign() != 0 {
			return false
		}
	}
	return !zero
}

// A lifting solves with Z_II in powers of the prime.
type lifting struct {
	z           [][]int64
	basis, free []int    // I, and the other columns
	block       []int64  // Z_II
	inverse     []uint64 // its inverse modulo the prime
	most        int      // digits
}

func newLifting(z [][]int64) *lifting {
	l := &lifting{z: z}
	rows := residues(z, l.all())
	l.basis = echelon(rows, len(z))
	for c, k := 0, 0; c < len(z); c++ {
		if k < len(l.basis) && l.basis[k] == c {
			k++
		} else {
			l.free = append(l.free, c)
		}
	}
	if len(l.free) == 0 {
		return l
	}
	r := len(l.basis)
	var largest int64
	rows = residues(z, l.basis)
	for i, row := range rows {
		for _, j := range l.basis {
			x := z[l.basis[i]][j]
			l.block = append(l.block, x)
			largest = max(largest, x, -x)
		}
		rows[i] = append(row, make([]uint64, r)...)
		rows[i][r+i] = 1
	}
	echelon(rows, r)
	for _, row := range rows {
		l.inverse = append(l.inverse, row[r:]...)
	}
	minors := float64(r) * (float64(bits.Len64(uint64(largest))) + math.Log2(float64(r+1))/2) // bits
	l.most = 2 + int((2*minors+2*spareBits)/27.9)
	return l
}

func (l *lifting) all() []int {
	indices := make([]int, len(l.z))
	for i := range indices {
		indices[i] = i
	}
	return indices
}

// residues returns the block of the given rows and columns of Z modulo the prime.
func residues(z [][]int64, indices []int) [][]uint64 {
	rows := make([][]uint64, len(indices))
	for k, i := range indices {
		rows[k] = make([]uint64, len(indices))
		for q, j := range indices {
			rows[k][q] = residue(z[i][j])
		}
	}
	return rows
}

func residue(x int64) uint64 {
	x %= kernelPrime
	if x < 0 {
		x += kernelPrime
	}
	return uint64(x)
}

// echelon brings rows, of at most 255 pivots, to reduced echelon form modulo the prime in
// their first columns, and returns those with a pivot. Numbers are reduced when they are needed.
func echelon(rows [][]uint64, columns int) (pivots []int) {
	for c := range columns {
		rank := len(pivots)
		at := rank
		for at < len(rows) && rows[at][c]%kernelPrime == 0 {
			at++
		}
		if at == len(rows) {
			continue
		}
		rows[rank], rows[at] = rows[at], rows[rank]
		pivot := rows[rank]
		inverse := inverseOf(pivot[c] % kernelPrime)
		for j, x := range pivot {
			pivot[j] = x % kernelPrime * inverse % kernelPrime
		}
		for i, row := range rows {
			factor := (kernelPrime - row[c]%kernelPrime) % kernelPrime
			if i == rank || factor == 0 {
				continue
			}
			tail := row[c:]
			for j, x := range pivot[c:] {
				tail[j] += factor * x
			}
		}
		pivots = append(pivots, c)
	}
	for _, row := range rows {
		for j := range row {
			row[j] %= kernelPrime
		}
	}
	return pivots
}

// inverseOf returns x^(p−2) modulo the prime p: the inverse, by Fermat.
func inverseOf(x uint64) uint64 {
	inverse := uint64(1)
	for e := kernelPrime - 2; e > 0; e >>= 1 {
		if e&1 == 1 {
			inverse = inverse * x % kernelPrime
		}
		x = x * x % kernelPrime
	}
	return inverse
}
