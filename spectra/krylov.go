package spectra

import (
	"math"
	"math/rand/v2"

	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
)

// A krylov is a growing Krylov space in the orthogonal complement of some locked
// vectors: m basis vectors q_0 … q_{m−1} and, after them, the next one, with
//
//	AQ = QT + off[m−1] q_m e_{m−1}ᵀ,  T tridiagonal: diag, off[0 … m−2].
//
// All vectors are rows of one array: the locked ones, the basis, the next one.
type krylov struct {
	n        int
	rows     f64.Matrix
	locked   int
	m        int
	diag     []float64
	off      []float64 // off[j] = q_{j+1}ᵀAq_j, 0 where the space was invariant
	norm     float64   // largest ‖Aq‖ so far, at most ‖A‖₂
	exponent int       // A stands for A/2^exponent, so that products are near 1
	accept   float64   // accepted |q_iᵀq_m|
	lazy     bool      // accept what is predicted, up to mostPredicted vectors in a row; only if all locked rows are coupled
	since    int       // vectors accepted since the last one that was measured
	missed   float64   // by how much the last prediction that was measured was wrong
	noise    float64   // the largest missed in the first mostMeasured steps, without locked vectors
	left     float64   // ‖w‖ where the space was found invariant
	lost     bool      // the basis was not orthogonal: see lose
	workers  int
	random   *rand.Rand

	tip     []float64  // what came next after a space some of whose Ritz vectors are locked
	coupled []coupling // of those, which are the first rows
	image   []float64  // Σ pull_i·row i over them

	now, before []float64 // rows·q_m and rows·q_{m−1} as measured or predicted; nil if not known
	h, g, total []float64 // scratch, one number a row
	partial     []float64 // scratch of sweep
}

// rounding is the norm, relative to ‖A‖, of a vector of n numbers that are off by ε‖A‖/√n
// and a few roundings more.
func rounding(n int) float64 { return (math.Sqrt(float64(n)) + 8) * num.Epsilon }

// invariant is how much of a product, relative to ‖A‖, is taken for nothing. Where a
// space of k vectors is invariant, roundings have grown to some 4ᵏε/100 by its last product.
func invariant(n int) float64 { return (math.Sqrt(float64(n)) + 128) * num.Epsilon }

// orthogonal is the departure from orthogonality that a measured inner product of
// unit vectors of length n cannot be told from: a few √n ε.
func orthogonal(n int) float64 { return 4 * math.Sqrt(float64(n)) * num.Epsilon }

func newKrylov(n int, random *rand.Rand) *krylov {
	return &krylov{n: n, accept: orthogonal(n), workers: 1, random: random}
}

// begin empties the space and makes room for a basis of m vectors and the next one.
func (k *krylov) begin(m int) {
	if rows := k.locked + m + 1; rows > k.rows.Rows {
		data := make([]float64, rows*k.n)
		copy(data, k.rows.Data[:k.locked*k.n])
		k.rows = f64.NewMatrix(rows, k.n, k.n, data)
		k.h, k.g, k.total = make([]float64, rows), make([]float64, rows), make([]float64, rows)
	}
	k.m, k.diag, k.off = 0, k.diag[:0], k.off[:0]
	k.now, k.before = nil, nil
	if len(k.coupled) > 0 {
		k.image = make([]float64, k.n)
		for i, c := range k.coupled {
			f64.Axpy(k.image, c.pull, k.rows.Row(i))
		}
	}
}

// q returns basis vector j; q(m) is the next one.
func (k *krylov) q(j int) []float64 { return k.rows.Row(k.locked + j) }

// start makes v, which it overwrites, the next vector. False means that v lies in
// the locked space up to rounding.
func (k *krylov) start(v []float64) bool {
	norm := num.Norm2(v)
	if math.IsInf(norm, 1) { // entries near the largest number
		f64.Affine(v, 0, 0x1p-64, v)
		norm = num.Norm2(v)
	}
	num.ScaleToUnit(v, norm)
	clear(k.h)
	left := k.purge(v, k.locked+k.m, orthogonal(k.n))
	if left == 0 {
		return false
	}
	num.CopyToUnit(k.q(k.m), v, left)
	k.now, k.before = nil, nil
	return true
}

// startRandom makes a random direction the next vector, with v as scratch. False means
// that the locked vectors and the basis are all of Rⁿ, or that lost is set.
func (k *krylov) startRandom(v []float64) bool {
	if k.locked+k.m == k.n {
		return false
	}
	for range 100 {
		for i := range v {
			v[i] = k.random.NormFloat64()
		}
		if k.start(v) {
			return true
		}
	}
	k.lose()
	return false
}

// fit divides a product w = 2^lift Av by 2^(lift+exponent), and moves the exponent when
// products come out of scale.
func (k *krylov) fit(w []float64, lift, product int) error {
	norm, err := productNorm(w, "product", product)
	if err != nil {
		return err
	}
	if e := num.Exponent(norm) - lift - k.exponent; norm > 0 && (e > wideRange || k.norm == 0 && e < -wideRange) {
		k.exponent += e
		k.norm, k.missed, k.noise = math.Ldexp(k.norm, -e), math.Ldexp(k.missed, -e), math.Ldexp(k.noise, -e)
		for i := range k.diag {
			k.diag[i] = math.Ldexp(k.diag[i], -e)
			k.off[i] = math.Ldexp(k.off[i], -e)
		}
		for i, c := range k.coupled {
			k.coupled[i] = coupling{math.Ldexp(c.value, -e), math.Ldexp(c.pull, -e)}
		}
		num.Power2Each(k.image, -e)
	}
	num.Power2Each(w, -lift-k.exponent)
	k.norm = max(k.norm, math.Ldexp(norm, -lift-k.exponent))
	return nil
}

// absorb takes w = Aq_m as fit leaves it, which it overwrites, into T and makes its new
// direction the next vector. invariant reports that there is none: what is left of w is
// at most floor, or the space is all there is.
func (k *krylov) absorb(w []float64, floor float64) (invariant bool, err error) {
	j := k.m
	q := k.q(j)
	if j > 0 {
		f64.Axpy(w, -k.off[j-1], k.q(j-1))
	}
	alpha := f64.Dot(q, w)
	f64.Axpy(w, -alpha, q)
	if len(k.coupled) > 0 { // yᵀAq_j is little beside pull·tipᵀq_j
		f64.Axpy(w, -f64.Dot(k.tip, q), k.image)
	}
	k.predict(alpha)

	k.m++
	k.diag = append(k.diag, alpha)
	beta := k.predicted(w)
	if beta == 0 {
		k.since = 0
		beta = k.purge(w, k.locked+k.m, floor)
		if k.m <= mostMeasured && k.locked == 0 && (k.m <= 2 || k.before != nil) {
			k.noise = max(k.noise, k.missed)
		}
	}
	if k.locked+k.m == k.n {
		beta = 0
	}
	k.off = append(k.off, beta)
	if k.since == 0 {
		if err := k.checkSymmetry(); err != nil {
			return false, err
		}
	}
	if beta == 0 {
		k.now, k.before = nil, nil
		return true, nil
	}
	num.CopyToUnit(k.q(k.m), w, beta)
	k.remember(beta)
	return false, nil
}

// purge removes from w its part in the first count rows and returns the norm of what is
// left: 0 if that is at most floor, or if six sweeps do not do. h holds a guess of the
// coefficients; total collects all that was removed, and g what the last sweep found left.
//
// Each sweep subtracts and then measures, so what is accepted has been seen, not
// assumed: |row·w| ≤ accept·‖w‖.
func (k *krylov) purge(w []float64, count int, floor float64) float64 {
	clear(k.total)
	for pass := range 6 {
		k.sweep(w, count)
		for i, h := range k.h[:count] {
			k.total[i] += h
		}
		k.left = num.Norm2(w)
		var worst float64
		for _, g := range k.g[:count] {
			worst = math.Max(worst, math.Abs(g))
		}
		if pass == 0 {
			k.missed = worst
		}
		if k.left <= floor {
			return 0
		}
		if worst <= k.accept*k.left {
			return k.left
		}
		copy(k.h, k.g[:count])
	}
	return 0
}

// sweep sets w −= Qᵀh and then g = Qw for the first count rows Q, in one pass over
// them: in columns so few that a block of Q stays in cache between the two.
// Inner products are added block by block, whoever computes them.
func (k *krylov) sweep(w []float64, count int) {
	if count == 0 {
		return
	}

	const cache = 1 << 16 // numbers
	width := max(64, min(4096, cache/count)&^31)
	blocks := (k.n + width - 1) / width
	if need := blocks * count; len(k.partial) < need {
		k.partial = make([]float64, need+need/2)
	}
	workers := k.workers
	if k.n*count < 1<<19 {
		workers = 1
	}
	crew.Parallel(workers, blocks, func(b int) {
		from := b * width
		columns := min(width, k.n-from)
		q := k.rows.Block(0, from, count, columns)
		part := w[from : from+columns]
		partial := k.partial[b*count : (b+1)*count]
		f64.GemvT(part, -1, q, k.h[:count])
		eights := count &^ 7
		clear(partial)
		f64.Gemv(partial[:eights], 1, q.Block(0, 0, eights, columns), part)
		for i := eights; i < count; i++ {
			partial[i] = f64.Dot(q.Row(i), part)
		}
	})
	g := k.g[:count]
	copy(g, k.partial)
	for b := 1; b < blocks; b++ {
		for i, x := range k.partial[b*count : (b+1)*count] {
			g[i] += x
		}
	}
}

// checkSymmetry compares q_iᵀ(Aq_j), for the newest product Aq_j, with the (Aq_i)ᵀq_j
// that T holds: the difference is what had to be removed beside T.
func (k *krylov) checkSymmetry() error {
	for i := range k.m - 1 {
		difference := k.total[k.locked+i] + k.g[k.locked+i]
		if math.Abs(difference) > 0x1p-13*k.norm {
			return ErrNotSymmetric{I: i, J: k.m - 1, Difference: math.Ldexp(difference, k.exponent), Products: true}
		}
	}
	return nil
}

// departure returns the largest |q_iᵀq_j|, i ≠ j, of the basis. Cost: n·m² flops.
func (k *krylov) departure() float64 { return k.departureOf(k.locked, k.locked, k.locked+k.m) }

// departureOf returns the largest inner product, in modulus, of one of the rows from … end−1 with
// one before it, from row first on; NaN if there is one. Cost: n·(end − first)² flops.
func (k *krylov) departureOf(first, from, end int) (worst float64) {
	m := end - first
	if m < 2 {
		return 0
	}
	gram := f64.NewMatrix(m, m, m, make([]float64, m*m))
	f64.Syrk(gram, 1, k.rows.Block(first, 0, m, k.n))
	for i := from - first; i < m; i++ {
		for _, x := range gram.Row(i)[:i] {
			worst = max(worst, math.Abs(x))
		}
	}
	return worst
}

// project takes from v its part in the locked rows.
func (k *krylov) project(v []float64) {
	if k.locked > 0 {
		clear(k.h)
		k.purge(v, k.locked, 0)
	}
}

// lockDirection locks the direction of v, which it overwrites, as far as that is orthogonal to the locked
// rows. False means that no more than floor of a unit vector is left, or that v is 0. There is room for it.
func (k *krylov) lockDirection(v []float64, floor float64) bool {
	norm := num.Norm2(v)
	if norm == 0 {
		return false
	}
	num.ScaleToUnit(v, norm)
	clear(k.h)
	left := k.purge(v, k.locked, floor)
	if left == 0 {
		return false
	}
	num.CopyToUnit(k.q(0), v, left)
	k.locked++
	return true
}

// combine replaces the first rows of the basis by C times the basis, C having m columns.
// Cost: 2·n·m flops a row of C.
func (k *krylov) combine(c f64.Matrix) {
	const width = 256
	tasks := (k.n + width - 1) / width
	crew.Parallel(k.workers, tasks, func(b int) {
		from := b * width
		columns := min(width, k.n-from)
		scratch := f64.NewMatrix(c.Rows, columns, columns, make([]float64, c.Rows*columns))
		f64.Gemm(scratch, 1, c, k.rows.Block(k.locked, from, k.m, columns))
		for i := range c.Rows {
			copy(k.q(i)[from:], scratch.Row(i))
		}
	})
}
