package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
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
		if n := outcomeAll(k); n < 5 {
			t.Errorf("there are %d mutants of the kind %s, want several", n, k)
		}
	}
}

func outcomeAll(k Kind) (n int) {
	for _, m := range all() {
		if m.Kind == k {
			n++
		}
	}
	return n
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

func Add(x, y int) int { return x + y }

func Mul(x, y int) int { return x * y }

func Down(n int) int {
	for n > 0 {
		n--
	}
	return n
}

func Unused() int { return 1 }
`,
	"a/a_test.go": `package a

import "testing"

func TestAdd(t *testing.T) {
	t.Run("two", func(t *testing.T) {
		if Add(2, 2) != 4 || Down(2) != 0 {
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
	{Name: "a/down", File: "a/a.go", Old: "n--", New: "n -= 0", Breaks: "the end of a loop", Kind: Engine},
	{Name: "a/type", File: "a/a.go", Old: "x * y", New: "x * z", Breaks: "the program", Kind: Engine},
}

func tinyTree(t *testing.T, change ...string) *tree {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range tiny {
		if len(change) == 3 && name == change[0] {
			text = strings.Replace(text, change[1], change[2], 1)
		}
		path := filepath.Join(root, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	tr, err := load(t.Context(), root, "./c", []string{"go"}, []string{"./..."})
	if err != nil {
		t.Fatal(err)
	}
	tr.patience = time.Second
	return tr
}

// All that can become of a mutant, stopped half way and taken up again.
func TestTinyModule(t *testing.T) {
	mutants, want := tinyMutants, []string{"a -short: TestAdd/two", "", "./c go: exit status 3", "a -short: no end within 1s", "undefined: z"}
	if testing.Short() {
		mutants = mutants[:1]
	}
	tr, file := tinyTree(t), filepath.Join(t.TempDir(), "record")
	ctx, cancel := context.WithCancel(t.Context())
	runs := 0
	pass := func(ctx context.Context) outcome {
		rec, err := openRecord(file, tr.hash)
		if err != nil {
			t.Fatal(err)
		}
		defer rec.close()
		err = run(ctx, tr, mutants, rec, 2, func(stage string, done, all int) {
			if stage == "mutants" && done > 0 {
				runs++
				cancel()
			}
		})
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		return outcomeOf(mutants, rec)
	}
	if half := pass(ctx); half.Pending == len(mutants) || half.Pending == 0 && len(mutants) > 2 || half.ok() != testing.Short() {
		t.Errorf("%d of %d mutants were not run, ok %v", half.Pending, len(mutants), half.ok())
	}
	out := pass(t.Context())
	if runs != len(mutants) {
		t.Errorf("%d mutants were run in two parts, want %d", runs, len(mutants))
	}
	for i, r := range out.rows {
		if !strings.Contains(r.By, want[i]) || (r.By == "") != (want[i] == "") {
			t.Errorf("%s: by %q, want %q", r.Mutant.Name, r.By, want[i])
		}
	}
	var told bytes.Buffer
	if err := out.write(&told); err != nil || !testing.Short() && !strings.HasSuffix(told.String(),
		"\n5 mutants: 3 killed (1 timed out), 0 harmless, 1 survive, 1 faults of the list; 75.0 %\n") {
		t.Errorf("%v\n%s", err, told.String())
	}
	told.Reset()
	var parsed struct{ Format string }
	if err := errors.Join(out.writeJSON(&told, tr.hash), json.Unmarshal(told.Bytes(), &parsed)); err != nil || parsed.Format != Format {
		t.Errorf("%v\n%s", err, told.String())
	}
}

// A tree that does not pass its own tests kills nothing.
func TestBaselineMustPass(t *testing.T) {
	tr := tinyTree(t, "a/a_test.go", "!= 4", "!= 5")
	rec, err := openRecord("", tr.hash)
	if err != nil {
		t.Fatal(err)
	}
	var e ErrBaseline
	if err := run(t.Context(), tr, tinyMutants, rec, 2, func(string, int, int) {}); !errors.As(err, &e) || len(rec.Results) > 0 {
		t.Errorf("%v, %v", err, rec.Results)
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
