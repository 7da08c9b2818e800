package summary

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// A Range names some neighbouring rows of a matrix, and the same columns: From, …, To − 1, counted from 0. Of a Hessian it is a layer.
type Range struct {
	Name string `json:"name"`
	From int    `json:"from"`
	To   int    `json:"to"`
}

// String returns the range as "W1=0:20".
func (r Range) String() string { return fmt.Sprintf("%s=%d:%d", r.Name, r.From, r.To) }

// Layers are what is known of some principal blocks of a matrix A, and of what lies between them.
type Layers struct {
	Blocks []Block `json:"blocks"` // in the order in which they were asked for
	// Coupling has the Frobenius norm of the block of A of the rows of block i and the columns of block j. It is symmetric.
	Coupling [][]float64 `json:"coupling"`
	// Trace and Norm are those of all of A: Norm is ‖A‖_F.
	Trace float64 `json:"trace"`
	Norm  float64 `json:"norm"`
	// Outside is how many rows belong to no block.
	Outside int `json:"outside"`
}

// A Block is what is known of one principal block.
type Block struct {
	Range
	Signs Signs `json:"signs"` // of its eigenvalues, proved
	// Smallest and Largest are eigenvalues, and Error is how far each may be from the true one, as in a [Summary].
	Smallest float64 `json:"smallest"`
	Largest  float64 `json:"largest"`
	Error    float64 `json:"error"`
	Trace    float64 `json:"trace"`
	// OfTrace is its part of the trace of A, and OfSquares its part of ‖A‖²_F; nil where that is 0. Traces have both signs, so that
	// parts of them may be beyond 0 and 1.
	OfTrace   *float64 `json:"ofTrace"`
	OfSquares *float64 `json:"ofSquares"`
}

// ErrRange reports a range that cannot be one of a matrix, or not beside another.
type ErrRange struct {
	Range Range
	Want  string // what would do, as "indices from 0 to 6"
}

// Error says what is wrong and what would do.
func (e ErrRange) Error() string {
	return fmt.Sprintf("summary: block %v: want %s", e.Range, e.Want)
}

// LayersOf summarises the blocks of a, whose entries are taken to be exact; it reads the stored triangle. Progress counts blocks.
//
// A range that is empty, out of range, without a name, with that of another, or that overlaps another is an [ErrRange], no range at all a
// [spectra.ErrArgument]; the other errors are those of [Of], and an [ErrOverflow] for a norm or a trace beyond float64. When ctx is done it stops after the
// block that it is at, with the blocks that were summarised, and the error of ctx.
//
// Cost: 2k³ flops for each block of k rows, and where signs are unsure at first what [spectra.InertiaOfDense] says; n² numbers are read.
func LayersOf(ctx context.Context, a mat.Symmetric, ranges []Range, opt *Options) (Layers, error) {
	var o Options
	if opt != nil {
		o = *opt
	}
	n := a.SymmetricDim()
	owner, err := owners(ranges, n)
	if err != nil {
		return Layers{}, err
	}
	l, err := couplings(a, owner, len(ranges))
	if err != nil {
		return Layers{}, err
	}
	for i, r := range ranges {
		if o.Progress != nil {
			o.Progress(i, len(ranges))
		}
		if err := ctx.Err(); err != nil {
			return l, err
		}
		b, err := blockOf(a, r, o.Workers)
		if err != nil {
			return Layers{}, err
		}
		b.OfTrace, b.OfSquares = part(b.Trace, l.Trace), part(l.Coupling[i][i], l.Norm)
		if b.OfSquares != nil {
			*b.OfSquares *= *b.OfSquares
		}
		l.Blocks = append(l.Blocks, b)
	}
	if o.Progress != nil {
		o.Progress(len(ranges), len(ranges))
	}
	return l, nil
}

// part returns x/whole, nil where whole is 0.
func part(x, whole float64) *float64 {
	if whole == 0 {
		return nil
	}
	x /= whole
	return &x
}

// owners returns for each of n rows the range that it belongs to, −1 for none.
func owners(ranges []Range, n int) ([]int, error) {
	if len(ranges) == 0 {
		return nil, spectra.ErrArgument{Arg: "ranges", Want: "at least one"}
	}
	owner, named := make([]int, n), map[string]bool{}
	for i := range owner {
		owner[i] = -1
	}
	for k, r := range ranges {
		switch {
		case r.Name == "" || named[r.Name]:
			return nil, ErrRange{r, "a name that no other block has"}
		case r.From < 0 || r.To > n:
			return nil, ErrRange{r, fmt.Sprintf("indices from 0 to %d", n)}
		case r.From >= r.To:
			return nil, ErrRange{r, "at least one index: the second number is the first behind the block"}
		}
		named[r.Name] = true
		for i := r.From; i < r.To; i++ {
			if owner[i] >= 0 {
				return nil, ErrRange{r, fmt.Sprintf("no index of another block, as %d is of %v", i, ranges[owner[i]])}
			}
			owner[i] = k
		}
	}
	return owner, nil
}

// couplings sets what belongs to no block alone.
func couplings(a mat.Symmetric, owner []int, blocks int) (l Layers, err error) {
	top := largest(a)
	if math.IsNaN(top) || math.IsInf(top, 0) {
		return l, notFinite(a)
	}
	unit := 1.0 // so that no square leaves the range
	if top > 0 {
		_, e := math.Frexp(top)
		unit = math.Ldexp(1, max(-1000, min(e, 1000)))
	}
	l.Coupling = make([][]float64, blocks)
	for i := range l.Coupling {
		l.Coupling[i] = make([]float64, blocks)
	}
	trace := 0.0
	for i, p := range owner {
		if p < 0 {
			l.Outside++
		}
		trace += a.At(i, i) / unit
		for j, q := range owner {
			x := a.At(i, j) / unit
			l.Norm += float64(x * x)
			if p >= 0 && q >= 0 {
				l.Coupling[p][q] += float64(x * x)
			}
		}
	}
	l.Trace, l.Norm = trace*unit, math.Sqrt(l.Norm)*unit
	for _, row := range l.Coupling {
		for q, x := range row {
			row[q] = math.Sqrt(x) * unit
		}
	}
	if math.IsInf(l.Norm, 0) || math.IsInf(l.Trace, 0) {
		return l, ErrOverflow{top}
	}
	for p := range l.Coupling { // sums in another order
		for q := range p {
			l.Coupling[p][q] = l.Coupling[q][p]
		}
	}
	return l, nil
}

// notFinite names the first entry that is not finite.
func notFinite(a mat.Symmetric) error {
	for i := range a.SymmetricDim() {
		for j := range a.SymmetricDim() {
			if x := a.At(i, j); math.IsNaN(x) || math.IsInf(x, 0) {
				return spectra.ErrNotFinite{Arg: fmt.Sprintf("a[%d,%d]", i, j), Value: x}
			}
		}
	}
	return nil
}

// blockOf summarises one block.
func blockOf(a mat.Symmetric, r Range, workers int) (Block, error) {
	b := Block{Range: r}
	sub := mat.NewSymDense(r.To-r.From, nil)
	for i := range sub.SymmetricDim() {
		for j := range i + 1 {
			sub.SetSym(i, j, a.At(r.From+i, r.From+j))
		}
		b.Trace += sub.At(i, i)
	}
	in, err := spectra.InertiaOfDense(sub)
	if err != nil {
		return b, err
	}
	s, err := spectra.EigenWith(sub, &spectra.EigenOptions{Workers: workers})
	if err != nil {
		return b, err
	}
	b.Signs, b.Smallest, b.Largest, b.Error = Signs(in), s.Values[0], s.Values[len(s.Values)-1], s.Backward
	for _, radius := range s.Radius {
		b.Error = max(b.Error, radius+s.Backward)
	}
	if math.IsInf(b.Smallest, 0) || math.IsInf(b.Largest, 0) || math.IsInf(b.Trace, 0) {
		return b, ErrOverflow{largest(sub)}
	}
	return b, nil
}
