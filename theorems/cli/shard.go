package cli

import (
	"fmt"
	"strconv"
	"strings"
)

// Shard reads I/N with 1 ≤ I ≤ N, which names the I-th of N parts.
func Shard(text string) (out [2]int, err error) {
	i, n, ok := strings.Cut(text, "/")
	a, err1 := strconv.Atoi(i)
	b, err2 := strconv.Atoi(n)
	if !ok || err1 != nil || err2 != nil || a < 1 || b < a {
		return out, ErrUsage{fmt.Sprintf("--shard is %q: want I/N with 1 ≤ I ≤ N, as 2/16", text)}
	}
	return [2]int{a, b}, nil
}
