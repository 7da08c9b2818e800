package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"saddle/spectra/interval"
)

// A Proved is what is proved of the population loss F of a student with N neurons and K orthonormal teachers: in every
// dimension from D on, a strict local minimum lies within Radius of the point, and within Distance; F ≥ Loss > 0 there.
type Proved struct {
	K, N, D                int
	Radius, Distance, Loss float64
}

// An ErrRefused reports what is no certificate or no proof, and which check or inequality fails.
type ErrRefused struct{ Why string }

// Error says what is wrong.
func (e ErrRefused) Error() string { return "verify: not proved: " + e.Why }

// Certificate checks the text of a certificate. With g ≥ ‖∇F‖ at the point w and 0 < μ ≤ λ_min(∇²F) on the ball of
// radius r about it, g < μ r: on the sphere (x − w)·∇F(x) ≥ −g r + μ r² > 0, so that F, which is strictly convex on the
// ball, has its one critical point there inside, within g/μ of w. It is a strict minimum, and stays one with more
// coordinates, all 0, as the Hessian in each of them is positive definite on the ball too. The error is an
// [ErrRefused]: every stated bound must follow from what is computed here. Cost: (nd)³/3 flops and 4(nd)² bytes.
func Certificate(text []byte) (Proved, error) {
	f, err := read(text)
	if err != nil {
		return Proved{}, err
	}
	b, apart := f.ball()
	mu, turn, why := f.Curvature, interval.Pi().Scale2(1), ""
	switch loss := b.loss.Div(turn).Lo; {
	case !apart || b.shortest < 0x1p-16:
		why = "on the ball, a neuron may be shorter than 2^-16, or two neurons parallel or antiparallel"
	case !(f.Radius > 0 && f.Radius <= 1 && mu > 0 && f.Complement > 0):
		why = fmt.Sprintf("0 < r ≤ 1 or λ_min > 0 is false: r = %v, λ_min ≥ %v and, in other dimensions, %v", f.Radius, mu, f.Complement)
	case !(f.Gradient < interval.MulDown(mu, f.Radius)):
		why = fmt.Sprintf("‖∇F‖ < μ r is false: %v is not below %v · %v", f.Gradient, mu, f.Radius)
	case !(f.slope() <= f.Gradient):
		why = fmt.Sprintf("‖∇F‖ ≤ %v at the point is not confirmed", f.Gradient)
	case !(b.shortest >= f.Shortest && b.angle >= f.Angle && f.Shortest > 0 && f.Angle > 0):
		why = fmt.Sprintf("|w_i| ≥ %v > 0 and angles ≥ %v > 0 between lines are not confirmed on the ball, but %v and %v", f.Shortest, f.Angle, b.shortest, b.angle)
	case !(loss >= f.Loss && f.Loss > 0):
		why = fmt.Sprintf("F ≥ %v > 0 on the ball is not confirmed, %v is", f.Loss, loss)
	case !b.complement.above(turn.Mul(interval.Of(f.Complement)).Hi):
		why = fmt.Sprintf("λ_min ≥ %v in dimensions above %d is not confirmed on the ball", f.Complement, f.D)
	case !b.hessian.above(turn.Mul(interval.Of(mu)).Hi):
		why = fmt.Sprintf("λ_min ≥ %v is not confirmed on the ball", mu)
	default:
		return Proved{f.K, f.N, f.D, f.Radius, interval.DivUp(f.Gradient, mu), f.Loss}, nil
	}
	return Proved{}, ErrRefused{why}
}

// A file is what a certificate says, in the order of its text, which has no capital letters. The point is W + Tail, in
// hexadecimal, as 0x1.8p-01; x has the numbers of W and then those of Tail.
type file struct {
	Format                                                         int
	Tool, Claim                                                    string
	K, N, D                                                        int
	Radius, Gradient, Curvature, Complement, Shortest, Angle, Loss float64
	W, Tail                                                        []string
	Checksum                                                       string
	x                                                              []float64
}

const mostNumbers, widest, claim = 10_000, 400, "a strict local minimum with a loss above 0 lies within the radius of the point, in every dimension of at least d"

// read returns what a text says if it is in the one form that certificates have.
func read(text []byte) (f file, err error) {
	if err := json.Unmarshal(text, &f); err != nil {
		return f, ErrRefused{"it is no certificate: " + err.Error()}
	}
	for i, s := range append(f.W, f.Tail...) {
		x, err := strconv.ParseFloat(s, 64)
		if multiple := x * 0x1p192; err != nil || strconv.FormatFloat(x, 'x', -1, 64) != s || !(math.Abs(x) <= 256 && math.Floor(multiple) == multiple) {
			return f, ErrRefused{fmt.Sprintf("number %d of its point, %.40q, is no multiple of 2^-192 up to 256, as 0x1.8p-01", i+1, s)}
		}
		f.x = append(f.x, x)
	}
	switch sum := fmt.Sprintf("sha256:%x", sha256.Sum256(f.text(""))); {
	case f.Format != 1 || f.Claim != claim:
		return f, ErrRefused{"want format 1 and the claim: " + claim}
	case f.K < 1 || f.N < 1 || f.D < f.K || f.N > mostNumbers || f.D > widest || f.N*f.D > mostNumbers || len(f.W) != f.N*f.D || len(f.Tail) != f.N*f.D:
		return f, ErrRefused{fmt.Sprintf("want k, n ≥ 1, %d ≥ d ≥ k, n·d ≤ %d, and n·d numbers and tails; they are %d, %d, %d and %d, %d", widest, mostNumbers, f.K, f.N, f.D, len(f.W), len(f.Tail))}
	case f.Checksum != sum:
		return f, ErrRefused{"its checksum is not that of its other fields: something has been altered"}
	case !bytes.Equal(text, f.text(sum)):
		return f, ErrRefused{"it is not in the one form: a field is twice, unknown or out of order, or a number is written in another way"}
	}
	return f, nil
}

// text writes what read reads, with a checksum. JSON has no number that cannot be written.
func (f file) text(checksum string) []byte {
	f.Checksum = checksum
	text, _ := json.MarshalIndent(f, "", " ")
	return append(bytes.ToLower(text), '\n')
}
