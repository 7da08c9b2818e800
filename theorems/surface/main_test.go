package surface

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
)

// random returns n Gaussian numbers.
func random(r *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = r.NormFloat64()
	}
	return v
}

// net returns a fully connected net of three layers on a few samples, with a point.
func net(t *testing.T, r *rand.Rand, a models.Activation, bias bool, widths ...int) (*models.MLP, []float64) {
	t.Helper()
	c := models.MLPConfig{Widths: widths, Activation: a, Bias: bias}
	for range 5 {
		c.X, c.Y = append(c.X, random(r, widths[0])), append(c.Y, random(r, widths[len(widths)-1]))
	}
	m, err := models.NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	return m, random(r, m.Dim())
}

// direction returns v as it is.
func direction(v ...float64) Direction { return Direction{V: v, Origin: "given"} }

// same reports whether two surfaces have the same bits.
func same(a, b Surface) bool {
	return slices.EqualFunc(a.Z, b.Z, func(x, y []float64) bool { return slices.EqualFunc(x, y, equalBits) }) &&
		slices.EqualFunc(a.Made, b.Made, slices.Equal[[]bool])
}

// equalBits reports whether two numbers are the same, NaN being one.
func equalBits(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || math.IsNaN(x) && math.IsNaN(y)
}

func made(t *testing.T, loss Loss, p Plane, g Grid, o *Options) Surface {
	t.Helper()
	s, err := Of(t.Context(), loss, p, g, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func around(t *testing.T, w []float64, d ...Direction) Plane {
	t.Helper()
	p, err := Around(w, d...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
