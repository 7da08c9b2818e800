package spin

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
)

// along returns the point of the sphere at an angle from σ, on the great circle through a tangent v of σ's length.
func along(sigma, v []float64, angle float64) []float64 {
	x := make([]float64, len(sigma))
	for i := range x {
		x[i] = math.Cos(angle)*sigma[i] + math.Sin(angle)*v[i]
	}
	return x
}

// On great circles the gradient is the slope, and the trace and the eigenvalues of the Hessian are those of second differences.
func TestRiemannian(t *testing.T) {
	eachGlass(t, func(what string, r *rand.Rand, g *Glass, sigma []float64) {
		gradient := make([]float64, g.n)
		if h := g.Riemannian(gradient, sigma); h != g.Loss(sigma) {
			t.Errorf("%s: %v beside the gradient, want %v", what, h, g.Loss(sigma))
		}
		v := normals(r, g.n)
		tangent(v, sigma)
		onSphere(v)
		slope, radial := 0.0, 0.0
		for i, x := range gradient {
			slope += x * v[i]
			radial += x * sigma[i]
		}
		size := float64(g.n * g.p * g.p)
		const step = 1e-4
		h := func(angle float64) float64 { return g.Loss(along(sigma, v, angle)) }
		if d := (h(step) - h(-step)) / (2 * step); math.Abs(d-slope) > 1e-6*size || math.Abs(radial) > 1e-12*size {
			t.Errorf("%s: slope %v, by differences %v; %v along σ", what, slope, d, radial)
		}
		// Second differences along any orthonormal basis of tangents add up to the trace.
		var a mat.SymDense
		g.Tangent(&a, sigma)
		if g.n > 6 {
			return
		}
		trace, square := 0.0, 0.0
		basis := tangents(r, sigma)
		for i, v := range basis {
			for j, w := range basis {
				x := second(g, sigma, v, w)
				if square += x * x; i == j {
					trace += x
				}
			}
		}
		norm := mat.Norm(&a, 2)
		if math.Abs(trace-mat.Trace(&a)) > 1e-4*size || math.Abs(math.Sqrt(square)-norm) > 1e-4*size {
			t.Errorf("%s: trace %v and norm %v, by differences %v and %v", what, mat.Trace(&a), norm, trace, math.Sqrt(square))
		}
	})
}

// tangents returns an orthogonal basis of the tangent space, of vectors of σ's length.
func tangents(r *rand.Rand, sigma []float64) (basis [][]float64) {
	for range len(sigma) - 1 {
		v := normals(r, len(sigma))
		tangent(v, sigma)
		for _, w := range basis {
			tangent(v, w)
		}
		onSphere(v)
		basis = append(basis, v)
	}
	return basis
}

// second is the second derivative on the sphere along unit tangents v/√n and w/√n, by differences.
func second(g *Glass, sigma, v, w []float64) float64 {
	const step = 1e-3
	h := func(a, b float64) float64 {
		u := make([]float64, g.n)
		for i := range u {
			u[i] = sigma[i] + a*v[i] + b*w[i]
		}
		onSphere(u)
		return g.Loss(u)
	}
	return (h(step, step) - h(step, -step) - h(-step, step) + h(-step, -step)) / (4 * step * step * float64(g.n))
}

// ⟨H(σ) H(τ)⟩ = n (σ·τ/n)^p, and at one point the gradient on the sphere has variance p a coordinate, the Hessian there, with the
// radial part added, p(p − 1)/n off the diagonal.
func TestCovariance(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	const n, p, draws = 4, 3, 20_000
	sigma, tau := make([]float64, n), make([]float64, n)
	Point(r, sigma)
	Point(r, tau)
	var same, cross, slope, off, overlap float64
	for i := range sigma {
		overlap += sigma[i] * tau[i] / n
	}
	gradient := make([]float64, n)
	var a mat.SymDense
	for range draws {
		g, _ := Draw(r, n, p)
		h := g.Riemannian(gradient, sigma)
		same += h * h / draws
		cross += h * g.Loss(tau) / draws
		for _, x := range gradient {
			slope += x * x / (draws * (n - 1))
		}
		g.Tangent(&a, sigma)
		off += (a.At(0, 1)*a.At(0, 1) + a.At(1, 2)*a.At(1, 2)) / (2 * draws)
	}
	for name, c := range map[string][2]float64{
		"⟨H²⟩": {same, n}, "⟨H(σ)H(τ)⟩": {cross, n * math.Pow(overlap, p)}, "⟨g²⟩": {slope, p}, "⟨H_12²⟩": {off, p * (p - 1.) / n},
	} {
		if math.Abs(c[0]-c[1]) > 0.15 {
			t.Errorf("%s = %v, want %v", name, c[0], c[1])
		}
	}
}

// What is conditioned has the energy, and the same gradient and Hessian along the sphere but for the radial part.
func TestWithEnergy(t *testing.T) {
	eachGlass(t, func(what string, r *rand.Rand, g *Glass, sigma []float64) {
		const u = -1.25
		c, err := g.WithEnergy(sigma, u)
		if err != nil {
			t.Fatal(err)
		}
		a, b := make([]float64, g.n), make([]float64, g.n)
		before, after := g.Riemannian(a, sigma), c.Riemannian(b, sigma)
		if math.Abs(after-u*float64(g.n)) > 1e-11*float64(g.n) || apart(a, b) > 1e-11*float64(g.n) {
			t.Errorf("%s: energy %v, gradients %v apart", what, after/float64(g.n), apart(a, b))
		}
		var x, y mat.SymDense
		g.Tangent(&x, sigma)
		c.Tangent(&y, sigma)
		shift := float64(g.p) * (after - before) / float64(g.n)
		for i := range g.n - 1 {
			y.SetSym(i, i, y.At(i, i)+shift)
		}
		var difference mat.Dense
		difference.Sub(&x, &y)
		if d := mat.Norm(&difference, 2); d > 1e-10*float64(g.n) {
			t.Errorf("%s: Hessians %v apart", what, d)
		}
	})
	g, _ := Draw(rand.New(rand.NewPCG(1, 1)), 3, 3)
	var argument models.ErrArgument
	for _, u := range []float64{math.NaN(), math.Inf(1)} {
		if _, err := g.WithEnergy([]float64{1, 0, 0}, u); !errors.As(err, &argument) {
			t.Errorf("%v: %v", u, err)
		}
	}
	if _, err := g.WithEnergy([]float64{0, 0, 0}, 1); !errors.As(err, &argument) {
		t.Error(err)
	}
}
