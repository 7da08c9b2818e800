package verify

import (
	"fmt"

	"saddle/spectra/interval"
)

// A Proved is what was proved of the population loss F of a student with N neurons and K orthonormal teachers: in every dimension of
// at least D it has a strict local minimum within Radius of the point, in fact within Distance, and there F ≥ Loss > 0.
type Proved struct {
	K, N, D                int
	Radius, Distance, Loss float64
}

// An ErrRefused reports a text that is no certificate, or one that is not proved, and says which check or inequality failed.
type ErrRefused struct{ Why string }

// Error says what is wrong.
func (e ErrRefused) Error() string { return "verify: not proved: " + e.Why }

// Certificate checks the text of a certificate. With g ≥ ‖∇F‖ at the point w and 0 < μ ≤ λ_min(∇²F) on the ball of radius r
// about it, g < μ r: on the sphere ∇F points outward, (x − w)·∇F(x) ≥ −g r + μ r² > 0, so that F, which is strictly convex on
// the ball, has its only critical point there inside, within g/μ of w. It is a strict minimum, and stays one with more coordinates,
// all 0 there, as the Hessian in each of them is positive definite on the ball too.
//
// The error is an [ErrRefused]: every stated bound must follow from what is computed here. Cost: (nd)³/3 flops and 4(nd)² bytes: 3 s and 30 MB at nd = 2600.
func Certificate(text []byte) (Proved, error) {
	f, err := read(text)
	if err != nil {
		return Proved{}, err
	}
	norm, sized := f.slope()
	b, apart := f.ball()
	mu, turn := f.Curvature, interval.Pi().Scale2(1)
	g, loss := enclose(norm).Div(turn).Hi, b.loss.Div(turn).Lo
	for _, check := range []struct {
		holds bool
		says  string
	}{
		{sized, "a neuron is shorter than 2^-16 or longer than 2^16"},
		{apart, "on the ball, a neuron may be 0, or two neurons parallel or antiparallel"},
		{f.Radius > 0 && f.Radius <= 1, fmt.Sprintf("0 < r ≤ 1 is false of the radius %v", f.Radius)},
		{mu > 0 && f.Complement > 0, fmt.Sprintf("λ_min > 0 is false of %v or, in other dimensions, %v", mu, f.Complement)},
		{f.Gradient < interval.MulDown(mu, f.Radius), fmt.Sprintf("‖∇F‖ < μ r is false: %v is not below %v · %v", f.Gradient, mu, f.Radius)},
		{g <= f.Gradient, fmt.Sprintf("‖∇F‖ ≤ %v at the point is not confirmed, %v is", f.Gradient, g)},
		{b.shortest >= f.Shortest && f.Shortest > 0, fmt.Sprintf("|w_i| ≥ %v > 0 on the ball is not confirmed, %v is", f.Shortest, b.shortest)},
		{b.angle >= f.Angle && f.Angle > 0, fmt.Sprintf("angles ≥ %v > 0 between lines are not confirmed, %v is", f.Angle, b.angle)},
		{loss >= f.Loss && f.Loss > 0, fmt.Sprintf("F ≥ %v > 0 on the ball is not confirmed, %v is", f.Loss, loss)},
	} {
		if !check.holds {
			return Proved{}, ErrRefused{check.says}
		}
	}
	if !b.complement.above(turn.Mul(interval.Of(f.Complement)).Hi) {
		return Proved{}, ErrRefused{fmt.Sprintf("λ_min ≥ %v in dimensions above %d is not confirmed on the ball", f.Complement, f.D)}
	}
	if !b.hessian.above(turn.Mul(interval.Of(mu)).Hi) {
		return Proved{}, ErrRefused{fmt.Sprintf("λ_min ≥ %v is not confirmed on the ball", mu)}
	}
	return Proved{f.K, f.N, f.D, f.Radius, interval.DivUp(f.Gradient, mu), f.Loss}, nil
}
