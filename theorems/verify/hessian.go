package verify

import (
	"math"

	"saddle/spectra/interval"
)

type box = []interval.Interval

// A ball is what is known at all points of it: 2π times the Hessian, that in one dimension more in which all points are 0, and F;
// the least length of a student, and the least angle between lines.
type ball struct {
	hessian, complement *lower
	loss                interval.Interval
	shortest, angle     float64
}

// meet returns c, s and ρ of [file.slope] for two neurons, and u = v − (c/|w|²) w.
func meet(w, v box) (c, s, rho interval.Interval, u box) {
	var q, r interval.Interval
	for l, x := range w {
		c, q, r = c.Add(x.Mul(v[l])), q.Add(x.Sqr()), r.Add(v[l].Sqr())
	}
	for l, x := range w {
		u = append(u, v[l].Sub(c.Div(q).Mul(x)))
	}
	s = q.Mul(r).Sub(c.Sqr()).Sqrt()
	return c, s, s.Atan2(c.Neg()), u
}

// ball encloses the points within the radius; ok is false if a neuron may be 0 there, or two of them parallel or antiparallel.
func (f file) ball() (b ball, ok bool) {
	b = ball{newLower(f.N * f.D), newLower(f.N), interval.Of(float64(f.K) * float64(f.K-1) / 2), math.Inf(1), math.Inf(1)}
	rows, own := make([]box, f.N+f.K), interval.Pi().Scale2(-1)
	for i, row := range f.rows() {
		var q interval.Interval
		for _, entry := range row {
			x := enclose(entry)
			if i < f.N {
				x = x.Add(interval.Interval{Lo: -f.Radius, Hi: f.Radius})
			}
			rows[i], q = append(rows[i], x), q.Add(x.Sqr())
		}
		b.loss, b.shortest = b.loss.Add(own.Mul(q)), min(b.shortest, q.Sqrt().Lo) // f(w, w) = |w|²/2
	}
	return b, b.fill(f.N, f.D, rows)
}

// fill sets 2π∇²F. Differentiate 2π ∂f/∂w = (s/q) w + ρ v, with u of this pair and ū = w − (c/|v|²) v:
//
//	∂²/∂w∂v = ρ I + (v ūᵀ + w uᵀ)/s,  ∂²/∂w² = (s/q)(I − w wᵀ/q) + u uᵀ/s.
//
// In one dimension more only the multiples of I are left.
func (b *ball) fill(n, d int, rows []box) (ok bool) {
	for i, w := range rows[:n] {
		var q, bend interval.Interval // bend: Σ ± s, and − is for teachers
		perS, u := make(box, len(rows)), make([]box, len(rows))
		for _, x := range w {
			q = q.Add(x.Sqr())
		}
		for j, v := range rows {
			c, s, rho, perp := meet(w, v)
			if perS[j], u[j] = interval.Of(1).Div(s), perp; j == i {
				perS[j] = interval.Interval{}
				continue
			} else if !s.Positive() {
				return false
			}
			b.angle = min(b.angle, rho.Lo, interval.Pi().Sub(rho).Lo)
			if j >= n {
				s, rho, perS[j] = s.Neg(), rho.Neg(), perS[j].Neg()
			}
			if bend = bend.Add(s); j > i {
				b.loss = b.loss.Add(s).Add(rho.Mul(c))
				continue
			}
			b.complement.set(i, j, rho)
			_, _, _, back := meet(v, w)
			for l := range d * d {
				x := v[l/d].Mul(back[l%d]).Add(w[l/d].Mul(perp[l%d])).Mul(perS[j])
				if l/d == l%d {
					x = x.Add(rho)
				}
				b.hessian.set(i*d+l/d, j*d+l%d, x)
			}
		}
		b.complement.set(i, i, interval.Pi().Add(bend.Div(q)))
		for l := range d {
			for m := range l + 1 {
				x := bend.Div(q).Div(q).Mul(w[l]).Mul(w[m]).Neg()
				for j := range rows {
					x = x.Add(perS[j].Mul(u[j][l]).Mul(u[j][m]))
				}
				if l == m {
					x = x.Add(interval.Pi().Add(bend.Div(q)))
				}
				b.hessian.set(i*d+l, i*d+m, x)
			}
		}
	}
	return true
}
