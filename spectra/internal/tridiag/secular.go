package tridiag

import (
	"math"

	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
)

// A secular equation f(λ) = 1/ρ + Σ w_i/(d_i − λ) = 0, with ρ > 0, weights w_i = z_i² > 0 and
// poles d_0 < d_1 < …: its roots are the eigenvalues of diag(d) + ρzzᵀ. One lies
// between each two poles, and the last within ρ Σ w_i above the last pole.
//
// Poles have magnitudes up to about 1, and distances and weights such that a
// product of four distances of a root from poles stays within the range of float64.
type secular struct {
	d, w    []float64
	inverse float64 // 1/ρ
}

// A secularValue is the equation at one point: ψ sums over the poles below, φ
// over those above.
type secularValue struct{ psi, dpsi, phi, dphi, f float64 }

func (s *secular) at(j int, origin, tau float64) (v secularValue) {
	v.psi, v.dpsi = kernel.SecularSum(s.d[:j+1], s.w[:j+1], origin, tau)
	if j+1 < len(s.d) {
		v.phi, v.dphi = kernel.SecularSum(s.d[j+1:], s.w[j+1:], origin, tau)
	}
	v.f = s.inverse + v.psi + v.phi
	return v
}

// negligible reports that f is zero up to the rounding of its evaluation: that
// of the sums, whose lanes have len(d)/16 terms, and that of τ.
func (s *secular) negligible(v secularValue, tau float64) bool {
	terms := float64(16 + len(s.d)/16)
	return math.Abs(v.f) <= num.Roundoff*(terms*(v.phi-v.psi)+s.inverse+math.Abs(tau)*(v.dpsi+v.dphi))
}

// rationalSteps is how many steps a root gets before only bisection is left,
// which ends after another 64: far more than the three or four it takes.
const rationalSteps = 24

// root returns root j as a pole and a distance from it, λ = origin + tau, where
// tau ≠ 0 has few ulps of error, however close the root is to the pole.
//
// Steps interpolate f by c + s/(d_j − λ) + S/(d_j+1 − λ): with the weight of the
// nearer pole fixed, or, when that is slow, by matching ψ and φ alone
// (R.-C. Li, Solving secular equations stably and efficiently, LAPACK Working Note
// 89, 1993, sections 3 and 4). A bracket is kept; a step that leaves it is replaced
// by bisection.
func (s *secular) root(j int) (origin, tau float64) {
	if j == len(s.d)-1 {
		return s.lastRoot()
	}
	gap := s.d[j+1] - s.d[j]
	middle := s.at(j, s.d[j], gap/2)
	c := middle.f + (s.w[j]-s.w[j+1])/(gap/2) // without the two poles
	origin = s.d[j]
	low, high, p, q := 0.0, gap/2, 0.0, gap
	if middle.f < 0 {
		origin = s.d[j+1]
		low, high, p, q = -gap/2, 0, -gap, 0
	}
	tau = smallerRoot(c, c*(p+q)+s.w[j]+s.w[j+1], s.w[j]*q+s.w[j+1]*p)
	matched, before := false, math.Inf(1)
	for step := 0; ; step++ {
		if !(low < tau && tau < high) || step > rationalSteps {
			tau = bisect(low, high)
		}
		v := s.at(j, origin, tau)
		if s.negligible(v, tau) {
			return origin, tau
		}
		if v.f < 0 {
			low = tau
		} else {
			high = tau
		}
		if !separated(low, high) {
			return origin, tau
		}
		if math.Abs(v.f) > math.Abs(before)/8 {
			matched = !matched
		}
		before = v.f
		tau += s.step(j, v, p-tau, q-tau, matched)
	}
}

// step returns the step from a point at distances p < 0 < q from its two poles.
func (s *secular) step(j int, v secularValue, p, q float64, matched bool) float64 {
	slope := v.dpsi + v.dphi
	var c float64
	switch {
	case matched:
		c = v.f - p*v.dpsi - q*v.dphi
	case -p < q:
		c = v.f - q*slope + (q-p)*(s.w[j]/p/p)
	default:
		c = v.f - p*slope - (q-p)*(s.w[j+1]/q/q)
	}
	eta := smallerRoot(c, (p+q)*v.f-p*q*slope, p*q*v.f)
	if v.f*eta >= 0 {
		eta = -v.f / slope
	}
	return eta
}

// smallerRoot returns the root (a − √(a² − 4bc))/2c of cx² − ax + b, which for
// weights > 0 is the one between the poles.
func smallerRoot(c, a, b float64) float64 {
	root := math.Sqrt(math.Abs(a*a - 4*b*c))
	if a > 0 {
		return 2 * b / (a + root)
	}
	return (a - root) / (2 * c)
}

// lastRoot is [secular.root] for the root above all poles. In u = 1/τ, f is convex and
// decreasing, so Newton's method from the upper end is monotone: this is the
// interpolation of f by c + s/(d_j − λ).
func (s *secular) lastRoot() (origin, tau float64) {
	j := len(s.d) - 1
	var total float64
	for _, w := range s.w {
		total += w
	}
	origin = s.d[j]
	low, high := 0.0, total/s.inverse*(1+float64(j+8)*num.Epsilon)
	tau = total / s.inverse
	for step := 0; ; step++ {
		if !(low < tau && tau < high) || step > rationalSteps {
			tau = bisect(low, high)
		}
		v := s.at(j, origin, tau)
		if s.negligible(v, tau) {
			return origin, tau
		}
		if v.f < 0 {
			low = tau
		} else {
			high = tau
		}
		if !separated(low, high) {
			return origin, tau
		}
		tau -= tau * v.f / (v.f + tau*v.dpsi)
	}
}

// bisect returns the number halfway between low and high, of which at most one
// is zero, in the order of the floating-point numbers; so 64 halvings are enough. No root
// is closer to its pole than 2⁻²⁰⁰.
func bisect(low, high float64) float64 {
	sign := 1.0
	if high <= 0 {
		sign, low, high = -1, -high, -low
	}
	a, b := math.Float64bits(max(low, 0x1p-200)), math.Float64bits(high)
	return sign * math.Float64frombits(a+(b-a)/2)
}

// separated reports that a number lies between low and high.
func separated(low, high float64) bool { return bisect(low, high) != low && bisect(low, high) != high }
