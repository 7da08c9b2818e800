package models

import (
	"fmt"

	"saddle/spectra/f64"
)

// A Curvature names one of the matrices that stand for the curvature of the loss of a net. With the outputs z_s for sample s,
// J_s = ∂z_s/∂w, the criterion ℓ_s, and ‖w‖² weighted by λ,
//
//	L(w) = c Σ_s ℓ_s(z_s) + λ‖w‖²,  ∇²L = G + R,
//	G = c Σ_s J_sᵀ (∇²ℓ_s) J_s + 2λI,  R = c Σ_s Σ_o (∂ℓ_s/∂z_so) ∇²z_so,
//
// where c is 1 for a sum over the samples and 1/N for their mean. All are symmetric.
type Curvature int

const (
	// FullHessian is ∇²L = G + R.
	FullHessian Curvature = iota
	// GaussNewton is G, positive semi-definite as the criteria are convex: the generalised Gauss–Newton matrix (N. Schraudolph,
	// "Fast curvature matrix-vector products for second-order gradient descent", Neural Computation 14, 2002). Of decay it has all:
	// λ‖w‖² is the squared loss of outputs √(2λ) w. It is ∇²L where all residuals of the squared loss are 0, and wherever the outputs are
	// linear in w.
	GaussNewton
	// Remainder is R = ∇²L − G, what bends the outputs. It is computed as such, not as a difference.
	Remainder
	// Fisher is the Fisher information of the model, c Σ_s E[g gᵀ] with g the gradient of ℓ_s for a label that the model itself draws: by the
	// softmax for CrossEntropy, with Gaussian noise of variance 1 about z_s for Squared. For both it is G without the decay (J. Martens,
	// "New insights and perspectives on the natural gradient method", JMLR 21, 2020, section 9), and computed as that.
	Fisher
	// EmpiricalFisher is c Σ_s g_s g_sᵀ with the gradients of ℓ_s for the labels of the data. It is another matrix: 0 where the net fits the data
	// exactly, and no approximation of the Fisher far from there (F. Kunstner, L. Balles and P. Hennig, "Limitations of the empirical Fisher
	// approximation for natural gradient descent", NeurIPS 2019). Decay has no part in it.
	EmpiricalFisher
)

var curvatureNames = [...]string{"FullHessian", "GaussNewton", "Remainder", "Fisher", "EmpiricalFisher"}

func (c Curvature) known() bool { return FullHessian <= c && c <= EmpiricalFisher }

// String returns the name of c, as "GaussNewton".
func (c Curvature) String() string {
	if !c.known() {
		return fmt.Sprintf("Curvature(%d)", int(c))
	}
	return curvatureNames[c]
}

// GoString returns the Go expression of c, as "models.GaussNewton".
func (c Curvature) GoString() string { return "models." + c.String() }

// Bends reports whether R is a part of the matrix.
func (c Curvature) Bends() bool { return c == FullHessian || c == Remainder }

// Decays reports whether 2λI is a part of the matrix.
func (c Curvature) Decays() bool { return c == FullHessian || c == GaussNewton }

// Curved is implemented by the [Pass] of a net, a loss of outputs: those of [MLP], [DeepLinear] and nets.ResidualLoss.
type Curved interface {
	Pass
	// CurvatureVec sets dst = A v, where A is the block of the parameters from … to−1 of the matrix c: both have length to − from,
	// and dst may alias v. It allocates nothing after the first of them. A block costs the layers that it touches and, of those above, what
	// passes through: see [Point.MulRange].
	CurvatureVec(dst, v []float64, c Curvature, from, to int)
}

// A CurvatureAt is a [Curvature] at a [Point]: a symmetric operator, known by its products, of which spectra.Lanczos, spectra.Density and
// spectra.Trace give the spectrum. It shares the scratch of its Point, and belongs to the same goroutine.
type CurvatureAt struct {
	p     *Point
	which Curvature
}

// Curvature returns a matrix of the net at w. Only nets have others than the Hessian, those whose pass is [Curved]: for another model, and for
// a c that is none of the constants, the error is an [ErrArgument]. Cost: nothing before the first product. A product with FullHessian or
// Remainder takes some 6 N n operations for N samples and n parameters, one with the others 4 N n, less in the first layer.
func (p *Point) Curvature(c Curvature) (*CurvatureAt, error) {
	if !c.known() {
		return nil, ErrArgument{"c", "FullHessian, GaussNewton, Remainder, Fisher or EmpiricalFisher"}
	}
	if _, ok := p.pass.(Curved); !ok && c != FullHessian {
		return nil, ErrArgument{"c", fmt.Sprintf("FullHessian of a %T, which is no loss of the outputs of a net; an MLP, a DeepLinear and a nets.ResidualLoss are", p.model)}
	}
	return &CurvatureAt{p, c}, nil
}

// Dim returns n, the number of parameters.
func (a *CurvatureAt) Dim() int { return a.p.Dim() }

// Mul sets dst = A v. dst may alias v. It allocates nothing after the first product, and panics if a length is not n.
func (a *CurvatureAt) Mul(dst, v []float64) {
	mustFit("dst", dst, a.Dim())
	mustFit("v", v, a.Dim())
	a.p.curvatureVec(dst, v, a.which, 0, a.Dim())
}

// MulBlock sets dst = A V for n×k matrices, as [Point.MulBlock] does.
func (a *CurvatureAt) MulBlock(dst, v f64.Matrix) { mulColumns(a.Dim(), a.Mul, dst, v) }

// MulRange sets dst = A[from:to, from:to] v, as [Point.MulRange] does.
func (a *CurvatureAt) MulRange(dst, v []float64, from, to int) {
	mustBeRange(a.Dim(), dst, v, from, to)
	a.p.curvatureVec(dst, v, a.which, from, to)
}

// MulRange sets dst = H v, where H is the block of the Hessian of the parameters from … to−1, as of a [Block]: both have length to − from, and
// dst may alias v. spectra.Sub makes use of it.
//
// The Hessian of a layer of a net costs a layer: nothing is done for the layers below it, and of 6 products with the matrix of a layer above
// 2 are left. That of the last layer costs next to nothing, that of the first of many like layers a third of the whole. A range in a layer costs what the
// layer does, and models that are no nets what a product of the whole costs. It allocates nothing after the first call, and panics unless 0 ≤ from ≤ to ≤ n
// and the lengths fit.
func (p *Point) MulRange(dst, v []float64, from, to int) {
	mustBeRange(len(p.w), dst, v, from, to)
	p.curvatureVec(dst, v, FullHessian, from, to)
}

func (p *Point) curvatureVec(dst, v []float64, c Curvature, from, to int) {
	if net, ok := p.pass.(Curved); ok {
		net.CurvatureVec(dst, v, c, from, to)
		return
	}
	if to-from == len(p.w) {
		p.pass.HessVec(dst, v)
		return
	}
	if p.padded == nil {
		p.padded = make([]float64, len(p.w))
	}
	clear(p.padded)
	copy(p.padded[from:to], v)
	p.pass.HessVec(p.padded, p.padded)
	copy(dst, p.padded[from:to])
}

// mustBeRange panics unless from … to−1 are some of n parameters, and dst and v have as many entries.
func mustBeRange(n int, dst, v []float64, from, to int) {
	if from < 0 || to < from || to > n {
		panic(fmt.Sprintf("models: parameters %d to %d of %d", from, to, n))
	}
	mustFit("dst", dst, to-from)
	mustFit("v", v, to-from)
}
