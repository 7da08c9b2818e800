package cli

import (
	"cmp"
	"slices"
	"strings"
)

// nearest returns up to three names that contain the text or are few edits away
// from it, the nearest first.
func nearest(text string, names []string) []string {
	type candidate struct {
		name  string
		edits int
	}
	var all []candidate
	for _, name := range names {
		edits := distance(text, name)
		if _, what, ok := strings.Cut(name, "/"); ok {
			edits = min(edits, 1+distance(text, what))
		}
		if text != "" && strings.Contains(name, text) {
			edits = 0
		}
		all = append(all, candidate{name, edits})
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(a.edits, b.edits) })
	var out []string
	for _, c := range all[:min(3, len(all))] {
		if c.edits <= max(3, len(c.name)/2) {
			out = append(out, c.name)
		}
	}
	return out
}

// distance is the Levenshtein distance: the least number of insertions,
// deletions and replacements of bytes that turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
