package models

import (
	"math"

	"saddle/spectra/interval"
)

// A blockSum encloses a symmetric matrix Σ_t c_t u_t u_tᵀ of which weights c_t and vectors u_t
// are enclosed, entry by entry in the form midpoint ± radius. With x = c u, the midpoints x̂, û
// and the radii δx, δu, one term has
//
//	|x u − x̂ û| ≤ |x̂| δu + δx (|û| + δu).
//
// A midpoint is the sum of K products in float64, at most γ Σ |x̂||û| + Kη from that of exact
// products, γ = Ku/(1 − Ku) ≤ 2Ku, u = 2⁻⁵³, η = 2⁻¹⁰⁷⁴ for underflow (N. J. Higham, Accuracy
// and Stability of Numerical Algorithms, 2nd ed., section 3.1). So a term adds
//
//	|x̂| e + δx f,  e = δu + 2Ku |û| + floor,  f = |û| + δu
//
// to the radius. This is a sum of positive terms, each of which goes through at most K + 6
// roundings: with the factor growth = 1 + 8(K + 6)u it is a bound. The first floor exceeds the
// underflow in e, a second one, added at the end, all others.
type blockSum struct {
	d                 int
	mid, rad          []float64 // d×d, of which the lower triangle is used
	roundings, growth float64   // 2Ku and the factor
	u, e, f           []float64 // d numbers each
}

// floor is far above any sum of subnormal numbers.
const floor = 1e-300

// newBlockSum returns a sum of at most K = terms matrices of order d.
func newBlockSum(d, terms int) *blockSum {
	if float64(terms) > 0x1p40 {
		panic("models: too many terms for the error bound")
	}
	return &blockSum{
		d: d, mid: make([]float64, d*d), rad: make([]float64, d*d),
		roundings: float64(terms) * 0x1p-52, growth: 1 + float64(terms+6)*0x1p-50,
		u: make([]float64, d), e: make([]float64, d), f: make([]float64, d),
	}
}

// clear makes it the empty sum.
func (s *blockSum) clear() {
	clear(s.mid)
	clear(s.rad)
}

// add adds c u uᵀ.
func (s *blockSum) add(c interval.Interval, u []interval.Interval) {
	d := s.d
	for l, x := range u {
		mid, rad := x.Mid(), x.Rad()
		size := math.Abs(mid)
		s.u[l], s.e[l], s.f[l] = mid, rad+float64(s.roundings*size)+floor, size+rad
	}
	for l, v := range u {
		x := c.Mul(v)
		mid, rad := x.Mid(), x.Rad()
		size := math.Abs(mid)
		toMid, toRad := s.mid[l*d:][:l+1], s.rad[l*d:][:l+1]
		u, e, f := s.u[:l+1], s.e[:l+1], s.f[:l+1]
		for i := range toMid {
			toMid[i] += float64(mid * u[i])
			toRad[i] += float64(size*e[i]) + float64(rad*f[i])
		}
	}
}

// blur adds a matrix of which no entry exceeds bound.
func (s *blockSum) blur(bound float64) {
	for i := range s.rad {
		s.rad[i] += bound
	}
}

// at encloses the entry (l, c), c ≤ l.
func (s *blockSum) at(l, c int) interval.Interval {
	mid := s.mid[l*s.d+c]
	rad := interval.AddUp(interval.MulUp(s.rad[l*s.d+c], s.growth), floor)
	if !(math.Abs(mid)+rad <= math.MaxFloat64) {
		return interval.Whole()
	}
	return interval.Interval{Lo: interval.SubDown(mid, rad), Hi: interval.AddUp(mid, rad)}
}
