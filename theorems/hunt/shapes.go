package hunt

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/models/symmetric"
)

// roles are what the neurons of a block are, by what they have at their own coordinate.
var roles = [][]float64{{-0.85}, {1}, {0.8, -0.35}, {-0.6, -0.1}, nil} // nil: two numbers that are drawn

const mostBlocks = 3

// mostShapes is how many shapes a search draws.
const mostShapes = 100

// shapeSteps are the steps that it takes on each: one that does not settle soon is left for another.
const shapeSteps = 40

// drawnShape draws shapes with so many neurons, and starts on them, until one leads to a spurious minimum.
func drawnShape(k, n int, r *rand.Rand) (w []float64, err error) {
	for range mostShapes {
		if w, err = fromShape(k, n, r); err == nil {
			return w, nil
		}
	}
	return nil, err
}

// fromShape draws a shape and a start on it, and returns the critical point that this leads to.
func fromShape(k, n int, r *rand.Rand) ([]float64, error) {
	s, own, ok := shapeOf(k, n, r)
	if !ok {
		return nil, ErrNoStart{fmt.Sprintf("a shape was drawn that has not n = %d", n)}
	}
	var x []float64
	for _, p := range s.Params() {
		size := 1 / (3 * math.Sqrt(float64(k)))
		if s.Classes[p.Class] == symmetric.Single {
			size = 1 / (2 * math.Sqrt(s.Blocks[p.Block]))
		}
		v := size * r.NormFloat64()
		if p.Own {
			v = own[p.Class] + 0.1*r.NormFloat64()
		}
		x = append(x, v)
	}
	at, err := settle(s, x, shapeSteps)
	switch {
	case err != nil:
		return nil, ErrNoStart{err.Error()}
	case at.Loss < studentGlobal || at.Curvature < -sureSaddle:
		return nil, ErrNoStart{"what was settled at is no spurious minimum"}
	}
	return s.Expand(at.X)
}

// shapeOf draws blocks of sizes that sum to k and a role for each so that there are n neurons: those of
// two roles count twice, and what is missing then are single neurons, three at most.
func shapeOf(k, n int, r *rand.Rand) (s symmetric.Shape, own []float64, ok bool) {
	left := k
	for b := 0; left > 0; b++ {
		size := left
		if b < mostBlocks-1 {
			size = 1 + r.IntN(left)
		}
		role := roles[r.IntN(len(roles))]
		if role == nil {
			role = []float64{r.NormFloat64(), r.NormFloat64()}
		}
		for _, o := range role {
			s.Classes, own = append(s.Classes, symmetric.Class(b)), append(own, o)
		}
		s.Blocks = append(s.Blocks, float64(size))
		left -= size
	}
	singles := n - int(s.N())
	if singles < 0 || singles > 3 {
		return s, nil, false
	}
	for range singles {
		s.Classes, own = append(s.Classes, symmetric.Single), append(own, 0)
	}
	return s, own, true
}
