package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// starts are all rules, with the variance of a weight and of a bias between layers of n and m units.
var starts = []struct {
	start          Start
	mean           float64
	weights        func(n, m float64) float64
	biases         func(n float64) float64
	uniform        bool
	biasesHaveMean bool
}{
	{UniformFanIn{}, 0, func(n, _ float64) float64 { return 1 / n / 3 }, func(n float64) float64 { return 1 / n / 3 }, true, true},
	{GlorotUniform{}, 0, func(n, m float64) float64 { return 2 / (n + m) }, nil, true, false},
	{GlorotNormal{}, 0, func(n, m float64) float64 { return 2 / (n + m) }, nil, false, false},
	{He{}, 0, func(n, _ float64) float64 { return 2 / n }, nil, false, false},
	{LeCun{}, 0, func(n, _ float64) float64 { return 1 / n }, nil, false, false},
	{Gaussian{Mean: -1, Deviation: 0.5}, -1, func(_, _ float64) float64 { return 0.25 }, nil, false, false},
	{Gaussian{Mean: 2, Deviation: 0.1, Biases: true}, 2, func(_, _ float64) float64 { return 0.01 }, func(float64) float64 { return 0.01 }, false, true},
}

// TestMoments: weights have the published mean, variance and fourth moment, biases theirs or
// are 0, all within five standard deviations of what so many draws give.
func TestMoments(t *testing.T) {
	widths := []int{40, 90, 300, 7}
	for i, c := range starts {
		r := rand.New(rand.NewPCG(31, uint64(i)))
		total := 0
		for l, m := range widths[1:] {
			total += (widths[l] + 1) * m
		}
		w := make([]float64, total)
		c.start.Draw(w, widths, true, r)
		for l, m := range widths[1:] {
			n := widths[l]
			what := fmt.Sprintf("%#v, layer %d", c.start, l+1)
			moments(t, what, w[:n*m], c.mean, c.weights(float64(n), float64(m)), c.uniform)
			biases := w[n*m:][:m]
			if c.biases != nil {
				moments(t, what+", biases", biases, c.mean, c.biases(float64(n)), c.uniform)
			}
			for _, b := range biases {
				if (b != 0) != c.biasesHaveMean {
					t.Fatalf("%s: a bias of %v", what, b)
				}
			}
			w = w[(n+1)*m:]
		}
	}
}

func moments(t *testing.T, what string, x []float64, mean, variance float64, uniform bool) {
	t.Helper()
	n, sigma := float64(len(x)), math.Sqrt(variance)
	var first, second, fourth, reach float64
	for _, v := range x {
		z := (v - mean) / sigma
		first, second, fourth, reach = first+z/n, second+z*z/n, fourth+z*z*z*z/n, max(reach, math.Abs(z))
	}
	kurtosis, eighth := 3.0, 105.0
	if uniform {
		kurtosis, eighth = 9./5, 9.
		if reach > math.Sqrt(3)*(1+0x1p-50) || n > 1000 && reach < 1.7 {
			t.Errorf("%s: the largest is %v standard deviations from the mean", what, reach)
		}
	}
	for _, m := range []struct{ got, want, variance float64 }{{first, 0, 1}, {second, 1, kurtosis - 1}, {fourth, kurtosis, eighth - kurtosis*kurtosis}} {
		if !(math.Abs(m.got-m.want) <= 5*math.Sqrt(m.variance/n)) {
			t.Errorf("%s: a moment of %v in place of %v", what, m.got, m.want)
		}
	}
}

// TestOrderOfDraws: layer by layer, so that a net with one layer more begins with the same
// numbers; and without biases the weights of the first layer are the same.
func TestOrderOfDraws(t *testing.T) {
	for _, c := range starts {
		short, long, bare := make([]float64, 4*3+3), make([]float64, 4*3+3+3*4+4), make([]float64, 4*3)
		c.start.Draw(short, []int{4, 3}, true, keyed(32)(0))
		c.start.Draw(long, []int{4, 3, 4}, true, keyed(32)(0))
		c.start.Draw(bare, []int{4, 3}, false, keyed(32)(0))
		sameBits(t, fmt.Sprintf("%#v", c.start), long[:len(short)], short)
		sameBits(t, fmt.Sprintf("%#v, without biases", c.start), bare, short[:len(bare)])
	}
	// By hand: two weights of each of two units, then their biases.
	w, r := make([]float64, 6), keyed(33)(0)
	UniformFanIn{}.Draw(w, []int{2, 2}, true, keyed(33)(0))
	want := make([]float64, 6)
	for i := range want {
		want[i] = 1 / math.Sqrt(2) * (2*r.Float64() - 1)
	}
	sameBits(t, "by hand", w, want)
}

func TestDrawRefusesLengths(t *testing.T) {
	for _, c := range starts {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%#v takes a net of another size", c.start)
				}
			}()
			c.start.Draw(make([]float64, 6), []int{2, 2}, false, keyed(34)(0))
		}()
	}
}
