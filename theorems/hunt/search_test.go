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

// students is a hunt of six searches a cell.
func students(cells []StudentCell, keep func(StudentCell, Find, Proof) error) Hunt[StudentCell] {
	h := Students(theorems.Source{Key: "test", Title: "test"}, cells, 6, nil)
	h.Keep = keep
	return h
}

// Every way leads to minima somewhere, and what it keeps is proved by other code.
func TestWaysLeadToMinima(t *testing.T) {
	var lock sync.Mutex
	kept := map[Way]int{}
	h := students([]StudentCell{{8, 8, Random}, {9, 9, Symmetric}, {9, 9, Fewer}, {8, 9, Split}, {9, 9, Perturbed}, {11, 13, Perturbed}}, func(c StudentCell, f Find, p Proof) error {
		got, err := verify.Certificate(p.Text)
		if err != nil || got.K != c.K || got.N != c.N || !(got.Loss > 0) || f.End != Minimum || f.Orbit == "" {
			t.Errorf("%v: %+v, %+v: %v", c, f, got, err)
		}
		lock.Lock()
		kept[c.From]++
		lock.Unlock()
		return nil
	})
	if testing.Short() {
		h.Searches, h.Cells = 4, []StudentCell{{9, 9, Fewer}, {11, 13, Perturbed}} // drawing shapes takes long
	}
	if _, err := h.Table().Make(t.Context(), tables.Options{}); err != nil {
		t.Fatal(err)
	}
	ways := []Way{Fewer, Perturbed, Symmetric}
	if testing.Short() {
		ways = ways[:2]
	}
	for _, way := range ways {
		if kept[way] == 0 {
			t.Errorf("the way %q leads to no minimum", way)
		}
	}
}

// A hunt that is interrupted and goes on ends as one that is not, with any number of workers.
func TestHuntGoesOn(t *testing.T) {
	cells := []StudentCell{{6, 6, Random}, {8, 8, Fewer}}
	if testing.Short() {
		cells = cells[:1]
	}
	whole, err := students(cells, nil).Table().Make(t.Context(), tables.Options{Workers: 2, Runs: 2})
	if err != nil {
		t.Fatal(err)
	}
	records := filepath.Join(t.TempDir(), "records")
	for range 20 {
		ctx, cancel := context.WithCancel(t.Context())
		h := students(cells, nil).Table()
		part, err := h.Make(ctx, tables.Options{Workers: 1, Runs: 2, Records: records, Progress: func(tables.Progress) { cancel() }})
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
	h := students([]StudentCell{{9, 9, Perturbed}}, func(StudentCell, Find, Proof) error { return os.ErrPermission })
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

// A store keeps an orbit once, no more of a cell than it may, and what it keeps is read back; a file
// that is no certificate is named.
func TestStore(t *testing.T) {
	s, err := NewStudent(6, 6)
	if err != nil {
		t.Fatal(err)
	}
	w, err := familyMinimum(6, 6, rand.New(rand.NewPCG(2, 2)))
	for seed := uint64(3); err == nil; seed++ {
		f, p := Search(s, w)
		if f.End != Minimum {
			w, err = familyMinimum(6, 6, rand.New(rand.NewPCG(seed, 2)))
			continue
		}
		store := Store{Dir: filepath.Join(t.TempDir(), "a", "b"), Most: 2}
		for _, orbit := range []string{"x", "x", "y", "z"} {
			f.Orbit = orbit
			if err := store.Keep(6, 6, f, p.Text); err != nil {
				t.Fatal(err)
			}
		}
		all, err := Witnesses(store.Dir)
		if err != nil || len(all) != 2 || all[0].K != 6 || all[0].File != "k06-n06-x.json" || all[1].File != "k06-n06-y.json" {
			t.Errorf("%v, %v", all, err)
		}
		if err := os.WriteFile(filepath.Join(store.Dir, "bad.json"), []byte("{}"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Witnesses(store.Dir); err == nil || !strings.HasPrefix(err.Error(), "bad.json: ") {
			t.Error(err)
		}
		break
	}
	if err != nil {
		t.Fatal(err)
	}
	if all, err := Witnesses(filepath.Join(t.TempDir(), "none")); all != nil || err != nil {
		t.Error(all, err)
	}
}

func TestFrontierOf(t *testing.T) {
	at := func(k, n int) (w Witness) {
		w.K, w.N = k, n
		return w
	}
	f := FrontierOf([]Witness{at(9, 11), at(8, 10), at(8, 8), at(9, 9), at(8, 10), at(7, 7)})
	pairs := func(ws []Witness) (out [][2]int) {
		for _, w := range ws {
			out = append(out, [2]int{w.K, w.N})
		}
		return out
	}
	if d := cmp.Diff(pairs(f.Smallest), [][2]int{{7, 7}, {8, 10}}); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(pairs(f.Largest), [][2]int{{7, 7}, {8, 10}, {9, 11}}); d != "" {
		t.Error(d)
	}
}
