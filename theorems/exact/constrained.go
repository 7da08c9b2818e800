package exact

import "saddle/spectra/rational"

// A Side is a function a that is 0 at a point, by its derivatives there.
type Side struct {
	Gradient []rational.Number
	Hessian  rational.Matrix // of no rows where a is linear
}

// A Constrained point is what is known of a function f with continuous second derivatives at a point w, among the
// points near it where all sides a_k ≥ 0.
type Constrained struct {
	// Strict says that it is proved that f is higher at all of these points but w.
	Strict bool
	// Down is a direction with ∇a_k·v ≥ 0 along which f falls at first order; nil if there is none.
	Down []rational.Number
	// Level is a direction v with ∇a_k·v ≥ 0 and ∇f·v = 0 along which f is not seen to rise at second order. It is nil
	// where Strict, or Down is not.
	Level []rational.Number
	// Bend is such that along w + tv + t²Bend, for v = Level, no ∇a_k is negative to second order, and f falls at
	// that; nil if there is none.
	Bend []rational.Number
}

// Constrain decides f by its gradient g and Hessian h at w, by the sufficient condition of second order: if g = Σ λ_k
// ∇a_k with λ_k ≥ 0, and
//
//	vᵀ(h − Σ λ_k ∇²a_k)v > 0 for all v ≠ 0 with g·v = 0 and ∇a_k·v ≥ 0 for all k,
//
// then f has a strict local minimum (J. Nocedal and S. Wright, Numerical Optimization, 2006, theorem 12.6): else there were
// points w + t_i v_i with t_i → 0, |v_i| = 1 and f(w + t_i v_i) ≤ f(w), with v_i → v, say. Then ∇a_k·v ≥ 0 and g·v ≤ 0, so that
// g·v = 0; and f − Σ λ_k a_k ≤ f, which has the gradient 0, does not rise at second order along v. What f is on the rays
// is decided by [rational.Matrix.NotAbove]. One λ is tried, that of [rational.Matrix.Cone]. The dimensions must fit.
// The error is a [rational.ErrNotSymmetric]. Cost: linear programs and 2^sides signatures.
func Constrain(g []rational.Number, h rational.Matrix, sides []Side) (c Constrained, err error) {
	n := len(g)
	a := rational.Zeros(0, n)
	for _, s := range sides {
		a = a.Above(rational.FromEntries(1, n, s.Gradient))
	}
	lambda, down := a.Cone(g)
	if down != nil {
		return Constrained{Down: down}, nil
	}
	form, still := h, rational.Zeros(0, n)
	for k, s := range sides {
		if lambda[k].IsZero() {
			continue
		}
		still = still.Above(rational.FromEntries(1, n, s.Gradient))
		if s.Hessian.Rows > 0 {
			form = form.Sub(s.Hessian.Scale(lambda[k]))
		}
	}
	basis := still.Kernel() // g·v = Σ λ_k ∇a_k·v is 0 where these are
	x, err := basis.Mul(form).Mul(basis.T()).NotAbove(a.Mul(basis.T()))
	if x == nil {
		return Constrained{Strict: err == nil}, err
	}
	v := rational.FromEntries(1, len(x), x).Mul(basis)
	return Constrained{Level: v.Entries(), Bend: bend(g, h, sides, v)}, nil
}

// bend returns y with g·y + ½vᵀhv < 0 and ∇a_k·y + ½vᵀ∇²a_k v ≥ 0 for all k with ∇a_k·v = 0; nil if there is none. It
// is a linear program in y and a factor of the other terms.
func bend(g []rational.Number, h rational.Matrix, sides []Side, v rational.Matrix) []rational.Number {
	half := func(m rational.Matrix) rational.Number {
		if m.Rows == 0 {
			return rational.Number{}
		}
		return v.Mul(m).Mul(v.T()).At(0, 0).Mul(rational.New(1, 2))
	}
	n := len(g)
	rows := append(rational.Zeros(1, n).Entries(), rational.Int(1))
	count := 1
	for _, s := range sides {
		slope := rational.FromEntries(1, n, s.Gradient)
		if slope.Mul(v.T()).At(0, 0).IsZero() {
			rows = append(append(rows, s.Gradient...), half(s.Hessian))
			count++
		}
	}
	_, y := rational.FromEntries(count, n+1, rows).Cone(append(append([]rational.Number(nil), g...), half(h)))
	if y == nil || y[n].Sign() <= 0 {
		return nil
	}
	for i := range n {
		y[i] = y[i].Quo(y[n])
	}
	return y[:n]
}
