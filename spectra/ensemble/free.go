package ensemble

import (
	"fmt"
	"math"
)

// A Jump is a free Poisson part of a [Free]: what a Wishart matrix adds.
type Jump struct {
	Size float64 // a, of either sign and not 0
	Rate float64 // ≥ 0
}

// A Free is the law of eigenvalues of a sum of large random matrices that are free of each other: a constant, a
// Wigner matrix, and Wishart matrices. Its R-transform is the sum of theirs,
//
//	R(g) = Shift + Variance g + Σ_j Rate_j Size_j/(1 − Size_j g),
//
// and its Green's function G(z) = ∫ ρ(λ)/(z − λ) dλ solves z = R(G) + 1/G (D. Voiculescu, Addition of certain
// non-commuting random variables, Journal of Functional Analysis 66, 1986).
//
//	Shift 0, Variance σ²                     the semicircle on ±2σ
//	one jump of size s φ and rate 1/φ        Marchenko and Pastur's law of A Aᵀ s/p for n × p matrices A, φ = n/p
//	jumps of sizes ±a, of equal rates        A B + (A B)ᵀ for independent rectangular matrices
//
// With w = 1/G the equation is z = H(w) = w + R(1/w), and for w = u + iv
//
//	Im H(w) = v (1 − q(u, v²)),  q(u, s) = Variance/(u² + s) + Σ_j Rate_j Size_j²/((u − Size_j)² + s).
//
// So the real z are the images of the curve on which q = 1, or v = 0 where q(u, 0) ≤ 1. Along it z grows with
// u (P. Biane, On the free convolution with a semi-circular distribution, Indiana University Mathematics Journal 46,
// 1997), so that what is computed here needs no choice among the roots of a polynomial.
//
// A Free is immutable and safe for concurrent use.
type Free struct {
	shift, variance float64
	jumps           []Jump
	gaps            [][2]float64 // of the parameter, see gap; ends where there is no density
}

// NewFree returns the law with these parts. The error is an [ErrArgument]: for what is not finite, a negative variance or
// rate, a jump of size 0, more than 16 jumps, or a law that is a single point.
func NewFree(shift, variance float64, jumps ...Jump) (*Free, error) {
	if math.IsNaN(shift) || math.IsInf(shift, 0) {
		return nil, &ErrArgument{Name: "shift", Value: fmt.Sprint(shift), Want: "a finite number"}
	}
	if !(variance >= 0) || math.IsInf(variance, 0) {
		return nil, &ErrArgument{Name: "variance", Value: fmt.Sprint(variance), Want: "a finite number ≥ 0"}
	}
	if len(jumps) > 16 {
		return nil, &ErrArgument{Name: "jumps", Value: fmt.Sprint(len(jumps)), Want: "at most 16"}
	}
	f := &Free{shift: shift, variance: variance}
	for i, j := range jumps {
		if j.Size == 0 || math.IsNaN(j.Size) || math.IsInf(j.Size, 0) {
			return nil, &ErrArgument{Name: fmt.Sprintf("jumps[%d].Size", i), Value: fmt.Sprint(j.Size), Want: "a finite number that is not 0"}
		}
		if !(j.Rate >= 0) || math.IsInf(j.Rate, 0) {
			return nil, &ErrArgument{Name: fmt.Sprintf("jumps[%d].Rate", i), Value: fmt.Sprint(j.Rate), Want: "a finite number ≥ 0"}
		}
		if j.Rate > 0 {
			f.jumps = append(f.jumps, j)
		}
	}
	if variance == 0 && len(f.jumps) == 0 {
		return nil, &ErrArgument{Name: "variance", Value: "0 and there are no jumps", Want: "a law of more than one point"}
	}
	f.gaps = f.findGaps()
	return f, nil
}

// Mean returns the mean of the law: the first free cumulant, R(0).
func (f *Free) Mean() float64 {
	mean := f.shift
	for _, j := range f.jumps {
		mean += j.Rate * j.Size
	}
	return mean
}

// Variance returns the variance of the law: the second free cumulant, R′(0).
func (f *Free) Variance() float64 {
	v := f.variance
	for _, j := range f.jumps {
		v += j.Rate * j.Size * j.Size
	}
	return v
}

// Atom returns the only point that can have a mass of its own, which is the shift, and this mass: 1 − Σ Rate_j, if
// it is positive and there is no Wigner matrix, or 0.
func (f *Free) Atom() (at, mass float64) {
	mass = 1
	for _, j := range f.jumps {
		mass -= j.Rate
	}
	if f.variance > 0 || mass < 0 {
		mass = 0
	}
	return f.shift, mass
}

// Edges returns the ends of the intervals on which the density is positive, in increasing order: an even number of
// them.
func (f *Free) Edges() []float64 {
	var edges []float64
	for _, g := range f.gaps {
		for _, u := range g {
			if !math.IsInf(u, 0) {
				edges = append(edges, f.image(u, 0))
			}
		}
	}
	return edges
}

// Density returns the density at x: 0 in the gaps and at the edges, also at one near which it is not bounded (the shift, if
// the rates add to 1 and there is no Wigner matrix). An atom is not a part of it. Cost: some microseconds. It panics if x is not finite.
func (f *Free) Density(x float64) float64 {
	u, s := f.preimage(x)
	if s == 0 {
		return 0
	}
	v := math.Sqrt(s)
	return v / math.Pi / (u*u + s)
}

// CDF returns the mass of what is at most x: −Im(∫ G dz)/π, which has the closed form
//
//	1 − ((1 − Σ Rate_j) arg w + Σ Rate_j arg(w − Size_j) + (x − Shift) Im G − ½ Variance Im G²)/π,  G = 1/w.
//
// Cost and panics are those of Density.
func (f *Free) CDF(x float64) float64 {
	u, s := f.preimage(x)
	v := math.Sqrt(s)
	rest, sum := 1.0, 0.0
	for _, j := range f.jumps {
		rest -= j.Rate
		sum += j.Rate * math.Atan2(v, u-j.Size)
	}
	if at, mass := f.Atom(); mass > 0 && x >= at {
		u = max(u, 0) // not −0
	}
	sum += rest * math.Atan2(v, u)
	if s > 0 {
		d := u*u + s
		sum += -v/d*(x-f.shift) + f.variance*u*v/(d*d)
	}
	return min(max(1-sum/math.Pi, 0), 1)
}
