package ensemble

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// A Field is a stationary isotropic Gaussian field φ on ℝ^N with ⟨φ(x) φ(y)⟩ = N f(|x − y|²/(2N)), as far as one point
// knows it: f and its first two derivatives at 0. Its energy density is ε = φ/N (A. J. Bray and D. S. Dean, Statistics
// of critical points of Gaussian fields on large-dimensional spaces, Physical Review Letters 98, 2007).
type Field struct {
	F, Slope, Curvature float64 // f(0) > 0, f′(0) < 0, f″(0) with f f″ ≥ f′²
}

// Check returns an [ErrArgument] for what no field has.
func (f Field) Check() error {
	bad := func(name string, value float64, want string) error {
		return &ErrArgument{Name: name, Value: fmt.Sprint(value), Want: want}
	}
	switch {
	case !(f.F > 0) || math.IsInf(f.F, 0):
		return bad("F", f.F, "a finite number > 0")
	case !(f.Slope < 0) || math.IsInf(f.Slope, 0):
		return bad("Slope", f.Slope, "a finite number < 0: the variance of a derivative is its negative")
	case !(f.Curvature*f.F >= f.Slope*f.Slope) || math.IsInf(f.Curvature, 0):
		return bad("Curvature", f.Curvature, "at least Slope²/F, and finite")
	}
	return nil
}

// Hessian sets dst, row by row, to a draw of the Hessian at a point of ℝ^N where the energy density is ε: a matrix of
// the Gaussian orthogonal ensemble with variance f″/N off the diagonal, and ε f′/f and a Gaussian of variance (f″ − f′²/f)/N times
// the identity. The gradient is independent of it. Points at which the gradient vanishes count with |det|, which is not done
// here. It panics unless Check is nil, n ≥ 1, len(dst) = n² and ε is finite.
func (f Field) Hessian(r *rand.Rand, dst []float64, n int, epsilon float64) {
	if err := f.Check(); err != nil {
		panic(err)
	}
	if n < 1 || math.IsNaN(epsilon) || math.IsInf(epsilon, 0) {
		panic(fmt.Sprintf("ensemble: a Hessian of order %d at the energy %v", n, epsilon))
	}
	Wigner(r, dst, n, 2)
	scale := math.Sqrt(f.Curvature / float64(n))
	for i := range dst {
		dst[i] *= scale
	}
	shift := epsilon*f.Slope/f.F + math.Sqrt(max(f.Curvature-f.Slope*f.Slope/f.F, 0)/float64(n))*r.NormFloat64()
	for i := range n {
		dst[i*n+i] += shift
	}
}

// Critical returns the energy density below which almost every critical point of a large field is a minimum,
//
//	ε_c = −(f f″ + f′²)/(|f′| √f″).
//
// It panics unless Check is nil.
func (f Field) Critical() float64 {
	if err := f.Check(); err != nil {
		panic(err)
	}
	return -(f.F*f.Curvature + f.Slope*f.Slope) / (-f.Slope * math.Sqrt(f.Curvature))
}

// Index returns the share α(ε) of negative eigenvalues at the critical points of a large field at the energy density ε: that of a
// semicircle of radius 2√f″ about 2 ε f′ f″/(f f″ + f′²), so that α(ε) = F(2 ε/|ε_c|) with its distribution function F on ±2. It is 0 up to
// ε_c, and just above it
//
//	α ≈ 4√2/(3π) (1 − ε/ε_c)^(3/2).
//
// It panics unless Check is nil.
func (f Field) Index(epsilon float64) float64 {
	return SemicircleCDF(-2 * epsilon / f.Critical())
}

// SemicircleCDF returns F(x) = ½ + x√(4 − x²)/(4π) + arcsin(x/2)/π, the distribution function of the semicircle on
// ±2, which is 0 below and 1 above. It panics for NaN. Near the edge −2 + 2δ it is 4√2/(3π) δ^(3/2) (1 + O(δ)); the sum of terms that
// cancel there is replaced by its series.
func SemicircleCDF(x float64) float64 {
	switch {
	case math.IsNaN(x):
		panic("ensemble: the semicircle is asked for at NaN")
	case x > 0:
		return 1 - SemicircleCDF(-x)
	case x <= -2:
		return 0
	}
	// With x = −2 cos θ it is (θ − sin θ cos θ)/π = (2θ − sin 2θ)/(2π).
	theta := 2 * math.Asin(math.Sqrt((2+x)/4))
	return lessItsSine(2*theta) / (2 * math.Pi)
}

// lessItsSine returns t − sin t for t ≥ 0, to full relative accuracy.
func lessItsSine(t float64) float64 {
	if t > 1 {
		return t - math.Sin(t)
	}
	sum, term := 0.0, t*t*t/6
	for k := 4.0; sum+term != sum; k += 2 {
		sum += term
		term *= -t * t / (k * (k + 1))
	}
	return sum
}
