package spectra

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"

	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
)

// A lanczos is the state of one call. Inside, A is scaled as in krylov.
type lanczos struct {
	a        multiplier
	opt      LanczosOptions
	n        int
	simple   bool // one round is enough
	grows    bool // the basis starts small
	k        *krylov
	w        []float64 // scratch
	locked   []ritzPair
	aside    []ritzPair // not wanted, but locked while copies are sought
	plain    bool       // nothing is set aside
	edges    []edge     // beyond which copies are sought
	rounds   int
	steps    int
	restarts int
}

// complete checks the options and fills in what 0 stands for.
func (o *LanczosOptions) complete() error {
	if err := notNegative(option{"Count", o.Count}, option{"MaxSteps", o.MaxSteps}, option{"Basis", o.Basis}, option{"Workers", o.Workers}); err != nil {
		return err
	}
	switch {
	case !(o.Tolerance >= 0 && o.Tolerance < 1):
		return ErrArgument{"Tolerance", o.Tolerance, "a number from 0 to below 1: it is relative to ‖A‖"}
	case !(o.AbsTolerance >= 0 && num.IsFinite(o.AbsTolerance)):
		return ErrArgument{"AbsTolerance", o.AbsTolerance, "a finite number that is 0 or more"}
	case o.Ends < BothEnds || o.Ends > Magnitude:
		return ErrArgument{"Ends", float64(o.Ends), "BothEnds, Smallest, Largest or Magnitude"}
	}
	if o.Count == 0 {
		o.Count = 1
	}
	if o.MaxSteps == 0 {
		o.MaxSteps = 1000
	}
	if o.Tolerance == 0 && o.AbsTolerance == 0 {
		o.Tolerance = 1e-10
	}
	return nil
}

// checkStart refuses a Start that is no vector of n finite numbers.
func (o *LanczosOptions) checkStart(n int) error {
	if o.Start != nil && len(o.Start) != n {
		return ErrDimension{Arg: "Start", Got: len(o.Start), Want: n}
	}
	return finiteVector("Start", o.Start)
}

// wanted returns the number of pairs in a complete result.
func (o *LanczosOptions) wanted(n int) int {
	if o.Ends == BothEnds {
		return min(n, 2*min(o.Count, n))
	}
	return min(n, o.Count)
}

// basis returns how many basis vectors Basis stands for.
func (o *LanczosOptions) basis(n int) int {
	wanted, basis := o.wanted(n), o.Basis
	if basis == 0 {
		basis = wanted + max(wanted, 80)
	}
	return max(basis, wanted+16)
}

// residual returns the residual that was asked for, for products of that norm which are
// A's divided by 2^exponent.
func (o *LanczosOptions) residual(norm float64, exponent int) float64 {
	bound := math.Inf(1)
	if o.Tolerance > 0 {
		bound = o.Tolerance * norm
	}
	if o.AbsTolerance > 0 {
		bound = min(bound, math.Ldexp(o.AbsTolerance, -exponent))
	}
	return bound
}

// digits returns the residual above which the iteration goes on for the sake of the digits of
// a number, beside the rounding of products of that norm.
func (o *LanczosOptions) digits(x, rounding float64) float64 {
	if o.AbsTolerance > 0 {
		return math.Inf(1)
	}
	return max(math.Abs(x)/1000, rounding)
}

// tolerance returns the residual that was asked for.
func (l *lanczos) tolerance() float64 { return l.opt.residual(l.k.norm, l.k.exponent) }

// limit returns the residual that ends the iteration for a pair of that value: the one
// that was asked for, or less for the sake of digits.
func (l *lanczos) limit(value float64) float64 {
	hidden := max(rounding(l.n)*l.k.norm, math.Sqrt(float64(l.n))*l.k.noise)
	return min(l.tolerance(), l.opt.digits(value, hidden))
}

// floor returns what is taken for rounding. An eigenvector has a part of about 1/√n in a
// random one: what is left below Tolerance/√n may be due to an eigenvalue that is off by
// Tolerance.
func (l *lanczos) floor() float64 {
	return min(invariant(l.n)*l.k.norm, l.tolerance()/math.Sqrt(float64(l.n)))
}

func newLanczos(a Operator, opt *LanczosOptions) (*lanczos, error) {
	l := &lanczos{a: multiplier{a: a}, n: a.Dim()}
	if opt != nil {
		l.opt = *opt
	}
	o := &l.opt
	if err := o.complete(); err != nil {
		return nil, err
	}
	if err := o.checkStart(l.n); err != nil {
		return nil, err
	}
	l.grows = o.Basis == 0
	o.Basis = o.basis(l.n)
	if num.Norm2(o.Start) == 0 {
		o.Start = nil
	}
	l.simple = o.Simple || o.Count == 1 && o.Start == nil
	l.k = newKrylov(l.n, generator(o.Seed, 0))
	l.k.workers = crew.Workers(o.Workers)
	l.w = make([]float64, l.n)
	return l, nil
}

// generator returns the random numbers that belong to seed and stream: ChaCha8 with
// these two as its key.
func generator(seed, stream uint64) *rand.Rand {
	var key [32]byte
	for i := range 8 {
		key[i], key[8+i] = byte(seed>>(8*i)), byte(stream>>(8*i))
	}
	return rand.New(rand.NewChaCha8(key))
}

// capacity returns how many basis vectors there may be now, and at most in this round. All of
// Rⁿ, if it fits; else a basis of opt's own choice begins small, since few are as good as many
// where few steps do, and grows with the steps.
func (l *lanczos) capacity() (now, most int) {
	least := l.wantedCount() + 16
	most = min(max(l.opt.Basis-len(l.aside), least), l.n-l.k.locked)
	if !l.grows || most == l.n-l.k.locked {
		return most, most
	}
	return min(most, max(l.wantedCount()/2+l.wantedCount(), least)+l.steps/8), most
}

// pause returns after how many steps more to look at the Ritz values, if not after so many at
// most: 40m² slow flops are to be little beside the 8nm of a step.
func (l *lanczos) pause(most int) int { return 1 + min(most, 256*l.k.m/l.n) }

// round grows a Krylov space in the complement of the locked pairs until the wanted
// pairs have converged, or false: until the steps are used up.
func (l *lanczos) round(ctx context.Context) (converged bool, err error) {
	k := l.k
	capacity, most := l.capacity()
	k.begin(most)
	l.rounds++
	k.lazy = len(k.coupled) == k.locked
	more := false
	if l.rounds == 1 && l.opt.Start != nil {
		copy(l.w, l.opt.Start)
		more = k.start(l.w)
	}
	more = more || k.startRandom(l.w)
	l.edges = l.seek()
	begun, invariant := l.steps, false
	for check := 1; ; {
		if err := l.stopped(ctx); err != nil {
			return false, err
		}
		if l.steps == l.opt.MaxSteps || k.lost {
			return false, nil
		}
		if err := l.multiply(l.w, k.q(k.m)); err != nil {
			return false, err
		}
		ended, err := k.absorb(l.w, l.floor())
		if err != nil {
			return false, err
		}
		l.steps++
		if ended {
			invariant, more = true, k.startRandom(l.w)
		}
		if k.lost {
			return false, nil
		}
		for i := range l.edges {
			l.edges[i].advance(k)
		}
		full := k.m == capacity
		if k.m < check && !ended && !full {
			continue
		}
		check = k.m + l.pause(k.m/8)
		converged := l.converged(invariant || l.steps-begun >= leastSteps(l.n))
		if l.opt.Progress != nil {
			l.opt.Progress(l.steps, l.opt.MaxSteps)
		}
		if !more || converged {
			return true, nil
		}
		if full {
			k.restart(l.keep())
			l.restarts++
			capacity, _ = l.capacity()
			check = k.m + l.pause((capacity-k.m)/3)
		}
	}
}

// stopped returns the error of a ctx that is done.
func (l *lanczos) stopped(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("spectra: Lanczos stopped after %d products: %w", l.a.products, err)
	}
	return nil
}

// leastSteps is how many steps a space takes before a pair of it is believed. The part that
// a random vector has in an eigenvector, about 1/√n, doubles at least in a step where the
// eigenvalue is clear of the others by an eighth of their range: so Chebyshev polynomials
// grow.
func leastSteps(n int) int { return max(8, bits.Len(uint(n))) }

// hint says what would help where the steps were used up, or the basis was lost.
func (l *lanczos) hint() string {
	if l.k.lost {
		return "products contradict those before, so that no vector is orthogonal to the basis: what multiplies is to be one symmetric matrix from call to call"
	}
	if l.rounds == 1 && l.worst() <= l.tolerance() {
		return "raise MaxSteps; or say by AbsTolerance that values so small need no digits"
	}
	return "raise MaxSteps, lower Count, or set Simple if that holds"
}

// multiply sets dst = 2^−exponent Av, where the exponent may move.
func (l *lanczos) multiply(dst, v []float64) error {
	if err := l.a.multiply(dst, v); err != nil {
		return err
	}
	before := l.k.exponent
	if err := l.k.fit(dst, l.a.lift, l.a.products); err != nil {
		return err
	}
	if by := before - l.k.exponent; by != 0 {
		for i := range l.locked {
			l.locked[i].value = math.Ldexp(l.locked[i].value, by)
			l.locked[i].residual = math.Ldexp(l.locked[i].residual, by)
		}
		for i := range l.aside {
			l.aside[i].value = math.Ldexp(l.aside[i].value, by)
			l.aside[i].residual = math.Ldexp(l.aside[i].residual, by)
		}
		for i := range l.edges {
			l.edges[i].wanted, l.edges[i].at = math.Ldexp(l.edges[i].wanted, by), math.Ldexp(l.edges[i].at, by)
		}
	}
	return nil
}

// trueScale undoes the scaling of a value.
func (l *lanczos) trueScale(x float64) float64 { return math.Ldexp(x, l.k.exponent) }
