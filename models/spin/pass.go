package spin

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra/f64"
)

// A pass goes through the couplings once, in their order. At a prefix i_1 ≤ … ≤ i_m of indices, the
// polynomial of what may follow is
//
//	T_{i_1…i_m}(σ) = Σ_{j ≥ i_m} σ_j T_{i_1…i_m j}(σ),
//
// down to the couplings themselves, and H = T of the empty prefix. What stands before is m = σ_{i_1} … σ_{i_m}.
type pass struct {
	n    int
	x    []float64 // σ
	v    []float64 // a direction
	left []float64 // the couplings to come
	out  []float64
}

// row returns the couplings of a prefix that ends with start: those with j ≥ start.
func (k *pass) row(start int) []float64 {
	row := k.left[:k.n-start]
	k.left = k.left[k.n-start:]
	return row
}

// loss returns T of a prefix that ends with start and that so many indices follow.
func (k *pass) loss(follow, start int) (t float64) {
	if follow == 1 {
		return f64.Dot(k.row(start), k.x[start:])
	}
	for j := start; j < k.n; j++ {
		t += float64(k.x[j] * k.loss(follow-1, j))
	}
	return t
}

// gradient returns T and adds m ∂T/∂σ to out: it is linear in what follows.
func (k *pass) gradient(follow, start int, m float64) (t float64) {
	if follow == 1 {
		row := k.row(start)
		f64.Axpy(k.out[start:], m, row)
		return f64.Dot(row, k.x[start:])
	}
	for j := start; j < k.n; j++ {
		next := k.gradient(follow-1, j, m*k.x[j])
		k.out[j] += float64(m * next)
		t += float64(k.x[j] * next)
	}
	return t
}

// product is gradient with its derivative along v, which it adds to out: of m it is dm, of T it is dt.
func (k *pass) product(follow, start int, m, dm float64) (t, dt float64) {
	if follow == 1 {
		row := k.row(start)
		f64.Axpy(k.out[start:], dm, row)
		return f64.Dot(row, k.x[start:]), f64.Dot(row, k.v[start:])
	}
	for j := start; j < k.n; j++ {
		x, v := k.x[j], k.v[j]
		next, dnext := k.product(follow-1, j, m*x, float64(dm*x)+float64(m*v))
		k.out[j] += float64(dm*next) + float64(m*dnext)
		t += float64(x * next)
		dt += float64(x*dnext) + float64(v*next)
	}
	return t, dt
}

// A hessianPass adds up second derivatives in the upper triangle of out, an n × n matrix row by row: of every term, one for
// each pair of its factors. without[a] is m without the factor of index[a].
type hessianPass struct {
	pass
	stride  int
	index   [mostOrder]int
	without [mostOrder]float64
}

func (k *hessianPass) hessian(follow, before, start int, m float64) (t float64) {
	if follow == 1 {
		row := k.row(start)
		for a := range before {
			from := k.index[a]*k.stride + start
			f64.Axpy(k.out[from:from+len(row)], k.without[a], row)
		}
		return f64.Dot(row, k.x[start:])
	}
	kept := k.without
	for j := start; j < k.n; j++ {
		for a := range before {
			k.without[a] = kept[a] * k.x[j]
		}
		k.without[before], k.index[before] = m, j
		next := k.hessian(follow-1, before+1, j, m*k.x[j])
		for a := range before {
			k.out[k.index[a]*k.stride+j] += float64(kept[a] * next)
		}
		t += float64(k.x[j] * next)
	}
	k.without = kept
	return t
}

// fit panics unless x has length n.
func (g *Glass) fit(arg string, x []float64) {
	if len(x) != g.n {
		panic(models.ErrDimension{Arg: arg, Got: len(x), Want: g.n}.Error())
	}
}

// Loss returns H(σ), at one multiplication for each coupling.
func (g *Glass) Loss(w []float64) float64 {
	g.fit("w", w)
	k := pass{n: g.n, x: w, left: g.c}
	return k.loss(g.p, 0)
}

// Gradient sets dst = ∇H(σ), in all of space, at twice the cost of Loss.
func (g *Glass) Gradient(dst, w []float64) { g.LossGradient(dst, w) }

// LossGradient sets dst = ∇H(σ) and returns H(σ), for the price of the gradient.
func (g *Glass) LossGradient(dst, w []float64) float64 {
	g.fit("dst", dst)
	g.fit("w", w)
	k := pass{n: g.n, x: w, left: g.c, out: make([]float64, g.n)}
	h := k.gradient(g.p, 0, 1)
	copy(dst, k.out)
	return h
}

// HessVec sets dst = ∇²H(σ) v, in all of space, at three times the cost of Loss.
func (g *Glass) HessVec(dst, w, v []float64) {
	g.fit("dst", dst)
	g.fit("w", w)
	g.fit("v", v)
	k := pass{n: g.n, x: w, v: v, left: g.c, out: make([]float64, g.n)}
	k.product(g.p, 0, 1, 0)
	copy(dst, k.out)
}

// fitOrder gives an empty dst the order n, and panics if dst has another.
func fitOrder(dst *mat.SymDense, n int) {
	if dst.IsEmpty() {
		dst.ReuseAsSym(n)
	}
	if dst.SymmetricDim() != n {
		panic(fmt.Sprintf("spin: dst is of order %d, want %d", dst.SymmetricDim(), n))
	}
}

// Hessian sets dst = ∇²H(σ), in all of space, at p times the cost of Loss. An empty dst is resized; it panics if dst has
// another order than n.
func (g *Glass) Hessian(dst *mat.SymDense, w []float64) {
	g.fit("w", w)
	fitOrder(dst, g.n)
	raw := dst.RawSymmetric()
	for i := range g.n {
		clear(raw.Data[i*raw.Stride : i*raw.Stride+g.n])
	}
	k := hessianPass{pass: pass{n: g.n, x: w, left: g.c, out: raw.Data}, stride: raw.Stride}
	k.hessian(g.p, 0, 0, 1)
	for i := range g.n {
		raw.Data[i*raw.Stride+i] *= 2 // a pair of equal factors counts in both orders
	}
}
