package spectra

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
)

// DensityOptions selects what [Density] computes; the zero value, like nil, is 10 probes
// of 100 steps.
type DensityOptions struct {
	Probes int // random vectors; 0 means 10. Standard errors fall as 1/√Probes
	Steps  int // products, and nodes, for each; 0 means 100
	Seed   uint64
	// Deflate, if not nil, holds linearly independent columns, such as the Vectors of a [Ritz]
	// or some of them: see [Density]. They need not be orthonormal.
	Deflate *mat.Dense
	// Block is how many probes go side by side, for a [BlockOperator] whose blocks cost
	// less than their columns; 0 means 1. Memory: Block·Steps vectors of length n, and
	// Block + 4 times those to deflate.
	Block int
	// Workers bounds the goroutines; 0 means GOMAXPROCS. It does not change the result.
	// With Fork they work on different probes, else on the orthogonalization of one.
	Workers int
	// Fork, if not nil, returns an operator with the same products that another
	// goroutine may use at the same time. Several goroutines may call it at once.
	Fork func() Operator
	// Progress, if not nil, is called after each product, by one goroutine at a time,
	// with the number of products so far and the most there can be.
	Progress func(done, all int)
}

// A Quadrature is the Gauss quadrature of one probe v, ‖v‖ = 1: for all polynomials of
// degree below 2·len(Nodes), vᵀp(A)v = Σ Weights[i] p(Nodes[i]), up to rounding.
type Quadrature struct {
	Nodes   []float64 // ascending, within the spectrum
	Weights []float64 // positive or 0, their sum is 1
	// Exact says that the Krylov space of v is invariant: for some matrix within Rounding
	// of A, vᵀp(A)v is as above for every p.
	Exact bool
	// Jacobi is the tridiagonal matrix of the Lanczos process, whose eigenvalues are the nodes,
	// and Next the element that would come next beside its diagonal, 0 for an Exact probe.
	Jacobi Tridiagonal
	Next   float64
	// Rounding is by how much rounding may have moved a node: with m nodes, for the largest
	// |node| in place of ‖A‖,
	//
	//	√m (ε‖A‖ + 2δ) + ‖r‖.
	//
	// That is about the norm of m² random errors of that size at most. δ is the largest part
	// along an older basis vector that one of the first eight products had and, by the
	// recurrence, should not have had: it shows how exact the products are. r is what was left
	// of the last product of an Exact probe, at most (√n + 128)ε‖A‖, and 0 for the others. Where
	// vectors are deflated the moduli of the atoms count for ‖A‖ too.
	Rounding float64
}

// A Measure approximates the density of eigenvalues (1/n) Σ δ(x − λ_i): each probe
// gives an unbiased sample of it, seen through a Gauss quadrature. Where vectors are deflated
// the atoms have weight 1/n each, and the probes are samples of the rest: PAP of [Density] then
// stands for A in a [Quadrature].
type Measure struct {
	Dim      int
	Probes   []Quadrature
	Products int
	// Departure is the largest |q_iᵀq_j|, i ≠ j, of a Lanczos basis, computed at its end.
	Departure float64
	// Atoms are the eigenvalues of A on the span of the deflated vectors, ascending.
	Atoms []Atom
	// Residual bounds the distance ρ of A from the matrix that is measured, 0 where nothing
	// is deflated: see [Density].
	Residual float64
}

// Density estimates the spectral density of a by stochastic Lanczos quadrature: for
// random v, uniform on the sphere, m Lanczos steps give a tridiagonal T; its
// eigenvalues are the nodes and the squared first components of its
// eigenvectors the weights (G. H. Golub, J. H. Welsch, Math. Comp. 23 (1969)
// 221–230; S. Ubaru, J. Chen, Y. Saad, SIAM J. Matrix Anal. Appl. 38 (2017)
// 1075–1099; for Hessians B. Ghorbani, S. Krishnan, Y. Xiao, ICML 2019).
//
// The basis is orthogonalized in one pass over it: what the recurrence predicts is
// subtracted, what remains is measured, and a second pass follows where that is above
// 2⁻³⁶. Where the recurrence predicts less than that, by more than its last prediction
// was wrong, and one of the two vectors before was measured, the pass is left out.
// Below √ε, T is that of an orthonormal basis up to rounding (H. D. Simon, Linear
// Algebra Appl. 61 (1984) 101–131); see [Measure].Departure. Probe i depends on Seed
// and i.
//
// Deflate takes the span of vectors out, outliers of the spectrum as a rule: with its orthonormal
// basis Y, H = YᵀAY, P = I − YYᵀ and k = rank Y, the matrix measured is Â = YHYᵀ + PAP.
// Eigenvalues of H are atoms, and the probes are uniform on the unit sphere of the complement,
// with products PAv, so that the samples vary by the rest of the spectrum only. That costs k more
// products. Y need not be invariant: with R = AY − YH and ρ = ‖R‖_F, ‖A − Â‖₂ ≤ ρ, so that the
// eigenvalues of A and Â, in order, are within ρ (H. Weyl), and
//
//	|tr f(A) − tr f(Â)| ≤ ρ² sup |f″|,
//
// the supremum over the spectrum's interval: A − Â has no blocks on the diagonal, hence no part
// of first order. tr A is unbiased. [Measure].Residual is ρ with a bound of roundings, and
// [Measure.Bracket] allows for it.
//
// A probe ends as Exact where its last product leaves at most (√n + 128)ε‖A‖ outside of the
// space.
//
// Errors as in [Lanczos], with the number of the probe. A column of Deflate that depends on those
// before it is an [ErrDependent]. What Operator, Fork or Progress
// panic with comes in a [Panic] if they do so on one of several goroutines.
//
// Cost: Probes·Steps products, and about 3n·Steps² flops a probe; with Deflate k products and
// 6nk² flops more, and 4n·Steps² + 8nk·Steps flops a probe.
//
// It stops before the next product when ctx is done. The error then wraps that of ctx, and
// the Measure holds the probes that were complete or, if none was, those that had begun,
// with fewer nodes.
func Density(ctx context.Context, a Operator, opt *DensityOptions) (Measure, error) {
	d, err := newDensity(ctx, a, opt)
	if d.n == 0 || err != nil {
		return Measure{Dim: d.n}, err
	}
	if err := d.deflate(a); err != nil || d.steps == 0 {
		return d.measure(), err
	}
	groups := (d.opt.Probes + d.opt.Block - 1) / d.opt.Block
	found, errs := make([][]*probe, groups), make([]error, groups)
	workers := 1
	if d.opt.Fork != nil {
		workers, d.sweepers = d.opt.Workers, 1
	}
	var failed atomic.Bool
	crew.Parallel(workers, groups, func(g int) {
		if failed.Load() {
			return
		}
		returned := false
		defer func() {
			if !returned {
				d.abandoned.Store(true)
			}
		}()
		op := a
		if d.opt.Fork != nil {
			op = d.opt.Fork()
		}
		first := g * d.opt.Block
		found[g], errs[g] = d.group(op, first, min(first+d.opt.Block, d.opt.Probes))
		if errs[g] != nil {
			failed.Store(true)
		}
		returned = true
	})
	return d.collect(found, errs)
}

// collect joins what the groups of probes found, up to the first error.
func (d *density) collect(found [][]*probe, errs []error) (measure Measure, err error) {
	measure = d.measure()
	var partial []Quadrature
	for g, probes := range found {
		if err != nil && d.ctx.Err() == nil {
			break // what comes after the first error depends on the workers
		}
		if err == nil {
			err = errs[g]
		}
		for _, p := range probes {
			measure.Departure = max(measure.Departure, p.departure)
			switch {
			case p.complete:
				measure.Probes = append(measure.Probes, p.quadrature)
			case len(p.quadrature.Nodes) > 0:
				partial = append(partial, p.quadrature)
			}
		}
	}
	if len(measure.Probes) == 0 {
		measure.Probes = partial
	}
	return measure, err
}

// A density is the state of one call.
type density struct {
	ctx      context.Context
	n        int
	opt      DensityOptions
	sweepers int
	steps    int // of a probe, at most
	known    *deflation
	mutex    sync.Mutex
	products int

	abandoned atomic.Bool // by a panic: nobody waits for the result
}

func newDensity(ctx context.Context, a Operator, opt *DensityOptions) (*density, error) {
	d := &density{ctx: ctx, n: a.Dim()}
	if opt != nil {
		d.opt = *opt
	}
	o := &d.opt
	if err := notNegative(option{"Probes", o.Probes}, option{"Steps", o.Steps}, option{"Block", o.Block}, option{"Workers", o.Workers}); err != nil {
		return d, err
	}
	if o.Probes == 0 {
		o.Probes = 10
	}
	if o.Steps == 0 {
		o.Steps = 100
	}
	o.Block, o.Workers = max(1, o.Block), crew.Workers(o.Workers)
	d.sweepers = o.Workers
	basis, err := orthonormal(d.n, "Deflate", o.Deflate)
	if err != nil {
		return d, err
	}
	d.known = &deflation{basis: basis}
	d.steps = min(o.Steps, d.n-basis.locked)
	return d, nil
}

// deflate multiplies the vectors that are known.
func (d *density) deflate(a Operator) (err error) {
	if d.known.basis.locked == 0 {
		return nil
	}
	d.known, err = deflate(d.known.basis, &multiplier{a: a}, func() error {
		d.count(1)
		if err := d.ctx.Err(); err != nil {
			return fmt.Errorf("spectra: Density stopped after %d products with Deflate: %w", d.products, err)
		}
		return nil
	})
	return err
}

// measure returns what is known before the probes.
func (d *density) measure() Measure {
	return Measure{Dim: d.n, Products: d.products, Atoms: d.known.atoms, Residual: d.known.residual}
}

// A probe is the result of one random vector.
type probe struct {
	quadrature Quadrature
	complete   bool
	departure  float64
}

// group runs the probes first … end−1 side by side.
func (d *density) group(a Operator, first, end int) ([]*probe, error) {
	size, steps := end-first, d.steps
	spaces := make([]*krylov, size)
	in, out := columns(d.n, size), columns(d.n, size)
	for i := range spaces {
		k := newKrylov(d.n, generator(d.opt.Seed, densityStream+uint64(first+i)))
		known := d.known.basis
		k.workers = d.sweepers
		if known.locked == 0 { // what is left along deflated vectors counts to first order
			k.accept, k.lazy = 0x1p-36, true
		}
		k.rows, k.locked, k.norm, k.exponent = known.rows, known.locked, known.norm, known.exponent
		k.begin(steps)
		if !k.startRandom(in.T().Row(0)) { // beside fewer than n vectors that are measured to be orthogonal
			panic("spectra: no direction is left beside Deflate")
		}
		spaces[i] = k
	}
	probes := make([]*probe, size)
	err := d.grow(&multiplier{a: a}, spaces, first, steps, in, out)
	for i, k := range spaces {
		probes[i] = &probe{k.quadrature(), k.m == steps || k.m > 0 && k.off[k.m-1] == 0, k.departure()}
	}
	return probes, err
}

// Streams of random numbers, so that no two purposes share one.
const (
	densityStream = 1 << 32
	sketchStream  = 2 << 32
	traceStream   = 3 << 32
	shiftStream   = 4 << 32
)

// grow takes up to steps steps in each of the spaces.
func (d *density) grow(a *multiplier, spaces []*krylov, first, steps int, in, out f64.Matrix) error {
	active := make([]int, len(spaces))
	for i := range active {
		active[i] = i
	}
	for step := 1; step <= steps && len(active) > 0 && !d.abandoned.Load(); step++ {
		if err := d.ctx.Err(); err != nil {
			return fmt.Errorf("spectra: Density stopped in step %d of probe %d: %w", step, first+active[0], err)
		}
		for c, i := range active {
			copy(in.T().Row(c), spaces[i].q(spaces[i].m))
		}
		w := out.Block(0, 0, d.n, len(active))
		if err := a.multiplyBlock(w, in.Block(0, 0, d.n, len(active))); err != nil {
			return err
		}
		d.count(len(active))
		going := active[:0]
		for c, i := range active {
			k := spaces[i]
			column := w.T().Row(c)
			if err := k.fit(column, a.lift, step); err != nil {
				return fmt.Errorf("%w (probe %d)", err, first+i)
			}
			ended, err := k.absorb(column, invariant(d.n)*k.norm)
			if err != nil {
				return fmt.Errorf("%w (probe %d)", err, first+i)
			}
			k.hear()
			if !ended {
				going = append(going, i)
			}
		}
		active = going
	}
	return nil
}

func (d *density) count(products int) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.products += products
	if d.opt.Progress != nil {
		d.opt.Progress(d.products, d.known.basis.locked+d.opt.Probes*d.steps)
	}
}
