package draw

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// decades marks the powers of ten of a logarithmic axis, and names at most nine of them.
type decades struct{}

// Ticks returns the marks from min to max. Where there are less than three powers of ten
// between them, multiples have marks too, and 2 and 5 names.
func (decades) Ticks(min, max float64) []plot.Tick {
	low, high := math.Floor(math.Log10(min)), math.Ceil(math.Log10(max))
	every := math.Ceil((high - low + 1) / 9)
	few := high-low < 3
	var out []plot.Tick
	for e := low; e <= high; e++ {
		for i := 1.0; i < 10; i++ {
			t := plot.Tick{Value: i * math.Pow(10, e)}
			switch {
			case t.Value < min || t.Value > max || i > 1 && high-low > 9:
				continue
			case i == 1 && math.Mod(e-low, every) == 0:
				t.Label = power(e)
			case few && (i == 2 || i == 5):
				t.Label = strconv.FormatFloat(t.Value, 'g', 6, 64)
			}
			out = append(out, t)
		}
	}
	return out
}

var raised = strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// power writes 10^e.
func power(e float64) string {
	if math.Abs(e) <= 3 {
		return strconv.FormatFloat(math.Pow(10, e), 'f', -1, 64)
	}
	return "10" + raised.Replace(strconv.Itoa(int(e)))
}
