package interval

import "fmt"

// A Sym is a symmetric n×n matrix of intervals: the set of the symmetric
// matrices whose entries lie in those of the Sym. It stores one triangle.
type Sym struct {
	n    int
	data []Interval // row i of the lower triangle begins at i(i+1)/2
}

// NewSym returns the n×n zero matrix. It panics if n < 0.
func NewSym(n int) *Sym {
	if n < 0 {
		panic(fmt.Sprintf("interval: NewSym of dimension %d", n))
	}
	return &Sym{n, make([]Interval, n*(n+1)/2)}
}

// Dim returns n.
func (a *Sym) Dim() int { return a.n }

func (a *Sym) index(i, j int) int {
	if i < 0 || j < 0 || i >= a.n || j >= a.n {
		panic(fmt.Sprintf("interval: entry (%d, %d) of a Sym of dimension %d", i, j, a.n))
	}
	if i < j {
		i, j = j, i
	}
	return i*(i+1)/2 + j
}

// At returns the entry (i, j). It panics if i or j is out of range.
func (a *Sym) At(i, j int) Interval { return a.data[a.index(i, j)] }

// Set sets the entries (i, j) and (j, i) to x. It panics if i or j is out of range.
func (a *Sym) Set(i, j int, x Interval) { a.data[a.index(i, j)] = x }

// MidRad writes the midpoints and the radii, rounded up, into mid and rad, both
// of length n², row by row with both triangles filled. Every symmetric matrix of
// the set differs from mid by at most rad, entry by entry. Entries are NaN where
// a is empty. It panics if a length is wrong.
func (a *Sym) MidRad(mid, rad []float64) {
	if len(mid) != a.n*a.n || len(rad) != a.n*a.n {
		panic(fmt.Sprintf("interval: MidRad into lengths %d and %d, want %d", len(mid), len(rad), a.n*a.n))
	}
	for i := range a.n {
		for j, x := range a.lower(i) {
			mid[i*a.n+j], rad[i*a.n+j] = x.Mid(), x.Rad()
			mid[j*a.n+i], rad[j*a.n+i] = mid[i*a.n+j], rad[i*a.n+j]
		}
	}
}

// Row sets dst to row i, both sides of the diagonal. dst has length n and i is in range; it panics
// otherwise.
func (a *Sym) Row(dst []Interval, i int) {
	if len(dst) != a.n || i < 0 || i >= a.n {
		panic(fmt.Sprintf("interval: Row %d of length %d of a Sym of dimension %d", i, len(dst), a.n))
	}
	copy(dst, a.lower(i))
	for j := i + 1; j < a.n; j++ {
		dst[j] = a.data[j*(j+1)/2+i]
	}
}

// lower returns row i up to the diagonal.
func (a *Sym) lower(i int) []Interval { return a.data[i*(i+1)/2 : (i+1)*(i+2)/2] }

// MulVec sets dst to an enclosure of A·v over all A of the set. dst and v have
// length n; it panics otherwise. Cost: n² products, and scratch for n intervals.
func (a *Sym) MulVec(dst []Interval, v []float64) {
	if len(dst) != a.n || len(v) != a.n {
		panic(fmt.Sprintf("interval: MulVec of lengths %d and %d, want %d", len(dst), len(v), a.n))
	}
	points := make([]Interval, a.n)
	OfSlice(points, v)
	for i := range dst {
		row := a.lower(i)
		dst[i] = Dot(row, points[:i+1])
		Axpy(dst[:i], points[i], row[:i])
	}
}

// Quad returns an enclosure of vᵀAv over all A of the set. Each entry of A is
// used once, so that only roundings add to the width. v has length n; it panics
// otherwise. Cost: n(n+1) products, and scratch for 2n intervals.
func (a *Sym) Quad(v []float64) Interval {
	if len(v) != a.n {
		panic(fmt.Sprintf("interval: Quad of length %d, want %d", len(v), a.n))
	}
	points, products := make([]Interval, a.n), make([]Interval, a.n)
	OfSlice(points, v)
	var diagonal, below Interval
	for i, p := range points {
		row := a.lower(i)
		clear(products[:i])
		Axpy(products[:i], p, points[:i])
		below = below.Add(Dot(row[:i], products[:i]))
		diagonal = diagonal.Add(row[i].Mul(p.Sqr()))
	}
	return diagonal.Add(below.Scale2(1))
}
