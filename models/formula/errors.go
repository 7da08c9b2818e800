package formula

import (
	"fmt"
	"strings"
)

// An ErrSyntax reports a text that could not be read, and where.
type ErrSyntax struct {
	Text   string // the whole text
	Column int    // in characters, from 1: the place of what is wrong
	Why    string // what is wrong there
	Hint   string // what would do; "" if there is nothing to be said
}

// Error says what is wrong and what would do, and shows the place with a caret below it.
func (e ErrSyntax) Error() string {
	hint := e.Hint
	if hint != "" {
		hint = "; " + hint
	}
	line, caret := e.place()
	return fmt.Sprintf("formula: column %d: %s%s\n  %s\n  %s", e.Column, e.Why, hint, line, caret)
}

// beside is how many characters are shown on either side of the caret.
const beside = 38

// place returns the text around the column, on one line, and a line with the caret below it.
// A tab above the caret is a tab in front of it.
func (e ErrSyntax) place() (line, caret string) {
	text := []rune(strings.Map(printable, e.Text))
	at := min(max(e.Column-1, 0), len(text))
	from, to := max(0, at-beside), min(len(text), at+beside)
	var before, after string
	if from > 0 {
		before = "…"
	}
	if to < len(text) {
		after = "…"
	}
	indent := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, before+string(text[from:at]))
	return before + string(text[from:to]) + after, indent + "^"
}

// printable keeps a text on one line.
func printable(r rune) rune {
	switch {
	case r == '\t':
		return r
	case r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029:
		return ' '
	}
	return r
}

// An ErrSize reports a formula that is larger than this package reads.
type ErrSize struct {
	What string // as "the text"
	Most string // as "65536 bytes"
}

// Error says what is too large and what would do.
func (e ErrSize) Error() string {
	return fmt.Sprintf("formula: %s is larger than %s; write less", e.What, e.Most)
}
