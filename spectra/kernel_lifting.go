package spectra

import "math/big"

// kernelVector returns a verified v with Zv = 0 and v_c ≠ 0 that is 0 at the other free columns, or
// nil. It tries the denominator d first: it is often common to several v.
func (l *lifting) kernelVector(c int, d *big.Int) []*big.Int {
	rest := make([]int64, len(l.basis))
	for i, b := range l.basis {
		rest[i] = -l.z[b][c]
	}
	var digits [][]uint64
	for count := 2; ; count *= 2 {
		count = min(count, l.most)
		for len(digits) < count {
			digits = append(digits, l.digit(rest))
		}
		if v := l.recover(digits, c, d); v != nil && v[c].Sign() != 0 && annihilates(v, l.z) {
			return v
		}
		if count == l.most {
			return nil
		}
	}
}

// digit returns x = Z_II⁻¹ rest modulo the prime p and replaces rest by (rest − Z_II x)/p, which
// is an integer, below n 2^kernelBits, and so may be computed modulo 2⁶⁴.
func (l *lifting) digit(rest []int64) []uint64 {
	r := len(rest)
	reduced, x := make([]uint64, r), make([]uint64, r)
	for i, y := range rest {
		reduced[i] = residue(y)
	}
	for i := range x {
		var sum uint64
		for j, y := range l.inverse[i*r : i*r+r] {
			sum += y * reduced[j]
		}
		x[i] = sum % kernelPrime
	}
	for i := range rest {
		sum := uint64(rest[i])
		for j, y := range l.block[i*r : i*r+r] {
			sum -= uint64(y) * x[j]
		}
		rest[i] = int64(sum * primeInverse)
	}
	return x
}

// primeInverse is 1/p modulo 2⁶⁴, by Newton's iteration from 3 right bits.
var primeInverse = func() uint64 {
	x := uint64(kernelPrime)
	for range 5 {
		x *= 2 - kernelPrime*x
	}
	return x
}()

// recover returns the vector v with v_I/v_c ≡ Σ digits_k pᵏ modulo a power of the prime p that has
// numbers of many fewer bits than that power, or nil.
func (l *lifting) recover(digits [][]uint64, c int, d *big.Int) []*big.Int {
	prime := big.NewInt(kernelPrime)
	modulus := new(big.Int).Exp(prime, big.NewInt(int64(len(digits))), nil)
	half := new(big.Int).Rsh(modulus, 1)
	most := modulus.BitLen() - spareBits
	v := make([]*big.Int, len(l.z))
	for i := range v {
		v[i] = new(big.Int)
	}
	d = new(big.Int).Set(d)
	word := new(big.Int)
	for i, b := range l.basis {
		x := v[b]
		for k := len(digits) - 1; k >= 0; k-- {
			x.Add(x.Mul(x, prime), word.SetUint64(digits[k][i]))
		}
		if x.Mod(x.Mul(x, d), modulus).Cmp(half) > 0 {
			x.Sub(x, modulus)
		}
		if x.BitLen() <= most {
			continue
		}
		numerator, denominator := fraction(x, modulus, most/2)
		if denominator == nil {
			return nil
		}
		x.Set(numerator)
		for _, earlier := range l.basis[:i] {
			v[earlier].Mul(v[earlier], denominator)
		}
		d.Mul(d, denominator)
	}
	v[c] = d
	return v
}

// fraction returns n and d > 0 of at most the given bits with n ≡ xd modulo m, by Euclid's
// algorithm, or nil (P. S. Wang, M. J. T. Guy, J. H. Davenport, SIGSAM Bull. 16 (1982) 2–3).
func fraction(x, m *big.Int, bits int) (n, d *big.Int) {
	r, s := new(big.Int).Set(m), new(big.Int).Mod(x, m)
	t, u := new(big.Int), big.NewInt(1) // r ≡ tx and s ≡ ux
	q, product := new(big.Int), new(big.Int)
	for s.BitLen() > bits {
		q.QuoRem(r, s, r)
		r, s = s, r
		t.Sub(t, product.Mul(q, u))
		t, u = u, t
	}
	if u.BitLen() > bits || u.Sign() == 0 {
		return nil, nil
	}
	if u.Sign() < 0 {
		return s.Neg(s), u.Neg(u)
	}
	return s, u
}
