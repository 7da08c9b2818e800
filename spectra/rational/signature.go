package rational

import (
	"fmt"
	"math"
	"slices"
)

// A Signature counts the eigenvalues of a symmetric matrix by their signs.
type Signature struct{ Neg, Zero, Pos int }

// Signature returns the signs of all eigenvalues of a symmetric matrix A, proved.
//
// The method is elimination modulo primes p. Modulo the first, symmetric elimination finds rows I for
// which A_II is regular, so it is regular over the rationals, and an order of the rows with pivots
// of order 1 or 2. Modulo each further prime the same elimination yields the minors d_k of the first
// k rows, and the Schur complement of A_II, whose entries are minors of order |I| + 1
// over that of A_II. When the product of the primes exceeds twice Hadamard's bound of these minors,
// scaled to be integers, the signs of the d_k are known, and the Schur complement is 0 if it was
// modulo each prime: then rank A = |I|. A prime modulo which a pivot is 0 is left out, and where
// the Schur complement is not 0 all begins again with the larger I.
//
// By Jacobi and Sylvester the pivot of order 1 from d_{k−1} to d_k has the sign of d_k d_{k−1};
// that of order 2 has two signs if d_{k+1} d_{k−1} < 0, and else twice that of d_k d_{k−1}. Blocks that
// no entry joins are treated one by one.
//
// The error is an [ErrNotSymmetric]; it panics if A is not square. Cost: n³/6 products of words for
// each of about Σ log₂‖row i‖/59 primes, where rows and columns are scaled to be primitive
// integers; a row of many denominators counts for its bits and those of their least
// common multiple. Some 8 ms for n = 100 and integers of 10 bits, and a third of that for half the rank.
func (m Matrix) Signature() (Signature, error) {
	s, _, err := m.SignatureWithin(math.Inf(1))
	return s, err
}

// SignatureWithin is [Matrix.Signature] unless that would take more than about the given number of
// products of words, of some 1.4 ns: then ok is false, after one elimination.
func (m Matrix) SignatureWithin(products float64) (s Signature, ok bool, err error) {
	if err := m.symmetric(); err != nil {
		return Signature{}, false, err
	}
	for _, block := range m.components() {
		part := m
		if len(block) < m.Rows {
			part = m.Principal(block)
		}
		b := newSigns(part)
		zeros := 0
		if len(b.order) < b.n && b.missing() > fewPrimes && b.shortKernel() {
			zeros = b.n - len(b.order)
			b = newSigns(part.Principal(b.order))
		}
		if ok, products = b.prove(products); !ok {
			return Signature{}, false, nil
		}
		neg := b.negative()
		s.Neg += neg
		s.Zero += zeros + b.n - len(b.order)
		s.Pos += len(b.order) - neg
	}
	return s, true, nil
}

// RegularBlock returns rows I of a symmetric matrix A for which A_II is regular, in ascending order;
// proved reports whether it is proved that rank A = |I|: then A has the signs of the eigenvalues of
// A_II, and n − |I| zeros. Proved are regular matrices and those with a kernel of short integer
// vectors.
//
// The error is an [ErrNotSymmetric]; it panics if A is not square. Cost: n³/6 products of words.
func (m Matrix) RegularBlock() (rows []int, proved bool, err error) {
	if err := m.symmetric(); err != nil {
		return nil, false, err
	}
	s := newSigns(m)
	proved = len(s.order) == s.n || s.shortKernel()
	return slices.Sorted(slices.Values(s.order)), proved, nil
}

// fewPrimes are faster than looking for a short kernel.
const fewPrimes = 1

// symmetric returns an [ErrNotSymmetric] or nil. It panics if m is not square.
func (m Matrix) symmetric() error {
	if m.Rows != m.Cols {
		panic(fmt.Sprintf("rational: a %d×%d matrix is not square", m.Rows, m.Cols))
	}
	for i := range m.Rows {
		for j := range i {
			if x, y := m.a[i*m.Cols+j], m.a[j*m.Cols+i]; x != y && x.Cmp(y) != 0 {
				return ErrNotSymmetric{i, j}
			}
		}
	}
	return nil
}

// components returns the connected components of the graph whose edges are the entries other than
// 0 off the diagonal.
func (m Matrix) components() [][]int {
	seen := make([]bool, m.Rows)
	var all [][]int
	for start := range seen {
		if seen[start] {
			continue
		}
		seen[start] = true
		block := []int{start}
		for next := 0; next < len(block); next++ {
			for j, x := range m.row(block[next]) {
				if !seen[j] && !x.IsZero() {
					seen[j] = true
					block = append(block, j)
				}
			}
		}
		all = append(all, block)
	}
	return all
}

// A signs finds the signs of the eigenvalues of one block.
type signs struct {
	n      int
	values *residues
	state  *symmetric
	pivots []pivot
	order  []int // the rows of the pivots
	minors mixed
	next   int // the next prime
}

func newSigns(m Matrix) *signs {
	s := &signs{n: m.Rows, values: newResidues(m), state: newSymmetric(m.Rows)}
	s.begin()
	return s
}

// begin finds the pivots modulo the next prime that divides no denominator.
func (s *signs) begin() {
	s.pivots, s.order = nil, nil
	for !s.values.modulo(fields.at(s.next), s.state.a, true) {
		s.next++
	}
	s.state.begin(fields.at(s.next))
	s.next++
	s.search()
}

// scale scales the matrix and computes the minors modulo the first prime; if that divides a
// denominator of the scaling, all begins again with another.
func (s *signs) scale() {
	if s.values.rows != nil {
		return
	}
	for s.values.scale(); !s.values.invert(s.state.f); {
		s.begin()
	}
	s.minors.extend(s.state.f, s.scaled())
}

// prove takes prime after prime until the signs of all minors are proved; it returns what is left of
// the products allowed. not ok if they do not suffice.
func (s *signs) prove(products float64) (ok bool, left float64) {
	for ; ; s.next++ {
		missing := s.missing()
		if missing <= 0 {
			return true, products
		}
		if float64(missing)*s.cost() > products {
			return false, 0
		}
		f := fields.at(s.next)
		if !s.values.modulo(f, s.state.a, true) {
			continue
		}
		s.state.begin(f)
		if !s.replay() {
			continue
		}
		if !s.state.vanishes() {
			s.search()
		}
		s.minors.extend(f, s.scaled())
		products -= s.cost()
	}
}

// replay takes the pivots that are known; not ok if one is 0 modulo this prime.
func (s *signs) replay() bool {
	for _, p := range s.pivots {
		if !s.state.take(p) {
			return false
		}
	}
	return true
}

// search takes further pivots as long as there are any, and begins the list of minors anew.
func (s *signs) search() {
	for {
		p, ok := s.state.find()
		if !ok {
			break
		}
		s.state.take(p)
		s.pivots = append(s.pivots, p)
		s.order = append(s.order, []int{p.i, p.j}[:p.order()]...)
	}
	s.minors = mixed{}
}

// missing returns how many primes are missing: M > 2 minor, that is, M² > 4 minor².
func (s *signs) missing() int {
	s.scale()
	squares := squareBits(s.order, s.values.s.bits)
	return (2+squares+2*primeBits-1)/(2*primeBits) - len(s.minors.fields)
}

// cost returns about how many products of words a prime takes.
func (s *signs) cost() float64 {
	n, r := float64(s.n), float64(len(s.order))
	return n*r*r/2 - r*r*r/3 + (n-r)*(n-r)*r/2 + 4*n*n + 200*r
}

// scaled returns the minors of RAC modulo p.
func (s *signs) scaled() []uint64 {
	f := s.state.f
	scaled := make([]uint64, len(s.order))
	product := f.one
	for k, i := range s.order {
		product = f.mul(product, s.values.factor(f, i))
		scaled[k] = f.mul(s.state.minors[k], product)
	}
	return scaled
}

// negative returns the number of negative eigenvalues.
func (s *signs) negative() int {
	count, last, k := 0, 1, 0
	for _, p := range s.pivots {
		first := s.minors.sign(k) * last
		if p.i == p.j {
			last, k = s.minors.sign(k), k+1
			if first < 0 {
				count++
			}
			continue
		}
		both := s.minors.sign(k+1) * last
		last, k = s.minors.sign(k+1), k+2
		switch {
		case both < 0:
			count++
		case first < 0:
			count += 2
		}
	}
	return count
}
