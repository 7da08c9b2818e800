package certify

import (
	"fmt"
	"math"
	"slices"

	"saddle/spectra"
	"saddle/spectra/interval"
)

// CriticalPointByGap is [CriticalPoint] for many parameters: it takes no product of matrices. Let g = ‖∇L(w)‖, B the box of half-width r = 2g/μ about
// w, which holds the closed ball of radius r, and [H] ∋ ∇²L(x) for all x of B. If
//
//   - no matrix of [H] has an eigenvalue within [−μ, μ], and
//   - none differs from M, that of the midpoints, by more than μ/2 in norm,
//
// then T(x) = x − M⁻¹∇L(x) maps the ball to itself, as ‖T(x) − w‖ ≤ r/2 + g/μ, and halves distances in it, so that it has a fixed point
// (S. Banach), which is a critical point. There is one in B at most: where ∇L(x) = ∇L(y), the mean of ∇²L from y to x, which is a
// matrix of [H], as that is convex, takes x − y to 0. The signs of its eigenvalues are those of all matrices of [H].
//
// gap is μ > 0: half of the least |λ| that was computed of ∇²L(w), say. The error is an [ErrArgument], an [ErrUnproved], or one of the loss. Cost: an enclosure of the gradient, one of
// the Hessian and an inertia.
func CriticalPointByGap(l Enclosable, w []float64, gap float64) (Critical, error) {
	if err := check(l, w, 0); err != nil {
		return Critical{}, err
	}
	if !(gap > 0 && gap <= math.MaxFloat64) {
		return Critical{}, ErrArgument{Arg: "gap", Want: "a positive number, below which no eigenvalue of the Hessian is in size"}
	}
	_, gradient, err := l.EncloseGradient(point{w: w}.box(0))
	if err != nil {
		return Critical{}, err
	}
	g := 0.0
	for _, x := range gradient {
		g = interval.AddUp(g, interval.MulUp(x.Mag(), x.Mag()))
	}
	g = interval.SqrtUp(g)
	r := interval.AddUp(interval.DivUp(2*g, gap), 0x1p-1000)
	if !(r <= math.MaxFloat64 && interval.DivUp(g, gap) <= r/2) {
		return Critical{}, ErrUnproved{Why: "a Newton step at w is not bounded"}
	}
	e, err := l.Enclose(point{w: w}.box(r))
	if err != nil {
		return Critical{}, ErrUnproved{fmt.Sprintf("the loss is not known to be smooth within %.3g of w", r), err}
	}
	if radius := radiusOf(e.Hessian); !(radius <= gap/2) {
		return Critical{}, ErrUnproved{Why: fmt.Sprintf("within %.3g of w the Hessian may change by %.3g in norm, which is to be half of %.3g at most; polish the point", r, radius, gap)}
	}
	in, err := spectra.InertiaOf(widened(e.Hessian, gap))
	if err != nil {
		return Critical{}, bounded(r, err)
	}
	if in.Neg+in.Pos < len(w) {
		return Critical{}, ErrUnproved{Why: fmt.Sprintf("within %.3g of w all that is known of eigenvalues beyond %.3g is: %v", r, gap, in)}
	}
	return Critical{W: slices.Clone(w), R: r, Inertia: in, Loss: e.Loss}, nil
}

// radiusOf bounds the norm of the difference of a matrix from that of the midpoints, by that of Frobenius.
func radiusOf(a *interval.Sym) float64 {
	sum := 0.0
	for i := range a.Dim() {
		for j := range i + 1 {
			square := interval.MulUp(a.At(i, j).Rad(), a.At(i, j).Rad())
			if i != j {
				square *= 2
			}
			sum = interval.AddUp(sum, square)
		}
	}
	return interval.SqrtUp(sum)
}

// widened returns the matrices A + tI with A in a and |t| ≤ gap.
func widened(a *interval.Sym, gap float64) *interval.Sym {
	out := interval.NewSym(a.Dim())
	for i := range a.Dim() {
		for j := range i {
			out.Set(i, j, a.At(i, j))
		}
		out.Set(i, i, a.At(i, i).Add(interval.Interval{Lo: -gap, Hi: gap}))
	}
	return out
}
