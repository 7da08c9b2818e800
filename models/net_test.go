package models

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models/internal/softmax"
	"saddle/spectra/f64"
)

func mustNet(t testing.TB, c MLPConfig) *Net {
	t.Helper()
	c.X, c.Y, c.Labels = nil, nil, nil
	n, err := NewNet(c)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// batchOf returns samples from … to−1 of c.
func batchOf(c MLPConfig, from, to int) Batch {
	b := Batch{X: slices.Concat(c.X[from:to]...)}
	if c.Criterion == CrossEntropy {
		b.Labels = c.Labels[from:to]
	} else {
		b.Y = slices.Concat(c.Y[from:to]...)
	}
	return b
}

// TestNetAgainstTape: one net takes batches of many sizes, large ones before small ones, and its loss and
// gradient are those of the formula.
func TestNetAgainstTape(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		n := mustNet(t, c)
		for range 3 {
			from := r.IntN(len(c.X))
			to := from + 1 + r.IntN(len(c.X)-from)
			part := c
			b := batchOf(c, from, to)
			part.X = c.X[from:to]
			if part.Labels = b.Labels; c.Criterion == Squared {
				part.Y = c.Y[from:to]
			}
			m := mustMLP(t, part)
			w := normals(r, m.Dim(), 1)
			got, want := make([]float64, m.Dim()), make([]float64, m.Dim())
			loss, _ := n.LossGradient(got, w, b)
			tape := m.Tape()
			bound := rounding(m.Dim()*m.samples, netSize(m, w, 0))
			compare(t, what+": loss", []float64{loss}, []float64{tape.Loss(w)}, bound)
			tape.Gradient(want, w)
			compare(t, what+": gradient", got, want, bound)
		}
	})
}

// TestNetBits: with the same samples, a net has the bits of an MLP, in loops, in kernels and in spans.
func TestNetBits(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 0))
	for _, samples := range []int{1, 7, 100, spanSamples, spanSamples + 1, 2*spanSamples + 77, 3} {
		for _, c := range []MLPConfig{
			{Widths: []int{1, 1, 1}, Activation: ReLU, Criterion: Squared},
			{Widths: []int{5, 9, 3}, Activation: ReLU, Bias: true, Criterion: CrossEntropy},
			{Widths: []int{12, 17, 6, 10}, Activation: Sigmoid, Bias: true, Mean: true, Criterion: CrossEntropy},
			{Widths: []int{3, 7, 5, 2}, Activation: LeakyReLU, Criterion: Squared, Mean: true, Decay: 0.125},
		} {
			c = randomNet(r, c, samples)
			m, n := mustMLP(t, c), mustNet(t, c)
			w := normals(r, m.Dim(), 0.5)
			got, want := make([]float64, m.Dim()), make([]float64, m.Dim())
			b := batchOf(c, 0, samples)
			loss, wrong := n.LossGradient(got, w, b)
			wanted := m.LossGradient(want, w)
			if !slices.Equal(got, want) {
				t.Errorf("%v, %d samples: not the gradient of an MLP", c.Widths, samples)
			}
			if samples <= spanSamples && loss != wanted || !(math.Abs(loss-wanted) <= rounding(samples, wanted)) {
				t.Errorf("%v, %d samples: loss %v, want %v", c.Widths, samples, loss, wanted)
			}
			if again, count := n.Loss(w, b); again != loss || count != wrong {
				t.Errorf("%v, %d samples: Loss has %v, %d, LossGradient %v, %d", c.Widths, samples, again, count, loss, wrong)
			}
			outputs := make([]float64, samples*c.Widths[len(c.Widths)-1])
			n.Outputs(outputs, w, b.X)
			checkOutputs(t, m, w, c, outputs, wrong)
		}
	}
}

// checkOutputs compares outputs with those of an MLP one by one, and the samples that are wrong.
func checkOutputs(t *testing.T, m *MLP, w []float64, c MLPConfig, outputs []float64, wrong int) {
	t.Helper()
	count, k := 0, c.Widths[len(c.Widths)-1]
	want := make([]float64, k)
	for s, x := range c.X {
		m.Outputs(want, w, x)
		compare(t, "outputs", outputs[s*k:][:k], want, rounding(m.Dim(), netSize(m, w, 0)))
		if c.Criterion == CrossEntropy && softmax.Largest(want) != c.Labels[s] {
			count++
		}
	}
	if count != wrong {
		t.Errorf("%v: %d wrong, want %d", c.Widths, wrong, count)
	}
}

// TestNetWrong: a tie is wrong, and so is a NaN.
func TestNetWrong(t *testing.T) {
	n := mustNet(t, MLPConfig{Widths: []int{1, 3}, Bias: true, Criterion: CrossEntropy})
	for _, c := range []struct {
		biases []float64
		label  int
		wrong  int
	}{
		{[]float64{0, 0, 0}, 0, 2}, {[]float64{1, 0, 0}, 0, 0}, {[]float64{1, 0, 1}, 0, 2}, {[]float64{1, 0, 2}, 0, 2},
		{[]float64{1, 0, 2}, 2, 0}, {[]float64{math.NaN(), 0, 2}, 2, 2}, {[]float64{0, math.NaN(), 2}, 1, 2},
	} {
		w := append(make([]float64, 3), c.biases...)
		if _, wrong := n.Loss(w, Batch{X: []float64{1, 2}, Labels: []int{c.label, c.label}}); wrong != c.wrong {
			t.Errorf("outputs %v, label %d: %d wrong, want %d", c.biases, c.label, wrong, c.wrong)
		}
	}
}

// TestNetGradientOf: any loss of the outputs, here those that a net has anyway, and the sum of the outputs.
func TestNetGradientOf(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 0))
	for _, samples := range []int{5, 300} {
		c := randomNet(r, MLPConfig{Widths: []int{4, 8, 2}, Activation: Tanh, Bias: true, Criterion: Squared, Mean: true}, samples)
		n, b := mustNet(t, c), batchOf(c, 0, samples)
		w := normals(r, n.Dim(), 1)
		got, want := make([]float64, n.Dim()), make([]float64, n.Dim())
		n.LossGradient(want, w, b)
		n.GradientOf(got, w, b.X, func(from int, delta, z f64.Matrix) {
			for i := range z.Rows {
				for j := range z.Cols {
					delta.Set(i, j, (z.At(i, j)-c.Y[from+i][j])*(1/float64(samples)))
				}
			}
		})
		if !slices.Equal(got, want) {
			t.Errorf("%d samples: squares by hand are not the bits of Squared", samples)
		}
		n.GradientOf(got, w, b.X, func(_ int, delta, z f64.Matrix) {
			for i := range z.Rows {
				delta.Set(i, 0, 1)
				delta.Set(i, 1, 0)
			}
		})
		if first, second := got[len(got)-2], got[len(got)-1]; first != float64(samples) || second != 0 {
			t.Errorf("%d samples: the sum of the first outputs has slopes %v and %v in the biases", samples, first, second)
		}
	}
}

// TestNetOff: units are off if no sample has them on, of whatever span.
func TestNetOff(t *testing.T) {
	x := make([]float64, 300)
	for i := range x {
		x[i] = float64(i)
	}
	w := []float64{1, -1, 1, 1, 0, 0, -299, -298, 0, 0, 0, 0, 0, 0, 0, 0, 0} // 4 units: x, −x, x − 299, x − 298; then one of 0
	n := mustNet(t, MLPConfig{Widths: []int{1, 4, 1, 2}, Activation: ReLU, Bias: true})
	if got, want := n.Off(w, x), []int{2, 1}; !slices.Equal(got, want) {
		t.Errorf("%v units are off, want %v", got, want)
	}
	if got, want := n.Off(w, x[:299]), []int{3, 1}; !slices.Equal(got, want) {
		t.Errorf("%v units are off without the last sample, want %v", got, want)
	}
	n = mustNet(t, MLPConfig{Widths: []int{1, 4, 1, 2}, Activation: Sigmoid, Bias: true})
	if got := n.Off(w, x); !slices.Equal(got, []int{0, 0}) {
		t.Errorf("%v sigmoids are off", got)
	}
}

func TestNetAllocations(t *testing.T) {
	r := rand.New(rand.NewPCG(44, 0))
	c := randomNet(r, MLPConfig{Widths: []int{20, 30, 3}, Activation: ReLU, Bias: true, Criterion: CrossEntropy}, 300)
	n := mustNet(t, c)
	w, dst := normals(r, n.Dim(), 1), make([]float64, n.Dim())
	large, small := batchOf(c, 0, 300), batchOf(c, 5, 8)
	if got := testing.AllocsPerRun(20, func() {
		n.LossGradient(dst, w, large)
		n.LossGradient(dst, w, small)
		n.Loss(w, large)
	}); got != 0 {
		t.Errorf("%v allocations", got)
	}
}

func TestNetRefuses(t *testing.T) {
	c := MLPConfig{Widths: []int{2, 3}, Criterion: CrossEntropy}
	n := mustNet(t, c)
	squared := mustNet(t, MLPConfig{Widths: []int{2, 3}})
	nan := math.NaN()
	for name, k := range map[string]struct {
		net  *Net
		b    Batch
		want error
	}{
		"nothing":         {n, Batch{}, ErrArgument{"X", "at least one sample"}},
		"ragged":          {n, Batch{X: []float64{1, 2, 3}, Labels: []int{0}}, ErrArgument{"X", "rows of 2 numbers; its length 3 is no multiple"}},
		"few labels":      {n, Batch{X: []float64{1, 2, 3, 4}, Labels: []int{0}}, ErrDimension{"Labels", 1, 2}},
		"label too large": {n, Batch{X: []float64{1, 2}, Labels: []int{3}}, ErrArgument{"Labels[0]", "a class from 0 to 2"}},
		"negative label":  {n, Batch{X: []float64{1, 2}, Labels: []int{-1}}, ErrArgument{"Labels[0]", "a class from 0 to 2"}},
		"targets":         {n, Batch{X: []float64{1, 2}, Y: []float64{1}}, ErrArgument{"Y", "nil with CrossEntropy, whose targets are Labels"}},
		"labels":          {squared, Batch{X: []float64{1, 2}, Labels: []int{1}}, ErrArgument{"Labels", "nil with Squared, whose targets are Y"}},
		"few targets":     {squared, Batch{X: []float64{1, 2}, Y: []float64{1, 2}}, ErrDimension{"Y", 2, 3}},
		"not finite":      {squared, Batch{X: []float64{1, 2}, Y: []float64{1, math.Inf(1), 0}}, ErrNotFinite{"Y[1]", math.Inf(1)}},
	} {
		err := k.net.Check(k.b)
		if err != k.want {
			t.Errorf("%s: %v, want %v", name, err, k.want)
		}
		if errors.As(err, new(ErrNotFinite)) {
			continue
		}
		mustPanic(t, k.want.Error(), func() { k.net.Loss(make([]float64, 6), k.b) })
		mustPanic(t, k.want.Error(), func() { k.net.LossGradient(make([]float64, 6), make([]float64, 6), k.b) })
	}
	if err := n.Check(Batch{X: []float64{1, nan}, Labels: []int{0}}); fmt.Sprint(err) != "models: X[1] is NaN, want a finite number" {
		t.Error(err)
	}
	for name, c := range map[string]MLPConfig{
		"models: bad X, Y and Labels: want none of them: the samples of a net come in batches": {Widths: []int{1, 2}, X: [][]float64{{1}}},
		"models: bad Criterion: want Squared or CrossEntropy":                                  {Widths: []int{1, 2}, Criterion: 2},
		"models: bad Widths[1]: want a width of at least 1":                                    {Widths: []int{1, 0}},
	} {
		if _, err := NewNet(c); fmt.Sprint(err) != name {
			t.Errorf("%v, want %s", err, name)
		}
	}
}
