package tables

import (
	"fmt"
	"math"
	"runtime"
	"time"

	"saddle/theorems"
	"saddle/theorems/internal/ordered"
)

// Options say which runs of a table are made, and where they are kept. The zero value makes
// the published number of runs of every cell, and keeps no file.
type Options struct {
	// Seed of all runs; 0 means theorems.DefaultSeed.
	Seed uint64
	// Runs is the number of runs of a cell; 0 means the published one.
	Runs int
	// Cells name some: "k=6" is every listed cell with k = 6, and "k=30,n=32", with all
	// fields, may be one beyond the paper. None means all that are listed.
	Cells []string
	// Shard {i, n} with 1 ≤ i ≤ n makes the i-th of n parts of each cell's runs; {0, 0} makes
	// all.
	Shard [2]int
	// Records is the path of the record file; "" keeps none. Runs that it has are not made
	// again.
	Records string
	// Workers is the number of goroutines; 0 means GOMAXPROCS. No result depends on it.
	Workers int
	// Progress, if not nil, is told how far the making is, one call at a time.
	Progress func(Progress)
	// Note, if not nil, is told what a user of the record file should know.
	Note func(string)
}

func (o Options) seed() uint64 {
	if o.Seed == 0 {
		return theorems.DefaultSeed
	}
	return o.Seed
}

func (o Options) workers() int {
	if o.Workers <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return o.Workers
}

// mostRuns keeps indices far from the end of their type, and no cluster has mostShards.
const mostRuns, mostShards = math.MaxInt / 1024, 1 << 20

func (o Options) check() error {
	switch i, n := o.Shard[0], o.Shard[1]; {
	case o.Runs < 0 || o.Runs > mostRuns:
		return ErrOption{"Runs", fmt.Sprint(o.Runs), fmt.Sprintf("a number of runs up to %d, or 0 for the published one", mostRuns)}
	case o.Workers > ordered.MostWorkers:
		return ErrOption{"Workers", fmt.Sprint(o.Workers), fmt.Sprintf("at most %d, or 0 for GOMAXPROCS", ordered.MostWorkers)}
	case o.Shard != [2]int{} && (i < 1 || n < i || n > mostShards):
		return ErrOption{"Shard", fmt.Sprintf("%d/%d", i, n), fmt.Sprintf("i/n with 1 ≤ i ≤ n ≤ %d", mostShards)}
	}
	return nil
}

// part returns the runs of this shard, of n.
func (o Options) part(n int) (from, to int) {
	if o.Shard[1] == 0 {
		return 0, n
	}
	of := func(i int) int { return n/o.Shard[1]*i + n%o.Shard[1]*i/o.Shard[1] }
	return of(o.Shard[0] - 1), of(o.Shard[0])
}

// An ErrOption reports an option that cannot be.
type ErrOption struct{ Option, Got, Want string }

// Error says what is wrong and what would do.
func (e ErrOption) Error() string {
	return fmt.Sprintf("tables: %s is %s: want %s", e.Option, e.Got, e.Want)
}

// Progress is how far the making of a table is. Done and Total count the runs that this
// process makes.
type Progress struct {
	Cell                string
	CellDone, CellTotal int
	Done, Total         int
	// Left is how long the rest takes, as far as can be told.
	Left time.Duration
}
