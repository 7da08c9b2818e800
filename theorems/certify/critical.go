package certify

import (
	"fmt"
	"math"
	"slices"

	"saddle/spectra"
	"saddle/spectra/interval"
)

// A Critical certifies that a loss L has exactly one critical point w* within R of W, in the maximum
// norm, and the signs of all eigenvalues of ∇²L(w*).
type Critical struct {
	W       []float64
	R       float64
	Inertia spectra.Inertia   // no sign is 0 or unsure
	Loss    interval.Interval // encloses L(w*)
}

// CriticalPoint proves one critical point near w, whatever its signs. With m = w, the box B of half-width r about
// it, [H] ∋ ∇²L(x) for all x of B, any matrix C and
//
//	K = m − C ∇L(m) + (1 − C [H]) (B − m),
//
// K inside the interior of B proves that ∇L has exactly one zero in B (R. Krawczyk, Computing 4, 1969;
// A. Neumaier, Interval Methods for Systems of Equations, 1990, theorem 5.1.8). C is an
// approximate inverse of the midpoint of [H]. That zero lies in K, and the signs are those of
// every matrix in [H].
//
// r = 0 chooses the half-width: a few Newton steps long. The error is an [ErrUnproved], or one of the loss
// where it is not smooth at w. A loss without parameters is refused. Cost: an enclosure of the Hessian
// and n³ interval products for each half-width tried, of which there are at most three, and an
// inertia.
func CriticalPoint(l Enclosable, w []float64, r float64) (Critical, error) {
	if err := check(l, w, r); err != nil {
		return Critical{}, err
	}
	_, gradient, err := l.EncloseGradient(point{w: w}.box(0))
	if err != nil {
		return Critical{}, err
	}
	radii := []float64{r}
	if r == 0 {
		if radii, err = steps(l, w, gradient); err != nil {
			return Critical{}, err
		}
	}
	for _, r := range radii {
		var c Critical
		if c, err = krawczyk(l, w, r, gradient); err == nil {
			return c, nil
		}
	}
	return Critical{}, err
}

// steps returns half-widths: 4, 64 and 1024 times a Newton step at w, or rounding errors of w.
func steps(l Enclosable, w []float64, gradient []interval.Interval) ([]float64, error) {
	e, err := l.Enclose(point{w: w}.box(0))
	if err != nil {
		return nil, err
	}
	c, ok := inverse(e.Hessian)
	if !ok {
		return nil, ErrUnproved{Why: "the Hessian at w is singular, or all but singular"}
	}
	least, step := 0x1p-45, 0.0
	for i := range w {
		least = max(least, math.Abs(w[i])*0x1p-45)
		step = max(step, product(c[i], gradient).Mag())
	}
	if !(step < math.MaxFloat64/4096) {
		return nil, ErrUnproved{Why: "a Newton step at w is not bounded"}
	}
	r := max(4*step, least)
	return []float64{r, 16 * r, 256 * r}, nil
}

// product returns a row times a vector.
func product(row []float64, v []interval.Interval) interval.Interval {
	points := make([]interval.Interval, len(row))
	interval.OfSlice(points, row)
	return interval.Dot(points, v)
}

// krawczyk proves a critical point in the box of half-width r.
func krawczyk(l Enclosable, w []float64, r float64, gradient []interval.Interval) (Critical, error) {
	b := point{w: w}.box(r)
	e, err := l.Enclose(b)
	if err != nil {
		return Critical{}, ErrUnproved{fmt.Sprintf("the loss is not known to be smooth within %.3g of w", r), err}
	}
	c, ok := inverse(e.Hessian)
	if !ok {
		return Critical{}, ErrUnproved{Why: fmt.Sprintf("the Hessian within %.3g of w is singular, or all but singular", r)}
	}
	n := len(w)
	rows, off := rowsOf(e.Hessian), make([]interval.Interval, n)
	interval.OfSlice(off, w)
	interval.SubSlice(off, b, off) // B − m
	rest := make([]interval.Interval, n)
	for i := range n {
		clear(rest) // row i of 1 − C [H]
		rest[i] = interval.Of(1)
		for m, x := range c[i] {
			interval.Axpy(rest, interval.Of(-x), rows[m])
		}
		k := interval.Of(w[i]).Sub(product(c[i], gradient)).Add(interval.Dot(rest, off))
		if !(b[i].Lo < k.Lo && k.Hi < b[i].Hi) {
			return Critical{}, ErrUnproved{Why: fmt.Sprintf("a Newton step does not lead into the box within %.3g of w; polish the point", r)}
		}
	}
	in, err := spectra.InertiaOf(e.Hessian)
	if err != nil {
		return Critical{}, bounded(r, err)
	}
	if in.Neg+in.Pos < n {
		return Critical{}, ErrUnproved{Why: fmt.Sprintf("there is one critical point within %.3g of w, but of its Hessian all that is known is: %v", r, in)}
	}
	loss, _, err := l.EncloseGradient(point{w: w}.box(0))
	if err != nil {
		return Critical{}, err
	}
	loss = loss.Add(interval.Dot(e.Gradient, off)) // L(w*) = L(m) + ∇L(x)·(w* − m) for some x of B
	return Critical{W: slices.Clone(w), R: r, Inertia: in, Loss: loss.Intersect(e.Loss)}, nil
}

// rowsOf returns all of a matrix.
func rowsOf(a *interval.Sym) [][]interval.Interval {
	rows := make([][]interval.Interval, a.Dim())
	for i := range rows {
		rows[i] = make([]interval.Interval, a.Dim())
		a.Row(rows[i], i)
	}
	return rows
}

// inverse returns an approximate inverse of the midpoint, by elimination with pivots; not ok if a
// pivot vanishes or a number is not finite.
func inverse(a *interval.Sym) ([][]float64, bool) {
	n := a.Dim()
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, 2*n)
		for j := range n {
			m[i][j] = a.At(i, j).Mid()
		}
		m[i][n+i] = 1
	}
	for p := range n {
		best := p
		for i := p + 1; i < n; i++ {
			if math.Abs(m[i][p]) > math.Abs(m[best][p]) {
				best = i
			}
		}
		m[p], m[best] = m[best], m[p]
		pivot := m[p][p]
		if !(math.Abs(pivot) > 0) {
			return nil, false
		}
		for j := range m[p] {
			m[p][j] /= pivot
		}
		for i := range m {
			if f := m[i][p]; i != p && f != 0 {
				for j := range m[i] {
					m[i][j] -= float64(f * m[p][j])
				}
			}
		}
	}
	for i := range m {
		m[i] = m[i][n:]
		for _, x := range m[i] {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return nil, false
			}
		}
	}
	return m, true
}
