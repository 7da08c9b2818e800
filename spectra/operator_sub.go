package spectra

import "saddle/spectra/f64"

// Sub returns the principal block A[index, index], in that order: the Hessian in
// a block of the parameters. A product costs one of A; a block product one of A's.
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
	s := &sub{a: a, in: columns(n, 1), out: columns(n, 1)}
	for p, i := range index {
		if p > 0 && i == index[p-1]+1 {
			s.runs[len(s.runs)-1].length++
		} else {
			s.runs = append(s.runs, run{from: i, at: p, length: 1})
		}
	}
	s.dim = len(index)
	return s, nil
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
