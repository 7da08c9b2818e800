package papers

import (
	"fmt"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// A LinearLine is the straight line between two points of the deep linear net ½‖W_D…W_1 X − Y‖², weights layer by layer and row by row; with Bend it is a
// parabola, as that of a [ChainLine]. X and Y have a row for each sample.
type LinearLine struct {
	Widths         []int
	From, To, Bend []int
	X, Y           [][]int
}

func (l LinearLine) tape() *models.Tape {
	var data [2][][]*big.Rat
	for k, rows := range [][][]int{l.X, l.Y} {
		for _, row := range rows {
			data[k] = append(data[k], rats(goodfellowInts(row)))
		}
	}
	t, err := models.DeepLinearTape(l.Widths, data[0], data[1], nil)
	if err != nil {
		panic(err)
	}
	return t
}

// goodfellowInts are integers as numbers.
func goodfellowInts(x []int) (out []rational.Number) {
	for _, v := range x {
		out = append(out, rational.Int(int64(v)))
	}
	return out
}

// ProfilesOfLinearNetsHaveFewMinima: the entries of the product are polynomials of degree D in α.
var ProfilesOfLinearNetsHaveFewMinima = theorems.Claim[LinearLine]{
	Name:   "goodfellow2015/profiles-of-linear-nets-have-few-minima",
	Says:   "Along a straight line between two points of a deep linear net of D = 1, 2, 3 weight matrices, of widths 1 and 2, the loss ½‖W_D…W_1 X − Y‖² is a polynomial in α of degree 2D at most, and has at most D strict local minima, of all real α",
	Source: goodfellow2015.Locate("linear interpolation, of deep linear nets, as we recall it; the bound derived", "Profile"),
	Expect: theorems.Held,
	Draw:   goodfellowLinear,
	Given: []theorems.Hypothesis[LinearLine]{{
		Name:  "the line is straight",
		Holds: func(l LinearLine) bool { return l.Bend == nil },
		Drop: func(t *rapid.T) LinearLine {
			l := goodfellowLinear(t)
			l.Bend = ints(t, "bend", len(l.From), -9, 9)
			return l
		},
		Known: []LinearLine{{Widths: []int{1, 1}, From: []int{0}, To: []int{1}, Bend: []int{-1}, X: [][]int{{1}}, Y: [][]int{{1}}}},
	}},
	Effort:     0.5,
	MinDecided: 1,
	Labels: func(l LinearLine) []string {
		return []string{fmt.Sprintf("D=%d", len(l.Widths)-1)}
	},
	Share: map[string]float64{"D=1": 0.15, "D=2": 0.15, "D=3": 0.15},
	Then: func(l LinearLine) theorems.Evidence {
		p, d := goodfellowProfile(l.tape(), goodfellowInts(l.From), goodfellowInts(l.To), goodfellowInts(l.Bend)), len(l.Widths)-1
		n := goodfellowMinima(p)
		return theorems.Exactly(p.Degree() <= 2*d && n <= d, "degree %d, %d minima", p.Degree(), n)
	},
}

// goodfellowLinear draws two points of a small deep linear net.
func goodfellowLinear(t *rapid.T) (l LinearLine) {
	l.Widths = ints(t, "widths", 1+rapid.IntRange(1, 3).Draw(t, "D"), 1, 2)
	weights := 0
	for k := range len(l.Widths) - 1 {
		weights += l.Widths[k] * l.Widths[k+1]
	}
	l.From, l.To = ints(t, "from", weights, -3, 3), ints(t, "to", weights, -3, 3)
	for range rapid.IntRange(1, 2).Draw(t, "samples") {
		l.X = append(l.X, ints(t, "x", l.Widths[0], -2, 2))
		l.Y = append(l.Y, ints(t, "y", l.Widths[len(l.Widths)-1], -3, 3))
	}
	return l
}
