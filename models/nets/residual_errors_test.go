package nets

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"saddle/models"
	"saddle/models/data"
)

func TestResidualRefuses(t *testing.T) {
	good := ResidualConfig{Inputs: 2, Width: 2, Depth: 3, Classes: 2}
	for want, spoil := range map[string]func(c *ResidualConfig){
		"models: bad Inputs: want at least one input":                                                       func(c *ResidualConfig) { c.Inputs = 0 },
		"models: bad Width: want at least one unit in a hidden layer":                                       func(c *ResidualConfig) { c.Width = -1 },
		"models: bad Depth: want at least two weight matrices, one hidden layer":                            func(c *ResidualConfig) { c.Depth = 1 },
		"models: bad Classes: want at least two classes":                                                    func(c *ResidualConfig) { c.Classes = 1 },
		"models: bad Epsilon: want a finite number above 0, or 0 for 1e-5":                                  func(c *ResidualConfig) { c.Epsilon = math.NaN() },
		"models: bad Momentum: want a number above 0, at most 1, or 0 for 0.1":                              func(c *ResidualConfig) { c.Momentum = 1.5 },
		"models: bad Inputs, Width, Depth and Classes: want sizes of a net of at most 268435456 parameters": func(c *ResidualConfig) { c.Depth = math.MaxInt },
	} {
		c := good
		spoil(&c)
		if _, err := NewResidual(c); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	for want, b := range map[string]models.Batch{
		"models: bad X: want at least 2 samples of 2 numbers":                 {X: []float64{1, 2}, Labels: []int{0}},
		"models: bad X: want rows of 2 numbers; its length 5 is no multiple":  {X: make([]float64, 5), Labels: []int{0, 1}},
		"models: bad Y: want nil; the targets of a net of classes are Labels": {X: make([]float64, 4), Y: make([]float64, 4)},
		"models: Labels has length 1, want 2":                                 {X: make([]float64, 4), Labels: []int{0}},
		"models: bad Labels[1]: want a class from 0 to 1":                     {X: make([]float64, 4), Labels: []int{0, 2}},
		"models: X[3] is NaN, want a finite number":                           {X: []float64{0, 0, 0, math.NaN()}, Labels: []int{0, 1}},
	} {
		if err := mustResidual(t, good).Check(b); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestEvaluationRefuses(t *testing.T) {
	n := mustResidual(t, ResidualConfig{Inputs: 2, Width: 2, Depth: 3, Classes: 2})
	set := func(c data.Config) *data.Set {
		s, err := data.New(c)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	good := set(data.Config{X: [][]float64{{1, 2}}, Labels: []int{1}})
	for want, c := range map[string]struct {
		set   *data.Set
		spoil func(s *Statistics)
	}{
		"models: bad set: want a data set with classes":             {nil, nil},
		"models: an input of set has length 1, want 2":              {set(data.Config{X: [][]float64{{1}}, Labels: []int{1}}), nil},
		"models: bad Labels[0]: want a class from 0 to 1":           {set(data.Config{X: [][]float64{{1, 2}}, Labels: []int{2}}), nil},
		"models: Mean has length 1, want 2":                         {good, func(s *Statistics) { s.Mean = s.Mean[:1] }},
		"models: Variance[1] has length 3, want 2":                  {good, func(s *Statistics) { s.Variance[1] = make([]float64, 3) }},
		"models: Mean[0][1] is +Inf, want a finite number":          {good, func(s *Statistics) { s.Mean[0][1] = math.Inf(1) }},
		"models: bad Variance[1][0]: want a variance of at least 0": {good, func(s *Statistics) { s.Variance[1][0] = -1 }},
	} {
		s := n.Statistics()
		if c.spoil != nil {
			c.spoil(&s)
			if err := n.SetStatistics(s); fmt.Sprint(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
		if _, err := n.Evaluation(c.set, s); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestResidualAllocations: nothing is allocated in a step, whatever the size of the batch after the largest, nor for a gradient or a
// product after the first.
func TestResidualAllocations(t *testing.T) {
	c := deep(t, 16, 2*evaluated+7, ResidualConfig{Inputs: 3, Width: 4, Depth: 6, Classes: 3, Skip: true})
	m, all := c.evaluation(t), batchOf(c.set)
	few := models.Batch{X: all.X[:3*11], Labels: all.Labels[:11]}
	g, v := make([]float64, len(c.w)), slices.Clone(c.w)
	pass := m.Pass(c.w)
	for what, f := range map[string]func(){
		"training": func() { c.net.LossGradient(g, c.w, all); c.net.LossGradient(g, c.w, few) },
		"loss":     func() { m.Loss(c.w) },
		"gradient": func() { m.Gradient(g, c.w) },
		"product":  func() { m.HessVec(g, c.w, v) },
		"pass":     func() { pass.HessVec(g, v) },
	} {
		if n := testing.AllocsPerRun(5, f); n != 0 {
			t.Errorf("%s: %v allocations", what, n)
		}
	}
	refuses(t, map[string]func(){
		"w too short":       func() { c.net.Loss(c.w[1:], few) },
		"dst too short":     func() { c.net.LossGradient(g[1:], c.w, few) },
		"one sample":        func() { c.net.Loss(c.w, models.Batch{X: all.X[:3], Labels: all.Labels[:1]}) },
		"v too short":       func() { m.HessVec(g, c.w, v[1:]) },
		"negative workers":  func() { _ = m.Losses(t.Context(), nil, nil, &LossesOptions{Workers: -1}) },
		"another length":    func() { _ = m.Losses(t.Context(), nil, nil, &LossesOptions{Wrong: []int{1}}) },
		"start of another":  func() { c.net.Draw(c.w[1:], c.r) },
		"quiet, of another": func() { c.net.Quiet(c.w[1:]) },
	})
}
