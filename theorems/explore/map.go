package explore

import (
	"slices"

	"saddle/models/formula"
	"saddle/theorems/decide"
)

// A Map is what a search has found.
type Map struct {
	Formula string
	Names   []string
	Box     []formula.Range
	Seed    uint64
	Starts  int // starts that were followed: less than asked for if the context ended
	Walks   int // walks from them, each of which has its end below

	Rows       []Row // the lowest loss first
	Symmetries int   // signed permutations of the parameters that were found to leave the loss alone, but for the identity

	// Ends that are no row: beyond twice the box; where no step led on, or none was left; where the
	// loss has no value.
	Left, Stuck, Undefined int
}

// A Row is a critical point with those that a symmetry makes of it, or a set of critical points that is
// no single point.
type Row struct {
	decide.Decision
	Found int // ends at this point or an image of it
	// Orbit is how many points symmetries make of it, of which Seen were found; 1 and 1 without any. 4096
	// stands for as many and more.
	Orbit, Seen int
	// Continuum says that the ends are different points with the same loss, at which the Hessian has Flat
	// eigenvalues of about 0: a curve or a surface of critical points, it seems. The decision is
	// that of the point among them that was decided, if there is one.
	Continuum bool
	Flat      int

	w      []float64   // the point
	images [][]float64 // the orbit of w, if there is one
}

// Points returns the point in float64, and after it those that symmetries make of it; of a continuum,
// one of its points. It allocates.
func (r Row) Points() [][]float64 {
	out := [][]float64{slices.Clone(r.w)}
	if !r.Continuum && len(r.images) > 1 {
		for _, w := range r.images[1:] {
			out = append(out, slices.Clone(w))
		}
	}
	return out
}
