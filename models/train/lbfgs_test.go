package train_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/models"
	"saddle/models/train"
)

// On a convex quadratic of n variables LBFGS with more pairs than that ends at the solution in few
// steps, however long the valley is; gradient descent does not.
func TestLBFGSOnAQuadratic(t *testing.T) {
	const n = 12
	valley := models.Trace(n, func(w []models.Var) (sum models.Var) {
		for i, x := range w {
			if i > 0 {
				x = x.Sub(w[i-1].Div(models.Rat(3, 1)))
			}
			sum = sum.Add(x.Sub(models.Rat(1, 1)).Sqr().Mul(models.Const(math.Pow(3.7, float64(i)))))
		}
		return sum
	})
	o := &train.WalkOptions{Steps: 150, Tolerance: 1e-8}
	w := train.LBFGS(valley, make([]float64, n), o)
	if w.Stop != train.Converged || w.Loss > 1e-15 {
		t.Fatalf("%v after %d steps at %v, the loss %v", w.Stop, w.Steps, w.Size, w.Loss)
	}
	if d := train.Descend(valley, make([]float64, n), o); d.Stop == train.Converged {
		t.Errorf("gradient descent converges in %d steps: the valley is no test", d.Steps)
	}
}

// It goes down at every step, from saddles and curves too, and stops at the floor.
func TestLBFGSGoesDown(t *testing.T) {
	rosenbrock := models.Trace(2, func(w []models.Var) models.Var {
		return w[1].Sub(w[0].Sqr()).Sqr().Mul(models.Rat(100, 1)).Add(models.Rat(1, 1).Sub(w[0]).Sqr())
	})
	double := models.Trace(2, func(w []models.Var) models.Var {
		return w[0].Sqr().Sub(models.Rat(1, 1)).Sqr().Add(w[1].Sqr())
	})
	r := rand.New(rand.NewPCG(5, 5))
	for range 50 {
		start := []float64{r.NormFloat64(), r.NormFloat64()}
		for name, m := range map[string]*models.Tape{"Rosenbrock": rosenbrock, "double well": double} {
			w := train.LBFGS(m, start, &train.WalkOptions{Steps: 500, Keep: true})
			if w.Stop != train.Converged || w.Loss > 1e-12 {
				t.Errorf("%s from %v: %v at %v after %d steps", name, start, w.Stop, w.Loss, w.Steps)
			}
			last := math.Inf(1)
			for _, p := range w.Points {
				loss := m.Loss(p)
				if loss >= last {
					t.Errorf("%s from %v: the loss goes from %v to %v", name, start, last, loss)
				}
				last = loss
			}
			const floor = 0.1
			w = train.LBFGS(m, start, &train.WalkOptions{Steps: 500, Floor: floor, Keep: true})
			if before := len(w.Points) - 2; w.Stop != train.Low || w.Loss >= floor || before >= 0 && m.Loss(w.Points[before]) < floor {
				t.Errorf("%s from %v: %v at %v, with a floor of %v", name, start, w.Stop, w.Loss, floor)
			}
		}
	}
}
