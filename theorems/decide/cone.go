package decide

import (
	"math/big"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems/exact"
)

// cells decides by what all pieces have in common: L has a minimum at w if every piece has, a strict one
// if they are strict, and is constant if all pieces are. If not, the same is asked on a slice across the motions
// that leave all pieces and their sides alone ([exact.Motions]).
func (p *point) cells(pieces []piece) {
	all := make([]int, len(p.w))
	for i := range all {
		all[i] = i
	}
	if p.together(pieces, all, "in all directions"); p.decided() || len(p.w) > mostMoved {
		return
	}
	moved := p.moved(pieces)
	if moved.Rows == 0 {
		return
	}
	p.loose = true
	held := map[int]bool{}
	for _, i := range moved.Pivots() {
		held[i] = true
	}
	var free []int
	for i := range p.w {
		if !held[i] {
			free = append(free, i)
		}
	}
	if len(free) == 0 {
		return
	}
	p.together(pieces, free, "but for motions that leave it alone")
}

// mostMoved is how many parameters a loss may have of which motions are sought, and motionsWork how much work they are worth:
// about a second.
const mostMoved, motionsWork = 12, 1 << 24

// moved returns, as rows, the tangents of motions that move w; none where pieces are not known as polynomials.
func (p *point) moved(pieces []piece) rational.Matrix {
	none := rational.Zeros(0, len(p.w))
	var losses, sides []models.Polynomial
	for _, q := range pieces {
		if q.polynomial == nil {
			return none
		}
		losses = append(losses, *q.polynomial)
		for _, s := range q.sides {
			if s.polynomial == nil {
				return none
			}
			sides = append(sides, *s.polynomial)
		}
	}
	motions, err := exact.Motions(len(p.w), losses, sides, motionsWork)
	if err != nil || motions.IsZero() {
		return none
	}
	return motions
}

// together decides by what all pieces have in common, with the parameters that are not free held.
func (p *point) together(pieces []piece, free []int, where string) {
	for _, sign := range []int64{1, -1} {
		strict, flat, moves := 0, 0, false // moves: on a piece that is not empty
		for _, q := range pieces {
			switch {
			case q.flat:
				flat++
			case q.constrained(sign, free).Strict:
				strict++
				moves = moves || q.open()
			}
		}
		if strict+flat < len(pieces) {
			continue
		}
		what, other, says := &p.minimum, &p.maximum, "rises"
		if sign < 0 {
			what, other, says = other, what, "falls"
		}
		settle(what, yes)
		if p.Strict = flat == 0 && len(free) == len(p.w); flat == 0 || moves {
			settle(other, no)
		} else if strict == 0 {
			settle(other, yes)
		}
		p.because("%s the loss %s, or is constant, on each of %d pieces", where, says, len(pieces))
		return
	}
}

// constrained decides ±P among the points where all sides are not negative, and parameters that are not free are held, by
// [exact.Constrain]. Where second derivatives are not rational, only what holds at first order is known: that no
// direction is level.
func (q piece) constrained(sign int64, free []int) exact.Constrained {
	second := q.h != nil
	for _, s := range q.sides {
		second = second && s.h != nil
	}
	var sides []exact.Side
	for _, s := range q.sides {
		side := exact.Side{Gradient: restricted(s.n, free)}
		if second {
			side.Hessian = block(s.h, free)
		}
		sides = append(sides, side)
	}
	g := rational.FromEntries(1, len(free), restricted(q.g, free)).Scale(rational.Int(sign)).Entries()
	h := rational.Zeros(len(free), len(free)) // does not rise in any direction
	if second {
		h = block(q.h, free).Scale(rational.Int(sign))
	}
	c, err := exact.Constrain(g, h, sides)
	if err != nil {
		panic(err) // the matrices are symmetric
	}
	return c
}

func restricted(x []*big.Rat, free []int) []rational.Number {
	out := make([]rational.Number, len(free))
	for k, i := range free {
		out[k] = rational.Of(x[i])
	}
	return out
}

func block(h [][]*big.Rat, free []int) rational.Matrix { return rational.FromRows(h).Principal(free) }

// levels follows the lines, and parabolas, along which a piece is level at first order and does not rise, or fall, at
// second: either refutes what it should.
func (p *point) levels(pieces []piece) {
	all := make([]int, len(p.w))
	for i := range all {
		all[i] = i
	}
	for _, sign := range []int64{1, -1} {
		if known := map[int64]truth{1: p.minimum, -1: p.maximum}[sign]; known != 0 {
			continue
		}
		for _, q := range pieces {
			c := q.constrained(sign, all)
			if c.Down != nil && p.follows(sign, c.Down) || c.Level != nil && p.follows(sign, c.Level) || c.Bend != nil && p.follows(sign, c.Level, c.Bend) {
				break
			}
		}
	}
}

// follows follows a curve with the given coefficients of t, t², …, and draws the conclusion if ±L falls along it.
func (p *point) follows(sign int64, coefficients ...[]rational.Number) bool {
	delta := make([]models.Series, len(p.w))
	for i := range delta {
		delta[i] = models.Series{new(big.Rat)}
		for _, c := range coefficients {
			delta[i] = append(delta[i], c[i].Rat())
		}
	}
	c, ok, err := exact.Follow(p.tape, p.w, delta, followed)
	if err != nil || !ok || int64(c.Coefficient.Sign()) != -sign {
		return false
	}
	if sign > 0 {
		if p.falls(); p.Descent == nil {
			p.Descent = descentOf(&c)
		}
	} else {
		p.rises()
	}
	p.because("%v", descentOf(&c))
	return true
}
