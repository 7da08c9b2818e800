package spectra_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
	"saddle/spectra/interval"
)

func inertiaOf(t *testing.T, a *interval.Sym) spectra.Inertia {
	t.Helper()
	in, err := spectra.InertiaOf(a)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func inertiaOfDense(t *testing.T, a mat.Symmetric) spectra.Inertia {
	t.Helper()
	in, err := spectra.InertiaOfDense(a)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// known returns UᵀDU in integers, for U unit upper triangular with a few small entries in a
// row, shuffled: its inertia is that of D.
func known(r *rand.Rand, d []int64, each int) *mat.SymDense {
	n := len(d)
	a, order := mat.NewSymDense(n, nil), r.Perm(n)
	for i, x := range d {
		row := map[int]int64{i: 1}
		for range min(each, n-1-i) {
			row[i+1+r.IntN(n-1-i)] = 1 - 2*r.Int64N(2)
		}
		for p, u := range row {
			for q, v := range row {
				if p <= q {
					a.SetSym(order[p], order[q], a.At(order[p], order[q])+float64(x*u*v))
				}
			}
		}
	}
	if norm(a) > 1<<53 {
		panic("not exact")
	}
	return a
}

func inertiaOfDiagonal(d []int64) (in spectra.Inertia) {
	for _, x := range d {
		switch {
		case x < 0:
			in.Neg++
		case x > 0:
			in.Pos++
		default:
			in.Zero++
		}
	}
	return in
}

// graded returns DAD with powers of two of up to ±most in D.
func graded(r *rand.Rand, a *mat.SymDense, most int) *mat.SymDense {
	e := make([]int, a.SymmetricDim())
	for i := range e {
		e[i] = r.IntN(2*most+1) - most
	}
	return generate(len(e), func(i, j int) float64 { return math.Ldexp(a.At(i, j), e[i]+e[j]) })
}

// The interval matrix of one member has the signs that the member has.
func TestInertiaOfPointsIsThatOfDense(t *testing.T) {
	extremes := diagonal([]float64{0x1p300, 0x1p-1000})
	if got := inertiaOf(t, points(extremes)); got != (spectra.Inertia{Pos: 2}) {
		t.Errorf("diag(2³⁰⁰, 2⁻¹⁰⁰⁰): %v", got)
	}
	relative := widened(extremes, func(i, j int) float64 { return extremes.At(i, j) / 2 })
	if got := inertiaOf(t, relative); got != (spectra.Inertia{Pos: 2}) {
		t.Errorf("diag(2³⁰⁰, 2⁻¹⁰⁰⁰) and half of that around: %v", got)
	}
	r := rand.New(rand.NewPCG(81, 82))
	matrices := []*mat.SymDense{extremes, diagonal([]float64{-0x1p1000, 0, 0x1p-1074}), graded(r, random(r, 40, 1), 400)}
	for _, s := range zoo() {
		matrices = append(matrices, s.a)
	}
	for i := range 300 {
		a := random(r, 1+r.IntN(12), 1)
		switch i % 3 {
		case 1:
			a = graded(r, a, 500)
		case 2:
			a = known(r, []int64{1, 0, -1, int64(r.IntN(9) - 4), 1 << 40}, 2)
		}
		matrices = append(matrices, a)
	}
	for _, a := range matrices {
		if got, want := inertiaOf(t, points(a)), inertiaOfDense(t, a); got != want {
			t.Errorf("%v as an interval matrix, %v dense: %v", got, want, mat.Formatted(a))
		}
	}
}

// A sign that LowerBound or UpperBound proves is not unsure.
func TestInertiaHasTheSignsOfBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(83, 84))
	var below, above, positive, negative int
	draws := testmat.Cases(400, 80)
	for k := range draws {
		n := 1 + r.IntN(8)
		a := random(r, n, 1)
		if k%2 == 0 { // near the edge of being definite
			s := new(mat.SymDense)
			s.SymOuterK(1, mat.DenseCopyOf(a))
			shift := math.Ldexp(float64(r.IntN(3)-1), -r.IntN(40))
			a = generate(n, func(i, j int) float64 {
				if i == j {
					return s.At(i, j) + shift
				}
				return s.At(i, j)
			})
		}
		if k%4 == 1 {
			a = graded(r, a, 40)
		}
		radius := math.Ldexp(1, -2*r.IntN(25))
		box := widened(a, func(i, j int) float64 { return radius * math.Sqrt(math.Abs(a.At(i, i)*a.At(j, j))) * r.Float64() })
		opposite := interval.NewSym(n)
		for i := range n {
			for j := range i + 1 {
				opposite.Set(i, j, box.At(i, j).Neg())
			}
		}
		in := inertiaOf(t, box)
		least, greatest := bounds(t, box), bounds(t, opposite).Neg()
		for _, c := range []struct {
			proved bool
			count  *int
			got    int
			want   int
		}{
			{least.Lo > 0, &positive, in.Pos, n}, {greatest.Hi < 0, &negative, in.Neg, n},
			{least.Hi < 0, &below, in.Neg, 1}, {greatest.Lo > 0, &above, in.Pos, 1},
		} {
			if c.proved {
				*c.count++
				if c.got < c.want {
					t.Errorf("%v, but eigenvalues lie in [%v, %v]: %v", in, least, greatest, mat.Formatted(a))
				}
			}
		}
	}
	if min(below, above, positive) < draws/8 || negative < draws/40 {
		t.Errorf("bounds proved %d, %d, %d, %d times", below, above, positive, negative)
	}
}

// Eigenvalues near 2⁻⁴⁰‖A‖ have proved signs also beyond n = 128. The inertia is known by
// construction, in integers of up to 53 bits.
func TestInertiaOfSmallEigenvalues(t *testing.T) {
	r := rand.New(rand.NewPCG(85, 86))
	sizes := []int{129, 200, 320}
	if testing.Short() {
		sizes = sizes[:2]
	}
	for _, n := range sizes {
		d := make([]int64, n)
		for i := range d {
			d[i] = (1 + r.Int64N(8)) << 40 * (1 - 2*r.Int64N(2))
			if i%43 == 7 {
				d[i] = (1 + r.Int64N(4)) * (1 - 2*r.Int64N(2))
			}
		}
		a := known(r, d, 1)
		values, err := spectra.Eigenvalues(a)
		if err != nil {
			t.Fatal(err)
		}
		least, most := math.Inf(1), 0.0
		for _, x := range values {
			least, most = math.Min(least, math.Abs(x)), math.Max(most, math.Abs(x))
		}
		if least > 0x1p-39*most {
			t.Fatalf("n = %d: the least eigenvalue is %g of the largest", n, least/most)
		}
		want := inertiaOfDiagonal(d)
		box := widened(scaled(a, 700), func(i, j int) float64 { return math.Ldexp(math.Abs(a.At(i, j)), 700-65) })
		for name, b := range map[string]*interval.Sym{"integers": points(a), "intervals": box} {
			if got := inertiaOf(t, b); got != want {
				t.Errorf("n = %d, %s: %v, want %v", n, name, got, want)
			}
		}
	}
}

// Where b² is ac up to the last bit, one exact determinant decides; many such blocks too.
func TestInertiaOfTwoByTwoBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(87, 88))
	const blocks = 80
	var want spectra.Inertia
	all := mat.NewSymDense(2*blocks, nil)
	order := r.Perm(2 * blocks)
	for k := range blocks {
		b, c := 1+r.Float64(), 1+r.Float64()
		a := b * b / c
		if k%4 == 0 {
			a, b = 4*c, 2*c // singular
		}
		e, f := r.IntN(600)-300, r.IntN(600)-300
		block := symmetric([]float64{math.Ldexp(a, 2*e)}, []float64{math.Ldexp(b, e+f), math.Ldexp(c, 2*f)})
		exact := exactInertia(t, rationalRows(block))
		if got := inertiaOfDense(t, block); got != exact {
			t.Errorf("%v, exact %v: %v", got, exact, mat.Formatted(block))
		}
		want = spectra.Inertia{Neg: want.Neg + exact.Neg, Zero: want.Zero + exact.Zero, Pos: want.Pos + exact.Pos}
		for i := range 2 {
			for j := range i + 1 {
				all.SetSym(order[2*k+i], order[2*k+j], block.At(i, j))
			}
		}
	}
	if got := inertiaOfDense(t, all); got != want || want.Zero < blocks/4 || want.Neg < blocks/8 {
		t.Errorf("all blocks: %v, want %v", got, want)
	}
}

// Every sign of a matrix of small order is decided.
func TestInertiaOfSmallOrdersIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(89, 90))
	for k := range testmat.Cases(300, 100) {
		n := 1 + r.IntN(6)
		v := gaussian(r, n)
		a := generate(n, func(i, j int) float64 { return v[i] * v[j] }) // rank one, rounded
		if k%3 == 0 {
			a = graded(r, a, 400)
		}
		if got, want := inertiaOfDense(t, a), exactInertia(t, rationalRows(a)); got != want {
			t.Fatalf("%v, want %v: %v", got, want, mat.Formatted(a))
		}
	}
}

// Zeros of integer matrices are proved, with any powers of two in rows and columns, and other
// eigenvalues are not taken for zeros.
func TestInertiaOfSingularIntegers(t *testing.T) {
	r := rand.New(rand.NewPCG(91, 92))
	for _, n := range []int{2, 9, 31, 64, 100, 200} {
		if n > 64 && testing.Short() {
			break
		}
		for _, zeros := range []int{0, 1, 2, n / 2, n - 1} {
			d := make([]int64, n)
			for i := range d[:n-zeros] {
				d[i] = (1 + r.Int64N(1<<26)) * (1 - 2*r.Int64N(2))
			}
			r.Shuffle(n, func(i, j int) { d[i], d[j] = d[j], d[i] })
			a, want := known(r, d, 2), inertiaOfDiagonal(d)
			if got := inertiaOfDense(t, a); got != want {
				t.Errorf("n = %d: %v, want %v", n, got, want)
			}
			if got := inertiaOfDense(t, graded(r, a, 200)); got != want {
				t.Errorf("n = %d, graded: %v, want %v", n, got, want)
			}
			if n > 31 {
				continue
			}
			a.SetSym(n-1, 0, a.At(n-1, 0)+1)
			if got, want := inertiaOfDense(t, a), exactInertia(t, rationalRows(a)); got != want {
				t.Errorf("n = %d, one entry changed: %v, want %v", n, got, want)
			}
		}
	}
}

// An entry that is lost when the rest is balanced still counts: the determinant is −2⁻¹⁸⁰⁰.
func TestInertiaOfLostEntries(t *testing.T) {
	const big, small = 0x1p200, 0x1p-1000
	a := symmetric([]float64{big}, []float64{big, big}, []float64{small, 0, big})
	if got, want := inertiaOfDense(t, a), (spectra.Inertia{Neg: 1, Pos: 2}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

// A matrix that is definite by a margin below n²ε‖A‖ is proved so beyond n = 512 too.
func TestInertiaOfDominantMatrices(t *testing.T) {
	const n = 520
	a := path(n)
	for i := range n {
		a.SetSym(i, i, 2+0x1p-50)
	}
	if got := inertiaOfDense(t, a); got != (spectra.Inertia{Pos: n}) {
		t.Errorf("%v", got)
	}
	a.ScaleSym(-1, a)
	if got := inertiaOfDense(t, a); got != (spectra.Inertia{Neg: n}) {
		t.Errorf("negative: %v", got)
	}
}

// A bound that is zero proves no sign.
func TestInertiaUnsureAtZero(t *testing.T) {
	for _, x := range []interval.Interval{{Lo: -1, Hi: 0}, {Lo: 0, Hi: 1}, {Lo: -1, Hi: 1}} {
		a := interval.NewSym(1)
		a.Set(0, 0, x)
		if got := inertiaOf(t, a); got != (spectra.Inertia{Unsure: 1}) {
			t.Errorf("%v: %v", x, got)
		}
	}
}

// Of entries of very different sizes, one zero stays unsure beyond some order: nothing false is said
// of it, and all other signs are proved.
func TestInertiaUnsureOfLongEntries(t *testing.T) {
	r := rand.New(rand.NewPCG(93, 94))
	for _, n := range []int{30, 160} {
		a := generate(n, func(i, j int) float64 {
			x := math.Ldexp(r.Float64(), -r.IntN(600))
			if i == j {
				x += 8
			}
			return x
		})
		for i := range n { // the last row is the first
			a.SetSym(n-1, i, a.At(0, i))
		}
		a.SetSym(n-1, n-1, a.At(0, 0))
		a.SetSym(n-1, 0, a.At(0, 0))
		got := inertiaOfDense(t, a)
		if n == 30 && got.Zero != 1 || n > 30 && (got.Unsure != 1 || got.Pos < n/2) || got.Dim() != n {
			t.Errorf("n = %d: %v", n, got)
		}
	}
}
