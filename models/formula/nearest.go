package formula

import (
	"fmt"
	"strings"
)

// synonyms are what other people call our functions, in lower case.
var synonyms = map[string]string{
	"ln": "log", "arccos": "acos", "arctan": "atan", "logistic": "sigmoid", "σ": "sigmoid", "leaky_relu": "leakyrelu",
	"lse": "logsumexp", "fabs": "abs", "product": "prod", "maximum": "max", "minimum": "min",
}

// suggestion returns "did you mean …?" for the name that is nearest to a text, of those at most
// two edits and half their length away, or "". Case does not count.
func suggestion(text string, names []string) string {
	lower := strings.ToLower(text)
	best, edits := synonyms[lower], 0
	if best == "" {
		edits = 3
	}
	for _, name := range names {
		if d := distance(lower, strings.ToLower(name)); d < edits && 2*d <= len([]rune(name)) {
			best, edits = name, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %s?", best)
}

// distance is the least number of insertions, deletions, replacements and exchanges of
// neighbours that turn a into b, where no part is touched twice (F. J. Damerau, Communications of
// the ACM 7, 1964); 3 if the lengths say that it is above 2.
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	if len(from)-len(to) > 2 || len(to)-len(from) > 2 {
		return 3
	}
	rows := make([][]int, len(from)+1)
	for i := range rows {
		rows[i] = make([]int, len(to)+1)
		for j := range rows[i] {
			if i == 0 || j == 0 {
				rows[i][j] = i + j
				continue
			}
			replaced := rows[i-1][j-1]
			if from[i-1] != to[j-1] {
				replaced++
			}
			rows[i][j] = min(replaced, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && from[i-1] == to[j-2] && from[i-2] == to[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(from)][len(to)]
}
