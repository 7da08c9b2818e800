package spectra

import "saddle/spectra/f64"

// loadPanel copies the rows below the diagonal block of columns from … from+b−1
// to the rows of panel: there column r of panel is row from+b+r.
func (s *twoStage) loadPanel(from int) {
	j, col := from/tileSize, from%tileSize
	rest := from + s.b
	for i := rest / tileSize; i < s.tileRows(); i++ {
		start, count := s.tileRange(i, rest)
		to := i*tileSize + start - rest
		transpose(s.panel.Block(0, to, s.b, count), s.tiles.at(i, j).Block(start, col, count, s.b))
	}
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
func (s *twoStage) factorPanel(from int) {
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

func (s *twoStage) setBand(i, j int, x float64) {
	if i < s.n && j < s.n {
		s.band.set(i, j, x)
	}
}

// storeVectors copies V to the first b columns of vw, from row rest on.
func (s *twoStage) storeVectors(vw f64.Matrix, rest int) {
	m := s.order - rest
	transpose(vw.Block(rest, 0, m, s.b), s.panel.Block(0, 0, s.b, m))
}

// finishPanel computes T and W = −XT + ½V(TᵀVᵀXT) from X = AV, with the sign that
// makes the update of the tiles a sum, and lays out what that needs. It leaves −T
// in small[0].
func (s *twoStage) finishPanel(vw f64.Matrix, rest int) {
	b, m := s.b, s.order-rest
	vt := s.panel.Block(0, 0, b, m)
	v, w := vw.Block(rest, 0, m, b), vw.Block(rest, b, m, b)
	t, inner, half := s.small[0], s.small[1], s.small[2]
	s.triangle(t, vt, v)
	for i, x := range t.Data {
		t.Data[i] = -x
	}
	for i := range m {
		clear(w.Row(i))
	}
	f64.Accumulate(w, s.product.Block(rest, 0, m, b), t)
	clear(inner.Data)
	f64.Accumulate(inner, vt, w)
	for i := range inner.Data {
		inner.Data[i] *= 0.5
	}
	clear(half.Data)
	f64.Accumulate(half, t.T(), inner)
	f64.Accumulate(w, v, half)

	for j := rest / tileSize; j < s.tileRows(); j++ {
		start, count := s.tileRange(j, rest)
		at := j*tileSize + start - rest
		right := s.right[j]
		transpose(right.Block(0, start, b, count), w.Block(at, 0, count, b))
		for k := range b {
			copy(right.Row(b + k)[start:], vt.Row(k)[at:][:count])
		}
	}
}

// triangle sets t to the triangular T with H_1⋯H_b = I − VTVᵀ, column j being
// −τ_j T Vᵀv_j above τ_j (LAPACK, dlarft).
func (s *twoStage) triangle(t, vt, v f64.Matrix) {
	gram := s.small[3]
	clear(gram.Data)
	clear(t.Data)
	f64.Accumulate(gram, vt, v)
	triangularFactor(t, gram, s.tau)
}

// triangularFactor computes that T from the symmetric VᵀV.
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
