package hunt

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saddle/theorems"
	"saddle/theorems/tables"
	"saddle/theorems/verify"
)

// cell is one of the hunts of these tests.
type cell struct {
	K, N int
	Way  Way
}

func students(cells []cell, keep func(cell, Find, Proof) error) Hunt[cell] {
	return Hunt[cell]{
		Name: "test/hunt", Says: "says", Source: theorems.Source{Key: "test", Title: "test"}, Version: 1, Cells: cells, Searches: 6,
		Landscape: func(c cell) (Landscape, error) { return NewStudent(c.K, c.N) },
		Start: func(c cell, l Landscape, r *rand.Rand) ([]float64, error) {
			return l.(Student).start(c.Way, r)
		},
		Keep: keep,
	}
}

// Every way leads to minima somewhere, and what it keeps is proved by other code.
func TestWaysLeadToMinima(t *testing.T) {
	var lock sync.Mutex
	kept := map[Way]int{}
	h := students([]cell{{8, 8, Random}, {12, 12, Symmetric}, {9, 9, Fewer}, {8, 9, Split}, {9, 9, Perturbed}, {11, 13, Perturbed}}, func(c cell, f Find, p Proof) error {
		got, err := verify.Certificate(p.Text)
		if err != nil || got.K != c.K || got.N != c.N || !(got.Loss > 0) || f.End != Minimum || f.Orbit == "" {
			t.Errorf("%v: %+v, %+v: %v", c, f, got, err)
		}
		lock.Lock()
		kept[c.Way]++
		lock.Unlock()
		return nil
	})
	if testing.Short() {
		h.Searches = 3
	}
	if _, err := h.Table().Make(t.Context(), tables.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, way := range []Way{Symmetric, Fewer, Perturbed} {
		if kept[way] == 0 {
			t.Errorf("the way %q leads to no minimum", way)
		}
	}
}

// A hunt that is interrupted and goes on ends as one that is not, with any number of workers.
func TestHuntGoesOn(t *testing.T) {
	cells := []cell{{8, 8, Random}, {9, 9, Fewer}}
	whole, err := students(cells, nil).Table().Make(t.Context(), tables.Options{Workers: 2, Runs: 3})
	if err != nil {
		t.Fatal(err)
	}
	records := filepath.Join(t.TempDir(), "records")
	for range 20 {
		ctx, cancel := context.WithCancel(t.Context())
		h := students(cells, nil).Table()
		part, err := h.Make(ctx, tables.Options{Workers: 1, Runs: 3, Records: records, Progress: func(tables.Progress) { cancel() }})
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		if part.Missing == 0 {
			if d := cmp.Diff(part.Rows, whole.Rows); d != "" {
				t.Errorf("in parts, and at once:\n%s", d)
			}
			return
		}
	}
	t.Error("it does not come to an end")
}

// What cannot be kept ends a hunt, and what is kept is not lost before the search counts as made.
func TestHuntThatCannotKeep(t *testing.T) {
	h := students([]cell{{12, 12, Symmetric}}, func(cell, Find, Proof) error { return os.ErrPermission })
	h.Searches = 5
	if _, err := h.Table().Make(t.Context(), tables.Options{}); !errors.Is(err, os.ErrPermission) {
		t.Error(err)
	}
}

// Ends that are no minima are not taken for one.
func TestSabotageOfSearch(t *testing.T) {
	s, err := NewStudent(5, 5)
	if err != nil {
		t.Fatal(err)
	}
	w, err := familyMinimum(5, 5, rand.New(rand.NewPCG(1, 1))) // a saddle: minima begin at 6
	if err != nil {
		t.Fatal(err)
	}
	if f, p := Search(s, w); f.End != Global || p != nil {
		t.Errorf("from a saddle: %+v", f)
	}
	v := make([]float64, 25)
	for i := range 5 {
		v[i*6] = 1
	}
	if f, p := Search(s, v); f.End != Global || p != nil {
		t.Errorf("at W = V: %+v", f)
	}
	if f, p := Search(s, make([]float64, 25)); p != nil || f.End == Minimum {
		t.Errorf("at W = 0: %+v", f)
	}
	for _, c := range []struct{ k, n int }{{5, 9}, {3, 9}} {
		if _, err := familyMinimum(c.k, c.n, rand.New(rand.NewPCG(1, 1))); !errors.As(err, new(ErrNoStart)) || !strings.Contains(err.Error(), "another way") {
			t.Errorf("%v: %v", c, err)
		}
	}
}
