package hunt

import (
	"fmt"
	"math/rand/v2"

	"saddle/theorems"
)

// A StudentCell is a cell of a hunt for minima of students: numbers of neurons, and where searches start.
type StudentCell struct {
	K, N int
	From Way
}

// mostWeights bounds n k: a Hessian takes 8 (nk)² bytes.
const mostWeights = 6000

// Students is the hunt for spurious minima of the student–teacher loss in some cells. Certificates go
// to the store, if it is not nil.
func Students(source theorems.Source, cells []StudentCell, searches int, store *Store) Hunt[StudentCell] {
	h := Hunt[StudentCell]{
		Name: source.Key + "/hunt", Source: source, Version: 1, Cells: cells, Searches: searches,
		Says:      "A hunt for spurious minima of the student–teacher loss with k orthonormal teacher neurons and n students: how many searches, from where, end in a minimum that is then proved, and in which orbit under permutations",
		Landscape: func(c StudentCell) (Landscape, error) { return NewStudent(c.K, c.N) },
		Start: func(c StudentCell, l Landscape, r *rand.Rand) ([]float64, error) {
			return l.(Student).start(c.From, r)
		},
		Valid: func(c StudentCell) error {
			if c.K < 2 || c.N < 1 || c.K > mostWeights || c.N > mostWeights || c.K*c.N > mostWeights {
				return fmt.Errorf("k ≥ 2, n ≥ 1 and n k ≤ %d", mostWeights)
			}
			return nil
		},
	}
	if store != nil {
		h.Keep = func(c StudentCell, f Find, p Proof) error { return store.Keep(c.K, c.N, f, p.Text) }
	}
	return h
}
