package tridiag

import (
	"cmp"
	"math"
	"slices"

	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
)

// divideLeaf is the largest tridiagonal matrix that is not divided. Rotations of
// the leaves cost n·divideLeaf² flops in plain loops, each level of merges n².
const divideLeaf = 24

// A Divider computes eigenpairs of symmetric tridiagonal matrices T by divide and
// conquer: T is torn into two halves and a matrix of rank one,
//
//	T = diag(T₁, T₂) + β vvᵀ,  T_i = Q_i D_i Q_iᵀ,  z = diag(Q₁, Q₂)ᵀ v,
//
// and the eigenpairs of D + βzzᵀ follow from its secular equation (J. J. M. Cuppen,
// Numer. Math. 36 (1981) 177–195). The eigenvectors are orthogonal because z is
// replaced by the ẑ for which the computed roots are exact (M. Gu and S. C.
// Eisenstat, SIAM J. Matrix Anal. Appl. 16 (1995) 172–191). It owns the scratch, and
// can be used again; the zero value is ready.
type Divider struct {
	d, e     []float64 // T, scaled to norm about 1; then the eigenvalues
	z        []float64
	order    []int // rows of each block, ascending in d
	next     []int // order while merging
	kept     []int // rows that take part in the secular equation, ascending
	dropped  []int // rows that do not
	kind     []int8
	pole     []float64 // d, w, ẑ of the kept ones; and their roots
	weight   []float64
	origin   []float64
	tau      []float64
	exact    []float64 // ẑ
	slots    []int     // place of a kept one in the order of kinds
	slotPole []float64 // pole and ẑ in the order of kinds
	slotZ    []float64
	w        []float64 // n×n: the rows, where the caller has no room for all of them
	own      []float64 // scratch of products, where the caller has none to spare
	scratch  []float64 // that of this call
	blockRow int       // how much of it is for copies of vectors, times the rows of a merge
	panelRow int       // and for those of D + ρzzᵀ
}

func (v *Divider) resize(n int, own bool) {
	for _, x := range []*[]float64{&v.d, &v.e, &v.z, &v.pole, &v.weight, &v.origin, &v.tau, &v.exact, &v.slotPole, &v.slotZ} {
		*x = num.Resized(*x, n)
	}
	for _, x := range []*[]int{&v.order, &v.next, &v.kept, &v.dropped, &v.slots} {
		*x = num.Resized(*x, n)
	}
	v.kind = num.Resized(v.kind, n)
	if own {
		v.w = num.Resized(v.w, n*n)
	}
}

// Solve computes all eigenvalues of T, with diagonal d and off-diagonal e of
// length n − 1, ascending into values, and the eigenvectors number first, first + 1, …
// into the columns of vectors, an n×k matrix with contiguous rows. d and e are
// not changed. spare is scratch that the caller can do without, and may be nil: where it has
// not 5n²/12 numbers, about as many are allocated, or up to 2n² for small n and many
// workers; and n² if fewer than n vectors are wanted. What is computed depends neither on
// that nor on workers.
// Cost: at most 4n³/3 flops, or less where entries of z or distances of
// poles are negligible. It reports whether the QL iteration converged on all blocks.
func (v *Divider) Solve(values []float64, vectors f64.Matrix, first int, d, e, spare []float64, workers int) bool {
	n := len(d)
	if n == 0 {
		return true
	}
	whole := vectors.Cols == n && vectors.RowStride == n
	v.resize(n, !whole)
	rows := vectors
	if !whole {
		rows = f64.NewMatrix(n, n, n, v.w)
	}
	v.space(n, spare, workers)
	defer func() { v.scratch = nil }()
	exponent := v.load(d, e)
	levels := 0
	for (n+1<<levels-1)>>levels > divideLeaf {
		levels++
	}
	if !v.leaves(rows, levels, workers) {
		return false
	}
	for level := levels - 1; level > 0; level-- {
		merges := 1 << level
		crew.Parallel(workers, merges, func(i int) {
			m := merge{Divider: v, rows: rows, workers: max(1, workers/merges),
				lo: i * n >> level, mid: (2*i + 1) * n >> (level + 1), hi: (i + 1) * n >> level}
			m.run()
		})
	}
	if levels > 0 {
		m := merge{Divider: v, rows: rows, workers: workers, mid: n >> 1, hi: n}
		m.last(vectors, first)
	} else {
		v.columns(rows, vectors, first, workers)
	}
	for i, row := range v.order {
		values[i] = math.Ldexp(v.d[row], exponent)
	}
	return true
}

// load copies T, scaled by a power of two to max |t_ij| in [1/2, 1).
func (v *Divider) load(d, e []float64) (exponent int) {
	var largest float64
	for _, x := range d {
		largest = max(largest, math.Abs(x))
	}
	for _, x := range e {
		largest = max(largest, math.Abs(x))
	}
	exponent = num.Exponent(largest)
	for i, x := range d {
		v.d[i] = math.Ldexp(x, -exponent)
	}
	for i, x := range e {
		v.e[i] = math.Ldexp(x, -exponent)
	}
	v.e[len(d)-1] = 0
	return exponent
}

// leaves tears T into 2^levels blocks, diagonalises each, and reports whether it could.
func (v *Divider) leaves(rows f64.Matrix, levels, workers int) bool {
	n, blocks := len(v.d), 1<<levels
	for i := 1; i < blocks; i++ {
		cut := i * n >> levels
		beta := math.Abs(v.e[cut-1])
		v.d[cut-1] -= beta
		v.d[cut] -= beta
	}
	failed := make([]bool, blocks)
	crew.Parallel(workers, blocks, func(i int) {
		lo, hi := i*n>>levels, (i+1)*n>>levels
		block := rows.Block(lo, lo, hi-lo, hi-lo)
		for r := range block.Rows {
			clear(block.Row(r))
			block.Set(r, r, 1)
		}
		off := v.z[lo:hi]
		copy(off, v.e[lo:hi])
		off[hi-lo-1] = 0
		failed[i] = !ImplicitQL(v.d[lo:hi], off, block)
		v.sort(v.order[lo:hi], lo)
	})
	return !slices.Contains(failed, true)
}

// sort fills order with the rows from lo on, ascending in d.
func (v *Divider) sort(order []int, lo int) {
	for i := range order {
		order[i] = lo + i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(v.d[a], v.d[b]), a-b) })
}
