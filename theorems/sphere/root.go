package sphere

import (
	"math"

	"saddle/spectra/interval"
)

// A root is a common zero of a and b of a chart: it lies in x, and there is no other in around.
type root struct {
	x, around [2]interval.Interval
	index     int
}

// near proves a zero where Newton's method leads from a point. With C near the inverse of the Jacobian at m, and [J] that on a box B
// about it,
//
//	K = m − C (a, b)(m) + (1 − C [J]) (B − m)
//
// inside B proves exactly one zero in B, which lies in K (R. Krawczyk, Computing 4, 1969). Its index follows from det J and tr J: as M of
// the chart is positive definite and M J is symmetric there, they have the signs of the determinant of M J, and, if that is
// positive, of its trace.
func (k *chart) near(x [2]float64) (root, bool) {
	for range 40 {
		step, _, ok := k.step(x)
		if !ok {
			return root{}, false
		}
		x[0], x[1] = x[0]-step[0], x[1]-step[1]
		if math.Abs(step[0])+math.Abs(step[1]) < 0x1p-48 {
			break
		}
	}
	for _, r := range [...]float64{0x1p-20, 0x1p-28, 0x1p-36, 0x1p-44} {
		if found, ok := k.krawczyk(x, r); ok {
			return found, true
		}
	}
	return root{}, false
}

// step returns Newton's step at a point, and the inverse of the Jacobian.
func (k *chart) step(x [2]float64) (step [2]float64, inverse [2][2]float64, ok bool) {
	at := [2]interval.Interval{interval.Of(x[0]), interval.Of(x[1])}
	a, ax, ay := k.a.jet(at)
	b, bx, by := k.b.jet(at)
	det := float64(ax.Mid()*by.Mid()) - float64(ay.Mid()*bx.Mid())
	inverse = [2][2]float64{{by.Mid() / det, -ay.Mid() / det}, {-bx.Mid() / det, ax.Mid() / det}}
	for i, row := range inverse {
		step[i] = float64(row[0]*a.Mid()) + float64(row[1]*b.Mid())
		if !(math.Abs(row[0])+math.Abs(row[1]) < math.MaxFloat64) || !(math.Abs(step[i]) < 8) {
			return step, inverse, false // nothing is that far off
		}
	}
	return step, inverse, true
}

func (k *chart) krawczyk(m [2]float64, r float64) (root, bool) {
	_, c, ok := k.step(m)
	if !ok {
		return root{}, false
	}
	var point, around, image [2]interval.Interval
	for i, x := range m {
		point[i] = interval.Of(x)
		around[i] = point[i].Add(interval.Interval{Lo: -r, Hi: r})
	}
	a, _, _ := k.a.jet(point)
	b, _, _ := k.b.jet(point)
	_, ax, ay := k.a.jet(around)
	_, bx, by := k.b.jet(around)
	for i, row := range c {
		c0, c1 := interval.Of(row[0]), interval.Of(row[1])
		image[i] = point[i].Sub(c0.Mul(a).Add(c1.Mul(b)))
		for j, column := range [2][2]interval.Interval{{ax, bx}, {ay, by}} {
			entry := c0.Mul(column[0]).Add(c1.Mul(column[1])).Neg()
			if i == j {
				entry = entry.Add(interval.Of(1))
			}
			image[i] = image[i].Add(entry.Mul(around[j].Sub(point[j])))
		}
		if !(around[i].Lo < image[i].Lo && image[i].Hi < around[i].Hi) {
			return root{}, false
		}
	}
	found := root{x: image, around: around}
	det, trace := ax.Mul(by).Sub(ay.Mul(bx)), ax.Add(by)
	switch {
	case det.Negative():
		found.index = 1
	case det.Positive() && trace.Positive():
		found.index = 0
	case det.Positive() && trace.Negative():
		found.index = 2
	default:
		return root{}, false
	}
	return found, true
}

// joined adds a root, unless it is there already.
func joined(roots []root, r root) ([]root, error) {
	for _, old := range roots {
		inside, apart := true, false
		for i := range r.x {
			inside = inside && old.around[i].ContainsInterval(r.x[i])
			apart = apart || r.x[i].Intersect(old.x[i]).IsEmpty()
		}
		if inside {
			return roots, nil
		}
		if !apart {
			return nil, ErrUnproved{"two critical points are not told from one"}
		}
	}
	return append(roots, r), nil
}
