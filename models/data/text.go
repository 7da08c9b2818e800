package data

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Text is a text as classes, one for each of its characters. It is immutable and safe for concurrent use.
type Text struct {
	name, source string
	alphabet     []rune
	classes      []int
}

// NewText returns the characters of content as classes: class c is character c of the alphabet. Letters become small,
// every stretch of white space one space, and what the alphabet has not got is left out. It returns an [ErrArgument]
// unless the alphabet has at least two characters, each once, none a capital letter or white space but
// the space, and some of them occur.
func NewText(name, source, content, alphabet string) (*Text, error) {
	t := &Text{name: name, source: source, alphabet: []rune(alphabet)}
	class := map[rune]int{}
	for c, r := range t.alphabet {
		if _, twice := class[r]; twice || r == utf8.RuneError || r != unicode.ToLower(r) || unicode.IsSpace(r) && r != ' ' {
			return nil, ErrArgument{"alphabet", fmt.Sprintf("characters that occur once, no capital letters, no white space but the space: not %q", r)}
		}
		class[r] = c
	}
	if len(t.alphabet) < 2 {
		return nil, ErrArgument{"alphabet", "at least two characters"}
	}
	space := false
	for _, r := range content {
		if r = unicode.ToLower(r); unicode.IsSpace(r) {
			r = ' '
		}
		again := space && r == ' '
		space = r == ' '
		if c, ok := class[r]; ok && !again {
			t.classes = append(t.classes, c)
		}
	}
	if len(t.classes) == 0 {
		return nil, ErrArgument{"content", "a text with at least one character of the alphabet"}
	}
	return t, nil
}

// Name returns the name, as "Opticks".
func (t *Text) Name() string { return t.name }

// Source returns where the text comes from.
func (t *Text) Source() string { return t.source }

// Len returns the number of characters.
func (t *Text) Len() int { return len(t.classes) }

// Classes returns the number of classes: the length of the alphabet.
func (t *Text) Classes() int { return len(t.alphabet) }

// String returns the name with the numbers of characters and classes, as "Opticks: 548999 characters of 30".
func (t *Text) String() string {
	return fmt.Sprintf("%s: %d characters of %d", t.name, t.Len(), t.Classes())
}

// Window sets dst to the classes from character number from on. It panics if the text is too short.
func (t *Text) Window(dst []int, from int) {
	if from < 0 || from > t.Len()-len(dst) {
		panic(fmt.Sprintf("data: characters %d to %d of a text of %d", from, from+len(dst)-1, t.Len()))
	}
	copy(dst, t.classes[from:])
}

// Spell returns the characters of classes. It panics at a class that there is not.
func (t *Text) Spell(classes []int) string {
	var b strings.Builder
	for _, c := range classes {
		b.WriteRune(t.alphabet[c])
	}
	return b.String()
}

// ErrMissing reports a file that does not come with the library, and is not where it was looked for.
type ErrMissing struct {
	File string // its path
	Want string // what would do
	Err  error  // why it was not read
}

// Error says what is wrong and what would do.
func (e ErrMissing) Error() string {
	return fmt.Sprintf("data: no file %s (%v): want %s", e.File, e.Err, e.Want)
}

// Unwrap returns why the file was not read.
func (e ErrMissing) Unwrap() error { return e.Err }

// opticksAlphabet is the space, the letters and three marks: 30 classes.
const opticksAlphabet = " abcdefghijklmnopqrstuvwxyz.,;"

// Opticks returns Isaac Newton's Opticks (fourth edition, 1730), 548,999 characters of " abc…z.,;", as Go's source tree has it for
// tests of compression: it is read from src/testdata of $GOROOT, or of what "go env GOROOT" says. Where it
// is not, as without the sources of Go, it returns an [ErrMissing].
func Opticks() (*Text, error) {
	root := os.Getenv("GOROOT")
	if root == "" {
		if out, err := exec.Command("go", "env", "GOROOT").Output(); err == nil {
			root = strings.TrimSpace(string(out))
		}
	}
	return opticks(root)
}

func opticks(root string) (*Text, error) {
	path := filepath.Join(root, "src", "testdata", "Isaac.Newton-Opticks.txt")
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, ErrMissing{path, "the source tree of Go 1.26 there; set GOROOT to one", err}
	}
	return NewText("Opticks", "Isaac Newton, Opticks, fourth edition, 1730, as Project Gutenberg has it and src/testdata of Go", string(content), opticksAlphabet)
}
