package theorems

import "fmt"

// An ErrAudit reports a rule about claims that a claim breaks.
type ErrAudit struct{ Claim, Rule string }

// Error says what is wrong and what would do.
func (e ErrAudit) Error() string { return fmt.Sprintf("theorems: %s: %s", e.Claim, e.Rule) }

// A rulebook collects the rules that are broken.
type rulebook []string

func (r *rulebook) unless(ok bool, format string, a ...any) {
	if !ok {
		*r = append(*r, fmt.Sprintf(format, a...))
	}
}
