package draw

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
)

// asWritten leaves text as it is: a browser finds a font for each character.
func asWritten(text string) string { return text }

// spelled returns text in characters that the font of a PNG has: it would leave out all others,
// and make 10⁴ of 10⁻⁴. Raised and lowered characters of which one is missing are written in a
// row, as 10^−4 and w_n; others by a word or a likeness, or else by number, as [U+4E2D].
func spelled(text string) string {
	var out strings.Builder
	for rest := []rune(text); len(rest) > 0; {
		n := 1
		switch s, index := indexOf(rest); {
		case len(index) == 0:
			out.WriteString(spelling(rest[0]))
		case !slices.ContainsFunc(index, missing):
			n = len(index)
			out.WriteString(string(index))
		default:
			n = len(index)
			out.WriteString(s.row(index))
		}
		rest = rest[n:]
	}
	return strings.ReplaceAll(out.String(), "  ", " ") // of words beside blanks
}

// A script is a way of writing indices: a sign for it, and the characters with what they are in a row.
type script struct {
	sign          string
	indices, rows []rune
}

var scripts = []script{
	{"^", []rune("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵈᵏᴴ"), []rune("0123456789+−=()niTdkH")},
	{"_", []rune("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙₐₑₕᵢⱼₖₗₘₒₚᵣₛₜᵤᵥₓ"), []rune("0123456789+−=()naehijklmoprstuvx")},
}

// indexOf returns the index that text begins with, if it does.
func indexOf(text []rune) (script, []rune) {
	for _, s := range scripts {
		n := 0
		for n < len(text) && slices.Contains(s.indices, text[n]) {
			n++
		}
		if n > 0 {
			return s, text[:n]
		}
	}
	return script{}, nil
}

// row writes an index in a row, in brackets if it is a sum.
func (s script) row(index []rune) string {
	out := make([]rune, len(index))
	for i, r := range index {
		out[i] = s.rows[slices.Index(s.indices, r)]
	}
	if slices.ContainsFunc(out[1:], func(r rune) bool { return strings.ContainsRune("+−=", r) }) {
		return s.sign + "(" + string(out) + ")"
	}
	return s.sign + string(out)
}

// words are what is said for characters that the font has not.
var words = map[rune]string{
	'∈': " in ", '∉': " not in ", '∇': "grad ", '∀': "for all ", '∃': "there is ", 'ℝ': "R", 'ℕ': "N", 'ℤ': "Z", 'ℚ': "Q",
	'∥': "‖", '≪': "<<", '≫': ">>", '∼': "~", '∝': " ~ ", '⇒': "=>", '⟹': "=>", '⇔': "<=>", '↦': "→", '⟨': "<", '⟩': ">",
	'⊤': "^T", '⊥': "_perp", '⋅': "·", '∘': " o ", '⊗': "(×)", '⊕': "(+)", '∪': " united with ", '⊂': " within ", '⊆': " within ",
	'∅': "{}", '∧': " and ", '∨': " or ", '∗': "*", '≔': ":=", '✓': "yes", '✔': "yes", '✘': "no", '\t': " ", '\u00ad': "", '\u200b': "",
}

// spelling is how one character is written.
func spelling(r rune) string {
	if r == '\n' || !missing(r) {
		return string(r)
	}
	if s, ok := words[r]; ok {
		return s
	}
	return fmt.Sprintf("[U+%04X]", r)
}

// missing reports whether the font lacks a character, or has nothing to be seen for it.
func missing(r rune) bool {
	if unicode.Is(unicode.Cf, r) {
		return true
	}
	i, err := font.DefaultCache.Lookup(sans(10), 10).Face.GlyphIndex(nil, r)
	return err != nil || i == 0
}

// spelledTicks are marks of an axis with other names.
type spelledTicks struct {
	plot.Ticker
	spell func(string) string
}

// Ticks returns the marks from min to max.
func (s spelledTicks) Ticks(min, max float64) []plot.Tick {
	out := s.Ticker.Ticks(min, max)
	for i := range out {
		out[i].Label = s.spell(out[i].Label)
	}
	return out
}
