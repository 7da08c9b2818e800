package spectra

import (
	"context"
	"fmt"
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// TraceOptions selects what [Trace] computes; the zero value, like nil, is Hutch++ with 60
// products.
type TraceOptions struct {
	// Products bounds the products with A; 0 means 60. If it is n or more, the trace is
	// computed from n unit vectors and nothing is random. It is at least 6.
	Products int
	Plain    bool // Hutchinson's estimator: no sketch
	Seed     uint64
	// Block is how many vectors go at once through a [BlockOperator]; 0 means 8.
	Block int
	// Progress, if not nil, is called with the number of products so far and of all.
	Progress func(done, all int)
}

// Trace estimates first = tr A by Hutch++ (R. A. Meyer, C. Musco, C. Musco, D. P. Woodruff, SOSA
// 2021, algorithm 1): a third of the products sketch the range of A, with orthonormal
// basis Q; a third give tr QᵀAQ; and a third estimate the rest, (I − QQᵀ)A(I − QQᵀ), by
// random signs (M. F. Hutchinson, Comm. Statist. Simulation Comput. 18 (1989) 1059–1076).
// For A of rank below Products/3 the result is exact up to rounding.
//
// square estimates tr A² = ‖A‖²_F, from the same products. The standard errors are those of
// the random signs, given Q.
//
// It stops before the next products when ctx is done, with what the samples so far say if
// there are two of them, NaN otherwise, and an error that wraps that of ctx. Errors: a product
// that is not finite is an [ErrNotFinite], an operator that writes to v an [ErrVectorChanged],
// a negative number in opt an [ErrArgument]. Asymmetry is not noticed. Cost: the products and
// 4n·(Products/3)² flops.
func Trace(ctx context.Context, a Operator, opt *TraceOptions) (first, square Estimate, err error) {
	t, err := newTrace(ctx, a, opt)
	if err != nil {
		return estimate(nil, 0), estimate(nil, 0), err
	}
	if t.opt.Products >= t.n {
		return t.exact()
	}
	sketch := t.opt.Products / 3
	if t.opt.Plain {
		sketch = 0
	}
	if sketch > 0 {
		err = t.sketch(sketch)
	}
	if err == nil {
		err = t.sample(t.opt.Products - 2*sketch)
	}
	if err != nil && len(t.first) < 2 {
		t.first, t.square = nil, nil
	}
	first, square = estimate(t.first, t.a.products), estimate(t.square, t.a.products)
	first.Value += t.base
	square.Value += t.baseSquare
	return first.times2(t.exponent), square.times2(2 * t.exponent), err
}

// A tracer is the state of one call. Products, and so the sums, are divided by
// 2^exponent, which moves when a product comes out of scale.
type tracer struct {
	ctx              context.Context
	name             string // of the function
	a                multiplier
	opt              TraceOptions
	n                int
	exponent         int
	seen             bool        // a product that is not zero
	basis            *krylov     // its locked vectors are Q
	base, baseSquare float64     // tr QᵀAQ, ‖AQ‖²_F; in exact Q is I
	first, square    []float64   // samples
	moved            func(e int) // if not nil, called when the exponent grows by e
}

func newTrace(ctx context.Context, a Operator, opt *TraceOptions) (*tracer, error) {
	t := &tracer{ctx: ctx, name: "Trace", a: multiplier{a: a}, n: a.Dim()}
	if opt != nil {
		t.opt = *opt
	}
	if err := notNegative(option{"Products", t.opt.Products}, option{"Block", t.opt.Block}); err != nil {
		return nil, err
	}
	if t.opt.Products == 0 {
		t.opt.Products = 60
	}
	if t.opt.Block == 0 {
		t.opt.Block = 8
	}
	t.opt.Products = max(6, t.opt.Products)
	t.basis = newKrylov(t.n, nil)
	return t, nil
}

// each calls draw for each of count vectors, multiplies them in blocks, and calls use
// with each vector and its product.
func (t *tracer) each(count int, draw func(i int, v []float64), use func(i int, v, product []float64)) error {
	size := min(count, t.opt.Block)
	in, out := columns(t.n, size), columns(t.n, size)
	for from := 0; from < count; from += size {
		if err := t.ctx.Err(); err != nil {
			return fmt.Errorf("spectra: %s stopped after %d products: %w", t.name, t.a.products, err)
		}
		now := min(size, count-from)
		v, w := in.Block(0, 0, t.n, now), out.Block(0, 0, t.n, now)
		for c := range now {
			draw(from+c, v.T().Row(c))
		}
		if err := t.a.multiplyBlock(w, v); err != nil {
			return err
		}
		for c := range now {
			column := w.T().Row(c)
			if err := finiteProduct(column, "product", t.a.products-now+c+1); err != nil {
				return err
			}
			t.scale(column)
			use(from+c, v.T().Row(c), column)
		}
		if t.opt.Progress != nil {
			t.opt.Progress(t.a.products, min(t.opt.Products, t.n))
		}
	}
	return nil
}

// scale divides a product, times 2^lift as it is, by 2^(lift+exponent), after moving that if need be.
func (t *tracer) scale(w []float64) {
	_, largest := f64.AbsMax(w)
	const wide = 100 // fourth powers of products are summed up
	if e := num.Exponent(largest) - t.a.lift - t.exponent; largest > 0 && (e > wide || !t.seen && e < -wide) {
		t.exponent += e
		t.base, t.baseSquare = math.Ldexp(t.base, -e), math.Ldexp(t.baseSquare, -2*e)
		for i := range t.first {
			t.first[i], t.square[i] = math.Ldexp(t.first[i], -e), math.Ldexp(t.square[i], -2*e)
		}
		if t.moved != nil {
			t.moved(e)
		}
	}
	t.seen = t.seen || largest > 0
	num.Power2Each(w, -t.a.lift-t.exponent)
}

// exact sums over the unit vectors.
func (t *tracer) exact() (first, square Estimate, err error) {
	err = t.each(t.n, func(i int, v []float64) {
		clear(v)
		v[i] = 1
	}, func(i int, v, product []float64) {
		t.base += product[i]
		t.baseSquare += f64.Dot(product, product)
	})
	first = Estimate{Value: math.Ldexp(t.base, t.exponent), Products: t.a.products}
	square = Estimate{Value: math.Ldexp(t.baseSquare, 2*t.exponent), Products: t.a.products}
	if err != nil {
		first = estimate(nil, t.a.products)
		square = first
	}
	return first, square, err
}

// sketch finds Q, of at most count columns, and the traces on its span.
func (t *tracer) sketch(count int) error {
	if err := t.rangeOf(count); err != nil {
		return err
	}
	return t.each(t.basis.locked, t.fromBasis, func(_ int, v, product []float64) {
		t.base += f64.Dot(v, product)
		t.baseSquare += f64.Dot(product, product)
	})
}

// fromBasis draws vector i of Q.
func (t *tracer) fromBasis(i int, v []float64) { copy(v, t.basis.rows.Row(i)) }

// rangeOf finds Q, of at most count columns, in the range of A.
func (t *tracer) rangeOf(count int) error {
	k := t.basis
	k.begin(count)
	signs := generator(t.opt.Seed, sketchStream)
	return t.each(count, func(_ int, v []float64) { randomSigns(v, signs.Uint64) }, func(_ int, _, product []float64) {
		k.lockDirection(product, 64*float64(t.n)*num.Epsilon)
	})
}

// sample takes count random vectors orthogonal to Q.
func (t *tracer) sample(count int) error {
	signs := generator(t.opt.Seed, traceStream)
	return t.each(count, func(_ int, v []float64) {
		randomSigns(v, signs.Uint64)
		t.basis.project(v)
	}, func(_ int, v, product []float64) {
		t.first = append(t.first, f64.Dot(v, product))
		t.square = append(t.square, f64.Dot(product, product))
	})
}

// randomSigns fills v with ±1.
func randomSigns(v []float64, bits func() uint64) {
	var word uint64
	for i := range v {
		if i&63 == 0 {
			word = bits()
		}
		v[i] = 1 - 2*float64(word&1)
		word >>= 1
	}
}
