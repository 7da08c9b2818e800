package ask

import (
	"errors"
	"fmt"
	"math"

	"saddle/models"
	"saddle/models/formula"
	"saddle/theorems"
	"saddle/theorems/decide"
	"saddle/theorems/explore"
)

// chart draws the loss of two parameters with its level lines, the points by kind, and two ways from
// one start, on which both are seen.
func chart(f *formula.Formula, m explore.Map) (theorems.Figure, error) {
	tape := f.Tape()
	out := theorems.Figure{
		Name: "explore", Says: m.Formula + ": the loss and its critical points",
		X: theorems.Axis{Label: f.Names[0]}, Y: theorems.Axis{Label: f.Names[1]},
		Hides: "points that the search did not find, and how often each was found; see the table",
	}
	ground, err := reliefOf(tape, m.Box)
	if err != nil {
		return out, err
	}
	ground.addSaddles(tape, m)
	out.Field = ground.Field
	if ground.holes {
		out.Hides += "; and where the loss has no value: there the shade is the lightest"
	}
	for _, r := range m.Rows {
		if r.Continuum {
			out.Hides += "; and the sets of critical points, of which one point is shown"
			break
		}
	}
	if start, ways := ground.farthest(tape); ways != nil {
		out.Says += fmt.Sprintf(", and the ways of gradient descent and of the saddle-free Newton method from (%.4g, %.4g)", start[0], start[1])
		out.Series = ways
	}
	for _, kind := range charted {
		if s := ground.pointsOf(kind, m); len(s.X) > 0 {
			out.Series = append(out.Series, s)
		}
	}
	return out, nil
}

// charted are the kinds in the order of the legend.
var charted = []decide.Kind{decide.Minimum, decide.Saddle, decide.Maximum, decide.Constant, decide.Unknown}

// pointsOf are the points of a kind that lie in the field, with what symmetries make of them.
func (f relief) pointsOf(kind decide.Kind, m explore.Map) theorems.Series {
	s := theorems.Series{Name: string(kind), Mark: theorems.Points}
	for _, r := range m.Rows {
		if r.Kind != kind {
			continue
		}
		for _, w := range r.Points() {
			if f.inside(w) {
				s.X, s.Y = append(s.X, w[0]), append(s.Y, w[1])
			}
		}
	}
	return s
}

// across is the number of points of a field along each axis.
const across = 121

// A relief is log(1 + L − least) on a box, with level lines at round numbers.
type relief struct {
	*theorems.Field
	least float64 // of the losses
	// Where the loss has no value, of which holes tells, it is what it is at most elsewhere.
	holes bool
}

func reliefOf(m models.Model, box []formula.Range) (f relief, err error) {
	heights := explore.Heights(m, box, across, across)
	f = relief{&theorems.Field{Name: "log(1 + L − least)", X: places(box[0]), Y: places(box[1])}, math.Inf(1), false}
	most := math.Inf(-1)
	for _, row := range heights {
		for _, z := range row {
			if math.IsNaN(z) {
				f.holes = true
				continue
			}
			f.least, most = min(f.least, z), max(most, z)
		}
	}
	if span := most - f.least; !(span >= 0) || math.IsInf(span, 0) {
		return f, errors.New("--svg: the loss has no value in the box, or some too large to be drawn")
	}
	for _, row := range heights {
		for j, z := range row {
			if math.IsNaN(z) {
				z = most
			}
			row[j] = f.height(z)
		}
	}
	f.Z = heights
	top := f.height(most)
	if step := roundStep(top / 5); step > 0 {
		for i := 1.0; i*step < top; i++ {
			f.Levels = append(f.Levels, i*step)
		}
	}
	return f, nil
}

// height is where a loss is in the relief.
func (f relief) height(loss float64) float64 { return math.Log1p(max(0, loss-f.least)) }

// mostSaddles is how many saddles have level lines of their own.
const mostSaddles = 6

// addSaddles adds the levels of saddles: there level lines meet.
func (f relief) addSaddles(m models.Model, found explore.Map) {
	count := 0
	for _, r := range found.Rows {
		if w := r.Points()[0]; r.Kind == decide.Saddle && f.inside(w) && count < mostSaddles {
			f.Levels = append(f.Levels, f.height(m.Loss(w)))
			count++
		}
	}
}

// roundStep returns 1, 2 or 5 times a power of ten, at most x, or 0 if x is not positive.
func roundStep(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(x)))
	switch {
	case 5*unit <= x:
		return 5 * unit
	case 2*unit <= x:
		return 2 * unit
	}
	return unit
}

// places are where the points of a field are along a range.
func places(r formula.Range) []float64 {
	lo, _ := r.Lo.Float64()
	hi, _ := r.Hi.Float64()
	out := make([]float64, across)
	for i := range out {
		out[i] = lo + float64((hi-lo)*(float64(i)/(across-1)))
	}
	return out
}

// farthest returns, of sixteen starts, the one from which both methods get farthest within the field,
// but for their longest step, and their ways: neither is seen where a step leads out of it. The starts
// lie on no axis of symmetry. There is none if the loss has no value at any, or if no step is taken.
func (f relief) farthest(m models.Model) (start []float64, ways []theorems.Series) {
	x0, x1, y0, y1 := f.X[0], f.X[across-1], f.Y[0], f.Y[across-1]
	radius := 2 * max(math.Abs(x0), math.Abs(x1), math.Abs(y0), math.Abs(y1))
	best := math.Inf(-1)
	for i := range 16 {
		w := []float64{x0 + float64((x1-x0)*(float64(i%4)+0.37)/4), y0 + float64((y1-y0)*(float64(i/4)+0.58)/4)}
		if z := m.Loss(w); math.IsNaN(z) || math.IsInf(z, 0) {
			continue
		}
		both := explore.WaysFrom(m, w, radius)
		descent, far := f.way("gradient descent", both.Descent.Points)
		free, far2 := f.way("saddle-free Newton", both.Free.Points)
		if far = min(far, far2); far > best {
			start, ways, best = w, []theorems.Series{descent, free}, far
		}
	}
	return start, ways
}

// way is the part of a way that lies in the field, and how far its end is from its start without its
// longest step, as a share of the field; −∞ if it has no step.
func (f relief) way(name string, points [][]float64) (s theorems.Series, far float64) {
	s = theorems.Series{Name: name, Mark: theorems.Line}
	distance := func(i, j int) float64 {
		return math.Hypot((s.X[i]-s.X[j])/(f.X[across-1]-f.X[0]), (s.Y[i]-s.Y[j])/(f.Y[across-1]-f.Y[0]))
	}
	longest := 0.0
	for i, w := range points {
		if !f.inside(w) {
			break
		}
		if s.X, s.Y = append(s.X, w[0]), append(s.Y, w[1]); i > 0 {
			longest = max(longest, distance(i, i-1))
		}
	}
	if len(s.X) < 2 {
		return s, math.Inf(-1)
	}
	return s, distance(len(s.X)-1, 0) - longest
}

// inside reports whether a point lies in the field.
func (f relief) inside(w []float64) bool {
	return f.X[0] <= w[0] && w[0] <= f.X[across-1] && f.Y[0] <= w[1] && w[1] <= f.Y[across-1]
}
