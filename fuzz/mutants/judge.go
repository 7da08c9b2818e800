package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Verdict is what became of a mutant.
type Verdict string

const (
	Killed   Verdict = "killed"
	TimedOut Verdict = "timed out" // killed, by a test that did not end
	Survived Verdict = "survived"
	Broken   Verdict = "does not build" // a fault of the list
)

// A Result is a mutant with its verdict.
type Result struct {
	Name    string  `json:"name"`
	Verdict Verdict `json:"verdict"`
	// By is the test that killed it, or what the compiler says.
	By      string  `json:"by,omitempty"`
	Seconds float64 `json:"seconds"`
}

// A step is one thing to run: the tests of a package, or the program.
type step struct {
	name  string
	build []string // arguments of the go command, but for -overlay and -o
	dir   string   // where it runs
	args  []string
}

// testFlags end the tests of a package at the first that fails.
var testFlags = []string{"-test.failfast", "-test.paniconexit0"}

func (s suite) step(short bool) step {
	out := step{name: s.Path, build: []string{"test", "-c", "-vet=off", "-ldflags=-s -w", s.Path}, dir: s.Dir, args: testFlags}
	if short {
		out.name += " -short"
		out.args = append(slices.Clip(out.args), "-test.short")
	}
	return out
}

// only is a step of which some tests are run.
func (s step) only(tests string) step {
	s.args = append(slices.Clip(s.args), "-test.run="+tests)
	return s
}

// steps are what a mutant of a package must survive, those first which see most
// of it; seconds are the times that the steps take without a mutant.
func (t *tree) steps(pkg string, seconds map[string]float64) []step {
	var own, others []step
	for _, s := range t.suites {
		switch {
		case s.Path == pkg:
			own = []step{s.step(true), s.step(false)}
		case s.deps[pkg]:
			others = append(others, s.step(false))
		}
	}
	slices.SortFunc(others, func(a, b step) int {
		return cmp.Or(cmp.Compare(seconds[a.name], seconds[b.name]), cmp.Compare(a.name, b.name))
	})
	if t.deps[pkg] {
		build := []string{"build", "-ldflags=-s -w", t.program}
		others = append(others, step{strings.Join(append([]string{t.program}, t.args...), " "), build, t.root, t.args})
	}
	return append(own, others...)
}

// A workshop is a directory in which the binaries of one mutant are built.
type workshop struct {
	t       *tree
	dir     string
	overlay string // the file that says what is replaced; "" for the tree as it is
	built   string // what the binary is there
}

// judge builds one mutant and runs the steps until one fails. The error is that
// of the context, or one of this machine.
func judge(ctx context.Context, t *tree, m Mutant, seconds map[string]float64) (Result, error) {
	start, r := time.Now(), Result{Name: m.Name, Verdict: Survived}
	w, err := newWorkshop(t, m)
	defer os.RemoveAll(w.dir)
	if err != nil {
		return r, err
	}
	pkg := t.packageOf(m)
	steps := t.steps(pkg, seconds)
	if tests := m.soonest(); tests != "" {
		steps = slices.Insert(steps, 0, steps[0].only(tests))
	}
	for _, s := range steps {
		limit := max(t.patience, time.Duration(10*seconds[s.name]*float64(time.Second)))
		fail, _, err := w.run(ctx, s, limit)
		if err != nil {
			return r, err
		}
		if fail != nil {
			r.Verdict, r.By = fail.kind, strings.TrimPrefix(s.name, t.module+"/")+": "+fail.why
			break
		}
	}
	r.Seconds = time.Since(start).Seconds()
	return r, nil
}

// newWorkshop puts the mutant, if it has a file, into a directory of its own, which
// is to be removed even if there is an error.
func newWorkshop(t *tree, m Mutant) (*workshop, error) {
	dir, err := os.MkdirTemp("", "mutant")
	w := &workshop{t: t, dir: dir}
	if err != nil || m.File == "" {
		return w, err
	}
	path := filepath.Join(t.root, filepath.FromSlash(m.File))
	source, err := os.ReadFile(path)
	if err != nil {
		return w, err
	}
	mutated, err := m.apply(string(source))
	if err != nil {
		return w, err
	}
	file := filepath.Join(dir, filepath.Base(m.File))
	if err := os.WriteFile(file, []byte(mutated), 0o600); err != nil {
		return w, err
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {path: file}})
	if err != nil {
		return w, err
	}
	w.overlay = filepath.Join(dir, "overlay.json")
	return w, os.WriteFile(w.overlay, replace, 0o600)
}

// goes runs the go command on the mutated tree, one thing at a time.
func (w *workshop) goes(ctx context.Context, verb string, args ...string) error {
	flags := []string{verb, "-p", "1"}
	if w.overlay != "" {
		flags = append(flags, "-overlay", w.overlay)
	}
	_, err := goCommand(ctx, w.t.root, append(flags, args...)...)
	return err
}

// A failure is why a step failed.
type failure struct {
	why  string
	kind Verdict
	test string // the one that failed, if it was a test
}

// run builds and runs one step, and times the run. What fails is run again: a test that
// fails by chance, as on a busy machine, kills nothing.
func (w *workshop) run(ctx context.Context, s step, limit time.Duration) (*failure, time.Duration, error) {
	binary, what := filepath.Join(w.dir, "run.exe"), strings.Join(s.build, " ")
	if what != w.built {
		if err := w.goes(ctx, s.build[0], append([]string{"-o", binary}, s.build[1:]...)...); err != nil {
			return &failure{why: err.Error(), kind: Broken}, 0, ctx.Err()
		}
		w.built = what
	}
	fail, took, err := once(ctx, s, binary, limit)
	if fail != nil && fail.kind == Killed {
		if fail.test != "" {
			s = s.only(alone(fail.test))
		}
		fail, _, err = once(ctx, s, binary, limit)
	}
	return fail, took, err
}

// alone is the pattern of one test.
func alone(test string) string {
	parts := strings.Split(test, "/")
	for i, p := range parts {
		parts[i] = "^" + regexp.QuoteMeta(p) + "$"
	}
	return strings.Join(parts, "/")
}

// once runs a step that was built.
func once(ctx context.Context, s step, binary string, limit time.Duration) (*failure, time.Duration, error) {
	timed, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(timed, binary, s.args...)
	var out bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = s.dir, oneProcessor(), &out, &out
	cmd.WaitDelay = 5 * time.Second
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	switch {
	case err == nil || ctx.Err() != nil:
		return nil, took, ctx.Err()
	case timed.Err() != nil:
		return &failure{why: fmt.Sprintf("no end within %v", limit.Round(time.Second)), kind: TimedOut}, took, nil
	case !errors.As(err, new(*exec.ExitError)):
		return nil, took, err
	}
	test := failed(out.String())
	why := cmp.Or(test, panicked.FindString(out.String()), err.Error())
	return &failure{why, Killed, test}, took, nil
}

var (
	failing  = regexp.MustCompile(`(?m)^ *--- FAIL: (\S+)`)
	panicked = regexp.MustCompile(`(?m)^(panic|fatal error): .*`)
)

// failed names the test that failed, the innermost of the first; "" if none did.
func failed(output string) string {
	name := ""
	for _, m := range failing.FindAllStringSubmatch(output, -1) {
		if strings.HasPrefix(m[1], name) {
			name = m[1]
		}
	}
	return name
}
