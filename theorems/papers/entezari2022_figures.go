package papers

import (
	"context"

	"saddle/theorems"
	"saddle/theorems/surface"
)

// entezariFigures draws the loss between a net and its permuted copy, as it is and matched.
func entezariFigures(theorems.Report) []theorems.Figure {
	c := CopiedNet{
		Net:   UnitNet{Units: [][3]int{{2, 1, 1}, {-2, 1, 1}, {1, -1, 2}}, Samples: [][2]int{{-2, 5}, {-1, 3}, {0, 2}, {1, 3}, {2, 7}}},
		Order: []int{1, 2, 0},
	}
	tape := c.Net.tape(nil)
	f := theorems.Figure{
		Name: "copies", Says: "Loss on the straight line between a net of three ReLU units and a copy of it with permuted units, and the same after the copy's units were put in the nearest order",
		X: theorems.Axis{Label: "α"}, Y: theorems.Axis{Label: "loss"},
		Hides: "that both ends have the same loss exactly, and that the matched line is a single point",
	}
	g := surface.Grid{X: surface.Axis{From: 0, To: 1, Nodes: 41}}
	for _, matched := range []bool{false, true} {
		units, name := c.copied(), "permuted"
		if matched {
			units, name = entezariMatched(units, c.Net.Units), "matched"
		}
		from, to := nearestFloats(rats(c.Net.weights())), nearestFloats(rats(UnitNet{Units: units}.weights()))
		z := make([]float64, g.X.Len())
		if matched { // a line of one point is none
			for i := range z {
				z[i] = tape.Loss(to)
			}
		} else {
			p, err := surface.Through(from, to)
			if err != nil {
				panic(err)
			}
			s, err := surface.Of(context.Background(), tape, p, g, &surface.Options{Workers: 1})
			if err != nil {
				panic(err)
			}
			z = s.Z[0]
		}
		f.Series = append(f.Series, curve(name, g.X.All(), z))
	}
	return []theorems.Figure{f}
}
