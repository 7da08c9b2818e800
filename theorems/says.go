package theorems

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// A span is a statement's "x = a … b" or "x = a, b, …, c", the values of a
// variable that it speaks of.
var span = regexp.MustCompile(`([\pL_]+) = (\d+)(?:, \d+)*,? … ?(?:,? )?(\d+)`)

// unlisted compares a statement about finitely many cases with the list: for
// each value of a variable that Says spans there must be a case of the class
// "x=value", so that the list is not shorter than what is said to be proved.
func (c Claim[C]) unlisted() (missing []string) {
	if c.Cases == nil || c.Then == nil {
		return nil
	}
	var have []string
	for _, s := range span.FindAllStringSubmatch(c.Says, -1) {
		if have == nil {
			for _, x := range c.Cases {
				have = append(have, c.labels(x)...)
			}
		}
		from, _ := strconv.Atoi(s[2])
		to, _ := strconv.Atoi(s[3])
		for x := from; x <= to && to-from < 1000; x++ {
			if class := fmt.Sprintf("%s=%d", s[1], x); !slices.Contains(have, class) {
				missing = append(missing, fmt.Sprintf("it says %q, and no case is of class %q", s[0], class))
			}
		}
	}
	return missing
}
