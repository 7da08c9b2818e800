package interval

import (
	"fmt"
	"math"
	"math/big"
)

// An Interval is the set of real numbers x with Lo ≤ x ≤ Hi, where Lo < +Inf and
// Hi > −Inf. Bounds that are not of this kind, such as those of a literal with
// Lo > Hi, denote the empty set.
//
// The zero value is the point 0. Methods do not change their receiver. Every
// method costs O(1) and does not allocate unless it says otherwise.
type Interval struct{ Lo, Hi float64 }

// ErrBounds reports bounds that enclose no real number.
type ErrBounds struct {
	Arg   string // the argument, "lo" or "hi"
	Value float64
	Want  string // what would do, as "a number at least 2"
}

// Error says what is wrong and what would do.
func (e ErrBounds) Error() string {
	return fmt.Sprintf("interval: %s is %v, want %s", e.Arg, e.Value, e.Want)
}

// New returns [lo, hi]. lo may be −Inf and hi may be +Inf. The error is an
// [ErrBounds] if a bound is NaN, lo is +Inf, hi is −Inf, or lo > hi.
func New(lo, hi float64) (Interval, error) {
	switch {
	case !(lo <= math.MaxFloat64):
		return Empty(), ErrBounds{"lo", lo, "a number or −Inf"}
	case !(hi >= -math.MaxFloat64):
		return Empty(), ErrBounds{"hi", hi, "a number or +Inf"}
	case lo > hi:
		return Empty(), ErrBounds{"hi", hi, fmt.Sprintf("at least lo = %v", lo)}
	}
	return Interval{lo, hi}, nil
}

// Of returns the point [x, x], and the empty set if x is NaN or infinite.
func Of(x float64) Interval {
	if !isFinite(x) {
		return Empty()
	}
	return Interval{x, x}
}

// OfRat returns the tightest interval that contains r: a point exactly if r is
// a float64. It allocates.
//
// What math/big rounds r to is a guess from which the bounds start: comparisons
// with r decide. Its word that a result is exact is wrong for some 0 < |r| < 2⁻¹⁰⁷⁵
// (golang.org/issue/56164).
func OfRat(r *big.Rat) Interval {
	f, _ := r.Float64()
	x := Of(0 + min(max(f, -math.MaxFloat64), math.MaxFloat64)) // no −0
	for compareRat(x.Lo, r) > 0 {
		x.Lo = nextDown(x.Lo)
	}
	for compareRat(x.Hi, r) < 0 {
		x.Hi = nextUp(x.Hi)
	}
	return x
}

// compareRat returns the sign of v − r, for v that is not NaN.
func compareRat(v float64, r *big.Rat) int {
	switch {
	case v > math.MaxFloat64:
		return 1
	case v < -math.MaxFloat64:
		return -1
	}
	return new(big.Rat).SetFloat64(v).Cmp(r)
}

// Empty returns the empty set, {NaN, NaN}.
func Empty() Interval { return Interval{math.NaN(), math.NaN()} }

// Whole returns the real line, [−Inf, +Inf].
func Whole() Interval { return Interval{math.Inf(-1), math.Inf(1)} }

// Pi returns the tightest interval that contains π.
func Pi() Interval { return Interval{pi.Hi, nextUp(pi.Hi)} }

// IsEmpty reports whether x contains no real number.
func (x Interval) IsEmpty() bool {
	return !(x.Lo <= x.Hi && x.Lo <= math.MaxFloat64 && x.Hi >= -math.MaxFloat64)
}

// IsPoint reports whether x contains exactly one real number.
func (x Interval) IsPoint() bool { return x.Lo == x.Hi && isFinite(x.Lo) }

// Contains reports whether the number v lies in x: never for NaN or an infinity.
func (x Interval) Contains(v float64) bool {
	return x.Lo <= v && v <= x.Hi && isFinite(v)
}

// ContainsRat reports whether r lies in x. It allocates.
func (x Interval) ContainsRat(r *big.Rat) bool {
	return !x.IsEmpty() && compareRat(x.Lo, r) <= 0 && compareRat(x.Hi, r) >= 0
}

// ContainsInterval reports whether y ⊆ x. The empty set is a subset of all.
func (x Interval) ContainsInterval(y Interval) bool {
	return y.IsEmpty() || x.Lo <= y.Lo && y.Hi <= x.Hi
}

// Positive reports whether x is proved to hold positive numbers only: it is not
// empty and 0 < Lo.
func (x Interval) Positive() bool { return x.Lo > 0 && !x.IsEmpty() }

// Negative reports whether x is not empty and Hi < 0.
func (x Interval) Negative() bool { return x.Hi < 0 && !x.IsEmpty() }

// NonNegative reports whether x is not empty and 0 ≤ Lo.
func (x Interval) NonNegative() bool { return x.Lo >= 0 && !x.IsEmpty() }

// Mid returns a finite number in x near its midpoint: 0 for the whole line, the
// largest finite number of the right sign for a half-line, NaN for the empty set.
func (x Interval) Mid() float64 {
	switch {
	case x.IsEmpty():
		return math.NaN()
	case x.Lo == -x.Hi:
		return 0
	case math.IsInf(x.Lo, -1):
		return -math.MaxFloat64
	case math.IsInf(x.Hi, 1):
		return math.MaxFloat64
	}
	if m := (x.Lo + x.Hi) / 2; isFinite(m) {
		return m
	}
	return x.Lo/2 + x.Hi/2
}

// Rad returns a radius, rounded up: x lies in [m − r, m + r] for m = x.Mid() and
// r = x.Rad(). It is NaN for the empty set.
func (x Interval) Rad() float64 {
	m := x.Mid()
	return math.Max(SubUp(m, x.Lo), SubUp(x.Hi, m))
}

// Width returns Hi − Lo rounded up, and NaN for the empty set.
func (x Interval) Width() float64 {
	if x.IsEmpty() {
		return math.NaN()
	}
	return SubUp(x.Hi, x.Lo)
}

// Mag returns the magnitude max |v| over v in x, and NaN for the empty set.
func (x Interval) Mag() float64 {
	if x.IsEmpty() {
		return math.NaN()
	}
	return math.Max(math.Abs(x.Lo), math.Abs(x.Hi))
}

// Mig returns the mignitude min |v| over v in x, and NaN for the empty set.
func (x Interval) Mig() float64 {
	switch {
	case x.IsEmpty():
		return math.NaN()
	case x.Lo <= 0 && x.Hi >= 0:
		return 0
	}
	return math.Min(math.Abs(x.Lo), math.Abs(x.Hi))
}

// Intersect returns x ∩ y.
func (x Interval) Intersect(y Interval) Interval {
	z := Interval{math.Max(x.Lo, y.Lo), math.Min(x.Hi, y.Hi)}
	if z.IsEmpty() {
		return Empty()
	}
	return z
}

// Hull returns the least interval that contains x and y.
func (x Interval) Hull(y Interval) Interval {
	switch {
	case x.IsEmpty():
		return y
	case y.IsEmpty():
		return x
	}
	return Interval{math.Min(x.Lo, y.Lo), math.Max(x.Hi, y.Hi)}
}

// String returns "[lo, hi]" with the digits that identify each bound, or "∅". It
// allocates.
func (x Interval) String() string {
	if x.IsEmpty() {
		return "∅"
	}
	return fmt.Sprintf("[%v, %v]", x.Lo, x.Hi)
}
