package spectra_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
	"saddle/spectra/interval"
)

// randomRational draws a symmetric matrix of small fractions with many zeros.
func randomRational(r *rand.Rand, n int) [][]*big.Rat {
	a := make([][]*big.Rat, n)
	zeros := r.IntN(3)
	for i := range a {
		a[i] = make([]*big.Rat, n)
		for j := range i + 1 {
			a[i][j] = new(big.Rat)
			if r.IntN(3) >= zeros {
				a[i][j].SetFrac64(r.Int64N(9)-4, r.Int64N(4)+1)
			}
			a[j][i] = a[i][j]
		}
	}
	return a
}

// congruent returns PᵀAP for P with n columns.
func congruent(a, p [][]*big.Rat, n int) [][]*big.Rat {
	b := make([][]*big.Rat, n)
	for i := range b {
		b[i] = make([]*big.Rat, n)
		for j := range b {
			b[i][j] = new(big.Rat)
			for k := range a {
				for l := range a {
					x := new(big.Rat).Mul(p[k][i], a[k][l])
					b[i][j].Add(b[i][j], x.Mul(x, p[l][j]))
				}
			}
		}
	}
	return b
}

// characteristic returns the coefficients of det(xI − A), highest power first, by
// the recurrence of Faddeev and LeVerrier.
func characteristic(a [][]*big.Rat) []*big.Rat {
	n := len(a)
	c := []*big.Rat{big.NewRat(1, 1)}
	m := make([][]*big.Rat, n) // M_k = A M_{k−1} + c_k I
	for i := range m {
		m[i] = make([]*big.Rat, n)
		for j := range m {
			m[i][j] = new(big.Rat)
		}
	}
	for k := 1; k <= n; k++ {
		for i := range m {
			m[i][i].Add(m[i][i], c[k-1])
		}
		next := make([][]*big.Rat, n)
		trace := new(big.Rat)
		for i := range next {
			next[i] = make([]*big.Rat, n)
			for j := range next {
				next[i][j] = new(big.Rat)
				for l := range a {
					next[i][j].Add(next[i][j], new(big.Rat).Mul(a[i][l], m[l][j]))
				}
			}
			trace.Add(trace, next[i][i])
		}
		m = next
		c = append(c, trace.Quo(trace, big.NewRat(int64(-k), 1)))
	}
	return c
}

// descartes returns the inertia of a matrix with real eigenvalues: Descartes' rule of
// signs is exact for a polynomial with real roots only.
func descartes(c []*big.Rat) spectra.Inertia {
	n := len(c) - 1
	var in spectra.Inertia
	for in.Zero < n && c[n-in.Zero].Sign() == 0 {
		in.Zero++
	}
	last := 1
	for _, x := range c[1:] {
		if x.Sign() == -last {
			in.Pos++
		}
		if x.Sign() != 0 {
			last = x.Sign()
		}
	}
	in.Neg = n - in.Zero - in.Pos
	return in
}

func TestExactInertiaAgainstDescartes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range testmat.Cases(400, 150) {
		a := randomRational(r, r.IntN(8))
		if got, want := exactInertia(t, a), descartes(characteristic(a)); got != want {
			t.Fatalf("%v: got %v, want %v", a, got, want)
		}
	}
}

func TestExactInertiaLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range testmat.Cases(200, 80) {
		k := 1 + r.IntN(6)
		a := randomRational(r, k)
		in := exactInertia(t, a)

		negated := minus(a, 0)
		for i := range a {
			for j := range a {
				negated[i][j] = new(big.Rat).Neg(a[i][j])
			}
		}
		if got := exactInertia(t, negated); got != (spectra.Inertia{Neg: in.Pos, Zero: in.Zero, Pos: in.Neg}) {
			t.Fatalf("%v: inertia of −A is %v, of A %v", a, got, in)
		}

		// P = [U | C] with U unit triangular: the signs of A, and zeros.
		n := k + r.IntN(3)
		p := make([][]*big.Rat, k)
		for i := range p {
			p[i] = make([]*big.Rat, n)
			for j := range p[i] {
				p[i][j] = big.NewRat(r.Int64N(5)-2, 1)
				if j < i {
					p[i][j] = new(big.Rat)
				} else if j == i {
					p[i][j] = big.NewRat(1, 1)
				}
			}
		}
		if got, want := exactInertia(t, congruent(a, p, n)), (spectra.Inertia{Neg: in.Neg, Zero: in.Zero + n - k, Pos: in.Pos}); got != want {
			t.Fatalf("%v: inertia of PᵀAP is %v, want %v", a, got, want)
		}

		b := randomRational(r, 1+r.IntN(4))
		other := exactInertia(t, b)
		want := spectra.Inertia{Neg: in.Neg + other.Neg, Zero: in.Zero + other.Zero, Pos: in.Pos + other.Pos}
		if got := exactInertia(t, directSum(a, b)); got != want {
			t.Fatalf("%v ⊕ %v: %v, want %v", a, b, got, want)
		}
	}
}

func directSum(a, b [][]*big.Rat) [][]*big.Rat {
	n := len(a) + len(b)
	s := make([][]*big.Rat, n)
	for i := range s {
		s[i] = make([]*big.Rat, n)
		for j := range s {
			switch {
			case i < len(a) && j < len(a):
				s[i][j] = a[i][j]
			case i >= len(a) && j >= len(a):
				s[i][j] = b[i-len(a)][j-len(a)]
			default:
				s[i][j] = new(big.Rat)
			}
		}
	}
	return s
}

func TestExactNegativeDirection(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range testmat.Cases(400, 150) {
		a := randomRational(r, r.IntN(8))
		if r.IntN(2) == 0 { // positive semidefinite
			p := randomRational(r, len(a))
			a = congruent(rationalRows(diagonal(onesVector(len(a)))), p, len(a))
		}
		in := exactInertia(t, a)
		v, value, ok, err := spectra.ExactNegativeDirection(a)
		if err != nil || ok != (in.Neg > 0) {
			t.Fatalf("%v with %v: ok is %v, error %v", a, in, ok, err)
		}
		if !ok {
			continue
		}
		total := new(big.Rat)
		for i := range a {
			for j := range a {
				x := new(big.Rat).Mul(v[i], a[i][j])
				total.Add(total, x.Mul(x, v[j]))
			}
		}
		if total.Cmp(value) != 0 || total.Sign() >= 0 {
			t.Fatalf("%v: vᵀAv is %v for %v, reported %v", a, total, v, value)
		}
	}
}

func onesVector(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = 1
	}
	return v
}

// A rank that is less modulo the first prime, the largest below 2⁶⁰, is not taken for the rank.
func TestExactInertiaAtThePrime(t *testing.T) {
	const n, prime = 12, 1<<60 - 93
	a := make([][]*big.Rat, n)
	for i := range a {
		for range n {
			a[i] = append(a[i], big.NewRat(1, 1))
		}
	}
	a[n-1][n-1] = big.NewRat(1-prime, 1)
	if got, want := exactInertia(t, a), (spectra.Inertia{Neg: 1, Zero: n - 2, Pos: 1}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestExactRefusals(t *testing.T) {
	one, two := big.NewRat(1, 1), big.NewRat(2, 1)
	var dimension spectra.ErrDimension
	if _, err := spectra.ExactInertia([][]*big.Rat{{one, two}, {two}}); !errors.As(err, &dimension) || dimension.Arg != "a[1]" {
		t.Errorf("ragged: %v", err)
	}
	var asymmetric spectra.ErrNotSymmetric
	_, _, _, err := spectra.ExactNegativeDirection([][]*big.Rat{{one, two}, {one, one}})
	if !errors.As(err, &asymmetric) || asymmetric.Difference != -1 {
		t.Errorf("asymmetric: %v", err)
	}
	tiny := new(big.Rat).SetFrac(big.NewInt(-1), new(big.Int).Lsh(big.NewInt(1), 1076))
	_, err = spectra.ExactInertia([][]*big.Rat{{one, new(big.Rat)}, {tiny, one}})
	if !errors.As(err, &asymmetric) || asymmetric.Difference != -0x1p-1074 {
		t.Errorf("asymmetric by −2⁻¹⁰⁷⁶: %v", err)
	}
}

// atMost reports whether everything that a proves is true of a matrix with inertia b.
func atMost(a, b spectra.Inertia) bool {
	return a.Neg <= b.Neg && a.Zero <= b.Zero && a.Pos <= b.Pos && a.Dim() == b.Dim()
}

func TestInertiaNeverWrongOnTheZoo(t *testing.T) {
	for _, s := range zoo() {
		if testing.Short() && s.a.SymmetricDim() > 24 {
			continue
		}
		got, err := spectra.InertiaOfDense(s.a)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		want := exactInertia(t, rationalRows(s.a))
		if !atMost(got, want) {
			t.Errorf("%s: claims %v, is %v", s.name, got, want)
		}
		if got.Unsure != 0 && decidable(s.a) {
			t.Errorf("%s: %v, want %v", s.name, got, want)
		}
	}
}

// decidable reports whether no eigenvalue is within n²ε‖A‖ of zero.
func decidable(a *mat.SymDense) bool {
	values, err := spectra.Eigenvalues(a)
	if err != nil {
		return false
	}
	n := a.SymmetricDim()
	for _, x := range values {
		if math.Abs(x) < float64(n)*backward(n, norm(a)) {
			return false
		}
	}
	return true
}

func TestInertiaOfRandomMatrices(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 150 {
		n := r.IntN(9)
		low := generate(n, func(int, int) float64 { return float64(r.IntN(7) - 3) })
		if r.IntN(2) == 0 && n > 1 { // of low rank
			v := make([]float64, n)
			for i := range v {
				v[i] = float64(r.IntN(7) - 3)
			}
			low = generate(n, func(i, j int) float64 { return v[i]*v[j] - float64((i%2)*(j%2)) })
		}
		d := make([]int, n) // a graded congruence, exact
		for i := range d {
			d[i] = r.IntN(80) - 40
		}
		graded := generate(n, func(i, j int) float64 { return math.Ldexp(low.At(i, j), d[i]+d[j]) })
		for _, a := range []*mat.SymDense{low, graded} {
			got, err := spectra.InertiaOfDense(a)
			if err != nil {
				t.Fatal(err)
			}
			want := exactInertia(t, rationalRows(a))
			if !atMost(got, want) {
				t.Fatalf("%v: claims %v, is %v", mat.Formatted(a), got, want)
			}
			if want.Zero == 0 && decidable(low) && got.Unsure > 0 {
				t.Fatalf("%v: %v, want %v", mat.Formatted(a), got, want)
			}
		}
	}
}

// Signs are found down to the backward error of an eigenvalue method.
func TestInertiaFindsSmallEigenvalues(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	const n = 80
	d := make([]float64, n)
	found := 0
	for i := range d {
		d[i] = math.Pow(10, -16*float64(i)/n) * float64(1-2*(i%2))
		if math.Abs(d[i]) > backward(n, 1) {
			found++
		}
	}
	got, err := spectra.InertiaOfDense(prescribed(r, d))
	if err != nil || got.Neg+got.Pos < found {
		t.Errorf("%v, %v: want %d signs", got, err, found)
	}
}

// What is proved of an interval matrix is true of each of its members.
func TestInertiaOfIntervalMatrices(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	decided, unsure := 0, 0
	for range 150 {
		n := 1 + r.IntN(6)
		radius := math.Ldexp(1, -r.IntN(12))
		s := widened(random(r, n, 1), func(int, int) float64 { return radius * r.Float64() })
		got, err := spectra.InertiaOf(s)
		if err != nil {
			t.Fatal(err)
		}
		decided += n - got.Unsure
		unsure += got.Unsure
		for range 4 {
			a := member(r, s)
			if want := exactInertia(t, rationalRows(a)); !atMost(got, want) {
				t.Fatalf("claims %v, but the member %v has %v", got, mat.Formatted(a), want)
			}
		}
	}
	if decided < unsure || unsure == 0 {
		t.Errorf("%d signs decided, %d unsure: the draw tests one side only", decided, unsure)
	}
}

// An interval matrix around a singular one has an eigenvalue of unsure sign, however
// small the radius.
func TestInertiaUnsureAroundSingular(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for range 60 {
		n := 2 + r.IntN(8)
		v := make([]float64, n)
		for i := range v {
			v[i] = float64(r.IntN(7) - 3)
		}
		v[0] = 1
		a := generate(n, func(i, j int) float64 { // A v = 0, since v[0] = 1
			if j == 0 {
				return 0
			}
			return float64(r.IntN(5) - 2)
		})
		for i := 1; i < n; i++ {
			var s float64
			for j := 1; j < n; j++ {
				s += a.At(i, j) * v[j]
			}
			a.SetSym(i, 0, -s)
		}
		var s float64
		for j := 1; j < n; j++ {
			s += a.At(0, j) * v[j]
		}
		a.SetSym(0, 0, -s)
		if exactInertia(t, rationalRows(a)).Zero == 0 {
			t.Fatal("the test draws regular matrices")
		}
		for _, radius := range []float64{0x1p-60, 0x1p-30, 0x1p-4} {
			got, err := spectra.InertiaOf(widened(a, func(int, int) float64 { return radius }))
			if err != nil {
				t.Fatal(err)
			}
			if got.Unsure == 0 || got.Zero > 0 {
				t.Fatalf("%v ± %g: %v", mat.Formatted(a), radius, got)
			}
		}
	}
}

func TestInertiaZeroRows(t *testing.T) {
	a := mat.NewSymDense(5, nil)
	a.SetSym(1, 3, 2)
	got, err := spectra.InertiaOfDense(a)
	if want := (spectra.Inertia{Neg: 1, Zero: 3, Pos: 1}); got != want || err != nil {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	s := points(a)
	s.Set(0, 0, interval.Interval{Lo: 0, Hi: 0x1p-1074})
	got, err = spectra.InertiaOf(s)
	if want := (spectra.Inertia{Neg: 1, Zero: 2, Pos: 1, Unsure: 1}); got != want || err != nil {
		t.Errorf("with a row that may be zero: got %v, %v; want %v", got, err, want)
	}
}

func TestIntervalRefusals(t *testing.T) {
	bad := map[string]interval.Interval{"empty": interval.Empty(), "whole": interval.Whole(), "inverted": {Lo: 1, Hi: 0}}
	for name, x := range bad {
		s := points(ones(3))
		s.Set(2, 1, x)
		_, inertia := spectra.InertiaOf(s)
		_, lower := spectra.LowerBound(s)
		_, upper := spectra.UpperBound(s)
		_, both := spectra.SmallestEigenvalue(s)
		_, definite := spectra.PositiveDefinite(s)
		_, _, _, curvature := spectra.NegativeCurvature(s)
		for i, err := range []error{inertia, lower, upper, both, definite, curvature} {
			if !errors.As(err, new(spectra.ErrNotFinite)) {
				t.Errorf("%s entry, function %d: error %v", name, i, err)
			}
		}
	}
}

func TestInertiaString(t *testing.T) {
	for _, c := range []struct {
		in   spectra.Inertia
		want string
	}{
		{spectra.Inertia{Neg: 1, Pos: 2}, "1 negative, 0 zero, 2 positive"},
		{spectra.Inertia{Zero: 3, Unsure: 4}, "0 negative, 3 zero, 0 positive, 4 unsure"},
	} {
		if got := fmt.Sprint(c.in); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
