package terminal

import (
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"a b", "> a b"},
		{"a\nb", "> a\n  b"},
		{strings.Repeat("ä", 60) + " " + strings.Repeat("b", 60), "> " + strings.Repeat("ä", 60) + "\n  " + strings.Repeat("b", 60)},
		{strings.Repeat("a", 98), "> " + strings.Repeat("a", 98)},
		{strings.Repeat("a", 150) + " b", "> " + strings.Repeat("a", 150) + "\n  b"},
	} {
		if got := Wrap("> ", "  ", c.text); got != c.want {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}

// Every line fits, and no word is lost.
func TestWrapFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-zä−]{1,16}[ \n]){0,50}`).Draw(t, "text")
		got := Wrap("  ", "    ", text)
		if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(text), " ") {
			t.Fatalf("%q", got)
		}
		for line := range strings.SplitSeq(got, "\n") {
			if utf8.RuneCountInString(line) > Width {
				t.Fatalf("%d characters: %q", utf8.RuneCountInString(line), line)
			}
		}
	})
}

// What is quoted is one word to a shell, and unchanged.
func TestQuote(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no POSIX shell here")
	}
	words := []string{"a/b@1:7", "", "a b", "it's", `"`, "$HOME", "`id`", "a\nb", "^a$", "*", "~", "!!", "w_1 ≠ 0", "\\", "-n", "x=1", "drop=(a)"}
	var quoted []string
	for _, w := range words {
		quoted = append(quoted, Quote(w))
	}
	out, err := exec.Command(shell, "-c", `printf '%s\0' `+strings.Join(quoted, " ")).Output()
	if got := strings.TrimSuffix(string(out), "\x00"); err != nil || got != strings.Join(words, "\x00") {
		t.Errorf("%q, %v", got, err)
	}
	if Quote("a/b@1:7") != "a/b@1:7" {
		t.Error("a plain word is quoted")
	}
}
