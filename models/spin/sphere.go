package spin

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
)

// Point sets dst, of length n, to a point of the sphere |σ|² = n, drawn uniformly. It panics for an empty dst.
func Point(r *rand.Rand, dst []float64) {
	if len(dst) == 0 {
		panic("spin: a point of no spins")
	}
	for i := range dst {
		dst[i] = r.NormFloat64()
	}
	onSphere(dst)
}

// onSphere scales σ to |σ|² = n.
func onSphere(sigma []float64) {
	scale := math.Sqrt(float64(len(sigma)) / f64.Dot(sigma, sigma))
	for i := range sigma {
		sigma[i] *= scale
	}
}

// Riemannian sets dst to the gradient of H on the sphere through σ, the part of ∇H(σ) that is tangent to it,
//
//	∇H − (p H/|σ|²) σ,  as σ·∇H = p H,
//
// and returns H(σ). dst may be σ, which must not be 0.
func (g *Glass) Riemannian(dst, sigma []float64) float64 {
	g.fit("dst", dst)
	g.fit("sigma", sigma)
	k := pass{n: g.n, x: sigma, left: g.c, out: make([]float64, g.n)}
	h := k.gradient(g.p, 0, 1)
	tangent(k.out, sigma)
	copy(dst, k.out)
	return h
}

// tangent takes from v its part along σ.
func tangent(v, sigma []float64) {
	f64.Axpy(v, -f64.Dot(sigma, v)/f64.Dot(sigma, sigma), sigma)
}

// Tangent sets dst, of order n − 1, to the Hessian of H on the sphere through σ, in an orthonormal basis of the tangent
// space: to what
//
//	∇²H − (p H/|σ|²) 1
//
// is there. An empty dst is resized; it panics if dst has another order. Cost: that of Hessian and n² multiplications.
func (g *Glass) Tangent(dst *mat.SymDense, sigma []float64) {
	g.fit("sigma", sigma)
	fitOrder(dst, g.n-1)
	var a mat.SymDense
	g.Hessian(&a, sigma)
	gradient := make([]float64, g.n)
	g.Gradient(gradient, sigma)
	radial := f64.Dot(sigma, gradient) / f64.Dot(sigma, sigma)

	// The reflection 1 − 2vvᵀ takes σ to a multiple of the last unit vector, and so the others to the tangent space.
	v := append([]float64(nil), sigma...)
	last := &v[g.n-1]
	*last += math.Copysign(math.Sqrt(f64.Dot(sigma, sigma)), *last)
	scale := 1 / math.Sqrt(f64.Dot(v, v))
	for i := range v {
		v[i] *= scale
	}
	var av mat.VecDense
	av.MulVec(&a, mat.NewVecDense(g.n, v))
	u := av.RawVector().Data
	vav := f64.Dot(v, u)
	for i := range g.n - 1 {
		for j := i; j < g.n-1; j++ {
			x := a.At(i, j) - 2*(float64(v[i]*u[j])+float64(u[i]*v[j])) + float64(4*vav*v[i])*v[j]
			if i == j {
				x -= radial
			}
			dst.SetSym(i, j, x)
		}
	}
}
