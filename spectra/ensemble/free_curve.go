package ensemble

import (
	"fmt"
	"math"
	"slices"
)

// excess returns q(u, s) − 1.
func (f *Free) excess(u, s float64) float64 {
	sum := -1.0
	if f.variance > 0 {
		sum += f.variance / (u*u + s)
	}
	for _, j := range f.jumps {
		d := u - j.Size
		sum += j.Rate * j.Size * j.Size / (d*d + s)
	}
	return sum
}

// height returns the s ≥ 0 with q(u, s) = 1, or 0 if q(u, 0) ≤ 1. As q is convex in s and falls, Newton's steps
// from below stay below.
func (f *Free) height(u float64) float64 {
	s := f.below(u)
	for range 200 {
		value, slope := -1.0, 0.0
		add := func(mass, d float64) {
			d = d*d + s
			value += mass / d
			slope += mass / (d * d)
		}
		if f.variance > 0 {
			add(f.variance, u)
		}
		for _, j := range f.jumps {
			add(j.Rate*j.Size*j.Size, u-j.Size)
		}
		if !(value > 0) {
			break
		}
		next := s + value/slope
		if next == s {
			break
		}
		s = next
	}
	return s
}

// below returns an s ≥ 0 at which q(u, s) ≥ 1, or 0: that of one of the terms alone.
func (f *Free) below(u float64) float64 {
	s := f.variance - u*u
	for _, j := range f.jumps {
		d := u - j.Size
		s = max(s, j.Rate*j.Size*j.Size-d*d)
	}
	return max(s, 0)
}

// image returns Re H(u + i√s).
func (f *Free) image(u, s float64) float64 {
	x := u + f.shift
	if f.variance > 0 {
		x += f.variance * u / (u*u + s)
	}
	for _, j := range f.jumps {
		if d := u - j.Size; d*d+s > 0 { // Size w/(w − Size) = Size + Size²/(w − Size)
			x += j.Rate * (j.Size + j.Size*j.Size*d/(d*d+s))
		}
	}
	return x
}

// preimage returns the point u + i√s of the curve that H takes to x.
func (f *Free) preimage(x float64) (u, s float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		panic(fmt.Sprintf("ensemble: the law is asked for at %v", x))
	}
	// |R(1/w)| is at most |Mean| + 2 Variance/|w| where |w| is twice the largest jump or more.
	reach := 1 + math.Abs(x) + math.Abs(f.Mean()) + 4*math.Sqrt(f.Variance())
	for _, j := range f.jumps {
		reach = max(reach, 2*math.Abs(j.Size))
	}
	at := func(u float64) float64 { return f.image(u, f.height(u)) - x }
	lo, hi := -reach, reach
	for at(lo) > 0 {
		lo *= 2
	}
	for at(hi) < 0 {
		hi *= 2
	}
	u = zeroBetween(at, lo, hi)
	return u, f.height(u)
}

// zeroBetween returns the zero of an increasing function between lo, where it is not positive, and hi, where it
// is not negative: by the false position, with half the value of an end that stays (M. Dowell and P. Jarratt, A modified
// regula falsi method, BIT 11, 1971), and by halves where that is slow.
func zeroBetween(f func(float64) float64, lo, hi float64) float64 {
	a, b := f(lo), f(hi)
	for k := 0; hi-lo > 0; k++ {
		mid := lo + (hi-lo)/2
		if mid == lo || mid == hi {
			break
		}
		if k%4 != 3 && b > a {
			if x := lo - a*(hi-lo)/(b-a); lo < x && x < hi {
				mid = x
			}
		}
		switch y := f(mid); {
		case y == 0:
			return mid
		case y < 0:
			lo, a, b = mid, y, b/2
		default:
			hi, b, a = mid, y, a/2
		}
	}
	return lo
}

// findGaps returns the intervals of u on which q(u, 0) ≤ 1: from −∞, between those of the poles of q between which its
// minimum, which is the only one as it is convex there, is less than 1, and to ∞.
func (f *Free) findGaps() [][2]float64 {
	var poles []float64
	if f.variance > 0 {
		poles = append(poles, 0)
	}
	for _, j := range f.jumps {
		poles = append(poles, j.Size)
	}
	slices.Sort(poles)
	poles = slices.Compact(poles)
	excess := func(u float64) float64 { return f.excess(u, 0) }
	far := 2 * math.Sqrt(f.Variance())
	first, last := poles[0], poles[len(poles)-1]
	gaps := [][2]float64{{math.Inf(-1), zeroBetween(excess, first-far, first)}}
	for i := range poles[1:] {
		least := f.leastBetween(poles[i], poles[i+1])
		if excess(least) < 0 {
			falling := func(u float64) float64 { return -excess(u) }
			gaps = append(gaps, [2]float64{zeroBetween(falling, poles[i], least), zeroBetween(excess, least, poles[i+1])})
		}
	}
	rising := func(u float64) float64 { return -excess(u) }
	return append(gaps, [2]float64{zeroBetween(rising, last, last+far), math.Inf(1)})
}

// leastBetween returns where q(u, 0) is least between two neighbouring poles: where its derivative is 0, which grows.
func (f *Free) leastBetween(lo, hi float64) float64 {
	slope := func(u float64) float64 {
		sum := 0.0
		add := func(mass, d float64) { sum -= mass / (d * d * d) }
		if f.variance > 0 {
			add(f.variance, u)
		}
		for _, j := range f.jumps {
			add(j.Rate*j.Size*j.Size, u-j.Size)
		}
		return sum
	}
	return zeroBetween(slope, lo, hi)
}
