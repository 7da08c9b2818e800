package linear

import (
	"fmt"
	"slices"
)

// A Point is a critical point of a deep linear net with rational data, written as what it is made of, in small
// integers. The data are
//
//	X = G [I_k, 0; 0, 0] O,  Y = [U Σ Vᵀ, E] O
//
// for an invertible G, rational orthogonal U, V and O, the k inputs that samples reach, and targets E of
// samples that no net can fit: the loss is ½ ‖W_{H+1}…W_2 B − UΣVᵀ‖² + ½ ‖E‖² where B is the first k
// columns of W_1 G. With a set S of r singular directions and its complement Q, invertible D_h and blocks
// Z_h,
//
//	W_1     = D_1 [(Σ_S ⊕ Z_1) Vᵀ, F] G⁻¹
//	W_h     = D_h (I_r ⊕ Z_h) D_{h−1}⁻¹
//	W_{H+1} = U (I_S ⊕ Z_{H+1}) D_H⁻¹
//
// where ⊕ puts the first part at the indices S and the other at Q. The point is critical if Z is a critical
// point of the net with target Σ_Q: if two blocks are zero, or one, or none and the products that the
// package documentation names are. Then it has product U_S Σ_S V_Sᵀ and loss ½ Σ_{i∉S} σ_i² + ½ ‖E‖² (S may
// have indices with σ_i = 0, which make no difference to these), and every critical point is of this form.
//
// Lists may be shorter than what they fill; missing entries are zero.
type Point struct {
	Widths []int   // d_0 … d_{H+1}, H ≥ 1
	Sigma  []int   // σ_1, σ_2, …, the singular values of the whitened target; min(k, d_{H+1}) of them
	U, V   []int   // below the diagonal, by rows, of the skew matrices whose Cayley transforms are U and V
	Scale  []int   // G is the matrix of Mix with its columns scaled by these, not zero; nil means all 1
	Mix    []int   // (I + strictly lower)(I + strictly upper part) of these d_0×d_0 entries
	Turn   []int   // as U, for the rotation O of the samples
	Unseen int     // d_0 − k: with any, XXᵀ is singular
	Free   []int   // F, the d_1×Unseen entries of weights that meet no sample
	S      []int   // r indices from 0 to d_{H+1} − 1, ascending, r ≤ every width
	D      [][]int // D_1, …, as Mix, with d_h×d_h entries
	Z      [][]int // entries of Z_1 … Z_{H+1} by rows, (d_h − r)×(d_{h−1} − r); Z_1 has a column for each input of Q
	Extra  []int   // E, by samples, each of d_{H+1} numbers
	Metric []int   // weights of the squared error of each entry of W_{H+1}…W_1X, by rows; nil means all 1
	Decay  int     // λ in tenths, of the term λ Σ w²
}

// An ErrPoint reports a Point that describes none.
type ErrPoint struct{ Field, Want string }

// Error says what is wrong and what would do.
func (e ErrPoint) Error() string { return fmt.Sprintf("linear: bad %s: want %s", e.Field, e.Want) }

// H returns the number of hidden layers.
func (p Point) H() int { return len(p.Widths) - 2 }

// MinWidth returns r_max, the greatest rank of a product on the inputs that samples reach.
func (p Point) MinWidth() int { return min(slices.Min(p.Widths[1:]), p.inputs()) }

// Dim returns the number of weights.
func (p Point) Dim() int {
	n := 0
	for h, d := range p.Widths[1:] {
		n += d * p.Widths[h]
	}
	return n
}

// inputs returns k.
func (p Point) inputs() int { return p.Widths[0] - p.Unseen }

func (p Point) outputs() int { return p.Widths[len(p.Widths)-1] }

// samples returns the number of columns of X and Y.
func (p Point) samples() int { return p.inputs() + len(p.Extra)/p.outputs() }

// block returns the shape of Z_h, h ≥ 1.
func (p Point) block(h int) (rows, cols int) {
	r := len(p.S)
	rows, cols = p.Widths[h]-r, p.Widths[h-1]-r
	if h == 1 {
		cols = len(p.inputsOfQ())
	}
	return rows, cols
}

// BlockSizes returns how many entries each of Z_1 … Z_{H+1} has.
func (p Point) BlockSizes() []int {
	sizes := make([]int, p.H()+1)
	for h := range sizes {
		rows, cols := p.block(h + 1)
		sizes[h] = rows * cols
	}
	return sizes
}

// inputsOfQ returns the indices below k that are not in S.
func (p Point) inputsOfQ() []int { return without(p.inputs(), p.S) }

// outputsOfQ returns Q.
func (p Point) outputsOfQ() []int { return without(p.outputs(), p.S) }

// without returns the indices 0 … n−1 that are not in s.
func without(n int, s []int) []int {
	var q []int
	for i := range n {
		if !slices.Contains(s, i) {
			q = append(q, i)
		}
	}
	return q
}

// plain reports whether the loss is the squared error in the Frobenius norm, up to a weight of all entries.
func (p Point) plain() bool { _, equal := p.weight(); return equal && p.Decay == 0 }

// weight returns the weight of every entry in the metric, if they are equal.
func (p Point) weight() (w int, equal bool) {
	if p.Metric == nil {
		return 1, true
	}
	return p.Metric[0], slices.Min(p.Metric) == slices.Max(p.Metric)
}
