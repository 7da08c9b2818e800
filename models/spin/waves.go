package spin

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra/f64"
)

// Waves is a finite sum of plane waves on ℝⁿ,
//
//	φ(x) = Σ_m a_m cos(k_m·x) + b_m sin(k_m·x).
//
// It is a models.Model of all x, immutable and safe for concurrent use. A pass costs a sine and a cosine for each wave.
type Waves struct {
	n    int
	k    []float64 // row by row
	a, b []float64
}

var (
	_ models.Model          = (*Waves)(nil)
	_ models.LossGradienter = (*Waves)(nil)
	_ models.Hessianer      = (*Waves)(nil)
)

// NewWaves returns the sum of waves with the wave vectors k, all of one length n ≥ 1, and the amplitudes a of cosines and b of sines, one each for
// every wave, of which it keeps copies. The error is a models.ErrArgument for no waves or no coordinates, a models.ErrDimension for
// ragged rows and lists, or a models.ErrNotFinite.
func NewWaves(k [][]float64, a, b []float64) (*Waves, error) {
	if len(k) == 0 || len(k[0]) == 0 {
		return nil, models.ErrArgument{Arg: "k", Want: "at least one wave vector of at least one coordinate"}
	}
	w := &Waves{n: len(k[0])}
	for m, row := range k {
		if len(row) != w.n {
			return nil, models.ErrDimension{Arg: fmt.Sprintf("k[%d]", m), Got: len(row), Want: w.n}
		}
		if at := notFinite(row); at >= 0 {
			return nil, models.ErrNotFinite{Arg: fmt.Sprintf("k[%d][%d]", m, at), Value: row[at]}
		}
		w.k = append(w.k, row...)
	}
	for _, amplitudes := range []struct {
		name string
		x    []float64
	}{{"a", a}, {"b", b}} {
		if len(amplitudes.x) != len(k) {
			return nil, models.ErrDimension{Arg: amplitudes.name, Got: len(amplitudes.x), Want: len(k)}
		}
		if at := notFinite(amplitudes.x); at >= 0 {
			return nil, models.ErrNotFinite{Arg: fmt.Sprintf("%s[%d]", amplitudes.name, at), Value: amplitudes.x[at]}
		}
	}
	w.a, w.b = append(w.a, a...), append(w.b, b...)
	return w, nil
}

// notFinite returns the first index of what is no number or infinite, −1 if there is none.
func notFinite(x []float64) int {
	return slices.IndexFunc(x, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
}

// A Wave is a part of the law of a Gaussian field: a wave vector, and the standard deviation of the two amplitudes.
type Wave struct {
	K         []float64
	Deviation float64
}

// DrawWaves draws the stationary Gaussian field whose amplitudes are independent, with mean 0 and the given deviations:
//
//	⟨φ(x) φ(y)⟩ = Σ_m s_m² cos k_m·(x − y).
//
// The error is that of [NewWaves]. Cost: two normal numbers for each wave.
func DrawWaves(r *rand.Rand, law []Wave) (*Waves, error) {
	var k [][]float64
	var a, b []float64
	for _, w := range law {
		k = append(k, w.K)
		a, b = append(a, w.Deviation*r.NormFloat64()), append(b, w.Deviation*r.NormFloat64())
	}
	return NewWaves(k, a, b)
}

// mostIsotropic is the greatest n of [IsotropicWaves].
const mostIsotropic = 4

// IsotropicWaves returns the law of a stationary Gaussian field on ℝⁿ, 1 ≤ n ≤ 4, of the period 2π in each coordinate, whose value,
// gradient and Hessian at a point are those of an isotropic field: Σ s² k_i k_j = c δ_ij and
//
//	Σ s² k_i k_j k_l k_m = ⟨∂_ij φ ∂_lm φ⟩ = d (δ_ij δ_lm + δ_il δ_jm + δ_im δ_jl).
//
// This is all that the formula of Kac and Rice asks for when it counts critical points by index. For n > 1 the wave vectors are e_i, with
// s² = 8 − 2n, and e_i ± e_j, with s² = 1: for n = 4 the roots of D₄. For n = 1 they are 1 and 2, with s² = 1. The error is a models.ErrArgument.
func IsotropicWaves(n int) ([]Wave, error) {
	if n < 1 || n > mostIsotropic {
		return nil, models.ErrArgument{Arg: fmt.Sprintf("n = %d", n), Want: fmt.Sprintf("1 … %d dimensions", mostIsotropic)}
	}
	if n == 1 {
		return []Wave{{[]float64{1}, 1}, {[]float64{2}, 1}}, nil
	}
	var law []Wave
	vector := func(i, j int, sign float64) []float64 {
		k := make([]float64, n)
		k[j] = sign
		k[i] = 1
		return k
	}
	for i := range n {
		if n < 4 {
			law = append(law, Wave{vector(i, i, 1), math.Sqrt(float64(8 - 2*n))})
		}
		for j := range i {
			law = append(law, Wave{vector(i, j, 1), 1}, Wave{vector(i, j, -1), 1})
		}
	}
	return law, nil
}

// Dim returns n, the number of coordinates.
func (w *Waves) Dim() int { return w.n }

// each calls visit with the cosine and the sine part of every wave at x, a cos k·x + b sin k·x and its derivative by k·x.
func (w *Waves) each(x []float64, visit func(k []float64, value, slope float64)) {
	if len(x) != w.n {
		panic(models.ErrDimension{Arg: "w", Got: len(x), Want: w.n}.Error())
	}
	for m, a := range w.a {
		k := w.k[m*w.n : (m+1)*w.n]
		sin, cos := math.Sincos(f64.Dot(k, x))
		visit(k, float64(a*cos)+float64(w.b[m]*sin), float64(w.b[m]*cos)-float64(a*sin))
	}
}

// Loss returns φ(x).
func (w *Waves) Loss(x []float64) (phi float64) {
	w.each(x, func(_ []float64, value, _ float64) { phi += value })
	return phi
}

// Gradient sets dst = ∇φ(x).
func (w *Waves) Gradient(dst, x []float64) { w.LossGradient(dst, x) }

// LossGradient sets dst = ∇φ(x) and returns φ(x).
func (w *Waves) LossGradient(dst, x []float64) (phi float64) {
	fitWaves("dst", dst, w.n)
	g := make([]float64, w.n)
	w.each(x, func(k []float64, value, slope float64) {
		phi += value
		f64.Axpy(g, slope, k)
	})
	copy(dst, g)
	return phi
}

// HessVec sets dst = ∇²φ(x) v.
func (w *Waves) HessVec(dst, x, v []float64) {
	fitWaves("dst", dst, w.n)
	fitWaves("v", v, w.n)
	h := make([]float64, w.n)
	w.each(x, func(k []float64, value, _ float64) { f64.Axpy(h, -value*f64.Dot(k, v), k) })
	copy(dst, h)
}

// Hessian sets dst = ∇²φ(x) = −Σ_m (a_m cos k_m·x + b_m sin k_m·x) k_m k_mᵀ. An empty dst is resized; it panics if dst has another order.
func (w *Waves) Hessian(dst *mat.SymDense, x []float64) {
	fitOrder(dst, w.n)
	raw := dst.RawSymmetric()
	for i := range w.n {
		clear(raw.Data[i*raw.Stride : i*raw.Stride+w.n])
	}
	w.each(x, func(k []float64, value, _ float64) {
		for i, c := range k {
			if c != 0 {
				f64.Axpy(raw.Data[i*raw.Stride+i:i*raw.Stride+w.n], -value*c, k[i:])
			}
		}
	})
}

// Tape returns the formula, with exact constants.
func (w *Waves) Tape() *models.Tape {
	return models.Trace(w.n, func(x []models.Var) models.Var {
		var terms []models.Var
		for m, a := range w.a {
			var phase []models.Var
			for i, c := range w.k[m*w.n : (m+1)*w.n] {
				phase = append(phase, models.Const(c).Mul(x[i]))
			}
			t := models.Sum(phase...)
			terms = append(terms, models.Const(a).Mul(t.Cos()), models.Const(w.b[m]).Mul(t.Sin()))
		}
		return models.Sum(terms...)
	})
}

func fitWaves(arg string, x []float64, n int) {
	if len(x) != n {
		panic(models.ErrDimension{Arg: arg, Got: len(x), Want: n}.Error())
	}
}
