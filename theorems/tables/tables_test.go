package tables

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"saddle/theorems"
)

type coinCell struct {
	Percent int
	Kind    string
}

type toss struct {
	Heads bool    `json:"h"`
	Size  float64 `json:"s"`
}

// coins is a table of coins: heads with so many per cent; what they weigh is a value; one in
// twenty is lost.
func coins() Table[coinCell, toss] {
	return Table[coinCell, toss]{
		Name: "test/coins", Says: "coins fall as they should", Version: 1, Runs: 200,
		Cells: []coinCell{{10, "old"}, {50, "old"}, {50, "new"}},
		Run: func(_ context.Context, c coinCell, r theorems.Run) (toss, error) {
			return toss{100*r.Float64() < float64(c.Percent), r.NormFloat64()}, nil
		},
		Tally: func(_ coinCell, x toss) Tally {
			class := "tails"
			if x.Heads {
				class = "heads"
			}
			if x.Size < -1.6448 {
				class = "lost"
			}
			return Tally{Class: class, Values: []Value{{"size", x.Size}}}
		},
		Unknown: []string{"lost"},
		Row: func(c coinCell, s Summary) []Entry {
			return []Entry{
				s.Rate("heads", isHeads, &Published{X: 10 * c.Percent, M: 1000}),
				s.Mean("size", "size", isHeads, "0.1"),
			}
		},
	}
}

func isHeads(class string) bool { return class == "heads" }

// made makes a table and returns its report as JSON.
func made[C, R any](t *testing.T, table Table[C, R], o Options) string {
	t.Helper()
	r, err := table.Make(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return text(t, r)
}

func text(t *testing.T, r Report) string {
	t.Helper()
	out, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func merged[C, R any](t *testing.T, table Table[C, R], files ...string) (report, records string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "united")
	r, err := table.Merge(files, out, nil)
	if err != nil {
		t.Fatal(err)
	}
	united, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return text(t, r), string(united)
}

// A table is the same made at once, by any number of workers, in shards merged in any order,
// and in bits and pieces.
func TestPartsAreTheWhole(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	want := made(t, coins(), Options{Workers: 1, Records: file("whole")})
	if !strings.Contains(want, `"missing": 0`) || !strings.Contains(want, `"runs": 200`) {
		t.Fatal(want)
	}
	if got := made(t, coins(), Options{Workers: 8}); got != want {
		t.Errorf("8 workers:\n%s", got)
	}
	batched := coins()
	batched.Batch = func(ctx context.Context, c coinCell, runs []theorems.Run) ([]toss, error) {
		out := make([]toss, len(runs))
		for i := len(runs) - 1; i >= 0; i-- {
			out[i], _ = coins().Run(ctx, c, runs[i])
		}
		return out, nil
	}
	batched.Run = nil
	if got := made(t, batched, Options{}); got != want {
		t.Errorf("in batches:\n%s", got)
	}
	var shards []string
	for i := range 3 {
		shards = append(shards, file(fmt.Sprint("shard", i)))
		made(t, coins(), Options{Shard: [2]int{i + 1, 3}, Records: shards[i]})
	}
	_, records := merged(t, coins(), file("whole"))
	for _, order := range [][]int{{0, 1, 2}, {2, 0, 1}, {1, 2, 0, 2, 1}} {
		var files []string
		for _, i := range order {
			files = append(files, shards[i])
		}
		if got, _ := merged(t, coins(), files...); got != want {
			t.Errorf("shards %v:\n%s", order, got)
		}
		// Overlapping what was made otherwise changes nothing.
		if got, _ := merged(t, coins(), append(files, file("whole"))...); got != want {
			t.Errorf("shards %v and the whole:\n%s", order, got)
		}
	}
	// What is united is a record file, the same for the same files in any order.
	os.WriteFile(file("united"), []byte(records), 0o644)
	if got, again := merged(t, coins(), file("united"), file("whole")); got != want || again != records {
		t.Errorf("united: %s", got)
	}
	// Bits and pieces: some cells, few runs, then all.
	pieces := file("pieces")
	made(t, coins(), Options{Runs: 7, Records: pieces, Cells: []string{"percent=50"}})
	made(t, coins(), Options{Runs: 130, Records: pieces, Shard: [2]int{2, 2}})
	if got := made(t, coins(), Options{Records: pieces}); got != want {
		t.Errorf("in pieces:\n%s", got)
	}
}

// A table without missing runs writes nothing.
func TestWholeTableWritesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records")
	want := made(t, coins(), Options{Records: path})
	before, _ := os.ReadFile(path)
	if got := made(t, coins(), Options{Records: path}); got != want {
		t.Errorf("once more:\n%s", got)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("records are written")
	}
}

// An interrupt keeps what was made, the first runs of a batch too.
func TestInterruptedTable(t *testing.T) {
	want := made(t, coins(), Options{})
	path := filepath.Join(t.TempDir(), "records")
	for stop := int64(1); stop < 10; stop += 4 {
		ctx, cancel := context.WithCancel(t.Context())
		c := coins()
		var calls atomic.Int64
		run := c.Run
		c.Run = func(ctx context.Context, c coinCell, r theorems.Run) (toss, error) {
			if calls.Add(1) == stop*20 {
				cancel()
			}
			return run(ctx, c, r)
		}
		r, err := c.Make(ctx, Options{Records: path, Workers: 2})
		if err != nil || r.Missing == 0 || r.Missing >= 600 {
			t.Fatalf("%v, %d missing", err, r.Missing)
		}
		cancel()
	}
	if got := made(t, coins(), Options{Records: path}); got != want {
		t.Errorf("after interrupts:\n%s", got)
	}
}

// A run that does not end when it should holds nothing back.
func TestRunThatNeverEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		defer close(hang)
		c := coins()
		run := c.Run
		c.Run = func(ctx context.Context, cell coinCell, r theorems.Run) (toss, error) {
			if r.Index == 11 {
				<-hang
			}
			return run(ctx, cell, r)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		r, err := c.Make(ctx, Options{Workers: 2})
		if err != nil || r.Missing == 0 || len(r.Rows) == 0 {
			t.Errorf("%v: %d missing", err, r.Missing)
		}
	})
}

func TestFaultyRuns(t *testing.T) {
	for name, s := range map[string]struct {
		spoil func(*Table[coinCell, toss])
		want  string
	}{
		"error": {func(c *Table[coinCell, toss]) {
			c.Run = func(_ context.Context, _ coinCell, r theorems.Run) (toss, error) {
				if r.Index == 3 {
					return toss{}, errors.New("no coin")
				}
				return toss{}, nil
			}
		}, "test/coins@1:cell=percent=10,kind=old:3 on: no coin"},
		"panic": {func(c *Table[coinCell, toss]) {
			c.Run = func(_ context.Context, _ coinCell, r theorems.Run) (toss, error) { panic("oh") }
		}, "panics: oh"},
		"end of the goroutine": {func(c *Table[coinCell, toss]) {
			c.Run = func(_ context.Context, _ coinCell, r theorems.Run) (toss, error) {
				runtime.Goexit()
				return toss{}, nil
			}
		}, "ends its goroutine"},
		"no class": {func(c *Table[coinCell, toss]) {
			c.Tally = func(coinCell, toss) Tally { return Tally{} }
		}, "run 0 has no class"},
		"no JSON": {func(c *Table[coinCell, toss]) {
			run := c.Run
			c.Run = func(ctx context.Context, cell coinCell, r theorems.Run) (toss, error) {
				x, err := run(ctx, cell, r)
				if r.Index == 5 {
					x.Size /= 0 * x.Size
				}
				return x, err
			}
		}, "cell=percent=10,kind=old:5: json: unsupported value"},
		"panic in Tally": {func(c *Table[coinCell, toss]) {
			c.Tally = func(coinCell, toss) Tally { panic("oh") }
		}, "Tally on run 0 panics: oh"},
		"panic in Row": {func(c *Table[coinCell, toss]) {
			c.Row = func(coinCell, Summary) []Entry { panic("oh") }
		}, "Row, Pool, Figures or Specimen panics: oh"},
		"a value twice": {func(c *Table[coinCell, toss]) {
			c.Tally = func(coinCell, toss) Tally { return Tally{Class: "a", Values: []Value{{"x", 1}, {"x", 2}}} }
		}, "two values"},
		"a value out of range": {func(c *Table[coinCell, toss]) {
			c.Tally = func(coinCell, toss) Tally { return Tally{Class: "a", Values: []Value{{"x", 1e300}}} }
		}, "at most 2^960"},
		"short batch": {func(c *Table[coinCell, toss]) {
			c.Batch = func(context.Context, coinCell, []theorems.Run) ([]toss, error) { return nil, nil }
		}, "0 results for 8 runs"},
	} {
		c := coins()
		s.spoil(&c)
		if _, err := c.Make(t.Context(), Options{Workers: 1}); err == nil || !strings.Contains(err.Error(), s.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What JSON does not keep is no result.
func TestResultsMustBeKept(t *testing.T) {
	type secret struct{ x, Y int }
	type half struct{ X any }
	type empty struct {
		X []int `json:",omitempty"`
	}
	for name, err := range map[string]error{
		"an unexported field":   second(encode(secret{1, 2})),
		"a map of floats":       second(encode(map[float64]int{1: 2})),
		"an interface":          second(encode(half{[]int{1}})),
		"an integer as any":     second(encode[any](3)),
		"an empty slice":        second(encode(empty{[]int{}})),
		"another value is read": second(encode(lossy(3))),
	} {
		if err == nil {
			t.Errorf("%s passes", name)
		}
	}
	for name, err := range map[string]error{
		"floats":  second(encode([]float64{0.1, 1e-320, -0x1p1000})),
		"a map":   second(encode(map[string][]int{"a": {1}})),
		"nothing": second(encode(struct{}{})),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[A any](_ A, err error) error { return err }

type lossy int

func (l lossy) MarshalJSON() ([]byte, error)  { return json.Marshal(int(l) + 1) }
func (l *lossy) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, (*int)(l)) }

func TestMalformedTables(t *testing.T) {
	for want, spoil := range map[string]func(*Table[coinCell, toss]){
		"the Name is":       func(c *Table[coinCell, toss]) { c.Name = "a@b" },
		"the Version is 0":  func(c *Table[coinCell, toss]) { c.Version = 0 },
		"Runs is 0":         func(c *Table[coinCell, toss]) { c.Runs = 0 },
		"neither Run nor":   func(c *Table[coinCell, toss]) { c.Run = nil },
		"no Tally or no":    func(c *Table[coinCell, toss]) { c.Row = nil },
		"no Cells":          func(c *Table[coinCell, toss]) { c.Cells = nil },
		"is listed twice":   func(c *Table[coinCell, toss]) { c.Cells = append(c.Cells, c.Cells[0]) },
		"want no spaces":    func(c *Table[coinCell, toss]) { c.Cells[1].Kind = "a b" },
		"want a probabilit": func(c *Table[coinCell, toss]) { c.Level = 1 },
	} {
		c := coins()
		spoil(&c)
		if _, err := c.Make(t.Context(), Options{}); !errors.As(err, new(ErrTable)) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	for _, o := range []Options{{Runs: -1}, {Shard: [2]int{0, 3}}, {Shard: [2]int{4, 3}}, {Shard: [2]int{-1, -1}}, {Runs: mostRuns + 1}, {Workers: 1 << 30}, {Shard: [2]int{1 << 30, 1 << 30}}} {
		if _, err := coins().Make(t.Context(), o); !errors.As(err, new(ErrOption)) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// The parts of a shard are disjoint, in order, and all.
func TestShardsCover(t *testing.T) {
	for _, runs := range []int{1, 2, 7, 1000, mostRuns} {
		for _, n := range []int{1, 2, 3, 10, 999} {
			end := 0
			for i := 1; i <= n; i++ {
				from, to := Options{Shard: [2]int{i, n}}.part(runs)
				if from != end || to < from || to-from > runs/n+1 {
					t.Fatalf("part %d/%d of %d: %d to %d after %d", i, n, runs, from, to, end)
				}
				end = to
			}
			if end != runs {
				t.Errorf("%d parts of %d end at %d", n, runs, end)
			}
		}
	}
}

func TestCellsByText(t *testing.T) {
	c := coins()
	c.Valid = func(x coinCell) error {
		if x.Percent > 100 {
			return errors.New("at most 100 %")
		}
		return nil
	}
	for text, want := range map[string]any{
		"percent=50":               2,
		"kind=old":                 2,
		"percent=50,kind=new":      1,
		" kind=new , percent=50":   1,
		"percent=70,kind=old":      1,
		"percent=101,kind=old":     "at most 100 %",
		"percent=70":               "fields of a listed cell, or all of one beyond",
		"size=3":                   "fields as percent=…,kind=…",
		"percent=x":                "percent to be of type int",
		"percent=50,percent=50":    "each once",
		"":                         "fields as",
		"percent=50,kind=":         1,
		"percent=9e9,kind=old":     "of type int",
		"percent=70,kind=[]":       "want no spaces",
		"percent=-1,kind=old":      1,
		"percent=50;kind=old":      "percent to be",
		"percent=50,kind=old,x":    "fields as",
		"percent=50,kind=new,k=v,": "fields as",
	} {
		got, err := c.selected([]string{text})
		if n, ok := want.(int); ok && (err != nil || len(got) != n) {
			t.Errorf("%q: %v, %v", text, got, err)
		} else if why, ok := want.(string); ok && (!errors.As(err, new(ErrCell)) || !strings.Contains(err.Error(), why)) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	if got, err := c.selected([]string{"percent=50", "kind=new", "percent=10"}); err != nil || len(got) != 3 || got[2].Percent != 10 {
		t.Errorf("%v, %v", got, err)
	}
	// A cell beyond the paper is a row like any other, behind the listed ones.
	path := filepath.Join(t.TempDir(), "records")
	made(t, c, Options{Runs: 9, Records: path, Cells: []string{"percent=99,kind=bent"}})
	made(t, c, Options{Runs: 9, Records: path, Cells: []string{"kind=new"}})
	r, err := c.Merge([]string{path}, "", nil)
	if err != nil || len(r.Rows) != 2 || r.Rows[1].Cell != "percent=99,kind=bent" || r.Missing != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// A run is replayed by its key, with the numbers that it had.
func TestReplayOfARun(t *testing.T) {
	r, err := coins().Make(t.Context(), Options{Runs: 40, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Rows {
		if len(row.Classes) < 2 || row.Classes[0].Runs < row.Classes[1].Runs {
			t.Errorf("%+v", row.Classes)
		}
		for _, c := range row.Classes {
			k, err := theorems.ParseKey(c.First.String())
			if err != nil || k != c.First || k.Seed != 7 {
				t.Fatalf("%v: %v, %v", c.First, k, err)
			}
			got, err := coins().Replay(t.Context(), k)
			if err != nil || got.Class != c.Class || len(got.Values) != 1 {
				t.Errorf("%v: %v, %v; want %s", k, got, err, c.Class)
			}
		}
	}
	for _, text := range []string{"test/coins@1:0", "test/coins@1:cell=percent=50:0", "test/coins@1:cell=kind=old,percent=10:0", "test/coins@1:cell=x=50:0"} {
		k, err := theorems.ParseKey(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := coins().Replay(t.Context(), k); !errors.As(err, new(theorems.ErrNoCase)) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// What is told of the making is in order, complete, and ends with nothing left.
func TestProgressOfATable(t *testing.T) {
	for range cases(20, 4) {
		testProgressOfATable(t)
	}
}

func testProgressOfATable(t *testing.T) {
	t.Helper()
	var got []Progress
	made(t, coins(), Options{Workers: 3, Progress: func(p Progress) { got = append(got, p) }})
	if last := got[len(got)-1]; last.Done != 600 || last.Total != 600 || last.Left != 0 {
		t.Errorf("%+v", last)
	}
	if !slices.IsSortedFunc(got, func(p, q Progress) int { return p.Done - q.Done }) {
		t.Errorf("not in order: %+v", got)
	}
	for _, p := range got {
		if p.Done > p.Total || p.CellDone > p.CellTotal || p.CellTotal != 200 || p.Cell == "" || p.Left < 0 {
			t.Errorf("%+v", p)
		}
	}
}
