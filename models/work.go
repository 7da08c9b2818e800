package models

import "fmt"

// ErrWork reports an expansion, or other exact arithmetic, that would take more work than was
// allowed.
type ErrWork struct{ Most int }

// Error says what is wrong and what would do.
func (e ErrWork) Error() string {
	return fmt.Sprintf("models: too many terms, or too long ones, for a work of %d; allow more, or write less", e.Most)
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
