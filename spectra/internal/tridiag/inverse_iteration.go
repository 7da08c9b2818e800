package tridiag

import (
	"math"
	"math/rand/v2"

	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
)

// An Inverter computes a few eigenvectors of a symmetric tridiagonal matrix T of norm
// about 1 from its eigenvalues, by inverse iteration (B. N. Parlett, The Symmetric
// Eigenvalue Problem, section 4.3; I. C. F. Ipsen, SIAM Rev. 39 (1997) 254–291). It
// owns the rows that it fills; the zero value is ready.
type Inverter struct {
	rows []float64 // k×n: an eigenvector a row
	gram []float64
}

// together is the distance of neighbours, relative to ‖T‖, up to which they are made
// orthogonal to one another; beyond it inverse iteration does so itself.
const together = 1e-3

// inverseSteps bounds the solves for a vector; two are usual.
const inverseSteps = 6

// Solve fills the rows, and returns them as a k×n matrix, for ascending
// eigenvalues with errors of few ulps of ‖T‖. It reports whether what it found was
// verified afterwards, as [verifiedPairs] says. Clusters are computed at once, each by
// one worker. Cost: about 40n flops a vector, and 4n for each pair of a cluster.
func (v *Inverter) Solve(values, d, e []float64, workers int) (f64.Matrix, bool) {
	n, k := len(d), len(values)
	v.rows = num.Resized(v.rows, k*n)
	rows := f64.NewMatrix(k, n, n, v.rows)
	norm := Norm(d, e)
	if norm == 0 {
		norm = 1
	}
	var starts []int
	for i := range values {
		if i == 0 || values[i]-values[i-1] > together*norm {
			starts = append(starts, i)
		}
	}
	crew.Parallel(workers, len(starts), func(c int) {
		end := k
		if c+1 < len(starts) {
			end = starts[c+1]
		}
		inverseCluster(rows, starts[c], end, values, d, e, norm)
	})
	v.gram = num.Resized(v.gram, k*k)
	return rows, verifiedPairs(rows, f64.NewMatrix(k, k, k, v.gram), values, d, e, norm)
}

// inverseCluster computes rows from to end, each orthogonal to those before it.
func inverseCluster(rows f64.Matrix, from, end int, values, d, e []float64, norm float64) {
	n := len(d)
	lu := tridiagonalLU{make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]bool, n)}
	shift := math.Inf(-1)
	for i := from; i < end; i++ {
		// Equal shifts would lead from any start to the same dominant vector.
		shift = max(values[i], shift+10*num.Epsilon*norm)
		lu.factor(d, e, shift, num.Epsilon*norm)
		x := rows.Row(i)
		random := rand.New(rand.NewPCG(uint64(i), uint64(n)))
		for j := range x {
			x[j] = random.Float64() - 0.5
		}
		orthonormalizeRow(rows, from, i)
		good := 0
		for step := 0; step < inverseSteps && good < 2; step++ {
			lu.solve(x)
			growth := orthonormalizeRow(rows, from, i)
			// ‖(T − λ)x‖ ≤ 1/growth before the projection.
			if growth*float64(n)*num.Epsilon*norm >= 1 {
				good++
			}
		}
	}
}

// orthonormalizeRow makes row i a unit vector orthogonal to the rows from from on, and
// returns the norm that was left at the first projection.
func orthonormalizeRow(rows f64.Matrix, from, i int) (growth float64) {
	x := rows.Row(i)
	for pass := range 3 {
		before := math.Sqrt(f64.Dot(x, x))
		for j := from; j < i; j++ {
			f64.Axpy(x, -f64.Dot(rows.Row(j), x), rows.Row(j))
		}
		left := math.Sqrt(f64.Dot(x, x))
		if pass == 0 {
			growth = left
		}
		for j := range x {
			x[j] /= left
		}
		if left >= 0.7*before {
			break
		}
	}
	return growth
}

// A tridiagonalLU holds T − λI = PLU, by elimination with row exchanges.
type tridiagonalLU struct {
	u0, u1, u2 []float64 // rows of U
	l          []float64
	swapped    []bool
}

// factor replaces pivots below least, as they are for an eigenvalue, by least.
func (f *tridiagonalLU) factor(d, e []float64, shift, least float64) {
	n := len(d)
	pivot, beside := d[0]-shift, 0.0
	if n > 1 {
		beside = e[0]
	}
	for i := range n - 1 {
		below, next, far := e[i], d[i+1]-shift, 0.0
		if i+2 < n {
			far = e[i+1]
		}
		if f.swapped[i] = math.Abs(below) > math.Abs(pivot); f.swapped[i] {
			f.l[i] = pivot / below
			f.u0[i], f.u1[i], f.u2[i] = below, next, far
			pivot, beside = beside-float64(f.l[i]*next), -float64(f.l[i]*far)
		} else {
			pivot = atLeast(pivot, least)
			f.l[i] = below / pivot
			f.u0[i], f.u1[i], f.u2[i] = pivot, beside, 0
			pivot, beside = next-float64(f.l[i]*beside), far
		}
	}
	f.u0[n-1], f.u1[n-1], f.u2[n-1] = atLeast(pivot, least), 0, 0
}

func atLeast(x, least float64) float64 {
	if math.Abs(x) < least {
		return math.Copysign(least, x)
	}
	return x
}

// Solve replaces x by (T − λI)⁻¹x.
func (f *tridiagonalLU) solve(x []float64) {
	n := len(x)
	for i := range n - 1 {
		if f.swapped[i] {
			x[i], x[i+1] = x[i+1], x[i]-float64(f.l[i]*x[i+1])
		} else {
			x[i+1] -= float64(f.l[i] * x[i])
		}
	}
	var one, two float64 // x[i+1], x[i+2]
	for i := n - 1; i >= 0; i-- {
		x[i] = (x[i] - float64(f.u1[i]*one) - float64(f.u2[i]*two)) / f.u0[i]
		one, two = x[i], one
	}
}

// verifiedPairs reports that, measured on what is there, ‖Tv − λv‖₁ is at most
// 4nε‖T‖ for each row v, and the row sums of |VVᵀ − I| at most 4nε.
func verifiedPairs(rows, gram f64.Matrix, values, d, e []float64, norm float64) bool {
	n := len(d)
	bound := 4 * float64(n) * num.Epsilon
	for i := range rows.Rows {
		v := rows.Row(i)
		var residual float64
		for j, x := range v {
			r := float64((d[j] - values[i]) * x)
			if j > 0 {
				r += float64(e[j-1] * v[j-1])
			}
			if j < n-1 {
				r += float64(e[j] * v[j+1])
			}
			residual += math.Abs(r)
		}
		if !(residual <= bound*norm) {
			return false
		}
	}
	f64.Mul(gram, 1, rows, rows.T())
	for i := range gram.Rows {
		gram.Set(i, i, gram.At(i, i)-1)
		var sum float64
		for _, x := range gram.Row(i) {
			sum += math.Abs(x)
		}
		if !(sum <= bound) {
			return false
		}
	}
	return true
}

// Norm returns the largest row sum of |T|.
func Norm(d, e []float64) float64 {
	var norm float64
	for i, x := range d {
		row := math.Abs(x)
		if i > 0 {
			row += math.Abs(e[i-1])
		}
		if i < len(e) {
			row += math.Abs(e[i])
		}
		norm = max(norm, row)
	}
	return norm
}
