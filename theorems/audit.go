package theorems

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// Errors is the sum of the error probabilities that Audit allows a list of
// laws.
const Errors = 1e-6

// An ErrAudit reports a rule about claims that a claim breaks.
type ErrAudit struct{ Claim, Rule string }

// Error says what is wrong and what would do.
func (e ErrAudit) Error() string { return fmt.Sprintf("theorems: %s: %s", e.Claim, e.Rule) }

var claimName = regexp.MustCompile(`^[a-z][a-z0-9]*/[a-z0-9]+(-[a-z0-9]+)*$`)

// Audit reports every breach of the rules about claims that can be checked
// without running them: names and sources, a control for whatever is expected,
// known cases for each hypothesis, cases that print as Go literals, classes
// that are demanded without being labelled, corrected claims that do not exist,
// regions and errors of laws.
func Audit(claims []Theorem) []error {
	var errs []error
	seen := map[string]bool{}
	for _, c := range claims {
		seen[c.Info().Name] = true
	}
	total, count := 0.0, map[string]int{}
	for _, c := range claims {
		in := c.Info()
		rules := in.audit(seen)
		if count[in.Name]++; count[in.Name] == 2 {
			rules = append(rules, "the name is taken twice")
		}
		if a, ok := c.(interface{ audit() []string }); ok {
			rules = append(rules, a.audit()...)
		}
		if l, ok := c.(interface{ errors() float64 }); ok {
			total += l.errors()
		}
		for _, rule := range rules {
			errs = append(errs, ErrAudit{in.Name, rule})
		}
	}
	if total > Errors*(1+1e-9) {
		errs = append(errs, ErrAudit{"all laws", fmt.Sprintf("their errors sum to %.3g, more than %g", total, Errors)})
	}
	return errs
}

// A rulebook collects the rules that are broken.
type rulebook []string

func (r *rulebook) unless(ok bool, format string, a ...any) {
	if !ok {
		*r = append(*r, fmt.Sprintf(format, a...))
	}
}

func (in Info) audit(names map[string]bool) []string {
	var r rulebook
	r.unless(claimName.MatchString(in.Name), `the name is not "key/what-it-says" in lower case`)
	r.unless(strings.HasPrefix(in.Name, in.Source.Key+"/"), "the name does not begin with the source's key %q", in.Source.Key)
	r.unless(in.Says != "", "it says nothing")
	r.unless(in.Source.Title != "" && in.Source.At != "", "the source has no title or no locator")
	if in.Expect == Refuted || in.Expect == Outside {
		r.unless(in.Corrected != "", "it is expected to be false and names no corrected claim")
	}
	if in.Corrected != "" {
		r.unless(names[in.Corrected], "the corrected claim %q is not in the list", in.Corrected)
	}
	return r
}

func (c Claim[C]) audit() []string {
	var r rulebook
	if err := c.malformed(); err != nil {
		r.unless(false, "%v", err)
	}
	if why := notLiteral(reflect.TypeFor[C](), nil); why != "" {
		r.unless(false, "its cases do not print as Go literals: %s", why)
	}
	switch c.Expect {
	case Inside, Outside, Undecided:
		r.unless(false, "a claim cannot be expected to come out as %v", c.Expect)
	case Refuted:
		r.unless(c.Missing != nil, "it is expected to be false and has no missing hypothesis: nothing shows that it could be true")
		r.unless(len(c.Known) > 0, "it is expected to be false and lists no counterexample")
	case Held, Proved:
		biting := slices.ContainsFunc(c.Given, func(h Hypothesis[C]) bool { return h.Idle == "" })
		r.unless(biting, "it has no control: no hypothesis whose loss makes it fail")
	}
	if c.Cases != nil {
		r.unless(c.Draw == nil, "it has both Draw and Cases")
	}
	for _, h := range c.Given {
		r.unless(h.Drop != nil, "the hypothesis %q has no Drop", h.Name)
		if h.Idle == "" {
			r.unless(len(h.Known) > 0, "the hypothesis %q lists no case that needs it", h.Name)
		}
	}
	r.auditShares(c.Share, c.MinDecided)
	return r
}

func (r *rulebook) auditShares(share map[string]float64, minDecided float64) {
	r.unless(minDecided >= 0 && minDecided <= 1, "MinDecided is %v, want a share", minDecided)
	sum := 0.0
	for class, s := range share {
		r.unless(s > 0 && s <= 1, "the share of class %q is %v", class, s)
		sum += s
	}
	r.unless(sum <= 1, "the demanded shares sum to %v", sum)
}

// notLiteral says why the literal of a value of type t would not be Go; within
// are the types around it.
func notLiteral(t reflect.Type, within []reflect.Type) string {
	if slices.Contains(within, t) {
		return ""
	}
	within = append(within, t)
	switch t.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Chan, reflect.Interface, reflect.UnsafePointer, reflect.Map:
		return fmt.Sprintf("%v is a %v", t, t.Kind())
	case reflect.Slice, reflect.Array:
		return notLiteral(t.Elem(), within)
	case reflect.Struct:
		for f := range t.NumField() {
			field := t.Field(f)
			if !field.IsExported() {
				return fmt.Sprintf("%v has the unexported field %s", t, field.Name)
			}
			if why := notLiteral(field.Type, within); why != "" {
				return why
			}
		}
	}
	return ""
}
