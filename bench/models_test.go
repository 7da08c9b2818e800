package bench

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/floats"

	"saddle/models"
)

// A subject is a model and a peer: another implementation of the same loss.
type subject struct {
	name  []any
	scale float64 // of the parameters at which it is timed
	build func() models.Model
	peer  string
	other func(m models.Model) models.Model
}

func tape(m models.Model) models.Model { return m.(interface{ Tape() *models.Tape }).Tape() }

var losses = []subject{
	{[]any{"model", "chain-of-10"}, 1, chain, "tape", tape},
	{[]any{"model", "deeplinear-10x10x10"}, 0.3, deepLinear, "tape", tape},
	{[]any{"model", "mlp-2-5-1"}, 1, exclusiveOr, "tape", tape},
	{[]any{"model", "mlp-784-64-64-10"}, 0.05, func() models.Model { return digits(1000) }, "gonum", gonum},
}

var teachers = []subject{teacher(8), teacher(20)}

func teacher(k int) subject {
	build := func() models.Model { return must(models.NewTeacher(k, k, k)) }
	return subject{[]any{"model", "teacher", "k", k, "n", k}, 0.3, build, "tape", tape}
}

// must is for arguments that are constants.
func must[M any](m M, err error) M {
	if err != nil {
		panic(err)
	}
	return m
}

func chain() models.Model { return must(models.NewChain(10, nil)) }

// deepLinear has ten layers of 10×10, on 20 samples.
func deepLinear() models.Model {
	r := rand.New(rand.NewPCG(2, 0))
	widths := make([]int, 11)
	for l := range widths {
		widths[l] = 10
	}
	return must(models.NewDeepLinear(widths, normals(r, 20, 10), normals(r, 20, 10), nil))
}

// exclusiveOr is the net of the classic example on its four samples.
func exclusiveOr() models.Model {
	return must(models.NewMLP(models.MLPConfig{
		Widths: []int{2, 5, 1}, Activation: models.Tanh, Bias: true,
		X: [][]float64{{0, 0}, {0, 1}, {1, 0}, {1, 1}}, Y: [][]float64{{0}, {1}, {1}, {0}},
	}))
}

// A classifier keeps the configuration for its peer.
type classifier struct {
	*models.MLP
	config models.MLPConfig
}

// digits has the size of a small classifier of handwritten digits, on noise.
func digits(samples int) classifier {
	r := rand.New(rand.NewPCG(3, 0))
	c := models.MLPConfig{
		Widths: []int{784, 64, 64, 10}, Activation: models.Tanh, Bias: true, Criterion: models.CrossEntropy, Mean: true,
		X: normals(r, samples, 784),
	}
	for range samples {
		c.Labels = append(c.Labels, r.IntN(10))
	}
	return classifier{must(models.NewMLP(c)), c}
}

func normals(r *rand.Rand, rows, columns int) [][]float64 {
	x := make([][]float64, rows)
	for i := range x {
		x[i] = normal(r, columns, 1)
	}
	return x
}

func normal(r *rand.Rand, n int, scale float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = scale * r.NormFloat64()
	}
	return x
}

// at is a model at one point.
type at struct {
	models.Model
	p *models.Point
}

func (a at) HessVec(dst, _, v []float64) { a.p.Mul(dst, v) }

// A task is what is timed of a model.
type task struct {
	atPoint bool // there is an implementation at a Point
	do      func(m models.Model, dst, w, v []float64)
}

var (
	gradients = task{false, func(m models.Model, dst, w, _ []float64) { m.Gradient(dst, w) }}
	products  = task{true, models.Model.HessVec}
)

func (k task) rows(subjects []subject) (rows []row) {
	for _, s := range subjects {
		impls := []string{"model", "point", s.peer}
		if !k.atPoint {
			impls = []string{"model", s.peer}
		}
		for _, impl := range impls {
			rows = append(rows, row{name(append(s.name[:len(s.name):len(s.name)], "impl", impl)...), func(b *testing.B) { k.time(b, s, impl) }})
		}
	}
	return rows
}

// time compares impl with another implementation, and times it.
func (k task) time(b *testing.B, s subject, impl string) {
	model := s.build()
	w, v := s.point(model.Dim())
	timed, reference := model, s.other(model)
	switch impl {
	case s.peer:
		timed, reference = reference, model
	case "point":
		timed = at{model, must(models.At(model, w))}
	}
	apart, err := k.compare(timed, reference, w, v)
	if err != nil {
		b.Fatal(err)
	}
	dst := make([]float64, len(w))
	b.ReportAllocs()
	for b.Loop() {
		k.do(timed, dst, w, v)
	}
	b.ReportMetric(apart, "residual")
}

func (s subject) point(n int) (w, v []float64) {
	r := rand.New(rand.NewPCG(4, 0))
	return normal(r, n, s.scale), normal(r, n, 1)
}

// compare returns the distance of the two answers in units, and an error if it is more
// than roundings explain.
func (k task) compare(a, b models.Model, w, v []float64) (float64, error) {
	n := len(w)
	x, y := make([]float64, n), make([]float64, n)
	k.do(a, x, w, v)
	k.do(b, y, w, v)
	norm := floats.Norm(y, 2)
	apart := floats.Distance(x, y, 2)
	if !(apart <= tolerance(n, norm)) || math.IsInf(norm, 0) {
		return 0, fmt.Errorf("%T and %T are %v apart, at norm %v", a, b, apart, norm)
	}
	return residual(apart, n, norm), nil
}
