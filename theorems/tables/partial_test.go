package tables

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"saddle/theorems"
)

// What a batch returns beside an error is kept if it can be the first runs, and nothing that
// was never made.
func TestFailedBatches(t *testing.T) {
	broken := errors.New("no more coins")
	failing := func(keep int) Table[coinCell, toss] {
		c := coins()
		c.Batch = func(ctx context.Context, cell coinCell, runs []theorems.Run) ([]toss, error) {
			out := make([]toss, len(runs))
			for i, r := range runs {
				if r.Index == 20 {
					if keep < 0 {
						return out, broken
					}
					return out[:min(i, keep)], broken
				}
				out[i], _ = coins().Run(ctx, cell, r)
			}
			return out, nil
		}
		return c
	}
	for _, keep := range []int{-1, 0, 3} {
		path := filepath.Join(t.TempDir(), "records")
		for range 3 {
			if _, err := failing(keep).Make(t.Context(), Options{Records: path, Workers: 1}); !errors.Is(err, broken) {
				t.Fatalf("keeping %d: %v", keep, err)
			}
		}
		if got, want := made(t, coins(), Options{Records: path}), made(t, coins(), Options{}); got != want {
			t.Errorf("keeping %d: %s", keep, got)
		}
	}
}

// Slow runs are kept one by one.
func TestSlowRunsAreKept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := coins()
		ctx, cancel := context.WithCancel(t.Context())
		run := c.Run
		c.Run = func(ctx context.Context, cell coinCell, r theorems.Run) (toss, error) {
			switch r.Index {
			case 0:
				time.Sleep(target + target/50)
			case 1:
				cancel()
				time.Sleep(5 * target) // past all grace
			}
			return run(ctx, cell, r)
		}
		r, err := c.Make(ctx, Options{Workers: 1, Runs: 8, Cells: []string{"percent=10"}})
		if err != nil || len(r.Rows) != 1 || r.Rows[0].Runs != 1 {
			t.Errorf("%v: %+v", err, r.Rows)
		}
		time.Sleep(10 * target) // until the run in hand has ended
	})
}

// Where runs are missing nothing is tested, by the one who makes them and by the one who merges;
// what was asked for is known to both.
func TestPartialTablesAreNotTested(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	ctx, cancel := context.WithCancel(t.Context())
	c := coins()
	run := c.Run
	c.Run = func(ctx context.Context, cell coinCell, r theorems.Run) (toss, error) {
		if r.Index == 50 {
			cancel()
		}
		return run(ctx, cell, r)
	}
	tested := func(r Report) bool { return r.Joint.Tests > 0 || r.Rows[0].Entries[0].P != nil }
	r, err := c.Make(ctx, Options{Records: file("cut"), Workers: 2})
	if err != nil || r.Missing == 0 || !r.Partial || tested(r) {
		t.Errorf("interrupted: %v, %+v", err, r.Joint)
	}
	if r, err := coins().Merge([]string{file("cut")}, "", nil); err != nil || r.Missing == 0 || !r.Partial || tested(r) {
		t.Errorf("merged: %v, %+v", err, r.Joint)
	}
	// A few runs more do not make it whole, as they are not those that were asked for.
	if r, err := coins().Make(t.Context(), Options{Records: file("cut"), Runs: 1}); err != nil || !r.Partial || tested(r) {
		t.Errorf("one run: %v, %+v", err, r.Joint)
	}
	if r, err := coins().Make(t.Context(), Options{Records: file("cut")}); err != nil || r.Partial || !tested(r) {
		t.Errorf("finished: %v, %+v", err, r.Joint)
	}
	// A part is whole as a part, and two of three are not.
	for i, name := range []string{"1", "2"} {
		if r, err := coins().Make(t.Context(), Options{Records: file(name), Shard: [2]int{i + 1, 3}}); err != nil || r.Partial || !tested(r) {
			t.Errorf("shard: %v, %+v", err, r.Joint)
		}
	}
	if r, err := coins().Merge([]string{file("1"), file("2")}, "", nil); err != nil || r.Missing != 3*67 || !r.Partial || tested(r) {
		t.Errorf("two of three: %v, %d missing", err, r.Missing)
	}
}

// A file that is written to is united with the others, and never another's.
func TestWhereMergeWrites(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	other := few()
	other.Name = "test/other"
	made(t, few(), Options{Records: file("few"), Runs: 1})
	made(t, few(), Options{Records: file("all")})
	made(t, other, Options{Records: file("other")})
	os.WriteFile(file("text"), []byte("a letter\n"), 0o644)
	for _, name := range []string{"other", "text", "."} {
		before, _ := os.ReadFile(file(name))
		if _, err := few().Merge([]string{file("few")}, file(name), nil); !errors.As(err, new(ErrRecords)) {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(file(name)); string(after) != string(before) {
			t.Errorf("%s was changed", name)
		}
	}
	if r, err := few().Merge([]string{file("few")}, file("all"), nil); err != nil || r.Rows[0].Runs != 3 {
		t.Errorf("%v: %+v", err, r.Rows)
	}
	if info, err := os.Stat(file("all")); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	r, err := openRecords(file("all"), few().header(1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := few().Merge([]string{file("few")}, file("all"), nil); err == nil || !strings.Contains(err.Error(), "another process is writing to it") {
		t.Errorf("a file that is written to: %v", err)
	}
	r.close()
	if _, err := few().Merge(nil, "", nil); !errors.As(err, new(ErrOption)) {
		t.Errorf("no files: %v", err)
	}
}

type method int

func (method) String() string { return "by name" }

// The fields of a cell are written by their kind, and read back.
func TestCellsWithMethods(t *testing.T) {
	type cell struct {
		M method
		T time.Duration
	}
	name, err := cellName(cell{2, time.Second})
	if err != nil || name != "m=2,t=1000000000" {
		t.Errorf("%s, %v", name, err)
	}
	c := Table[any, int]{Name: "a", Version: 1, Runs: 1, Cells: []any{cell{}}, Run: func(context.Context, any, theorems.Run) (int, error) { return 0, nil },
		Tally: func(any, int) Tally { return Tally{Class: "a"} }, Row: func(any, Summary) []Entry { return nil }}
	if _, err := c.Make(t.Context(), Options{Cells: []string{"n=1"}}); !errors.As(err, new(ErrTable)) {
		t.Errorf("cells of any type: %v", err)
	}
}
