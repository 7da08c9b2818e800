package rational

import "math/bits"

// shortKernel reports whether n − |I| independent vectors w are proved to be in the kernel of RAC, by
// what elimination modulo one prime p has left. Then rank A = |I|.
//
// Modulo p, L_IIᵀ x = −l_c solves A_II x = −A_Ic for each row c without a pivot, so (x, e_c) is in
// the kernel of A modulo p, and w = C⁻¹(x, e_c) in that of RAC. Let d be such that all residues of dw are
// short. As integers between −p/2 and p/2 they are a vector w' with RACw' ≡ 0 modulo p. If
// ‖row i‖‖w'‖ < p for all rows, then by Cauchy's inequality RACw' = 0. It is not 0 in place c, where the
// others of these vectors are. The kernel of the Hessian of a deep linear net is of this kind.
//
// Cost: |I|²/2 products of words for each vector.
func (s *signs) shortKernel() bool {
	s.scale()
	e := s.state
	upper := e.transposed(s.pivots)
	most := 0 // bits of an entry of w
	for _, b := range s.values.s.bits {
		most = max(most, b)
	}
	most = (2*primeBits - most - bits.Len(uint(s.n))) / 2 // ‖row‖² n 4^most ≤ 4^primeBits < p²
	columns := make([]uint64, s.n)                        // 1/c_j
	for j, c := range s.values.s.cols {
		columns[j] = e.f.integer(c.Inverse())
	}
	free := make([]bool, s.n)
	for i := range free {
		free[i] = true
	}
	for _, i := range s.order {
		free[i] = false
	}
	r := len(s.order)
	w := make([]uint64, r+1)
	for c := range s.n {
		if !free[c] {
			continue
		}
		l := e.right[c*e.width : c*e.width+r]
		for t := r - 1; t >= 0; t-- {
			w[t] = e.f.sub(0, e.f.add(l[t], e.f.dot(upper[t][t+1:], w[t+1:r])))
		}
		for t, i := range s.order {
			w[t] = e.f.mul(w[t], columns[i])
		}
		w[r] = columns[c]
		if !e.f.short(w, most) {
			return false
		}
	}
	return true
}

// transposed returns the rows of L_IIᵀ, in the order of the pivots.
func (e *symmetric) transposed(pivots []pivot) [][]uint64 {
	upper := make([][]uint64, e.m)
	slab := make([]uint64, e.m*e.m)
	for t := range upper {
		upper[t] = slab[t*e.m : (t+1)*e.m]
	}
	start := 0 // of the block of a pivot: its rows have no entries from there on but a 1
	for _, p := range pivots {
		for k, i := range []int{p.i, p.j}[:p.order()] {
			for t, x := range e.right[i*e.width : i*e.width+start] {
				upper[t][start+k] = x
			}
		}
		start += p.order()
	}
	return upper
}

// short reports whether some multiple of w ≠ 0 has entries of at most the given bits, between −p/2 and
// p/2, and the last is not 0.
func (f *field) short(w []uint64, most int) bool {
	if most <= 0 {
		return false
	}
	multiple := f.one
	for _, x := range w {
		if y := f.mul(x, multiple); bits.Len64(f.distance(y)) > most {
			d := f.denominator(f.plain(y))
			if d == 0 {
				return false
			}
			multiple = f.mul(multiple, f.word(d))
		}
	}
	for _, x := range w {
		if bits.Len64(f.distance(f.mul(x, multiple))) > most {
			return false
		}
	}
	return f.mul(w[len(w)-1], multiple) != 0
}

// distance returns the absolute value of an element, taken between −p/2 and p/2.
func (f *field) distance(x uint64) uint64 {
	y := f.plain(x)
	return min(y, f.p-y)
}

// denominator returns d < 2³¹ with dx of less than 30 bits modulo p, or 0 (P. S. Wang, M. J. T. Guy, J. H.
// Davenport, SIGSAM Bull. 16 (1982) 2–3): Euclid's algorithm, stopped half way.
func (f *field) denominator(x uint64) uint64 {
	a, b := f.p, x
	var u, v uint64 = 0, 1
	for b >= 1<<30 {
		q := a / b
		a, b = b, a-q*b
		u, v = v, u+q*v
	}
	if v >= 1<<31 {
		return 0
	}
	return v
}
