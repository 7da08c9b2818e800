package spectra

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// DiagonalOptions selects what [Diagonal] computes; the zero value, like nil, is a sketch of 20
// vectors and 20 random vectors, 60 products in all.
type DiagonalOptions struct {
	// Products bounds the products with A; 0 means 60. If it is n or more, the diagonal is
	// computed from n unit vectors and nothing is random. It is at least 6.
	Products int
	Plain    bool // no sketch: all products are of random vectors
	// Deflate, if not nil, holds linearly independent columns, such as the Vectors of a [Ritz],
	// whose span takes the place of the sketch, at one product a column.
	Deflate *mat.Dense
	// Ranges are sets of neighbouring indices, such as layers, of which the traces are wanted.
	// They may overlap.
	Ranges []IndexRange
	Seed   uint64
	// Block is how many vectors go at once through a [BlockOperator]; 0 means 8.
	Block int
	// Progress, if not nil, is called with the number of products so far and of all.
	Progress func(done, all int)
}

// An IndexRange is the indices From ≤ i < To.
type IndexRange struct{ From, To int }

// A DiagonalEstimate holds what [Diagonal] found: its fields are as those of [Estimate], of
// which [DiagonalEstimate.Entry] makes one.
type DiagonalEstimate struct {
	Values, StdErrs []float64  // of each entry
	Ranges          []Estimate // the trace of each of the Ranges
	Products        int
	Samples         int // the number of random vectors; 0 where nothing is random
}

// Entry returns the estimate of entry i.
func (d DiagonalEstimate) Entry(i int) Estimate {
	return Estimate{Value: d.Values[i], StdErr: d.StdErrs[i], Products: d.Products, Samples: d.Samples}
}

// Diagonal estimates the diagonal of A, and the traces of index ranges, from the same products.
// For random signs z, the expectation of z_i(Az)_i is a_ii, with the variance Σ a_ij² over j ≠ i
// (C. Bekas, E. Kokiopoulou, Y. Saad, Appl. Numer. Math. 57 (2007) 1214–1229); that of a range's
// sum is the trace, with variance 2Σ a_ij² over its pairs and Σ a_ij² over i in it and j not.
//
// For orthonormal Q with P = I − QQᵀ, whatever Q is,
//
//	A = QQᵀA + AQQᵀ − Q(QᵀAQ)Qᵀ + PAP,
//
// of which the first three parts are computed from AQ, and the diagonal of PAP alone is
// estimated, by z_i(PAPz)_i. Q is a basis of A times a third of the products' random vectors, as
// in [Trace] (Diag++: R. A. Baston, Y. Nakatsukasa, arXiv:2208.03268), or of Deflate. Where a few
// eigenvalues are far from the others the variance falls by as much as they had of ‖A‖²_F; where
// none is, Plain has the smaller one, from three times as many samples.
//
// The interval of an entry ([DiagonalEstimate.Entry], [Estimate.Interval]) is Student's. Samples
// of an entry are sums of ±a_ij, nearly normal where many a_ij are of a like size. Where one a_ij
// rules they take two values: all agree, and the interval is a point, with probability
// 2^(1−Samples). Each interval has its level alone: of n of level 0.95 some n/20 miss.
//
// It stops before the next products when ctx is done, with what the samples so far say if there
// are two of them, NaN otherwise; from unit vectors, with the entries that were reached, and NaN
// for the others. The trace of an empty range is 0 nonetheless. The error then wraps that of ctx. Errors: a product that is not finite is an
// [ErrNotFinite], an operator that writes to v an [ErrVectorChanged]; a range that is not in
// 0 ≤ From ≤ To ≤ n, a negative number in opt, and a Deflate that leaves less than two products are
// an [ErrArgument]; errors of Deflate are as in [Density]. Asymmetry is not noticed.
//
// Cost: the products, and for k columns of Q about 16nk flops for each and 2nk² once.
func Diagonal(ctx context.Context, a Operator, opt *DiagonalOptions) (DiagonalEstimate, error) {
	d, err := newDiagonal(ctx, a, opt)
	if err != nil {
		return DiagonalEstimate{}, err
	}
	if d.opt.Products >= d.n {
		return d.exact()
	}
	err = d.known()
	if err == nil {
		err = d.sample(d.opt.Products - d.a.products)
	}
	return d.result(), err
}

// A diagonalState is the state of one call. Its numbers are divided by 2^exponent.
type diagonalState struct {
	*tracer
	deflate bool
	ranges  []IndexRange
	base    []float64   // the part that is known
	mean    []float64   // of the samples
	spread  []float64   // root of the sum of their squared deviations
	sums    [][]float64 // samples of each range
	samples int
}

func newDiagonal(ctx context.Context, a Operator, opt *DiagonalOptions) (*diagonalState, error) {
	if opt == nil {
		opt = new(DiagonalOptions)
	}
	t, err := newTrace(ctx, a, &TraceOptions{Products: opt.Products, Plain: opt.Plain, Seed: opt.Seed, Block: opt.Block, Progress: opt.Progress})
	if err != nil {
		return nil, err
	}
	t.name = "Diagonal"
	for i, r := range opt.Ranges {
		if r.From < 0 || r.From > r.To {
			return nil, ErrArgument{Arg: fmt.Sprintf("Ranges[%d].From", i), Value: float64(r.From), Want: fmt.Sprintf("0 to To, which is %d", r.To)}
		}
		if r.To > t.n {
			return nil, ErrArgument{Arg: fmt.Sprintf("Ranges[%d].To", i), Value: float64(r.To), Want: fmt.Sprintf("at most %d, the dimension", t.n)}
		}
	}
	if t.basis, err = orthonormal(t.n, "Deflate", opt.Deflate); err != nil {
		return nil, err
	}
	d := &diagonalState{tracer: t, deflate: t.basis.locked > 0, ranges: opt.Ranges,
		base: make([]float64, t.n), mean: make([]float64, t.n), spread: make([]float64, t.n), sums: make([][]float64, len(opt.Ranges))}
	if k := t.basis.locked; t.opt.Products < t.n && t.opt.Products < k+2 {
		return nil, ErrArgument{Arg: "Products", Value: float64(t.opt.Products), Want: fmt.Sprintf("%d or more, for %d columns of Deflate", k+2, k)}
	}
	t.moved = d.rescale
	return d, nil
}

func (d *diagonalState) rescale(e int) {
	for _, x := range append([][]float64{d.base, d.mean, d.spread}, d.sums...) {
		num.Power2Each(x, -e)
	}
}

// exact takes the unit vectors.
func (d *diagonalState) exact() (DiagonalEstimate, error) {
	reached := 0
	err := d.each(d.n, func(i int, v []float64) {
		clear(v)
		v[i] = 1
	}, func(i int, _, product []float64) {
		d.base[i] = product[i]
		reached++
	})
	e := DiagonalEstimate{Values: d.base, StdErrs: make([]float64, d.n), Products: d.a.products}
	for i := reached; i < d.n; i++ {
		e.Values[i], e.StdErrs[i] = math.NaN(), math.Inf(1)
	}
	for _, r := range d.ranges {
		sum := estimate(nil, d.a.products)
		if r.To <= reached || r.From == r.To {
			sum = Estimate{Value: total(d.base[r.From:r.To]), Products: d.a.products}
		}
		e.Ranges = append(e.Ranges, sum.times2(d.exponent))
	}
	num.Power2Each(e.Values, d.exponent)
	return e, err
}

// known finds Q and the diagonal of A − PAP.
func (d *diagonalState) known() error {
	if !d.deflate && !d.opt.Plain {
		if err := d.rangeOf(d.opt.Products / 3); err != nil {
			return err
		}
	}
	k := d.basis.locked
	if k == 0 {
		return nil
	}
	q := d.basis.rows.Block(0, 0, k, d.n)
	form := make([]float64, k*k) // QᵀAQ, one row for each product
	before := d.moved
	d.moved = func(e int) {
		before(e)
		num.Power2Each(form, -e)
	}
	err := d.each(k, d.fromBasis, func(j int, v, product []float64) {
		for i, x := range v {
			d.base[i] += 2 * float64(x*product[i])
		}
		for i := range k {
			form[j*k+i] = f64.Dot(q.Row(i), product)
		}
	})
	d.moved = before
	if err != nil {
		return err
	}
	row := make([]float64, d.n)
	for j := range k {
		clear(row)
		f64.GemvT(row, 1, q, form[j*k:(j+1)*k])
		for i, x := range d.basis.rows.Row(j) {
			d.base[i] -= float64(x * row[i])
		}
	}
	return nil
}

// sample takes count random vectors.
func (d *diagonalState) sample(count int) error {
	random := generator(d.opt.Seed, diagonalStream)
	signs := columns(d.n, min(count, d.opt.Block)).T()
	return d.each(count, func(i int, v []float64) {
		randomSigns(v, random.Uint64)
		copy(signs.Row(i%signs.Rows), v)
		d.basis.project(v)
	}, func(i int, _, product []float64) {
		d.basis.project(product)
		for j, z := range signs.Row(i % signs.Rows) {
			product[j] *= z
		}
		d.add(product)
	})
}

// add takes one sample, by B. P. Welford's recurrence (Technometrics 4 (1962) 419–420).
func (d *diagonalState) add(x []float64) {
	d.samples++
	n := float64(d.samples)
	shrink := math.Sqrt((n - 1) / n)
	for i, v := range x {
		deviation := v - d.mean[i]
		d.mean[i] += deviation / n
		// A root of squares, which do not underflow.
		small, large := shrink*math.Abs(deviation), d.spread[i]
		if small > large {
			small, large = large, small
		}
		if large > 0 {
			ratio := small / large
			d.spread[i] = large * math.Sqrt(1+float64(ratio*ratio))
		}
	}
	for i, r := range d.ranges {
		d.sums[i] = append(d.sums[i], total(x[r.From:r.To]))
	}
}

// result joins what is known and what was sampled.
func (d *diagonalState) result() DiagonalEstimate {
	e := DiagonalEstimate{Values: d.mean, StdErrs: d.spread, Products: d.a.products, Samples: d.samples}
	if d.samples < 2 {
		for i := range e.Values {
			e.Values[i], e.StdErrs[i] = math.NaN(), math.Inf(1)
		}
		for _, r := range d.ranges {
			sum := estimate(nil, d.a.products)
			if r.From == r.To {
				sum = Estimate{Products: d.a.products}
			}
			e.Ranges = append(e.Ranges, sum)
		}
		e.Samples = 0
		return e
	}
	n := float64(d.samples)
	root := math.Sqrt(n * (n - 1))
	for i, x := range d.base {
		e.Values[i] += x
		e.StdErrs[i] /= root
	}
	num.Power2Each(e.Values, d.exponent)
	num.Power2Each(e.StdErrs, d.exponent)
	for i, r := range d.ranges {
		sum := estimate(d.sums[i], d.a.products)
		sum.Value += total(d.base[r.From:r.To])
		e.Ranges = append(e.Ranges, sum.times2(d.exponent))
	}
	return e
}

func total(x []float64) (sum float64) {
	for _, v := range x {
		sum += v
	}
	return sum
}

// diagonalStream is a stream of random numbers, as those of [Density] are.
const diagonalStream = 7 << 32
