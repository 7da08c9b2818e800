package rational

import (
	"math/big"
	"slices"
)

// eliminated returns the signature by LDLᵀ in integers with one common denominator, in big.Int
// alone (E. H. Bareiss, Math. Comp. 22 (1968) 565–578): a second way that shares nothing
// with the first.
func eliminated(rows [][]*big.Rat) Signature {
	e := newElimination(rows)
	var s Signature
	for len(e.active) > 0 {
		if p := e.diagonal(); p >= 0 {
			if e.rows[p][p].Sign()*e.scale.Sign() > 0 {
				s.Pos++
			} else {
				s.Neg++
			}
			e.one(p)
		} else if p, q := e.beside(); p >= 0 {
			s.Neg++
			s.Pos++
			e.two(p, q)
		} else {
			s.Zero = len(e.active)
			break
		}
	}
	return s
}

// An elimination is the Schur complement rows/scale in the active indices.
type elimination struct {
	active []int
	rows   [][]*big.Int
	scale  *big.Int
}

func newElimination(a [][]*big.Rat) *elimination {
	d := big.NewInt(1)
	for _, row := range a {
		for _, x := range row {
			g := new(big.Int).GCD(nil, nil, d, x.Denom())
			d.Mul(d, g.Quo(x.Denom(), g))
		}
	}
	e := &elimination{scale: big.NewInt(1)}
	for i, row := range a {
		e.active = append(e.active, i)
		var z []*big.Int
		for _, x := range row {
			f := new(big.Int).Quo(d, x.Denom())
			z = append(z, f.Mul(f, x.Num()))
		}
		e.rows = append(e.rows, z)
	}
	return e
}

func (e *elimination) diagonal() int {
	for _, i := range e.active {
		if e.rows[i][i].Sign() != 0 {
			return i
		}
	}
	return -1
}

func (e *elimination) beside() (int, int) {
	for _, i := range e.active {
		for _, j := range e.active {
			if e.rows[i][j].Sign() != 0 {
				return i, j
			}
		}
	}
	return -1, -1
}

// one takes the pivot p: x_ij = (x_pp x_ij − x_ip x_pj)/scale.
func (e *elimination) one(p int) {
	e.remove(p)
	pivot := e.rows[p][p]
	for k, i := range e.active {
		for _, j := range e.active[:k+1] {
			x := minor(pivot, e.rows[p][j], e.rows[i][p], e.rows[i][j])
			x.Quo(x, e.scale)
			e.rows[i][j], e.rows[j][i] = x, x
		}
	}
	e.scale = pivot
}

// two takes the pivot with diagonal 0, 0 and b = x_pq: x_ij = b(x_ip x_qj + x_iq x_pj − b x_ij)/scale².
func (e *elimination) two(p, q int) {
	e.remove(p)
	e.remove(q)
	b := e.rows[p][q]
	square := new(big.Int).Mul(e.scale, e.scale)
	for k, i := range e.active {
		for _, j := range e.active[:k+1] {
			x := minor(b, e.rows[p][j], e.rows[i][q], e.rows[i][j])
			x.Neg(x)
			x.Add(x, new(big.Int).Mul(e.rows[i][p], e.rows[q][j]))
			x.Mul(x, b)
			x.Quo(x, square)
			e.rows[i][j], e.rows[j][i] = x, x
		}
	}
	pair := new(big.Int).Mul(b, b)
	e.scale = pair.Neg(pair.Quo(pair, e.scale))
}

func (e *elimination) remove(p int) {
	e.active = slices.DeleteFunc(e.active, func(i int) bool { return i == p })
}

// minor returns ad − bc.
func minor(a, b, c, d *big.Int) *big.Int {
	x := new(big.Int).Mul(a, d)
	return x.Sub(x, new(big.Int).Mul(b, c))
}

// rankOf returns the rank by Gauss–Jordan elimination in big.Rat.
func rankOf(rows [][]*big.Rat) int {
	rank := 0
	for c := 0; len(rows) > 0 && c < len(rows[0]); c++ {
		at := slices.IndexFunc(rows[rank:], func(r []*big.Rat) bool { return r[c].Sign() != 0 })
		if at < 0 {
			continue
		}
		rows[rank], rows[rank+at] = rows[rank+at], rows[rank]
		for _, row := range rows[rank+1:] {
			f := new(big.Rat).Quo(row[c], rows[rank][c])
			for j := range row {
				row[j] = new(big.Rat).Sub(row[j], new(big.Rat).Mul(f, rows[rank][j]))
			}
		}
		if rank++; rank == len(rows) {
			break
		}
	}
	return rank
}
