package linear

import "saddle/spectra/rational"

// Hessian returns the Hessian in all weights, layer by layer, each by rows. With A_k = W_{H+1}…W_{k+1} and
// B_k = W_{k−1}…W_1X its quadratic form is
//
//	‖Σ_k A_k Δ_k B_k‖² + 2 Σ_{k>l} ⟨E, A_k Δ_k W_{k−1}…W_{l+1} Δ_l B_l⟩.
//
// Cost: a product of numbers for each entry that is not 0, and those of the layers.
func (n Net) Hessian() rational.Matrix { return n.partial().hessian() }

func (p partials) hessian() rational.Matrix {
	offsets, dim := make([]int, len(p.w)), 0
	for k, w := range p.w {
		offsets[k] = dim
		dim += w.Rows * w.Cols
	}
	hessian := rational.Zeros(dim, dim)
	for k := range p.w {
		at := p.after[k].T()
		wronged := at.Mul(p.err)
		var between rational.Matrix // W_{k−1} … W_{l+1}
		for l := k; l >= 0; l-- {
			b := block{hessian, offsets[k], offsets[l], p.w[k].Cols, p.w[l].Cols}
			b.squares(at.Mul(p.after[l]), p.before[k].Mul(p.before[l].T()))
			switch {
			case l == k:
				continue
			case l == k-1:
				between = rational.Identity(p.w[l].Rows)
			default:
				between = between.Mul(p.w[l+1])
			}
			b.crossed(wronged.Mul(p.before[l].T()), between)
		}
	}
	return hessian
}

// A block is that of the second derivatives in the entries (a, b) of one layer and (c, d) of another, with the
// one across from it.
type block struct {
	of            rational.Matrix
	row, col      int
	width, widths int // of the rows of either layer
}

func (b block) add(i, j int, x rational.Number) {
	i, j = b.row+i, b.col+j
	x = x.Add(b.of.At(i, j))
	b.of.Set(i, j, x)
	b.of.Set(j, i, x)
}

// squares sets the entries to left_ac right_bd.
func (b block) squares(left, right rational.Matrix) {
	for a := range left.Rows {
		for c := range left.Cols {
			x := left.At(a, c)
			if x.IsZero() {
				continue
			}
			for k := range right.Rows {
				for d := range right.Cols {
					if y := right.At(k, d); !y.IsZero() {
						z := x.Mul(y)
						i, j := b.row+a*b.width+k, b.col+c*b.widths+d
						b.of.Set(i, j, z)
						b.of.Set(j, i, z)
					}
				}
			}
		}
	}
}

// crossed adds wronged_ad between_bc.
func (b block) crossed(wronged, between rational.Matrix) {
	for a := range wronged.Rows {
		for d := range wronged.Cols {
			x := wronged.At(a, d)
			if x.IsZero() {
				continue
			}
			for k := range between.Rows {
				for c := range between.Cols {
					if y := between.At(k, c); !y.IsZero() {
						b.add(a*b.width+k, c*b.widths+d, x.Mul(y))
					}
				}
			}
		}
	}
}
