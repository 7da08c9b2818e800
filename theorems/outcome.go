package theorems

import (
	"fmt"
	"slices"
)

// An Outcome is what is known of a claim after a run.
type Outcome int8

const (
	// Open is a conjecture: as an expectation it demands nothing.
	Open Outcome = iota
	// Undecided: too few cases could be decided, one did not come back, a demanded
	// class of cases was drawn too rarely, or the run ended too early.
	Undecided
	// Refuted: a counterexample was decided, exactly or certified.
	Refuted
	// Held: no counterexample among the decided cases. It is not a proof.
	Held
	// Proved: a statement about finitely many cases, all decided exactly or
	// certified; or an existence statement with a decided witness.
	Proved
	// Inside: the confidence sequence of a law came to lie inside its region.
	Inside
	// Outside: the confidence sequence of a law came to lie outside its region.
	Outside
)

var outcomes = [...]string{"open", "undecided", "refuted", "held", "proved", "inside", "outside"}

// String returns the outcome in lower case.
func (o Outcome) String() string { return name(outcomes[:], int(o), "Outcome") }

// MarshalText returns the outcome in lower case.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (o *Outcome) UnmarshalText(text []byte) error {
	i, err := index(outcomes[:], string(text), "Outcome")
	*o = Outcome(i)
	return err
}

// A Grade is how a piece of evidence was decided. The zero value is invalid.
type Grade int8

const (
	_ Grade = iota
	// Exact: integers or rationals.
	Exact
	// Certified: interval enclosures, or floats with a proved rounding bound.
	Certified
	// Tested: a sequential test at a stated error rate.
	Tested
	// Measured: plain floating point. It is shown and never proves anything.
	Measured
)

var grades = [...]string{"none", "exact", "certified", "tested", "measured"}

// String returns the grade in lower case.
func (g Grade) String() string { return name(grades[:], int(g), "Grade") }

// MarshalText returns the grade in lower case.
func (g Grade) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (g *Grade) UnmarshalText(text []byte) error {
	i, err := index(grades[:], string(text), "Grade")
	*g = Grade(i)
	return err
}

// proves reports whether evidence of this grade can refute or prove.
func (g Grade) proves() bool { return g == Exact || g == Certified }

// A Verdict is what one case says of a conclusion.
type Verdict int8

const (
	// Unknown: the case could not be decided.
	Unknown Verdict = iota
	// True: the conclusion is true of the case.
	True
	// False: the conclusion is false of the case.
	False
)

var verdicts = [...]string{"unknown", "true", "false"}

// String returns the verdict in lower case.
func (v Verdict) String() string { return name(verdicts[:], int(v), "Verdict") }

// MarshalText returns the verdict in lower case.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (v *Verdict) UnmarshalText(text []byte) error {
	i, err := index(verdicts[:], string(text), "Verdict")
	*v = Verdict(i)
	return err
}

func name(names []string, i int, kind string) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("%s(%d)", kind, i)
	}
	return names[i]
}

func index(names []string, text, kind string) (int, error) {
	if i := slices.Index(names, text); i >= 0 {
		return i, nil
	}
	return 0, fmt.Errorf("theorems: %q is no %s: want one of %q", text, kind, names)
}
