package tables

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saddle/theorems"
)

// TestResultsAreThoseOfTheRuns: what is read from a file of one shard and from one that the other was added to.
func TestResultsAreThoseOfTheRuns(t *testing.T) {
	coins, file := coins(), filepath.Join(t.TempDir(), "records")
	cell := coins.Cells[1]
	for shard := 1; shard <= 2; shard++ {
		made(t, coins, Options{Records: file, Runs: 30, Shard: [2]int{shard, 2}, Cells: []string{"percent=50,kind=old"}})
		got, err := coins.Results(file, cell)
		if err != nil || len(got) != 15*shard {
			t.Fatalf("%d results of %d, %v", len(got), 15*shard, err)
		}
		for i, r := range got {
			k := theorems.Key{Claim: coins.Name, Cell: "percent=50,kind=old", Seed: theorems.DefaultSeed, Index: i}
			want, _ := coins.Run(context.Background(), cell, theorems.Run{Index: i, Rand: k.Rand()})
			if r != want {
				t.Errorf("run %d gave %v, want %v", i, r, want)
			}
		}
	}
	if got, err := coins.Results(file, coins.Cells[0]); err != nil || len(got) != 0 {
		t.Errorf("%v, %v of a cell without runs", got, err)
	}
	other := coins
	other.Name = "test/other"
	if _, err := other.Results(file, cell); err == nil {
		t.Error("records of another table were read")
	}
	if _, err := coins.Results(file+"x", cell); err == nil {
		t.Error("a file that is not there was read")
	}
}

// TestSpecimenIsRunZero: the picture of a cell is that of its run 0, by whatever shard it was made, and of no other.
func TestSpecimenIsRunZero(t *testing.T) {
	coins := coins()
	first := func(c coinCell) string {
		name, _ := cellName(c)
		k := theorems.Key{Claim: coins.Name, Cell: name, Seed: theorems.DefaultSeed}
		r, _ := coins.Run(context.Background(), c, theorems.Run{Rand: k.Rand()})
		return fmt.Sprint(name, r)
	}
	coins.Specimen = func(c coinCell, r toss) []theorems.Figure {
		name, _ := cellName(c)
		return []theorems.Figure{{Name: fmt.Sprint(name, r)}}
	}
	file := filepath.Join(t.TempDir(), "records")
	var want []string
	for shard := 2; shard > 0; shard-- {
		r, err := coins.Make(t.Context(), Options{Records: file, Runs: 30, Shard: [2]int{shard, 2}})
		if err != nil {
			t.Fatal(err)
		}
		if shard == 1 {
			for _, c := range coins.Cells {
				want = append(want, first(c))
			}
		}
		var got []string
		for _, f := range r.Figures {
			got = append(got, f.Name)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("with shard %d:\n%s", shard, d)
		}
	}
}
