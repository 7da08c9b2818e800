package models

import "fmt"

// ErrUndefined reports that a formula has no value, or no derivative, at w or on
// a part of the box w.
type ErrUndefined struct {
	Op string // the operation, as "Log"
	At string // its argument, as "[-1, 2]"
}

// Error says what is wrong and what would do.
func (e ErrUndefined) Error() string {
	return fmt.Sprintf("models: %s is not defined, or not smooth, at %s; move w or shrink the box", e.Op, e.At)
}

// ErrRange reports a function that is defined at w, of an argument so large that no bounds of
// its value are computed.
type ErrRange struct {
	Op string // the function, as "Exp"
	At string // its argument
}

// Error says what is wrong and what would do.
func (e ErrRange) Error() string {
	return fmt.Sprintf("models: %s is not evaluated at %s, which is beyond its range; move w", e.Op, e.At)
}

// arithmetic is the numbers T that a tape is read in. Where an operation is not
// defined it keeps the first error, and returns any T.
type arithmetic[T any] interface {
	constant(c *exactConst) T
	integer(n int) T
	// isZero may be true only if every product with x is zero.
	isZero(x T) bool
	neg(x T) T
	add(x, y T) T
	sub(x, y T) T
	mul(x, y T) T
	div(x, y T) T
	pow(x T, n int) T
	// function returns f(x) for the operations from Sqrt to Atan.
	function(f op, x T) T
	atan2(y, x T) T
	logSumExp(x []T) T
	// softmax sets dst to the derivatives of logSumExp, and softmaxMul to their
	// derivatives along r: (diag p − p pᵀ) r.
	softmax(dst, x []T)
	softmaxMul(dst, p, r []T)
	// sign returns the sign of x; not ok if x has none.
	sign(x T) (sign int, ok bool)
	// straddle returns f(x, y) for a kinked f where the sign is not ok.
	straddle(f op, x, y T) T
	// allowsKinks tells whether the derivative at a kink is to be that of one side
	// (of negative arguments; of the first argument of Max and Min), not an error.
	allowsKinks() bool
	err() error
}

// sweep reads a tape in one arithmetic, up to second derivatives.
type sweep[T any, A arithmetic[T]] struct {
	*Tape
	arith    A
	val, tan []T // z and its tangent
	adj, adt []T // z̄ = ∂L/∂z and its tangent
	part     []partial[T]

	terms, weights, bends []T    // of one LogSumExp
	dead                  []bool // of float64: see mark
}

// partial holds the derivatives of z = φ(a, b): the first ones a and b, the second ones
// as c·aa, c·ab and c·bb; once z̄ is known, z̄ c is in the place of c. The factor keeps
// apart what products with ẋ need: for log it is 1/x and aa is −1/x, so that z̄ c and aa ẋ
// are in range where 1/x² and ẋ are not.
type partial[T any] struct{ a, b, c, aa, ab, bb T }

// inputs returns the part of val, tan, adj or adt that belongs to the parameters.
func (s *sweep[T, A]) inputs(x []T) []T { return x[s.first : s.first+s.dim] }

// direction returns where hessVec expects v.
func (s *sweep[T, A]) direction() []T {
	if s.tan == nil {
		s.tan, s.adt = make([]T, len(s.nodes)), make([]T, len(s.nodes))
	}
	return s.inputs(s.tan)
}

// kinkArgument returns what is 0 at the kink.
func (s *sweep[T, A]) kinkArgument(f op, x, y T) T {
	if f.chooses() {
		return s.arith.sub(x, y)
	}
	return x
}
