package theorems

import (
	"fmt"
	"os"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"

	"saddle/theorems/internal/terminal"
)

// replayVariable names the environment variable that holds a key. Check then
// decides that case alone, if it is one of its claim.
const replayVariable = "SADDLE_REPLAY"

// replayed decides the case that the environment names, in place of a run, if it
// is one of th, and ends the test: it fails if the case contradicts the claim, and
// is skipped if not, as one case is no run.
func replayed(t *testing.T, th Theorem) {
	t.Helper()
	text := os.Getenv(replayVariable)
	if text == "" {
		return
	}
	k, err := ParseKey(text)
	if err != nil {
		t.Fatalf("%s: %v", replayVariable, err)
	}
	in := th.Info()
	if k.Claim != in.Name {
		return
	}
	r, err := th.Replay(t.Context(), k, Budget{})
	if err != nil {
		t.Fatal(err)
	}
	says := fmt.Sprintf("%s, one case alone (%s is set)\n%s\n%v", in.Name, replayVariable, terminal.Wrap("", "  ", in.Says), r)
	e := r.Evidence
	if in.Expect != Open && in.Expect != Refuted && in.Kind != "exists" && k.Control == "" && e.Verdict == False && e.Grade.proves() {
		t.Fatal(says)
	}
	t.Skip(says)
}

// replayInTest returns the command that decides the case of a key in the test of
// the given name, from anywhere in its module.
func replayInTest(test string) func(Key) string {
	var pattern []string
	for _, part := range strings.Split(test, "/") {
		pattern = append(pattern, "^"+regexp.QuoteMeta(part)+"$")
	}
	path := "."
	if info, ok := debug.ReadBuildInfo(); ok && info.Path != "command-line-arguments" {
		path = strings.TrimSuffix(info.Path, ".test") // which that of a package main lacks
	}
	return func(k Key) string {
		return fmt.Sprintf("%s=%s go test -v -run %s %s", replayVariable,
			terminal.Quote(k.String()), terminal.Quote(strings.Join(pattern, "/")), terminal.Quote(path))
	}
}
