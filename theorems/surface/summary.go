package surface

import "math"

// A Summary is what stands beside a picture.
type Summary struct {
	Nodes     int `json:"nodes"`
	Made      int `json:"made"`
	NotFinite int `json:"notFinite"` // of those made
	// Least and Most are the finite losses at the ends, LeastAt and MostAt where; absent if there is none.
	Least   *float64   `json:"least,omitempty"`
	LeastAt [2]float64 `json:"leastAt"` // α and β
	Most    *float64   `json:"most,omitempty"`
	MostAt  [2]float64 `json:"mostAt"`
	// Curved is the number of nodes whose neighbours, of which a node of a plane has eight, are all there and finite, and NonConvex
	// how many of them have a negative eigenvalue of the second differences, of more than 2⁻⁴⁶ of the largest loss among them.
	Curved    int `json:"curved"`
	NonConvex int `json:"nonConvex"`
	// Minima counts the local minima away from the rim: a node, or a plateau of equal ones, all whose neighbours are
	// there, finite and higher.
	Minima int `json:"minima"`
}

// Summary returns what stands beside the picture.
func (s Surface) Summary() Summary {
	out := Summary{Nodes: s.Grid.Len()}
	for i, row := range s.Z {
		for j, z := range row {
			if !s.Made[i][j] {
				continue
			}
			out.Made++
			if !finite(z) {
				out.NotFinite++
				continue
			}
			at := [2]float64{s.Grid.X.At(j), s.Grid.Y.At(i)}
			if out.Least == nil || z < *out.Least {
				out.Least, out.LeastAt = &row[j], at
			}
			if out.Most == nil || z > *out.Most {
				out.Most, out.MostAt = &row[j], at
			}
			if convex, known := s.convex(i, j); known {
				if out.Curved++; !convex {
					out.NonConvex++
				}
			}
		}
	}
	out.Minima = s.minima()
	return out
}

// at returns the loss at a node, NaN outside.
func (s Surface) at(i, j int) float64 {
	if i < 0 || j < 0 || i >= len(s.Z) || j >= len(s.Z[0]) {
		return math.NaN()
	}
	return s.Z[i][j]
}

// convex reports whether the second differences at a node, in units of the distances of nodes, have no negative eigenvalue beyond what
// rounding leaves of 0. Known is false where a neighbour is missing or not finite.
func (s Surface) convex(i, j int) (convex, known bool) {
	x, y, most := s.Grid.X, s.Grid.Y, 0.0
	rows := min(len(s.Z)-1, 1)
	for di := -rows; di <= rows; di++ {
		for dj := -1; dj <= 1; dj++ {
			most = max(most, math.Abs(s.at(i+di, j+dj))) // NaN where one is missing
		}
	}
	if !finite(most) {
		return false, false
	}
	least := -rounding * most
	xx := second(s.at(i, j-1), s.at(i, j), s.at(i, j+1), x.gap(j-1), x.gap(j))
	if rows == 0 {
		return xx >= least, true
	}
	yy := second(s.at(i-1, j), s.at(i, j), s.at(i+1, j), y.gap(i-1), y.gap(i))
	xy := (s.at(i+1, j+1)/4 - s.at(i+1, j-1)/4) - (s.at(i-1, j+1)/4 - s.at(i-1, j-1)/4)
	return xx/2+yy/2-math.Hypot(xx/2-yy/2, xy) >= least, true
}

// rounding bounds what is left of differences that should be 0, relative to the losses of which they are: these have some errors of 2⁻⁵³.
const rounding = 0x1p-46

// gap returns the distance of node i and the next; NaN outside.
func (a Axis) gap(i int) float64 {
	if i < 0 || i+1 >= a.Len() {
		return math.NaN()
	}
	return a.At(i+1) - a.At(i)
}

// second returns the second difference of values at −h, 0 and k, times the square of the mean distance.
func second(below, at, above, h, k float64) float64 {
	mean := h/2 + k/2
	return (above-at)*(mean/k) - (at-below)*(mean/h)
}

// minima counts the plateaus that are local minima.
func (s Surface) minima() (count int) {
	seen := make([][]bool, len(s.Z))
	for i := range seen {
		seen[i] = make([]bool, len(s.Z[i]))
	}
	for i := range s.Z {
		for j := range s.Z[i] {
			if !seen[i][j] && finite(s.Z[i][j]) && s.plateau(seen, i, j) {
				count++
			}
		}
	}
	return count
}

// plateau marks the nodes that hang together with one and have its loss, and reports whether all around them are higher.
func (s Surface) plateau(seen [][]bool, i, j int) bool {
	z, lowest := s.Z[i][j], true
	rows := 1
	if len(s.Z) == 1 {
		rows = 0
	}
	seen[i][j] = true
	for stack := [][2]int{{i, j}}; len(stack) > 0; {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for di := -rows; di <= rows; di++ {
			for dj := -1; dj <= 1; dj++ {
				k, l := at[0]+di, at[1]+dj
				switch next := s.at(k, l); {
				case next == z:
					if !seen[k][l] {
						seen[k][l] = true
						stack = append(stack, [2]int{k, l})
					}
				case !(next > z) || math.IsInf(next, 0):
					lowest = false
				}
			}
		}
	}
	return lowest
}
