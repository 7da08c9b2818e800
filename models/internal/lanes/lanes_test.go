package lanes

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/f64"
)

// atLevels runs a test at every level of the kernels.
func atLevels(t *testing.T, test func(t *testing.T)) {
	defer f64.Use(f64.InUse())
	for _, l := range f64.Levels() {
		f64.Use(l)
		t.Run(l.String(), test)
	}
}

var special = []float64{0, math.Copysign(0, -1), 1, 5e-324, -1e-310, 1e-200, 1e200, -math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN()}

// numbers fills entries with normal numbers, and if wild with special ones among them.
func numbers(r *rand.Rand, entries int, wild bool) []float64 {
	x := make([]float64, Width*entries)
	for i := range x {
		if x[i] = r.NormFloat64(); wild && r.IntN(10) == 0 {
			x[i] = special[r.IntN(len(special))]
		}
	}
	return x
}

// state is what all steps read and write, with numbers behind the ends of the arrays, that
// must stay.
type state struct {
	s                           Shape
	w, g, unit, r, inverse, mix []float64
	bend                        []float64
	a                           Angles
	loss, largest, eta          Lanes
	odd                         int
}

func newState(r *rand.Rand, s Shape, wild bool) *state {
	array := func(entries int) []float64 {
		x := numbers(r, entries+2, wild)
		return x[:Width*entries]
	}
	p := s.Pairs()
	x := &state{s: s, w: array(s.N * s.D), g: array(s.N * s.D), unit: array(s.N * s.D), r: array(s.N), inverse: array(s.N),
		mix: array(s.N * s.N), bend: array(s.N), a: Angles{array(p), array(p), array(p)}}
	copy(x.eta[:], numbers(r, 1, wild))
	return x
}

// arrays are those of x with what lies behind their ends.
func (x *state) arrays() (all [][]float64) {
	for _, a := range [][]float64{x.w, x.g, x.unit, x.r, x.inverse, x.mix, x.bend, x.a.Cos, x.a.Sin, x.a.Rest} {
		all = append(all, a[:len(a)+2*Width])
	}
	return append(all, x.loss[:], x.largest[:], x.eta[:])
}

func (x *state) clone() *state {
	c := *x
	for _, a := range []*[]float64{&c.w, &c.g, &c.unit, &c.r, &c.inverse, &c.mix, &c.bend, &c.a.Cos, &c.a.Sin, &c.a.Rest} {
		*a = slices.Clone((*a)[:len(*a)+2*Width])[:len(*a)]
	}
	return &c
}

// steps are the kernels.
var steps = map[string]func(x *state){
	"Lengths": func(x *state) { x.odd = x.s.Lengths(x.unit, x.r, x.inverse, x.w) },
	"Gram":    func(x *state) { x.s.Gram(x.a.Cos[Width*x.s.N*x.s.D:], x.unit) },
	"Sums": func(x *state) {
		x.s.Sums(&x.loss, x.mix, x.bend, x.r, x.inverse, x.a, 3)
		clear(x.bend)
	},
	"Gradient": func(x *state) { x.s.Gradient(x.g, &x.largest, x.mix, x.w, x.a.Rest[:len(x.w)]) },
	"Step":     func(x *state) { Step(x.w, x.g, &x.eta) },
}

func same(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y }

func compare(t *testing.T, what string, got, want *state) {
	t.Helper()
	if got.odd != want.odd {
		t.Fatalf("%s: lanes %b are odd, want %b", what, got.odd, want.odd)
	}
	for i, x := range want.arrays() {
		for j, y := range got.arrays()[i] {
			if !same(x[j], y) {
				t.Fatalf("%s: array %d, entry %d, lane %d: %v, want %v", what, i, j/Width, j%Width, y, x[j])
			}
		}
	}
}

func shapes(r *rand.Rand) (all []Shape) {
	step := 1
	if testing.Short() {
		step = 3
	}
	for n := 0; n < 12; n += step {
		k := 1 + r.IntN(9)
		all = append(all, Shape{k, n + 1, k}, Shape{k, n + 1, k + r.IntN(20)})
	}
	return all
}

// TestLevels: every level gives the bits of the Go loops, and writes nothing else.
func TestLevels(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(22, 0))
		for _, s := range shapes(r) {
			for _, wild := range []bool{false, true} {
				before := newState(r, s, wild)
				for name, step := range steps {
					got, want := before.clone(), before.clone()
					step(got)
					level := f64.Use(f64.Go)
					step(want)
					f64.Use(level)
					compare(t, fmt.Sprintf("%s, %+v", name, s), got, want)
				}
			}
		}
	})
}

// TestLanesApart: moved to other lanes, in other company, a student has the same bits.
func TestLanesApart(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(23, 0))
		for _, s := range shapes(r) {
			one, other := newState(r, s, true), newState(r, s, true)
			from, to := r.IntN(Width), r.IntN(Width)
			move(other, one, to, from)
			for name, step := range steps {
				x, y := one.clone(), other.clone()
				step(x)
				step(y)
				want := y.clone()
				move(want, x, to, from)
				want.odd = y.odd&^(1<<to) | x.odd>>from&1<<to
				compare(t, fmt.Sprintf("%s, %+v, lane %d to %d", name, s, from, to), y, want)
			}
		}
	})
}

// move sets lane to of dst to lane from of src.
func move(dst, src *state, to, from int) {
	for i, x := range src.arrays() {
		for j := from; j < len(x); j += Width {
			dst.arrays()[i][j-from+to] = x[j]
		}
	}
}

// TestOdd: the lanes whose squares of lengths underflow, overflow or are not numbers are
// told, and no others.
func TestOdd(t *testing.T) {
	s := Shape{1, 2, 2}
	one := slices.Repeat([]float64{1}, 4*Width)
	for i, x := range []float64{1e-140, 1e140, 0.5, 0, math.NaN(), -3, math.Inf(1), 1e-139} {
		one[3*Width+i], one[2*Width+i] = x, x
	}
	atLevels(t, func(t *testing.T) {
		x := newState(rand.New(rand.NewPCG(24, 0)), s, false)
		if odd := s.Lengths(x.unit, x.r, x.inverse, one); odd != 0b01011010 {
			t.Errorf("lanes %b are odd", odd)
		}
	})
}

func TestRefuses(t *testing.T) {
	for i := range 10 {
		for name, step := range steps {
			x := newState(rand.New(rand.NewPCG(25, 0)), Shape{2, 3, 2}, false)
			arrays := []*[]float64{&x.w, &x.g, &x.unit, &x.r, &x.inverse, &x.mix, &x.bend, &x.a.Cos, &x.a.Sin, &x.a.Rest}
			full := x.clone()
			*arrays[i] = (*arrays[i])[:len(*arrays[i])-1]
			panicked := func() (p bool) {
				defer func() { p = recover() != nil }()
				step(x)
				return false
			}()
			if touched := reads[name]>>i&1 == 1; panicked != touched {
				t.Errorf("%s with array %d of %d too short: panic is %v", name, i, len(full.arrays()), panicked)
			}
		}
	}
}

// reads has a bit for each array that a step uses, in the order of state.arrays.
var reads = map[string]int{
	"Lengths":  1<<0 | 1<<2 | 1<<3 | 1<<4,
	"Gram":     1<<2 | 1<<7,
	"Sums":     1<<3 | 1<<4 | 1<<5 | 1<<6 | 1<<7 | 1<<8 | 1<<9,
	"Gradient": 1<<0 | 1<<1 | 1<<5,
	"Step":     1<<0 | 1<<1,
}

func BenchmarkSteps(b *testing.B) {
	for _, k := range []int{6, 10, 20} {
		x := newState(rand.New(rand.NewPCG(26, 0)), Shape{k, k, k}, false)
		clear(x.eta[:])
		b.Run(fmt.Sprintf("k=%d/step=Arcs", k), func(b *testing.B) {
			for b.Loop() {
				f64.Arcs(x.a.Sin, x.a.Rest, x.a.Cos)
			}
		})
		for name, step := range steps {
			b.Run(fmt.Sprintf("k=%d/step=%s", k, name), func(b *testing.B) {
				for b.Loop() {
					step(x)
				}
			})
		}
	}
}
