package spectra

import (
	"cmp"
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// A ritzPair is locked once it is wanted; later Krylov spaces are orthogonal to it.
type ritzPair struct {
	value, residual float64
	locked          bool
	index           int // of the locked row, or of the Ritz value of the Krylov space
	round           int // in which it was set aside
}

// choose returns the pairs that are wanted among these. A pair of the current
// Krylov space has to lie further out than a locked one by what its residual may be, and by
// more than rounding, so that copies of an eigenvalue do not displace one another for ever.
func (l *lanczos) choose(pairs []ritzPair) []ritzPair {
	slack := func(p ritzPair) float64 {
		if !p.locked {
			return max(l.limit(p.value), min(l.tolerance(), 4*orthogonal(l.n)*l.k.norm))
		}
		return 0
	}
	rest := slices.Clone(pairs)
	var chosen []ritzPair
	take := func(key func(p ritzPair) float64) {
		slices.SortStableFunc(rest, func(p, q ritzPair) int { return cmp.Compare(key(p)+slack(p), key(q)+slack(q)) })
		count := min(l.opt.Count, len(rest))
		chosen, rest = append(chosen, rest[:count]...), rest[count:]
	}
	if l.opt.Ends == Magnitude {
		take(func(p ritzPair) float64 { return -math.Abs(p.value) })
	}
	if l.opt.Ends == Smallest || l.opt.Ends == BothEnds {
		take(func(p ritzPair) float64 { return p.value })
	}
	if l.opt.Ends == Largest || l.opt.Ends == BothEnds {
		take(func(p ritzPair) float64 { return -p.value })
	}
	slices.SortStableFunc(chosen, func(p, q ritzPair) int { return cmp.Compare(p.value, q.value) })
	return chosen
}

// wantedCount returns the number of pairs in a complete result.
func (l *lanczos) wantedCount() int { return l.opt.wanted(l.n) }

// ritzPairs returns the eigenpairs of T, ascending, with ‖Ay − θy‖ = |off[m−1] s_m−1|.
func (l *lanczos) ritzPairs() []ritzPair {
	k := l.k
	values, last := k.ritz(false)
	pairs := make([]ritzPair, k.m)
	for i, x := range values {
		pairs[i] = ritzPair{value: x, residual: math.Abs(k.off[k.m-1] * last.At(i, 0)), index: i}
	}
	return pairs
}

// outermost returns those of the pairs of the Krylov space, ascending, next to which
// a missed one would lie.
func (l *lanczos) outermost(fresh []ritzPair) []ritzPair {
	first, last := fresh[0], fresh[len(fresh)-1]
	switch {
	case l.opt.Ends == Smallest, l.opt.Ends == Magnitude && -first.value > last.value:
		return []ritzPair{first}
	case l.opt.Ends == BothEnds:
		return []ritzPair{first, last}
	}
	return []ritzPair{last}
}

// converged reports whether the wanted pairs of the Krylov space have converged, or in later
// rounds, where none of it is wanted, whether more of them need not be expected. Not
// while pairs are missing. Without believed, small residuals are not enough.
func (l *lanczos) converged(believed bool) bool {
	fresh := l.ritzPairs()
	wanted := l.choose(append(fresh, l.locked...))
	if len(wanted) < l.wantedCount() {
		return false
	}
	found := slices.ContainsFunc(wanted, func(p ritzPair) bool { return !p.locked })
	if !found && l.rounds > 1 {
		if l.certified() {
			return true
		}
		wanted = append(wanted, l.outermost(fresh)...)
	}
	if !believed {
		return false
	}
	// A later pair can pick up the residuals of all others: both together are within the
	// tolerance, and so is the rounding of the product that measures them.
	var fresher, locked float64
	for _, p := range wanted {
		square := float64(p.residual * p.residual)
		switch {
		case p.locked:
			locked += square
		case !(p.residual <= l.limit(p.value)):
			return false
		default:
			fresher += square
		}
	}
	tolerance := l.tolerance()
	room := 0.9 * tolerance
	if left := tolerance - 4*rounding(l.n)*l.k.norm; left < room {
		room = max(left, tolerance/(2*math.Sqrt(float64(l.wantedCount()))))
	}
	return fresher+min(locked, 0.6*room*room) <= room*room
}

// keep returns the Ritz vectors that survive a restart: the wanted ones and half of what
// room is left, those next to them.
func (l *lanczos) keep() []int {
	m := l.k.m
	count := l.wantedCount()
	count = max(1, min(count+(m-count)/2, m-2))
	var values []float64
	if l.opt.Ends == Magnitude {
		values, _ = l.k.ritz(false)
	}
	keep := l.opt.Ends.outwards(m, func(i int) float64 { return values[i] })[:count]
	slices.Sort(keep)
	return keep
}

// lock moves the wanted pairs of the Krylov space to the locked ones, sets aside what
// helps to find copies of them if search is set, which empties the space, and returns the
// wanted ones.
func (l *lanczos) lock(search bool) []ritzPair {
	k := l.k
	if k.m == 0 {
		return nil
	}
	before := len(l.locked)
	values, s := k.ritz(true)
	fresh := l.ritzPairs()
	var theta, c []float64
	row := k.locked
	for _, p := range l.choose(append(fresh, l.locked...)) {
		if !p.locked {
			theta, c = append(theta, values[p.index]), append(c, s.Row(p.index)...)
			rounding := float64(l.n) * num.Epsilon * k.norm
			l.locked = append(l.locked, ritzPair{value: values[p.index], residual: p.residual + rounding, locked: true, index: row})
			fresh[p.index].locked = true
			row++
		}
	}
	if search && !l.simple && !l.plain && len(l.locked) > before {
		for _, p := range l.spare(fresh) {
			theta, c = append(theta, values[p.index]), append(c, s.Row(p.index)...)
			p.index, p.locked = row, true
			l.aside = append(l.aside, p)
			row++
		}
	}
	coefficients := f64.NewMatrix(len(c)/k.m, k.m, k.m, c)
	if k.locked == 0 {
		k.keepTip(theta, coefficients)
	}
	k.combine(coefficients)
	k.straighten(row)
	k.locked = row
	k.m, k.diag, k.off = 0, k.diag[:0], k.off[:0]
	return l.locked[before:]
}

// measure replaces values and residuals by yᵀAy and ‖Ay − θy‖, one product each, until ctx is done.
func (l *lanczos) measure(ctx context.Context, pairs []ritzPair) error {
	for i := range pairs {
		if err := l.stopped(ctx); err != nil {
			return err
		}
		p := &pairs[i]
		y := l.k.rows.Row(p.index)
		if err := l.multiply(l.w, y); err != nil {
			return err
		}
		p.value = f64.Dot(y, l.w)
		f64.Axpy(l.w, -p.value, y)
		p.residual = num.Norm2(l.w)
	}
	return nil
}

// spoilt reports whether one of these has picked up the residuals of what was set aside.
func (l *lanczos) spoilt(fresh []ritzPair) bool {
	return slices.ContainsFunc(fresh, func(p ritzPair) bool { return p.residual > min(l.tolerance(), 4*l.limit(p.value)) })
}

// worst returns the largest residual of the wanted locked pairs.
func (l *lanczos) worst() float64 {
	wanted := l.choose(l.locked)
	if len(wanted) < l.wantedCount() {
		return math.Inf(1)
	}
	var worst float64
	for _, p := range wanted {
		worst = max(worst, p.residual)
	}
	return worst
}

func (l *lanczos) result() Ritz {
	wanted := l.choose(l.locked)
	ritz := Ritz{Steps: l.steps, Products: l.a.products, Restarts: l.restarts}
	if l.opt.Vectors && len(wanted) > 0 {
		ritz.Vectors = mat.NewDense(l.n, len(wanted), nil)
	}
	for i, p := range wanted {
		ritz.Values = append(ritz.Values, l.trueScale(p.value))
		ritz.Residuals = append(ritz.Residuals, l.trueScale(p.residual))
		if l.opt.Vectors {
			ritz.Vectors.SetCol(i, l.k.rows.Row(p.index))
		}
	}
	return ritz
}
