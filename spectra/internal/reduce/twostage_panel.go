package reduce

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/kernel"
)

// loadPanel copies columns from … from+b−1 of tile row i, as far as they are below
// the diagonal block, to the rows of panel: there column r of panel is row from+b+r.
func (s *TwoStage) loadPanel(from, i int) {
	j, col := from/tileSize, from%tileSize
	rest := from + s.b
	start, count := s.tileRange(i, rest)
	if count <= 0 {
		return
	}
	to := i*tileSize + start - rest
	transpose(s.panel.Block(0, to, s.b, count), s.tiles.at(i, j).Block(start, col, count, s.b))
}

// transpose sets dst to srcᵀ, eight rows of src at a time.
func transpose(dst, src f64.Matrix) {
	for i := 0; i < src.Rows; i += 8 {
		count := min(8, src.Rows-i)
		for j := range src.Cols {
			to := dst.Data[j*dst.RowStride+i:][:count]
			at := i*src.RowStride + j
			for r := range to {
				to[r] = src.Data[at]
				at += src.RowStride
			}
		}
	}
}

// factorPanel replaces the panel by the vectors of its QR factorisation, V as its
// rows, and copies R to the band.
func (s *TwoStage) factorPanel(from int) {
	b, m := s.b, s.order-from-s.b
	for j := range b {
		row := s.panel.Row(j)[:m]
		for i := range min(j, m) {
			s.setBand(from+b+i, from+j, row[i])
			row[i] = 0
		}
		if j >= m {
			s.tau[j] = 0
			continue
		}
		x := row[j:]
		beta, tau, scale := bandReflector(x, f64.Dot(x[1:], x[1:]))
		for i := range x {
			x[i] *= scale
		}
		x[0] = 1
		s.tau[j] = tau
		s.setBand(from+b+j, from+j, beta)
		aligned := j &^ 7
		v := row[aligned:]
		for l := j + 1; l < b; l++ {
			other := s.panel.Row(l)[aligned:m]
			f64.Axpy(other, -tau*f64.Dot(v, other), v)
		}
	}
}

func (s *TwoStage) setBand(i, j int, x float64) {
	if i < s.n && j < s.n {
		s.band.set(i, j, x)
	}
}

// storeVectors copies V to the first b columns of vw, from row rest on, and sets
// small[0] to −T of H_1⋯H_b = I − VTVᵀ. It clears product.
func (s *TwoStage) storeVectors(vw f64.Matrix, rest int) {
	b := s.b
	s.inParts(rest, func(part, i0, i1 int) {
		clear(s.parts[part].Data)
		row, m := s.rowRange(i0, i1, rest)
		if m <= 0 {
			return
		}
		clear(s.product.Data[row*b : (row+m)*b])
		vt, v := s.panel.Block(0, row-rest, b, m), vw.Block(row, 0, m, b)
		transpose(v, vt)
		kernel.Accumulate(s.parts[part], vt, v)
	})
	t := s.small[0]
	clear(t.Data)
	triangularFactor(t, s.sumOfParts(s.small[1]), s.tau)
	for i, x := range t.Data {
		t.Data[i] = -x
	}
}

// rowRange returns which rows of tile rows i0 … i1−1 are from rest on: m from row on.
func (s *TwoStage) rowRange(i0, i1, rest int) (row, m int) {
	row = max(rest, i0*tileSize)
	return row, min(s.order, i1*tileSize) - row
}

// sumOfParts sets sum to the sum of the parts, in order.
func (s *TwoStage) sumOfParts(sum f64.Matrix) f64.Matrix {
	copy(sum.Data, s.parts[0].Data)
	for _, p := range s.parts[1:] {
		f64.Axpy(sum.Data, 1, p.Data)
	}
	return sum
}

// finishPanel computes W = −XT + ½V(TᵀVᵀXT) from X = AV, with the sign that makes
// the update of the tiles a sum, and lays out what that needs.
func (s *TwoStage) finishPanel(vw f64.Matrix, rest int) {
	b := s.b
	t, inner, half := s.small[0], s.small[1], s.small[2]
	s.inParts(rest, func(part, i0, i1 int) {
		clear(s.parts[part].Data)
		row, m := s.rowRange(i0, i1, rest)
		if m <= 0 {
			return
		}
		for i := i0; i < i1; i++ {
			s.addUpward(rest, i)
		}
		w := vw.Block(row, b, m, b)
		for i := range m {
			clear(w.Row(i))
		}
		kernel.Accumulate(w, s.product.Block(row, 0, m, b), t)
		kernel.Accumulate(s.parts[part], s.panel.Block(0, row-rest, b, m), w)
	})
	for i, x := range s.sumOfParts(inner).Data {
		inner.Data[i] = 0.5 * x
	}
	clear(half.Data)
	kernel.Accumulate(half, t.T(), inner)
	s.inParts(rest, func(_, i0, i1 int) {
		for i := i0; i < i1; i++ {
			s.layOut(vw, half, rest, i)
		}
	})
}

// layOut completes W in tile row i, and copies it and V to right.
func (s *TwoStage) layOut(vw, half f64.Matrix, rest, i int) {
	b := s.b
	start, count := s.tileRange(i, rest)
	row := i*tileSize + start
	w := vw.Block(row, b, count, b)
	kernel.Accumulate(w, vw.Block(row, 0, count, b), half)
	right := s.right[i]
	transpose(right.Block(0, start, b, count), w)
	for k := range b {
		copy(right.Row(b + k)[start:], s.panel.Row(k)[row-rest:][:count])
	}
}

// triangularFactor sets t, which is zero, to the triangular T of reflectors with
// the factors tau and the symmetric gram = VᵀV, column j being −τ_j T Vᵀv_j above
// τ_j (LAPACK, dlarft).
func triangularFactor(t, gram f64.Matrix, tau []float64) {
	for j, f := range tau {
		g := gram.Row(j)[:j]
		for i := range g {
			sum := 0.0
			row := t.Row(i)[:j]
			for k := i; k < j; k++ {
				sum += float64(row[k] * g[k])
			}
			t.Set(i, j, -f*sum)
		}
		t.Set(j, j, f)
	}
}
