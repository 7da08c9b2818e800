package tridiag

import (
	"math"
	"math/bits"
	"slices"

	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
)

// A GaussRule holds, of a symmetric tridiagonal matrix, the eigenvalues in ascending order and
// the squared first components Weights[i]·2^Powers[i] of the eigenvectors of norm 1.
type GaussRule struct {
	Nodes, Weights []float64
	Powers         []int
}

const (
	// doubleApart is the distance, as a power of two relative to the largest element, beyond
	// which neighbours are computed by double.Word: 2⁻¹⁰⁴ over it is left of their accuracy.
	doubleApart = 44
	doubleClose = 98
	leastBits   = 384 // of the numbers for what is closer
	mostBits    = 6144
	wideClose   = 24 // bits fewer than these
	wideApart   = 72 // and that many fewer
)

// Gauss computes the rule of the matrix with diagonal d and off-diagonal e, without a zero in
// e, by at most workers goroutines, on which nothing depends. From its proved bracket on,
// each eigenvalue is refined by Rayleigh quotients of twisted factorizations, held in the
// bracket by counts; the same factorization gives the weight.
//
// Nodes are within a unit in the last place, and 2⁻⁹⁸ of the largest element; for d = 0 and odd n
// that in the middle is 0.
//
// Of eigenvalues closer than 2⁻⁶⁰⁰⁰ of the largest element the weights are equal, and their
// sum is that of the cluster.
func Gauss(d, e []float64, workers int) GaussRule {
	n := len(d)
	rule := GaussRule{make([]float64, n), make([]float64, n), make([]int, n)}
	if n == 1 {
		rule.Nodes[0], rule.Weights[0] = d[0], 1
		return rule
	}
	var largest float64
	for i, x := range d {
		largest = max(largest, math.Abs(x))
		if i < len(e) {
			largest = max(largest, math.Abs(e[i]))
		}
	}
	exponent := num.Exponent(largest)
	scaledD, scaledE := make([]float64, n), make([]float64, n-1)
	for i, x := range d {
		scaledD[i] = num.Power2(x, -exponent)
	}
	for i, x := range e {
		scaledE[i] = num.Power2(x, -exponent)
	}
	var b Bisector
	b.Load(scaledD, scaledE)
	lower, upper := make([]float64, n), make([]float64, n)
	b.BracketsLoaded(lower, upper, 0, n, workers)
	starts := apart(lower, upper)
	const together = 16
	crew.Parallel(workers, (len(starts)-1+together-1)/together, func(task int) {
		from, to := task*together, min((task+1)*together, len(starts)-1)
		rule.solve(scaledD, scaledE, lower, upper, starts[from:to+1], exponent)
	})
	if n%2 == 1 && !slices.ContainsFunc(d, func(x float64) bool { return x != 0 }) {
		rule.Nodes[n/2] = 0 // as many eigenvalues are above 0 as below
	}
	return rule
}

// apart returns where each group of neighbours that are not doubleApart begins, and at the
// end their number.
func apart(lower, upper []float64) []int {
	starts := []int{0}
	reached := upper[0]
	for i := 1; i < len(lower); i++ {
		if lower[i]-reached > 1.0/(1<<doubleApart) {
			starts = append(starts, i)
		}
		reached = max(reached, upper[i])
	}
	return append(starts, len(lower))
}

// solve fills the rule for the groups between starts.
func (rule GaussRule) solve(d, e, lower, upper []float64, starts []int, exponent int) {
	done := make([]bool, len(d))
	keep := func(index int, node, weight float64, power int) {
		done[index] = true
		rule.Nodes[index] = num.Power2(node, exponent)
		rule.Weights[index], rule.Powers[index] = weight, power
	}
	double := newTwister(doubleOf, doubleClose, d, e)
	double.kept, double.keep = done, keep
	for g, first := range starts[:len(starts)-1] {
		last := starts[g+1]
		lo, hi := slices.Min(lower[first:last]), slices.Max(upper[first:last])
		if last-first == 1 {
			double.search(doubleOf(lo), doubleOf(hi), first, last)
			continue
		}
		w := newWideTwister(leastBits, d, e, done, keep)
		w.search(w.of(lo), w.of(hi), first, last)
	}
}

// newWideTwister returns a twister that takes twice as many bits for what it cannot resolve, up
// to mostBits.
func newWideTwister(bits uint, d, e []float64, done []bool, keep func(int, float64, float64, int)) *twister[wide] {
	w := newTwister(wideOf(bits), int(bits)-wideClose, d, e)
	w.keep, w.kept, w.reach = keep, done, wideApart
	if bits < mostBits {
		w.unresolved = func(lo, hi wide, first, last int) {
			more := newWideTwister(2*bits, d, e, done, keep)
			zero := more.of(0)
			more.search(zero.Add(lo), zero.Add(hi), first, last)
		}
	}
	return w
}

// search finds the eigenvalues number first … last−1, which are those between lo and hi.
func (w *twister[T]) search(lo, hi T, first, last int) {
	if w.done(first, last) {
		return
	}
	x := lo.Add(hi).Scale(-1)
	var end octaves[T]
	for range 2 * mostBits {
		switch count := w.forward(x); {
		case count <= first:
			lo = x
		case count >= last:
			hi = x
		default:
			w.search(lo, x, first, count)
			w.search(x, hi, count, last)
			return
		}
		if w.isClose(hi.Sub(lo)) {
			break
		}
		if end.left > 0 {
			x = end.next(lo, hi)
			continue
		}
		w.backward(x)
		step, residual, weight, power := w.vector(x)
		next := x.Add(step)
		// Between two eigenvalues a step may vanish too, but then the residual does not.
		if w.close.Mul(w.close).Sub(residual).Sign() >= 0 {
			if last-first > 1 || w.reach > 0 {
				break
			}
			w.keep(first, next.Float(), weight.Float(), power)
			return
		}
		switch {
		case next.Sub(lo).Sign() <= 0:
			x = end.begin(lo, hi, 1, w.closeness)
		case hi.Sub(next).Sign() <= 0:
			x = end.begin(lo, hi, -1, w.closeness)
		default:
			x = next
		}
	}
	w.cluster(x, lo, hi, first, last)
}

// octaves bisects the exponent of the distance of eigenvalues from an end of their interval
// beyond which a Rayleigh quotient lies: a mean of several eigenvalues is such a point, near
// which they are at distances that are small by hundreds of powers of two.
type octaves[T arithmetic[T]] struct {
	end        T
	side       int // 1 above the end, −1 below
	from, to   int // of the exponent
	left, done int // steps still to go, and how often it was begun
}

// begin returns the first point to look at: every other time the middle.
func (o *octaves[T]) begin(lo, hi T, side, closeness int) T {
	o.done++
	o.side, o.end = side, lo
	if side < 0 {
		o.end = hi
	}
	o.from, o.to = -closeness, hi.Sub(lo).Exponent()
	if o.left = bits.Len(uint(max(0, o.to-o.from))) - 1; o.left < 2 || o.done%2 == 0 {
		o.left = 0
	}
	return o.next(lo, hi)
}

// next returns the next point between lo and hi, the middle if the exponent is known.
func (o *octaves[T]) next(lo, hi T) T {
	far := hi
	near := lo
	if o.side < 0 {
		far, near = lo, hi
	}
	if o.left > 0 {
		if near.Sub(o.end).Sign() != 0 { // the eigenvalues are beyond the last point
			o.from = max(o.from, near.Sub(o.end).Exponent())
		}
		o.to = min(o.to, far.Sub(o.end).Exponent())
		if o.left--; o.to-o.from > 2 {
			distance := far.Sub(o.end)
			x := o.end.Add(distance.Scale((o.from+o.to)/2 - distance.Exponent()))
			if x.Sub(lo).Sign() > 0 && hi.Sub(x).Sign() > 0 {
				return x
			}
		}
		o.left = 0
	}
	return lo.Add(hi).Scale(-1)
}

// done reports that all eigenvalues number first … last−1 are kept.
func (w *twister[T]) done(first, last int) bool {
	return first >= last || !slices.Contains(w.kept[first:last], false)
}

// isClose reports |x| ≤ close.
func (w *twister[T]) isClose(x T) bool {
	return w.close.Sub(x).Sign() >= 0 && w.close.Add(x).Sign() >= 0
}

// cluster keeps x if no other eigenvalue is within reach of it. Otherwise it takes those together
// that are, and goes on with those at both sides.
func (w *twister[T]) cluster(x, lo, hi T, first, last int) {
	reach := w.close.Scale(1 + w.reach)
	left, right := x.Sub(reach), x.Add(reach)
	from, to := w.forward(left), w.forward(right)
	if from >= to { // roundings count otherwise than the Rayleigh quotient
		from, to, left, right = first, last, lo, hi
	}
	w.search(lo, left, first, from)
	w.search(right, hi, to, last)
	switch {
	case to-from == 1:
		w.forward(x)
		w.backward(x)
		step, _, weight, power := w.vector(x)
		w.keep(from, x.Add(step).Float(), weight.Float(), power)
	case w.unresolved != nil:
		w.unresolved(left, right, from, to)
	default:
		w.share(x, from, to)
	}
}

// share gives eigenvalues number first … last−1, all close to x, equal weights. Near x the
// first element of (T − xI)⁻¹ is Σwᵢ/(λᵢ − x) over them, and what hardly changes.
func (w *twister[T]) share(x T, first, last int) {
	h := w.of(1).Scale(-w.closeness / 2) // beyond the width of the cluster, below the distance of the next
	w.backward(x.Sub(h))
	sum := w.of(1).Quo(w.up[0])
	w.backward(x.Add(h))
	if sum = sum.Sub(w.of(1).Quo(w.up[0])).Mul(h).Scale(-1); sum.Sign() < 0 {
		sum = w.of(0)
	}
	each, power := w.scaled(sum.Quo(w.of(float64(last-first))), 0)
	for i := first; i < last; i++ {
		w.keep(i, x.Float(), each.Float(), power)
	}
}
