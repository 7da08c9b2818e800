package papers

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/models/train"
	"saddle/spectra"
)

// A dauphinKrylov lowers ‖∇L‖ as [train.FindCritical] does, by products with the Hessian alone: the steps are those of Levenberg and
// Marquardt in the Krylov space of H and g = ∇L,
//
//	min ‖g − H V c‖² + μ‖c‖²,  V = an orthonormal basis of g, Hg, …, H^{m−1}g,  H V = V⁺T,
//
// with T of Lanczos's method, all vectors kept orthogonal, and its singular values. With μ = 0, and T's pseudo-inverse, it is the step of Newton-MR (F.
// Roosta et al., "Newton-MR: inexact Newton method with minimum residual sub-problem solver", 2018). Cost of a step: m
// products, 4m²n flops, and up to some 36 gradients.
type dauphinKrylov struct {
	net  *models.MLP
	w, g []float64
	size float64 // ‖g‖
}

const (
	dauphinSteps    = 100  // the most steps
	dauphinProgress = 1e-4 // the part of ‖∇L‖ by which a step must lower it

	krylovOrder  = 60    // m
	krylovStop   = 1e-10 // of ‖∇L‖
	krylovCut    = 1e-10 // up to this part of the greatest a singular value of T is taken for 0 if μ = 0
	krylovReach  = 0.25  // the longest step as a part of 1 + ‖w‖
	krylovPlenty = 0.9   // what is left of ‖∇L‖ by a step that is not compared with others
)

// run steps until ‖∇L‖ is small, nothing lowers it, or the steps are made, and returns the steps.
func (k *dauphinKrylov) run(ctx context.Context) (int, error) {
	k.g = make([]float64, len(k.w))
	k.size = k.gradient(k.g, k.w)
	for step := range dauphinSteps {
		if err := ctx.Err(); err != nil {
			return step, context.Cause(ctx)
		}
		if k.size <= krylovStop || !k.step() {
			return step, nil
		}
	}
	return dauphinSteps, nil
}

func (k *dauphinKrylov) gradient(dst, w []float64) float64 {
	k.net.Gradient(dst, w)
	return math.Sqrt(dauphinDot(dst, dst))
}

// basis returns V⁺ and T; V is V⁺ without its last vector.
func (k *dauphinKrylov) basis() ([][]float64, *mat.Dense) {
	pass, n := k.net.Pass(k.w), len(k.w)
	m := min(krylovOrder, n)
	t := mat.NewDense(m+1, m, nil)
	v := [][]float64{scaledBy(1/k.size, k.g)}
	largest := 0.0
	for j := range m {
		next := make([]float64, n)
		pass.HessVec(next, v[j])
		for range 2 { // once more against what rounding has left
			for i, u := range v {
				along := dauphinDot(next, u)
				dauphinAdd(next, -along, u)
				t.Set(i, j, t.At(i, j)+along)
			}
		}
		beta := math.Sqrt(dauphinDot(next, next))
		largest = max(largest, beta, math.Abs(t.At(j, j)))
		if beta <= 1e-13*largest { // the space is invariant
			return append(v, make([]float64, n)), t.Slice(0, j+2, 0, j+1).(*mat.Dense)
		}
		t.Set(j+1, j, beta)
		v = append(v, scaledBy(1/beta, next))
	}
	return v, t
}

// dauphinDot returns x·y.
func dauphinDot(x, y []float64) (sum float64) {
	for i := range x {
		sum += float64(x[i] * y[i])
	}
	return sum
}

// dauphinAdd adds a x to y.
func dauphinAdd(y []float64, a float64, x []float64) {
	for i := range x {
		y[i] += float64(a * x[i])
	}
}

// scaledBy returns a x.
func scaledBy(a float64, x []float64) []float64 {
	out := make([]float64, len(x))
	dauphinAdd(out, a, x)
	return out
}

// damped returns the steps −d for μ = 0 and eight μ from 10⁻¹⁴σ₁² to σ₁², the longest first.
func (k *dauphinKrylov) damped() (out [][]float64) {
	v, t := k.basis()
	var svd mat.SVD
	if !svd.Factorize(t, mat.SVDThin) {
		return nil
	}
	var left, right mat.Dense
	svd.UTo(&left)
	svd.VTo(&right)
	sigma := svd.Values(nil)
	for e := -8; e <= 0; e++ {
		mu, d := 0.0, make([]float64, len(k.w))
		if e > -8 {
			mu = float64(sigma[0]*sigma[0]) * math.Pow(10, float64(2*e))
		}
		for i, s := range sigma {
			if s <= krylovCut*sigma[0] {
				continue
			}
			c := left.At(0, i) * k.size * s / (float64(s*s) + mu)
			for j := range sigma {
				dauphinAdd(d, c*right.At(j, i), v[j])
			}
		}
		out = append(out, d)
	}
	return out
}

// step makes the step of the least μ that lowers ‖∇L‖ by a tenth, and otherwise that which lowers it most; there may be none.
func (k *dauphinKrylov) step() bool {
	from, before, found := k.w, k.size, false
	reach := krylovReach * (1 + math.Sqrt(dauphinDot(from, from)))
	for _, d := range k.damped() {
		long := max(1, math.Sqrt(dauphinDot(d, d))/reach)
		for _, part := range []float64{1, 0.5, 0.25, 0.0625} {
			next, g := slices.Clone(from), make([]float64, len(from))
			dauphinAdd(next, -part/long, d)
			if size := k.gradient(g, next); size <= min(before*(1-dauphinProgress), k.size) {
				k.w, k.g, k.size, found = next, g, size, true
			}
			if k.size <= krylovPlenty*before {
				return true
			}
		}
	}
	return found
}

// end returns what there is to know where the search is, with all eigenvalues of the Hessian.
func (k *dauphinKrylov) end(steps int) (train.Critical, error) {
	h := make([]float64, len(k.w))
	k.net.HessVec(h, k.w, k.g)
	out := train.Critical{W: k.w, Loss: k.net.Loss(k.w), Gradient: k.size, Steps: steps}
	if k.size > 0 {
		out.Flatness = math.Sqrt(dauphinDot(h, h)) / k.size
	}
	switch {
	case out.Gradient < train.CriticalGradient:
		out.Kind = train.CriticalPoint
	case out.Gradient > train.FlatGradient && out.Flatness <= train.FlatCurvature:
		out.Kind = train.GradientFlat
	}
	var hessian mat.SymDense
	k.net.Hessian(&hessian, k.w)
	var err error
	out.Values, err = spectra.Eigenvalues(&hessian)
	return out, err
}
