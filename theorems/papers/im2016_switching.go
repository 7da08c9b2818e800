package papers

import (
	"context"
	"fmt"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// An ImSwitch is what a change of the method came to, for each of imSwitchings.
type ImSwitch struct {
	SGD   float64 `json:"sgd"`  // loss of SGD alone
	Adam  float64 `json:"adam"` // and of Adam alone
	Apart float64 `json:"apart"`
	// Of SGD that becomes Adam: the loss at the change and at the end, and the barriers to the ends of SGD and of Adam alone.
	Before []float64 `json:"before"`
	Loss   []float64 `json:"loss"`
	ToSGD  []float64 `json:"toSGD"`
	ToAdam []float64 `json:"toAdam"`
	// Orders are the barriers between the ends of SGD and of SGD that sees the batches in another order from the change on.
	Orders []float64 `json:"orders"`
}

// imSwitchings are the twelfths of the epochs after which the method is changed.
var imSwitchings = []int{1, 3, 6, 9}

// switched trains by SGD and by Adam, and by SGD to a time from which on it is Adam, or SGD with another order.
func (c ImCell) switched(ctx context.Context, r theorems.Run) (out ImSwitch, err error) {
	start := c.course().start(r.Rand)
	order, another := r.Rand.Uint64(), r.Rand.Uint64()
	run := func(from []float64, method int, order uint64, first, last int) []float64 {
		if err != nil {
			return from
		}
		w, failed := c.course().run(ctx, from, c.method(method), order, first, last)
		err = failed
		return w
	}
	sgd, adam := run(start, imSGD, order, 0, c.steps()), run(start, imAdam, order, 0, c.steps())
	l := c.course().lossAtImages(c.Images)
	for _, twelfths := range imSwitchings {
		at := c.steps() * twelfths / 12
		before := run(start, imSGD, order, 0, at)
		after, other := run(before, imAdam, order, at, c.steps()), run(before, imSGD, another, at, c.steps())
		if err != nil {
			return out, err
		}
		out.Before, out.Loss = append(out.Before, l.at(before)), append(out.Loss, l.at(after))
		out.ToSGD = append(out.ToSGD, barrierOf(aboveTheChord(l.at, after, sgd, imPoints)))
		out.ToAdam = append(out.ToAdam, barrierOf(aboveTheChord(l.at, after, adam, imPoints)))
		out.Orders = append(out.Orders, barrierOf(aboveTheChord(l.at, other, sgd, imPoints)))
	}
	out.SGD, out.Adam, out.Apart = l.at(sgd), l.at(adam), barrierOf(aboveTheChord(l.at, sgd, adam, imPoints))
	return out, nil
}

// imSwitchedName names a value of the change after so many twelfths.
func imSwitchedName(what string, twelfths int) string {
	return fmt.Sprintf("%s, changed after %d/12", what, twelfths)
}

// The values of a change.
const (
	imBefore = "loss at the change"
	imAfter  = "loss at the end"
	imToSGD  = "barrier to SGD"
	imToAdam = "barrier to Adam"
	imOrders = "barrier between two orders of SGD"
)

const (
	nearerToSGD = "the barrier to SGD is the lower one, whenever the method is changed"
	notNearer   = "it is not, for some change"
)

func (e ImSwitch) tally() tables.Tally {
	t := tables.Tally{Class: nearerToSGD, Values: []tables.Value{{Name: "loss of SGD", X: e.SGD}, {Name: "loss of Adam", X: e.Adam}, {Name: "barrier, SGD and Adam", X: e.Apart}}}
	for k, twelfths := range imSwitchings {
		if !(e.ToSGD[k] < e.ToAdam[k]) {
			t.Class = notNearer
		}
		for _, v := range []tables.Value{{Name: imBefore, X: e.Before[k]}, {Name: imAfter, X: e.Loss[k]}, {Name: imToSGD, X: e.ToSGD[k]}, {Name: imToAdam, X: e.ToAdam[k]}, {Name: imOrders, X: e.Orders[k]}} {
			t.Values = append(t.Values, tables.Value{Name: imSwitchedName(v.Name, twelfths), X: v.X})
		}
	}
	return t
}

// Switching answers the deck's question: when do they part?
var Switching = tables.Table[ImCell, ImSwitch]{
	Name: "im2016/switching",
	Says: "Gradient descent that becomes Adam after 1, 3, 6 and 9 twelfths of the epochs, in nets 100–h–h–10 of ReLUs on the first images of MNIST in 10×10, " + imProtocol +
		"; Adam begins without memory: the loss, and the barriers on the segments to the ends of gradient descent alone and of Adam alone, from the same start with the same batches; beside them the barrier between two ends of gradient descent that see the batches in two orders from that time on",
	Source:  im2016.Locate("the figures of changes of the method, from SGD with rate 0.1 to Adam with 0.0001 among them, as the deck shows; "+imScaleNote, "Training Processing"),
	Version: 1,
	Cells:   imCells,
	Runs:    10,
	Run:     func(ctx context.Context, c ImCell, r theorems.Run) (ImSwitch, error) { return c.switched(ctx, r) },
	Tally:   func(_ ImCell, e ImSwitch) tables.Tally { return e.tally() },
	Row: func(_ ImCell, s tables.Summary) []tables.Entry {
		out := []tables.Entry{
			s.Rate("nearer to SGD than to Adam, whenever changed", func(class string) bool { return class == nearerToSGD }, nil),
			s.Mean("loss of SGD", "loss of SGD", everyEnd, ""), s.Mean("loss of Adam", "loss of Adam", everyEnd, ""),
			s.Mean("barrier, SGD and Adam", "barrier, SGD and Adam", everyEnd, ""),
		}
		for _, what := range []string{imBefore, imAfter, imToSGD, imToAdam, imOrders} {
			for _, twelfths := range imSwitchings {
				name := imSwitchedName(what, twelfths)
				out = append(out, s.Mean(name, name, everyEnd, ""))
			}
		}
		return out
	},
	Figures: imSwitchingFigures,
	Valid:   ImCell.valid,
}

// imSwitchingFigures draws barriers and losses over the time of the change.
func imSwitchingFigures(cells []ImCell, rows []tables.Row) (out []theorems.Figure) {
	for i, c := range cells {
		over := func(name, what string) theorems.Series {
			var x []float64
			var values []string
			for _, twelfths := range imSwitchings {
				x, values = append(x, float64(twelfths)/12), append(values, imSwitchedName(what, twelfths))
			}
			return meansOver(name, theorems.Line, rows[i], x, values)
		}
		parting := theorems.Figure{
			Name: "parting-" + c.file(), Says: "Barriers from gradient descent that becomes Adam to the ends of either alone, over the share of the epochs after which it does, and that between two orders of batches from then on; " + c.words(),
			X: theorems.Axis{Label: "share of the epochs before the change"}, Y: theorems.Axis{Label: "barrier"},
			Series: []theorems.Series{over("to SGD alone", imToSGD), over("to Adam alone", imToAdam), over("SGD, two orders", imOrders)},
			Lines:  []theorems.ReferenceLine{{Name: "between SGD and Adam alone", At: shown(rows[i], "barrier, SGD and Adam"), Across: true}},
			Hides:  "barriers off the segment; bars are the least and the greatest run",
		}
		losses := theorems.Figure{
			Name: "losses-" + c.file(), Says: "Loss of gradient descent when it becomes Adam, and at the end, over the share of the epochs before; " + c.words(),
			X: theorems.Axis{Label: "share of the epochs before the change"}, Y: theorems.Axis{Label: "loss"},
			Series: []theorems.Series{over("at the change", imBefore), over("at the end", imAfter)},
			Lines: []theorems.ReferenceLine{{Name: "SGD alone", At: shown(rows[i], "loss of SGD"), Across: true},
				{Name: "Adam alone", At: shown(rows[i], "loss of Adam"), Across: true}},
			Hides: "the losses on the way; bars are the least and the greatest run",
		}
		out = append(out, parting, losses)
	}
	return out
}
