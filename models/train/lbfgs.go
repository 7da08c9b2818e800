package train

import (
	"slices"

	"saddle/models"
)

// remembered is how many pairs of steps and changes of the gradient LBFGS keeps.
const remembered = 30

// LBFGS follows w ← w − t B∇L(w), where B approximates the inverse Hessian by the last 30 steps s and
// the changes y of the gradient that they made (J. Nocedal, "Updating quasi-Newton matrices with
// limited storage", Mathematics of Computation 35, 1980). A step is halved from t = 1 until the loss
// falls by 10⁻⁴ of what it would at first order; the first is one of gradient descent. Pairs with s·y ≤
// 0 are not kept, so that it goes down also where the loss curves down. Cost: a gradient and a loss a
// step, mostly, and 120 n flops. It panics as Descend does.
func LBFGS(m models.Model, w []float64, o *WalkOptions) Walk {
	var b inverse
	return follow(m, w, o, func(at *place) ([]float64, bool) {
		b.learn(at.w, at.g)
		for {
			step := b.times(at.g)
			for t := 1.0; t > 1.0/(1<<halvings); t /= 2 {
				if next := moved(at.w, step, -t); at.falls(next, float64(t*inner(at.g, step))) {
					return next, true
				}
			}
			if len(b.pairs) == 0 {
				return nil, false
			}
			b.pairs = nil // rounding has spoilt it: begin with the gradient again
		}
	})
}

// inverse is an approximation of an inverse Hessian by what was seen of it.
type inverse struct {
	w, g  []float64 // of the last point
	pairs []pair    // the oldest first
}

// A pair is a step s, the change y of the gradient, and s·y.
type pair struct {
	s, y []float64
	sy   float64
}

// learn takes in the step to w, where the gradient is g.
func (b *inverse) learn(w, g []float64) {
	if b.w != nil {
		p := pair{s: moved(w, b.w, -1), y: moved(g, b.g, -1)}
		if p.sy = inner(p.s, p.y); p.sy > 0 {
			if len(b.pairs) == remembered {
				b.pairs = b.pairs[1:]
			}
			b.pairs = append(b.pairs, p)
		}
	}
	b.w, b.g = slices.Clone(w), slices.Clone(g)
}

// times returns B g, by the two loops of the paper.
func (b *inverse) times(g []float64) []float64 {
	q := slices.Clone(g)
	alpha := make([]float64, len(b.pairs))
	for i, p := range slices.Backward(b.pairs) {
		alpha[i] = inner(p.s, q) / p.sy
		add(q, p.y, -alpha[i])
	}
	if n := len(b.pairs); n > 0 {
		last := b.pairs[n-1]
		scale := last.sy / square(last.y)
		for i := range q {
			q[i] *= scale
		}
	}
	for i, p := range b.pairs {
		add(q, p.s, alpha[i]-inner(p.y, q)/p.sy)
	}
	return q
}

// add adds t v to x.
func add(x, v []float64, t float64) {
	for i := range x {
		x[i] += float64(t * v[i])
	}
}
