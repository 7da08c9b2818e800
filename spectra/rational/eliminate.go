package rational

// A factors is what elimination modulo p has made of an r×c matrix A after m pivots: rows of L
// and columns of U with LU = A in the rows and columns of the pivots. What is left elsewhere is the
// Schur complement
//
//	s_ij = a_ij − Σ_k l_ik u_kj,
//
// which is computed when it is asked for, by one product of vectors.
type factors struct {
	f           *field
	cols, width int // width: the most pivots
	m           int
	a           []uint64 // by rows
	left        []uint64 // rows of L, width apart
	right       []uint64 // columns of U, width apart
}

func newFactors(r, c int) factors {
	w := min(r, c)
	slab := make([]uint64, r*c+r*w+c*w)
	return factors{cols: c, width: w, a: slab[:r*c], left: slab[r*c : r*c+r*w], right: slab[r*c+r*w:]}
}

// rest returns s_ij.
func (e *factors) rest(i, j int) uint64 {
	l, r := i*e.width, j*e.width
	return e.f.sub(e.a[i*e.cols+j], e.f.dot(e.left[l:l+e.m], e.right[r:r+e.m]))
}
