package papers

import (
	"context"
	"fmt"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// An ImFive is what five methods from one start came to. Methods are numbered as imMethods are.
type ImFive struct {
	Loss     []float64 `json:"loss"`
	Accuracy []float64 `json:"accuracy"`
	Norm     []float64 `json:"norm"`
	// Pairs are the barriers between the ends of two methods with one order of batches: 0 and 1, 0 and 2, ….
	Pairs []float64 `json:"pairs"`
	// Orders are those between the two ends of a method with two orders, and Starts those with two starts and one order.
	Orders []float64 `json:"orders"`
	Starts []float64 `json:"starts"`
	// Above are the means of the losses above the chord: of pairs of methods, of orders, of starts.
	Above [3][]float64 `json:"above"`
}

// imKinds are the three kinds of pairs of ends.
var imKinds = []string{"methods", "orders", "starts"}

// five trains by each method from a start with two orders, and from another start.
func (c ImCell) five(ctx context.Context, r theorems.Run) (ImFive, error) {
	first, second := c.course().start(r.Rand), c.course().start(r.Rand)
	order, another := r.Rand.Uint64(), r.Rand.Uint64()
	var out ImFive
	var ends [3][][]float64
	for k, from := range []struct {
		start []float64
		order uint64
	}{{first, order}, {first, another}, {second, order}} {
		e, err := c.ends(ctx, from.start, from.order)
		if err != nil {
			return out, err
		}
		ends[k] = e
	}
	l := c.course().lossAtImages(c.Images)
	segment := func(kind int, a, b []float64) float64 {
		above := aboveTheChord(l.at, a, b, imPoints)
		for k, x := range above {
			if len(out.Above[kind]) <= k {
				out.Above[kind] = append(out.Above[kind], 0)
			}
			out.Above[kind][k] += x / float64([]int{len(imPairs()), len(imMethods), len(imMethods)}[kind])
		}
		return barrierOf(above)
	}
	for i, w := range ends[0] {
		out.Loss, out.Accuracy, out.Norm = append(out.Loss, l.at(w)), append(out.Accuracy, l.accuracy(w)), append(out.Norm, lengthOf(w))
		out.Orders = append(out.Orders, segment(1, w, ends[1][i]))
		out.Starts = append(out.Starts, segment(2, w, ends[2][i]))
	}
	for _, p := range imPairs() {
		out.Pairs = append(out.Pairs, segment(0, ends[0][p[0]], ends[0][p[1]]))
	}
	return out, nil
}

// imPairs are the pairs of two methods.
func imPairs() (out [][2]int) {
	for i := range imMethods {
		for j := range i {
			out = append(out, [2]int{j, i})
		}
	}
	return out
}

const (
	methodsFarther = "the mean barrier between methods is larger than that between orders"
	ordersFarther  = "it is not larger"
)

func (e ImFive) tally() tables.Tally {
	methods, orders, starts := imMean(e.Pairs), imMean(e.Orders), imMean(e.Starts)
	t := tables.Tally{Class: ordersFarther}
	if methods > orders {
		t.Class = methodsFarther
	}
	value := func(name string, x float64) { t.Values = append(t.Values, tables.Value{Name: name, X: x}) }
	value("methods", methods)
	value("orders", orders)
	value("starts", starts)
	for k, p := range imPairs() {
		value(imMethods[p[0]]+" and "+imMethods[p[1]], e.Pairs[k])
	}
	for i, m := range imMethods {
		value("loss of "+m, e.Loss[i])
		value("accuracy of "+m, e.Accuracy[i])
		value("norm of "+m, e.Norm[i])
		value("orders of "+m, e.Orders[i])
		value("starts of "+m, e.Starts[i])
	}
	for kind, above := range e.Above {
		for k, x := range above {
			value(imAbove(kind, k), x)
		}
	}
	return t
}

func imAbove(kind, k int) string {
	return fmt.Sprintf("above the chord, %s, t = %.1f", imKinds[kind], float64(k)/imPoints)
}

// imMean returns the mean.
func imMean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// imBasinsNote says what is read into the figures.
const imBasinsNote = "The deck reads the ends of different methods as different basins. Between two starts there is a barrier of another size; the null is the order of the batches, for one method."

// FiveMethods is the comparison with its null: how far apart are two ends of one method that has seen the batches in two orders?
var FiveMethods = tables.Table[ImCell, ImFive]{
	Name: "im2016/five-methods",
	Says: "Where five methods end from one start with one order of the batches, in nets 100–h–h–10 of ReLUs on the first images of MNIST in 10×10, " + imProtocol +
		"; and the barriers, the most by which the loss on the segment between two ends lies above the chord, at ten points: between methods, between two orders of the batches for one method, and between two starts for one",
	Source:  im2016.Locate("the figures of slices through the ends of five methods; "+imScaleNote+", and the other order of batches, the null, is", "Training Processing"),
	Version: 1,
	Cells:   imCells,
	Runs:    10,
	Run:     func(ctx context.Context, c ImCell, r theorems.Run) (ImFive, error) { return c.five(ctx, r) },
	Tally:   func(_ ImCell, e ImFive) tables.Tally { return e.tally() },
	Row: func(_ ImCell, s tables.Summary) []tables.Entry {
		out := []tables.Entry{noted(s.Rate("farther between methods than between orders", func(class string) bool { return class == methodsFarther }, nil), imBasinsNote)}
		for _, kind := range imKinds {
			out = append(out, s.Mean("barrier between "+kind, kind, everyEnd, ""))
		}
		for _, p := range imPairs() {
			name := imMethods[p[0]] + " and " + imMethods[p[1]]
			out = append(out, s.Mean("barrier, "+name, name, everyEnd, ""))
		}
		for _, of := range []string{"orders of ", "loss of ", "accuracy of ", "norm of "} {
			for _, m := range imMethods {
				out = append(out, s.Mean(of+m, of+m, everyEnd, ""))
			}
		}
		return out
	},
	Figures: imFiveFigures,
	Valid:   ImCell.valid,
}
