package formula

import (
	"fmt"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is the longest text that is read, in bytes.
const longest = 1 << 16

// A token is a number, a name or a sign of a text.
type token struct {
	kind   tokenKind
	text   string // a number as typed, a name, or a sign
	column int    // from 1
}

type tokenKind int

const (
	endToken tokenKind = iota
	numberToken
	nameToken
	signToken
)

// plain is what other signs and letters are read as.
var plain = map[rune]string{
	'−': "-", '–': "-", '·': "*", '⋅': "*", '×': "*", '∗': "*", '÷': "/", '…': "..",
}

// raised are superscripts, as digits and signs.
var raised = map[rune]rune{
	'⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁻': '-', '⁺': '+',
}

type lexer struct {
	text   string
	runes  []rune
	tokens []token
}

// tokens splits a text. The last token is the end.
func tokens(text string) ([]token, error) {
	if len(text) > longest {
		return nil, ErrSize{"the text", fmt.Sprintf("%d bytes", longest)}
	}
	if !utf8.ValidString(text) {
		valid := strings.ToValidUTF8(text, "\uFFFD")
		return nil, ErrSyntax{valid, strings.IndexRune(text, utf8.RuneError) + 1, "this is no text in UTF-8", "type it anew"}
	}
	l := &lexer{text: text, runes: []rune(text)}
	for i := 0; i < len(l.runes); {
		next, err := l.next(i)
		if err != nil {
			return nil, err
		}
		i = next
	}
	l.emit(endToken, "", len(l.runes))
	return l.tokens, nil
}

func (l *lexer) emit(kind tokenKind, text string, at int) {
	l.tokens = append(l.tokens, token{kind, text, at + 1})
}

// next reads what begins at i and returns where it ends.
func (l *lexer) next(i int) (int, error) {
	r := l.runes[i]
	switch {
	case unicode.IsSpace(r):
		return i + 1, nil
	case isDigit(r) || r == '.' && isDigit(l.at(i+1)):
		end := l.number(i)
		l.emit(numberToken, string(l.runes[i:end]), i)
		return end, nil
	case r == '.' && l.at(i+1) == '.':
		l.emit(signToken, "..", i)
		return i + 2, nil
	case strings.ContainsRune("+-*/^()[],=", r):
		l.emit(signToken, string(r), i)
		return i + 1, nil
	case plain[r] != "":
		l.emit(signToken, plain[r], i)
		return i + 1, nil
	case raised[r] != 0:
		return l.superscript(i), nil
	case r == 'π':
		l.emit(nameToken, "pi", i)
		return i + 1, nil
	case startsName(r):
		end := i + 1
		for startsName(l.at(end)) || isDigit(l.at(end)) || '₀' <= l.at(end) && l.at(end) <= '₉' {
			end++
		}
		l.emit(nameToken, string(l.runes[i:end]), i)
		return end, nil
	}
	return 0, ErrSyntax{l.text, i + 1, fmt.Sprintf("%q means nothing here", r), ""}
}

// at returns the character at i, 0 behind the end.
func (l *lexer) at(i int) rune {
	if i < len(l.runes) {
		return l.runes[i]
	}
	return 0
}

// number returns the end of a number that begins at i. 1..5 is 1, then the sign "..".
func (l *lexer) number(i int) int {
	digits := func() {
		for isDigit(l.at(i)) {
			i++
		}
	}
	digits()
	if l.at(i) == '.' && l.at(i+1) != '.' {
		i++
		digits()
	}
	if e := l.at(i); e == 'e' || e == 'E' {
		sign := l.at(i + 1)
		if isDigit(sign) || (sign == '+' || sign == '-') && isDigit(l.at(i+2)) {
			i += 2
			digits()
		}
	}
	return i
}

// superscript reads raised digits and signs as a power.
func (l *lexer) superscript(i int) int {
	l.emit(signToken, "^", i)
	for raised[l.at(i)] != 0 {
		r := raised[l.at(i)]
		if !isDigit(r) {
			l.emit(signToken, string(r), i)
			i++
			continue
		}
		from, digits := i, ""
		for isDigit(raised[l.at(i)]) {
			digits += string(raised[l.at(i)])
			i++
		}
		l.emit(numberToken, digits, from)
	}
	return i
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func startsName(r rune) bool { return r == '_' || unicode.IsLetter(r) && r != 'π' }

// most bits of the numerator and of the denominator of a constant, and of an exponent
const (
	mostBits     = 1 << 12
	mostExponent = 1000
)

// rational returns the value of a number as typed; ok is false beyond [mostBits].
func rational(text string) (value *big.Rat, ok bool) {
	mantissa, exponent, scientific := strings.Cut(strings.ToLower(text), "e")
	if scientific { // SetString would write out 1e999999999
		n, valid := new(big.Int).SetString(exponent, 10)
		if !valid || n.CmpAbs(big.NewInt(mostBits)) > 0 {
			return nil, false
		}
	}
	if len(mantissa) > mostBits {
		return nil, false
	}
	value, ok = new(big.Rat).SetString(text)
	return value, ok && bits(value) <= mostBits
}

// bits returns the larger of the lengths of numerator and denominator.
func bits(c *big.Rat) int { return max(c.Num().BitLen(), c.Denom().BitLen()) }
