package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saddle/theorems"
	"saddle/theorems/tables"
)

type dice struct{ Sides, Seen int }

// diceTable is a table of dice: how often they show what is looked for.
func diceTable() tables.Table[dice, int] {
	return tables.Table[dice, int]{
		Name: "test/dice", Says: "each side of a die is as likely as another", Version: 1, Runs: 300,
		Source: theorems.Source{Key: "test", Title: "Nobody 1900, A test", At: "Table 1"},
		Cells:  []dice{{6, 1}, {6, 2}, {20, 1}},
		Run:    func(_ context.Context, c dice, r theorems.Run) (int, error) { return 1 + r.IntN(c.Sides), nil },
		Tally: func(c dice, side int) tables.Tally {
			if side == c.Seen {
				return tables.Tally{Class: "seen"}
			}
			return tables.Tally{Class: "other"}
		},
		Row: func(c dice, s tables.Summary) []tables.Entry {
			return []tables.Entry{s.Rate("seen", func(class string) bool { return class == "seen" }, &tables.Published{X: 60 / c.Sides, M: 60})}
		},
	}
}

// roll runs the command line over the table of dice.
func roll(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	p := Program{Name: "saddle", Typed: "./saddle", Stdout: &out, Stderr: &errs}
	p.sort([]Item{diceTable(), two()[0]})
	code = p.run(t.Context(), args)
	return out.String(), errs.String(), code
}

func TestTableCommand(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole")
	out, errs, code := roll(t, "table", "test/dice", "--out", whole, "-v")
	if code != AsExpected || errs != "" || !strings.HasPrefix(out, "records: "+whole+"\n") {
		t.Fatalf("code %d\n%s%s", code, out, errs)
	}
	for _, want := range []string{
		"CELL             RUNS  FIGURE", "sides=6,seen=1   300   seen", "16.67 %",
		"3 rates compared with the paper's at a joint level of 0.001", "  other\n           first: test/dice@1:cell=sides=20,seen=1:0\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
	for line := range strings.Lines(out) {
		if len([]rune(line)) > 101 && !strings.HasPrefix(line, "records: ") {
			t.Errorf("a line of %d characters: %s", len(line), line)
		}
	}
	lines, _, _ := roll(t, "merge", "--csv", whole)
	if rows, err := csv.NewReader(strings.NewReader(lines)).ReadAll(); err != nil || len(rows) != 4 || rows[1][3] != "sides=6,seen=1" || rows[1][4] != "300" {
		t.Errorf("%v: %s", err, lines)
	}
	key := "test/dice@1:cell=sides=6,seen=1:0"
	if out, _, code := roll(t, "replay", key); code != 0 || !strings.Contains(out, key+": ") {
		t.Errorf("replay of %s: %s", key, out)
	}
	if out, _, code := roll(t, "replay", "--json", key); code != 0 || !strings.Contains(out, `"class": "`) {
		t.Errorf("replay of %s: %s", key, out)
	}
}

// Shards that are merged, into one of them too, print what one run prints.
func TestMergeCommand(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	var shards []string
	for _, s := range []string{"1/3", "2/3", "3/3"} {
		shards = append(shards, file(s[:1]))
		if _, errs, code := roll(t, "table", "test/dice", "--out", file(s[:1]), "--shard", s); code != 0 {
			t.Fatal(errs)
		}
	}
	whole, errs, code := roll(t, "table", "test/dice", "--out", file("whole"), "--json")
	united, _, _ := roll(t, append([]string{"merge", "--json", "--out", file("united")}, shards...)...)
	if code != 0 || errs != "records: "+file("whole")+"\n" || united != whole {
		t.Errorf("merged: %s\nwhole: %s\n%s", united, whole, errs)
	}
	if again, _, code := roll(t, "merge", "--json", "--out", file("united"), file("united"), shards[1]); code != 0 || again != whole {
		t.Errorf("merged into one of the files: %s", again)
	}
	var r tables.Report
	if err := json.Unmarshal([]byte(whole), &r); err != nil || r.Format != tables.Format || len(r.Rows) != 3 {
		t.Errorf("%v: %+v", err, r)
	}
}

func TestTableMistakes(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "records")
	roll(t, "table", "test/dice", "--out", out, "--runs", "2")
	bad := filepath.Join(dir, "bad")
	os.WriteFile(bad, []byte("no records\n"), 0o644)
	for want, c := range map[string]struct {
		args []string
		code int
	}{
		"there is no table \"test/dise\"; the nearest are:\n  test/dice": {[]string{"table", "test/dise"}, WrongUsage},
		"there is no table \"test/true\"":                                {[]string{"table", "test/true"}, WrongUsage},
		"is a table: saddle table test/dice":                             {[]string{"show", "test/dice"}, WrongUsage},
		"--shard is \"3/2\": want I/N":                                   {[]string{"table", "test/dice", "--shard", "3/2"}, WrongUsage},
		"--shard is \"x\": want I/N":                                     {[]string{"table", "test/dice", "--shard", "x"}, WrongUsage},
		"must not be negative":                                           {[]string{"table", "test/dice", "--runs=-1"}, WrongUsage},
		"is no cell of test/dice: want fields as sides=…,seen=…":         {[]string{"table", "test/dice", "--out", out, "--cell", "k=6"}, WrongUsage},
		"line 1 of " + bad + " is no header":                             {[]string{"table", "test/dice", "--out", bad}, Unexpected},
		"says seed 1, not 2":                                             {[]string{"table", "test/dice", "--out", out, "--seed", "2"}, Unexpected},
		"no such file":                                                   {[]string{"merge", filepath.Join(dir, "nowhere")}, Unexpected},
		"is no header, or damaged":                                       {[]string{"merge", bad}, Unexpected},
		"leave out --shard":                                              {[]string{"table", "test/dice", "--manifest", "slurm", "--shard", "1/2"}, WrongUsage},
		"must be one of":                                                 {[]string{"table", "test/dice", "--manifest", "pbs"}, WrongUsage},
		"no case test/dice@1:cell=sides=6:3":                             {[]string{"replay", "test/dice@1:cell=sides=6:3"}, WrongUsage},
		"want cell=CELL:INDEX":                                           {[]string{"replay", "test/dice@1:cell=:3"}, WrongUsage},
	} {
		_, errs, code := roll(t, c.args...)
		if code != c.code || !strings.Contains(errs, want) {
			t.Errorf("%v: code %d, want %d\n%s", c.args, code, c.code, errs)
		}
	}
}

// A table that is out of time, or interrupted, says so and goes on.
func TestTableInPieces(t *testing.T) {
	out := filepath.Join(t.TempDir(), "records")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	p := Program{Name: "saddle", Stdout: &stdout, Stderr: &stderr}
	p.sort([]Item{diceTable()})
	if code := p.run(ctx, []string{"table", "test/dice", "--out", out}); code != Interrupted || !strings.Contains(stderr.String(), "interrupted: 900 runs are missing; the same command goes on") {
		t.Errorf("code %d: %s", code, stderr.String())
	}
	if _, errs, code := roll(t, "table", "test/dice", "--out", out, "--budget", "1ns"); code != AsExpected || !strings.Contains(errs, "out of time") {
		t.Errorf("code %d: %s", code, errs)
	}
	if _, errs, code := roll(t, "table", "test/dice", "--out", out); code != AsExpected || errs != "" {
		t.Errorf("code %d: %s", code, errs)
	}
}

func TestManifests(t *testing.T) {
	for kind, want := range map[string][]string{
		"slurm":      {"#SBATCH --array=1-5\n", "saddle table test/dice --cell 'sides=6' --runs 9 --seed 4 --shard \"$SLURM_ARRAY_TASK_ID/5\"", "saddle merge test-dice-seed4-*.records"},
		"kubernetes": {"completions: 5\n", "saddle table test/dice --cell 'sides=6' --runs 9 --seed 4 --shard \"$i/5\"", "name: test-dice-seed4\n"},
	} {
		out, errs, code := roll(t, "table", "test/dice", "--manifest", kind, "--shards", "5", "--cell", "sides=6", "--runs", "9", "--seed", "4")
		for _, w := range want {
			if code != 0 || !strings.Contains(out, w) {
				t.Errorf("%s: %q is missing in\n%s%s", kind, w, out, errs)
			}
		}
	}
}

func TestListOfTables(t *testing.T) {
	out, _, code := roll(t, "table")
	if code != 0 || !strings.Contains(out, "test/dice\n    each side of a die") || !strings.Contains(out, "3 cells, 300 runs each: sides=6,seen=1") {
		t.Errorf("%s", out)
	}
	if out, _, code := roll(t, "table", "--json"); code != 0 || !strings.Contains(out, `"version": 1`) {
		t.Errorf("%s", out)
	}
}

// What is neither a claim nor a table is refused, and so is a name taken twice.
func TestItems(t *testing.T) {
	for want, items := range map[string][]Item{
		"a cli.stranger was handed to cli.Main":      {stranger{}},
		`two claims or tables are named "test/dice"`: {diceTable(), diceTable()},
		"there are no claims":                        {},
		`the name "-x" cannot be typed`:              {tables.Table[dice, int]{Name: "-x"}},
	} {
		var out, errs bytes.Buffer
		p := Program{Name: "saddle", Stdout: &out, Stderr: &errs}
		p.sort(items)
		if code := p.run(t.Context(), []string{"table"}); code != WrongUsage || !strings.Contains(errs.String(), want) {
			t.Errorf("code %d: %s", code, errs.String())
		}
	}
	if got := Items(two()...); len(got) != 2 {
		t.Error(got)
	}
}

type stranger struct{}

func (stranger) Info() theorems.Info { return theorems.Info{} }
