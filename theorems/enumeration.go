package theorems

import (
	"fmt"
	"iter"
)

// An Enumeration lists the cases of a claim by size, so that all up to a size can be decided: "true of
// all up to size 6", or "false at size 3, and at no lesser one", is then proved.
type Enumeration[C any] struct {
	// By says what the size of a case is, as "d + Σ|w_i|".
	By string
	// Of returns the size of a case, at least 1.
	Of func(C) int
	// All yields every case of size n, for n = 1, 2, …, in the same order each time. It may yield values
	// that violate a hypothesis: they are left out.
	All func(n int) iter.Seq[C]
}

// An Exhaustion is what became of all cases up to a size.
type Exhaustion struct {
	// Size is that up to which all cases were reached, 0 if there is none; By says what it is.
	Size int    `json:"size"`
	By   string `json:"by"`
	// Cases were reached, and Decided decided, with at least this Grade. Skipped were values that
	// violate a hypothesis.
	Cases   int   `json:"cases"`
	Decided int   `json:"decided"`
	Skipped int   `json:"skipped"`
	Grade   Grade `json:"grade"`
	// Finding is the first counterexample (or witness), of size Size + 1.
	Finding *Finding `json:"finding,omitempty"`
}

// Proved reports whether every case up to Size was decided by proof, and none is a counterexample (or
// a witness).
func (e Exhaustion) Proved() bool {
	return e.Size > 0 && e.Decided == e.Cases && (e.Cases == 0 || e.Grade.proves())
}

// Least reports whether there is a Finding, and every case of a lesser size is proved not to be one.
func (e Exhaustion) Least() bool { return e.Finding != nil && (e.Size == 0 || e.Proved()) }

// Text says what is known of all cases up to Size, where what was sought is a "counterexample" or a
// "witness"; "" if one was found and no lesser size was asked for.
func (e Exhaustion) Text(sought string) string {
	most := fmt.Sprintf("of size ≤ %d, where size is %s", e.Size, e.By)
	switch {
	case e.Size == 0 && e.Finding != nil:
		return ""
	case e.Size == 0:
		return "not all cases of size 1 were reached, where size is " + e.By
	case e.Cases == 0:
		return "no case is " + most
	case e.Proved():
		return fmt.Sprintf("no %s among all %d cases %s (%v)", sought, e.Cases, most, e.Grade)
	}
	return fmt.Sprintf("all %d cases %s; %d of them are decided, and no %s", e.Cases, most, e.Decided, sought)
}
