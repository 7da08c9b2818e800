package symmetric

import (
	"fmt"
	"math"

	"saddle/models"
)

// Refine returns the shape in which two coordinates of each block stand alone, and the point x in it. The
// Hessian of its loss, scaled by its orbits, has every eigenvalue of the Hessian of F at the point, each
// less often than there: so the smallest eigenvalue of a matrix of order nk is that of one whose
// order does not depend on k.
//
// Why: ∇²F at the point commutes with the group G, so that an eigenspace is a sum of irreducible
// representations of G. For one block of size m the weights are made of the permutation modules M^(m),
// M^(m−1,1) and M^(m−2,1,1), whose components are S^(m), S^(m−1,1), S^(m−2,2) and S^(m−2,1,1); each has
// a vector that S_1 × S_1 × S_{m−2} leaves as it is, as its Kostka number for the content (m−2, 1, 1)
// is not 0 (Young's rule; W. Fulton and J. Harris, Representation Theory, corollary 4.39). For several
// blocks take tensor products. So each eigenspace meets the finer subspace, which the Hessian maps to
// itself.
//
// A block of size 1 stays, and one of 2 falls into two; of the spare coordinates one is kept, which
// speaks for those in which all neurons have 0. For a size that is no integer, which must be above 3,
// the eigenvalues are the analytic continuation of those of the integers.
func (s Shape) Refine(x []float64) (Shape, []float64, error) {
	if err := s.Check(); err != nil {
		return Shape{}, nil, err
	}
	params := s.Params()
	if len(x) != len(params) {
		return Shape{}, nil, models.ErrDimension{Arg: "x", Got: len(x), Want: len(params)}
	}
	if s.Spare > 1 && !s.zeroInSpare(x) {
		return Shape{}, nil, models.ErrArgument{Arg: "x", Want: "0 in the spare coordinates, as all but one are left out"}
	}
	var fine Shape
	var from []int // the block that a finer one is part of
	for b, size := range s.Blocks {
		if size != math.Trunc(size) && size < 3 {
			return Shape{}, nil, models.ErrArgument{Arg: fmt.Sprintf("Blocks[%d]", b), Want: "an integer, or a size above 3"}
		}
		for _, p := range parts(size) {
			fine.Blocks, from = append(fine.Blocks, p), append(from, b)
		}
	}
	if fine.Spare = min(s.Spare, 1); fine.Spare == 1 {
		from = append(from, len(s.Blocks))
	}
	var classOf []int
	for c, of := range s.Classes {
		if of == Single {
			fine.Classes, classOf = append(fine.Classes, Single), append(classOf, c)
			continue
		}
		for b := range fine.Blocks {
			if from[b] == int(of) {
				fine.Classes, classOf = append(fine.Classes, Class(b)), append(classOf, c)
			}
		}
	}
	at := map[Param]float64{}
	for i, p := range params {
		at[p] = x[i]
	}
	var y []float64
	for _, p := range fine.Params() {
		y = append(y, at[Param{classOf[p.Class], from[p.Block], p.Own}])
	}
	return fine, y, nil
}

// zeroInSpare reports whether all neurons have 0 in the spare coordinates.
func (s Shape) zeroInSpare(x []float64) bool {
	for i, p := range s.Params() {
		if p.Block == len(s.Blocks) && x[i] != 0 {
			return false
		}
	}
	return true
}

// parts returns the sizes of the blocks that one falls into.
func parts(size float64) []float64 {
	switch {
	case size == 1:
		return []float64{1}
	case size == 2:
		return []float64{1, 1}
	}
	return []float64{1, 1, size - 2}
}

// Lift returns the shape and the point x with d = k + 1: the spare coordinate is 0 in all neurons. Of d
// > k + 1 the Hessian at such a point has no other eigenvalues: it is that of d = k, and one matrix of
// order n for each spare coordinate, the same for all. x is not of the right length, or has a spare
// coordinate: it panics.
func (s Shape) Lift(x []float64) (Shape, []float64) {
	params := s.Params()
	if len(x) != len(params) || s.Spare != 0 {
		panic(fmt.Sprintf("symmetric: Lift of %d numbers of a shape with %d, %v spare", len(x), len(params), s.Spare))
	}
	at := map[Param]float64{}
	for i, p := range params {
		at[p] = x[i]
	}
	lifted := Shape{s.Blocks, s.Classes, 1}
	var y []float64
	for _, p := range lifted.Params() {
		y = append(y, at[p])
	}
	return lifted, y
}
