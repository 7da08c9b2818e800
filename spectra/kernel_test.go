package spectra

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/internal/num"
	"saddle/spectra/internal/testmat"
)

// gramOf returns Σ ± uuᵀ of k vectors of integers below 2^bits.
func gramOf(r *rand.Rand, n, k, bits int) [][]int64 {
	z := make([][]int64, n)
	for i := range z {
		z[i] = make([]int64, n)
	}
	for p := range k {
		u := make([]int64, n)
		for i := range u {
			u[i] = r.Int64N(2<<bits) - 1<<bits
		}
		for i := range n {
			for j := range n {
				z[i][j] += int64(1-2*(p%2)) * u[i] * u[j]
			}
		}
	}
	return z
}

func symOf(z [][]int64) *mat.SymDense {
	a := mat.NewSymDense(len(z), nil)
	for i := range z {
		for j := range i + 1 {
			a.SetSym(i, j, float64(z[i][j]))
		}
	}
	return a
}

// The dimension of the kernel is that of an exact LDLᵀ.
func TestKernelDimension(t *testing.T) {
	r := rand.New(rand.NewPCG(101, 102))
	zeros := 0
	cases := testmat.Cases(300, 100)
	for range cases {
		n := 1 + r.IntN(9)
		z := gramOf(r, n, r.IntN(n+1), r.IntN(18))
		want := exactSigns(t, symOf(z)).Zero
		zeros += want
		if got := kernelDimension(z); got != want {
			t.Fatalf("%d, want %d: %v", got, want, z)
		}
	}
	if zeros < cases {
		t.Errorf("only %d zeros", zeros)
	}
	for _, c := range [][3]int{{40, 39, 19}, {60, 20, 18}, {90, 3, 16}, {255, 2, 15}, {30, 0, 9}} {
		if testing.Short() && c[1] > 20 {
			continue
		}
		if got := kernelDimension(gramOf(r, c[0], c[1], c[2])); got != c[0]-c[1] {
			t.Errorf("n = %d of rank %d: dimension %d", c[0], c[1], got)
		}
	}
}

// Where the prime divides minors by accident, the rank modulo the prime is less than the rank,
// and nothing false is proved.
func TestKernelOfMultiplesOfThePrime(t *testing.T) {
	const p = kernelPrime
	for name, c := range map[string]struct {
		z    [][]int64
		most int
	}{
		"pI":                 {[][]int64{{p, 0}, {0, p}}, 0},
		"determinant p":      {[][]int64{{1, 2}, {2, p + 4}}, 0},
		"determinant 0":      {[][]int64{{p, p}, {p, p}}, 1},
		"a minor p, rank 2":  {[][]int64{{p, 1, 1}, {1, 0, 0}, {1, 0, 0}}, 1},
		"rank 2, 1 modulo p": {[][]int64{{1, 1, 0}, {1, 1 + p, 0}, {0, 0, 0}}, 1},
	} {
		if got, exact := kernelDimension(c.z), exactSigns(t, symOf(c.z)).Zero; got > exact || exact != c.most {
			t.Errorf("%s: %d zeros are claimed of %d", name, got, exact)
		}
	}
}

// A wrong vector is noticed, whatever entry is wrong, and so is one of zeros.
func TestWrongKernelVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(103, 104))
	z := gramOf(r, 12, 9, 14)
	l := newLifting(z)
	v := l.kernelVector(l.free[0], big.NewInt(1))
	if !annihilates(v, z) {
		t.Fatal("the vector is not in the kernel")
	}
	for i := range v {
		for _, e := range []int64{1, -1, kernelPrime, 1 << 62} {
			wrong := append([]*big.Int(nil), v...)
			wrong[i] = new(big.Int).Add(v[i], big.NewInt(e))
			if annihilates(wrong, z) {
				t.Errorf("entry %d may be wrong by %d", i, e)
			}
		}
	}
	for i := range v {
		v[i] = new(big.Int)
	}
	if annihilates(v, z) {
		t.Error("zeros are taken for a kernel vector")
	}
	// A product of one sign alone is enough.
	for _, x := range []int64{1, -1} {
		for _, row := range [][]int64{{x, 0}, {0, x}} {
			if annihilates([]*big.Int{big.NewInt(1), big.NewInt(1)}, [][]int64{{0, 0}, row}) {
				t.Errorf("a row %v takes (1, 1) to 0", row)
			}
		}
	}
	// A lifting with a wrong inverse, or with too few digits, finds nothing.
	l.inverse[5]++
	if v := l.kernelVector(l.free[0], big.NewInt(1)); v != nil {
		t.Errorf("a wrong inverse gives %v", v)
	}
	l = newLifting(z)
	l.most = 3
	if v := l.kernelVector(l.free[0], big.NewInt(1)); v != nil {
		t.Errorf("three digits give %v", v)
	}
}

// Fractions are recovered from their residues.
func TestFraction(t *testing.T) {
	r := rand.New(rand.NewPCG(105, 106))
	m := new(big.Int).Exp(big.NewInt(kernelPrime), big.NewInt(6), nil)
	for range 200 {
		want := big.NewRat(r.Int64()-1<<62, 1+r.Int64())
		x := new(big.Int).ModInverse(want.Denom(), m)
		x.Mod(x.Mul(x, want.Num()), m)
		n, d := fraction(x, m, 70)
		if d == nil || new(big.Rat).SetFrac(n, d).Cmp(want) != 0 {
			t.Fatalf("%v/%v, want %v", n, d, want)
		}
	}
}

// The integers are DAD exactly, and as short as those that D came from.
func TestDyadic(t *testing.T) {
	r := rand.New(rand.NewPCG(107, 108))
	for range 200 {
		n := 1 + r.IntN(8)
		z := gramOf(r, n, 1+r.IntN(3), 12)
		e := make([]int, n)
		for i := range e {
			e[i] = r.IntN(900) - 450
		}
		a := symOf(z)
		for i := range n {
			for j := range i + 1 {
				a.SetSym(i, j, math.Ldexp(a.At(i, j), e[i]+e[j]))
			}
		}
		got := dyadic(a, balance(a))
		if got.bits > kernelBits {
			t.Errorf("%d bits of entries below 2²⁶", got.bits)
		}
		shift := make([]*int, n) // twice the exponents of D
		rows := got.integers()
		for i := range n {
			if x := a.At(i, i); x != 0 {
				s := math.Ilogb(float64(rows[i][i])) - math.Ilogb(x)
				shift[i] = &s
			}
		}
		for i := range n {
			for j := range n {
				if got.exponents[i*n+j] < 0 || shift[i] == nil || shift[j] == nil {
					continue
				}
				if want := math.Ldexp(a.At(i, j), (*shift[i]+*shift[j])/2); float64(rows[i][j]) != want {
					t.Fatalf("entry (%d,%d) is %d, want %g", i, j, rows[i][j], want)
				}
			}
		}
	}
}

// Congruences with eigenvectors alone prove no wrong sign.
func TestCongruenceSigns(t *testing.T) {
	r := rand.New(rand.NewPCG(109, 110))
	proved, unsure := 0, 0
	for k := range testmat.Cases(500, 150) {
		n := 1 + r.IntN(8)
		a := symOf(gramOf(r, n, 1+r.IntN(n), 3))
		if k%2 == 1 { // and a little more
			for i := range n {
				a.SetSym(i, i, a.At(i, i)+math.Ldexp(float64(r.IntN(3)-1), -r.IntN(46)))
			}
		}
		neg, pos, err := congruenceSigns(a, a, true)
		in := exactSigns(t, a)
		if err != nil || neg > in.Neg || pos > in.Pos {
			t.Fatalf("claims %d and %d, is %v, %v: %v", neg, pos, in, err, mat.Formatted(a))
		}
		proved, unsure = proved+neg+pos, unsure+in.Neg+in.Pos-neg-pos
	}
	if unsure > proved/50 {
		t.Errorf("%d proved, %d unsure", proved, unsure)
	}
}

func TestCompensatedDot(t *testing.T) {
	r := rand.New(rand.NewPCG(111, 112))
	for range testmat.Cases(200, 60) {
		n := 1 + r.IntN(40)
		x, y := make([]float64, n), make([]float64, n)
		exact, size := new(big.Rat), 0.0
		for i := range n {
			x[i], y[i] = wild(r), wild(r)
			if i > n/2 { // the sum cancels
				x[i], y[i] = -x[n-1-i], y[n-1-i]
			}
			exact.Add(exact, new(big.Rat).Mul(exactly(x[i]), exactly(y[i])))
			size += math.Abs(x[i] * y[i])
		}
		hi, lo := compensatedDot(x, y)
		miss := exact.Sub(exact, exactly(hi))
		miss.Abs(miss.Sub(miss, exactly(lo)))
		bound := exactly(1.1 * float64((n+1)*(n+1)) * num.Roundoff * num.Roundoff * size * (1 + 0x1p-40))
		bound.Add(bound, new(big.Rat).Mul(exactly(2*float64(n)), exactly(num.Denormal)))
		if miss.Cmp(bound) > 0 {
			t.Fatalf("n = %d: the error exceeds the bound", n)
		}
	}
}

// The bounds of a balanced matrix enclose it also where entries underflow.
func TestPointProblemEncloses(t *testing.T) {
	r := rand.New(rand.NewPCG(113, 114))
	rounded, cases := 0, testmat.Cases(200, 50)
	for range cases {
		n := 2 + r.IntN(4)
		a := mat.NewSymDense(n, nil)
		for i := range n {
			for j := range i + 1 {
				a.SetSym(i, j, math.Ldexp(r.NormFloat64(), r.IntN(2)*(200-r.IntN(1250))))
			}
		}
		p := pointProblem(a)
		if p.lower != p.upper {
			rounded++
		}
		below, above := make([][]*big.Rat, n), make([][]*big.Rat, n)
		for i := range n {
			below[i], above[i] = make([]*big.Rat, n), make([]*big.Rat, n)
			for j := range n {
				power := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(4000+p.scale[i]+p.scale[j])))
				x := power.Mul(power, exactly(a.At(i, j)))
				x.Quo(x, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 4000)))
				below[i][j] = new(big.Rat).Sub(x, exactly(p.lower.At(i, j)))
				above[i][j] = new(big.Rat).Sub(exactly(p.upper.At(i, j)), x)
			}
		}
		for _, difference := range [][][]*big.Rat{below, above} {
			if in, err := ExactInertia(difference); err != nil || in.Neg > 0 {
				t.Fatalf("the difference has %v, %v: %v", in, err, mat.Formatted(a))
			}
		}
	}
	if 10*rounded < cases || 10*rounded > 9*cases {
		t.Errorf("entries underflow in %d of %d", rounded, cases)
	}
}
