package theorems

import (
	"fmt"
	"slices"
	"strings"

	"saddle/spectra/interval"
)

// Evidence is what a conclusion says of one case: a verdict, the grade by which
// it was decided, and what was seen.
type Evidence struct {
	Verdict Verdict `json:"verdict"`
	Grade   Grade   `json:"grade"`
	// Seen says what decided, as "Hessian: 1 negative, 0 zero, 1 positive".
	Seen string `json:"seen"`
	// Class is the class of the case, where deciding it is what tells.
	Class string `json:"class,omitempty"`
}

// In returns e with its class set.
func (e Evidence) In(class string) Evidence {
	e.Class = class
	return e
}

// String returns the grade and what was seen, as "exact: loss 1/12".
func (e Evidence) String() string {
	if e.Verdict == Unknown {
		return "not decided: " + e.Seen
	}
	return e.Grade.String() + ": " + e.Seen
}

// Exactly is the evidence of a statement decided in integers or rationals.
func Exactly(holds bool, format string, a ...any) Evidence {
	return Evidence{Verdict: verdictOf(holds), Grade: Exact, Seen: fmt.Sprintf(format, a...)}
}

// Certainly is the evidence of a statement decided by an enclosure or by
// floats with a proved rounding bound.
func Certainly(holds bool, format string, a ...any) Evidence {
	return Evidence{Verdict: verdictOf(holds), Grade: Certified, Seen: fmt.Sprintf(format, a...)}
}

// Apparently is the evidence of plain floating point. It proves nothing: a
// claim is not refuted by it, nor is its negative control met.
func Apparently(holds bool, format string, a ...any) Evidence {
	return Evidence{Verdict: verdictOf(holds), Grade: Measured, Seen: fmt.Sprintf(format, a...)}
}

// Undecidable is the evidence of a case that could not be decided, and why.
func Undecidable(format string, a ...any) Evidence {
	return Evidence{Verdict: Unknown, Grade: Certified, Seen: fmt.Sprintf(format, a...)}
}

// A Kinded value answers questions about what it is, as exact.Classified and spectra.Inertia do, and
// may not know: yes counts only where known is true.
type Kinded[K any] interface {
	Is(kind K) (yes, known bool)
	// Class names what is known, to count by.
	Class() string
	// String says what decided.
	String() string
}

// Is is the evidence that c is of a kind, as Is(origin, exact.Minimum): exact, or
// undecided where c does not know. Its class is that of c.
//
// A kind that was not decided is not another kind: there is nothing to compare.
func Is[K any](c Kinded[K], kind K) Evidence {
	yes, known := c.Is(kind)
	if !known {
		return Undecidable("%v", c).In(c.Class())
	}
	return Exactly(yes, "%v", c).In(c.Class())
}

// IsCertainly is [Is] for what was decided by enclosures, as IsCertainly(inertia,
// spectra.AllPositive) for the proved signs of a matrix of intervals: certified,
// not exact.
func IsCertainly[K any](c Kinded[K], kind K) Evidence {
	e := Is(c, kind)
	e.Grade = max(e.Grade, Certified)
	return e
}

// Certificate is the evidence of a proof that was tried, as
// Certificate(certify.StrictMinimum(t, w, 0)): true and certified if there is one.
// With an error it is undecided: that a proof was not had refutes nothing.
func Certificate(proof fmt.Stringer, err error) Evidence {
	if err != nil {
		return Undecidable("%v", err)
	}
	return Certainly(true, "%v", proof)
}

// Positive is the evidence for x > 0, where x is enclosed. An empty enclosure, or
// one with Lo > Hi, decides nothing.
func Positive(what string, x interval.Interval) Evidence {
	return enclosed(what, "to be positive", x, x.Lo > 0, x.Hi <= 0)
}

// NonNegative is the evidence for x ≥ 0, where x is enclosed; see [Positive].
func NonNegative(what string, x interval.Interval) Evidence {
	return enclosed(what, "to be at least 0", x, x.Lo >= 0, x.Hi < 0)
}

// Zero is the evidence for x = 0, where x is enclosed; see [Positive]. Only the
// point [0, 0] proves it.
func Zero(what string, x interval.Interval) Evidence {
	return enclosed(what, "to be 0", x, x.Lo == 0 && x.Hi == 0, x.Lo > 0 || x.Hi < 0)
}

func enclosed(what, wanted string, x interval.Interval, yes, no bool) Evidence {
	if x.IsEmpty() || !yes && !no {
		return Undecidable("%s in %v, %s", what, x, wanted)
	}
	return Certainly(yes, "%s in %v, %s", what, x, wanted)
}

// Both is the evidence for the conjunction of e and f: false if either is, else
// unknown if either is, else true.
//
// What decides it is what has that verdict. If true, both are needed, and the
// grade is the weaker one; if false, either would do, and it is the stronger one
// of those that are false. Seen joins what was seen by those that decide, and
// Class the classes of both, if they differ. The order of e and f changes the
// order of the text alone. If e or f is none of the evidence that this package
// makes, neither is the result, and a run refuses it.
func Both(e, f Evidence) Evidence {
	out := Evidence{Class: union(e.Class, f.Class)}
	switch {
	case !e.valid() || !f.valid():
		out.Seen = join(e.Seen, f.Seen)
	case e.Verdict == f.Verdict:
		out.Verdict, out.Grade = e.Verdict, max(e.Grade, f.Grade)
		if out.Verdict == False {
			out.Grade = min(e.Grade, f.Grade)
		}
		out.Seen = join(e.Seen, f.Seen)
	default:
		if f.Verdict == False || e.Verdict == True {
			e = f
		}
		out.Verdict, out.Grade, out.Seen = e.Verdict, e.Grade, e.Seen
	}
	return out
}

// Either is the evidence for the disjunction of e and f: Not(Both(Not(e), Not(f))).
// If true, the grade is the stronger one of those that are true.
func Either(e, f Evidence) Evidence { return Not(Both(Not(e), Not(f))) }

// valid reports whether e has a verdict and a grade.
func (e Evidence) valid() bool {
	return e.Verdict >= Unknown && e.Verdict <= False && e.Grade >= Exact && e.Grade <= Measured
}

func join(seen, more string) string {
	switch {
	case more == "" || more == seen:
		return seen
	case seen == "":
		return more
	}
	return seen + "; " + more
}

// union returns the classes of both, each once and in lexical order.
func union(a, b string) string {
	const and = " and "
	all := append(strings.Split(a, and), strings.Split(b, and)...)
	slices.Sort(all)
	return strings.TrimPrefix(strings.Join(slices.Compact(all), and), and)
}

// Not is the evidence for the negation of e.
func Not(e Evidence) Evidence {
	switch e.Verdict {
	case True:
		e.Verdict = False
	case False:
		e.Verdict = True
	}
	return e
}

func verdictOf(holds bool) Verdict {
	if holds {
		return True
	}
	return False
}
