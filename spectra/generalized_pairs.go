package spectra

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// A pencilPair is an eigenpair of H with the residual that the recurrence has for it, or, measured,
// one of the pencil.
type pencilPair struct {
	value, distance, residual float64
	coefficients              []float64 // of y, by the basis
	size                      float64   // the factor that makes yᵀBy = 1
}

// pairs returns all eigenpairs of H, ascending.
func (p *pencil) pairs() []pencilPair {
	h := mat.NewSymDense(p.m, nil)
	for i := range p.m {
		for j := i; j < p.m; j++ {
			h.SetSym(i, j, (p.h.At(i, j)+p.h.At(j, i))/2)
		}
	}
	values, vectors, err := Eigen(h)
	if err != nil {
		panic(fmt.Sprintf("spectra: a finite projected matrix has no eigenvalues: %v", err))
	}
	pairs := make([]pencilPair, p.m)
	length := 1.0 // of z_m, which is not there when the basis is all there is
	if p.m < p.q.Rows {
		length = p.residualNorm(p.z.Row(p.m))
	}
	for j, theta := range values {
		s := mat.Col(nil, j, vectors)
		c := math.Abs(f64.Dot(s, p.c[:p.m]))
		pairs[j] = pencilPair{value: theta, distance: c, residual: c * length, coefficients: s, size: 1}
		p.norm = max(p.norm, math.Abs(theta))
	}
	return pairs
}

// outwards returns the numbers of the pairs, those first that are wanted first.
func (p *pencil) outwards(pairs []pencilPair) []int {
	return p.opt.Ends.outwards(len(pairs), func(i int) float64 { return pairs[i].value })
}

// wanted returns those of the pairs that are wanted, ascending.
func (p *pencil) wanted() []pencilPair {
	pairs := p.pairs()
	keep := p.outwards(pairs)[:min(p.count, len(pairs))]
	slices.Sort(keep)
	var out []pencilPair
	for _, i := range keep {
		pair := pairs[i]
		pair.distance += p.dropped.distance
		pair.residual += p.dropped.residual
		out = append(out, pair)
	}
	return out
}

// tolerance returns the Distance that was asked for.
func (p *pencil) tolerance() float64 { return p.opt.residual(p.norm, p.a.exponent-p.b.exponent) }

// converged reports whether the wanted pairs have, and in a search for further copies the next
// ones further in.
func (p *pencil) converged() bool {
	if p.m < p.count {
		return false
	}
	pairs := p.pairs()
	need := p.count
	if !p.whole { // one more at each end would show what is missing
		need++
		if p.opt.Ends == BothEnds {
			need++
		}
	}
	if need > len(pairs) {
		return p.m == p.n
	}
	limit := p.tolerance() / (2 * math.Sqrt(float64(p.count)))
	for _, i := range p.outwards(pairs)[:need] {
		if !(pairs[i].distance <= limit) {
			return false
		}
	}
	return true
}

// grow takes steps until the wanted pairs have converged, or false: until the steps are used up.
func (p *pencil) grow() (converged bool, err error) {
	p.begun = p.steps
	for check := p.m + 1; ; {
		if p.ctx.Err() != nil {
			return false, p.stopped()
		}
		if p.steps == p.opt.MaxSteps {
			return false, nil
		}
		ended, err := p.step()
		if err != nil {
			return false, err
		}
		full := p.m == p.capacity
		if p.m < check && !ended && !full {
			continue
		}
		check = p.m + 1 + p.m/8
		done := p.m == p.n || p.converged() && (ended || p.steps-p.begun >= leastSteps(p.n))
		if p.opt.Progress != nil {
			p.opt.Progress(p.steps, p.opt.MaxSteps)
		}
		if done {
			return true, nil
		}
		if full {
			p.restart()
			check = p.m + 1 + (p.capacity-p.m)/3
		}
		if ended {
			if err := p.start(nil); err != nil {
				return false, err
			}
		}
	}
}

// restart shrinks the basis to the wanted pairs and half of what room is left, those next to them.
func (p *pencil) restart() {
	pairs := p.pairs()
	keep := p.outwards(pairs)[:max(1, min(p.count+(p.m-p.count)/2, p.m-1))]
	slices.Sort(keep)
	var kept []pencilPair
	for _, i := range keep {
		kept = append(kept, pairs[i])
	}
	p.shrink(kept)
	p.restarts++
}

// shrink makes these pairs the basis; the next vector stays what it is.
func (p *pencil) shrink(pairs []pencilPair) {
	k, m := len(pairs), p.m
	s := f64.NewMatrix(k, m, m, make([]float64, k*m))
	c := make([]float64, k)
	for i, pair := range pairs {
		copy(s.Row(i), pair.coefficients)
		c[i] = f64.Dot(pair.coefficients, p.c[:m])
	}
	for _, rows := range []f64.Matrix{p.q, p.z} {
		turned := f64.NewMatrix(k, p.n, p.n, make([]float64, k*p.n))
		f64.Mul(turned, 1, s, rows.Block(0, 0, m, p.n))
		next := slices.Clone(rows.Row(m))
		for i := range k {
			copy(rows.Row(i), turned.Row(i))
		}
		copy(rows.Row(k), next)
	}
	clear(p.h.Data)
	for i, pair := range pairs {
		p.h.Set(i, i, pair.value)
	}
	clear(p.c)
	copy(p.c, c)
	p.m = k
}

// again begins a search for further copies, in the complement of these pairs: what they have for
// residuals is left out of the recurrence. Searches begin with g and with B⁻¹g for random g by turns:
// where B is small beside its norm one has next to no part along an eigenvector, and the other has.
func (p *pencil) again(pairs []pencilPair, start []float64) error {
	for _, pair := range pairs {
		p.dropped.distance = max(p.dropped.distance, pair.distance)
		p.dropped.residual = max(p.dropped.residual, pair.residual)
	}
	p.shrink(pairs)
	p.whole = false
	return p.start(start)
}

// combine sets y to the combination of the basis with these coefficients.
func (p *pencil) combine(y, coefficients []float64) {
	clear(y)
	f64.GemvT(y, 1, p.q.Block(0, 0, len(coefficients), p.n), coefficients)
}

// measure replaces values, residuals and distances by those of products. Where these end early the
// pairs ascend nonetheless, with the old values among the new.
func (p *pencil) measure(pairs []pencilPair) error {
	defer slices.SortStableFunc(pairs, func(x, y pencilPair) int { return cmp.Compare(x.value, y.value) })
	y, r, z, d := make([]float64, p.n), make([]float64, p.n), make([]float64, p.n), make([]float64, p.n)
	for i := range pairs {
		pair := &pairs[i]
		if p.ctx.Err() != nil {
			return p.stopped()
		}
		p.combine(y, pair.coefficients)
		if _, err := p.b.scaled(z, y); err != nil {
			return err
		}
		form := f64.Dot(y, z)
		if !(form > 0) {
			return p.indefinite(form, y)
		}
		if _, err := p.a.scaled(r, y); err != nil {
			return err
		}
		value := f64.Dot(y, r) / form
		f64.Axpy(r, -value, z)
		length := num.Norm2(r)
		pair.value, pair.size = value, 1/math.Sqrt(form)
		pair.residual, pair.distance = p.residualNorm(r)*pair.size, 0
		if length == 0 {
			continue
		}
		num.ScaleToUnit(r, length)
		if err := p.applyInverse(d, r); err != nil {
			return err
		}
		if _, err := p.b.scaled(z, d); err != nil {
			return err
		}
		if form = f64.Dot(d, z); !(form > 0) {
			return p.indefinite(form, d)
		}
		pair.distance = math.Abs(f64.Dot(r, d)) / math.Sqrt(form) * length * pair.size
	}
	return nil
}
