package rational

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// drawn returns an integer at one of the edges of the word, or a random one of any size.
func drawn(r *rand.Rand) *big.Int {
	edges := []int64{0, 1, 2, 3, 6, 1 << 31, 1<<31 - 1, 1 << 53, 1<<53 + 1, 1 << 62, math.MaxInt64 - 1, math.MaxInt64}
	var x *big.Int
	switch r.IntN(4) {
	case 0:
		x = big.NewInt(edges[r.IntN(len(edges))])
	case 1:
		x = big.NewInt(r.Int64() >> r.IntN(63))
	case 2:
		x = new(big.Int).Lsh(big.NewInt(r.Int64()>>r.IntN(63)), uint(r.IntN(130)))
	default: // 2⁶³ and around
		x = new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), 63), big.NewInt(r.Int64N(5)-2))
	}
	if r.IntN(2) == 0 {
		x.Neg(x)
	}
	return x
}

func drawnRat(r *rand.Rand) *big.Rat {
	q := drawn(r)
	if q.Sign() == 0 || r.IntN(3) == 0 {
		q.SetInt64(1)
	}
	return new(big.Rat).SetFrac(drawn(r), q)
}

// is reports whether x is r, in the form that a Number of this value has.
func (x Number) is(r *big.Rat) bool {
	n, d := r.Num(), r.Denom()
	small := n.IsInt64() && d.IsInt64() && n.Int64() != math.MinInt64
	return x.Rat().Cmp(r) == 0 && (x.large == nil) == small && x.Sign() == r.Sign() && x.IsInt() == r.IsInt() &&
		x.IsZero() == (r.Sign() == 0) && x.String() == r.RatString()
}

func TestNumberAgainstBigRat(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2500 {
		a, b := drawnRat(r), drawnRat(r)
		x, y := Of(a), Of(b)
		check := func(name string, got Number, want *big.Rat) {
			if !got.is(want) {
				t.Fatalf("%s of %v and %v: %v, want %v", name, a, b, got, want)
			}
		}
		check("Of", x, a)
		check("Neg", x.Neg(), new(big.Rat).Neg(a))
		check("Abs", x.Abs(), new(big.Rat).Abs(a))
		check("Add", x.Add(y), new(big.Rat).Add(a, b))
		check("Sub", x.Sub(y), new(big.Rat).Sub(a, b))
		check("Add of −x", x.Add(x.Neg()), new(big.Rat))
		check("Mul", x.Mul(y), new(big.Rat).Mul(a, b))
		if b.Sign() != 0 {
			check("Quo", x.Quo(y), new(big.Rat).Quo(a, b))
			check("Inverse", y.Inverse(), new(big.Rat).Inv(b))
			check("Pow −3", y.Pow(-3), new(big.Rat).Inv(new(big.Rat).Mul(b, new(big.Rat).Mul(b, b))))
		}
		if bits := a.Num().BitLen() + a.Denom().BitLen(); x.Bits() != bits || x.large == nil && x.Words() != 1 || x.large != nil && x.Words() != 1+bits/64 {
			t.Fatalf("%v has %d bits, %d words", a, x.Bits(), x.Words())
		}
		check("Pow 2", x.Pow(2), new(big.Rat).Mul(a, a))
		if root, ok := x.Mul(x).Sqrt(); !ok || root.Cmp(x.Abs()) != 0 {
			t.Fatalf("√(%v)² is %v, %v", a, root, ok)
		}
		if x.Cmp(y) != a.Cmp(b) {
			t.Fatalf("Cmp of %v and %v: %d", a, b, x.Cmp(y))
		}
		f, exact := x.Float64()
		if want, same := a.Float64(); f != want || exact != same {
			t.Fatalf("Float64 of %v: %v, %v, want %v, %v", a, f, exact, want, same)
		}
		if want := new(big.Int).GCD(nil, nil, new(big.Int).Abs(a.Num()), new(big.Int).Abs(b.Num())); !gcdOf(x.numerator(), y.numerator()).is(new(big.Rat).SetInt(want)) {
			t.Fatalf("gcd of %v and %v: %v, want %v", a.Num(), b.Num(), gcdOf(x.numerator(), y.numerator()), want)
		}
	}
}

// All sums and products of numbers at the edge of the word.
func TestNumbersAtTheEdge(t *testing.T) {
	var numbers []*big.Rat
	for _, p := range []int64{0, 1, -1, 6, -35, 1 << 31, -(1<<31 + 1), 1 << 62, math.MaxInt64, -math.MaxInt64, math.MinInt64, math.MaxInt64 - 1} {
		for _, q := range []int64{1, 2, 21, 1 << 32, 1<<62 - 57, math.MaxInt64} {
			numbers = append(numbers, big.NewRat(p, q))
		}
	}
	for _, a := range numbers {
		for _, b := range numbers {
			if x, want := Of(a).Add(Of(b)), new(big.Rat).Add(a, b); !x.is(want) {
				t.Errorf("%v + %v = %v", a, b, x)
			}
			if x, want := Of(a).Mul(Of(b)), new(big.Rat).Mul(a, b); !x.is(want) {
				t.Errorf("%v * %v = %v", a, b, x)
			}
		}
	}
}

func TestNumberOfFloats(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	values := []float64{0, math.Copysign(0, -1), 1, -0.5, 0x1p62, 0x1p63, -0x1p63, 0x1p-62, 0x1p-63, math.MaxFloat64, math.SmallestNonzeroFloat64, 0x1p-1022}
	for range 3000 {
		values = append(values, math.Ldexp(r.Float64()-0.5, r.IntN(300)-150), float64(r.IntN(1000)-500)/64)
	}
	for _, v := range values {
		x := Float(v)
		if !x.is(new(big.Rat).SetFloat64(v)) {
			t.Fatalf("%v: %v", v, x)
		}
		if f, exact := x.Float64(); f != v || !exact {
			t.Fatalf("%v there and back: %v, %v", v, f, exact)
		}
	}
	if x := Dyadic(math.MinInt64, -63); !x.is(big.NewRat(-1, 1)) {
		t.Errorf("−2⁶³2⁻⁶³ = %v", x)
	}
	if x := Int(math.MinInt64); x.String() != "-9223372036854775808" || !x.Neg().Neg().is(x.Rat()) {
		t.Errorf("the least int64: %v", x)
	}
}

// What a Number was made of, and what it gives away, is not its own.
func TestNumberIsAValue(t *testing.T) {
	big1 := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 100))
	x := Of(big1)
	y := x
	big1.SetInt64(5)
	x.Rat().SetInt64(6)
	if want := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 100)); x.Rat().Cmp(want) != 0 || y.Rat().Cmp(want) != 0 {
		t.Errorf("%v", x)
	}
}

func TestNumberRefusals(t *testing.T) {
	for name, f := range map[string]func(){
		"1/0": func() { New(1, 0) }, "1/0 as a quotient": func() { Int(1).Quo(Number{}) }, "0⁻¹": func() { Number{}.Pow(-1) },
		"NaN": func() { Float(math.NaN()) }, "an infinity": func() { Float(math.Inf(1)) },
		"an entry that is not there": func() { Zeros(2, 3).At(0, 3) }, "ragged rows": func() { FromRows([][]*big.Rat{{}, {big.NewRat(1, 1)}}) },
		"nil": func() { FromRows([][]*big.Rat{{nil}}) }, "too many entries": func() { Ints(1, 1, []int{1, 2}) },
		"2×2 times 3×3": func() { Identity(2).Mul(Identity(3)) }, "2×2 and 3×3": func() { Identity(2).Add(Identity(3)) },
		"2×2 over 3×3": func() { Identity(2).Above(Identity(3)) }, "a negative side": func() { Zeros(-1, 2) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
	if _, ok := Int(-1).Sqrt(); ok {
		t.Error("√−1 is rational")
	}
	if _, ok := Int(2).Sqrt(); ok {
		t.Error("√2 is rational")
	}
}
