package models

import (
	"fmt"
	"math/big"
)

// A DeepLinear is the squared loss of a deep linear net on a data set,
//
//	L(w) = ½ ‖W_{H+1} … W₁ X − Y‖²_F
//
// with H ≥ 0 hidden layers, widths d₀ … d_{H+1}, W_l of shape d_l × d_{l−1}, inputs X
// (d₀ × N) and targets Y (d_{H+1} × N), one column a sample, as papers write it: in code a
// sample is a row, as in all models. With options, the sum is ½ Σ ωᵢⱼ rᵢⱼ² over the entries
// of the residual r, and λ‖w‖² is added.
//
// w holds W₁ row by row, then W₂, …: see [Layers]. With E = ω∘r, W_{>l} the product of
// the layers after l and W_{<l} of those before it,
//
//	∂L/∂W_l = W_{>l}ᵀ E (W_{<l} X)ᵀ + 2λW_l
//	∇²L[Δ, Δ] = ‖√ω∘Σ_l W_{>l}Δ_lW_{<l}X‖² + 2λ‖Δ‖²
//	            + 2 Σ_{l>k} ⟨E, W_{>l}Δ_l W_{l−1}…W_{k+1} Δ_kW_{<k}X⟩
type DeepLinear struct {
	exact         *deepLinearData
	widths        []int
	offsets       []int // where W_l begins in w, and at last the number of parameters
	samples       int
	x, y, weights []float64 // of the formula, row by row; weights nil: all one
	lambda        float64
	free          stack[deepLinearPass]
}

// DeepLinearOptions are the rarer constants of a deep linear loss. Code in float64
// uses the nearest numbers, tapes the exact ones.
type DeepLinearOptions struct {
	Weights [][]*big.Rat // ω ≥ 0, of the shape of the targets, one row a sample; nil: all one
	Decay   *big.Rat     // λ ≥ 0; nil: 0
}

// NewDeepLinear returns the loss of widths d₀ … d_{H+1} on inputs x and targets y,
// N rows of lengths d₀ and d_{H+1}, one a sample; opt may be nil. The arguments are copied.
// The error is an [ErrArgument] (no layer, a width below 1, no sample, a negative option),
// an [ErrDimension] or an [ErrNotFinite], and names the argument, as "Y[1][0]".
func NewDeepLinear(widths []int, x, y [][]float64, opt *DeepLinearOptions) (*DeepLinear, error) {
	exactX, err := exactRows("X", x)
	if err != nil {
		return nil, err
	}
	exactY, err := exactRows("Y", y)
	if err != nil {
		return nil, err
	}
	data, err := newDeepLinearData(widths, exactX, exactY, opt)
	if err != nil {
		return nil, err
	}
	if opt != nil {
		if _, err := nearest("Weights", opt.Weights); err != nil {
			return nil, err
		}
	}
	m := &DeepLinear{exact: data, widths: data.widths, offsets: offsets(data.widths), samples: len(x), lambda: data.lambda}
	m.x, _ = nearest("X", data.x) // no errors: they were float64 numbers, and weights can be
	m.y, _ = nearest("Y", data.y)
	m.weights, _ = nearest("Weights", data.weights)
	return m, nil
}

// offsets returns where every layer begins in w, and at last the length of w.
func offsets(widths []int) []int {
	at := make([]int, len(widths))
	for l := 1; l < len(widths); l++ {
		at[l] = at[l-1] + widths[l]*widths[l-1]
	}
	return at
}

// Layers returns the rows of W₁, W₂, … for widths d₀ … d_{H+1} as parts of w, which
// they share: row i of W_l is Layers(widths, w)[l−1][i]. It panics if w has not the
// length Σ d_l d_{l−1}.
func Layers[T any](widths []int, w []T) [][][]T {
	at := offsets(widths)
	if n := at[len(at)-1]; len(w) != n {
		panic(fmt.Sprintf("models: w has length %d, want %d", len(w), n))
	}
	layers := make([][][]T, len(widths)-1)
	for l := range layers {
		for i := range widths[l+1] {
			from := at[l] + i*widths[l]
			layers[l] = append(layers[l], w[from:from+widths[l]:from+widths[l]])
		}
	}
	return layers
}

// Dim returns the number of parameters, Σ d_l d_{l−1}.
func (m *DeepLinear) Dim() int { return m.offsets[len(m.offsets)-1] }

// Widths returns a copy of d₀ … d_{H+1}.
func (m *DeepLinear) Widths() []int { return append([]int(nil), m.widths...) }

// Tape returns the formula, with exact constants.
func (m *DeepLinear) Tape() *Tape { return m.exact.tape() }

// Loss returns L(w), in O(N Σ d_l d_{l−1}).
func (m *DeepLinear) Loss(w []float64) float64 {
	p := m.scratch(w)
	defer m.release(p)
	return p.forward()
}

// Gradient sets dst = ∇L(w), at some three times the cost of Loss.
func (m *DeepLinear) Gradient(dst, w []float64) { m.LossGradient(dst, w) }

// LossGradient sets dst = ∇L(w) and returns L(w), for the price of the gradient.
func (m *DeepLinear) LossGradient(dst, w []float64) float64 {
	mustFit("dst", dst, m.Dim())
	p := m.scratch(w)
	defer m.release(p)
	loss := p.forward()
	p.backward()
	p.Gradient(dst)
	return loss
}

// HessVec sets dst = ∇²L(w) v, at some eight times the cost of Loss, less at a Point.
func (m *DeepLinear) HessVec(dst, w, v []float64) {
	mustFit("dst", dst, m.Dim())
	mustFit("v", v, m.Dim())
	p := m.scratch(w)
	defer m.release(p)
	p.forward()
	p.backward()
	p.HessVec(dst, v)
}

// Pass evaluates the layers at w once, for Hessian products at that point.
func (m *DeepLinear) Pass(w []float64) Pass {
	p := m.scratch(append([]float64(nil), w...))
	p.loss = p.forward()
	p.backward()
	return p
}
