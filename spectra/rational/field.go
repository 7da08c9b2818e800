package rational

import (
	"math/big"
	"math/bits"
	"sync"
)

// A field is the integers modulo a prime p between 2⁵⁹ and 2⁶⁰. Its elements are xR mod p for
// R = 2⁶⁴, below p, which makes products cheap (P. L. Montgomery, Math. Comp. 44 (1985)
// 519–521).
type field struct {
	p       uint64
	inverse uint64 // 1/p modulo R
	one     uint64 // R mod p
	square  uint64 // R² mod p
}

// primeBits is such that every prime is above 2^primeBits.
const primeBits = 59

// A fieldList holds the fields of the largest primes below 2⁶⁰, from the largest down, as far as
// they have been asked for.
type fieldList struct {
	lock   sync.Mutex
	fields []field
}

var fields fieldList

// at returns the k-th field. There are more primes above 2⁵⁹ than anybody has time for.
func (l *fieldList) at(k int) *field {
	l.lock.Lock()
	defer l.lock.Unlock()
	for len(l.fields) <= k {
		next := uint64(1)<<60 - 1
		if n := len(l.fields); n > 0 {
			next = l.fields[n-1].p - 2
		}
		for !new(big.Int).SetUint64(next).ProbablyPrime(0) { // proved below 2⁶⁴, says its documentation
			next -= 2
		}
		l.fields = append(l.fields, newField(next))
	}
	f := l.fields[k]
	return &f
}

func newField(p uint64) field {
	f := field{p: p, inverse: p} // right modulo 2³, as p is odd
	for range 5 {                // Newton: twice the bits
		f.inverse *= 2 - p*f.inverse
	}
	f.one = -p % p
	_, f.square = bits.Div64(f.one, 0, p)
	return f
}

// reduce returns T/R mod p for T = 2⁶⁴hi + lo and hi < p.
func (f *field) reduce(hi, lo uint64) uint64 {
	h, _ := bits.Mul64(lo*f.inverse, f.p) // the low word of this product is lo
	return f.sub(hi, h)
}

// mul returns xy/R mod p, the product of two elements, if one of x and y is below p.
func (f *field) mul(x, y uint64) uint64 { return f.reduce(bits.Mul64(x, y)) }

// sub returns x − y mod p.
func (f *field) sub(x, y uint64) uint64 {
	d, borrow := bits.Sub64(x, y, 0)
	return d + f.p&-borrow
}

// add returns x + y mod p.
func (f *field) add(x, y uint64) uint64 { return f.sub(x, f.p-y) }

// invert returns 1/x for x ≠ 0, by Euclid's algorithm: a ≡ ±ux and b ≡ ∓vx throughout, and the
// signs alternate.
func (f *field) invert(x uint64) uint64 {
	a, b := f.p, x
	var u, v uint64 = 0, 1
	negative := true
	for b != 0 {
		q := a / b
		a, b = b, a-q*b
		u, v = v, u+q*v
		negative = !negative
	}
	if negative {
		u = f.p - u
	}
	return f.mul(f.mul(u, f.square), f.square) // x was R times what it stands for, and so must u be
}

// dot returns Σ x_k y_k/R mod p, for x below 2⁶⁰ and y below p. It reduces once, after all
// products: 16 of them are below 2⁶⁰·16p = 2⁶⁴p, so with one subtraction after 16 the sum stays
// below 2⁶⁴p.
func (f *field) dot(x, y []uint64) uint64 {
	var hi, lo, carry uint64
	for len(x) > 0 {
		k := min(16, len(x))
		part := y[:k]
		for i, a := range x[:k] {
			h, l := bits.Mul64(a, part[i])
			lo, carry = bits.Add64(lo, l, 0)
			hi, _ = bits.Add64(hi, h, carry)
		}
		rest, borrow := bits.Sub64(hi, f.p, 0)
		hi = rest + f.p&-borrow
		x, y = x[k:], y[k:]
	}
	return f.reduce(hi, lo)
}

// word returns x mod p as an element.
func (f *field) word(x uint64) uint64 { return f.mul(x, f.square) }

// plain returns the number below p that the element x stands for.
func (f *field) plain(x uint64) uint64 { return f.reduce(0, x) }

// natural returns |x| mod p as an element.
func (f *field) natural(x *big.Int) uint64 {
	base := f.square // 2⁶⁴ as an element
	if bits.UintSize == 32 {
		base = f.word(1 << 32)
	}
	var z uint64
	words := x.Bits()
	for k := len(words) - 1; k >= 0; k-- {
		z = f.add(f.mul(z, base), f.word(uint64(words[k])))
	}
	return z
}

// integer returns x mod p as an element, for an integer x.
func (f *field) integer(x Number) uint64 {
	var z uint64
	if x.large != nil {
		z = f.natural(x.large.Num())
	} else {
		z = f.word(magnitude(x.num))
	}
	if x.Sign() < 0 {
		return f.sub(0, z)
	}
	return z
}
