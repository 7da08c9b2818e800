package surface

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestSurfaceOfAQuadratic: on ½xᵀHx + gᵀx the surface at (α, β) is that of VᵀHV, of any shape of grid. Integers of a few bits make every
// operation exact, so the comparison is one of bits: a transposed grid, rows counted as columns and positions by repeated addition fail.
func TestSurfaceOfAQuadratic(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, shape := range [][2]Axis{{{-1, 1, 5}, {-2, 4, 7}}, {{-1, 1, 3}, {}}, {{0, 2, 9}, {-3, 0, 4}}, {{-.5, .25, 4}, {-1, 1, 3}}, {{}, {-1, 1, 3}}} {
		n := 4
		small := func() []float64 {
			v := make([]float64, n)
			for i := range v {
				v[i] = float64(r.IntN(9) - 4)
			}
			return v
		}
		h, g := [][]float64{small(), small(), small(), small()}, small()
		quadratic := func(x []float64) float64 {
			sum := 0.0
			for i := range x {
				sum += g[i] * x[i]
				for j := range x {
					sum += x[i] * h[i][j] * x[j] / 2
				}
			}
			return sum
		}
		form := func(x, y []float64) (s float64) {
			for i := range x {
				for j := range y {
					s += x[i] * (h[i][j] + h[j][i]) / 2 * y[j]
				}
			}
			return s
		}
		dot := func(x, y []float64) (s float64) {
			for i := range x {
				s += x[i] * y[i]
			}
			return s
		}
		c, d, e := small(), direction(small()...), direction(small()...)
		grid := Grid{shape[0], shape[1]}
		s := made(t, Func(n, quadratic), around(t, c, d, e), grid, nil)
		if len(s.Z) != shape[1].Len() || len(s.Z[0]) != shape[0].Len() {
			t.Fatalf("%d × %d losses of %+v", len(s.Z), len(s.Z[0]), grid)
		}
		for i, row := range s.Z {
			for j, z := range row {
				a, b := grid.X.At(j), grid.Y.At(i)
				want := quadratic(c) + a*(dot(g, d.V)+form(c, d.V)) + b*(dot(g, e.V)+form(c, e.V)) + a*a/2*form(d.V, d.V) + a*b*form(d.V, e.V) + b*b/2*form(e.V, e.V)
				if z != want {
					t.Errorf("%+v: the loss at (%v, %v) is %v, want %v", grid, a, b, z, want)
				}
			}
		}
	}
}

// TestTheCentreIsANode: of every axis that is accepted; the ends are exact, the nodes increase, and one of each side is as far as it should be.
func TestTheCentreIsANode(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		a := Axis{-math.Ldexp(r.Float64(), r.IntN(9)-4), math.Ldexp(r.Float64(), r.IntN(9)-4), 3 + r.IntN(60)}
		switch r.IntN(5) {
		case 0:
			a.From = 0
		case 1:
			a.To = 0
		}
		if err := a.check("X"); err != nil {
			t.Fatal(err)
		}
		x := a.All()
		if len(x) != a.Nodes || x[a.Centre()] != 0 || x[0] != a.From || x[len(x)-1] != a.To {
			t.Fatalf("%+v has the nodes %v", a, x)
		}
		for i := 1; i < len(x); i++ {
			if !(x[i] > x[i-1]) {
				t.Fatalf("%+v: node %d is %v, after %v", a, i, x[i], x[i-1])
			}
		}
	}
	if x := (Axis{-.2, 1.2, 29}).All(); x[4] != 0 || x[24] != 1 {
		t.Errorf("0 and 1 are no nodes of %v", x)
	}
	if x := Symmetric(1, 25); x.Nodes != 51 || x.At(25) != 0 || x.At(13) != -.48 {
		t.Errorf("%v", x.All())
	}
}

// TestGridsThatCannotBe are typed errors that name the argument.
func TestGridsThatCannotBe(t *testing.T) {
	p := around(t, []float64{1, 2}, direction(1, 0), direction(0, 1))
	line := around(t, []float64{1, 2}, direction(1, 0))
	nan := math.NaN()
	for _, g := range []Grid{{X: Axis{-1, 1, 2}}, {X: Axis{-1, 1, 1}}, {X: Axis{.5, 1, 3}}, {X: Axis{-1, -.5, 3}}, {X: Axis{nan, 1, 3}}, {X: Axis{-1, math.Inf(1), 3}}, {X: Axis{0, 0, 2}},
		{Y: Axis{-1, 1, -3}}, {X: Axis{-1, 1, 1 << 30}}, {X: Axis{-1, 1, 1 << 14}, Y: Axis{-1, 1, 1 << 14}}, {X: Axis{-1e-320, 1, 3}}} {
		if _, err := Of(t.Context(), Func(2, func(w []float64) float64 { return w[0] }), p, g, nil); !errors.As(err, new(ErrArgument)) {
			t.Errorf("%+v: %v", g, err)
		}
	}
	loss := Func(2, func(w []float64) float64 { return w[0] })
	if _, err := Of(t.Context(), loss, line, Grid{Y: Axis{-1, 1, 3}}, nil); !errors.As(err, new(ErrArgument)) {
		t.Errorf("a line with rows: %v", err)
	}
	s := made(t, loss, p, Grid{}, nil)
	if len(s.Z) != 1 || len(s.Z[0]) != 1 || s.Z[0][0] != 1 || s.Summary().Curved != 0 {
		t.Errorf("a grid of one node gives %v, %+v", s.Z, s.Summary())
	}
	if f, err := s.Figure("x", "x"); !errors.As(err, new(ErrArgument)) {
		t.Errorf("one node was drawn: %v", f)
	}
	for _, bad := range []func() (Plane, error){
		func() (Plane, error) { return Around([]float64{1}, direction(1, 2)) },
		func() (Plane, error) { return Around([]float64{1, nan}, direction(1, 2)) },
		func() (Plane, error) { return Around([]float64{1, 1}, direction(0, 0)) },
		func() (Plane, error) { return Around([]float64{1, 1}, direction(1, 2), direction(-2, -4)) },
		func() (Plane, error) { return Around([]float64{1, 1}) },
		func() (Plane, error) { return Around(nil, direction()) },
		func() (Plane, error) { return Through([]float64{1}) },
		func() (Plane, error) { return Through([]float64{1}, []float64{1}) },
	} {
		if p, err := bad(); !errors.As(err, new(ErrArgument)) {
			t.Errorf("%+v is a plane: %v", p, err)
		}
	}
}

// A counting loss belongs to one goroutine, and says so if it is used by two.
type counting struct {
	loss  func([]float64) float64
	busy  *atomic.Bool
	forks *atomic.Int64
}

func (c counting) Dim() int { return 2 }
func (c counting) Loss(w []float64) float64 {
	if !c.busy.CompareAndSwap(false, true) {
		panic("two goroutines share a loss")
	}
	defer c.busy.Store(false)
	return c.loss(w)
}
func (c counting) Fork() Loss {
	c.forks.Add(1)
	return counting{c.loss, new(atomic.Bool), c.forks}
}

// A batching loss gives several at once.
type batching struct{ function }

func (b batching) Losses(dst []float64, w [][]float64) {
	for i := range w {
		dst[i] = b.Loss(w[i])
	}
}

// TestWorkersDoNotMatter: nor forks, nor batches; and the loss is called with what it may keep nothing of.
func TestWorkersDoNotMatter(t *testing.T) {
	f := func(w []float64) float64 { return math.Sin(3*w[0]) + w[0]*w[1]*w[1] }
	p := around(t, []float64{.1, .2}, direction(1, .3), direction(.1, 1))
	g := Grid{Axis{-1, 2, 11}, Axis{-1, 1, 7}}
	want := made(t, Func(2, f), p, g, &Options{Workers: 1})
	for _, workers := range []int{2, 3, 8} {
		c := counting{f, new(atomic.Bool), new(atomic.Int64)}
		seen := 0
		o := &Options{Workers: workers, Progress: func(done, all int) { seen = done }}
		for _, loss := range []Loss{Func(2, f), c, batching{function{2, f}}} {
			if s := made(t, loss, p, g, o); !same(s, want) || seen != 77 {
				t.Errorf("%d workers, %T: other losses, %d of 77 nodes", workers, loss, seen)
			}
		}
		if n := c.forks.Load(); n < 1 || n > int64(workers) {
			t.Errorf("%d forks for %d workers", n, workers)
		}
	}
}

// TestLossesThatAreNotFinite are nodes like others: NaN and infinities, the centre too; and none counts as curved or as a minimum's neighbour.
func TestLossesThatAreNotFinite(t *testing.T) {
	loss := Func(1, func(w []float64) float64 {
		switch {
		case w[0] <= -1:
			return math.NaN()
		case w[0] >= 1:
			return math.Inf(1)
		}
		return w[0] * w[0]
	})
	s := made(t, loss, around(t, []float64{0}, direction(1)), Grid{X: Axis{-1, 1, 5}}, nil)
	if z := s.Z[0]; !math.IsNaN(z[0]) || !math.IsInf(z[4], 1) || z[1] != .25 || z[2] != 0 || !s.Made[0][0] {
		t.Errorf("the losses are %v", z)
	}
	sum := s.Summary()
	if sum.NotFinite != 2 || sum.Made != 5 || sum.Curved != 1 || sum.NonConvex != 0 || sum.Minima != 1 || *sum.Most != .25 || sum.LeastAt != [2]float64{} {
		t.Errorf("%+v", sum)
	}
	if p := s.Profile(); !math.IsNaN(p.Delta) || !math.IsNaN(p.Barrier) || !math.IsNaN(p.Half) {
		t.Errorf("a profile with NaN has %+v", p)
	}
	s = made(t, Func(1, func(w []float64) float64 { return math.NaN() }), around(t, []float64{0}, direction(1)), Grid{X: Axis{-1, 1, 3}}, nil)
	if sum := s.Summary(); sum.NotFinite != 3 || sum.Least != nil || sum.Minima != 0 {
		t.Errorf("NaN everywhere: %+v", sum)
	}
	if _, err := Range(Func(1, func([]float64) float64 { return math.NaN() }), s.Plane, 0); !errors.As(err, new(ErrFlat)) {
		t.Errorf("a range about a NaN: %v", err)
	}
}

// TestInterruptedNodesAreMissing and not 0, nor −1.
func TestInterruptedNodesAreMissing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	loss := Func(1, func(w []float64) float64 {
		if n++; n == 5 {
			cancel()
			time.Sleep(20 * time.Millisecond)
		}
		return -1
	})
	s, err := Of(ctx, loss, around(t, []float64{0}, direction(1)), Grid{X: Axis{-1, 1, 101}}, &Options{Workers: 1})
	sum := s.Summary()
	if err != nil || sum.Made == 0 || sum.Made == 101 || *sum.Least != -1 {
		t.Fatalf("%+v, %v", sum, err)
	}
	for j, z := range s.Z[0] {
		if s.Made[0][j] != (z == -1) || !s.Made[0][j] != math.IsNaN(z) {
			t.Errorf("node %d is %v", j, z)
		}
	}
}

// TestOptionsThatCannotBe are typed errors that name the argument.
func TestOptionsThatCannotBe(t *testing.T) {
	f := func([]float64) float64 { return 0 }
	p, g := around(t, []float64{0, 0}, direction(1, 0)), Grid{X: Axis{-1, 1, 3}}
	for what, bad := range map[string]func() error{
		"the loss": func() error { _, err := Of(t.Context(), nil, p, g, nil); return err },
		"of 2":     func() error { _, err := Of(t.Context(), Func(3, f), p, g, nil); return err },
		"Workers":  func() error { _, err := Of(t.Context(), Func(2, f), p, g, &Options{Workers: -1}); return err },
		"Buffers":  func() error { _, err := Of(t.Context(), Func(2, f), p, g, &Options{Buffers: "stale"}); return err },
		"Shard": func() error {
			_, err := Of(t.Context(), Func(2, f), p, g, &Options{Shard: [2]int{1, 2}})
			return err
		},
		"the plane": func() error { _, err := Of(t.Context(), Func(2, f), Plane{}, g, nil); return err },
		"kind \"round\"": func() error {
			_, err := Of(t.Context(), Func(2, f), Plane{Kind: "round", Points: [][]float64{{0, 0}}}, g, nil)
			return err
		},
		"3 points": func() error {
			_, err := Of(t.Context(), Func(2, f), Plane{Kind: Linear, Points: [][]float64{{0, 0}, {1, 0}, {0, 1}}}, g, nil)
			return err
		},
	} {
		if err := bad(); !errors.As(err, new(ErrArgument)) || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
