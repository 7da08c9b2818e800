package spectra

import (
	"math"
	"slices"

	"saddle/spectra/f64"
)

// tridiagonalQL diagonalizes the symmetric tridiagonal T = SΘSᵀ with the given diagonal
// and the len(diag)−1 entries beside it, which it overwrites: diag becomes Θ,
// ascending, and z, which has as many rows as T, becomes SᵀZ. With Z = I that is all
// eigenvectors, as rows; with one column e_i it is component i of each, at O(m²)
// in all.
//
// It is the implicit QL method with Wilkinson's shift (Dubrulle, Martin, Wilkinson,
// Numer. Math. 12 (1968) 377–383; with one row of vectors, Golub, Welsch, Math.
// Comp. 23 (1969) 221–230). False means 30 iterations an eigenvalue were too few.
func tridiagonalQL(diag, off []float64, z f64.Matrix) bool {
	m := len(diag)
	if m == 0 {
		return true
	}
	e := make([]float64, m)
	copy(e, off)
	var scale float64
	for i := range diag {
		scale = max(scale, math.Abs(diag[i]), math.Abs(e[i]))
	}
	negligible := scale * 0x1p-60 // far below what rounding does to T
	for l := range m {
		for iteration := 0; ; iteration++ {
			end := l
			for ; end < m-1; end++ {
				if b := math.Abs(e[end]); b <= roundoff*(math.Abs(diag[end])+math.Abs(diag[end+1])) || b <= negligible {
					break
				}
			}
			if end == l {
				break
			}
			if iteration == 30 {
				return false
			}
			implicitQL(diag, e, l, end, z)
		}
	}
	order := make([]int, m)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compareFloats(diag[i], diag[j]) })
	values, rows := slices.Clone(diag), slices.Clone(z.Data)
	for to, from := range order {
		diag[to] = values[from]
		copy(z.Row(to), rows[from*z.RowStride:from*z.RowStride+z.Cols])
	}
	return true
}

// implicitQL does one step on the unreduced rows l … end of T.
func implicitQL(diag, e []float64, l, end int, z f64.Matrix) {
	g := (diag[l+1] - diag[l]) / (2 * e[l])
	g = diag[end] - diag[l] + e[l]/(g+math.Copysign(math.Hypot(g, 1), g))
	s, c, p := 1.0, 1.0, 0.0
	for i := end - 1; i >= l; i-- {
		f, b := s*e[i], c*e[i]
		r := math.Sqrt(float64(f*f) + float64(g*g)) // entries of T are near 1
		e[i+1] = r
		if r == 0 {
			diag[i+1] -= p
			e[end] = 0
			return
		}
		s, c = f/r, g/r
		g = diag[i+1] - p
		r = float64((diag[i]-g)*s) + float64(2*c*b)
		p = s * r
		diag[i+1] = g + p
		g = float64(c*r) - b
		rotate(z.Row(i), z.Row(i+1), c, s)
	}
	diag[l] -= p
	e[l], e[end] = g, 0
}

// rotate replaces the rows (x, y) by (cx − sy, sx + cy).
func rotate(x, y []float64, c, s float64) {
	y = y[:len(x)]
	for i, a := range x {
		b := y[i]
		x[i] = float64(c*a) - float64(s*b)
		y[i] = float64(s*a) + float64(c*b)
	}
}

func compareFloats(x, y float64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// identityMatrix returns I of order m.
func identityMatrix(m int) f64.Matrix {
	z := f64.NewMatrix(m, m, m, make([]float64, m*m))
	for i := range m {
		z.Set(i, i, 1)
	}
	return z
}

// ritz returns the eigenvalues θ of T, ascending, and, if all is set, its eigenvectors as
// rows, else only their last components, as one column.
func (k *krylov) ritz(all bool) (values []float64, s f64.Matrix) {
	m := k.m
	values = slices.Clone(k.diag)
	if all {
		s = identityMatrix(m)
	} else {
		s = f64.NewMatrix(m, 1, 1, make([]float64, m))
		if m > 0 {
			s.Set(m-1, 0, 1)
		}
	}
	if m > 0 && !tridiagonalQL(values, k.off[:m-1], s) {
		panic("spectra: the QL iteration failed on a finite tridiagonal matrix")
	}
	return values, s
}
