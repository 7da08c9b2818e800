package papers

import (
	"context"
	"fmt"

	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// A LiaoCell is a net 100–Hidden–Hidden–10 of ReLUs on Images images of MNIST in 10×10, trained for twelve epochs of gradient descent at
// Rate/10. The noise that sets branches off has a deviation of Noise/4 of the mean size of the numbers of a layer.
type LiaoCell struct{ Hidden, Images, Rate, Noise int }

const (
	liaoBatch, liaoEpochs = 20, 12
	liaoPoints            = 10 // parts of a segment
)

// liaoTimes are when branches part, in halves of an epoch.
var liaoTimes = []int{0, 1, 2, 4, 10, 20}

func (c LiaoCell) course() course {
	return course{hidden: c.Hidden, images: c.Images, tests: 2000, batch: liaoBatch}
}

// step is the number of the step at a time.
func (c LiaoCell) step(halves int) int { return halves * c.course().perEpoch() / 2 }

// A LiaoTree is a course and its branches, one for each of liaoTimes.
type LiaoTree struct {
	Loss float64 `json:"loss"` // at the end of the course
	// Of the branch: the loss at once after the noise, and at the end; the distance of its end from that of the course, and the barrier.
	Kicked   []float64 `json:"kicked"`
	Ends     []float64 `json:"ends"`
	Distance []float64 `json:"distance"`
	Barrier  []float64 `json:"barrier"`
	// Orders are barriers between the end of the course and that of one which parts by the order of its batches instead.
	Orders []float64 `json:"orders"`
	// Starts is the barrier to the end from another start.
	Starts float64 `json:"starts"`
	// Squares are squared distances of the points of liaoPlaces: 0 and 1, 0 and 2, 1 and 2, ….
	Squares []float64 `json:"squares"`
}

// tree trains the course, each branch to the end of the course, and one from another start.
func (c LiaoCell) tree(ctx context.Context, r theorems.Run) (out LiaoTree, err error) {
	method, end := train.GradientDescent{Rate: float64(c.Rate) / 10}, c.step(2*liaoEpochs)
	order, another := r.Rand.Uint64(), r.Rand.Uint64()
	run := func(start []float64, order uint64, from, to int) []float64 {
		if err != nil {
			return start
		}
		w, failed := c.course().run(ctx, start, method, order, from, to)
		err = failed
		return w
	}
	start := c.course().start(r.Rand)
	elsewhere := run(c.course().start(r.Rand), order, 0, end)
	final := run(start, order, 0, end)
	l := c.course().lossAtImages(c.Images)
	barrier := func(w []float64) float64 { return barrierOf(aboveTheChord(l.at, w, final, liaoPoints)) }
	var trunk, ends [][]float64
	for _, halves := range liaoTimes {
		at := run(start, order, 0, c.step(halves))
		kicked := c.course().jitter(r.Rand, at, float64(c.Noise)/4)
		branch, other := run(kicked, order, c.step(halves), end), run(at, another, c.step(halves), end)
		if err != nil {
			return out, err
		}
		trunk, ends = append(trunk, at), append(ends, branch)
		out.Kicked, out.Ends = append(out.Kicked, l.at(kicked)), append(out.Ends, l.at(branch))
		out.Distance, out.Barrier = append(out.Distance, euclidean(branch, final)), append(out.Barrier, barrier(branch))
		out.Orders = append(out.Orders, barrier(other))
	}
	out.Loss, out.Starts = l.at(final), barrier(elsewhere)
	points := append(append(append(trunk, final), ends...), elsewhere)
	for i := range points {
		for j := range i {
			d := euclidean(points[j], points[i])
			out.Squares = append(out.Squares, float64(d*d))
		}
	}
	return out, err
}

// liaoPlaces is how many points the distances are between: the course at liaoTimes and at its end, the ends of the
// branches, and the end from another start.
var liaoPlaces = 2*len(liaoTimes) + 2

func liaoSquare(i, j int) string { return fmt.Sprintf("d² of %d and %d", i, j) }

// liaoAt names a value of the branch at a time.
func liaoAt(what string, halves int) string {
	return fmt.Sprintf("%s, from epoch %g", what, float64(halves)/2)
}

const (
	liaoKicked   = "loss after the noise"
	liaoEnds     = "loss at the end"
	liaoDistance = "distance from the course"
	liaoBarrier  = "barrier to the course"
	liaoOrders   = "barrier of another order"
)

const (
	lowerWhenLate = "the last branch has a lower barrier to the course than the first"
	notLower      = "it has not"
)

func (e LiaoTree) tally() tables.Tally {
	t := tables.Tally{Class: notLower, Values: []tables.Value{{Name: "loss", X: e.Loss}, {Name: "starts", X: e.Starts}}}
	if e.Barrier[len(e.Barrier)-1] < e.Barrier[0] {
		t.Class = lowerWhenLate
	}
	for k, halves := range liaoTimes {
		for _, v := range []tables.Value{{Name: liaoKicked, X: e.Kicked[k]}, {Name: liaoEnds, X: e.Ends[k]}, {Name: liaoDistance, X: e.Distance[k]}, {Name: liaoBarrier, X: e.Barrier[k]}, {Name: liaoOrders, X: e.Orders[k]}} {
			t.Values = append(t.Values, tables.Value{Name: liaoAt(v.Name, halves), X: v.X})
		}
	}
	k := 0
	for i := range liaoPlaces {
		for j := range i {
			t.Values = append(t.Values, tables.Value{Name: liaoSquare(j, i), X: e.Squares[k]})
			k++
		}
	}
	return t
}

// Branches is the experiment behind the paper's pictures of branches.
var Branches = tables.Table[LiaoCell, LiaoTree]{
	Name: "liao2017/branches",
	Says: fmt.Sprintf("A course of gradient descent of %d epochs, in nets 100–h–h–10 of ReLUs on the first images of MNIST in 10×10 in batches of %d, from weights and biases uniform in ±1/√fan-in, and branches of it that begin at epoch 0, ½, 1, 2, 5 and 10 with normal noise on all numbers of a deviation of the mean size in their layer, times quarters of “noise”, and go on with the same batches: their distance from the end of the course, the barrier on the segment, and that of a branch that sees the batches in another order instead",
		liaoEpochs, liaoBatch),
	Source:  liao2017.Locate("the figures of branches that are perturbed and trained on, and their multidimensional scaling, as we recall them; the paper has a net of six layers with convolutions on CIFAR-10, the scale is ours", "Guess about Error Surface; Training Processing"),
	Version: 1,
	Cells:   []LiaoCell{{64, 2000, 1, 1}, {16, 100, 5, 1}, {64, 2000, 5, 1}, {64, 2000, 5, 4}},
	Runs:    10,
	Run:     func(ctx context.Context, c LiaoCell, r theorems.Run) (LiaoTree, error) { return c.tree(ctx, r) },
	Tally:   func(_ LiaoCell, e LiaoTree) tables.Tally { return e.tally() },
	Row: func(_ LiaoCell, s tables.Summary) []tables.Entry {
		out := []tables.Entry{
			s.Rate("lower barrier for the last branch", func(class string) bool { return class == lowerWhenLate }, nil),
			s.Mean("loss of the course", "loss", everyEnd, ""), s.Mean("barrier to another start", "starts", everyEnd, ""),
		}
		for _, what := range []string{liaoKicked, liaoEnds, liaoDistance, liaoBarrier, liaoOrders} {
			for _, halves := range liaoTimes {
				name := liaoAt(what, halves)
				out = append(out, s.Mean(name, name, everyEnd, ""))
			}
		}
		return out
	},
	Figures: liaoBranchFigures,
	Valid: func(c LiaoCell) error {
		if c.Hidden < 1 || c.Hidden > 256 || c.Images < liaoBatch || c.Images > 5000 || c.Images%liaoBatch != 0 || c.Rate < 1 || c.Rate > 10 || c.Noise < 0 || c.Noise > 40 {
			return fmt.Errorf("1 to 256 hidden units, 20, 40, … 5000 images, a rate of 0.1 to 1, in tenths, and noise of 0 to 10, in quarters")
		}
		return nil
	},
}
