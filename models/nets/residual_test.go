package nets

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
	"saddle/models/data"
)

func mustResidual(t testing.TB, c ResidualConfig) *Residual {
	t.Helper()
	n, err := NewResidual(c)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// classified returns n samples of d inputs in k classes.
func classified(t testing.TB, r *rand.Rand, n, d, k int) *data.Set {
	t.Helper()
	c := data.Config{}
	for range n {
		c.X, c.Labels = append(c.X, normals(r, d, 1)), append(c.Labels, r.IntN(k))
	}
	c.Labels[0] = k - 1
	set, err := data.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func batchOf(set *data.Set) models.Batch {
	return models.Batch{X: slices.Concat(set.X()...), Labels: set.Labels()}
}

// A residualCase is a net with parameters and data.
type residualCase struct {
	net *Residual
	set *data.Set
	w   []float64
	r   *rand.Rand
}

// eachResidual calls f for nets of several shapes.
func eachResidual(t *testing.T, f func(what string, c residualCase)) {
	t.Helper()
	for i, c := range []ResidualConfig{
		{Inputs: 1, Width: 1, Depth: 2, Classes: 2},
		{Inputs: 3, Width: 2, Depth: 4, Classes: 3, Skip: true},
		{Inputs: 2, Width: 3, Depth: 5, Classes: 2, Skip: true, Epsilon: 0.1},
		{Inputs: 4, Width: 5, Depth: 6, Classes: 4, Skip: true},
		{Inputs: 3, Width: 4, Depth: 6, Classes: 3, Epsilon: 0.5, Momentum: 1},
		{Inputs: 2, Width: 3, Depth: 8, Classes: 3, Skip: true, Momentum: 0.3},
	} {
		r := rand.New(rand.NewPCG(71, uint64(i)))
		n := mustResidual(t, c)
		w := normals(r, n.Dim(), 0.7)
		for j := range w {
			w[j] += 0.2
		}
		f(fmt.Sprintf("%+v", c), residualCase{n, classified(t, r, 2+i*3, c.Inputs, c.Classes), w, r})
	}
}

// near fails unless got is want up to some part of its largest number.
func near(t *testing.T, what string, got, want []float64, part float64) {
	t.Helper()
	size := 1e-300
	for _, x := range want {
		size = max(size, math.Abs(x))
	}
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= part*size) {
			t.Errorf("%s: number %d is %v, want %v", what, i, got[i], want[i])
			return
		}
	}
}

// trainingTape is the loss of a batch that is normalised by itself, as its formula.
func trainingTape(c residualCase) *models.Tape {
	s := &c.net.shape
	return models.Trace(s.dim, func(w []models.Var) models.Var {
		var a [][]models.Var
		for _, x := range c.set.X() {
			row := make([]models.Var, len(x))
			for p, v := range x {
				row[p] = models.Const(v)
			}
			a = append(a, row)
		}
		n := models.Rat(1, int64(len(a)))
		z := s.tape(w, a, func(_ int, u [][]models.Var) [][]models.Var {
			out := make([][]models.Var, len(u))
			for j := range u[0] {
				var column, squares []models.Var
				for i := range u {
					column = append(column, u[i][j])
				}
				mean := models.Sum(column...).Mul(n)
				for i := range u {
					squares = append(squares, u[i][j].Sub(mean).Sqr())
				}
				deviation := models.Sum(squares...).Mul(n).Add(models.Const(s.config.Epsilon)).Sqrt()
				for i := range u {
					out[i] = append(out[i], u[i][j].Sub(mean).Div(deviation))
				}
			}
			return out
		})
		var losses []models.Var
		for i, label := range c.set.Labels() {
			losses = append(losses, models.CrossEntropyOf(z[i], label))
		}
		return models.Sum(losses...).Mul(n)
	})
}

// TestResidualBatchAgainstTape: in training, loss and gradient are those of the formula, in which means and
// variances depend on the parameters.
func TestResidualBatchAgainstTape(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		eachResidual(t, func(what string, c residualCase) {
			tape := trainingTape(c)
			got, want := make([]float64, len(c.w)), make([]float64, len(c.w))
			loss, wrong := c.net.LossGradient(got, c.w, batchOf(c.set))
			tape.Gradient(want, c.w)
			near(t, what+": loss", []float64{loss}, []float64{tape.Loss(c.w)}, 1e-12)
			near(t, what+": gradient", got, want, 1e-10)
			if again, count := c.net.Loss(c.w, batchOf(c.set)); again != loss || count != wrong {
				t.Errorf("%s: Loss has %v, %d, LossGradient %v, %d", what, again, count, loss, wrong)
			}
		})
	})
}

// evaluation returns the loss in evaluation, by statistics that belong to no batch.
func (c residualCase) evaluation(t testing.TB) *ResidualLoss {
	t.Helper()
	s := newStatistics(c.net.shape.config)
	for l := range s.Mean {
		for j := range s.Mean[l] {
			s.Mean[l][j], s.Variance[l][j] = c.r.NormFloat64(), c.r.ExpFloat64()
		}
	}
	m, err := c.net.Evaluation(c.set, s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestResidualAgainstTape: in evaluation, loss, gradient and products with the Hessian are those of the formula.
func TestResidualAgainstTape(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		eachResidual(t, func(what string, c residualCase) {
			m := c.evaluation(t)
			tape, v := m.Tape(), normals(c.r, len(c.w), 1)
			got, want := make([]float64, len(c.w)), make([]float64, len(c.w))
			loss := m.LossGradient(got, c.w)
			tape.Gradient(want, c.w)
			near(t, what+": loss", []float64{loss}, []float64{tape.Loss(c.w)}, 1e-12)
			near(t, what+": gradient", got, want, 1e-11)
			if again := m.Loss(c.w); again != loss {
				t.Errorf("%s: Loss has %v, LossGradient %v", what, again, loss)
			}
			m.HessVec(got, c.w, v)
			tape.HessVec(want, c.w, v)
			near(t, what+": product", got, want, 1e-10)
			_, kink := m.Kink(c.w)
			_, wanted := tape.Kink(c.w)
			near(t, what+": kink", []float64{kink}, []float64{wanted}, 1e-9)
		})
	})
}
