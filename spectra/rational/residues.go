package rational

// A residues computes a matrix A and its scaling modulo primes.
type residues struct {
	m        Matrix
	s        scaling
	divisors []Number // the denominators in A, R and C, each once, 1 first
	inverses []uint64 // of the divisors, times R² of the field
	entries  []int32  // the index of the divisor of each entry
	rows     []int32  // and of each r_i
	cols     []int32
}

func newResidues(m Matrix, s scaling) *residues {
	r := &residues{m: m, s: s, divisors: []Number{Int(1)}}
	known := map[Number]int32{} // of words
	large := map[string]int32{} // of others, by their bytes
	index := func(x Number) int32 {
		d := x.divisor()
		if d.num == 1 {
			return 0
		}
		next := int32(len(r.divisors))
		var at int32
		var seen bool
		if d.large == nil {
			if at, seen = known[d]; !seen {
				known[d] = next
			}
		} else {
			key := string(d.large.Num().Bytes())
			if at, seen = large[key]; !seen {
				large[key] = next
			}
		}
		if seen {
			return at
		}
		r.divisors = append(r.divisors, d)
		return next
	}
	all := func(x []Number) []int32 {
		indices := make([]int32, len(x))
		for k := range x {
			indices[k] = index(x[k])
		}
		return indices
	}
	r.entries, r.rows, r.cols = all(m.a), all(s.rows), all(s.cols)
	r.inverses = make([]uint64, len(r.divisors))
	return r
}

// modulo writes A mod p to a, as elements of the field; ok is false if p divides a denominator of
// A, of R or of C, which is no prime to use.
func (r *residues) modulo(f *field, a []uint64) (ok bool) {
	if !r.invert(f) {
		return false
	}
	for k, x := range r.m.a {
		if x.IsZero() {
			a[k] = 0
			continue
		}
		a[k] = r.element(f, x, r.entries[k])
	}
	return true
}

// element returns x mod p for a number with the given divisor.
func (r *residues) element(f *field, x Number, divisor int32) uint64 {
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
	return f.mul(r.element(f, r.s.rows[i], r.rows[i]), r.element(f, r.s.cols[i], r.cols[i]))
}

// invert inverts all divisors at the cost of one inversion: with prefix products (P. L.
// Montgomery, Math. Comp. 48 (1987) 243–264, section 10.3.1).
func (r *residues) invert(f *field) bool {
	product := f.one
	elements := make([]uint64, len(r.divisors))
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
