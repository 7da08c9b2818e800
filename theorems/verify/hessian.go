package verify

import (
	"math"

	"saddle/spectra/interval"
)

// A ball is what is known at all of its points: 2π times the Hessian, that in one dimension more, in which all are 0,
// and F; the least length of a student, and the least angle between lines.
type ball struct {
	hessian, complement *lower
	loss                interval.Interval
	shortest, angle     float64
}

// ball encloses the points within the radius; not ok if a neuron may be 0, or two of them parallel or antiparallel.
func (f file) ball() (b ball, ok bool) {
	b = ball{newLower(f.N * f.D), newLower(f.N), interval.Of(float64(f.K) * float64(f.K-1) / 2), math.Inf(1), math.Inf(1)}
	rows := make([][]interval.Interval, f.N+f.K)
	for i, row := range f.rows() {
		for _, entry := range row {
			x := enclose(entry)
			if i < f.N {
				x = x.Add(interval.Interval{Lo: -f.Radius, Hi: f.Radius})
			}
			rows[i] = append(rows[i], x)
		}
		q, _, _, _, _, _ := meet(rows[i], rows[i]) // f(w, w) = |w|²/2
		b.loss = b.loss.Add(interval.Pi().Scale2(-1).Mul(q))
	}
	return b, b.fill(f.N, f.D, rows)
}

// meet returns q, c, s and ρ of [file.slope] for two neurons, u = v − (c/|w|²) w and ū = w − (c/|v|²) v.
func meet(w, v []interval.Interval) (q, c, s, rho interval.Interval, u, back []interval.Interval) {
	var r interval.Interval
	for l, x := range w {
		q, c, r = q.Add(x.Sqr()), c.Add(x.Mul(v[l])), r.Add(v[l].Sqr())
	}
	perQ, perR := c.Div(q), c.Div(r)
	for l, x := range w {
		u, back = append(u, v[l].Sub(perQ.Mul(x))), append(back, x.Sub(perR.Mul(v[l])))
	}
	s = q.Mul(r).Sub(c.Sqr()).Sqrt()
	return q, c, s, s.Atan2(c.Neg()), u, back
}

// fill sets 2π∇²F, and its multiples of I, all that is left in other dimensions. As 2π ∂f/∂w = (s/q) w + ρ v,
//
//	∂²/∂w∂v = ρ I + (v ūᵀ + w uᵀ)/s,  ∂²/∂w² = (s/q)(I − w wᵀ/q) + u uᵀ/s.
func (b *ball) fill(n, d int, rows [][]interval.Interval) (ok bool) {
	for i, w := range rows[:n] {
		var bend interval.Interval // Σ ± s/q, and − is for teachers
		perS, us := make([]interval.Interval, len(rows)), make([][]interval.Interval, len(rows))
		for j, v := range rows {
			q, c, s, rho, u, back := meet(w, v)
			if us[j] = u; j == i {
				continue
			} else if !s.Positive() {
				return false
			}
			b.angle, perS[j] = min(b.angle, rho.Lo, interval.Pi().Sub(rho).Lo), interval.Of(1).Div(s)
			if j >= n {
				s, rho, perS[j] = s.Neg(), rho.Neg(), perS[j].Neg()
			}
			if bend = bend.Add(s.Div(q)); j > i {
				b.loss = b.loss.Add(s).Add(rho.Mul(c))
				continue
			}
			b.complement.set(i, j, rho)
			for l := range d * d {
				x := v[l/d].Mul(back[l%d]).Add(w[l/d].Mul(u[l%d])).Mul(perS[j])
				if l/d == l%d {
					x = x.Add(rho)
				}
				b.hessian.set(i*d+l/d, j*d+l%d, x)
			}
		}
		q, _, _, _, _, _ := meet(w, w)
		own, perQ := interval.Pi().Add(bend), bend.Div(q).Neg()
		b.complement.set(i, i, own)
		b.shortest = min(b.shortest, q.Sqrt().Lo)
		for l := range d {
			for m := range l + 1 {
				x := perQ.Mul(w[l]).Mul(w[m])
				for j, u := range us {
					x = x.Add(perS[j].Mul(u[l]).Mul(u[m]))
				}
				if l == m {
					x = x.Add(own)
				}
				b.hessian.set(i*d+l, i*d+m, x)
			}
		}
	}
	return true
}
