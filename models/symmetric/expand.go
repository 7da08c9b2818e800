package symmetric

import (
	"fmt"

	"saddle/models"
)

// mostEntries bounds the weights that Expand writes.
const mostEntries = 1 << 26

// Expand returns the weights of the point x as a models.Teacher with d = k, plus what is spare, has
// them: the neurons class by class, and of a class in the order of their coordinates, which go block by
// block. The error is that of Check, a models.ErrDimension, or a models.ErrArgument for sizes that are
// no integers or too large.
func (s Shape) Expand(x []float64) ([]float64, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	params := s.Params()
	switch d, n := s.K()+s.Spare, s.N(); {
	case len(x) != len(params):
		return nil, models.ErrDimension{Arg: "x", Got: len(x), Want: len(params)}
	case !s.Integer():
		return nil, models.ErrArgument{Arg: "Blocks", Want: "integers; only these are sizes of a student"}
	case d*n > mostEntries:
		return nil, models.ErrArgument{Arg: "Blocks", Want: fmt.Sprintf("n d ≤ %d for weights that are written out", mostEntries)}
	}
	sizes := s.coordinates()
	starts, d := make([]int, len(sizes)), 0
	for b, size := range sizes {
		starts[b] = d
		d += int(size)
	}
	w := make([]float64, 0, d*int(s.N()))
	for c, of := range s.Classes {
		row, own := make([]float64, d), 0.0
		for i, p := range params {
			if p.Class != c {
				continue
			}
			if p.Own {
				own = x[i]
				continue
			}
			for j := range int(sizes[p.Block]) {
				row[starts[p.Block]+j] = x[i]
			}
		}
		for i := range int(s.count(of)) {
			at := len(w)
			w = append(w, row...)
			if of != Single {
				w[at+starts[of]+i] = own
			}
		}
	}
	return w, nil
}
