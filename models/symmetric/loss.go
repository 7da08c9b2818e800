package symmetric

import (
	"saddle/models"
)

// point holds the numbers of a point as a formula has them.
type point struct {
	shape Shape
	own   []models.Var   // of each class, at the own coordinate
	off   [][]models.Var // of each class, at the other coordinates of each block
}

func (s Shape) point(w []models.Var) point {
	p := point{s, make([]models.Var, len(s.Classes)), make([][]models.Var, len(s.Classes))}
	for c := range p.off {
		p.off[c] = make([]models.Var, len(s.coordinates()))
	}
	for i, q := range s.Params() {
		if q.Own {
			p.own[q.Class] = w[i]
		} else {
			p.off[q.Class][q.Block] = w[i]
		}
	}
	return p
}

// Loss returns F on the subspace, a formula of [Shape.Params], and of as many operations whatever k is. It
// has derivatives where no two neurons, teachers included, are parallel or antiparallel and none
// is 0. The error is that of [Shape.Check].
//
// With f(w, v) the arc-cosine kernel, F = ½ Σ f(w_i, w_j) − Σ f(w_i, v_j) + ½ Σ f(v_i, v_j): pairs
// that a permutation takes to each other are counted, not listed.
func (s Shape) Loss() (*models.Tape, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	return models.Trace(len(s.Params()), func(w []models.Var) models.Var {
		p := s.point(w)
		var squares, pairs models.Var
		for c := range s.Classes {
			squares = squares.Add(p.square(c))
			pairs = pairs.Add(p.within(c)).Sub(p.withTeachers(c))
			for other := range c {
				pairs = pairs.Add(p.between(other, c))
			}
		}
		return squares.Mul(models.Rat(1, 4)).Add(pairs.Div(models.Pi().Mul(models.Rat(2, 1)))).Add(s.teachers())
	}), nil
}

// teachers returns ½ Σ f(v_i, v_j) = k/4 + k(k−1)/4π.
func (s Shape) teachers() models.Var {
	var k models.Var
	for _, size := range s.Blocks {
		k = k.Add(models.Const(size))
	}
	pairs := k.Mul(k.Sub(models.Rat(1, 1)))
	return k.Mul(models.Rat(1, 4)).Add(pairs.Div(models.Pi().Mul(models.Rat(4, 1))))
}

// size returns how many neurons a class has, and how many ordered pairs of two.
func (p point) size(c int) (n, pairs models.Var) {
	n = models.Const(p.shape.count(p.shape.Classes[c]))
	return n, n.Mul(n.Sub(models.Rat(1, 1)))
}

// marked is the coordinate of a neuron of a class: of two neurons of it, the first or the second.
func (p point) marked(c, which int) mark { return mark{int(p.shape.Classes[c]), which} }

// square returns Σ |w_i|² over a class.
func (p point) square(c int) models.Var {
	own := p.marked(c, 0)
	groups := p.shape.groups(own)
	u := p.values(c, own, groups)
	n, _ := p.size(c)
	return n.Mul(product(groups, u, u))
}

// within returns 2π Σ f over the pairs of two neurons of a class.
func (p point) within(c int) models.Var {
	if p.shape.count(p.shape.Classes[c]) == 1 {
		return models.Var{}
	}
	_, pairs := p.size(c)
	return pairs.Mul(models.Rat(1, 2)).Mul(p.pair(c, 0, c, 1))
}

// between returns 2π Σ f over the pairs of neurons of two classes.
func (p point) between(c, d int) models.Var {
	n, pairs := p.size(c)
	m, _ := p.size(d)
	switch of := p.shape.Classes[c]; {
	case of == Single || of != p.shape.Classes[d]:
		return n.Mul(m).Mul(p.pair(c, 0, d, 0))
	case p.shape.count(of) == 1:
		return p.pair(c, 0, d, 0)
	}
	return n.Mul(p.pair(c, 0, d, 0)).Add(pairs.Mul(p.pair(c, 0, d, 1)))
}

// pair returns 2π f of two neurons.
func (p point) pair(c, i, d, j int) models.Var {
	a, b := p.marked(c, i), p.marked(d, j)
	groups := p.shape.groups(a, b)
	return overlap(groups, p.values(c, a, groups), p.values(d, b, groups))
}

// withTeachers returns 2π Σ f over the pairs of a neuron of a class and a teacher.
func (p point) withTeachers(c int) (sum models.Var) {
	n, pairs := p.size(c)
	own := p.marked(c, 0)
	for b, size := range p.shape.Blocks {
		if b != own.block {
			sum = sum.Add(n.Mul(models.Const(size)).Mul(p.teacher(c, mark{b, 0})))
			continue
		}
		sum = sum.Add(n.Mul(p.teacher(c, own)))
		if size != 1 {
			sum = sum.Add(pairs.Mul(p.teacher(c, mark{b, 1})))
		}
	}
	return sum
}

// teacher returns 2π f of a neuron and the teacher at a mark.
func (p point) teacher(c int, j mark) models.Var {
	own := p.marked(c, 0)
	groups := p.shape.groups(own, j)
	return overlapTeacher(groups, p.values(c, own, groups), j)
}
