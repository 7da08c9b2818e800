package surface

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"time"

	"saddle/theorems/internal/ordered"
)

// Options say how a surface is made, and what is written of it. The zero value, like nil, are the defaults.
type Options struct {
	// Workers is the number of goroutines; 0 means GOMAXPROCS. No result depends on it.
	Workers int
	// Progress, if not nil, is told how many nodes are done and how many this process makes, one call at a time.
	Progress func(done, all int)
	// Name is that of the loss, Data that of the samples, best a hash: both are written down and guard against the
	// nodes of another surface.
	Name, Data string
	// Buffers says what happens to the running statistics of batch normalisation as parameters move.
	Buffers Buffers
	// Curvature, if not nil, is that of the loss at the centre, and is written beside the picture.
	Curvature *Curvature
	// Path, if not nil, is a trajectory as the plane shows it, of [Plane.Checkpoints], and is written and drawn.
	Path []Checkpoint
	// Shard {i, n} with 1 ≤ i ≤ n makes the i-th of n parts of the nodes, in a folder; {0, 0} makes all.
	Shard [2]int
	// Note, if not nil, is told what a user of a folder should know, as that the last line of its records is torn.
	Note func(string)
}

// Buffers says what happens to the running means and variances of batch normalisation while parameters move. The loss does it; a
// surface writes it down.
type Buffers string

// What can happen to buffers.
const (
	NoBuffers          Buffers = "none"         // there are none; the default
	KeptBuffers        Buffers = "kept"         // they stay those of the centre, and are stale elsewhere
	ZeroBuffers        Buffers = "zero"         // mean 0 and variance 1
	ReestimatedBuffers Buffers = "re-estimated" // anew at every node, on the data
)

// A Surface is the loss at the nodes of a grid.
type Surface struct {
	Plane Plane
	Grid  Grid
	// Z[i][j] is the loss at (Grid.X.At(j), Grid.Y.At(i)); NaN where Made is false, and where the loss is.
	Z [][]float64
	// Made says which nodes were computed.
	Made [][]bool
	// What its options said, and the centre's loss.
	Name, Data string
	Buffers    Buffers
	Curvature  *Curvature
	Path       []Checkpoint
	Centre     float64

	spec *Spec // of a surface that was read, whose plane is not known
}

// Of computes the loss at every node. If ctx ends first, the nodes that were made are kept, the others are not Made, and the
// error is nil. A loss that is not finite is a node like others. Equal arguments give equal bits, whatever the workers.
func Of(ctx context.Context, loss Loss, p Plane, g Grid, o *Options) (Surface, error) {
	e, err := newEvaluation(loss, p, g, o)
	if err != nil {
		return Surface{}, err
	}
	if o != nil && o.Shard != [2]int{} {
		return Surface{}, ErrArgument{"Shard", fmt.Sprint(o.Shard), "none, as shards are put together in folders: see Make"}
	}
	s := e.surface()
	n := g.Len()
	each := e.each()
	done := 0
	work := func(k int) []float64 { return e.nodes(k*each, min((k+1)*each, n)) }
	fold := func(k int, z []float64) bool {
		for i, x := range z {
			s.set(k*each+i, x)
		}
		if done += len(z); e.o.Progress != nil {
			e.o.Progress(done, n)
		}
		return false
	}
	end := ordered.Fold(ctx, ordered.Work{N: (n + each - 1) / each, Workers: e.o.Workers, Gaps: true, Grace: time.Second}, work, fold)
	if end.Lost {
		return s, errLost
	}
	return s, nil
}

// errLost reports a loss that ends its goroutine.
var errLost = ErrArgument{"the loss", "one that ends its goroutine, as runtime.Goexit does", "one that returns"}

// together is at how many points a Batcher is asked at once.
const together = 8

// An evaluation evaluates a loss at nodes.
type evaluation struct {
	loss  Loss
	plane Plane
	grid  Grid
	o     Options
	free  chan *evaluator
	zero  float64 // the centre's loss
}

// An evaluator belongs to one goroutine at a time.
type evaluator struct {
	loss   Loss
	points [][]float64
}

func newEvaluation(loss Loss, p Plane, g Grid, o *Options) (*evaluation, error) {
	e := &evaluation{loss: loss, plane: p, grid: g}
	if o != nil {
		e.o = *o
	}
	if loss == nil {
		return nil, ErrArgument{"the loss", "nil", "a loss, as a model is one"}
	}
	if f, ok := loss.(function); ok && f.f == nil {
		return nil, ErrArgument{"the loss", "a nil function", "a function"}
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	if err := g.check(p.Lines()); err != nil {
		return nil, err
	}
	if loss.Dim() != p.Dim() {
		return nil, ErrArgument{"the loss", fmt.Sprintf("one of %d parameters", loss.Dim()), fmt.Sprintf("one of %d, as the plane is", p.Dim())}
	}
	switch e.o.Buffers {
	case "":
		e.o.Buffers = NoBuffers
	case NoBuffers, KeptBuffers, ZeroBuffers, ReestimatedBuffers:
	default:
		return nil, ErrArgument{"Buffers", fmt.Sprintf("%q", e.o.Buffers), "none, kept, zero or re-estimated"}
	}
	if e.o.Workers > ordered.MostWorkers || e.o.Workers < 0 {
		return nil, ErrArgument{"Workers", fmt.Sprint(e.o.Workers), fmt.Sprintf("at most %d, or 0 for GOMAXPROCS", ordered.MostWorkers)}
	}
	if e.o.Workers == 0 {
		e.o.Workers = runtime.GOMAXPROCS(0)
	}
	e.free = make(chan *evaluator, e.o.Workers)
	e.zero = lossAt(e.loss, append([]float64(nil), p.Centre()...))
	return e, nil
}

// each is how many nodes are made at once.
func (e *evaluation) each() int {
	if _, several := e.loss.(Batcher); several {
		return together
	}
	return 1
}

// surface returns one of which no node is made.
func (e *evaluation) surface() Surface {
	s := empty(e.grid)
	s.Plane, s.Name, s.Data, s.Buffers, s.Curvature, s.Path, s.Centre = e.plane, e.o.Name, e.o.Data, e.o.Buffers, e.o.Curvature, e.o.Path, e.zero
	return s
}

func empty(g Grid) Surface {
	s := Surface{Grid: g}
	for range g.Y.Len() {
		row := make([]float64, g.X.Len())
		for j := range row {
			row[j] = math.NaN()
		}
		s.Z, s.Made = append(s.Z, row), append(s.Made, make([]bool, len(row)))
	}
	return s
}

// set sets node k, row by row.
func (s *Surface) set(k int, z float64) {
	i, j := k/s.Grid.X.Len(), k%s.Grid.X.Len()
	s.Z[i][j], s.Made[i][j] = z, true
}

// nodes returns the losses at nodes from and those behind it, up to to.
func (e *evaluation) nodes(from, to int) []float64 {
	v := e.take()
	defer e.give(v)
	out := make([]float64, 0, to-from)
	several, batches := v.loss.(Batcher)
	for k := from; k < to; {
		n := 1
		if batches {
			n = min(to-k, together)
		}
		for len(v.points) < n {
			v.points = append(v.points, make([]float64, e.plane.Dim()))
		}
		for i := range n {
			a, b := e.grid.node(k + i)
			e.plane.At(v.points[i], a, b)
		}
		if !batches {
			out = append(out, lossAt(v.loss, v.points[0]))
		} else {
			z := make([]float64, n)
			several.Losses(z, v.points[:n])
			for _, x := range z {
				if math.IsNaN(x) {
					x = math.NaN() // one NaN, whatever its bits
				}
				out = append(out, x)
			}
		}
		k += n
	}
	return out
}

func (e *evaluation) take() *evaluator {
	select {
	case v := <-e.free:
		return v
	default:
	}
	if f, ok := e.loss.(Forker); ok {
		return &evaluator{loss: f.Fork()}
	}
	return &evaluator{loss: e.loss}
}

func (e *evaluation) give(v *evaluator) {
	select {
	case e.free <- v:
	default:
	}
}
