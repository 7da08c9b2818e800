package spin

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
)

// Where a descent ends, the gradient along the sphere vanishes, no energy was higher, and for p = 2 the energy is half the least
// eigenvalue.
func TestDescend(t *testing.T) {
	eachGlass(t, func(what string, _ *rand.Rand, g *Glass, sigma []float64) {
		end, err := g.Descend(sigma, nil)
		if err != nil || !end.Converged {
			t.Fatalf("%s: %v, slope %v after %d steps", what, err, end.Slope, end.Steps)
		}
		n := float64(g.n)
		gradient := make([]float64, g.n)
		h, square, slope := g.Riemannian(gradient, end.Sigma), 0.0, 0.0
		for i, x := range end.Sigma {
			square += x * x
			slope += gradient[i] * gradient[i]
		}
		if math.Abs(square-n) > 1e-12*n || math.Sqrt(slope/n) > 1e-6 || math.Abs(h-n*end.Energy) > 1e-12*n || end.Energy > g.Loss(sigma)/n {
			t.Errorf("%s: |σ|² = %v, slope %v, energy %v", what, square, math.Sqrt(slope/n), end.Energy)
		}
		var a mat.SymDense
		var e mat.EigenSym
		if g.Tangent(&a, end.Sigma); !e.Factorize(&a, false) || e.Values(nil)[0] < -1e-4 {
			t.Errorf("%s: an end with the eigenvalues %v", what, e.Values(nil))
		}
		if g.p == 2 {
			var whole mat.SymDense
			if g.Hessian(&whole, sigma); !e.Factorize(&whole, false) || math.Abs(e.Values(nil)[0]/2-end.Energy) > 1e-9 {
				t.Errorf("%s: energy %v, half the least eigenvalue is %v", what, end.Energy, e.Values(nil)[0]/2)
			}
		}
	})
}

func TestDescendOptions(t *testing.T) {
	g, _ := Draw(rand.New(rand.NewPCG(2, 1)), 5, 3)
	sigma := []float64{1, 2, 3, 4, 5}
	var argument models.ErrArgument
	for _, o := range []DescendOptions{{Rate: -1}, {Rate: math.NaN()}, {Rate: math.Inf(1)}, {Steps: -1}, {Tolerance: -1}, {Tolerance: math.NaN()}} {
		if _, err := g.Descend(sigma, &o); !errors.As(err, &argument) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if _, err := g.Descend(make([]float64, 5), nil); !errors.As(err, &argument) {
		t.Error(err)
	}
	if _, err := g.Descend(sigma[:4], nil); !errors.As(err, new(models.ErrDimension)) {
		t.Error(err)
	}
	if _, err := g.Descend([]float64{1, 2, math.NaN(), 4, 5}, nil); !errors.As(err, new(models.ErrNotFinite)) {
		t.Error(err)
	}
	one, err := g.Descend(sigma, &DescendOptions{Steps: 1})
	if err != nil || one.Steps != 1 || one.Converged {
		t.Errorf("%+v, %v", one, err)
	}
	long, err := g.Descend(sigma, &DescendOptions{Rate: 1e6}) // halved until it leads down
	if err != nil || !long.Converged {
		t.Errorf("%+v, %v", long, err)
	}
	huge, err := g.Descend([]float64{1e200, 2e200, 3e200, 4e200, 5e200}, nil)
	usual, _ := g.Descend(sigma, nil)
	if err != nil || math.Abs(huge.Energy-usual.Energy) > 1e-12 {
		t.Errorf("%v and %v: a point is its ray", huge.Energy, usual.Energy)
	}
}

func BenchmarkGradient(b *testing.B) {
	for _, n := range []int{25, 100, 250, 500} {
		g, _ := Draw(rand.New(rand.NewPCG(1, 1)), n, 3)
		w, d := make([]float64, n), make([]float64, n)
		Point(rand.New(rand.NewPCG(1, 2)), w)
		b.Run(map[int]string{25: "n=25", 100: "n=100", 250: "n=250", 500: "n=500"}[n], func(b *testing.B) {
			for b.Loop() {
				g.Gradient(d, w)
			}
		})
	}
}
