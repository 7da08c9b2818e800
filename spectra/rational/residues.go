package rational

// A residues computes a matrix A, and a scaling of it, modulo primes.
type residues struct {
	m                   Matrix
	s                   scaling          // nothing until it is asked for
	divisors            []Number         // the denominators in A, R and C, each once, 1 first
	words               map[int64]int32  // where one is in divisors
	large               map[string]int32 // or one of more than 63 bits, by its bytes
	inverses            []uint64         // of the divisors, times R² of the field
	entries, rows, cols []int32          // the index of the divisor of each entry, of r_i and of c_j
}

func newResidues(m Matrix) *residues {
	r := &residues{m: m, divisors: []Number{Int(1)}}
	r.entries = r.indices(m.a)
	return r
}

// scale adds a scaling of A.
func (r *residues) scale() {
	r.s = scale(r.m)
	r.rows, r.cols = r.indices(r.s.rows), r.indices(r.s.cols)
}

func (r *residues) indices(x []Number) []int32 {
	all := make([]int32, len(x))
	for k, v := range x {
		if !v.IsInt() {
			all[k] = r.index(v.divisor())
		}
	}
	return all
}

// index returns the place of d among the divisors.
func (r *residues) index(d Number) int32 {
	next := int32(len(r.divisors))
	if r.words == nil {
		r.words, r.large = map[int64]int32{}, map[string]int32{}
	}
	if d.large != nil {
		key := string(d.large.Num().Bytes())
		if at, ok := r.large[key]; ok {
			return at
		}
		r.large[key] = next
	} else {
		if at, ok := r.words[d.num]; ok {
			return at
		}
		r.words[d.num] = next
	}
	r.divisors = append(r.divisors, d)
	return next
}

// modulo writes A mod p to a, as elements of the field; ok is false if p divides a denominator of
// A, of R or of C, which is no prime to use. If A is symmetric, half of it is read.
func (r *residues) modulo(f *field, a []uint64, symmetric bool) (ok bool) {
	if !r.invert(f) {
		return false
	}
	n := r.m.Cols
	for i := range r.m.Rows {
		end := n
		if symmetric {
			end = i + 1
		}
		row := r.m.row(i)
		for j := range row[:end] {
			var z uint64
			if x := &row[j]; !x.IsZero() {
				z = r.element(f, x, r.entries[i*n+j])
			}
			if a[i*n+j] = z; symmetric {
				a[j*n+i] = z
			}
		}
	}
	return true
}

// element returns x mod p for a number with the given divisor.
func (r *residues) element(f *field, x *Number, divisor int32) uint64 {
	var z uint64
	if x.large == nil {
		z = f.mul(magnitude(x.num), r.inverses[divisor])
	} else {
		z = f.mul(f.plain(f.natural(x.large.Num())), r.inverses[divisor])
	}
	if x.Sign() < 0 {
		return f.sub(0, z)
	}
	return z
}

// factor returns r_i c_i mod p, after [residues.modulo].
func (r *residues) factor(f *field, i int) uint64 {
	return f.mul(r.element(f, &r.s.rows[i], r.rows[i]), r.element(f, &r.s.cols[i], r.cols[i]))
}

// invert inverts all divisors at the cost of one inversion: with prefix products (P. L.
// Montgomery, Math. Comp. 48 (1987) 243–264, section 10.3.1).
func (r *residues) invert(f *field) bool {
	product := f.one
	elements := make([]uint64, len(r.divisors))
	r.inverses = append(r.inverses, make([]uint64, len(r.divisors)-len(r.inverses))...)
	for k, d := range r.divisors {
		r.inverses[k] = product
		elements[k] = f.integer(d)
		product = f.mul(product, elements[k])
	}
	if product == 0 {
		return false
	}
	inverse := f.mul(f.invert(product), f.square) // times R
	for k := len(elements) - 1; k >= 0; k-- {
		r.inverses[k] = f.mul(r.inverses[k], inverse)
		inverse = f.mul(inverse, elements[k])
	}
	return true
}
