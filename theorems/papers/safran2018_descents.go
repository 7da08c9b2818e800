package papers

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems"
	"saddle/theorems/certify"
)

// A SafranEnd is where one descent ended.
type SafranEnd struct {
	// End is "below 1e-3", "stuck" (converged above), "capped" or "diverged".
	End   string  `json:"end"`
	Steps int     `json:"n"` // of gradient descent
	F     float64 `json:"F"`
	// Of a descent that is stuck: the smallest eigenvalue of the Hessian, in floats, and whether a
	// strict local minimum with F > 0 is proved near, if it was looked; and how many neurons are
	// flipped: that point most of all against the vector of some teacher neuron.
	Curvature float64 `json:"c,omitempty"`
	Certified bool    `json:"proved,omitempty"`
	Flipped   int     `json:"p,omitempty"`
}

// tableCap ends descents of a table, of which the authors' had no end: far beyond the steps
// of any that converges.
const tableCap = 2_000_000

// diverged is the end of a descent that has diverged with every step size.
const diverged = "diverged"

// descents are students that descend side by side, to the protocol of the authors: a step of
// 0.1 on the gradient of F until no neuron's, times 2π, is longer than 1e-9; from the same
// start with half the step where one is longer than 1e4. Below F = 1e-3 an end is global.
type descents struct {
	c     SafranCell
	m     *models.Teacher
	batch *models.TeacherBatch
	lanes [models.TeacherLanes]descent
	look  bool // at the curvature where a descent is stuck
	most  int  // steps of a descent
	w     []float64
	h     *mat.SymDense
	eigen spectra.EigenSolver

	newton spectra.LDLT
}

// A descent is what a lane is doing.
type descent struct {
	busy  bool
	run   int // index into the runs
	start []float64
	again bool // it begins from its start
	step  float64
	steps int
}

func newDescents(c SafranCell, look bool, most int) *descents {
	m := teacher(c.K, c.N)
	return &descents{c: c, m: m, batch: m.Batch(), look: look, most: most, w: make([]float64, m.Dim()), h: new(mat.SymDense)}
}

// patienceSteps is how many steps are made between two looks at the context.
const patienceSteps = 16

// run makes so many descents, each from Xavier's start by the random numbers of its index,
// which are asked for in order. After an interrupt it returns the first that have ended.
func (d *descents) run(ctx context.Context, count int, numbers func(i int) theorems.Run) ([]SafranEnd, error) {
	ends, ended := make([]SafranEnd, count), make([]bool, count)
	begun := 0
	for round := 0; ; round++ {
		busy := false
		for lane := range d.lanes {
			l := &d.lanes[lane]
			if !l.busy && begun < count {
				*l = descent{busy: true, run: begun, start: xavier(numbers(begun), d.c.N, d.c.K), again: true, step: descentStep}
				begun++
			}
			if l.again {
				d.batch.SetLane(lane, l.start)
				l.again = false
			}
			busy = busy || l.busy
		}
		if !busy {
			return ends, nil
		}
		if round%patienceSteps == 0 && ctx.Err() != nil {
			return ends[:leading(ended)], context.Cause(ctx)
		}
		d.round(func(l *descent, e SafranEnd) { ends[l.run], ended[l.run] = e, true })
	}
}

// endsOf are the ends of runs of the cells, made side by side where the cell is the same.
func endsOf(runs []theorems.Run, cells []SafranCell, most int) []SafranEnd {
	of := map[SafranCell][]int{}
	for i, c := range cells {
		of[c] = append(of[c], i)
	}
	ends := make([]SafranEnd, len(runs))
	for c, at := range of {
		got, err := newDescents(c, false, most).run(context.Background(), len(at), func(i int) theorems.Run { return runs[at[i]] })
		if err != nil {
			panic(err) // nothing interrupts them
		}
		for i, e := range got {
			ends[at[i]] = e
		}
	}
	return ends
}

// endsIn are the ends of runs of one cell.
func endsIn(runs []theorems.Run, k, n, most int) []SafranEnd {
	return endsOf(runs, slices.Repeat([]SafranCell{{k, n}}, len(runs)), most)
}

// sampledEnds says of each end what value and class it is.
func sampledEnds(ends []SafranEnd, of func(i int, e SafranEnd) (float64, string)) []theorems.Sampled {
	out := make([]theorems.Sampled, len(ends))
	for i, e := range ends {
		out[i].Value, out[i].Class = of(i, e)
	}
	return out
}

// leading returns how many of the first are true.
func leading(all []bool) int {
	for i, x := range all {
		if !x {
			return i
		}
	}
	return len(all)
}

// round makes a step of every lane that has not ended.
func (d *descents) round(end func(*descent, SafranEnd)) {
	d.batch.Evaluate()
	losses, slopes := d.batch.Losses(), d.batch.Slopes()
	var eta [models.TeacherLanes]float64
	for lane := range d.lanes {
		l := &d.lanes[lane]
		if !l.busy {
			continue
		}
		if how := l.next(losses[lane], 2*math.Pi*slopes[lane], d.most); how != "" {
			l.busy = false
			end(l, d.end(lane, how, losses[lane], l.steps))
		} else if !l.again {
			eta[lane] = l.step
			l.steps++
		}
	}
	d.batch.Step(&eta)
}

// next says how a descent of at most so many steps ends where it is, or "" if it goes on.
func (l *descent) next(loss, slope float64, most int) string {
	end, diverges := protocol(loss, slope)
	switch {
	case end != "":
		return end
	case l.steps >= most:
		return capped
	case diverges:
		l.step /= 2
		l.again = true
		if l.step < 1e-12 {
			return diverged
		}
	}
	return ""
}

// end looks at the end of a lane.
func (d *descents) end(lane int, how string, loss float64, steps int) SafranEnd {
	e := SafranEnd{End: how, Steps: steps, F: loss}
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		e.F = 0 // of one that has diverged
	}
	if how != stuck {
		return e
	}
	d.batch.Lane(d.w, lane)
	e.Flipped = flipped(d.w, d.c.K)
	if d.look {
		e.Curvature, e.Certified = d.curvature()
	}
	return e
}

// flipped counts the neurons whose largest entry, by absolute value, is negative.
func flipped(w []float64, k int) int {
	count := 0
	for ; len(w) > 0; w = w[k:] {
		largest := w[0]
		for _, x := range w[:k] {
			if math.Abs(x) > math.Abs(largest) {
				largest = x
			}
		}
		if largest < 0 {
			count++
		}
	}
	return count
}

// curvature returns the smallest eigenvalue of the Hessian at d.w, and whether a minimum that
// is not global is proved there.
func (d *descents) curvature() (least float64, certified bool) {
	d.m.Hessian(d.h, d.w)
	var s spectra.Spectrum
	if err := d.eigen.Solve(&s, d.h, &spectra.EigenOptions{Range: spectra.Lowest(1), Workers: 1}); err != nil {
		return 0, false
	}
	if least = s.Values[0]; least <= 0 {
		return least, false
	}
	if m, err := certify.StrictMinimum(d.m, d.w, 0); err == nil {
		return least, m.Loss.Lo > 0
	}
	if !d.polish() {
		return least, false
	}
	m, err := certify.StrictMinimum(d.m, d.w, 0)
	return least, err == nil && m.Loss.Lo > 0
}

// nearEnd is how far from the end of a descent the minimum may be that is counted for it.
const nearEnd = 1e-3

// polish takes Newton's steps from d.w, where d.h is the Hessian: what limits a proof where λ_min
// is small is the gradient. It reports whether they stay near.
func (d *descents) polish() bool {
	g := make([]float64, len(d.w))
	moved := 0.0
	for range 3 {
		d.m.Gradient(g, d.w)
		if err := d.newton.Factorize(d.h, 0); err != nil {
			return false
		}
		d.newton.Solve(g, g)
		for i, x := range g {
			d.w[i] -= x
		}
		if moved += longestRow(g, len(g)); !(moved < nearEnd) {
			return false
		}
		d.m.Hessian(d.h, d.w)
	}
	return true
}
