package interval

import "math"

// Neg returns −x.
func (x Interval) Neg() Interval { return Interval{0 - x.Hi, 0 - x.Lo} }

// Add returns the tightest enclosure of x + y.
func (x Interval) Add(y Interval) Interval {
	if x.IsEmpty() || y.IsEmpty() {
		return Empty()
	}
	return Interval{AddDown(x.Lo, y.Lo), AddUp(x.Hi, y.Hi)}
}

// Sub returns the tightest enclosure of x − y.
func (x Interval) Sub(y Interval) Interval {
	if x.IsEmpty() || y.IsEmpty() {
		return Empty()
	}
	return Interval{SubDown(x.Lo, y.Hi), SubUp(x.Hi, y.Lo)}
}

// Mul returns the tightest enclosure of x·y.
func (x Interval) Mul(y Interval) Interval {
	switch {
	case x.IsEmpty() || y.IsEmpty():
		return Empty()
	case x.Lo >= 0:
		return y.mulNonNegative(x)
	case y.Lo >= 0:
		return x.mulNonNegative(y)
	case x.Hi <= 0:
		return y.mulNonNegative(x.Neg()).Neg()
	case y.Hi <= 0:
		return x.mulNonNegative(y.Neg()).Neg()
	}
	return Interval{
		math.Min(MulDown(x.Lo, y.Hi), MulDown(x.Hi, y.Lo)),
		math.Max(MulUp(x.Lo, y.Lo), MulUp(x.Hi, y.Hi)),
	}
}

// mulNonNegative returns x·y for y ≥ 0.
func (x Interval) mulNonNegative(y Interval) Interval {
	lo, hi := y.Lo, y.Hi
	if x.Lo < 0 {
		lo = y.Hi
	}
	if x.Hi < 0 {
		hi = y.Lo
	}
	return Interval{MulDown(x.Lo, lo), MulUp(x.Hi, hi)}
}

// Div returns the tightest enclosure of x/y, over the divisors in y that are not
// zero. If 0 lies on the boundary of y the result is a half-line or the whole
// line, if 0 lies inside y it is the whole line, unless x is [0, 0]; if y is
// [0, 0] it is empty.
func (x Interval) Div(y Interval) Interval {
	switch {
	case x.IsEmpty() || y.IsEmpty() || y.Lo == 0 && y.Hi == 0:
		return Empty()
	case x.Lo == 0 && x.Hi == 0:
		return Interval{}
	case y.Lo < 0 && y.Hi > 0:
		return Whole()
	case y.Hi <= 0:
		return x.Neg().divPositive(y.Neg())
	}
	return x.divPositive(y)
}

// divPositive returns x/y for y ≥ 0, y ≠ [0, 0].
func (x Interval) divPositive(y Interval) Interval {
	z := Whole()
	if x.Lo >= 0 {
		z.Lo = DivDown(x.Lo, y.Hi)
	} else if y.Lo > 0 {
		z.Lo = DivDown(x.Lo, y.Lo)
	}
	if x.Hi <= 0 {
		z.Hi = 0 + DivUp(x.Hi, y.Hi) // no −0
	} else if y.Lo > 0 {
		z.Hi = DivUp(x.Hi, y.Lo)
	}
	return z
}

// Sqr returns the tightest enclosure of x². Unlike x.Mul(x) it is never negative.
func (x Interval) Sqr() Interval {
	lo, hi := x.Mig(), x.Mag()
	return Interval{MulDown(lo, lo), MulUp(hi, hi)}
}

// Sqrt returns the tightest enclosure of √x, over x ∩ [0, +Inf).
func (x Interval) Sqrt() Interval {
	if x.IsEmpty() || x.Hi < 0 {
		return Empty()
	}
	return Interval{SqrtDown(math.Max(x.Lo, 0)), SqrtUp(0 + x.Hi)} // no −0
}

// Scale2 returns the tightest enclosure of 2ᵏ·x: the same number scaled,
// except where it overflows or becomes subnormal.
func (x Interval) Scale2(k int) Interval {
	if x.IsEmpty() {
		return Empty()
	}
	// Rounding down twice to ever coarser grids is rounding down once.
	k = min(max(k, -2200), 2200)
	for k != 0 {
		s := min(max(k, -1000), 1000)
		f := pow2(s)
		x = Interval{MulDown(x.Lo, f), MulUp(x.Hi, f)}
		k -= s
	}
	return x
}

// pow2 returns 2ᵏ for −1022 ≤ k ≤ 1023.
func pow2(k int) float64 { return math.Float64frombits(uint64(1023+k) << 52) }

// Abs returns |x|.
func (x Interval) Abs() Interval { return Interval{x.Mig(), x.Mag()} }

// Relu returns max(x, 0).
func (x Interval) Relu() Interval { return x.Max(Interval{}) }

// Min returns the set of min(a, b) over a in x and b in y.
func (x Interval) Min(y Interval) Interval {
	if x.IsEmpty() || y.IsEmpty() {
		return Empty()
	}
	return Interval{math.Min(x.Lo, y.Lo), math.Min(x.Hi, y.Hi)}
}

// Max returns the set of max(a, b) over a in x and b in y.
func (x Interval) Max(y Interval) Interval {
	if x.IsEmpty() || y.IsEmpty() {
		return Empty()
	}
	return Interval{math.Max(x.Lo, y.Lo), math.Max(x.Hi, y.Hi)}
}
