package theorems

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// malformed reports what keeps a claim from meaning anything, whoever states it: a
// run of such a claim is at fault, and so is the claim to Audit.
func (c claim) malformed() error {
	if c.Name == "" {
		return errors.New("the claim has no Name")
	}
	if strings.Contains(c.Name, "@") {
		return fmt.Errorf("the name %q contains @, which keys need", c.Name)
	}
	switch why := unprintableType(c.caseType); {
	case c.Then == nil:
		return errors.New("the claim has no Then")
	case why != "":
		return fmt.Errorf("its cases do not print as Go literals: %s", why)
	case c.Draw == nil && c.Cases == nil && c.Known == nil:
		return errors.New("the claim has no cases: set Draw, Cases or Known")
	case c.Cases != nil && len(c.Cases) == 0:
		return errors.New("the claim has an empty list of Cases")
	case c.Cases != nil && c.Draw != nil:
		return errors.New("it has both Draw and Cases")
	case c.Expect == Inside || c.Expect == Outside || c.Expect == Undecided:
		return fmt.Errorf("a claim cannot be expected to come out as %v", c.Expect)
	}
	if s := c.Sizes; s != nil && (s.By == "" || s.Of == nil || s.All == nil) {
		return errors.New("its Sizes lack By, Of or All")
	}
	if err := c.badNumber(); err != nil {
		return err
	}
	for i, h := range c.Given {
		if err := c.badHypothesis(i, h); err != nil {
			return err
		}
	}
	if c.Missing != nil && (c.Missing.Holds == nil || c.Missing.Name == "") {
		return fmt.Errorf("the missing hypothesis %q has no Name or no Holds", c.Missing.Name)
	}
	return nil
}

// badNumber reports a share or a scale that is none. What NaN compares with is
// false: all is asked in the positive.
func (c claim) badNumber() error {
	if !(c.Effort >= 0 && c.Effort <= mostEffort) {
		return fmt.Errorf("Effort is %v: want a factor up to %g, or 0 for 1", c.Effort, float64(mostEffort))
	}
	if !(c.MinDecided >= 0 && c.MinDecided <= 1) {
		return fmt.Errorf("MinDecided is %v: want a share, or 0 for 1/2", c.MinDecided)
	}
	return badShares(c.Share)
}

// mostEffort is the greatest factor by which a claim may scale its cases.
const mostEffort = 1e4

// badShares reports demanded shares that are none. They may sum to more than 1, as
// a case may be of several classes.
func badShares(shares map[string]float64) error {
	for _, class := range slices.Sorted(maps.Keys(shares)) {
		if s := shares[class]; !(s > 0 && s <= 1) {
			return fmt.Errorf("the share of class %q is %v: want one above 0, and up to 1", class, s)
		}
	}
	return nil
}

func (c claim) badHypothesis(i int, h Hypothesis[any]) error {
	named := func(g Hypothesis[any]) bool { return g.Name == h.Name }
	switch {
	case h.Holds == nil:
		return fmt.Errorf("the hypothesis %q has no Holds", h.Name)
	case h.Name == "" || slices.ContainsFunc(c.Given[:i], named):
		return fmt.Errorf("the hypothesis %d has no name of its own", i)
	case !c.gives(h.Entails):
		return fmt.Errorf("the hypothesis %q entails one of %q, which is not given", h.Name, h.Entails)
	case h.Drop == nil && h.Known == nil:
		return fmt.Errorf("the hypothesis %q has no cases that violate it: set Drop or Known", h.Name)
	case h.Drop == nil && (h.Idle != "" || c.Exists):
		return fmt.Errorf("the hypothesis %q has no Drop: that nothing is found without it takes a search", h.Name)
	}
	return nil
}

// gives reports whether all names are those of hypotheses.
func (c claim) gives(names []string) bool {
	for _, name := range names {
		if !slices.ContainsFunc(c.Given, func(h Hypothesis[any]) bool { return h.Name == name }) {
			return false
		}
	}
	return true
}
