package sphere

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/interval"
	"saddle/spectra/rational"
)

func ints(c ...int64) (out []rational.Number) {
	for _, x := range c {
		out = append(out, rational.Int(x))
	}
	return out
}

func TestKnownCircles(t *testing.T) {
	for name, f := range map[string]struct {
		c          []rational.Number
		index      []int
		degenerate int
	}{
		"2x + y":       {ints(2, 1), []int{1, 1}, 0},
		"x² + 2y²":     {ints(1, 0, 2), []int{2, 2}, 0},
		"xy":           {ints(0, 1, 0), []int{2, 2}, 0},
		"x³ − 3xy²":    {ints(1, 0, -3, 0), []int{3, 3}, 0}, // cos 3θ
		"3x²y − y³":    {ints(0, 3, 0, -1), []int{3, 3}, 0}, // sin 3θ
		"x³":           {ints(1, 0, 0, 0), []int{3, 1}, 2},  // a minimum, a maximum, and two that are neither
		"y³":           {ints(0, 0, 0, 1), []int{3, 1}, 2},
		"x⁴":           {ints(1, 0, 0, 0, 0), []int{2, 2}, 2}, // the minima are degenerate
		"xy³":          {ints(0, 0, 0, 1, 0), []int{4, 2}, 2}, // behind (1, 0), which is degenerate, comes a maximum
		"x³ + y³":      {ints(1, 0, 0, 1), []int{3, 3}, 0},
		"x(x² + y²)":   {ints(1, 0, 1, 0), []int{1, 1}, 0},
		"x² (x² + y²)": {ints(1, 0, 1, 0, 0), []int{2, 2}, 0},
	} {
		got, err := Circle(f.c)
		if err != nil || !slices.Equal(got.Index, f.index) || got.Degenerate != f.degenerate {
			t.Errorf("%s: %v with %d degenerate, %v; want %v with %d", name, got.Index, got.Degenerate, err, f.index, f.degenerate)
		}
	}
	for _, c := range [][]rational.Number{ints(1, 0, 1), ints(0, 0), ints(1, 0, 2, 0, 1)} {
		if _, err := Circle(c); !errors.As(err, new(ErrConstant)) {
			t.Errorf("%v: %v", c, err)
		}
	}
	if _, err := Circle(ints(1)); !errors.As(err, new(ErrArgument)) {
		t.Error(err)
	}
}

// Against the changes of sign of differences around the circle, and with x and y exchanged.
func TestRandomCircles(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	decided := 0
	for i := range 60 {
		p := 1 + i%7
		c := make([]rational.Number, p+1)
		h := func(angle float64) (sum float64) {
			for j, x := range c {
				f, _ := x.Float64()
				sum += f * math.Pow(math.Cos(angle), float64(p-j)) * math.Pow(math.Sin(angle), float64(j))
			}
			return sum
		}
		for j := range c {
			c[j] = rational.Float(math.Round(8 * r.NormFloat64()))
		}
		got, err := Circle(c)
		if errors.As(err, new(ErrConstant)) {
			continue
		}
		const steps = 20_000
		var want [2]int
		angle := func(k int) float64 { return 2 * math.Pi * (float64(k) + 0.3137) / steps }
		for k := range steps {
			before, at, after := h(angle(k-1)), h(angle(k)), h(angle(k+1))
			if at < before && at < after {
				want[0]++
			} else if at > before && at > after {
				want[1]++
			}
		}
		if got.Degenerate == 0 && !slices.Equal(got.Index, want[:]) {
			t.Errorf("%v: %v, by differences %v", c, got.Index, want)
		}
		var within []interval.Interval
		for _, x := range c {
			within = append(within, interval.OfRat(x.Rat()))
		}
		if two, err := CircleWithin(within); err == nil && (!slices.Equal(two.Index, got.Index) || got.Degenerate > 0) {
			t.Errorf("%v: %v, by intervals %v", c, got.Index, two.Index)
		} else if err == nil {
			decided++
		}
		slices.Reverse(c)
		mirrored, err := Circle(c)
		if err != nil || !slices.Equal(mirrored.Index, got.Index) || mirrored.Degenerate != got.Degenerate {
			t.Errorf("%v: %v, mirrored %v, %v", c, got.Index, mirrored.Index, err)
		}
	}
	if decided < 45 {
		t.Errorf("intervals decide %d of 60", decided)
	}
}

// A root at the end of an arc, a double root and bad coefficients are refused.
func TestArcsThatAreRefused(t *testing.T) {
	for _, c := range [][]interval.Interval{points(0, 1, 0), points(1, 0, 0, 0), points(1, 0, 1)} { // xy has its maximum at (1, 1)
		if census, err := CircleWithin(c); !errors.As(err, new(ErrUnproved)) {
			t.Errorf("%v: %v, %v", c, census.Index, err)
		}
	}
	for _, c := range [][]interval.Interval{nil, points(1), make([]interval.Interval, 70), points(1, math.Inf(1))} {
		if _, err := CircleWithin(c); !errors.As(err, new(ErrArgument)) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// A polynomial that is not monotone, though its linear term is larger than all others together.
func TestZeros(t *testing.T) {
	found, err := zeros(points(-0.25, 1, 0, -0.9))
	if err != nil || len(found) != 2 || !(found[0].rising != found[1].rising) {
		t.Errorf("%v, %v", found, err)
	}
}
