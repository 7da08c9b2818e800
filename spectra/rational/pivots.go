package rational

import "slices"

// A pivot is the index i of a 1×1 pivot, with j = i, or those of a 2×2 one.
type pivot struct{ i, j int }

// order returns 1 or 2.
func (p pivot) order() int {
	if p.i == p.j {
		return 1
	}
	return 2
}

// without removes i, which is there, in place.
func without(active []int, i int) []int {
	at := slices.Index(active, i)
	return slices.Delete(active, at, at+1)
}

// A symmetric is symmetric elimination modulo p: A = LDLᵀ, with L and DLᵀ kept.
type symmetric struct {
	factors
	diagonal []uint64 // of the Schur complement, in the active rows
	active   []int    // the rows without a pivot that are not known to be 0 in the Schur complement
	minors   []uint64 // det A_KK for K the first 1, 2, … rows of pivots
}

func newSymmetric(n int) *symmetric {
	return &symmetric{factors: newFactors(n, n), diagonal: make([]uint64, n)}
}

// begin forgets all pivots. The matrix is in a.
func (e *symmetric) begin(f *field) {
	e.f, e.m = f, 0
	e.active, e.minors = e.active[:0], e.minors[:0]
	for i := range e.diagonal {
		e.active = append(e.active, i)
		e.diagonal[i] = e.a[i*e.cols+i]
	}
}

// find returns a pivot that is not 0, or ok = false if the Schur complement is 0: a diagonal
// entry, or two zeros on the diagonal with an entry beside them. A row in which no entry is left
// stays so, and is active no more.
func (e *symmetric) find() (p pivot, ok bool) {
	for _, i := range e.active {
		if e.diagonal[i] != 0 {
			return pivot{i, i}, true
		}
	}
	for len(e.active) > 0 {
		i := e.active[0]
		for _, j := range e.active[1:] {
			if e.rest(j, i) != 0 {
				return pivot{i, j}, true
			}
		}
		clear(e.right[i*e.width+e.m : (i+1)*e.width])
		e.active = e.active[1:]
	}
	return pivot{}, false
}

// take eliminates with a pivot; ok is false if it is 0 modulo p.
func (e *symmetric) take(p pivot) (ok bool) {
	if p.i == p.j {
		return e.takeOne(p.i)
	}
	return e.takeTwo(p.i, p.j)
}

func (e *symmetric) takeOne(k int) bool {
	f, d := e.f, e.diagonal[k]
	if d == 0 {
		return false
	}
	e.minors = append(e.minors, f.mul(e.determinant(), d))
	e.active = without(e.active, k)
	inverse := f.invert(d)
	for _, i := range e.active {
		x := e.rest(i, k)
		y := f.mul(x, inverse)
		e.left[i*e.width+e.m], e.right[i*e.width+e.m] = x, y
		e.diagonal[i] = f.sub(e.diagonal[i], f.mul(x, y))
	}
	e.m++
	return true
}

// takeTwo takes the pivot [a b; b c], whose inverse is [c −b; −b a]/(ac − b²).
func (e *symmetric) takeTwo(k, q int) bool {
	f := e.f
	a, b, c := e.diagonal[k], e.rest(q, k), e.diagonal[q]
	d := f.sub(f.mul(a, c), f.mul(b, b))
	if d == 0 {
		return false
	}
	last := e.determinant()
	e.minors = append(e.minors, f.mul(last, a), f.mul(last, d))
	e.active = without(without(e.active, k), q)
	inverse := f.invert(d)
	a, b, c = f.mul(a, inverse), f.mul(b, inverse), f.mul(c, inverse)
	for _, i := range e.active {
		x, y := e.rest(i, k), e.rest(i, q)
		u, v := f.sub(f.mul(c, x), f.mul(b, y)), f.sub(f.mul(a, y), f.mul(b, x))
		at := i*e.width + e.m
		e.left[at], e.left[at+1] = x, y
		e.right[at], e.right[at+1] = u, v
		e.diagonal[i] = f.sub(e.diagonal[i], f.add(f.mul(x, u), f.mul(y, v)))
	}
	e.m += 2
	return true
}

// determinant returns that of the pivots so far.
func (e *symmetric) determinant() uint64 {
	if len(e.minors) == 0 {
		return e.f.one
	}
	return e.minors[len(e.minors)-1]
}

// vanishes reports whether the Schur complement is 0.
func (e *symmetric) vanishes() bool {
	for k, i := range e.active {
		if e.diagonal[i] != 0 {
			return false
		}
		for _, j := range e.active[:k] {
			if e.rest(i, j) != 0 {
				return false
			}
		}
	}
	return true
}
