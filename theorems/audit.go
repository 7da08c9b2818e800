package theorems

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Errors is the sum of the error probabilities that Audit allows a list of
// laws.
const Errors = 1e-6

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

func (c claim) audit() []string {
	var r rulebook
	if err := c.malformed(); err != nil {
		r.unless(false, "%v", err)
	}
	switch c.Expect {
	case Refuted:
		r.unless(c.Missing != nil, "it is expected to be false and has no missing hypothesis: nothing shows that it could be true")
		r.unless(len(c.Known) > 0, "it is expected to be false and lists no counterexample")
	case Held, Proved:
		biting := slices.ContainsFunc(c.Given, func(h Hypothesis[any]) bool { return h.Idle == "" })
		r.unless(biting, "it has no control: no hypothesis whose loss makes it fail")
	}
	r = append(r, c.unlisted()...)
	for _, h := range c.Given {
		r.unless(h.Drop != nil, "the hypothesis %q has no Drop", h.Name)
		if h.Idle == "" {
			r.unless(len(h.Known) > 0, "the hypothesis %q lists no case that needs it", h.Name)
		}
	}
	return r
}
