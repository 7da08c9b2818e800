package nets

import (
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/interval"
)

// A terms is one factor of each term of a sum: numbers in intervals, of which mid are near the middles.
type terms struct {
	mid []float64
	// size is at least ‖mid‖, and rad at least the norm of what the numbers may differ from mid.
	size, rad float64
}

func termsOf(x []interval.Interval) terms {
	t := terms{mid: make([]float64, len(x))}
	for i, v := range x {
		t.mid[i] = v.Mid()
		t.size = interval.AddUp(t.size, interval.MulUp(t.mid[i], t.mid[i]))
		t.rad = interval.AddUp(t.rad, interval.MulUp(v.Rad(), v.Rad()))
	}
	t.size, t.rad = interval.SqrtUp(t.size), interval.SqrtUp(t.rad)
	return t
}

func each(x [][]interval.Interval) (out []terms) {
	for i := range x {
		out = append(out, termsOf(x[i]))
	}
	return out
}

// dot encloses Σ x_s y_s. With x = m + δ and y = n + η the sum differs from Σ m_s n_s by ‖m‖‖η‖ + ‖δ‖‖n‖ + ‖δ‖‖η‖ at most. Of N
// terms that differs from what is computed by γ_k Σ |m_s n_s| at most, with γ_k = ku/(1 − ku) ≤ (k + 1)u and u = 2⁻⁵³, where k is how often a term is
// rounded at most (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., sections 3.1 and 4.2), and by 2⁻¹⁰⁷⁴ for each product that
// underflows. In the order of [f64.Dot] a term is rounded once for each block of 32 that follows in its lane, for up to 3 blocks of 8, for 5 sums of lanes and for
// up to 7 terms at the end.
func (t terms) dot(y terms) interval.Interval {
	n := len(t.mid)
	middle := f64.Dot(t.mid, y.mid)
	bound := interval.MulUp(float64(n/32+3+5+7+1)*0x1p-53, interval.MulUp(t.size, y.size))
	bound = interval.AddUp(bound, interval.MulUp(t.size, y.rad))
	bound = interval.AddUp(bound, interval.MulUp(t.rad, interval.AddUp(y.size, y.rad)))
	bound = interval.AddUp(bound, float64(n)*0x1p-1074)
	if !(math.Abs(middle) <= math.MaxFloat64 && bound <= math.MaxFloat64) {
		return interval.Whole()
	}
	return interval.Interval{Lo: interval.SubDown(middle, bound), Hi: interval.AddUp(middle, bound)}
}
