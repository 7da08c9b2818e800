package verify

import (
	"math/big"

	"saddle/spectra/interval"
)

// Numbers are integers, in units of 2⁻ᵖ or, where products are exact, of 2⁻²ᵖ. What rounds, rounds by less than one.
// In units of 2⁻ᵖ: in arctan h and the first term err by less than 1, each other term by 3 and half of that before, so
// by less than 6, all p + 1 with what is left out by less than 2¹¹; so π by less than 2¹³, an angle by less than 2¹⁵,
// the bend of a neuron by less than 2. Neurons are 2⁻¹⁶ to 2¹⁶ long, their numbers below 2¹⁰, and there are less than
// 2¹⁴ of both: an entry of 2π∇F errs by less than 2¹⁴·2¹⁵·2¹⁰ + 2¹⁴·2¹⁰ + 2¹⁵ < 2⁴⁰.
const p, normError = 192, 47 // the norm errs by less than 2⁷ times that

func mul(x, y *big.Int) *big.Int          { return new(big.Int).Mul(x, y) }
func add(x, y *big.Int) *big.Int          { return new(big.Int).Add(x, y) }
func sub(x, y *big.Int) *big.Int          { return new(big.Int).Sub(x, y) }
func up(x int64, bits uint) *big.Int      { return new(big.Int).Lsh(big.NewInt(x), bits) }
func down(x *big.Int, bits uint) *big.Int { return new(big.Int).Rsh(x, bits) }
func quotient(x, y *big.Int) *big.Int     { return new(big.Int).Div(new(big.Int).Lsh(x, p), y) }

// arctan returns that of y/x, 0 ≤ y ≤ x: xy/(x² + y²) Σ_n Π_{m≤n} 2m h/(2m + 1), h = y²/(x² + y²) ≤ ½ (Euler).
func arctan(x, y *big.Int) *big.Int {
	square := add(mul(x, x), mul(y, y))
	sum, term, h := new(big.Int), quotient(mul(x, y), square), quotient(mul(y, y), square)
	for m := int64(2); term.Sign() > 0; m += 2 {
		sum.Add(sum, term)
		term = down(term.Mul(term, h), p)
		term.Div(term.Mul(term, big.NewInt(m)), big.NewInt(m+1))
	}
	return sum
}

var pi = mul(big.NewInt(4), arctan(big.NewInt(1), big.NewInt(1)))

// angle returns that of the point (x, y) with y ≥ 0, which is not 0.
func angle(x, y *big.Int) *big.Int {
	if x.Sign() < 0 {
		return sub(pi, angle(new(big.Int).Neg(x), y))
	} else if y.Cmp(x) > 0 {
		return sub(down(pi, 1), arctan(y, x))
	}
	return arctan(x, y)
}

func dot(x, y []*big.Int) *big.Int {
	sum, product := new(big.Int), new(big.Int)
	for l := range x {
		sum.Add(sum, product.Mul(x[l], y[l]))
	}
	return sum
}

// rows returns the neurons, the teachers after the students.
func (f file) rows() [][]*big.Int {
	rows := make([][]*big.Int, f.N+f.K)
	for i := range len(rows) * f.D {
		x := new(big.Float)
		if i < len(f.W) { // exact: multiples of 2⁻ᵖ below 2⁹
			x.SetPrec(p+9).Add(big.NewFloat(f.x[i]), big.NewFloat(f.x[len(f.W)+i]))
		} else if i/f.D-f.N == i%f.D {
			x.SetInt64(1)
		}
		whole, _ := x.SetMantExp(x, p).Int(nil)
		rows[i/f.D] = append(rows[i/f.D], whole)
	}
	return rows
}

// enclose returns x units.
func enclose(x *big.Int) interval.Interval {
	return interval.OfRat(new(big.Rat).SetFrac(x, up(1, p)))
}

// slope bounds ‖∇F‖ at the point. With q = |w|², c = w·v, s = √(q|v|² − c²) and the angle ρ of (−c, s),
//
//	2π f(w, v) = s + ρ c,  2π ∂f/∂w = (s/q) w + ρ v,  F = ½ Σ f(w_i, w_j) − Σ f(w_i, v_j) + ½ Σ f(v_i, v_j).
func (f file) slope() float64 {
	rows, squares, product := f.rows(), new(big.Int), new(big.Int)
	for i, w := range rows[:f.N] {
		q, bend, sums := dot(w, w), new(big.Int), make([]big.Int, f.D)
		for j, v := range rows {
			if j == i {
				continue
			}
			c := dot(w, v)
			s := new(big.Int).Sqrt(sub(mul(q, dot(v, v)), mul(c, c)))
			rho := angle(new(big.Int).Neg(c), s)
			if j >= f.N { // a teacher
				s, rho = s.Neg(s), rho.Neg(rho)
			}
			bend.Add(bend, s)
			for l := range sums {
				sums[l].Add(&sums[l], product.Mul(rho, v[l]))
			}
		}
		own := add(pi, quotient(bend, q))
		for l := range sums {
			entry := down(add(&sums[l], mul(own, w[l])), p)
			squares.Add(squares, mul(entry, entry))
		}
	}
	norm := add(new(big.Int).Sqrt(squares), up(1, normError))
	return enclose(norm).Div(interval.Pi().Scale2(1)).Hi
}
