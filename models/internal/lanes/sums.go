package lanes

import "math"

// Angles are the cosines, sines and π − t of the angles t of all pairs, in three arrays of
// pairs.
type Angles struct{ Cos, Sin, Rest []float64 }

// Sums sets loss to F(W), and mix to the n×n matrix of 2π times the coefficients of w_j in
// ∂F/∂w_i, as [Shape.Gradient] needs it. bend is scratch of n entries. With c, s and u of each pair,
//
//	mix_ij = u_ij,  mix_ii = π + (Σ_{j≠i} |w_j| s_ij − Σ_v s_iv)/|w_i|,
//	F = constant + Σ_i |w_i|²/4 + Σ_i |w_i| (Σ_{j>i} |w_j| (s+uc)_ij − Σ_v (s+uc)_iv)/(2π).
//
// Order: each sum from zero, in the order of the pairs; sums of products are chains of fused
// multiply-adds, and the squares and then the pairs are added to the constant.
func (s Shape) Sums(loss *Lanes, mix, bend, r, inverse []float64, a Angles, constant float64) {
	mustHold("mix", mix, s.N*s.N)
	mustHold("bend", bend, s.N)
	mustHold("r", r, s.N)
	mustHold("inverse", inverse, s.N)
	for _, x := range [][]float64{a.Cos, a.Sin, a.Rest} {
		mustHold("angles", x, s.Pairs())
	}
	clear(bend)
	s.sums(loss, mix, bend, r, inverse, a, constant)
}

func (s Shape) sumsGo(loss *Lanes, mix, bend, r, inverse []float64, a Angles, constant float64) {
	var squares, pairs Lanes
	students := s.N * s.D
	for i := range s.N {
		var value, valueV, bendV Lanes
		ri, bi := at(r, i), at(bend, i)
		for j := i + 1; j < s.N; j++ {
			c, sin, u := at(a.Cos, students), at(a.Sin, students), at(a.Rest, students)
			rj, bj := at(r, j), at(bend, j)
			for lane := range value {
				value[lane] = math.FMA(rj[lane], math.FMA(u[lane], c[lane], sin[lane]), value[lane])
				bi[lane] = math.FMA(rj[lane], sin[lane], bi[lane])
				bj[lane] = math.FMA(ri[lane], sin[lane], bj[lane])
			}
			*at(mix, i*s.N+j), *at(mix, j*s.N+i) = *u, *u
			students++
		}
		for v := range s.K {
			c, sin, u := at(a.Cos, i*s.D+v), at(a.Sin, i*s.D+v), at(a.Rest, i*s.D+v)
			for lane := range value {
				valueV[lane] += math.FMA(u[lane], c[lane], sin[lane])
				bendV[lane] += sin[lane]
			}
		}
		m, inv := at(mix, i*s.N+i), at(inverse, i)
		for lane := range value {
			squares[lane] = math.FMA(ri[lane], ri[lane], squares[lane])
			pairs[lane] = math.FMA(ri[lane], value[lane]-valueV[lane], pairs[lane])
			m[lane] = math.FMA(inv[lane], bi[lane]-bendV[lane], math.Pi)
		}
	}
	for lane := range loss {
		loss[lane] = math.FMA(pairs[lane], 1/(2*math.Pi), math.FMA(squares[lane], 0.25, constant))
	}
}

// Gradient sets g_i = (Σ_j mix_ij w_j − rest_i)/(2π), n·d entries as w, rest and g, and
// largest to max_i |g_i|², NaN if there is one.
//
// Order: the sums over j, and then the squares, are chains of fused multiply-adds from zero.
func (s Shape) Gradient(g []float64, largest *Lanes, mix, w, rest []float64) {
	mustHold("g", g, s.N*s.D)
	mustHold("mix", mix, s.N*s.N)
	mustHold("w", w, s.N*s.D)
	mustHold("rest", rest, s.N*s.D)
	s.gradient(g, largest, mix, w, rest)
}

func (s Shape) gradientGo(g []float64, largest *Lanes, mix, w, rest []float64) {
	*largest = Lanes{}
	for i := range s.N {
		var squares Lanes
		for l := range s.D {
			var sum Lanes
			for j := range s.N {
				m, x := at(mix, i*s.N+j), at(w, j*s.D+l)
				for lane := range sum {
					sum[lane] = math.FMA(m[lane], x[lane], sum[lane])
				}
			}
			u, y := at(rest, i*s.D+l), at(g, i*s.D+l)
			for lane, x := range sum {
				y[lane] = (x - u[lane]) * (1 / (2 * math.Pi))
				squares[lane] = math.FMA(y[lane], y[lane], squares[lane])
			}
		}
		for lane, x := range squares {
			if x > largest[lane] || x != x {
				largest[lane] = x
			}
		}
	}
}
