package spectra

import "saddle/spectra/f64"

// A RangeOperator multiplies by a principal block of neighbouring indices, which may cost much less than a product: the Hessian of a layer of a
// net does. [Sub] makes use of it.
type RangeOperator interface {
	Operator
	// MulRange sets dst = A[from:to, from:to] v, for 0 ≤ from < to ≤ n and slices of length to − from that do not overlap; what is
	// said of Mul holds.
	MulRange(dst, v []float64, from, to int)
}

// Sub returns the principal block A[index, index], in that order: the Hessian in
// a block of the parameters. A product costs one of A; a block product one of A's. If A is a [RangeOperator] and the indices
// are neighbours in ascending order, it costs what A's MulRange does, for the same numbers up to rounding.
//
// An index out of range or given twice is an [ErrIndex]. The Operator owns its
// scratch, so it is not safe for concurrent use.
func Sub(a Operator, index []int) (Operator, error) {
	n := a.Dim()
	seen := make([]bool, n)
	for p, i := range index {
		if i < 0 || i >= n || seen[i] {
			return nil, ErrIndex{Position: p, Index: i, Dim: n}
		}
		seen[i] = true
	}
	s := &sub{dim: len(index)}
	for p, i := range index {
		if p > 0 && i == index[p-1]+1 {
			s.runs[len(s.runs)-1].length++
		} else {
			s.runs = append(s.runs, run{from: i, at: p, length: 1})
		}
	}
	if r, ok := a.(RangeOperator); ok && len(s.runs) == 1 {
		return layer{r, index[0], index[0] + len(index)}, nil
	}
	s.a, s.in, s.out = a, columns(n, 1), columns(n, 1)
	return s, nil
}

// A layer is a block that its operator multiplies by itself.
type layer struct {
	a        RangeOperator
	from, to int
}

func (l layer) Dim() int { return l.to - l.from }

func (l layer) Mul(dst, v []float64) {
	checkMul(l.Dim(), dst, v)
	l.a.MulRange(dst, v, l.from, l.to)
}

// A sub copies whole runs of neighbouring indices: a layer is one run.
type sub struct {
	a       Operator
	dim     int
	runs    []run
	in, out f64.Matrix // in is zero outside the index
}

// A run is the indices from … from+length−1, at positions at ….
type run struct{ from, at, length int }

func (s *sub) Dim() int { return s.dim }

func (s *sub) Mul(dst, v []float64) {
	checkMul(s.dim, dst, v)
	in, out := s.in.T().Row(0), s.out.T().Row(0)
	s.scatter(in, v)
	s.a.Mul(out, in)
	s.gather(dst, out)
}

func (s *sub) MulBlock(dst, v f64.Matrix) {
	if s.in.Cols < v.Cols {
		s.in, s.out = columns(s.a.Dim(), v.Cols), columns(s.a.Dim(), v.Cols)
	}
	in, out := s.in.Block(0, 0, s.in.Rows, v.Cols), s.out.Block(0, 0, s.in.Rows, v.Cols)
	for j := range v.Cols {
		for _, r := range s.runs {
			for i := range r.length {
				in.Set(r.from+i, j, v.At(r.at+i, j))
			}
		}
	}
	MulBlock(s.a, out, in)
	for j := range v.Cols {
		for _, r := range s.runs {
			for i := range r.length {
				dst.Set(r.at+i, j, out.At(r.from+i, j))
			}
		}
	}
}

func (s *sub) scatter(in, v []float64) {
	for _, r := range s.runs {
		copy(in[r.from:r.from+r.length], v[r.at:])
	}
}

func (s *sub) gather(dst, out []float64) {
	for _, r := range s.runs {
		copy(dst[r.at:r.at+r.length], out[r.from:])
	}
}
