package decide

import (
	"math/big"
	"math/bits"
	"slices"

	"saddle/spectra/rational"
)

// climbs reports whether ±∇P = Σ λ_k n_k with λ_k > 0 for n linearly independent normals n_k = ∇a_k in n
// dimensions. Then ±∇P·v > 0 for all v ≠ 0 with all n_k·v ≥ 0, among which are all directions in which
// points with all a_k ≥ 0 can tend to w: ±P has a strict minimum there, at first order.
func (q piece) climbs(sign int64) bool {
	n := len(q.g)
	g := rational.FromRows([][]*big.Rat{combination(nil, q.g, float64(sign))})
	for choice := range 1 << len(q.sides) {
		if bits.OnesCount(uint(choice)) != n {
			continue
		}
		var normals [][]*big.Rat
		for k, s := range q.sides {
			if choice>>k&1 == 1 {
				normals = append(normals, s.n)
			}
		}
		inverse, ok := rational.FromRows(normals).Inverse()
		if ok && !slices.ContainsFunc(g.Mul(inverse).Entries(), func(x rational.Number) bool { return x.Sign() <= 0 }) {
			return true
		}
	}
	return false
}

// rises reports whether it is proved in two dimensions that ±P has a strict minimum at w among
// the points where all sides a_k ≥ 0. Let C = {v : n_k·v ≥ 0} with n_k = ∇a_k, which holds all directions in
// which such points can tend to w, and g, H the derivatives of ±P.
//
//   - g·v > 0 for all v ≠ 0 of C: P rises at first order.
//   - g = 0 and vᵀHv > 0 for all v ≠ 0 of C: P rises at second order.
//   - g ≠ 0 and g·v ≥ 0 on C: with g = λ n_k for some λ > 0, ±P − λ a_k is not above ±P where a_k ≥ 0, has
//     gradient 0 at w, and rises at second order if vᵀ(H − λ∇²a_k)v > 0 for the v of C with g·v = 0;
//     where g·v > 0, ±P rises at first order. (The sufficient condition of second order:
//     Nocedal and Wright, theorem 12.6.)
//
// In each case a sequence of points tending to w, without such a rise, has a subsequence whose
// directions tend to some v of C, and the expansion along it contradicts that.
func (q piece) rises(sign int64) bool {
	rays, all := q.rays()
	if all {
		return false // the second condition of the whole plane is that of definite matrices
	}
	g := combination(nil, q.g, float64(sign))
	var flat [][]*big.Rat
	for _, v := range rays {
		switch dot(g, v).Sign() {
		case -1:
			return false
		case 0:
			flat = append(flat, v)
		}
	}
	switch {
	case len(flat) == 0:
		return q.pointed(rays)
	case q.h == nil:
		return false
	case dot(g, g).Sign() == 0:
		h := scaled(q.h, big.NewRat(sign, 1))
		return !slices.ContainsFunc(q.spans(rays), func(cone [][]*big.Rat) bool { return !positiveOn(cone, h) })
	}
	if !q.pointed(rays) && !q.halfPlane(rays, g) {
		return false
	}
	for _, s := range q.sides {
		lambda, ok := ratio(g, s.n)
		if !ok || lambda.Sign() <= 0 || s.h == nil {
			continue
		}
		m := plus(scaled(q.h, big.NewRat(sign, 1)), scaled(s.h, new(big.Rat).Neg(lambda)))
		if !slices.ContainsFunc(flat, func(v []*big.Rat) bool { return quadratic(m, v).Sign() <= 0 }) {
			return true
		}
	}
	return false
}

// rays returns the directions of C that lie on the border of a half-plane n_k·v ≥ 0: C is spanned
// by them, and by an n_k if it is a half-plane. all reports that C is the plane.
func (q piece) rays() (rays [][]*big.Rat, all bool) {
	all = true
	for _, s := range q.sides {
		if s.n[0].Sign() == 0 && s.n[1].Sign() == 0 {
			continue
		}
		all = false
		for _, v := range [][]*big.Rat{
			{new(big.Rat).Neg(s.n[1]), s.n[0]}, {s.n[1], new(big.Rat).Neg(s.n[0])},
		} {
			if q.holds(v) && !slices.ContainsFunc(rays, func(u []*big.Rat) bool { return parallel(u, v) }) {
				rays = append(rays, v)
			}
		}
	}
	return rays, all
}

// holds reports whether v is in C.
func (q piece) holds(v []*big.Rat) bool {
	return !slices.ContainsFunc(q.sides, func(s side) bool { return dot(s.n, v).Sign() < 0 })
}

// pointed reports whether C holds no line: then its rays span it.
func (q piece) pointed(rays [][]*big.Rat) bool {
	for i, u := range rays {
		for _, v := range rays[:i] {
			if cross(u, v).Sign() == 0 {
				return false
			}
		}
	}
	return true
}

// halfPlane reports whether C is the half-plane g·v ≥ 0, or its border line: of two rays that are a line,
// both with g·v = 0, and g·v ≥ 0 in what else C holds.
func (q piece) halfPlane(rays [][]*big.Rat, g []*big.Rat) bool {
	minus := combination(nil, g, -1)
	return len(rays) == 2 && dot(g, rays[0]).Sign() == 0 && dot(g, rays[1]).Sign() == 0 && !q.holds(minus)
}

// ratio returns λ with g = λ n.
func ratio(g, n []*big.Rat) (*big.Rat, bool) {
	if cross(g, n).Sign() != 0 {
		return nil, false
	}
	for i := range n {
		if n[i].Sign() != 0 {
			return new(big.Rat).Quo(g[i], n[i]), true
		}
	}
	return nil, false
}

// spans returns pointed cones, of one or two rays each, that make up C: C itself, or the two halves
// of a half-plane, or of a line.
func (q piece) spans(rays [][]*big.Rat) (cones [][][]*big.Rat) {
	if q.pointed(rays) {
		return [][][]*big.Rat{rays}
	}
	for _, v := range [][]*big.Rat{{new(big.Rat).Neg(rays[0][1]), rays[0][0]}, {rays[0][1], new(big.Rat).Neg(rays[0][0])}} {
		if q.holds(v) {
			return append(cones, [][]*big.Rat{rays[0], v}, [][]*big.Rat{v, rays[1]})
		}
	}
	return [][][]*big.Rat{rays[:1], rays[1:]}
}

// positiveOn reports whether vᵀHv > 0 for all v ≠ 0 of a pointed cone with the given rays, one or two:
// for v = αu + βv with α, β ≥ 0 that is αα uᵀHu + 2αβ uᵀHv + ββ vᵀHv (strict copositivity of order
// two). A cone of no rays holds no v.
func positiveOn(rays [][]*big.Rat, h [][]*big.Rat) bool {
	for _, u := range rays {
		if quadratic(h, u).Sign() <= 0 {
			return false
		}
	}
	if len(rays) < 2 {
		return true
	}
	a, b := quadratic(h, rays[0]), quadratic(h, rays[1])
	c := dot(rays[0], times(h, rays[1]))
	return c.Sign() >= 0 || new(big.Rat).Mul(c, c).Cmp(new(big.Rat).Mul(a, b)) < 0
}
