// Package terminal makes text that fits a terminal and commands that paste into
// a shell.
package terminal

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Width is the number of characters that a line of prose has at most.
const Width = 100

// Wrap breaks text between words so that no line is longer than Width, a longer
// word apart. The first line begins with first, all others with rest; a line
// that is broken in the text stays so.
func Wrap(first, rest, text string) string {
	var b strings.Builder
	indent := first
	for line := range strings.SplitSeq(text, "\n") {
		at := 0 // characters on the line, 0 before its first word
		for word := range strings.FieldsSeq(line) {
			n := utf8.RuneCountInString(word)
			switch {
			case at == 0:
				b.WriteString(indent)
				at = utf8.RuneCountInString(indent)
			case at+1+n > Width:
				b.WriteString("\n" + rest)
				at = utf8.RuneCountInString(rest)
			default:
				b.WriteByte(' ')
				at++
			}
			b.WriteString(word)
			at += n
		}
		if at > 0 {
			indent = "\n" + rest
		}
	}
	return b.String()
}

var plain = regexp.MustCompile(`^[A-Za-z0-9_@%+:,./-]+$`)

// Quote returns s as one word of a POSIX shell.
func Quote(s string) string {
	if plain.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
