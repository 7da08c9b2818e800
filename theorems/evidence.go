package theorems

import (
	"fmt"

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

// Positive is the evidence for x > 0, where x is enclosed.
func Positive(what string, x interval.Interval) Evidence {
	return enclosed(what+" in %v, to be positive", x, x.Lo > 0, x.Hi <= 0)
}

// NonNegative is the evidence for x ≥ 0, where x is enclosed.
func NonNegative(what string, x interval.Interval) Evidence {
	return enclosed(what+" in %v, to be at least 0", x, x.Lo >= 0, x.Hi < 0)
}

// Zero is the evidence for x = 0, where x is enclosed. Only the point [0, 0]
// proves it.
func Zero(what string, x interval.Interval) Evidence {
	return enclosed(what+" in %v, to be 0", x, x.Lo == 0 && x.Hi == 0, x.Lo > 0 || x.Hi < 0)
}

// enclosed relies on an empty enclosure having NaN bounds: it decides nothing.
func enclosed(format string, x interval.Interval, yes, no bool) Evidence {
	if !yes && !no {
		return Undecidable(format, x)
	}
	return Certainly(yes, format, x)
}

// Both is the evidence for the conjunction of e and f: false if either is,
// unknown if neither is false and one is unknown, of the weaker grade.
func Both(e, f Evidence) Evidence {
	switch {
	case e.Verdict == False:
		return e
	case f.Verdict == False:
		return f
	case e.Verdict == Unknown:
		return e
	case f.Verdict == Unknown:
		return f
	}
	return Evidence{Verdict: True, Grade: max(e.Grade, f.Grade), Seen: e.Seen + "; " + f.Seen, Class: e.Class}
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
