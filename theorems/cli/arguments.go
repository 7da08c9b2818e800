package cli

import (
	"regexp"
	"strings"
)

var (
	number  = regexp.MustCompile(`^-[0-9.]`)
	formula = regexp.MustCompile(`^-([^-].*[-+*/^( \[]|[^-]*[^\x00-\x7f])`)
)

// values marks what begins with a minus sign and is no flag, as no flag looks like it: a number
// behind a long flag, as in --at -1,2, becomes --at=-1,2, and a formula, as -x^2, has a blank
// before it.
func values(args []string) []string {
	var out []string
	for i, a := range args {
		if a == "--" {
			return append(out, args[i:]...)
		}
		last := len(out) - 1
		switch {
		case number.MatchString(a) && last >= 0 && strings.HasPrefix(out[last], "--") && !strings.Contains(out[last], "="):
			out[last] += "=" + a
		case number.MatchString(a), formula.MatchString(a):
			out = append(out, " "+a)
		default:
			out = append(out, a)
		}
	}
	return out
}
