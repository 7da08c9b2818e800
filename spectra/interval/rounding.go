package interval

import "math"

// fmaExact bounds from below the magnitudes at which the sign of a residual
// computed by one FMA is right: an operand or result of 53 bits leaves a
// residual that is a multiple of 2⁻¹⁰⁶ times its size, which is at least the
// smallest subnormal number 2⁻¹⁰⁷⁴.
const fmaExact = 0x1p-960

// nextUp returns the least float64 above x, for x < +Inf.
func nextUp(x float64) float64 {
	if x == 0 {
		return math.SmallestNonzeroFloat64
	}
	b := math.Float64bits(x)
	if x > 0 {
		return math.Float64frombits(b + 1)
	}
	return math.Float64frombits(b - 1)
}

// nextDown returns the greatest float64 below x, for x > −Inf.
func nextDown(x float64) float64 { return -nextUp(-x) }

func isFinite(x float64) bool { return math.Abs(x) <= math.MaxFloat64 }

// AddUp returns the least float64 that is at least a + b. An infinite or NaN
// operand gives what IEEE 754 gives.
//
// The error of a + b is that of TwoSum (Knuth, The Art of Computer Programming
// 2, section 4.2.2, Theorem B).
func AddUp(a, b float64) float64 {
	s := a + b
	t := s - a
	e := (a - (s - t)) + (b - t)
	switch {
	case e > 0:
		return nextUp(s)
	case e >= -math.MaxFloat64:
		return s
	}
	return addUpEdge(a, b, s)
}

// addUpEdge is AddUp where something overflowed or was not finite. Where the sum is finite, it was
// t = s − a, which is b but for half a unit in the last place of s: only b = ±MaxFloat64 lets it
// overflow (Boldo, Graillat and Muller, On the robustness of the 2Sum and Fast2Sum algorithms,
// ACM TOMS 44(1), 2017). Then |b| ≥ |a|, as FastTwoSum asks for.
func addUpEdge(a, b, s float64) float64 {
	switch {
	case !isFinite(a) || !isFinite(b) || s > math.MaxFloat64:
		return s
	case s < -math.MaxFloat64 || a-(s-b) > 0:
		return nextUp(s)
	}
	return s
}

// AddDown returns the greatest float64 that is at most a + b; see [AddUp].
func AddDown(a, b float64) float64 { return 0 - AddUp(-a, -b) }

// SubUp returns the least float64 that is at least a − b; see [AddUp].
func SubUp(a, b float64) float64 { return AddUp(a, -b) }

// SubDown returns the greatest float64 that is at most a − b; see [AddUp].
func SubDown(a, b float64) float64 { return 0 - AddUp(-a, b) }

// MulUp returns the least float64 that is at least a·b, where 0·∞ = 0: an
// infinity stands for arbitrarily large numbers. NaN gives NaN. A bound 0 is +0.
func MulUp(a, b float64) float64 {
	p := float64(a * b)
	if q := math.Abs(p); q >= fmaExact && q <= math.MaxFloat64 {
		if math.FMA(a, b, -p) > 0 {
			return nextUp(p)
		}
		return p
	}
	return mulUpEdge(a, b, p)
}

// mulUpEdge is MulUp where a·b is tiny, zero, infinite or NaN.
func mulUpEdge(a, b, p float64) float64 {
	switch {
	case a != a || b != b:
		return math.NaN()
	case a == 0 || b == 0:
		return 0
	case math.IsInf(a, 0) || math.IsInf(b, 0) || p > math.MaxFloat64:
		return p
	case p < -math.MaxFloat64:
		return -math.MaxFloat64
	case p == 0:
		if (a > 0) == (b > 0) {
			return math.SmallestNonzeroFloat64
		}
		return 0
	}
	if math.Abs(a) > math.Abs(b) {
		a, b = b, a
	}
	// a·b is a multiple of 2⁻¹¹⁸¹, because |p| ≥ 2⁻¹⁰⁷⁴.
	if math.FMA(a*0x1p120, b, -p*0x1p120) > 0 {
		return 0 + nextUp(p) // no −0
	}
	return p
}

// MulDown returns the greatest float64 that is at most a·b; see [MulUp].
func MulDown(a, b float64) float64 { return 0 - MulUp(-a, b) }

// DivUp returns the least float64 that is at least a/b. If b is zero or an
// operand is infinite or NaN, it returns what IEEE 754 gives.
func DivUp(a, b float64) float64 {
	q := a / b
	switch {
	case b == 0 || !isFinite(a) || !isFinite(b) || q > math.MaxFloat64:
		return q
	case q < -math.MaxFloat64:
		return -math.MaxFloat64
	}
	var r float64 // has the sign of a − q·b
	switch {
	case math.Abs(a) >= fmaExact:
		r = math.FMA(-q, b, a)
	case math.Abs(b) >= 1:
		r = math.FMA(-q*0x1p120, b, a*0x1p120)
	default:
		r = math.FMA(-q, b*0x1p120, a*0x1p120)
	}
	if r > 0 && b > 0 || r < 0 && b < 0 {
		return nextUp(q)
	}
	return q
}

// DivDown returns the greatest float64 that is at most a/b; see [DivUp].
func DivDown(a, b float64) float64 { return 0 - DivUp(-a, b) }

// SqrtUp returns the least float64 that is at least √a, and NaN for a < 0.
func SqrtUp(a float64) float64 {
	s := math.Sqrt(a)
	if sqrtResidual(a, s) > 0 {
		return nextUp(s)
	}
	return s
}

// SqrtDown returns the greatest float64 that is at most √a, and NaN for a < 0.
func SqrtDown(a float64) float64 {
	s := math.Sqrt(a)
	if sqrtResidual(a, s) < 0 {
		return nextDown(s)
	}
	return s
}

// sqrtResidual has the sign of a − s² for s = √a rounded to nearest, and is
// neither positive nor negative if a is not a finite positive number.
func sqrtResidual(a, s float64) float64 {
	switch {
	case a > math.MaxFloat64:
		return 0
	case a < fmaExact:
		a, s = a*0x1p120, s*0x1p60
	}
	return math.FMA(-s, s, a)
}
