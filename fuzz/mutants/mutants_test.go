package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Every mutant applies to the tree as it is, and there are enough.
func TestEveryMutantApplies(t *testing.T) {
	if err := check(filepath.Join("..", ".."), all()); err != nil {
		t.Error(err)
	}
	if n := len(all()); n < 120 {
		t.Errorf("there are %d mutants, want at least 120", n)
	}
	for _, k := range kinds {
		other := func(m Mutant) bool { return m.Kind != k }
		if n := len(slices.DeleteFunc(all(), other)); n < 5 {
			t.Errorf("there are %d mutants of the kind %s, want several", n, k)
		}
	}
}

func TestApply(t *testing.T) {
	const source = "package a\n\nfunc f() int { return 1 }\n\nfunc g() int { return 1 }\n"
	for _, c := range []struct {
		m    Mutant
		want string
	}{
		{Mutant{Old: "f() int { return 1", New: "f() int { return 2"}, strings.Replace(source, "1", "2", 1)},
		{Mutant{After: "func g", Old: "return 1", New: "return 2"}, "package a\n\nfunc f() int { return 1 }\n\nfunc g() int { return 2 }\n"},
		{Mutant{Old: "return 1", New: "return 2"}, ""},
		{Mutant{Old: "return 3", New: "return 2"}, ""},
		{Mutant{After: "return 1", Old: "}", New: "2 }"}, ""},
		{Mutant{After: "func g", Old: "func f", New: "func h"}, ""},
		{Mutant{Old: "package a", New: "package a"}, ""},
		{Mutant{Old: "package a\n", New: "package b\n"}, ""},
		{Mutant{Old: "func f() int {", New: "func f() int"}, ""},
	} {
		if got, err := c.m.apply(source); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%+v: %q, %v", c.m, got, err)
		}
	}
}

// tiny is a module of a package and a program.
var tiny = map[string]string{
	"go.mod": "module tiny\n\ngo 1.26\n",
	"a/a.go": `package a

import "time"

func Add(x, y int) int { return x + y }

func Mul(x, y int) int { return x * y }

func Wait() { time.Sleep(0) }

func Unused() int { return 1 }
`,
	"a/a_test.go": `package a

import "testing"

func TestAdd(t *testing.T) {
	t.Run("two", func(t *testing.T) {
		Wait()
		if Add(2, 2) != 4 {
			t.Fail()
		}
	})
}
`,
	"c/main.go": `package main

import (
	"os"

	"tiny/a"
)

func main() {
	if len(os.Args) != 2 || a.Mul(2, 3) != 6 {
		os.Exit(3)
	}
}
`,
}

var tinyMutants = []Mutant{
	{Name: "a/add", File: "a/a.go", Old: "x + y", New: "x - y", Breaks: "a sum", Kind: Conclusion},
	{Name: "a/unused", File: "a/a.go", Old: "return 1", New: "return 2", Breaks: "nothing that is tested", Kind: Conclusion},
	{Name: "a/mul", File: "a/a.go", Old: "x * y", New: "x + y + 2", Breaks: "a product", Kind: Soundness},
	{Name: "a/wait", File: "a/a.go", Old: "Sleep(0)", New: "Sleep(1e18)", Breaks: "the end of a test", Kind: Engine},
	{Name: "a/type", File: "a/a.go", Old: "x * y", New: "x * z", Breaks: "the program", Kind: Engine},
}

func tinyTree(t *testing.T) *tree {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range tiny {
		put(t, filepath.Join(root, filepath.FromSlash(name)), text)
	}
	tr, err := load(t.Context(), root, "./c", []string{"go"}, []string{"./..."})
	if err != nil {
		t.Fatal(err)
	}
	tr.patience = 2 * time.Second
	return tr
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// pass runs mutants with a record, and returns what became of them and the error.
func pass(ctx context.Context, t *testing.T, tr *tree, file string, mutants []Mutant, tell func(string, int, int)) (outcome, error) {
	t.Helper()
	rec, err := openRecord(file, tr.hash)
	if err != nil {
		t.Fatal(err)
	}
	defer rec.close()
	err = run(ctx, tr, mutants, rec, 2, tell)
	return outcomeOf(mutants, rec), err
}

// quiet hears nothing.
func quiet(string, int, int) {}

// The first mutant is killed by the package's own tests. The time without it is
// given: a short test does not take it.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds programs")
	}
	tr, file := tinyTree(t), filepath.Join(t.TempDir(), "record")
	rec, err := openRecord(file, tr.hash)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range tr.steps("tiny/a", nil) {
		err = errors.Join(err, rec.time(s.name, 0.1))
	}
	out, err := pass(t.Context(), t, tr, file, tinyMutants[:1], quiet)
	if err = errors.Join(err, rec.close()); err != nil || !out.ok() || out.rows[0].By != "a -short: TestAdd/two" {
		t.Errorf("%v, %+v", err, out.rows)
	}
}

// A test that fails once, and not again, kills nothing.
func TestChance(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds programs")
	}
	tr, file := tinyTree(t), filepath.Join(t.TempDir(), "been here")
	w := &workshop{t: tr, dir: t.TempDir()}
	put(t, filepath.Join(tr.root, "c", "main.go"), strings.Replace(tiny["c/main.go"], "len(os.Args) != 2 ||", "os.Mkdir(os.Args[1], 0o755) == nil ||", 1))
	s := step{name: "c", build: []string{"build", tr.program}, dir: tr.root, args: []string{file}}
	if fail, _, err := w.run(t.Context(), s, time.Minute); fail != nil || err != nil {
		t.Errorf("%+v, %v", fail, err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}

// All that can become of mutants: a run that finds the tree itself failing, one
// that is stopped, and one that takes it up again.
func TestTinyModule(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds programs")
	}
	tr, file := tinyTree(t), filepath.Join(t.TempDir(), "record")
	test := filepath.Join(tr.root, "a", "a_test.go")
	put(t, test, strings.Replace(tiny["a/a_test.go"], "!= 4", "!= 5", 1))
	var e ErrBaseline
	if out, err := pass(t.Context(), t, tr, file, tinyMutants, quiet); !errors.As(err, &e) || out.Pending != len(tinyMutants) {
		t.Errorf("a tree that fails by itself: %v, %+v", err, out)
	}
	if tr.same() == nil {
		t.Error("a test was changed, and the tree is the same")
	}
	put(t, test, tiny["a/a_test.go"])
	if err := tr.same(); err != nil {
		t.Error(err)
	}
	if out, err := pass(t.Context(), t, &tree{root: tr.root}, file, tinyMutants, quiet); err == nil || out.Pending != len(tinyMutants) {
		t.Errorf("without tests: %v, %+v", err, out)
	}

	ctx, cancel := context.WithCancel(t.Context())
	runs := 0
	count := func(stage string, done, _ int) {
		if stage == "mutants" && done > 0 {
			runs++
			cancel()
		}
	}
	if half, err := pass(ctx, t, tr, file, tinyMutants, count); !errors.Is(err, context.Canceled) || half.Pending == 0 || half.ok() {
		t.Errorf("a stopped run: %v, %d mutants were not run, ok %v", err, half.Pending, half.ok())
	}
	out, err := pass(t.Context(), t, tr, file, tinyMutants, count)
	if err != nil || runs != len(tinyMutants) {
		t.Errorf("%v; %d mutants were run in two parts, want %d", err, runs, len(tinyMutants))
	}
	for i, want := range []string{"a -short: TestAdd/two", "", "./c go: exit status 3", "a -short: no end within", "undefined: z"} {
		if r := out.rows[i]; !strings.Contains(r.By, want) || (r.By == "") != (want == "") {
			t.Errorf("%s: by %q, want %q", r.Mutant.Name, r.By, want)
		}
	}
	checkReport(t, out)
}

// checkReport looks at both forms of what is printed of the tiny module.
func checkReport(t *testing.T, out outcome) {
	t.Helper()
	var text, data bytes.Buffer
	var parsed struct{ Format string }
	if err := errors.Join(out.write(&text), out.writeJSON(&data, "tree"), json.Unmarshal(data.Bytes(), &parsed)); err != nil || parsed.Format != Format {
		t.Errorf("%v\n%s", err, data.String())
	}
	const want = "\n5 mutants: 3 killed (1 timed out), 0 harmless, 1 survive, 1 faults of the list; 75.0 %\n"
	if !strings.HasSuffix(text.String(), want) || !strings.Contains(text.String(), "\nSURVIVES  a/unused (conclusion)\n") {
		t.Errorf("want %s, got\n%s", want, text.String())
	}
}

// What the record has of another tree, and a torn line, count for nothing.
func TestRecord(t *testing.T) {
	file, m := filepath.Join(t.TempDir(), "record"), tinyMutants
	write := func(tree string, m Mutant) {
		rec, err := openRecord(file, tree)
		if err == nil {
			err = errors.Join(rec.add(m, Result{Name: m.Name, Verdict: Killed}), rec.time("step", 2), rec.close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	write("one", m[0])
	write("two", m[1])
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteString(`{"tree":"one","mut`)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	write("one", m[2])
	rec, err := openRecord(file, "one")
	if err != nil || len(rec.Results) != 2 || rec.Results[m[0].key()].Verdict != Killed || rec.Seconds["step"] != 2 {
		t.Errorf("%v, %v, %v", rec.Results, rec.Seconds, err)
	}
	if o := outcomeOf(m, rec); o.Pending != len(m)-2 || o.rows[1].Mutant.Name != m[2].Name {
		t.Errorf("%+v", o)
	}
}

// What a row counts as, and whether the whole is well.
func TestStates(t *testing.T) {
	for _, c := range []struct {
		verdict  Verdict
		harmless string
		want     string
		ok       bool
	}{
		{Killed, "", "killed", true},
		{TimedOut, "", "killed", true},
		{Survived, "the same", "harmless", true},
		{Survived, "", "SURVIVES", false},
		{Killed, "the same", "KILLED, said to be harmless", false},
		{Broken, "", "DOES NOT BUILD", false},
	} {
		r := row{Mutant{Name: "a", Harmless: c.harmless}, Result{Verdict: c.verdict}}
		if o := (outcome{rows: []row{r}}); r.state() != c.want || o.ok() != c.ok || o.tally("").Mutants != 1 {
			t.Errorf("%v: %s, %v, %v", c, r.state(), o.ok(), o.tally(""))
		}
	}
	if (outcome{Pending: 1}).ok() {
		t.Error("all is well although a mutant was not run")
	}
}

// The own tests come first, then what takes the least time, the program last; tests
// that do not depend on the package do not run.
func TestSteps(t *testing.T) {
	tr := &tree{module: "m", program: "./p", args: []string{"go"}, deps: set([]string{"m/a"})}
	for _, s := range []string{"m/slow", "m/other", "m/a", "m/quick"} {
		tr.suites = append(tr.suites, suite{Path: s, deps: set([]string{s, "m/a [x.test]"})})
	}
	delete(tr.suites[1].deps, "m/a")
	var got []string
	for _, s := range tr.steps("m/a", map[string]float64{"m/slow": 9, "m/quick": 1}) {
		got = append(got, s.name)
	}
	if want := "m/a -short, m/a, m/quick, m/slow, ./p go"; strings.Join(got, ", ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	if got := tr.steps("m/other", nil); len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestArguments(t *testing.T) {
	for _, args := range [][]string{{"-kind", "x"}, {"-run", "("}, {"-workers", "0"}, {"x"}, {"-run", "^$"}, {"-unknown"}} {
		var out, errs bytes.Buffer
		if code := command(t.Context(), args, &out, &errs); code != 2 || errs.Len() == 0 {
			t.Errorf("%v: %d, %s", args, code, errs.String())
		}
	}
	var out, errs bytes.Buffer
	if code := command(t.Context(), []string{"-list"}, &out, &errs); code != 0 || !strings.Contains(out.String(), " mutants\n") {
		t.Errorf("%d, %s%s", code, out.String(), errs.String())
	}
}
