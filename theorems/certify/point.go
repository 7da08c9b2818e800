package certify

import (
	"math"
	"math/big"
	"slices"

	"saddle/models"
	"saddle/spectra/interval"
)

// A point is W + Tail, exactly: some 106 bits where Tail is what W has lost. A nil tail is 0.
type point struct{ w, tail []float64 }

// rest returns entry i of the tail.
func (p point) rest(i int) float64 {
	if p.tail == nil {
		return 0
	}
	return p.tail[i]
}

// box returns [p − r, p + r], outward.
func (p point) box(r float64) []interval.Interval {
	b := make([]interval.Interval, len(p.w))
	for i, x := range p.w {
		at := interval.Of(x).Add(interval.Of(p.rest(i)))
		b[i] = interval.Interval{Lo: interval.SubDown(at.Lo, r), Hi: interval.AddUp(at.Hi, r)}
	}
	return b
}

// rats returns the entries.
func (p point) rats() []*big.Rat {
	x := make([]*big.Rat, len(p.w))
	for i, v := range p.w {
		x[i] = new(big.Rat).SetFloat64(v)
		if rest := p.rest(i); rest != 0 {
			x[i].Add(x[i], new(big.Rat).SetFloat64(rest))
		}
	}
	return x
}

// minus returns about p − step: what is returned is a point, whatever was rounded on the way to it.
func (p point) minus(step []float64) point {
	q := point{slices.Clone(p.w), make([]float64, len(p.w))}
	for i, x := range p.w {
		sum := x - step[i]
		back := sum - x
		lost := (x - (sum - back)) + (-step[i] - back) + p.rest(i)
		q.w[i] = sum + lost
		q.tail[i] = lost - (q.w[i] - sum)
	}
	return q
}

// rounded returns p in multiples of unit, a power of two; 0 leaves it as it is.
func (p point) rounded(unit float64) point {
	if unit == 0 {
		return p
	}
	for _, x := range [][]float64{p.w, p.tail} {
		for i, v := range x {
			x[i] = math.RoundToEven(v/unit) * unit
		}
	}
	return p
}

// bits is how closely a gradient is enclosed where float64 does not do.
const bits = 128

// A Precise loss is one whose gradient can be enclosed as closely as is asked, at any rational
// point: a [models.Tape], and a [models.Teacher] by its closed forms.
type Precise interface {
	Enclosable
	// PreciseGradient encloses L(w) and ∇L(w) to about so many bits after the point.
	PreciseGradient(w []*big.Rat, bits int) (loss models.Number, gradient []models.Number, err error)
}

var (
	_ Precise = (*models.Tape)(nil)
	_ Precise = (*models.Teacher)(nil)
)

// preciseGradient encloses L and ∇L at p.
func preciseGradient(l Precise, p point) (loss interval.Interval, gradient []interval.Interval, err error) {
	value, slope, err := l.PreciseGradient(p.rats(), bits)
	if err != nil {
		return interval.Empty(), nil, err
	}
	gradient = make([]interval.Interval, len(slope))
	for i, x := range slope {
		gradient[i] = enclosed(x)
	}
	return enclosed(value), gradient, nil
}

// enclosed returns the least interval that contains x.
func enclosed(x models.Number) interval.Interval {
	return interval.OfRat(x.Lo).Hull(interval.OfRat(x.Hi))
}

// norm returns an upper bound of the Euclidean norm of an enclosed vector: +Inf if
// there is none. The largest entry is scaled to about 1, so that no square overflows
// or vanishes needlessly.
func norm(v []interval.Interval) float64 {
	var largest float64
	for _, x := range v {
		if m := x.Mag(); m <= math.MaxFloat64 {
			largest = max(largest, m)
		} else {
			return math.Inf(1)
		}
	}
	_, k := math.Frexp(largest)
	var sum interval.Interval
	for _, x := range v {
		sum = sum.Add(x.Scale2(-k).Sqr())
	}
	return sum.Sqrt().Scale2(k).Hi
}
