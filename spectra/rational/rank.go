package rational

// Rank returns the rank of m, proved.
//
// The rank modulo a prime is at most that over the rationals. It is that one if it is the number of rows
// or of columns; otherwise, where A_IJ with |I| = |J| = r is regular modulo the first prime, the Schur
// complement of A_IJ is 0 over the rationals if it is 0 modulo primes whose product exceeds
// Hadamard's bound of its numerators, the minors of order r + 1, scaled to be integers. Where a prime
// shows a larger rank, all begins again with its I and J.
//
// Cost: about 2 rows·cols·rank products of words for each prime, of which there are Σ log₂‖row
// i‖/59 over r + 1 rows, as in [Matrix.Signature].
func (m Matrix) Rank() int {
	e := &general{factors: newFactors(m.Rows, m.Cols), rows: m.Rows}
	values := newResidues(m)
	values.scale()
	primes := 0 // modulo which the Schur complement of the pivots is 0
	for k := 0; ; k++ {
		f := fields.at(k)
		if !values.modulo(f, e.a, false) || !e.replay(f) {
			continue
		}
		if primes == 0 || !e.vanishes() {
			e.search()
			primes = 0
		}
		primes++
		r := len(e.pivots)
		if r == min(m.Rows, m.Cols) || 2*primeBits*primes >= squareBits(e.pivotRows(), values.s.bits) {
			return r
		}
	}
}

// A general is elimination modulo p with any pivots: entry (i, j) of the Schur complement.
type general struct {
	factors
	rows                   int
	pivots                 []pivot
	activeRows, activeCols []int
}

// replay begins with the matrix in a and takes the pivots that are known; not ok if one of them
// is 0 modulo p.
func (e *general) replay(f *field) (ok bool) {
	e.f, e.m = f, 0
	e.activeRows, e.activeCols = indices(e.rows), indices(e.cols)
	for _, p := range e.pivots {
		if !e.take(p) {
			return false
		}
	}
	return true
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func (e *general) pivotRows() []int {
	rows := make([]int, len(e.pivots))
	for k, p := range e.pivots {
		rows[k] = p.i
	}
	return rows
}

// search takes further pivots as long as there are any.
func (e *general) search() {
	for len(e.activeRows) > 0 {
		i := e.activeRows[0]
		found := false
		for _, j := range e.activeCols {
			if e.rest(i, j) != 0 {
				e.pivots = append(e.pivots, pivot{i, j})
				found = e.take(pivot{i, j})
				break
			}
		}
		if !found { // the row is 0 and stays so
			e.activeRows = e.activeRows[1:]
		}
	}
}

// take eliminates with entry (i, j); not ok if it is 0 modulo p.
func (e *general) take(p pivot) bool {
	x := e.rest(p.i, p.j)
	if x == 0 {
		return false
	}
	e.activeRows, e.activeCols = without(e.activeRows, p.i), without(e.activeCols, p.j)
	inverse := e.f.invert(x)
	for _, i := range e.activeRows {
		e.left[i*e.width+e.m] = e.rest(i, p.j)
	}
	for _, j := range e.activeCols {
		e.right[j*e.width+e.m] = e.f.mul(e.rest(p.i, j), inverse)
	}
	e.m++
	return true
}

// vanishes reports whether the Schur complement is 0.
func (e *general) vanishes() bool {
	for _, i := range e.activeRows {
		for _, j := range e.activeCols {
			if e.rest(i, j) != 0 {
				return false
			}
		}
	}
	return true
}
