package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
)

// walk makes steps with random gradients of n·runs numbers, times scale, and returns where
// they lead.
func walk(o Optimiser, seed uint64, n, steps int, scale float64) []float64 {
	r := rand.New(rand.NewPCG(21, seed))
	w := normals(r, n, 1)
	for range steps {
		o.Step(w, normals(r, n, scale))
	}
	return w
}

// TestSpecialCases: rules that are published as generalisations of others are so, bit for bit.
func TestSpecialCases(t *testing.T) {
	for _, c := range [][2]Method{
		{GradientDescent{Rate: 0.1}, Nesterov{Rate: 0.1}},
		{Adam{}, Adam{Rate: 0.001, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8}},
		{RMSprop{}, RMSprop{Rate: 0.001, Decay: 0.9, Epsilon: 1e-8}},
		{Adadelta{}, Adadelta{Decay: 0.95, Epsilon: 1e-6}},
		{RMSprop{Rate: 0.02, Decay: 0.7}, Adam{Rate: 0.02, Beta1: None, Beta2: 0.7, Uncorrected: true}},
		{RMSprop{Decay: None, Epsilon: None}, Adam{Beta1: None, Beta2: None, Epsilon: None}},
	} {
		want := walk(mustRule(t, c[0], 20, 1), 1, 20, 50, 1)
		sameBits(t, fmt.Sprintf("%#v", c), walk(mustRule(t, c[1], 20, 1), 1, 20, 50, 1), want)
	}
	// The heavy ball rounds v too.
	want := walk(mustRule(t, GradientDescent{Rate: 0.1}, 20, 1), 1, 20, 50, 1)
	near(t, "momentum 0", walk(mustRule(t, Momentum{Rate: 0.1}, 20, 1), 1, 20, 50, 1), want, 50*0x1p-52)
	// The step of a sign: its size is η.
	signs := mustRule(t, RMSprop{Decay: None, Epsilon: None}, 3, 1)
	w := make([]float64, 3)
	signs.Step(w, []float64{5, -1e-3, 0})
	near(t, "signs", w, []float64{-0.001, 0.001, 0}, 0x1p-60)
}

// TestScaleOfGradients: rules that divide by the size of the gradients make the same steps when
// all are 2ᵏ times as large, and the others 2ᵏ times as large ones.
func TestScaleOfGradients(t *testing.T) {
	const k = 0x1p20
	for _, c := range []struct {
		method Method
		same   bool
	}{
		{Adam{Epsilon: None}, true}, {RMSprop{Epsilon: None}, true}, {Adam{Epsilon: None, Uncorrected: true}, true},
		{Adadelta{Epsilon: 1e-40}, true}, // far below what it is added to
		{GradientDescent{Rate: 1}, false}, {Momentum{Rate: 1, Momentum: 0.5}, false}, {Nesterov{Rate: 1, Momentum: 0.5}, false},
	} {
		base := walk(mustRule(t, c.method, 20, 1), 2, 20, 50, 1)
		if c.same {
			sameBits(t, fmt.Sprintf("%#v", c.method), walk(mustRule(t, c.method, 20, 1), 2, 20, 50, k), base)
			continue
		}
		start := walk(mustRule(t, c.method, 20, 1), 2, 20, 0, 1)
		far := walk(mustRule(t, c.method, 20, 1), 2, 20, 50, k)
		for i := range far {
			far[i] = (far[i] - start[i]) / k
			base[i] -= start[i]
		}
		near(t, fmt.Sprintf("%#v", c.method), far, base, 100*pathBound)
	}
}

// TestSignOfGradients: with all signs changed all steps are.
func TestSignOfGradients(t *testing.T) {
	for _, m := range methods {
		r := rand.New(rand.NewPCG(22, 0))
		plus, minus := mustRule(t, m, 9, 1), mustRule(t, m, 9, 1)
		v, w := make([]float64, 9), make([]float64, 9)
		for range 30 {
			g := normals(r, 9, 1)
			plus.Step(v, g)
			for i := range g {
				g[i] = -g[i]
			}
			minus.Step(w, g)
		}
		for i := range w {
			if w[i] != -v[i] {
				t.Errorf("%#v: %v and %v", m, v[i], w[i])
			}
		}
	}
}

// TestInterleaved: a step of interleaved runs is one of each, bit for bit, though they start at
// different times and the others hold anything, at every level.
func TestInterleaved(t *testing.T) {
	const n, runs, steps = 5, 8, 40
	for _, m := range methods {
		eachLevel(t, func(t *testing.T) {
			all := mustRule(t, m, n, runs)
			r := rand.New(rand.NewPCG(23, 0))
			w := normals(r, n*runs, 1)
			var alone [runs]Optimiser
			var own [runs][]float64
			for step := range steps {
				g := normals(r, n*runs, 1)
				g[step%5*runs] = []float64{math.NaN(), math.Inf(1), 0x1p600, 0, 1}[step%5] // run 0 goes astray
				for run := range runs {
					if step == 4*run {
						all.Reset(run)
						alone[run], own[run] = mustRule(t, m, n, 1), column(w, run, runs)
					}
					if alone[run] != nil {
						alone[run].Step(own[run], column(g, run, runs))
					}
				}
				all.Step(w, g)
			}
			for run := range runs {
				sameBits(t, fmt.Sprintf("%#v, run %d", m, run), column(w, run, runs), own[run])
			}
		})
	}
}

// column returns the numbers of a run.
func column(w []float64, run, runs int) []float64 {
	var x []float64
	for i := run; i < len(w); i += runs {
		x = append(x, w[i])
	}
	return x
}

// TestZeroGradient: a gradient of 0 moves nothing that is at rest.
func TestZeroGradient(t *testing.T) {
	for _, m := range append(slices.Clone(methods), Adam{Epsilon: None}, RMSprop{Epsilon: None}) {
		w := normals(rand.New(rand.NewPCG(24, 0)), 12, 1)
		before := slices.Clone(w)
		o := mustRule(t, m, 12, 1)
		for range 3 {
			o.Step(w, make([]float64, 12))
		}
		sameBits(t, fmt.Sprintf("%#v", m), w, before)
	}
}

// TestLongRuns: after so many steps that β₁ᵗ and β₂ᵗ are gone, Adam is uncorrected.
func TestLongRuns(t *testing.T) {
	corrected, plain := mustRule(t, Adam{Beta2: 0.99}, 1, 1), mustRule(t, Adam{Beta2: 0.99, Uncorrected: true}, 1, 1)
	r := rand.New(rand.NewPCG(25, 0))
	v, w := []float64{0}, []float64{0}
	for step := range 6000 {
		if step == 5000 {
			w[0] = v[0]
		}
		g := normals(r, 1, 1)
		corrected.Step(v, g)
		plain.Step(w, g)
	}
	sameBits(t, "6000 steps", v, w)
}

func TestMethodsRefuse(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		arg     string
		methods []Method
	}{
		{"Rate", []Method{
			GradientDescent{}, GradientDescent{Rate: -1}, GradientDescent{Rate: nan}, GradientDescent{Rate: inf}, Momentum{}, Nesterov{},
			Adam{Rate: None}, Adam{Rate: inf}, RMSprop{Rate: nan}, RMSprop{Rate: -2},
		}},
		{"Momentum", []Method{Momentum{0.1, 1}, Momentum{0.1, -0.5}, Nesterov{0.1, nan}, Nesterov{0.1, None}}},
		{"Beta1", []Method{Adam{Beta1: 1}, Adam{Beta1: -0.1}, Adam{Beta1: nan}}},
		{"Beta2", []Method{Adam{Beta2: 1}, Adam{Beta2: -2}, Adam{Beta2: nan}}},
		{"Decay", []Method{RMSprop{Decay: 1}, RMSprop{Decay: -3}, Adadelta{Decay: 1.5}, Adadelta{Decay: nan}}},
		{"Epsilon", []Method{Adam{Epsilon: -2}, Adam{Epsilon: inf}, RMSprop{Epsilon: nan}, Adadelta{Epsilon: None}, Adadelta{Epsilon: nan}}},
	} {
		for _, m := range c.methods {
			if o, err := m.New(1, 1); o != nil || err == nil || err.(models.ErrArgument).Arg != c.arg {
				t.Errorf("%#v: %v, want one about %s", m, err, c.arg)
			}
		}
	}
}

func TestRulesRefuseLengths(t *testing.T) {
	for _, m := range methods {
		o := mustRule(t, m, 3, 2)
		for name, call := range map[string]func(){
			"w":   func() { o.Step(make([]float64, 5), make([]float64, 6)) },
			"g":   func() { o.Step(make([]float64, 6), make([]float64, 5)) },
			"-1":  func() { o.Reset(-1) },
			"2":   func() { o.Reset(2) },
			"n":   func() { m.New(-1, 1) },
			"run": func() { m.New(1, 0) },
		} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%#v: %s does not panic", m, name)
					}
				}()
				call()
			}()
		}
		w, g := make([]float64, 6), make([]float64, 6)
		if n := testing.AllocsPerRun(5, func() { o.Step(w, g); o.Reset(1) }); n > 0 {
			t.Errorf("%#v: %v allocations", m, n)
		}
	}
}
