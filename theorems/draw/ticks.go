package draw

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// steps marks an axis at multiples of 1, 2 or 5 times a power of ten: at four to eleven places.
type steps struct{}

// Ticks returns the marks from low to high.
func (steps) Ticks(low, high float64) []plot.Tick {
	step := stepOf(high/4 - low/4)
	// So many digits tell one mark from the next.
	digits := max(6, int(math.Log10(max(math.Abs(low), math.Abs(high))/step))+2)
	var out []plot.Tick
	for i := math.Ceil(low/step - 1e-9); i*step <= high+1e-9*step && len(out) < 12; i++ {
		// Without what rounding adds: 3 × 0.1 is 0.30000000000000004.
		at, err := strconv.ParseFloat(strconv.FormatFloat(i*step, 'g', 15, 64), 64)
		if err == nil {
			out = append(out, plot.Tick{Value: at, Label: figuresTo(at, digits)})
		}
	}
	return out
}

// stepOf returns 1, 2 or 5 times a power of ten, the largest that is at most x.
func stepOf(x float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(x)))
	for _, times := range []float64{5, 2} {
		if times*unit <= x*(1+1e-9) {
			return times * unit
		}
	}
	return unit
}

// names mark an axis at 1, 2, ….
type names []string

// Ticks returns the marks from min to max.
func (n names) Ticks(min, max float64) (out []plot.Tick) {
	for i, name := range n {
		if at := float64(i + 1); min <= at && at <= max {
			out = append(out, plot.Tick{Value: at, Label: brief(name)})
		}
	}
	return out
}

// decades marks the powers of ten of a logarithmic axis, and names at most nine of them.
type decades struct{}

// Ticks returns the marks from min to max. Where there are less than three powers of ten
// between them, multiples have marks too, and 2 and 5 names.
func (decades) Ticks(min, max float64) []plot.Tick {
	low, high := math.Floor(math.Log10(min)), math.Ceil(math.Log10(max))
	every := math.Ceil((high - low + 1) / 9)
	few := high-low < 3
	plain := low >= -3 && high <= 5
	var out []plot.Tick
	for e := low; e <= high; e++ {
		for i := 1.0; i < 10; i++ {
			t := plot.Tick{Value: i * math.Pow(10, e)}
			switch {
			case t.Value < min || t.Value > max || i > 1 && high-low > 9:
				continue
			case i == 1 && math.Mod(e, every) == 0 && !plain:
				t.Label = power(int(e))
			case i == 1 && math.Mod(e, every) == 0, few && (i == 2 || i == 5):
				t.Label = figures(t.Value)
			}
			out = append(out, t)
		}
	}
	return out
}

var raised = strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// power writes 10^e.
func power(e int) string {
	if e == 0 {
		return "1"
	}
	return "10" + raised.Replace(strconv.Itoa(e))
}

// figures writes a number to six significant digits, as −0.25 or 1.5·10²⁰.
func figures(x float64) string { return figuresTo(x, 6) }

// figuresTo writes a number to so many significant digits.
func figuresTo(x float64, digits int) string {
	if x == 0 {
		return "0" // −0 as well
	}
	s, exponent, large := strings.Cut(strconv.FormatFloat(x, 'g', digits, 64), "e")
	s = strings.Replace(s, "-", "−", 1)
	if !large {
		return s
	}
	e, _ := strconv.Atoi(exponent)
	switch s {
	case "1":
		return power(e)
	case "−1":
		return "−" + power(e)
	}
	return s + "·" + power(e)
}
