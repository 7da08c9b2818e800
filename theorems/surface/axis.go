package surface

import (
	"fmt"
	"math"
)

// An Axis is so many nodes from From to To, of which 0 is one: as many below it as its share of the range says, to the nearest,
// equally spaced, and equally spaced above it. The distances on the two sides are the same where 0 would have been a node anyway, as
// on [−1, 1] with an odd number. The zero Axis has the one node 0.
type Axis struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Nodes int     `json:"nodes"`
}

// Symmetric is the axis from −r to r, with n nodes on each side of 0.
func Symmetric(r float64, n int) Axis { return Axis{-r, r, 2*n + 1} }

// mostNodes bounds the nodes of a grid.
const mostNodes = 1 << 26

func (a Axis) check(name string) error {
	bad := func(want string) error { return ErrArgument{name, fmt.Sprintf("%+v", a), want} }
	fits := func(x float64) bool { return x == 0 || x >= 0x1p-900 && x <= 0x1p900 } // products with numbers of nodes are in range
	switch {
	case a == Axis{}:
		return nil
	case !fits(-a.From) || !fits(a.To):
		return bad("From ≤ 0 ≤ To, as the centre is a node, each 0 or of size 2^−900 to 2^900")
	case a.Nodes > mostNodes:
		return bad(fmt.Sprintf("at most %d nodes", mostNodes))
	case a.Nodes < a.least():
		return bad(fmt.Sprintf("at least %d nodes: From, 0 and To", a.least()))
	case a.Nodes > 1 && a.least() == 1:
		return bad("one node, as From and To are 0")
	}
	return nil
}

// least returns the number of different ones of From, 0 and To.
func (a Axis) least() int {
	n := 1
	if a.From < 0 {
		n++
	}
	if a.To > 0 {
		n++
	}
	return n
}

// Len returns the number of nodes.
func (a Axis) Len() int { return max(a.Nodes, 1) }

// Centre returns which node is 0.
func (a Axis) Centre() int {
	if a.From == 0 {
		return 0
	}
	if a.To == 0 {
		return a.Nodes - 1
	}
	k := int(math.Round(float64(a.Nodes-1) * (a.From / (a.From - a.To))))
	return min(max(k, 1), a.Nodes-2)
}

// At returns where node i is: by one product and one quotient, so that no rounding adds up, and the ends and 0 are exact; what is within
// rounding of 1 is 1.
func (a Axis) At(i int) float64 {
	switch c := a.Centre(); {
	case i == 0:
		return a.From
	case i > 0 && i == a.Nodes-1:
		return a.To
	case i < c:
		return a.From * float64(c-i) / float64(c)
	case i > c:
		x := a.To * float64(i-c) / float64(a.Nodes-1-c)
		if math.Abs(x-1) < 0x1p-50 {
			return 1 // the second point of a line
		}
		return x
	}
	return 0
}

// All returns where the nodes are.
func (a Axis) All() []float64 {
	x := make([]float64, a.Len())
	for i := range x {
		x[i] = a.At(i)
	}
	return x
}

// A Grid is the nodes of a surface: rows along Y and columns along X. Y is the zero Axis for a line.
type Grid struct {
	X Axis `json:"x"`
	Y Axis `json:"y"`
}

func (g Grid) check(lines int) error {
	if err := g.X.check("X"); err != nil {
		return err
	}
	if err := g.Y.check("Y"); err != nil {
		return err
	}
	if lines == 1 && g.Y != (Axis{}) {
		return ErrArgument{"Y", fmt.Sprintf("%+v", g.Y), "no axis, as a line has one direction"}
	}
	if g.X.Len() > mostNodes/g.Y.Len() {
		return ErrArgument{"the grid", fmt.Sprintf("%d × %d nodes", g.Y.Len(), g.X.Len()), fmt.Sprintf("at most %d nodes", mostNodes)}
	}
	return nil
}

// Len returns the number of nodes.
func (g Grid) Len() int { return g.X.Len() * g.Y.Len() }

// node returns where node k is, row by row.
func (g Grid) node(k int) (alpha, beta float64) {
	return g.X.At(k % g.X.Len()), g.Y.At(k / g.X.Len())
}
