package seek

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saddle/theorems/hunt"
)

// mostInRange keeps a slip of the pen from making a hunt of millions of cells.
const mostInRange = 10_000

// integers reads numbers and ranges, as "2,4..6", of numbers that are not negative.
func integers(option, text string) (out []int, err error) {
	wrong := fmt.Errorf("%s is %q: want numbers as 2, 2..5 or 2,4", option, text)
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(part), "..")
		from, err := strconv.Atoi(first)
		to := from
		if err == nil && isRange {
			to, err = strconv.Atoi(last)
		}
		if err != nil || from < 0 || to < from || to-from >= mostInRange || len(out) >= mostInRange {
			return nil, wrong
		}
		for x := from; x <= to; x++ {
			out = append(out, x)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// cells are all k, n and ways that were asked for.
func (c *Hunt) cells() (out []hunt.StudentCell, err error) {
	ks, err := integers("--k", c.K)
	if err != nil {
		return nil, err
	}
	excesses, err := integers("--excess", c.Excess)
	if err != nil {
		return nil, err
	}
	ways := hunt.Ways
	if len(c.From) > 0 {
		ways = nil
	}
	for _, w := range c.From {
		if !slices.Contains(hunt.Ways, hunt.Way(w)) || slices.Contains(ways, hunt.Way(w)) {
			return nil, fmt.Errorf("--from is %q: want some of %v, each once", w, hunt.Ways)
		}
		ways = append(ways, hunt.Way(w))
	}
	for _, k := range ks {
		for _, e := range excesses {
			for _, w := range ways {
				out = append(out, hunt.StudentCell{K: k, N: k + e, From: w})
			}
		}
	}
	return out, nil
}
