package spectra

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/internal/num"
	"saddle/spectra/interval"
)

// PositiveDefinite reports whether every symmetric matrix in a is proved positive
// definite. False proves nothing.
//
// It is one Cholesky decomposition: n³/3 flops, no eigenvalue. Errors as in
// [LowerBound]. An empty matrix is positive definite.
func PositiveDefinite(a *interval.Sym) (bool, error) {
	scaled, _, err := normalize(a)
	if err != nil || a.Dim() == 0 {
		return err == nil, err
	}
	lower, _ := lowered(scaled)
	return cholesky(lower, 0), nil
}

// SmallestEigenvalue returns an interval that contains λ_min(A) for every symmetric
// A in a: [LowerBound] and [UpperBound]. It is empty for n = 0.
func SmallestEigenvalue(a *interval.Sym) (interval.Interval, error) {
	if a.Dim() == 0 {
		return interval.Empty(), nil
	}
	lo, err := LowerBound(a)
	if err != nil {
		return interval.Empty(), err
	}
	hi, err := UpperBound(a)
	if err != nil {
		return interval.Empty(), err
	}
	return interval.Interval{Lo: lo, Hi: hi}, nil
}

// LowerBound returns a proved μ ≤ λ_min(A) for every symmetric A in a. μ > 0 proves
// that all of them are positive definite.
//
// A is replaced by the least of its matrices in Löwner's order: for each row the sum
// of the radii is taken from the diagonal. Then A − μI is proved positive definite by
// a floating-point Cholesky decomposition with an a priori bound of all its
// roundings (S. M. Rump, Verification of positive definiteness, BIT 46 (2006)
// 433–452). μ starts below an approximate λ_min and falls until the proof
// succeeds: about n²ε max a_ii below λ_min for a point matrix. Where A is positive
// definite but λ_min is below that, as in graded matrices, μ > 0 is bisected
// to a relative 1/64.
//
// For n = 0 it is +Inf; it is −Inf only if the bound would overflow. A NaN, an
// infinity or an empty entry is an [ErrNotFinite]. Cost: the eigenvalues and
// usually two or three decompositions of n³/3 flops.
func LowerBound(a *interval.Sym) (float64, error) {
	scaled, k, err := normalize(a)
	if err != nil {
		return math.NaN(), err
	}
	if a.Dim() == 0 {
		return math.Inf(1), nil
	}
	lower, _ := lowered(scaled)
	mu, err := provedBelow(lower)
	return interval.Of(mu).Scale2(-k).Lo, err
}

// UpperBound returns a proved μ ≥ λ_min(A) for every symmetric A in a: the upper end of
// the Rayleigh quotient vᵀAv/vᵀv over a, for an approximate eigenvector v. For n = 0 it is
// +Inf. Errors as in [LowerBound]. Cost: one decomposition.
func UpperBound(a *interval.Sym) (float64, error) {
	scaled, k, err := normalize(a)
	if err != nil {
		return math.NaN(), err
	}
	mu := math.Inf(1)
	if a.Dim() == 0 {
		return mu, nil
	}
	candidates, err := lowDirections(scaled)
	if err != nil {
		return math.NaN(), err
	}
	for _, v := range candidates {
		if hi := rayleigh(scaled, v).Scale2(-k).Hi; hi < mu { // not if NaN
			mu = hi
		}
	}
	return mu, nil
}

func rayleigh(a *interval.Sym, v []float64) interval.Interval {
	var square interval.Interval
	for _, x := range v {
		square = square.Add(interval.Of(x).Sqr())
	}
	return a.Quad(v).Div(square)
}

// provedBelow returns μ ≤ λ_min(A), n > 0.
func provedBelow(a *mat.SymDense) (float64, error) {
	values, err := Eigenvalues(a)
	if err != nil {
		return math.NaN(), err
	}
	n := len(values)
	norm := math.Max(-values[0], values[n-1])
	mu := gershgorin(a)
	for delta := firstDrop(a, values[0], norm); delta > 0 && values[0]-delta > mu; delta *= 2 {
		if cholesky(a, values[0]-delta) {
			mu = values[0] - delta
			break
		}
	}
	if mu <= 0 && cholesky(a, 0) {
		mu = bisectPositive(a)
	}
	return mu, nil
}

// firstDrop returns how far below an approximate λ_min a proof is tried first: nu‖A‖ times the
// power of two up to which what [cholesky] takes from every diagonal entry is too much.
func firstDrop(a *mat.SymDense, least, norm float64) float64 {
	n := a.SymmetricDim()
	taken := math.Inf(1)
	for i := range n {
		taken = math.Min(taken, choleskyLoss(n)*(a.At(i, i)-least))
	}
	delta := float64(n) * num.Roundoff * norm
	for 2*delta <= min(taken, math.MaxFloat64) && delta > 0 {
		delta *= 2
	}
	return delta
}

// bisectPositive returns a proved μ > 0 below λ_min(A), or 0, for a positive definite A.
func bisectPositive(a *mat.SymDense) float64 {
	high := math.Inf(1)
	for i := range a.SymmetricDim() {
		high = math.Min(high, a.At(i, i)) // λ_min ≤ a_ii
	}
	low := high / 2
	for ; !cholesky(a, low); low /= 2 {
		if low == 0 {
			return 0
		}
		high = low
	}
	for range 6 {
		middle := low + (high-low)/2
		if cholesky(a, middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// gershgorin returns min_i (a_ii − Σ_{j≠i} |a_ij|), rounded down: it is at most λ_min(A).
func gershgorin(a *mat.SymDense) float64 {
	raw := rawSymmetric(a)
	others := make([]float64, raw.N)
	for i := range others {
		row, below, sum := raw.Data[i*raw.Stride+i+1:i*raw.Stride+raw.N], others[i+1:], others[i]
		for k, x := range row {
			x = math.Abs(x)
			sum += x
			below[k] += x
		}
		others[i] = sum
	}
	bound, growth := math.Inf(1), sumGrowth(raw.N)
	for i, sum := range others {
		bound = math.Min(bound, interval.SubDown(raw.Data[i*raw.Stride+i], interval.MulUp(sum, growth)))
	}
	return bound
}
