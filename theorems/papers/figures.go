package papers

import (
	"math"
	"math/big"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// curve is a series through points in order, rounded to what a picture shows.
func curve(name string, x, y []float64) theorems.Series {
	return theorems.Series{Name: name, Mark: theorems.Line, X: theorems.Rounded(x), Y: theorems.Rounded(y)}
}

// dots is a series of points, rounded likewise.
func dots(name string, x, y []float64) theorems.Series {
	s := curve(name, x, y)
	s.Mark = theorems.Points
	return s
}

// A trajectory is a run of gradient descent: the points, and the loss at each.
type trajectory struct {
	w    [][]float64
	loss []float64
}

// walk takes so many steps of gradient descent.
func walk(m models.Model, w []float64, rate float64, steps int) (d trajectory) {
	w = append([]float64(nil), w...)
	g := make([]float64, len(w))
	for range steps + 1 {
		d.w, d.loss = append(d.w, append([]float64(nil), w...)), append(d.loss, m.Loss(w))
		m.Gradient(g, w)
		for i := range w {
			w[i] -= float64(rate * g[i])
		}
	}
	return d
}

// endOf is where so many steps of gradient descent end, and the loss there.
func endOf(m models.Model, w []float64, rate float64, steps int) ([]float64, float64) {
	w = append([]float64(nil), w...)
	g := make([]float64, len(w))
	for range steps {
		m.Gradient(g, w)
		for i := range w {
			w[i] -= float64(rate * g[i])
		}
	}
	return w, m.Loss(w)
}

// every keeps every k-th point.
func (d trajectory) every(k int) (out trajectory) {
	for i := 0; i < len(d.w); i += k {
		out.w, out.loss = append(out.w, d.w[i]), append(out.loss, d.loss[i])
	}
	return out
}

// coordinate returns w_i along it.
func (d trajectory) coordinate(i int) []float64 {
	x := make([]float64, len(d.w))
	for k, w := range d.w {
		x[k] = w[i]
	}
	return x
}

// equally returns n equally spaced numbers from a to b. What rounding leaves of 0 is 0.
func equally(a, b float64, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = a + float64((b-a)*float64(i))/float64(n-1)
		if math.Abs(x[i]) < 1e-12*(b-a) {
			x[i] = 0
		}
	}
	return x
}

// each returns f of every number.
func each(x []float64, f func(float64) float64) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = f(v)
	}
	return y
}

// within returns the levels strictly between the least and the largest value of a field.
func within(f *theorems.Field, levels ...float64) (out []float64) {
	lo, hi := f.Z[0][0], f.Z[0][0]
	for _, row := range f.Z {
		for _, z := range row {
			lo, hi = min(lo, z), max(hi, z)
		}
	}
	for _, l := range levels {
		if lo < l && l < hi {
			out = append(out, l)
		}
	}
	return out
}

// nearestFloats returns the nearest float64 numbers.
func nearestFloats(x []*big.Rat) []float64 {
	y := make([]float64, len(x))
	for i, r := range x {
		y[i], _ = r.Float64()
	}
	return y
}

// profile draws the loss along the straight line from a (t = 0) to b (t = 1).
func profile(m models.Model, a, b []float64) theorems.Figure {
	t := theorems.Rounded(equally(-0.2, 1.2, 57)) // where the loss is taken is what is shown
	return theorems.Figure{
		X: theorems.Axis{Label: "t"}, Y: theorems.Axis{Label: "loss"},
		Series: []theorems.Series{curve("", t, each(t, func(t float64) float64 {
			w := make([]float64, len(a))
			for i := range w {
				w[i] = a[i] + float64(t*(b[i]-a[i]))
			}
			return m.Loss(w)
		}))},
	}
}

// endings counts the starts of a grid of (0, 2)², with 1 for all other weights, from which gradient descent
// is at a loss below 1e-9 after so many steps.
func endings(m models.Model, rate float64, side, steps int) (count int) {
	for k := range side * side {
		w := make([]float64, m.Dim())
		for i := range w {
			w[i] = 1
		}
		w[0], w[1] = float64(2*(k%side)+1)/float64(side), float64(2*(k/side)+1)/float64(side)
		if _, loss := endOf(m, w, rate, steps); loss < 1e-9 {
			count++
		}
	}
	return count
}

// entrySeries is a line through what was found for the entry number at of each row for which place returns a number to draw it
// over, with the intervals; empty if there is none.
func entrySeries(name string, rows []tables.Row, at int, place func(row int) (x float64, ok bool)) theorems.Series {
	var x, y, lo, hi []float64
	for i, row := range rows {
		if len(row.Entries) <= at || row.Entries[at].Ours == nil || row.Entries[at].Interval == nil {
			continue
		}
		if over, ok := place(i); ok {
			e := row.Entries[at]
			x, y, lo, hi = append(x, over), append(y, *e.Ours), append(lo, e.Interval.Lo), append(hi, e.Interval.Hi)
		}
	}
	s := curve(name, x, y)
	s.Lo, s.Hi = theorems.Rounded(lo), theorems.Rounded(hi)
	return s
}
