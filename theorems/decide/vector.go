package decide

import (
	"math"
	"math/big"
)

func dot(x, y []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i := range x {
		sum.Add(sum, new(big.Rat).Mul(x[i], y[i]))
	}
	return sum
}

// combination returns x + c y; x = nil is 0. c is any number.
func combination(x, y []*big.Rat, c float64) []*big.Rat {
	z := make([]*big.Rat, len(y))
	factor := new(big.Rat).SetFloat64(c)
	for i := range y {
		z[i] = new(big.Rat)
		if factor != nil {
			z[i].Mul(y[i], factor)
		}
		if x != nil {
			z[i].Add(z[i], x[i])
		}
	}
	return z
}

// length returns about the length of x.
func length(x []*big.Rat) float64 {
	f, _ := dot(x, x).Float64()
	return math.Sqrt(f)
}

// shortest returns the direction of v in integers of as few bits as it holds with, v itself if it holds with
// none.
func shortest(v []*big.Rat, holds func(u []*big.Rat) bool) []*big.Rat {
	most := new(big.Rat)
	for _, x := range v {
		if size := new(big.Rat).Abs(x); size.Cmp(most) > 0 {
			most = size
		}
	}
	for bits := range 24 {
		u := make([]*big.Rat, len(v))
		for i, x := range v {
			part, _ := new(big.Rat).Quo(x, most).Float64()
			u[i] = new(big.Rat).SetFloat64(math.Round(part * float64(int(1)<<bits)))
		}
		if holds(u) {
			return u
		}
	}
	return v
}

func cross(u, v []*big.Rat) *big.Rat {
	a, b := new(big.Rat).Mul(u[0], v[1]), new(big.Rat).Mul(u[1], v[0])
	return a.Sub(a, b)
}
