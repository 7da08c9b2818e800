package spectra

import (
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// restart shrinks the basis to the Ritz vectors named by keep, indices into the
// ascending Ritz values.
//
// With s_i the last components of their coefficient vectors, AY = YΘ + βq_m sᵀ: Y and q_m
// are a Krylov space again, and its projection is an arrow (K. Wu, H. Simon,
// Thick-restart Lanczos method for large symmetric eigenvalue problems, SIAM J.
// Matrix Anal. Appl. 22 (2000) 602–616, section 3). Here Y is turned within its span
// so that the arrow becomes tridiagonal with q_m last: the steps that follow know
// nothing of the restart. Cost: 2·n·m·len(keep) flops and the eigenvectors of T.
func (k *krylov) restart(keep []int) {
	values, s := k.ritz(true)
	m, p := k.m, len(keep)
	c := f64.NewMatrix(p, m, m, make([]float64, p*m))
	diag, tip := make([]float64, p), make([]float64, p)
	for i, j := range keep {
		copy(c.Row(i), s.Row(j))
		diag[i] = values[j]
		tip[i] = k.off[m-1] * s.At(j, m-1)
	}
	diag, off := arrowToTridiagonal(diag, tip, c)
	k.combine(c)
	if p < m {
		copy(k.q(p), k.q(m))
	}
	k.m = p
	k.diag = append(k.diag[:0], diag...)
	k.off = append(k.off[:0], off...)
	k.now, k.before = nil, nil
}

// arrowToTridiagonal finds an orthogonal Q so that
//
//	⎡Q 0⎤ᵀ ⎡diag tip⎤ ⎡Q 0⎤
//	⎣0 1⎦  ⎣tipᵀ   0⎦ ⎣0 1⎦
//
// is tridiagonal but for its corner, returns the diagonal QᵀAQ and the p entries beside it, of
// which the last belongs to the corner, and replaces the p rows of c by Qᵀc.
//
// It is Householder's reduction from the last row upwards (LAPACK dsytd2, upper).
func arrowToTridiagonal(diag, tip []float64, c f64.Matrix) (d, off []float64) {
	p := len(diag)
	a := f64.NewMatrix(p, p, p, make([]float64, p*p))
	for i, x := range diag {
		a.Set(i, i, x)
	}
	off = make([]float64, p)
	row := append([]float64(nil), tip...)
	work := make([]float64, p)
	image := make([]float64, c.Cols)
	for j := p - 1; j >= 0; j-- {
		// row couples what is done to the rows 0 … j; reflect it onto the last of them.
		v, tau, beta := reflector(row[:j+1])
		off[j] = beta
		if tau != 0 {
			reflectBoth(a.Block(0, 0, j+1, j+1), v, tau, work[:j+1])
			clear(image)
			for i, x := range v {
				f64.Axpy(image, x, c.Row(i))
			}
			for i, x := range v {
				f64.Axpy(c.Row(i), -tau*x, image)
			}
		}
		copy(row[:j], a.Row(j)[:j])
	}
	d = make([]float64, p)
	for i := range d {
		d[i] = a.At(i, i)
	}
	return d, off
}

// reflector returns v and τ so that (I − τvvᵀ)x = βe_last; v overwrites x.
func reflector(x []float64) (v []float64, tau, beta float64) {
	last := len(x) - 1
	if num.Norm2(x[:last]) == 0 {
		return x, 0, x[last]
	}
	beta = -math.Copysign(num.Norm2(x), x[last])
	x[last] -= beta
	num.ScaleToUnit(x, num.Norm2(x))
	return x, 2, beta
}

// reflectBoth replaces the symmetric A by (I − τvvᵀ)A(I − τvvᵀ).
func reflectBoth(a f64.Matrix, v []float64, tau float64, w []float64) {
	for i := range w {
		w[i] = tau * f64.Dot(a.Row(i), v)
	}
	f64.Axpy(w, -tau/2*f64.Dot(v, w), v)
	for i := range w {
		f64.Axpy(a.Row(i), -v[i], w)
		f64.Axpy(a.Row(i), -w[i], v)
	}
}

// keepTip remembers how A couples the Ritz vectors with these values, which are made of the basis
// by these coefficients and become the first locked rows, to the vector that comes next.
func (k *krylov) keepTip(values []float64, coefficients f64.Matrix) {
	k.tip = append(k.tip[:0], k.q(k.m)...)
	k.coupled = k.coupled[:0]
	for i, x := range values {
		k.coupled = append(k.coupled, coupling{x, float64(k.off[k.m-1] * coefficients.At(i, k.m-1))})
	}
}

// moveRow moves a locked row up. Those that are coupled are the first, and stay so.
func (k *krylov) moveRow(to, from int) {
	copy(k.rows.Row(to), k.rows.Row(from))
	if from < len(k.coupled) {
		k.coupled[to] = k.coupled[from]
	} else if to < len(k.coupled) {
		k.coupled = k.coupled[:to]
	}
}

// straighten makes the rows from k.locked to end orthonormal, and orthogonal to those before, up to
// rounding. Combinations of an orthonormal basis are so as a rule: one product of matrices shows it.
// Where they are not, they are off by so little that what A does to them stays known.
func (k *krylov) straighten(end int) {
	for i := k.locked; i < end; i++ {
		v := k.rows.Row(i)
		num.ScaleToUnit(v, num.Norm2(v))
	}
	if k.departureOf(0, k.locked, end) <= k.accept {
		return
	}
	for i := k.locked; i < end; i++ {
		v := k.rows.Row(i)
		clear(k.h)
		num.ScaleToUnit(v, k.purge(v, i, 0))
	}
}
