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
