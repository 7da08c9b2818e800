package symmetric

import (
	"fmt"
	"math"
	"slices"

	"saddle/models"
)

// A Shape is a subspace of the weights of a student, by its group of permutations: the sizes of the blocks
// of coordinates, which sum to k, and the classes of students. A size may be no integer, where
// it is meant as a continuation: the loss is an analytic function of the sizes.
type Shape struct {
	Blocks  []float64
	Classes []Class
	// Spare is d − k, the number of coordinates without a teacher; they are a block after the others.
	Spare float64
}

// A Class is a class of students: the block of coordinates that it has a neuron for each of, or
// [Single] for one neuron that has the same number in all coordinates of a block.
type Class int

// Single is the class of one neuron that no permutation moves.
const Single Class = -1

// mostSize keeps sizes, and products of two, exact.
const mostSize = 1 << 26

// Check returns a models.ErrArgument for a shape that cannot be: it has at least one block, of size 1
// or more than 1, and one class, and the classes are blocks or Single.
func (s Shape) Check() error {
	if len(s.Blocks) == 0 || len(s.Classes) == 0 {
		return models.ErrArgument{Arg: "Shape", Want: "at least one block and one class"}
	}
	for b, size := range s.coordinates() {
		if !(size >= 1 && size <= mostSize) {
			return models.ErrArgument{Arg: fmt.Sprintf("Blocks[%d]", b), Want: fmt.Sprintf("a size from 1 to %d; Spare is a block after the others, or 0", mostSize)}
		}
	}
	for c, of := range s.Classes {
		if of < Single || int(of) >= len(s.Blocks) {
			return models.ErrArgument{Arg: fmt.Sprintf("Classes[%d]", c), Want: fmt.Sprintf("a block from 0 to %d, or Single", len(s.Blocks)-1)}
		}
	}
	return nil
}

// coordinates returns the sizes of all blocks, the spare coordinates behind the others.
func (s Shape) coordinates() []float64 {
	if s.Spare == 0 {
		return s.Blocks
	}
	return append(slices.Clone(s.Blocks), s.Spare)
}

// K returns k, the number of teacher neurons.
func (s Shape) K() (k float64) {
	for _, size := range s.Blocks {
		k += size
	}
	return k
}

// N returns n, the number of students.
func (s Shape) N() (n float64) {
	for _, c := range s.Classes {
		n += s.count(c)
	}
	return n
}

// Integer reports whether all sizes are integers, so that there is such a student.
func (s Shape) Integer() bool {
	return !slices.ContainsFunc(s.coordinates(), func(size float64) bool { return size != math.Trunc(size) })
}

// count returns how many neurons a class has.
func (s Shape) count(c Class) float64 {
	if c == Single {
		return 1
	}
	return s.Blocks[c]
}

// A Param is one number of a symmetric point: what the neurons of class Class have at the coordinates
// of block Block; of its own block, at the own coordinate of each neuron (Own) or at the others.
type Param struct {
	Class, Block int
	Own          bool
}

// Params lists the numbers of a point, in the order of the parameters of Loss: for each class and each
// block, of the class's own block the own number first. A block of size 1 has no others. Spare coordinates
// are block len(Blocks).
func (s Shape) Params() (out []Param) {
	for c, of := range s.Classes {
		for b, size := range s.coordinates() {
			own := int(of) == b
			if own {
				out = append(out, Param{c, b, true})
			}
			if !own || size != 1 {
				out = append(out, Param{c, b, false})
			}
		}
	}
	return out
}

// Orbits returns how many entries of the weights each number of a point stands for. With these weights
// m, the Euclidean norm of a symmetric vector is √Σ m x²; the gradient of F there has the entries g/m,
// where g is that of Loss, and the eigenvalues of the Hessian of F on the symmetric subspace are those
// of H_ij/√(m_i m_j), where H is that of Loss.
func (s Shape) Orbits() (out []float64) {
	for _, p := range s.Params() {
		m, size := s.count(s.Classes[p.Class]), s.coordinates()[p.Block]
		switch {
		case p.Own:
			out = append(out, size)
		case int(s.Classes[p.Class]) == p.Block:
			out = append(out, size*(size-1))
		default:
			out = append(out, m*size)
		}
	}
	return out
}

// String writes the shape, as "blocks 2+18, classes 1 2 2 single".
func (s Shape) String() string {
	text := "blocks "
	for b, size := range s.Blocks {
		if b > 0 {
			text += "+"
		}
		text += fmt.Sprint(size)
	}
	if s.Spare != 0 {
		text += fmt.Sprintf(" and %v spare", s.Spare)
	}
	text += ", classes"
	for _, c := range s.Classes {
		if c == Single {
			text += " single"
		} else {
			text += fmt.Sprintf(" %d", c+1)
		}
	}
	return text
}
