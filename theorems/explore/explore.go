package explore

import (
	"context"
	"fmt"
	"math/big"
	"runtime"

	"saddle/models"
	"saddle/models/formula"
	"saddle/theorems/internal/ordered"
)

// Options are the options of [Search]. The zero value is the default.
type Options struct {
	Starts   int                 // random starts; 0 is 200
	Box      []formula.Range     // from where they are drawn, a range for each parameter; nil is −3..3 for each
	Seed     uint64              // of the starts; a start depends on the seed and its number alone
	Workers  int                 // goroutines; 0 is GOMAXPROCS
	Progress func(done, all int) // called after starts were followed, by one goroutine
}

// Formula searches a loss that was typed; see [Search].
func Formula(ctx context.Context, f *formula.Formula, o *Options) (Map, error) {
	m, err := search(ctx, f.Tape(), f.Names, o)
	m.Formula = f.String()
	for i := range m.Rows {
		m.Rows[i].Formula = m.Formula
	}
	return m, err
}

// Search looks for critical points of a loss, whose parameters it calls w0, w1, …: from every start it
// follows the saddle-free Newton method to a minimum, along kinks by a search on the axes, and Newton's
// method to a zero of the gradient (train.SaddleFreeNewton, Compass and Newton); and the first upwards, to
// a maximum. An end beside a point of simple fractions at which the gradient is
// exactly 0 becomes that point, which decide.At decides; for others decide.Near proves that one
// critical point lies there. Ends at one point are one row, and so are those that a signed
// permutation of the parameters takes into one another, where a polynomial was proved to be left
// alone by it.
//
// The result does not depend on the workers. The error is a [models.ErrArgument] for bad options, or
// that of the context, with what was found by then. Cost: some 50 Hessians with their eigenvectors a
// start.
func Search(ctx context.Context, t *models.Tape, o *Options) (Map, error) {
	var names []string
	for i := range t.Dim() {
		names = append(names, fmt.Sprintf("w%d", i))
	}
	return search(ctx, t, names, o)
}

func search(ctx context.Context, t *models.Tape, names []string, options *Options) (Map, error) {
	o, err := options.filled(t.Dim())
	if err != nil {
		return Map{}, err
	}
	m := Map{Names: names, Box: o.Box, Seed: o.Seed}
	s := &searcher{tape: t, names: names, box: o.Box, seed: o.Seed}
	var ends []end
	ordered.Fold(ctx, ordered.Work{N: o.Starts, Workers: o.Workers}, s.follow, func(i int, found []end) bool {
		ends = append(ends, found...)
		m.Walks += len(found)
		m.Starts++
		if o.Progress != nil {
			o.Progress(m.Starts, o.Starts)
		}
		return false
	})
	s.symmetries = symmetriesOf(t)
	m.Symmetries = len(s.symmetries)
	m.Rows = s.rows(&m, ends)
	if m.Starts < o.Starts {
		return m, ctx.Err()
	}
	return m, nil
}

// filled returns the options with defaults in the place of zeros.
func (o *Options) filled(n int) (Options, error) {
	var out Options
	if o != nil {
		out = *o
	}
	if out.Starts == 0 {
		out.Starts = 200
	}
	if out.Workers <= 0 {
		out.Workers = runtime.GOMAXPROCS(0)
	}
	if out.Starts < 0 {
		return out, models.ErrArgument{Arg: "Starts", Want: "a number of starts, or 0 for 200"}
	}
	if out.Box == nil {
		for range n {
			out.Box = append(out.Box, formula.Range{Lo: big.NewRat(-3, 1), Hi: big.NewRat(3, 1)})
		}
	}
	if len(out.Box) != n {
		return out, models.ErrArgument{Arg: "Box", Want: fmt.Sprintf("a range for each of the %d parameters", n)}
	}
	for i, r := range out.Box {
		if r.Lo == nil || r.Hi == nil || r.Lo.Cmp(r.Hi) > 0 {
			return out, models.ErrArgument{Arg: fmt.Sprintf("Box[%d]", i), Want: "two numbers, the lesser first"}
		}
	}
	return out, nil
}
