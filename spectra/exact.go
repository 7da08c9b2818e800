package spectra

import (
	"fmt"
	"math/big"

	"saddle/spectra/internal/num"
)

// ExactInertia returns the signs of all eigenvalues of a rational symmetric
// matrix, given by rows. It decides every sign: Unsure is 0. It does not change a.
//
// The method is LDLᵀ with symmetric pivoting, in integers. By Sylvester's law
// the inertia of A is the sum of those of the pivots: the signs of the 1×1
// pivots, and one negative and one positive for each 2×2 pivot, which is taken
// only where every remaining diagonal entry is 0 and so has determinant −b² < 0.
// A remaining block of zeros has eigenvalues 0. The entries are kept as minors
// of dA, d a common denominator, so they stay below Hadamard's bound (E. H.
// Bareiss, Math. Comp. 22 (1968) 565–578).
//
// Rows of a wrong length are an [ErrDimension], a_ij ≠ a_ji an
// [ErrNotSymmetric]; it panics on a nil entry. Cost: n³/3 products and n³/6 exact
// divisions of integers of up to about n log₂(√n d max|a|) bits.
func ExactInertia(a [][]*big.Rat) (Inertia, error) {
	s, err := newSchur(a, false)
	if err != nil {
		return Inertia{}, err
	}
	var inertia Inertia
	for len(s.active) > 0 {
		if p := s.smallestDiagonal(); p >= 0 {
			if s.sign(p, p) > 0 {
				inertia.Pos++
			} else {
				inertia.Neg++
			}
			s.eliminate(p)
		} else if p, q := s.nonZero(); p >= 0 {
			inertia.Neg++
			inertia.Pos++
			s.eliminatePair(p, q)
		} else {
			inertia.Zero = len(s.active)
			break
		}
	}
	return inertia, nil
}

// ExactNegativeDirection returns a vector v with integer entries, without a
// common factor, and the value vᵀAv < 0. ok is false if there is none: A is
// then proved positive semidefinite.
//
// It eliminates positive pivots until the Schur complement S has an entry
// s_ii < 0, or s_ii = 0 beside s_ij ≠ 0; v then solves the pivots' equations for
// e_i, or for a combination of e_i and e_j. Errors as in [ExactInertia]; cost up
// to three times as much.
func ExactNegativeDirection(a [][]*big.Rat) (v []*big.Rat, value *big.Rat, ok bool, err error) {
	s, err := newSchur(a, true)
	if err != nil {
		return nil, nil, false, err
	}
	for len(s.active) > 0 {
		if w := s.negativeDirection(); w != nil {
			v = primitive(w)
			return v, quadratic(a, v), true, nil
		}
		p := s.smallestDiagonal()
		if p < 0 { // a diagonal of zeros with no negative direction: all is zero
			break
		}
		s.eliminate(p)
	}
	return nil, nil, false, nil
}

// negativeDirection returns v with vᵀAv < 0 if the diagonal of the Schur
// complement S, or a zero on it, shows one.
func (s *schur) negativeDirection() []*big.Int {
	for _, i := range s.active {
		if s.sign(i, i) < 0 {
			return s.basis[i]
		}
	}
	for _, i := range s.active {
		if s.rows[i][i].Sign() != 0 {
			continue
		}
		for _, j := range s.active {
			if b := s.rows[i][j]; b.Sign() != 0 {
				// With c = s_jj ≥ 0: (αe_i − βe_j)ᵀS(αe_i − βe_j) = cβ² − 2αβb,
				// which is −2|b| for c = 0, α = sign b, β = 1, and −cb² for α = c, β = b.
				c := s.rows[j][j]
				if c.Sign() == 0 {
					return combine(big.NewInt(int64(b.Sign())), s.basis[i], big.NewInt(-1), s.basis[j])
				}
				return combine(c, s.basis[i], new(big.Int).Neg(b), s.basis[j])
			}
		}
	}
	return nil
}

// A schur is the Schur complement S of the pivots taken so far in dA, as integers:
// S = rows/scale on the active indices, where scale is the minor of the pivots.
type schur struct {
	active []int
	rows   [][]*big.Int // a symmetric pair of entries may share one Int
	scale  *big.Int
	basis  [][]*big.Int // nil, or vectors w with rows[i][j] scale = d w_iᵀAw_j
}

func newSchur(a [][]*big.Rat, withBasis bool) (*schur, error) {
	denominator, err := commonDenominator(a)
	if err != nil {
		return nil, err
	}
	n := len(a)
	s := &schur{rows: make([][]*big.Int, n), scale: big.NewInt(1)}
	for i := range n {
		s.active = append(s.active, i)
		s.rows[i] = make([]*big.Int, n)
		for j, x := range a[i] {
			f := new(big.Int).Quo(denominator, x.Denom())
			s.rows[i][j] = f.Mul(f, x.Num())
		}
	}
	if withBasis {
		s.basis = make([][]*big.Int, n)
		for i := range n {
			s.basis[i] = make([]*big.Int, n)
			for j := range n {
				s.basis[i][j] = new(big.Int)
			}
			s.basis[i][i].SetInt64(1)
		}
	}
	return s, nil
}

// sign returns the sign of the entry (i, j) of S.
func (s *schur) sign(i, j int) int { return s.rows[i][j].Sign() * s.scale.Sign() }

// smallestDiagonal returns the active index of the non-zero diagonal entry with
// the fewest bits, or −1.
func (s *schur) smallestDiagonal() int {
	best := -1
	for _, i := range s.active {
		if x := s.rows[i][i]; x.Sign() != 0 && (best < 0 || x.BitLen() < s.rows[best][best].BitLen()) {
			best = i
		}
	}
	return best
}

// nonZero returns the indices of a non-zero active entry, or −1, −1.
func (s *schur) nonZero() (int, int) {
	for _, i := range s.active {
		for _, j := range s.active {
			if s.rows[i][j].Sign() != 0 {
				return i, j
			}
		}
	}
	return -1, -1
}

// eliminate takes the 1×1 pivot p: x_ij = (x_pp x_ij − x_ip x_pj)/scale, exactly.
func (s *schur) eliminate(p int) {
	s.remove(p)
	pivot := s.rows[p][p]
	for k, i := range s.active {
		for _, j := range s.active[:k+1] {
			x := determinant(pivot, s.rows[p][j], s.rows[i][p], s.rows[i][j])
			x.Quo(x, s.scale)
			s.rows[i][j], s.rows[j][i] = x, x
		}
		if s.basis != nil {
			for j, y := range s.basis[i] {
				x := determinant(pivot, s.basis[p][j], s.rows[i][p], y)
				s.basis[i][j] = x.Quo(x, s.scale)
			}
		}
	}
	s.scale = pivot
}

// eliminatePair takes the 2×2 pivot with diagonal 0, 0 and b = x_pq ≠ 0:
// x_ij = b(x_ip x_qj + x_iq x_pj − b x_ij)/scale², exactly (Sylvester's identity).
func (s *schur) eliminatePair(p, q int) {
	s.remove(p)
	s.remove(q)
	b := s.rows[p][q]
	square := new(big.Int).Mul(s.scale, s.scale)
	for k, i := range s.active {
		for _, j := range s.active[:k+1] {
			x := determinant(b, s.rows[p][j], s.rows[i][q], s.rows[i][j])
			x.Neg(x)
			x.Add(x, new(big.Int).Mul(s.rows[i][p], s.rows[q][j]))
			x.Mul(x, b)
			x.Quo(x, square)
			s.rows[i][j], s.rows[j][i] = x, x
		}
	}
	pair := new(big.Int).Mul(b, b)
	s.scale = pair.Neg(pair.Quo(pair, s.scale))
}

func (s *schur) remove(p int) {
	for k, i := range s.active {
		if i == p {
			s.active = append(s.active[:k], s.active[k+1:]...)
			return
		}
	}
}

// determinant returns ad − bc.
func determinant(a, b, c, d *big.Int) *big.Int {
	x := new(big.Int).Mul(a, d)
	return x.Sub(x, new(big.Int).Mul(b, c))
}

// combine returns αu + βv.
func combine(alpha *big.Int, u []*big.Int, beta *big.Int, v []*big.Int) []*big.Int {
	w := make([]*big.Int, len(u))
	for i := range u {
		w[i] = new(big.Int).Mul(alpha, u[i])
		w[i].Add(w[i], new(big.Int).Mul(beta, v[i]))
	}
	return w
}

// primitive returns w without the greatest common divisor of its entries.
func primitive(w []*big.Int) []*big.Rat {
	divisor := new(big.Int)
	for _, x := range w {
		divisor.GCD(nil, nil, divisor, new(big.Int).Abs(x))
	}
	v := make([]*big.Rat, len(w))
	for i, x := range w {
		v[i] = new(big.Rat).SetInt(new(big.Int).Quo(x, divisor))
	}
	return v
}

// quadratic returns vᵀAv.
func quadratic(a [][]*big.Rat, v []*big.Rat) *big.Rat {
	total := new(big.Rat)
	for i, row := range a {
		inner := new(big.Rat)
		for j, x := range row {
			inner.Add(inner, new(big.Rat).Mul(x, v[j]))
		}
		total.Add(total, inner.Mul(inner, v[i]))
	}
	return total
}

// commonDenominator checks a and returns the least d for which dA is integral.
func commonDenominator(a [][]*big.Rat) (*big.Int, error) {
	d := big.NewInt(1)
	for i, row := range a {
		if len(row) != len(a) {
			return nil, ErrDimension{Arg: fmt.Sprintf("a[%d]", i), Got: len(row), Want: len(a)}
		}
		for j, x := range row {
			if x == nil {
				panic(fmt.Sprintf("spectra: a[%d][%d] is nil", i, j))
			}
			factor := new(big.Int).GCD(nil, nil, d, x.Denom())
			d.Mul(d, factor.Quo(x.Denom(), factor))
		}
	}
	for i, row := range a {
		for j := range row[:i] {
			if row[j].Cmp(a[j][i]) != 0 {
				return nil, ErrNotSymmetric{I: i, J: j, Difference: apart(row[j], a[j][i])}
			}
		}
	}
	return d, nil
}

// apart returns x − y for x ≠ y, rounded away from 0 where it underflows.
func apart(x, y *big.Rat) float64 {
	difference := new(big.Rat).Sub(x, y)
	d, _ := difference.Float64()
	if d == 0 {
		return num.Denormal * float64(difference.Sign())
	}
	return d
}
