package surface

import (
	"fmt"
	"math"
)

// Range returns a symmetric range: the least r at which the loss is more than so many times that of the centre, or not finite, at one of
// the ends ±r of the axes. Times 0 means 4. It is sought among the powers of two from 2^−20 to 2^20, the first at which it is so, and
// then among the quarters between that and the one before. The error is an [ErrFlat] where there is no such r, as for a centre whose
// loss is 0 or less.
func Range(loss Loss, p Plane, times float64) (float64, error) {
	if times == 0 {
		times = 4
	}
	if !(times > 1) || math.IsInf(times, 0) {
		return 0, ErrArgument{"the factor", fmt.Sprint(times), "more than 1, or 0 for 4"}
	}
	e, err := newEvaluation(loss, p, Grid{}, nil)
	if err != nil {
		return 0, err
	}
	flat := func(why string) (float64, error) { return 0, ErrFlat{e.zero, times, why} }
	if !(e.zero > 0) || math.IsInf(e.zero, 0) {
		return flat("it is not a positive number")
	}
	high := func(r float64) bool {
		ends := [][2]float64{{r, 0}, {-r, 0}, {0, r}, {0, -r}}
		v := make([]float64, p.Dim())
		for _, at := range ends[:2*p.Lines()] {
			p.At(v, at[0], at[1])
			if l := lossAt(e.loss, v); !(l <= times*e.zero) || math.IsInf(l, -1) {
				return true
			}
		}
		return false
	}
	if high(0x1p-20) {
		return flat("it is there already at 2^−20")
	}
	for k := -19; k <= 20; k++ {
		if r := math.Ldexp(1, k); high(r) {
			for _, part := range []float64{0.625, 0.75, 0.875} {
				if high(part * r) {
					return part * r, nil
				}
			}
			return r, nil
		}
	}
	return flat("it does not up to 2^20")
}
