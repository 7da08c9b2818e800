package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/page"
	"saddle/theorems/tables"
)

// small is a claim that small sums are below a bound, with a picture.
func small(name string, bound int, expect theorems.Outcome) theorems.Claim[[2]int] {
	return theorems.Claim[[2]int]{
		Name: name, Says: fmt.Sprintf("a + b < %d", bound), Expect: expect,
		Source: theorems.Source{Key: "test", Title: "Nobody 1900, A test", At: "here", Slide: "One"},
		Draw: func(t *rapid.T) [2]int {
			return [2]int{rapid.IntRange(0, 20).Draw(t, "a"), rapid.IntRange(0, 20).Draw(t, "b")}
		},
		Then: func(x [2]int) theorems.Evidence { return theorems.Exactly(x[0]+x[1] < bound, "%d", x[0]+x[1]) },
		Figures: func(r theorems.Report) []theorems.Figure {
			return []theorems.Figure{{Name: "decided", Says: "how many", Series: []theorems.Series{{Mark: theorems.Bars, X: []float64{1}, Y: []float64{float64(r.Decided)}}}}}
		},
	}
}

func program(out, errs *bytes.Buffer, claims ...theorems.Theorem) cli.Program {
	return cli.Program{Name: "saddle", Typed: "./saddle", Stdout: out, Stderr: errs, Claims: claims, Deck: &theorems.Deck{Title: "A lecture", Slides: []string{"One", "Two"}}}
}

// told runs the command and returns its exit code, what it printed, and its error.
func told(ctx context.Context, c *Command, claims ...theorems.Theorem) (code int, out, errs string, err error) {
	var o, e bytes.Buffer
	code, err = c.Run(ctx, program(&o, &e, claims...))
	return code, o.String(), e.String(), err
}

func text(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The page from kept JSON is the page of the run, byte for byte; so is the JSON.
func TestPageFromJSON(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	claims := []theorems.Theorem{small("test/true", 100, theorems.Held), small("test/false", 15, theorems.Refuted)}
	c := &Command{Output: file("a.html"), JSON: file("a.json"), Seed: 1, kept: fstest.MapFS{}}
	code, out, errs, err := told(t.Context(), c, claims...)
	if code != cli.AsExpected || err != nil || out != "" || !strings.Contains(errs, "a.html (") || !strings.Contains(errs, "claims: 2, tables: 0") {
		t.Fatalf("%d, %v\n%s%s", code, err, out, errs)
	}
	again := &Command{Output: file("b.html"), JSON: file("b.json"), From: []string{file("a.json")}}
	if code, _, _, err := told(t.Context(), again); code != cli.AsExpected || err != nil {
		t.Fatalf("%d, %v", code, err)
	}
	if text(t, file("a.html")) != text(t, file("b.html")) || text(t, file("a.json")) != text(t, file("b.json")) {
		t.Error("the page from its JSON is another")
	}
	for _, want := range []string{"test/true", "./saddle replay test/false@", "how many", ">One</h3>", "A lecture"} {
		if !strings.Contains(text(t, file("a.html")), want) {
			t.Errorf("%q is missing in the page", want)
		}
	}
	if left, _ := filepath.Glob(file("*.html.*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
	code, out, _, err = told(t.Context(), &Command{Output: "-", From: []string{file("a.json")}})
	if code != cli.AsExpected || err != nil || out != text(t, file("a.html")) {
		t.Errorf("-: %d, %v", code, err)
	}
}

// What check and table print is enough for a page, with the pictures of the claims there are.
func TestPageFromCheckAndTable(t *testing.T) {
	dir := t.TempDir()
	claim := small("test/true", 100, theorems.Held)
	reports, err := json.Marshal([]theorems.Report{claim.Run(t.Context(), theorems.Budget{Seed: 1})})
	table, err2 := json.Marshal(tables.Report{Format: tables.Format, Table: "test/rows", Seed: 1})
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	check, rows, json := filepath.Join(dir, "check.json"), filepath.Join(dir, "rows.json"), filepath.Join(dir, "all.json")
	if err := errors.Join(os.WriteFile(check, reports, 0o600), os.WriteFile(rows, table, 0o600)); err != nil {
		t.Fatal(err)
	}
	c := &Command{Output: filepath.Join(dir, "a.html"), JSON: json, From: []string{rows, check}}
	if code, _, _, err := told(t.Context(), c, claim); code != cli.AsExpected || err != nil {
		t.Fatalf("%d, %v", code, err)
	}
	d, err := page.Read(strings.NewReader(text(t, json)))
	if err != nil || len(d.Claims) != 1 || len(d.Claims[0].Figures) != 1 || len(d.Tables) != 1 || d.Tables[0].Command != "./saddle table test/rows" {
		t.Errorf("%v: %+v", err, d)
	}
	c.From = []string{check}
	if code, _, _, err := told(t.Context(), c); code != cli.AsExpected || err != nil {
		t.Errorf("a claim that the program does not have: %d, %v", code, err)
	}
}

// Wrong files and options are refused, and what stood in the file before is left.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "a.html")
	for name, content := range map[string]string{
		"empty": "", "cut": `{"format":"saddle-report/1","title":`, "number": "7", "foreign": `{"format":"other/1"}`,
		"old check": `[{"format":"saddle/1","name":"a"}]`, "list of numbers": "[1]", "damaged table": `{"format":"saddle-table/1","rows":7}`,
	} {
		from := filepath.Join(dir, "from.json")
		if err := errors.Join(os.WriteFile(from, []byte(content), 0o600), os.WriteFile(page, []byte("before"), 0o600)); err != nil {
			t.Fatal(err)
		}
		_, _, _, err := told(t.Context(), &Command{Output: page, From: []string{from}})
		if bad := (ErrFile{}); !errors.As(err, &bad) || bad.File != from {
			t.Errorf("%s: %v", name, err)
		}
		if text(t, page) != "before" {
			t.Errorf("%s: the page was written", name)
		}
	}
	for name, c := range map[string]*Command{
		"negative":      {Output: page, Cases: -1},
		"no output":     {},
		"no such claim": {Output: page, Run_: "nothing"},
		"regexp":        {Output: page, Run_: "("},
		"slide":         {Output: page, Slide: "["},
	} {
		if _, _, _, err := told(t.Context(), c, small("test/a", 9, theorems.Open)); !errors.As(err, new(cli.ErrUsage)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, _, err := told(t.Context(), &Command{Output: filepath.Join(dir, "no", "a.html")}, small("test/a", 100, theorems.Open)); err == nil {
		t.Error("a folder that there is not")
	}
}

// What is not as expected, and an interrupt, are in the page and in the exit code.
func TestExitCodes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.html")
	unexpected := small("test/false", 15, theorems.Held)
	unexpected.Known = [][2]int{{8, 8}} // or time goes into making it smaller
	if code, _, _, err := told(t.Context(), &Command{Output: file, Seed: 1}, unexpected); code != cli.Unexpected || err != nil {
		t.Errorf("%d, %v", code, err)
	}
	slow := small("test/slow", 100, theorems.Held)
	slow.Then = func([2]int) theorems.Evidence { time.Sleep(time.Millisecond); return theorems.Exactly(true, "") }
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	code, _, _, err := told(ctx, &Command{Output: file, Seed: 1, Cases: 1e6}, small("test/true", 100, theorems.Held), slow)
	if code != cli.Interrupted || err != nil || !strings.Contains(text(t, file), "test/slow: interrupted") {
		t.Errorf("%d, %v", code, err)
	}
}

// A table is shown from what is kept of it, or with the command that makes it.
func TestTablesOfAPage(t *testing.T) {
	var out, errs bytes.Buffer
	p := program(&out, &errs)
	coin := tables.Table[struct{ N int }, int]{Name: "test/coin", Says: "heads", Version: 1, Runs: 2, Cells: []struct{ N int }{{1}}}
	p.Tables = []tables.Experiment{coin}
	kept := fstest.MapFS{"test-coin.json": {Data: []byte(`{"format":"saddle-table/1","table":"test/coin","seed":1}`)}, "test-coin.txt": {Data: []byte("# saddle table\n# seed 1\n\n# not this\n")}}
	for name, c := range map[string]struct {
		command   *Command
		made, cut string
	}{
		"kept":     {New(kept), "saddle table\nseed 1", ""},
		"not kept": {New(nil), "", "not made: the command makes it"},
	} {
		c.command.Run_ = "coin"
		d, err := c.command.document(t.Context(), p)
		if err != nil || len(d.Tables) != 1 || d.Tables[0].Made != c.made || d.Tables[0].Cut != c.cut || d.Tables[0].Command != "./saddle table test/coin" {
			t.Errorf("%s: %v, %+v", name, err, d.Tables)
		}
	}
	kept["test-coin.json"].Data = []byte("{")
	if _, err := New(kept).document(t.Context(), p); err == nil {
		t.Error("a damaged file is read")
	}
}
