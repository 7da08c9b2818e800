package spin

import (
	"math"

	"saddle/models"
	"saddle/spectra/f64"
)

// WithEnergy returns the Hamiltonian that has the energy u per spin at σ and is else as H is: for |σ|² = n,
//
//	H(τ) + (n u − H(σ)) (σ·τ/n)^p.
//
// If H is a glass that [Draw] has drawn, independently of σ, this has its law given H(σ) = n u: the
// covariance of H(τ) with H(σ) is n (σ·τ/n)^p. The gradient at σ along the sphere is not changed. σ is moved to the sphere along its
// ray. The error is a models.ErrArgument for an energy that is not finite, and for a σ without one length. Cost: a product for each
// index of a coupling.
func (g *Glass) WithEnergy(sigma []float64, u float64) (*Glass, error) {
	g.fit("sigma", sigma)
	length := f64.Dot(sigma, sigma)
	if math.IsNaN(u) || math.IsInf(u, 0) {
		return nil, models.ErrArgument{Arg: "u", Want: "a finite energy per spin"}
	}
	if !(length > 0) || math.IsInf(length, 0) {
		return nil, models.ErrArgument{Arg: "sigma", Want: "a finite point other than 0"}
	}
	x := append([]float64(nil), sigma...)
	onSphere(x)
	out := &Glass{g.n, g.p, append([]float64(nil), g.c...)}
	missing := float64(float64(g.n)*u) - g.Loss(x)
	for i := range x {
		x[i] /= float64(g.n)
	}
	index := make([]int, g.p)
	g.permutations(func(i int, orders float64) {
		term := missing * orders
		for _, j := range index {
			term *= x[j]
		}
		out.c[i] += term
		g.next(index)
	})
	return out, nil
}
