package rational

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestFieldAgainstBigInt(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for k := range 8 {
		f := fields.at(k)
		if f.p <= 1<<primeBits || f.p >= 1<<60 || k > 0 && f.p >= fields.at(k-1).p {
			t.Fatalf("prime %d is %d", k, f.p)
		}
		p := new(big.Int).SetUint64(f.p)
		if !p.ProbablyPrime(20) {
			t.Fatalf("%d is no prime", f.p)
		}
		mod := func(x *big.Int) uint64 { return new(big.Int).Mod(x, p).Uint64() }
		edges := []uint64{0, 1, 2, f.p - 1, f.p - 2, f.p / 2, 1<<60 - 1}
		draw := func() uint64 {
			if r.IntN(2) == 0 {
				return edges[r.IntN(len(edges))]
			}
			return r.Uint64N(1 << 60)
		}
		for range 200 {
			a, b := draw(), draw()
			x, y := f.word(a), f.word(b)
			bigA, bigB := new(big.Int).SetUint64(a), new(big.Int).SetUint64(b)
			for name, c := range map[string][2]uint64{
				"word": {x, mod(bigA)},
				"mul":  {f.mul(x, y), mod(new(big.Int).Mul(bigA, bigB))},
				"add":  {f.add(x, y), mod(new(big.Int).Add(bigA, bigB))},
				"sub":  {f.sub(x, y), mod(new(big.Int).Sub(bigA, bigB))},
			} {
				if c[0] >= f.p || f.plain(c[0]) != c[1] {
					t.Fatalf("%s of %d and %d modulo %d: %d, want %d", name, a, b, f.p, f.plain(c[0]), c[1])
				}
			}
			if x != 0 && f.mul(x, f.invert(x)) != f.one {
				t.Fatalf("1/%d modulo %d: %d", a, f.p, f.plain(f.invert(x)))
			}
			if n := drawn(r); f.plain(f.integer(owned(new(big.Rat).SetInt(n)))) != mod(n) {
				t.Fatalf("%v modulo %d: %d", n, f.p, f.plain(f.integer(owned(new(big.Rat).SetInt(n)))))
			}
		}
		for _, n := range []int{0, 1, 15, 16, 17, 100, 1000} {
			x, y, sum := make([]uint64, n), make([]uint64, n), new(big.Int)
			for i := range x {
				if x[i], y[i] = 1<<60-1, f.p-1; n < 1000 {
					x[i], y[i] = draw(), f.word(draw())
				}
				sum.Add(sum, new(big.Int).Mul(new(big.Int).SetUint64(x[i]), new(big.Int).SetUint64(y[i])))
			}
			if got := f.dot(x, y); f.word(got) != mod(sum) { // got = sum/R
				t.Fatalf("a sum of %d products modulo %d", n, f.p)
			}
		}
	}
}

// Integers are found again, with their signs, from their residues, as far as M allows.
func TestMixedSigns(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for count := 1; count <= 5; count++ {
		half := big.NewInt(1)
		for k := range count {
			half.Mul(half, new(big.Int).SetUint64(fields.at(k).p))
		}
		half.Rsh(half, 1) // (M − 1)/2
		values := []*big.Int{new(big.Int), big.NewInt(1), big.NewInt(-1), half, new(big.Int).Neg(half), new(big.Int).Sub(half, big.NewInt(1))}
		for range 200 {
			x := new(big.Int).Rsh(half, uint(r.IntN(60*count)))
			x.Sub(x, big.NewInt(r.Int64N(3)))
			if x.Sign() < 0 {
				x.SetInt64(0)
			}
			values = append(values, x, new(big.Int).Neg(x))
		}
		var d mixed
		for k := range count {
			f, residues := fields.at(k), []uint64(nil)
			for _, x := range values {
				residues = append(residues, f.integer(owned(new(big.Rat).SetInt(x))))
			}
			d.extend(f, residues)
		}
		for i, x := range values {
			if got := d.sign(i); got != x.Sign() {
				t.Fatalf("%d primes: the sign of %v is %d", count, x, got)
			}
		}
	}
}
