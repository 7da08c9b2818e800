package spectra_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/spectra"
	"saddle/spectra/f64"
)

// linear is an Operator without a matrix; it need not be symmetric or finite.
type linear struct {
	n   int
	mul func(dst, v []float64)
}

func (l linear) Dim() int             { return l.n }
func (l linear) Mul(dst, v []float64) { l.mul(dst, v) }

// bare hides that a matrix stores a triangle.
type bare struct{ mat.Symmetric }

func TestOperatorsAreWhatTheySay(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 52))
	for n := range 9 {
		a, b := random(r, n, 1), random(r, n, 1)
		index := r.Perm(n)[:(n+1)/2]
		sub, err := spectra.Sub(spectra.Dense(a), index)
		if err != nil {
			t.Fatal(err)
		}
		cases := map[string]struct {
			got  spectra.Operator
			want *mat.SymDense
		}{
			"Dense":           {spectra.Dense(a), a},
			"Dense of a bare": {spectra.Dense(bare{a}), a},
			"Shift":           {spectra.Shift(spectra.Dense(a), -2.5), generate(n, func(i, j int) float64 { return a.At(i, j) - 2.5*delta(i, j) })},
			"Sum":             {spectra.Sum(spectra.Dense(a), spectra.Dense(b)), generate(n, func(i, j int) float64 { return a.At(i, j) + b.At(i, j) })},
			"Sub":             {sub, generate(len(index), func(i, j int) float64 { return a.At(index[i], index[j]) })},
		}
		for name, c := range cases {
			m, err := spectra.Materialize(c.got)
			if err != nil || m.SymmetricDim() != c.want.SymmetricDim() || c.got.Dim() != c.want.SymmetricDim() {
				t.Fatalf("%s of dimension %d: %v, %v", name, n, m, err)
			}
			for i := range m.SymmetricDim() {
				for j := range m.SymmetricDim() {
					if m.At(i, j) != c.want.At(i, j) {
						t.Errorf("%s, entry (%d,%d): %g, want %g", name, i, j, m.At(i, j), c.want.At(i, j))
					}
				}
			}
		}
	}
}

// Several vectors at once give what one after the other gives.
func TestMulBlock(t *testing.T) {
	const n, k = 12, 3
	r := rand.New(rand.NewPCG(53, 54))
	dense := spectra.Dense(random(r, n, 1))
	calls := 0
	layer, err := spectra.Sub(blocks{dense, &calls}, []int{3, 4, 5, 6})
	if err != nil {
		t.Fatal(err)
	}
	scattered, err := spectra.Sub(dense, []int{7, 8, 2, 0, 1, 11})
	if err != nil {
		t.Fatal(err)
	}
	for name, a := range map[string]spectra.Operator{
		"Dense": dense, "Shift": spectra.Shift(dense, 3), "Sum": spectra.Sum(dense, dense),
		"Sub of a range": layer, "Sub": scattered, "block operator": blocks{dense, &calls},
	} {
		dim := a.Dim()
		data := make([]float64, dim*k)
		for i := range data {
			data[i] = r.NormFloat64()
		}
		v := f64.NewMatrix(k, dim, dim, data).T()
		got := f64.NewMatrix(k, dim, dim, make([]float64, dim*k)).T()
		for range 2 { // the second time scratch is not fresh
			spectra.MulBlock(a, got, v)
		}
		rows := got
		if name != "block operator" && name != "Sub of a range" { // these ask for contiguous columns
			rows = f64.NewMatrix(dim, k, k, make([]float64, dim*k))
			spectra.MulBlock(a, rows, v)
		}
		want := make([]float64, dim)
		for c := range k {
			a.Mul(want, v.T().Row(c))
			for i, x := range want {
				if got.At(i, c) != x || rows.At(i, c) != x {
					t.Fatalf("%s, entry (%d,%d): %g or %g, want %g", name, i, c, got.At(i, c), rows.At(i, c), x)
				}
			}
		}
	}
	if calls == 0 {
		t.Error("the block products of a block operator were not used")
	}
	if !panics(func() {
		spectra.MulBlock(dense, f64.NewMatrix(n, 1, 1, make([]float64, n)), f64.NewMatrix(n, 2, 2, make([]float64, 2*n)))
	}) {
		t.Error("different shapes did not panic")
	}
}

// byRange counts the products of whole and of blocks of neighbours.
type byRange struct {
	spectra.Operator
	whole, parts *int
}

func (a byRange) Mul(dst, v []float64) { *a.whole++; a.Operator.Mul(dst, v) }

func (a byRange) MulRange(dst, v []float64, from, to int) {
	*a.parts++
	in, out := make([]float64, a.Dim()), make([]float64, a.Dim())
	copy(in[from:to], v)
	a.Operator.Mul(out, in)
	copy(dst, out[from:to])
}

// TestSubOfARange: where the indices are neighbours in order, and there alone, Sub asks an operator that can for the product of the block; and gets what it would of the whole.
func TestSubOfARange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "n")
		a := random(rand.New(rand.NewPCG(55, rapid.Uint64().Draw(t, "seed"))), n, 1)
		from := rapid.IntRange(0, n).Draw(t, "from")
		var index []int
		for i := from; i < rapid.IntRange(from, n).Draw(t, "to"); i++ {
			index = append(index, i)
		}
		neighbours := len(index) > 0
		if rapid.Bool().Draw(t, "in another order") && len(index) > 1 {
			index[0], index[len(index)-1] = index[len(index)-1], index[0]
			neighbours = false
		}
		var whole, parts int
		got, err := spectra.Sub(byRange{spectra.Dense(a), &whole, &parts}, index)
		want, err2 := spectra.Sub(spectra.Dense(a), index)
		if err := errors.Join(err, err2); err != nil || got.Dim() != len(index) {
			t.Fatal(err)
		}
		v, x, y := make([]float64, len(index)), make([]float64, len(index)), make([]float64, len(index))
		for i := range v {
			v[i] = float64(i + 1)
		}
		got.Mul(x, v)
		want.Mul(y, v)
		if !slices.Equal(x, y) || neighbours != (parts == 1) || neighbours == (whole == 1) {
			t.Errorf("%v: %v, want %v; %d products, %d of blocks", index, x, y, whole, parts)
		}
		if neighbours && !panics(func() { got.Mul(x, y[1:]) }) {
			t.Error("another length did not panic")
		}
	})
}

func delta(i, j int) float64 {
	if i == j {
		return 1
	}
	return 0
}

func TestOperatorRefusals(t *testing.T) {
	a := spectra.Dense(ones(4))
	for _, index := range [][]int{{0, 4}, {-1}, {2, 1, 2}} {
		var target spectra.ErrIndex
		if _, err := spectra.Sub(a, index); !errors.As(err, &target) || target.Position != len(index)-1 || target.Dim != 4 {
			t.Errorf("%v: %v", index, err)
		}
	}
	for name, f := range map[string]func(){
		"Sum":        func() { spectra.Sum(a, spectra.Dense(ones(3))) },
		"Mul":        func() { a.Mul(make([]float64, 4), make([]float64, 3)) },
		"Mul, Shift": func() { spectra.Shift(a, 1).Mul(make([]float64, 5), make([]float64, 4)) },
	} {
		if !panics(f) {
			t.Errorf("%s of different lengths did not panic", name)
		}
	}
	var asymmetric spectra.ErrNotSymmetric
	if _, err := spectra.Materialize(rotation(3)); !errors.As(err, &asymmetric) || asymmetric.Difference != 2 {
		t.Errorf("rotation: %v", err)
	}
	var infinite spectra.ErrNotFinite
	if _, err := spectra.Materialize(spoilt(3, 2, math.NaN())); !errors.As(err, &infinite) || infinite.Arg != "entry 2 of product 2" {
		t.Errorf("NaN: %v", err)
	}
}

func panics(f func()) (yes bool) {
	defer func() { yes = recover() != nil }()
	f()
	return
}

// rotation maps e_j to e_{j+1} and e_{j+1} to −e_j for even j: it is antisymmetric.
func rotation(n int) linear {
	return linear{n, func(dst, v []float64) {
		clear(dst)
		for j := 0; j+1 < n; j += 2 {
			dst[j+1], dst[j] = v[j], -v[j+1]
		}
	}}
}

// spoilt is diag(1, 2, …) whose given product ends in x.
func spoilt(n, product int, x float64) linear {
	count := 0
	return linear{n, func(dst, v []float64) {
		count++
		for i := range dst {
			dst[i] = float64(i+1) * v[i]
		}
		if count == product {
			dst[n-1] = x
		}
	}}
}
