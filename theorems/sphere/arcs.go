package sphere

import (
	"fmt"

	"saddle/spectra/interval"
)

// CircleWithin is [Circle] by intervals, for every form with coefficients in c: of degree p = len(c) − 1 = 1 … 64. It decides what has no
// degenerate critical point, and none where its arcs meet, and takes microseconds where exact roots take milliseconds. The error is an
// [ErrUnproved], or an [ErrArgument].
func CircleWithin(c []interval.Interval) (Census, error) {
	p := len(c) - 1
	if p < 1 || p > 64 {
		return Census{}, ErrArgument{"c", "the coefficients of a form of degree 1 … 64"}
	}
	if err := bounded(c); err != nil {
		return Census{}, err
	}
	// Q = x ∂H/∂y − y ∂H/∂x, of x = 1 and y = t, and of x = t and y = 1.
	q, reversed := make([]interval.Interval, p+1), make([]interval.Interval, p+1)
	for j, x := range c {
		if j > 0 {
			q[j-1] = q[j-1].Add(x.Mul(interval.Of(float64(j))))
		}
		if j < p {
			q[j+1] = q[j+1].Sub(x.Mul(interval.Of(float64(p - j))))
		}
	}
	for j, x := range q {
		reversed[p-j] = x
	}
	census := Census{Index: make([]int, 2)}
	for side, f := range [2][]interval.Interval{q, reversed} {
		found, err := zeros(f)
		if err != nil {
			return Census{}, err
		}
		for _, z := range found {
			point := Point{At: []interval.Interval{interval.Of(1), z.at}}
			if side == 1 { // there the angle falls with t
				z.rising = !z.rising
				point.At[0], point.At[1] = z.at, interval.Of(1)
			}
			if !z.rising {
				point.Index = 1
			}
			census.add(point, p)
		}
	}
	return census, nil
}

// A zero is a simple zero of a polynomial, the only one in at.
type zero struct {
	at     interval.Interval
	rising bool
}

// zeros returns all zeros of a polynomial in [−1, 1], by halving.
func zeros(f []interval.Interval) (out []zero, err error) {
	type arc struct {
		f         []interval.Interval // in its own coordinate |s| ≤ 1
		mid, half float64             // not rounded
	}
	stack := []arc{{f, 0, 1}}
	for len(stack) > 0 {
		a := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		rest, slope := 0.0, 0.0 // bounds of the terms behind the first, and of those of the derivative
		for k, c := range a.f[1:] {
			rest = interval.AddUp(rest, c.Mag())
			if k > 0 {
				slope = interval.AddUp(slope, interval.MulUp(float64(k+1), c.Mag()))
			}
		}
		switch {
		case a.f[0].Mig() > rest:
		case a.f[1].Mig() > slope: // monotone
			left, right := ends(a.f)
			switch {
			case left.Negative() && right.Positive(), left.Positive() && right.Negative():
				out = append(out, zero{interval.Interval{Lo: a.mid - a.half, Hi: a.mid + a.half}, right.Positive()})
			case left.Negative() && right.Negative(), left.Positive() && right.Positive():
			default:
				return nil, ErrUnproved{fmt.Sprintf("a critical point at the end of the arc about %v", a.mid)}
			}
		case a.half < 0x1p-40:
			return nil, ErrUnproved{fmt.Sprintf("what is critical near %v", a.mid)}
		default:
			for _, side := range [2]int{-1, 1} {
				stack = append(stack, arc{halved(a.f, side), a.mid + float64(side)*a.half/2, a.half / 2})
			}
		}
	}
	return out, nil
}

// ends returns f(−1) and f(1).
func ends(f []interval.Interval) (left, right interval.Interval) {
	for k, c := range f {
		left, right = plus(left, c, 1-2*(k%2)), right.Add(c)
	}
	return left, right
}

// halved returns f((s + side)/2).
func halved(f []interval.Interval, side int) []interval.Interval {
	out := make([]interval.Interval, len(f))
	for k, c := range f {
		out[k] = c.Scale2(-k)
	}
	for i := range len(out) - 1 {
		for k := len(out) - 2; k >= i; k-- {
			out[k] = plus(out[k], out[k+1], side)
		}
	}
	return out
}

// bounded returns an ErrArgument for coefficients that are empty, or of which sums might leave the range.
func bounded(c []interval.Interval) error {
	for i, x := range c {
		if x.IsEmpty() || x.Mag() > 0x1p500 {
			return ErrArgument{fmt.Sprintf("c[%d]", i), "a finite coefficient, at most 2^500 in size"}
		}
	}
	return nil
}
