package draw

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/theorems"
)

// levels draws the level lines of a field by marching squares. (The order of those of gonum/plot
// differs from one picture to the next.)
type levels struct {
	*theorems.Field
	at []float64
}

// name lists the levels; of more than seven, the first two and the last if they are equally far from each
// other, or else the first and the last.
func (l levels) name() string {
	var out []string
	equal := true
	for i, v := range l.at {
		out = append(out, figuresTo(v, 4))
		if i > 1 {
			equal = equal && math.Abs(v-2*l.at[i-1]+l.at[i-2]) < 1e-3*(l.at[1]-l.at[0])
		}
	}
	last := out[len(out)-1]
	switch {
	case len(out) < 8:
		return "level lines at " + strings.Join(out, ", ")
	case equal:
		return "level lines at " + out[0] + ", " + out[1] + ", …, " + last
	}
	return fmt.Sprintf("%d level lines, from %s to %s", len(out), out[0], last)
}

// Plot draws the lines.
func (l levels) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	style := draw.LineStyle{Color: named("level").faint(), Width: 0.8}
	for _, level := range l.at {
		c.StrokeLines(style, joined(l.pieces(level, x, y))...)
	}
}

// pieces are those of one level line in all cells. What is on the level counts as above it, and then
// as below: so a level that the field only touches is a line from either side.
func (l levels) pieces(level float64, x, y func(float64) vg.Length) (out [][]vg.Point) {
	for i := range len(l.Y) - 1 {
		for j := range len(l.X) - 1 {
			var corners [4]corner
			on := false
			for k, d := range [4][2]int{{0, 0}, {0, 1}, {1, 1}, {1, 0}} {
				r, s := i+d[0], j+d[1]
				corners[k] = corner{vg.Point{X: x(l.X[s]), Y: y(l.Y[r])}, l.Z[r][s]}
				on = on || l.Z[r][s] == level
			}
			out = append(out, cellLines(corners, level, false)...)
			if on {
				out = append(out, cellLines(corners, level, true)...)
			}
		}
	}
	return out
}

// A corner of a cell is where it is drawn, and the value there.
type corner struct {
	vg.Point
	z float64
}

// cellLines returns the pieces of a level line within a cell, whose corners go around it: one
// for two sides that the line crosses, and two for four. Then the mean of the corners says
// which of them are on one side. What is on the level is above it, or strictly below.
func cellLines(corners [4]corner, level float64, strictly bool) [][]vg.Point {
	above := func(z float64) bool { return z > level || z == level && !strictly }
	var crossed []vg.Point
	mean := 0.0
	for k, a := range corners {
		b := corners[(k+1)%4]
		if above(a.z) != above(b.z) {
			t := vg.Length((level/2 - a.z/2) / (b.z/2 - a.z/2))
			crossed = append(crossed, vg.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)})
		}
		mean += a.z / 4
	}
	switch {
	case len(crossed) == 0:
		return nil
	case len(crossed) == 2:
		return [][]vg.Point{crossed}
	case above(mean) == above(corners[0].z): // the line cuts off corners 1 and 3
		return [][]vg.Point{crossed[:2], crossed[2:]}
	}
	return [][]vg.Point{{crossed[3], crossed[0]}, crossed[1:3]}
}

// Thumbnail draws a line.
func (l levels) Thumbnail(c *draw.Canvas) {
	y := c.Center().Y
	c.StrokeLine2(draw.LineStyle{Color: named("paper"), Width: 0.8}, c.Min.X, y, c.Max.X, y)
}

// joined makes lines, as long as can be, of pieces from one point to another; those that are there
// twice are there once. Points are one if they are within a hundredth of a point of length.
func joined(pieces [][]vg.Point) (lines [][]vg.Point) {
	type end struct{ x, y int }
	at := func(p vg.Point) end {
		return end{int(math.Round(100 * float64(p.X))), int(math.Round(100 * float64(p.Y)))}
	}
	var ends []end
	place := map[end]vg.Point{}
	next := map[end][]end{}
	degree := map[end]int{}
	known := map[[2]end]bool{}
	for _, piece := range pieces {
		a, b := at(piece[0]), at(piece[1])
		if a == b || known[[2]end{a, b}] {
			continue
		}
		known[[2]end{a, b}], known[[2]end{b, a}] = true, true
		ends = append(ends, a, b)
		place[a], place[b] = piece[0], piece[1]
		next[a], next[b] = append(next[a], b), append(next[b], a)
		degree[a]++
		degree[b]++
	}
	// follow goes on from a as long as there is a piece that no line has.
	follow := func(a end) {
		line := []vg.Point{place[a]}
		for len(next[a]) > 0 {
			b := next[a][0]
			next[a] = next[a][1:]
			if !known[[2]end{a, b}] {
				continue
			}
			known[[2]end{a, b}], known[[2]end{b, a}] = false, false
			line = append(line, place[b])
			a = b
		}
		if len(line) > 1 {
			lines = append(lines, straightened(line))
		}
	}
	for _, a := range ends { // lines that end somewhere, and then rings
		if degree[a]%2 == 1 {
			follow(a)
		}
	}
	for _, a := range ends {
		follow(a)
	}
	return lines
}

// straightened leaves out points of a line that lie, within the twentieth of a point of length, on the
// straight line between those that stay (Douglas and Peucker 1973).
func straightened(line []vg.Point) []vg.Point {
	a, b := line[0], line[len(line)-1]
	far, most := 0, vg.Length(0.05)
	for i, p := range line[1 : len(line)-1] {
		if d := distance(p, a, b); d > most {
			far, most = i+1, d
		}
	}
	if far == 0 {
		return []vg.Point{a, b}
	}
	return append(straightened(line[:far+1:far+1]), straightened(line[far:])[1:]...)
}

// distance is that of p from the straight piece from a to b.
func distance(p, a, b vg.Point) vg.Length {
	along, to := b.Sub(a), p.Sub(a)
	t := vg.Length(0)
	if square := along.Dot(along); square > 0 {
		t = max(0, min(1, to.Dot(along)/square))
	}
	away := to.Sub(along.Scale(t))
	return vg.Length(math.Hypot(float64(away.X), float64(away.Y)))
}
