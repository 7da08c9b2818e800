package spectra

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/internal/num"
	"saddle/spectra/interval"
)

// checkFinite refuses an entry outside float64 with an [ErrNotFinite]: an unbounded interval
// proves nothing, an empty one everything.
func checkFinite(a *interval.Sym) error {
	for i := range a.Dim() {
		for j := range i + 1 {
			x := a.At(i, j)
			for _, bound := range []float64{x.Lo, x.Hi} {
				if !num.IsFinite(bound) {
					return notFiniteEntry(i, j, bound)
				}
			}
			if x.IsEmpty() {
				return ErrNotFinite{Arg: fmt.Sprintf("the empty interval a[%d][%d]", i, j), Value: math.NaN()}
			}
		}
	}
	return nil
}

// normalize returns 2ᵏ[A] and k, which is 0 unless the largest entry is near
// overflow or underflow. Errors as in [checkFinite].
func normalize(a *interval.Sym) (*interval.Sym, int, error) {
	if err := checkFinite(a); err != nil {
		return nil, 0, err
	}
	var largest float64
	for i := range a.Dim() {
		for j := range i + 1 {
			largest = math.Max(largest, a.At(i, j).Mag())
		}
	}
	exponent := num.Exponent(largest)
	if -300 <= exponent && exponent <= 300 {
		return a, 0, nil
	}
	return mapped(a, func(_, _ int, x interval.Interval) interval.Interval { return x.Scale2(-exponent) }), -exponent, nil
}

// balanced returns D[A]D with powers of two in D, rounded outward where entries underflow.
func balanced(a *interval.Sym) *interval.Sym {
	t := balance(magnitudes(a))
	return mapped(a, func(i, j int, x interval.Interval) interval.Interval { return x.Scale2(t[i] + t[j]) })
}

// mapped returns the matrix of f(i, j, a_ij).
func mapped(a *interval.Sym, f func(i, j int, x interval.Interval) interval.Interval) *interval.Sym {
	b := interval.NewSym(a.Dim())
	for i := range a.Dim() {
		for j := range i + 1 {
			b.Set(i, j, f(i, j, a.At(i, j)))
		}
	}
	return b
}

func isPoint(a *interval.Sym) bool {
	for i := range a.Dim() {
		for j := range i + 1 {
			if !a.At(i, j).IsPoint() {
				return false
			}
		}
	}
	return true
}

func withoutZeroRows(a *interval.Sym) *interval.Sym {
	var keep []int
	for i := range a.Dim() {
		for j := range a.Dim() {
			if a.At(i, j) != (interval.Interval{}) {
				keep = append(keep, i)
				break
			}
		}
	}
	return mapped(interval.NewSym(len(keep)), func(i, j int, _ interval.Interval) interval.Interval {
		return a.At(keep[i], keep[j])
	})
}

// loewner returns float64 matrices with L ≼ A ≼ U for every symmetric A in [A],
// in the order in which U − A is positive semidefinite. They are equal, and hold
// A itself, exactly if [A] is a point.
//
// With M the midpoints and R the radii off the diagonal, A − diag A differs from
// M − diag M by at most R, entry by entry, and for any weights x > 0
//
//	|vᵀ(A − M)v| ≤ Σ R_ij |v_i||v_j| ≤ Σ_i v_i² (Rx)_i/x_i,
//
// because 2|v_i||v_j| ≤ v_i² x_j/x_i + v_j² x_i/x_j. So the diagonals are
// A_ii ∓ (Rx)_i/x_i, rounded outward, from the lower or the upper ends of [A]_ii.
// Weights that balance A make this nearly as good as ‖R‖₂ in every block.
func loewner(a *interval.Sym) (lower, upper *mat.SymDense, point bool) {
	lower, radii := lowered(a)
	upper = mat.NewSymDense(a.Dim(), nil)
	upper.CopySym(lower)
	for i, radius := range radii {
		upper.SetSym(i, i, interval.AddUp(a.At(i, i).Hi, radius))
	}
	return lower, upper, radii == nil
}

// lowered returns the lower matrix of [loewner] and what it takes from the diagonal: nil if [A]
// is a point.
func lowered(a *interval.Sym) (lower *mat.SymDense, radii []float64) {
	point := true
	lower = mat.NewSymDense(a.Dim(), nil)
	for i := range a.Dim() {
		for j := range i + 1 {
			x := a.At(i, j)
			lower.SetSym(i, j, x.Mid())
			point = point && x.IsPoint()
		}
	}
	if point {
		return lower, nil
	}
	radii = weightedRadii(a)
	for i, radius := range radii {
		lower.SetSym(i, i, interval.SubDown(a.At(i, i).Lo, radius))
	}
	return lower, radii
}

// weightedRadii returns upper bounds of Σ_{j≠i} (radius of a_ij) x_j/x_i, of which the sums in
// float64 fall short as those of [gershgorin] do.
func weightedRadii(a *interval.Sym) []float64 {
	radii := make([]float64, a.Dim())
	weights := balance(magnitudes(a)) // these keep every (Rx)_i/x_i finite
	for i := range radii {
		for j := range i {
			r, k := a.At(i, j).Rad(), weights[j]-weights[i]
			up, down := r, r
			if k != 0 {
				up, down = interval.Of(r).Scale2(k).Hi, interval.Of(r).Scale2(-k).Hi
			}
			radii[i] += up
			radii[j] += down
		}
	}
	for i, r := range radii {
		radii[i] = interval.MulUp(r, sumGrowth(len(radii)))
	}
	return radii
}

// sumGrowth returns a bound of what a sum of up to n numbers that are not negative is of the same
// sum in float64: that is at least (1 − u)ⁿ of it, u = 2⁻⁵³, and 1/(1 − u)ⁿ ≤ 1 + 4nu.
func sumGrowth(n int) float64 { return 1 + float64(4*n)*num.Roundoff }

func magnitudes(a *interval.Sym) *mat.SymDense {
	m := mat.NewSymDense(a.Dim(), nil)
	for i := range a.Dim() {
		for j := range i + 1 {
			m.SetSym(i, j, a.At(i, j).Mag())
		}
	}
	return m
}

// balance returns exponents t for which the rows of DAD, D = diag(2^t), have
// maxima between 1/4 and 2. A row of zeros keeps t = 0.
//
// It halves the exponent of each row until nothing moves (D. Ruiz, RAL-TR-2001-034).
func balance(a *mat.SymDense) []int {
	n := a.SymmetricDim()
	raw := rawSymmetric(a)
	t, largest := make([]int, n), make([]int, n)
	for moved := true; moved; {
		for i := range largest {
			largest[i] = math.MinInt
		}
		for i := range n {
			most := math.MinInt
			for k, x := range raw.Data[i*raw.Stride+i : i*raw.Stride+n] {
				if x != 0 {
					e := exponentOf(x) + t[i] + t[i+k]
					most = max(most, e)
					largest[i+k] = max(largest[i+k], e)
				}
			}
			largest[i] = max(largest[i], most)
		}
		moved = false
		for i, e := range largest {
			if e != math.MinInt && e/2 != 0 {
				t[i] -= e / 2 // towards zero, so that the rounds end
				moved = true
			}
		}
	}
	return t
}

// exponentOf is binaryExponent, which is slow, for numbers other than zero.
func exponentOf(x float64) int {
	const bias, mask, fraction = 1022, 0x7ff, 52
	if e := int(math.Float64bits(x) >> fraction & mask); e != 0 {
		return e - bias
	}
	return num.Exponent(x)
}
