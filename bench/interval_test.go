package bench

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"saddle/spectra/interval"
)

// A batch is an operation on slices of n intervals, and the loop that does one after another. What
// they write, sums too, has the same bits.
type batch struct {
	op          string
	slice, loop func(dst, x, y []interval.Interval)
}

var batches = []batch{
	{"add", interval.AddSlice, func(dst, x, y []interval.Interval) {
		for i, a := range x {
			dst[i] = a.Add(y[i])
		}
	}},
	{"sub", interval.SubSlice, func(dst, x, y []interval.Interval) {
		for i, a := range x {
			dst[i] = a.Sub(y[i])
		}
	}},
	{"mul", interval.MulSlice, func(dst, x, y []interval.Interval) {
		for i, a := range x {
			dst[i] = a.Mul(y[i])
		}
	}},
	{"div", interval.DivSlice, func(dst, x, y []interval.Interval) {
		for i, a := range x {
			dst[i] = a.Div(y[i])
		}
	}},
	{"sqrt", func(dst, _, y []interval.Interval) { interval.SqrtSlice(dst, y) }, func(dst, _, y []interval.Interval) {
		for i, a := range y {
			dst[i] = a.Sqrt()
		}
	}},
	{"axpy", func(dst, x, y []interval.Interval) {
		clear(dst)
		interval.Axpy(dst, y[0], x)
	}, func(dst, x, y []interval.Interval) {
		clear(dst)
		for i, a := range x {
			dst[i] = dst[i].Add(y[0].Mul(a))
		}
	}},
	{"dot", func(dst, x, y []interval.Interval) { dst[0] = interval.Dot(x, y) }, func(dst, x, y []interval.Interval) {
		var s [8]interval.Interval
		for i, a := range x {
			s[i%8] = s[i%8].Add(a.Mul(y[i]))
		}
		dst[0] = halved(s)
	}},
	{"sum", func(dst, x, _ []interval.Interval) { dst[0] = interval.Sum(x) }, func(dst, x, _ []interval.Interval) {
		var s [8]interval.Interval
		for i, a := range x {
			s[i%8] = s[i%8].Add(a)
		}
		dst[0] = halved(s)
	}},
}

// product is that of matrices of order 32, as in the proof of a critical point: by rows, and entry by entry.
var product = batch{"product", func(dst, x, y []interval.Interval) {
	clear(dst)
	for i := range order {
		for k, a := range x[i*order:][:order] {
			interval.Axpy(dst[i*order:][:order], a, y[k*order:][:order])
		}
	}
}, func(dst, x, y []interval.Interval) {
	for i := range order {
		for j := range order {
			var entry interval.Interval
			for k := range order {
				entry = entry.Add(x[i*order+k].Mul(y[k*order+j]))
			}
			dst[i*order+j] = entry
		}
	}
}}

const order = 32

// halved adds in the order of interval.Dot.
func halved(s [8]interval.Interval) interval.Interval {
	for half := 4; half > 0; half /= 2 {
		for i := range half {
			s[i] = s[i].Add(s[i+half])
		}
	}
	return s[0]
}

// intervalContests: operations on slices of n intervals of both signs, an ulp or more wide, roots and divisors
// positive, beside the loop over them, in time for one interval; of a product of matrices for one of its n³.
func intervalContests() (contests []contest) {
	for _, c := range batches {
		for _, n := range []int{16, 256, 4096} {
			contests = append(contests, contest{name("op", c.op, "n", n), 1, false, func() ([]hand, map[string]float64, error) {
				return c.hands(n, n)
			}})
		}
	}
	return append(contests, contest{name("op", product.op, "n", order), 1, false, func() ([]hand, map[string]float64, error) {
		return product.hands(order*order, order*order*order)
	}})
}

func (c batch) hands(n, parts int) ([]hand, map[string]float64, error) {
	r := rand.New(rand.NewPCG(8, uint64(n)))
	x, y := make([]interval.Interval, n), make([]interval.Interval, n)
	for i := range x {
		x[i] = interval.Of(r.NormFloat64()).Mul(interval.Interval{Lo: 0.1, Hi: 0.1 + r.Float64()})
		y[i] = interval.Interval{Lo: r.Float64() + 0x1p-60, Hi: 1 + r.Float64()}
		if c.op != "div" && c.op != "sqrt" && r.IntN(2) == 0 {
			y[i] = y[i].Neg()
		}
	}
	dst, want := make([]interval.Interval, n), make([]interval.Interval, n)
	c.slice(dst, x, y)
	c.loop(want, x, y)
	if !slices.EqualFunc(dst, want, sameBits) {
		return nil, nil, fmt.Errorf("%s of slices is %v, one by one %v", c.op, dst, want)
	}
	return []hand{
		{"saddle", func() error { c.slice(dst, x, y); return nil }, parts},
		{"scalar", func() error { c.loop(dst, x, y); return nil }, parts},
	}, nil, nil
}

func sameBits(x, y interval.Interval) bool {
	return math.Float64bits(x.Lo) == math.Float64bits(y.Lo) && math.Float64bits(x.Hi) == math.Float64bits(y.Hi)
}
