package relu

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/models"
	"saddle/spectra/rational"
)

// descend trains the net from a random start.
func descend(t *testing.T, n Net, rng *rand.Rand, steps int) []float64 {
	t.Helper()
	c := models.MLPConfig{Widths: n.Widths, Activation: models.ReLU, Bias: !n.NoBiases}
	for s := range n.X.Rows {
		x, y := make([]float64, n.X.Cols), make([]float64, n.Y.Cols)
		for j := range x {
			x[j], _ = n.X.At(s, j).Float64()
		}
		for j := range y {
			y[j], _ = n.Y.At(s, j).Float64()
		}
		c.X, c.Y = append(c.X, x), append(c.Y, y)
	}
	m, err := models.NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	w, g := make([]float64, m.Dim()), make([]float64, m.Dim())
	for i := range w {
		w[i] = rng.NormFloat64()
	}
	for k := range steps {
		m.Gradient(g, w)
		rate := .02 / math.Sqrt(1+float64(k)/1000)
		for i := range w {
			w[i] -= rate * g[i]
		}
	}
	return w
}

// Descent from random starts ends at minima that are not global, which are proved.
func TestMinimaAreFound(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	n := Net{Widths: []int{1, 3, 1}, Activation: ReLU, X: column(-2, -1, 0, 1, 2), Y: column(1, -1, 2, -2, 1)}
	starts := 60
	if testing.Short() {
		starts = 12
	}
	count := map[string]int{}
	for range starts {
		w, err := Polish(n, descend(t, n, rng, 3000), 1e-3)
		if errors.As(err, new(ErrPolish)) {
			count["another cell"]++
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		d, err := Decide(n, w, nil)
		if err != nil {
			t.Fatal(err)
		}
		count[d.Class()]++
	}
	t.Log(count)
	if count["minimum"]+count["minimum, kink"] < starts/6 {
		t.Errorf("%v", count)
	}
}

// A point that is polished has the least loss of those in its cell, and one that is exact stays.
func TestPolishKeepsMinima(t *testing.T) {
	n := Net{Widths: []int{1, 1, 1}, Activation: ReLU, X: column(5, 4, 3, 1, -1), Y: column(2, 1, 0, -3, 3)}
	w, err := Polish(n, []float64{1.001, -3.004, 1, .01}, 1e-2)
	if err != nil {
		t.Fatal(err)
	}
	if d, err := Decide(n, w, nil); err != nil || d.Kind != Minimum || d.Loss.RatString() != "9" {
		t.Errorf("%v at %v, %v", d, w, err)
	}
}

func TestWrongPolish(t *testing.T) {
	n := Net{Widths: []int{1, 1, 1}, Activation: ReLU, X: column(1), Y: column(2)}
	two := Net{Widths: []int{1, 1, 2}, Activation: ReLU, X: column(1), Y: rational.Ints(1, 2, []int{1, 2})}
	for _, c := range []struct {
		net  Net
		w    []float64
		near float64
	}{
		{n, []float64{1, 2, 3}, 0}, {n, []float64{1, 2, 3, math.NaN()}, 0}, {n, []float64{1, 2, 3, math.Inf(1)}, 0},
		{n, []float64{1, 2, 3, 4}, -1}, {n, []float64{1, 2, 3, 4}, math.NaN()}, {two, make([]float64, two.Dim()), 0},
	} {
		if w, err := Polish(c.net, c.w, c.near); !errors.As(err, new(ErrNet)) {
			t.Errorf("%v, %v", w, err)
		}
	}
}
