package train

import (
	"fmt"
	"math"
	"testing"

	"saddle/models"
)

func twoNames(f func(x, y models.Var) models.Var) *models.Tape {
	return models.Trace(2, func(w []models.Var) models.Var { return f(w[0], w[1]) })
}

func rosenbrock() *models.Tape {
	return twoNames(func(x, y models.Var) models.Var {
		return models.Rat(1, 1).Sub(x).Sqr().Add(models.Rat(100, 1).Mul(y.Sub(x.Sqr()).Sqr()))
	})
}

// monkey is the monkey saddle, which has no minimum.
func monkey() *models.Tape {
	return twoNames(func(x, y models.Var) models.Var {
		return x.Pow(3).Sub(models.Rat(3, 1).Mul(x).Mul(y.Sqr()))
	})
}

type walker func(m models.Model, w []float64, o *WalkOptions) Walk

// Every method ends where it should, from the same start.
func TestWalks(t *testing.T) {
	saddle := twoNames(func(x, y models.Var) models.Var { return x.Sqr().Sub(y.Sqr()).Add(y.Pow(4)) }) // minima at y = ±√½
	root := math.Sqrt(0.5)
	for name, c := range map[string]struct {
		f    walker
		m    models.Model
		w    []float64
		o    *WalkOptions
		stop Stop
		want []float64
	}{
		"descent":         {Descend, rosenbrock(), []float64{0, 0}, &WalkOptions{Steps: 50000, Tolerance: 1e-7}, Converged, []float64{1, 1}},
		"saddle-free":     {SaddleFreeNewton, rosenbrock(), []float64{-1.2, 1}, nil, Converged, []float64{1, 1}},
		"Newton":          {Newton, rosenbrock(), []float64{-1.2, 1}, nil, Converged, []float64{1, 1}},
		"Newton, saddle":  {Newton, saddle, []float64{0.3, 0.1}, nil, Converged, []float64{0, 0}},
		"away from it":    {SaddleFreeNewton, saddle, []float64{0.3, 0.1}, nil, Converged, []float64{0, root}},
		"the other way":   {Descend, saddle, []float64{0.3, -0.1}, &WalkOptions{Steps: 5000, Tolerance: 1e-6}, Converged, []float64{0, -root}},
		"to nowhere":      {Descend, monkey(), []float64{-1, 0.1}, &WalkOptions{Radius: 100}, Left, nil},
		"along a kink":    {Compass, twoNames(func(x, y models.Var) models.Var { return x.Abs().Add(y.Sub(models.Rat(1, 3)).Abs()) }), []float64{0.3, -0.7}, nil, Stuck, []float64{0, 1.0 / 3}},
		"at once":         {Newton, saddle, []float64{0, 0}, nil, Converged, []float64{0, 0}},
		"one step":        {Descend, rosenbrock(), []float64{0, 0}, &WalkOptions{Steps: 1}, Spent, nil},
		"not a number":    {Newton, twoNames(func(x, y models.Var) models.Var { return x.Log() }), []float64{-1, 0}, nil, NotFinite, nil},
		"no critical one": {Newton, twoNames(func(x, y models.Var) models.Var { return x.Pow(3).Add(x) }), []float64{0.1, 0}, nil, Stuck, nil},
	} {
		way := c.f(c.m, c.w, c.o)
		if way.Stop != c.stop {
			t.Errorf("%s: %v at %v after %d steps, want %v", name, way.Stop, way.W, way.Steps, c.stop)
		}
		for i := range c.want {
			if math.Abs(way.W[i]-c.want[i]) > 1e-5 {
				t.Errorf("%s: ended at %v, want %v", name, way.W, c.want)
			}
		}
	}
}

// A descent never rises, and keeps all points if it is told to.
func TestWalksFall(t *testing.T) {
	for name, f := range map[string]walker{"descent": Descend, "saddle-free": SaddleFreeNewton} {
		start := []float64{-1.2, 1}
		way := f(rosenbrock(), start, &WalkOptions{Steps: 60, Keep: true})
		if len(way.Points) != way.Steps+1 || way.Points[0][0] != start[0] {
			t.Errorf("%s: %d points of %d steps", name, len(way.Points), way.Steps)
		}
		before := math.Inf(1)
		for _, w := range way.Points {
			loss := rosenbrock().Loss(w)
			if loss > before {
				t.Errorf("%s: the loss rises from %v to %v", name, before, loss)
			}
			before = loss
		}
	}
}

// Newton's method converges to a saddle, and the saddle-free one leaves it.
func ExampleSaddleFreeNewton() {
	m := twoNames(func(x, y models.Var) models.Var { return x.Sqr().Sub(y.Sqr()).Add(y.Pow(4)).Add(models.Rat(1, 1)) })
	start := []float64{0.3, 0.1}
	newton, free := Newton(m, start, nil), SaddleFreeNewton(m, start, nil)
	fmt.Printf("%v: loss %.2f\n", newton.Stop, newton.Loss)
	fmt.Printf("%v: loss %.2f\n", free.Stop, free.Loss)
	// Output:
	// converged: loss 1.00
	// converged: loss 0.75
}

// A bound of the step is kept, and the end is the same.
func TestLongestStep(t *testing.T) {
	bowl := models.Trace(2, func(w []models.Var) models.Var { return w[0].Sqr().Add(w[1].Sqr().Mul(models.Rat(3, 1))) })
	walk := Descend(bowl, []float64{2, 1}, &WalkOptions{Steps: 1000, Keep: true, Longest: 0.1})
	if walk.Stop != Converged {
		t.Errorf("%v", walk.Stop)
	}
	for i, w := range walk.Points[1:] {
		if d := math.Hypot(w[0]-walk.Points[i][0], w[1]-walk.Points[i][1]); d > 0.1*(1+1e-12) {
			t.Fatalf("step %d has length %v", i, d)
		}
	}
}
