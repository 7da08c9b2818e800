package rational

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"
)

func symmetricOf(n int, draw func() Number) Matrix {
	m := Zeros(n, n)
	for i := range n {
		for j := range i + 1 {
			m.setBoth(i, j, draw())
		}
	}
	return m
}

func (m Matrix) setBoth(i, j int, x Number) {
	m.Set(i, j, x)
	m.Set(j, i, x)
}

func signatureOf(t *testing.T, m Matrix) Signature {
	t.Helper()
	s, err := m.Signature()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// drawers draw numbers of several kinds, each with zeros.
func drawers(r *rand.Rand) []func() Number {
	prime := func() int64 { return int64(fields.at(r.IntN(6)).p) }
	return []func() Number{
		func() Number { return Int(r.Int64N(3) - 1) },
		func() Number { return New(r.Int64N(9)-4, r.Int64N(4)+1) },
		func() Number { return New(r.Int64N(1<<40)-1<<39, r.Int64N(1<<40)+1) },
		func() Number { return Int((r.Int64N(3) - 1) * prime()) },
		func() Number { return New(r.Int64N(3)-1, prime()) },
		func() Number { return New((r.Int64N(3)-1)*prime(), prime()).Mul(New(prime(), prime())) },
		func() Number { return Int((r.Int64N(2)) * (r.Int64N(3) - 1)) },
		func() Number { return Dyadic(r.Int64N(5)-2, r.IntN(400)-200) },
		func() Number { return Int(r.Int64N(5) - 2 + (r.Int64N(3)-1)*prime()) },
	}
}

func TestSignatureAgainstElimination(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for k := range 270 {
		d := drawers(r)
		m := symmetricOf(r.IntN(8), d[k%len(d)])
		if r.IntN(3) == 0 { // hollow
			for i := range m.Rows {
				m.Set(i, i, Number{})
			}
		}
		checkSignature(t, m)
	}
}

// What is short is not taken for 0, and what is 0 is found, of any rank.
func TestSignatureOfLowRank(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	short := 0
	for range 80 {
		n := 2 + r.IntN(12)
		k := 1 + r.IntN(n)
		p := random(r, k, n, func() Number { return New(r.Int64N(5)-2, r.Int64N(3)+1) })
		m := p.T().Mul(symmetricOf(k, func() Number { return Int(r.Int64N(7) - 3) })).Mul(p)
		if r.IntN(2) == 0 { // one entry more: not of low rank, by a little
			m.Set(0, 0, m.At(0, 0).Add(New(1, int64(fields.at(0).p))))
		}
		checkSignature(t, m)
		if rows, proved, _ := m.RegularBlock(); proved && len(rows) < n {
			short++
		}
	}
	if short < 15 {
		t.Errorf("a short kernel proved the rank %d times", short)
	}
}

// planted returns PᵀDP for a random P, scaled by rows and columns, and D with the given blocks.
func planted(r *rand.Rand, d, p Matrix) Matrix {
	scale := Identity(p.Cols)
	for i := range p.Cols {
		scale.Set(i, i, New(r.Int64N(1000)+1, r.Int64N(1000)+1))
	}
	p = p.Mul(scale)
	return p.T().Mul(d).Mul(p)
}

// Sylvester's law: PᵀDP has the signs of D where P has full row rank, and zeros.
func TestSignatureUnderCongruence(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 45 {
		k := 1 + r.IntN(10)
		d := symmetricOf(k, drawers(r)[r.IntN(9)])
		n := k + r.IntN(6)
		p := Zeros(k, n)
		for i := range k {
			for j := i; j < n; j++ {
				p.Set(i, j, New(r.Int64N(7)-3, r.Int64N(3)+1))
			}
			p.Set(i, i, Int(1))
		}
		want := signatureOf(t, d)
		want.Zero += n - k
		m := planted(r, d, p)
		if got := signatureOf(t, m); got != want {
			t.Fatalf("%v, want %v: %v", got, want, m)
		}
		if got := eliminated(m.ToRows()); got != want {
			t.Fatalf("second way: %v, want %v: %v", got, want, m)
		}
	}
}

// Primes that divide pivots, ranks that drop modulo the first primes, and numbers that are 0 modulo
// many of them: each must be noticed.
func TestSignatureAtUnluckyPrimes(t *testing.T) {
	for count := 1; count <= 8; count++ {
		product := Int(1)
		for k := range count {
			product = product.Mul(Int(int64(fields.at(k).p)))
		}
		for _, sign := range []int64{-1, 1} {
			c := product.Mul(Int(sign))
			ones := Ints(3, 3, []int{1, 1, 1, 1, 1, 1, 1, 1, 1}) // [1 1 1; 1 1+c 1; 1 1 1] has rank 2 but modulo the primes
			ones.Set(1, 1, Int(1).Add(c))
			hollow := Zeros(2, 2) // [c 1; 1 c]: two signs, or one twice: c² > 1
			hollow.Set(0, 0, c)
			hollow.Set(1, 1, c)
			hollow.setBoth(0, 1, Int(1))
			small := Zeros(3, 3) // its first minor is c, and the others follow
			small.Set(0, 0, c)
			small.setBoth(1, 2, c)
			for _, m := range []Matrix{ones, hollow, small, ones.Scale(c), hollow.Scale(c.Inverse())} {
				if got, want := signatureOf(t, m), eliminated(m.ToRows()); got != want {
					t.Errorf("%d primes, sign %d: %v, want %v: %v", count, sign, got, want, m)
				}
			}
		}
	}
}

// A pivot of order 2 that is singular modulo the second prime, and a Schur complement that is 0 modulo the
// first and has a diagonal of zeros.
func TestSignatureAtUnluckyPairs(t *testing.T) {
	p, q := int64(fields.at(0).p), int64(fields.at(1).p)
	for x := int64(-6); x <= 6; x++ {
		m := Zeros(3, 3)
		m.Set(0, 0, Int(p))
		m.Set(1, 1, Int(p))
		m.setBoth(0, 1, Int(p-q)) // ac − b² = p² − (p − q)²
		m.setBoth(0, 2, Int(x))
		m.setBoth(1, 2, Int(1))
		m.Set(2, 2, Int(p).Mul(New(x, 7)))
		checkSignature(t, m)
	}
	m := Ints(3, 3, []int{1, 1, 1, 1, 1, 1, 1, 1, 1})
	m.setBoth(1, 2, Int(1+p))
	checkSignature(t, m)
}

// det [a b; b c] = p: singular modulo p alone, with a kernel that is nearly short enough to be
// taken for one over the rationals.
func TestKernelsThatAreNearlyShort(t *testing.T) {
	p := new(big.Int).SetUint64(fields.at(0).p)
	found := 0
	for k := int64(0); found < 20; k++ {
		a := big.NewInt(1<<30 - 1 - 2*k)
		if !a.ProbablyPrime(0) {
			continue
		}
		b := new(big.Int).ModSqrt(new(big.Int).Mod(new(big.Int).Neg(p), a), a)
		if b == nil {
			continue
		}
		found++
		c := new(big.Int).Mul(b, b)
		c.Quo(c.Add(c, p), a)
		m := Zeros(2, 2)
		m.Set(0, 0, Int(a.Int64()))
		m.setBoth(0, 1, Int(b.Int64()))
		m.Set(1, 1, Int(c.Int64()))
		if s := signatureOf(t, m); s != (Signature{Pos: 2}) {
			t.Errorf("%v: %v", s, m)
		}
		checkSignature(t, m)
	}
}

func TestSignatureOfExtremes(t *testing.T) {
	huge, tiny := Dyadic(1, 10000), Dyadic(1, -10000)
	m := Zeros(3, 3)
	m.Set(0, 0, huge)
	m.setBoth(0, 1, Int(1))
	m.Set(1, 1, tiny) // det = 0
	m.setBoth(1, 2, Dyadic(1, -20000))
	if got, want := signatureOf(t, m), eliminated(m.ToRows()); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	m.Set(1, 1, tiny.Add(Dyadic(1, -30000)))
	if got, want := signatureOf(t, m), eliminated(m.ToRows()); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	for _, c := range []struct {
		m    Matrix
		want Signature
	}{
		{Zeros(0, 0), Signature{}}, {Zeros(3, 3), Signature{Zero: 3}},
		{Ints(1, 1, []int{-7}), Signature{Neg: 1}}, {Identity(4).Scale(huge), Signature{Pos: 4}},
	} {
		if got := signatureOf(t, c.m); got != c.want {
			t.Errorf("%v, want %v: %v", got, c.want, c.m)
		}
	}
}

func TestSignatureRefusals(t *testing.T) {
	var e ErrNotSymmetric
	if _, err := Ints(2, 2, []int{1, 2, 3, 4}).Signature(); !errors.As(err, &e) || e != (ErrNotSymmetric{1, 0}) {
		t.Error(err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a 2×3 matrix has a signature")
		}
	}()
	Zeros(2, 3).Signature()
}

// Within a budget there is the same answer or none.
func TestSignatureWithin(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	given, refused := 0, 0
	for range 45 {
		m := symmetricOf(6+r.IntN(10), drawers(r)[2])
		s, ok, err := m.SignatureWithin(float64(r.IntN(200000)))
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			refused++
		} else if given++; s != signatureOf(t, m) {
			t.Errorf("%v within the budget, %v without", s, signatureOf(t, m))
		}
	}
	if given < 10 || refused < 10 {
		t.Errorf("given %d, refused %d", given, refused)
	}
}

// No minor of RAC exceeds the bound, and RAC is integral.
func TestHadamardIsABound(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		n := 1 + r.IntN(6)
		m := symmetricOf(n, drawers(r)[r.IntN(9)])
		s := scale(m)
		z := Zeros(n, n)
		total := 0
		for i := range n {
			total += s.bits[i]
			norm := Number{}
			for j := range n {
				x := m.At(i, j).Mul(s.rows[i]).Mul(s.cols[j])
				if !x.IsInt() || s.rows[i].Sign() <= 0 || s.cols[j].Sign() <= 0 {
					t.Fatalf("entry (%d,%d) of RAC is %v: %v", i, j, x, m)
				}
				z.Set(i, j, x)
				norm = norm.Add(x.Mul(x))
			}
			if norm.bitLen() > s.bits[i] || norm.Sign() > 0 && norm.bitLen() < s.bits[i]-3 {
				t.Fatalf("‖row %d‖² has %d bits, bound %d: %v", i, norm.bitLen(), s.bits[i], z)
			}
		}
		square := determinantOf(z)
		if square.Mul(square, square).BitLen() > total {
			t.Fatalf("det² has %d bits, Hadamard's bound %d: %v", square.BitLen(), total, z)
		}
	}
}

// determinantOf returns that of a matrix of integers, by expansion.
func determinantOf(m Matrix) *big.Int {
	if m.Rows == 0 {
		return big.NewInt(1)
	}
	total := new(big.Int)
	for c := range m.Cols {
		rest := Zeros(m.Rows-1, m.Cols-1)
		for i := range rest.Rows {
			for j := range rest.Cols {
				rest.Set(i, j, m.At(i+1, j+min(1, (j+m.Cols-c)/m.Cols)))
			}
		}
		x := determinantOf(rest)
		x.Mul(x, m.At(0, c).Rat().Num())
		if c%2 == 1 {
			x.Neg(x)
		}
		total.Add(total, x)
	}
	return total
}
