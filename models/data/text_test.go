package data

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
)

func TestText(t *testing.T) {
	text, err := NewText("a line", "us", "Ab\n\t b-\u00a0 .aé", " ab.")
	if err != nil {
		t.Fatal(err)
	}
	if want := "ab b .a"; text.Spell(text.classes) != want || text.Len() != 7 || text.String() != "a line: 7 characters of 4" {
		t.Errorf("%v: %q, want %q", text, text.Spell(text.classes), want)
	}
	window := make([]int, 3)
	text.Window(window, 3)
	if !slices.Equal(window, []int{2, 0, 3}) {
		t.Errorf("characters 3 to 5 are %v", window)
	}
	for _, from := range []int{-1, 5} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a window from %d does not panic", from)
				}
			}()
			text.Window(window, from)
		}()
	}
}

func TestTextRefuses(t *testing.T) {
	for _, c := range []struct{ content, alphabet string }{
		{"abc", ""}, {"abc", "a"}, {"abc", "aba"}, {"abc", "aB"}, {"abc", "a\t"}, {"abc", "a\xff"}, {"", "ab"}, {"xyz", "ab"},
	} {
		_, err := NewText("", "", c.content, c.alphabet)
		if refused := (ErrArgument{}); !errors.As(err, &refused) {
			t.Errorf("%q of %q: %v", c.content, c.alphabet, err)
		}
	}
	_, err := opticks(t.TempDir())
	if missing := (ErrMissing{}); !errors.As(err, &missing) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without the sources of Go: %v", err)
	}
}

// TestOpticks: the text is the one of which the numbers are known.
func TestOpticks(t *testing.T) {
	text, err := Opticks()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := text.String(), "Opticks: 548999 characters of 30"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	count := make([]int, text.Classes())
	for _, c := range text.classes {
		count[c]++
	}
	// Of the e of either case, and of the semicolon, the file has so many.
	if e := count[5]; e != 56303+815 {
		t.Errorf("%d e", e)
	}
	if s := count[29]; s != 613 {
		t.Errorf("%d semicolons", s)
	}
}
