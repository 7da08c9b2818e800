package hunt

import (
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models/symmetric"
)

// permuted exchanges rows and columns.
func permuted(w []float64, rows, columns int, r *rand.Rand) []float64 {
	p, q := r.Perm(rows), r.Perm(columns)
	out := make([]float64, len(w))
	for i := range rows {
		for j := range columns {
			out[i*columns+j] = w[p[i]*columns+q[j]]
		}
	}
	return out
}

// The form does not depend on the order of neurons and coordinates, be the point symmetric or not, nor on
// rounding errors; and it is a permutation of the point.
func TestCanonicalOfAnOrbit(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		s symmetric.Shape
		x []float64
	}{
		{symmetric.Shape{Blocks: []float64{4, 3}, Classes: []symmetric.Class{0, 1, 1}}, nil},
		{symmetric.Shape{Blocks: []float64{2, 2, 2}, Classes: []symmetric.Class{0, 1, 2, symmetric.Single, symmetric.Single}}, nil},
		{symmetric.Shape{Blocks: []float64{1, 1, 1, 1}, Classes: []symmetric.Class{0, 1, 2, 3, symmetric.Single}}, nil},
		{symmetric.Shape{Blocks: []float64{3, 3}, Classes: []symmetric.Class{0, 1}}, []float64{1, .1, .2, .2, 1, .1}}, // more symmetric than it looks
	} {
		if c.x == nil {
			for range c.s.Params() {
				c.x = append(c.x, r.NormFloat64())
			}
		}
		w, err := c.s.Expand(c.x)
		if err != nil {
			t.Fatal(err)
		}
		rows, columns := int(c.s.N()), int(c.s.K())
		want := canonical(w, rows, columns)
		if a, b := slices.Sorted(slices.Values(w)), slices.Sorted(slices.Values(want)); !slices.Equal(a, b) {
			t.Errorf("%v: %v is no permutation of the entries", c.s, want)
		}
		for range 20 {
			z := permuted(w, rows, columns, r)
			for i := range z {
				z[i] += 1e-12 * r.NormFloat64()
			}
			got := canonical(z, rows, columns)
			for i := range got {
				if d := got[i] - want[i]; d > 1e-9 || d < -1e-9 {
					t.Fatalf("%v: entry %d is %v, want %v", c.s, i, got[i], want[i])
				}
			}
		}
	}
}

// Points of two orbits have two forms, also where rows and columns have the same entries.
func TestCanonicalTellsOrbitsApart(t *testing.T) {
	a := []float64{1, 2, 3, 2, 3, 1, 3, 1, 2}
	b := []float64{1, 2, 3, 3, 1, 2, 2, 3, 1}
	if slices.Equal(canonical(a, 3, 3), canonical([]float64{1, 2, 3, 2, 1, 3, 3, 2, 1}, 3, 3)) {
		t.Error("one form of two orbits")
	}
	if !slices.Equal(canonical(a, 3, 3), canonical(b, 3, 3)) { // the rows of a in another order
		t.Error("two forms of one orbit")
	}
	// equal columns are told apart by nothing, and both stay
	if got := canonical([]float64{2, 1, 2, 4, 3, 4}, 2, 3); !slices.Equal(got, []float64{1, 2, 2, 3, 4, 4}) {
		t.Errorf("of equal columns %v", got)
	}
	if got := clusters([]float64{3, 1, 3 + 1e-9, 2, 1 - 1e-9}); !slices.Equal(got, []int{2, 0, 2, 1, 0}) {
		t.Errorf("clusters %v", got)
	}
}
