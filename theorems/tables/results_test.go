package tables

import (
	"context"
	"path/filepath"
	"testing"

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
