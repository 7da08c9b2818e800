package spectra

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
)

// A lanczos is the state of one call. Inside, A is scaled as in krylov.
type lanczos struct {
	a        Operator
	opt      LanczosOptions
	n        int
	simple   bool // one round is enough
	k        *krylov
	w        []float64 // scratch
	locked   []ritzPair
	rounds   int
	steps    int
	products int
	restarts int
}

func newLanczos(a Operator, opt *LanczosOptions) (*lanczos, error) {
	l := &lanczos{a: a, n: a.Dim()}
	if opt != nil {
		l.opt = *opt
	}
	o := &l.opt
	if o.Count < 0 || o.MaxSteps < 0 || o.Basis < 0 || o.Workers < 0 || !(o.Tolerance >= 0) || o.Ends < BothEnds || o.Ends > Magnitude {
		panic(fmt.Sprintf("spectra: bad LanczosOptions: Count %d, MaxSteps %d, Basis %d, Workers %d, Tolerance %v, Ends %d",
			o.Count, o.MaxSteps, o.Basis, o.Workers, o.Tolerance, o.Ends))
	}
	if o.Count == 0 {
		o.Count = 1
	}
	if o.MaxSteps == 0 {
		o.MaxSteps = 1000
	}
	if o.Tolerance == 0 {
		o.Tolerance = 1e-10
	}
	wanted := l.wantedCount()
	if o.Basis == 0 {
		o.Basis = wanted + max(wanted, 80)
	}
	o.Basis = max(o.Basis, wanted+16)
	if o.Start != nil && len(o.Start) != l.n {
		return nil, ErrDimension{Arg: "Start", Got: len(o.Start), Want: l.n}
	}
	for i, x := range o.Start {
		if !isFinite(x) {
			return nil, ErrNotFinite{Arg: fmt.Sprintf("Start[%d]", i), Value: x}
		}
	}
	if norm2(o.Start) == 0 {
		o.Start = nil
	}
	l.simple = o.Simple || o.Count == 1 && o.Start == nil
	l.k = newKrylov(l.n, generator(o.Seed, 0))
	l.k.workers = max(1, o.Workers)
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

// round grows a Krylov space in the complement of the locked pairs until the wanted
// pairs have converged, or false: until the steps are used up.
func (l *lanczos) round(ctx context.Context) (converged bool, err error) {
	k := l.k
	capacity := min(l.opt.Basis, l.n-len(l.locked))
	k.begin(capacity)
	l.rounds++
	more := false
	if l.rounds == 1 && l.opt.Start != nil {
		copy(l.w, l.opt.Start)
		more = k.start(l.w)
	}
	more = more || k.startRandom(l.w)
	for check := 1; ; {
		if ctx.Err() != nil {
			return false, fmt.Errorf("spectra: Lanczos stopped after %d products: %w", l.products, ctx.Err())
		}
		if l.steps == l.opt.MaxSteps {
			return false, nil
		}
		if err := l.multiply(l.w, k.q(k.m)); err != nil {
			return false, err
		}
		invariant, err := k.absorb(l.w)
		if err != nil {
			return false, err
		}
		l.steps++
		if invariant {
			more = k.startRandom(l.w)
		}
		full := k.m == capacity
		if k.m < check && !invariant && !full {
			continue
		}
		check = k.m + 1 + k.m/8
		open := l.openResidual()
		if l.opt.Progress != nil {
			l.opt.Progress(l.products, l.trueScale(open))
		}
		// Later pairs pick up the residuals of the locked ones; leave room for that.
		if !more || open <= l.opt.Tolerance*k.norm/(2*math.Sqrt(float64(l.wantedCount()))) {
			return true, nil
		}
		if full {
			k.restart(l.keep())
			l.restarts++
			check = k.m + 1 + (capacity-k.m)/3
		}
	}
}

// multiply sets dst = 2^−exponent Av, where the exponent may move.
func (l *lanczos) multiply(dst, v []float64) error {
	l.a.Mul(dst, v)
	l.products++
	before := l.k.exponent
	if err := l.k.fit(dst, l.products); err != nil {
		return err
	}
	if by := before - l.k.exponent; by != 0 {
		for i := range l.locked {
			l.locked[i].value = math.Ldexp(l.locked[i].value, by)
			l.locked[i].residual = math.Ldexp(l.locked[i].residual, by)
		}
	}
	return nil
}

// trueScale undoes the scaling of a value.
func (l *lanczos) trueScale(x float64) float64 { return math.Ldexp(x, l.k.exponent) }
