package theorems

import (
	"math"
	"strconv"
)

// A Field is a function of two variables on a grid, drawn below the series as shades and level
// lines. Z[i][j] is its value at (X[j], Y[i]); X and Y increase.
type Field struct {
	// Name says what the shades are, as "log₁₀ of the loss".
	Name string      `json:"name"`
	X    []float64   `json:"x"`
	Y    []float64   `json:"y"`
	Z    [][]float64 `json:"z"`
	// Levels are those of the level lines; none means no lines.
	Levels []float64 `json:"levels,omitempty"`
}

// Sample returns the field of f on nx × ny equally spaced points of [x0, x1] × [y0, y1], each
// number rounded to four significant digits, which is more than a picture shows.
func Sample(name string, x0, x1 float64, nx int, y0, y1 float64, ny int, f func(x, y float64) float64) *Field {
	out := &Field{Name: name, X: spaced(x0, x1, nx), Y: spaced(y0, y1, ny)}
	for _, y := range out.Y {
		row := make([]float64, nx)
		for j, x := range out.X {
			row[j] = fourDigits(f(x, y))
		}
		out.Z = append(out.Z, row)
	}
	return out
}

// spaced returns n equally spaced numbers from a to b.
func spaced(a, b float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = fourDigits(a + (b-a)*float64(i)/float64(n-1))
	}
	return out
}

// Rounded returns x with each number rounded as those of [Sample] are.
func Rounded(x []float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = fourDigits(v)
	}
	return out
}

// fourDigits rounds x to four significant digits.
func fourDigits(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 4, 64), 64)
	return y
}

// fault says what is wrong with the field, "" if nothing is.
func (f Field) fault() string {
	switch {
	case len(f.X) < 2 || len(f.Y) < 2:
		return "the field has less than 2 × 2 points"
	case !increasing(f.X) || !increasing(f.Y):
		return "X and Y of the field do not increase, or are not finite"
	case len(f.Z) != len(f.Y):
		return "the field has not one row of Z for each Y"
	}
	for _, row := range append([][]float64{f.Levels}, f.Z...) {
		if !finite(row) {
			return "the field has a value that is not finite"
		}
	}
	for _, row := range f.Z {
		if len(row) != len(f.X) {
			return "a row of the field has not one value for each X"
		}
	}
	return ""
}

func increasing(x []float64) bool {
	for i := 1; i < len(x); i++ {
		if !(x[i-1] < x[i]) {
			return false
		}
	}
	return finite(x)
}

func finite(x []float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
