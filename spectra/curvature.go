package spectra

import (
	"math"

	"saddle/spectra/internal/num"
	"saddle/spectra/interval"
)

// NegativeCurvature returns a vector v with vᵀAv < 0 for every symmetric A in a, and
// an enclosure of vᵀAv over a, whose upper end is negative. ok is false if no
// such vector was found; that proves nothing.
//
// The candidates are approximate eigenvectors; the proof is one quadratic form in
// outward-rounded intervals. v has norm about 1, unless a is near overflow or
// underflow: then v is scaled by a power of two that keeps the value in
// range. A NaN, an infinity or an empty entry is an [ErrNotFinite]. Cost: two
// decompositions.
func NegativeCurvature(a *interval.Sym) (v []float64, value interval.Interval, ok bool, err error) {
	scaled, k, err := normalize(a)
	if err != nil || a.Dim() == 0 {
		return nil, interval.Empty(), false, err
	}
	candidates, err := lowDirections(scaled)
	if err != nil {
		return nil, interval.Empty(), false, err
	}
	for _, v := range candidates {
		for i := range v {
			v[i] = math.Ldexp(v[i], k/4) // neither vᵢvⱼ nor aᵢⱼvᵢvⱼ comes near the ends
		}
		if value := a.Quad(v); value.Negative() {
			return v, value, true, nil
		}
	}
	return nil, interval.Empty(), false, nil
}

// lowDirections returns unit vectors in which vᵀAv/vᵀv is likely to be least or negative:
// eigenvectors of the greatest matrix of a in Löwner's order, as it is and balanced,
// and the axis of the least diagonal entry.
func lowDirections(a *interval.Sym) ([][]float64, error) {
	_, upper, _ := loewner(a)
	_, vectors, err := Eigen(upper)
	if err != nil {
		return nil, err
	}
	balanced, err := balancedEigenvectors(upper)
	if err != nil {
		return nil, err
	}
	n := a.Dim()
	least := 0
	for i := range n {
		if upper.At(i, i) < upper.At(least, least) {
			least = i
		}
	}
	axis := make([]float64, n)
	axis[least] = 1
	plain, graded := make([]float64, n), make([]float64, n)
	for i := range n {
		plain[i], graded[i] = vectors.At(i, 0), balanced.At(i, 0)
	}
	normalizeVector(graded)
	return [][]float64{plain, graded, axis}, nil
}

// normalizeVector divides v by the power of two next to its largest entry.
func normalizeVector(v []float64) {
	var largest float64
	for _, x := range v {
		largest = math.Max(largest, math.Abs(x))
	}
	exponent := num.Exponent(largest)
	for i, x := range v {
		v[i] = math.Ldexp(x, -exponent)
	}
}
