package models

import (
	"fmt"
	"math/big"

	"saddle/models/internal/fixed"
)

// PreciseGradient returns F(W) and ∇F(W) with bounds at most some 2^−bits apart, for neurons
// that are not much shorter or longer than 1. What limits the proof of a minimum whose least
// eigenvalue is small is how closely its gradient is known.
//
// With q_i = |w_i|², c_ij = w_i·w_j and s_ij = √(q_i q_j − c_ij²) = |w_i||w_j| sin t_ij,
//
//	2π ∂F/∂w_i = (π + (Σ_{j≠i} s_ij − Σ_v s_iv)/q_i) w_i + Σ_{j≠i} (π−t_ij) w_j − Σ_v (π−t_iv) v,
//
// which is the gradient of [Teacher.Gradient] without lengths. Pairs may be parallel or
// antiparallel. The error is an [ErrDimension], an [ErrArgument] for bits outside 1 … [MostBits]/2
// or an entry that is nil, or an [ErrNonSmooth] for a neuron that is not told from 0. Cost:
// n(n+k) arcs and O(n²d) products of numbers of 2·bits.
func (m *Teacher) PreciseGradient(w []*big.Rat, bits int) (loss Number, gradient []Number, err error) {
	if len(w) != m.Dim() {
		return Number{}, nil, ErrDimension{"w", len(w), m.Dim()}
	}
	if bits < 1 || bits > MostBits/2 {
		return Number{}, nil, ErrArgument{"bits", fmt.Sprintf("1 to %d", MostBits/2)}
	}
	if err := notNil("w[%[2]d]", 0, w); err != nil {
		return Number{}, nil, err
	}
	p := newTeacherPrecise(m, w, uint(bits))
	for i := range m.n {
		if err := p.meet(i); err != nil {
			return Number{}, nil, err
		}
	}
	p.pairs = p.pairs.Add(p.grid.OfRat(big.NewRat(int64(m.k)*int64(m.k-1), 2)))
	for i := range m.n {
		if err := p.gradient(i); err != nil {
			return Number{}, nil, err
		}
	}
	return p.number(p.loss()), p.numbers(), nil
}

// A teacherPrecise holds what loss and gradient at one point are made of: products of neurons on a
// fine grid, so that their roots are right on the grid.
type teacherPrecise struct {
	m          *Teacher
	grid, fine fixed.Grid
	pi         fixed.Interval
	exact      [][]fixed.Interval // the neurons on the fine grid
	w          [][]fixed.Interval // and on the grid
	square     []fixed.Interval   // q_i on the fine grid
	bend       []fixed.Interval   // Σ_{j≠i} s_ij − Σ_v s_iv
	sums       []fixed.Sum        // 2π ∇F; until gradient, Σ_{j≠i} (π−t_ij) w_j − Σ_v (π−t_iv) v
	pairs      fixed.Interval     // 2π Σ f over pairs, teachers with students subtracted
}

func newTeacherPrecise(m *Teacher, w []*big.Rat, bits uint) *teacherPrecise {
	p := &teacherPrecise{m: m, grid: fixed.New(bits), fine: fixed.New(2 * bits), sums: make([]fixed.Sum, len(w))}
	p.pi, p.pairs = p.grid.Pi(), p.grid.Of(0)
	for i := range m.n {
		exact, rounded := make([]fixed.Interval, m.d), make([]fixed.Interval, m.d)
		for l := range exact {
			exact[l], rounded[l] = p.fine.OfRat(w[i*m.d+l]), p.grid.OfRat(w[i*m.d+l])
		}
		p.exact, p.w = append(p.exact, exact), append(p.w, rounded)
		p.square, p.bend = append(p.square, p.dot(exact, exact)), append(p.bend, p.grid.Of(0))
	}
	return p
}

// dot returns the product of two neurons on the fine grid.
func (p *teacherPrecise) dot(v, w []fixed.Interval) fixed.Interval {
	var sum fixed.Sum
	for l, x := range v {
		sum.Add(x, w[l])
	}
	return p.fine.Round(&sum)
}

// meet adds all pairs of student i with teachers and with later students.
func (p *teacherPrecise) meet(i int) error {
	for v := range p.m.k {
		sin, rest, ok := p.angle(p.square[i], p.fine.Of(1), p.exact[i][v])
		if !ok {
			return p.zero(i)
		}
		p.pairs = p.pairs.Sub(sin).Sub(p.grid.Mul(rest, p.w[i][v]))
		p.bend[i] = p.bend[i].Sub(sin)
		p.sums[i*p.m.d+v].Add(rest, p.grid.Of(-1))
	}
	for j := i + 1; j < p.m.n; j++ {
		c := p.dot(p.exact[i], p.exact[j])
		sin, rest, ok := p.angle(p.square[i], p.square[j], c)
		if !ok {
			return p.zero(i)
		}
		p.pairs = p.pairs.Add(sin).Add(p.grid.Mul(rest, p.grid.Rounded(p.fine, c)))
		p.bend[i], p.bend[j] = p.bend[i].Add(sin), p.bend[j].Add(sin)
		for l := range p.m.d {
			p.sums[i*p.m.d+l].Add(rest, p.w[j][l])
			p.sums[j*p.m.d+l].Add(rest, p.w[i][l])
		}
	}
	return nil
}

// angle returns s = √(q r − c²) and the angle π − t of the point (−c, s); not ok if that may be 0.
func (p *teacherPrecise) angle(q, r, c fixed.Interval) (sin, rest fixed.Interval, ok bool) {
	square, _ := p.fine.Pow(c, 2)
	square = p.fine.Mul(q, r).Sub(square)
	if zero := new(big.Int); square.Lo.Cmp(zero) < 0 { // s² ≥ 0 by the inequality of Cauchy
		square.Lo = zero
	}
	root, ok := p.fine.Sqrt(square)
	if !ok {
		return sin, rest, false
	}
	sin, dot := p.grid.Rounded(p.fine, root), p.grid.Rounded(p.fine, c)
	sign, known := dot.Sign()
	size := dot
	if sign < 0 {
		size = dot.Neg()
	}
	switch {
	case !known || size.Lo.Cmp(sin.Hi) < 0: // π/2 + atan(c/s)
		quotient, ok := p.grid.Div(dot, sin)
		return sin, fixed.Interval{Lo: new(big.Int).Rsh(p.pi.Lo, 1), Hi: new(big.Int).Add(new(big.Int).Rsh(p.pi.Hi, 1), big.NewInt(1))}.Add(p.arc(quotient)), ok
	case sign == 0:
		return sin, rest, false
	}
	quotient, _ := p.grid.Div(sin, size)
	rest = p.arc(quotient)
	if sign > 0 {
		rest = p.pi.Sub(rest)
	}
	return sin, rest, true
}

// arc returns atan x: over an interval it grows by no more than x does.
func (p *teacherPrecise) arc(x fixed.Interval) fixed.Interval {
	if x.Lo == nil {
		return p.grid.Of(0) // of a quotient that is not known
	}
	z, _ := p.grid.Atan(fixed.Interval{Lo: x.Lo, Hi: x.Lo})
	return fixed.Interval{Lo: z.Lo, Hi: new(big.Int).Add(z.Hi, new(big.Int).Sub(x.Hi, x.Lo))}
}

// zero reports a neuron that is not told from 0: i or a later one.
func (p *teacherPrecise) zero(i int) error {
	shortest := i
	for j := i; j < p.m.n; j++ {
		if p.square[j].Lo.Cmp(p.square[shortest].Lo) < 0 {
			shortest = j
		}
	}
	root, _ := p.fine.Sqrt(p.square[shortest])
	lo, _ := p.fine.Bounds(root)
	distance, _ := lo.Float64()
	return ErrNonSmooth{fmt.Sprintf("neuron %d", shortest+1), distance}
}

// gradient completes the sums of neuron i to 2π ∂F/∂w_i.
func (p *teacherPrecise) gradient(i int) error {
	bend, ok := p.grid.Div(p.bend[i], p.grid.Rounded(p.fine, p.square[i]))
	if !ok {
		return p.zero(i)
	}
	own := p.pi.Add(bend)
	for l, x := range p.w[i] {
		p.sums[i*p.m.d+l].Add(own, x)
	}
	return nil
}

// loss returns F.
func (p *teacherPrecise) loss() fixed.Interval {
	squares := p.grid.Of(int64(p.m.k))
	for _, q := range p.square {
		squares = squares.Add(p.grid.Rounded(p.fine, q))
	}
	quarter := p.grid.OfRat(big.NewRat(1, 4))
	return p.perTurn(p.pairs).Add(p.grid.Mul(quarter, squares))
}

// perTurn returns x/(2π).
func (p *teacherPrecise) perTurn(x fixed.Interval) fixed.Interval {
	z, _ := p.grid.Div(x, p.pi.Add(p.pi))
	return z
}

func (p *teacherPrecise) number(x fixed.Interval) Number {
	lo, hi := p.grid.Bounds(x)
	return Number{Lo: lo, Hi: hi}
}

func (p *teacherPrecise) numbers() []Number {
	g := make([]Number, len(p.sums))
	for i := range p.sums {
		g[i] = p.number(p.perTurn(p.grid.Round(&p.sums[i])))
	}
	return g
}
