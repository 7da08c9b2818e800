package sphere

import (
	"fmt"

	"saddle/spectra/interval"
)

// mostDegree is the greatest degree of a form in three variables.
const mostDegree = 16

// Sphere returns all critical points of a form in three variables on the sphere, of degree p = 1 … 16, (p + 1)(p + 2)/2
// coefficients. They hold for every form with coefficients in c.
//
// Squares of three charts are halved until a square has no critical point, as one combination of the two derivatives has no zero
// in it; or at most one, as the derivatives are injective, and one is proved near its midpoint by Krawczyk's operator. So the list is
// complete, no point is met twice, and the index of each is proved. No sum of indices enters; it is a test of this code that they give
// Euler's number.
//
// The error is an [ErrUnproved], as for degenerate critical points, or an [ErrArgument]. Cost: about a millisecond for p = 3, more near
// degenerate forms, some tenths of a second at most before it gives up.
func Sphere(c []interval.Interval) (Census, error) {
	p := 1
	for (p+1)*(p+2)/2 < len(c) {
		p++
	}
	if p > mostDegree || (p+1)*(p+2)/2 != len(c) {
		return Census{}, ErrArgument{"c", fmt.Sprintf("the (p + 1)(p + 2)/2 coefficients of a form of degree p = 1 … %d", mostDegree)}
	}
	if err := bounded(c); err != nil {
		return Census{}, err
	}
	census := Census{Index: make([]int, 3)}
	for _, k := range chartsOf(p, c) {
		roots, err := k.search()
		if err != nil {
			return Census{}, err
		}
		for _, r := range roots {
			mine, known := k.mine(r.x)
			if !known {
				return Census{}, ErrUnproved{"a critical point lies on the line between two charts"}
			}
			if !mine {
				continue
			}
			at := make([]interval.Interval, 3)
			at[k.face], at[k.other[0]], at[k.other[1]] = interval.Of(1), r.x[0], r.x[1]
			census.add(Point{At: at, Index: r.index}, p)
		}
	}
	return census, nil
}
