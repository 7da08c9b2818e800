package models

import "fmt"

// ErrWork reports an expansion, or other exact arithmetic, that would take more work than was
// allowed.
type ErrWork struct{ Most int }

// Error says what is wrong and what would do.
func (e ErrWork) Error() string {
	return fmt.Sprintf("models: too many terms, or too long ones, for a work of %d; allow more, or write less", e.Most)
}

// Within returns the tape with a bound on the work of all exact arithmetic that it is asked for: by
// Exact, Precise, Series, Polynomial and those named like them. When it is spent, they return an
// [ErrWork]. A unit of work is about 10 ns; it is counted from the lengths of the numbers, so that
// the answers do not depend on the machine. What is returned is not safe for concurrent use. It
// panics if most is below 1.
func (t *Tape) Within(most int) *Tape {
	if most < 1 {
		panic(fmt.Sprintf("models: Within a work of %d", most))
	}
	c := t.copied()
	c.meter = &meter{most: most}
	return c
}

// A meter counts work; nil allows any.
type meter struct{ most, spent int }

// spend reports whether n more units are allowed, and takes them.
func (m *meter) spend(n int) bool {
	switch {
	case m == nil:
		return true
	case n < 0 || n > m.most-m.spent: // below 0 on overflow
		m.spent = m.most
		return false
	}
	m.spent += n
	return true
}

// pays reports whether an operation on fractions of so many words is allowed. Most of its time is
// that of a greatest common divisor, which grows with the square.
func (a *algebraic[T]) pays(x, y int) bool {
	if a.meter.spend(4 + (x+y)*(x+y)/2) {
		return true
	}
	a.fail(ErrWork{a.meter.most})
	return false
}

// words is about how long the bounds of x are.
func (a *precise) words(x known) int {
	if !x.open {
		return x.exact.Words()
	}
	return 1 + max(x.bounds.Lo.BitLen(), x.bounds.Hi.BitLen())/64
}

// pays reports whether a product of numbers of so many words is allowed: of bounds it is four
// products of integers.
func (a *precise) pays(x, y int) bool { return a.takes(40 + x*y/2) }

// evaluates reports whether a function of x is allowed: a series of some 2 terms for each word, with a
// product and a quotient each.
func (a *precise) evaluates(x known) bool {
	words := a.bits/64 + 2 + 2*a.words(x)
	return a.takes(16 * words * (64 + words*words/6))
}

func (a *precise) takes(n int) bool {
	if a.rationals.meter.spend(n) {
		return true
	}
	a.fail(ErrWork{a.rationals.meter.most})
	return false
}
