package files

import (
	"bufio"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// longestLine is the most bytes of a line: a row of half a million numbers.
const longestLine = 1 << 24

// lines are those of a text that say something, trimmed of white space.
type lines struct {
	scanner *bufio.Scanner
	comment string // the bytes with which a comment begins
	text    string
	number  int // of the line, from 1
}

func linesOf(b *bufio.Reader, comment string) *lines {
	s := bufio.NewScanner(b)
	s.Buffer(nil, longestLine)
	return &lines{scanner: s, comment: comment}
}

// next goes to the next line that is neither empty nor a comment; ok is false at the end.
func (l *lines) next() (ok bool, err error) {
	for l.scanner.Scan() {
		l.number++
		l.text = strings.TrimSpace(l.scanner.Text())
		if l.number == 1 {
			l.text = strings.TrimSpace(strings.TrimPrefix(l.text, "\ufeff"))
		}
		if len(l.text) >= len(matrixMarketMark) && strings.EqualFold(l.text[:len(matrixMarketMark)], matrixMarketMark) {
			return false, ErrFormat{l.where(), "the mark of Matrix Market stands here, and must be what the file begins with"}
		}
		if l.text == "" || strings.Contains(l.comment, l.text[:1]) {
			continue
		}
		if !utf8.ValidString(l.text) || strings.ContainsRune(l.text, 0) {
			return false, ErrFormat{l.where(), "this is no text, and the file begins with no mark of NumPy or Matrix Market"}
		}
		return true, nil
	}
	err = l.scanner.Err()
	if errors.Is(err, bufio.ErrTooLong) {
		l.number++
		err = ErrFormat{l.where(), fmt.Sprintf("it is longer than %d bytes", longestLine)}
	}
	return false, err
}

func (l *lines) where() string { return fmt.Sprintf("line %d", l.number) }
