package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"saddle/theorems"
)

// replayed runs the command that a check prints, and returns what it says.
func replayed(t *testing.T, checked string, more ...string) string {
	t.Helper()
	m := regexp.MustCompile(`replay: \./saddle (replay .*)`).FindStringSubmatch(checked)
	if m == nil {
		t.Fatalf("no command to replay in\n%s", checked)
	}
	out, errs, code := call(t, t.Context(), two(), append(strings.Fields(m[1]), more...)...)
	if code != AsExpected {
		t.Fatalf("%v: code %d\n%s%s", m[1], code, out, errs)
	}
	return out
}

// The printed command shows the printed case, however small a check was to make it.
func TestReplayShowsThePrintedCase(t *testing.T) {
	all := [][]string{nil, {"--shrink=5"}, {"--shrink=-1"}, {"--seed=3", "--workers=1"}}
	if testing.Short() {
		all = all[1:3]
	}
	for _, options := range all {
		out, _, _ := call(t, t.Context(), two(), append([]string{"check", "--run", "false"}, options...)...)
		printed := regexp.MustCompile(`counterexample: (.*)`).FindStringSubmatch(out)[1]
		again := replayed(t, out)
		if !regexp.MustCompile(`^a \+ b < 15\n(drawn|made smaller before)`).MatchString(again) || !strings.Contains(again, ": "+printed+"\n  false, exact: ") {
			t.Errorf("%v: printed %s, replayed\n%s", options, printed, again)
		}
	}
	drawn, _, _ := call(t, t.Context(), two(), "check", "--run", "false", "--shrink=-1")
	if again := replayed(t, drawn, "--shrink=-1"); strings.Contains(again, "smaller") || strings.Contains(again, "[2]int{0, 15}") {
		t.Errorf("not to be made smaller:\n%s", again)
	}
	drawn = strings.Replace(drawn, "--shrink=-1", fmt.Sprint("--shrink=", cases(2000, 500)), 1)
	if again := replayed(t, drawn); !strings.Contains(again, "\nsmaller, after") || !strings.Contains(again, "[2]int{0, 15}") {
		t.Errorf("to be made smaller:\n%s", again)
	}
	var r struct {
		Format, Claim, Case, Key string
		Smaller                  theorems.Finding
	}
	again := replayed(t, drawn, "--json")
	if err := json.Unmarshal([]byte(again), &r); err != nil || r.Format != theorems.Format || r.Claim != "test/false" || r.Smaller.Case != "[2]int{0, 15}" {
		t.Errorf("%v\n%s", err, again)
	}
	var small theorems.Replayed
	again = replayed(t, "replay: ./saddle replay "+r.Smaller.Key.String(), "--json")
	if err := json.Unmarshal([]byte(again), &small); err != nil || small.Case != "[2]int{0, 15}" || small.Smaller != nil {
		t.Errorf("%v\n%s", err, again)
	}
}

// An interrupt of a replay keeps the case that was decided and the smallest so far.
func TestInterruptedReplay(t *testing.T) {
	defer func(d time.Duration) { patience = d }(patience)
	patience = 50 * time.Millisecond
	ctx, cancel := context.WithCancel(t.Context())
	slow := below("test/slow", 15, theorems.Open)
	then, calls := slow.Then, atomic.Int64{}
	slow.Then = func(x [2]int) theorems.Evidence {
		if calls.Add(1) == 20 {
			cancel()
		}
		return then(x)
	}
	claims := []theorems.Theorem{slow}
	key := theorems.Key{Claim: "test/slow", Seed: 1}
	for ; ; key.Index++ {
		if r, err := slow.Replay(t.Context(), key, theorems.Budget{Shrink: -1}); err != nil || r.Evidence.Verdict == theorems.False {
			break
		}
	}
	calls.Store(0)
	patience = 5 * time.Second
	out, errs, code := call(t, ctx, claims, "replay", key.String())
	if code != Interrupted || !strings.Contains(out, "false, exact") {
		t.Errorf("code %d\n%s%s", code, out, errs)
	}

	ctx, cancel = context.WithCancel(t.Context())
	hang := make(chan struct{})
	defer close(hang)
	patience = 50 * time.Millisecond
	slow.Then = func(x [2]int) theorems.Evidence { cancel(); <-hang; return then(x) }
	start := time.Now()
	if _, errs, code := call(t, ctx, []theorems.Theorem{slow}, "replay", key.String()); code != Interrupted || !strings.Contains(errs, "not decided") || time.Since(start) > 5*time.Second {
		t.Errorf("code %d after %v: %s", code, time.Since(start), errs)
	}
}

// What is printed to run the program again is what was typed, or go run with what
// it can find from here.
func TestCommandOf(t *testing.T) {
	for _, c := range []struct{ arg0, name, command string }{
		{"./lab", "lab", "./lab"}, {"lab", "lab", "lab"}, {"/opt/my lab/lab", "lab", "'/opt/my lab/lab'"}, {"../go-build/lab", "lab", "../go-build/lab"},
	} {
		if name, command := commandOf(c.arg0, ""); name != c.name || command != c.command {
			t.Errorf("%s: %s, %s", c.arg0, name, command)
		}
	}
	for _, arg0 := range []string{
		"/tmp/go-build2430848546/b001/exe/lab",
		"/home/ada/.cache/go-build/b0/b0667285de054af82146baaaeff2fbd75fec7bf49279994bae1532b939d8efe3-d/lab",
		`C:\Temp\go-build1\b001\exe\lab.exe`,
	} {
		if !goRun.MatchString(arg0) {
			t.Errorf("%s is not seen to be of go run", arg0)
		}
	}
	root := t.TempDir()
	lab := filepath.Join(root, "my lab")
	other := filepath.Join(root, "other")
	for dir, module := range map[string]string{root: "module example.com/m\n", filepath.Join(other, "sub"): "// x\nmodule other\n", lab: ""} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if module != "" {
			os.WriteFile(filepath.Join(dir, "go.mod"), []byte(module), 0o644)
		}
	}
	os.WriteFile(filepath.Join(lab, "main.go"), nil, 0o644)
	for _, c := range []struct{ here, path, want string }{
		{root, "example.com/m", "."}, {root, "example.com/m/my lab", "./my lab"}, {lab, "example.com/m", ".."}, {lab, "example.com/m/my lab", "."},
		{other, "example.com/m/my lab", "../my lab"}, {filepath.Join(other, "sub"), "example.com/m", "example.com/m"}, {root, "example.com/m/gone", "example.com/m/gone"},
	} {
		if got := packageDir(c.here, "example.com/m", c.path); got != c.want {
			t.Errorf("%s in %s is %s, want %s", c.path, c.here, got, c.want)
		}
	}
	for _, c := range []struct{ here, caller, want string }{
		{lab, filepath.Join(lab, "main.go"), "main.go"}, {root, filepath.Join(lab, "main.go"), filepath.Join("my lab", "main.go")},
		{lab, "./main.go", "main.go"}, {lab, "command-line-arguments/main.go", "main.go"}, {root, "command-line-arguments/main.go", "."},
	} {
		if got := sourceFile(c.here, c.caller); got != c.want {
			t.Errorf("%s in %s is %s, want %s", c.caller, c.here, got, c.want)
		}
	}
}
