package theorems

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// spoken is a statement's "x = a … b", "x = a, b, …, c" or "x = a, b": the values
// of a variable that it speaks of.
var spoken = regexp.MustCompile(`([\pL_]+) = (\d+(?:, \d+)*)(?:,? …,? (\d+))?`)

// unlisted compares a statement about finitely many cases with the list: for
// each value of a variable that Says speaks of there must be a case of the class
// "x=value", so that the list is not shorter than what is said to be proved.
func (c claim) unlisted() (missing []string) {
	if c.Cases == nil || c.Then == nil {
		return nil
	}
	var have []string
	for _, x := range c.Cases {
		have = append(have, c.labels(x)...)
	}
	for _, s := range spoken.FindAllStringSubmatch(c.Says, -1) {
		for _, value := range values(s[2], s[3]) {
			if class := fmt.Sprintf("%s=%d", s[1], value); !slices.Contains(have, class) {
				missing = append(missing, fmt.Sprintf("it says %q, and no case is of class %q", s[0], class))
			}
		}
	}
	return missing
}

// longestSpan is the greatest number of values that a statement may span.
const longestSpan = 1000

// values are those of a list, as "1, 2", and of the span from its first to last,
// if that is given. A single value is no list.
func values(list, last string) (out []int) {
	for _, text := range strings.Split(list, ", ") {
		x, _ := strconv.Atoi(text)
		out = append(out, x)
	}
	if last == "" && len(out) == 1 {
		return nil
	}
	to, _ := strconv.Atoi(last)
	for x := out[0]; last != "" && x <= to && x < out[0]+longestSpan; x++ {
		out = append(out, x)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
