package rational

import "fmt"

// ErrNotSymmetric reports a matrix whose entries (I, J) and (J, I) differ.
type ErrNotSymmetric struct{ I, J int }

// Error says what is wrong and what would do.
func (e ErrNotSymmetric) Error() string {
	return fmt.Sprintf("rational: not symmetric: entries (%d,%d) and (%d,%d) differ; take (A + Aᵀ)/2 if that is meant", e.I, e.J, e.J, e.I)
}
