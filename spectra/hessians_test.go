package spectra_test

import (
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra"
)

// hessians returns the Hessian of every family of losses at a random point and at
// critical points.
func hessians() (z []specimen) {
	r := rand.New(rand.NewPCG(9, 0))
	numbers := func(n int, scale float64) []float64 {
		x := make([]float64, n)
		for i := range x {
			x[i] = scale * r.NormFloat64()
		}
		return x
	}
	rows := func(m, n int) [][]float64 {
		x := make([][]float64, m)
		for i := range x {
			x[i] = numbers(n, 1)
		}
		return x
	}
	chain, chainErr := models.NewChain(7, nil)
	linear, linearErr := models.NewDeepLinear([]int{3, 2, 4, 2}, rows(5, 3), rows(5, 2), nil)
	teacher, teacherErr := models.NewTeacher(3, 4, 4)
	net, netErr := models.NewMLP(models.MLPConfig{Widths: []int{2, 5, 1}, Activation: models.Tanh,
		X: [][]float64{{-1, -1}, {-1, 1}, {1, -1}, {1, 1}}, Y: [][]float64{{-1}, {1}, {1}, {-1}}})
	classifier, classifierErr := models.NewMLP(models.MLPConfig{Widths: []int{3, 4, 4, 3}, Activation: models.Softplus, Bias: true,
		Criterion: models.CrossEntropy, X: rows(6, 3), Labels: []int{0, 1, 2, 0, 1, 2}})
	for _, err := range []error{chainErr, linearErr, teacherErr, netErr, classifierErr} {
		if err != nil {
			panic(err)
		}
	}
	found := make([]float64, teacher.Dim()) // three students at the teachers, a fourth at zero but for rounding
	for i := range 3 {
		found[i*4+i] = 1
	}
	found[15] = 0x1p-40
	for _, c := range []struct {
		name  string
		model models.Model
		w     []float64
	}{
		{"chain at random", chain, numbers(chain.Dim(), 1)},
		{"chain at zero", chain, make([]float64, chain.Dim())},
		{"chain with two zeros", chain, []float64{1, 0, 2, 1, 0, 1, 1}},
		{"deep linear at random", linear, numbers(linear.Dim(), 1)},
		{"deep linear at zero", linear, make([]float64, linear.Dim())},
		{"teacher at random", teacher, numbers(teacher.Dim(), 1)},
		{"teacher near a minimum", teacher, found},
		{"tanh net at random", net, numbers(net.Dim(), 1)},
		{"tanh net at zero", net, make([]float64, net.Dim())},
		{"classifier at random", classifier, numbers(classifier.Dim(), 1)},
		{"classifier at zero", classifier, make([]float64, classifier.Dim())},
		{"toy at zero", models.Trace(3, func(w []models.Var) models.Var {
			return w[0].Mul(w[0]).Sub(w[1].Mul(w[1])).Add(w[2].Mul(w[2]).Mul(w[2]))
		}), make([]float64, 3)},
	} {
		z = append(z, specimen{"Hessian of " + c.name, models.Hessian(c.model, c.w), nil})
	}
	return z
}

// Of the floating-point matrices that Hessians are, the proved signs are the exact ones.
func TestInertiaOfHessians(t *testing.T) {
	unsure, all := 0, 0
	for _, s := range hessians() {
		got, err := spectra.InertiaOfDense(s.a)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		want := exactInertia(t, rationalRows(s.a))
		if got.Neg > want.Neg || got.Pos > want.Pos || got.Zero > want.Zero || got.Neg+got.Pos+got.Zero+got.Unsure != s.a.SymmetricDim() {
			t.Errorf("%s: %+v, exactly %+v", s.name, got, want)
		}
		unsure += got.Unsure - want.Zero + got.Zero
		all += s.a.SymmetricDim()
	}
	if unsure > all/4 {
		t.Errorf("%d signs of %d are not decided", unsure, all)
	}
}

var (
	_ spectra.RangeOperator = (*models.Point)(nil)
	_ spectra.BlockOperator = (*models.Point)(nil)
	_ spectra.RangeOperator = (*models.CurvatureAt)(nil)
	_ spectra.BlockOperator = (*models.CurvatureAt)(nil)
)

// hidden is an operator of which only the products are known.
type hidden struct{ spectra.Operator }

// TestLayersOfANet: the block of a layer, which costs a layer, is that of the whole, for the Hessian and for the Gauss–Newton matrix.
func TestLayersOfANet(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	c := models.MLPConfig{Widths: []int{5, 12, 11, 10, 4}, Activation: models.Tanh, Bias: true, Criterion: models.CrossEntropy, Mean: true}
	for s := range 300 {
		c.X, c.Labels = append(c.X, make([]float64, 5)), append(c.Labels, s%4)
		for i := range c.X[s] {
			c.X[s][i] = r.NormFloat64()
		}
	}
	net, err := models.NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	w := make([]float64, net.Dim())
	for i := range w {
		w[i] = r.NormFloat64() / 2
	}
	p, err := models.At(net, w)
	if err != nil {
		t.Fatal(err)
	}
	g, err := p.Curvature(models.GaussNewton)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []spectra.Operator{p, g} {
		for _, b := range net.Blocks() {
			layer, err := spectra.Sub(a, b.Index())
			whole, err2 := spectra.Sub(hidden{a}, b.Index())
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			got, err := spectra.Materialize(layer)
			want, err2 := spectra.Materialize(whole)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			var difference mat.Dense
			difference.Sub(got, want)
			if d, bound := mat.Norm(&difference, 2), 16*float64(layer.Dim())*0x1p-52*mat.Norm(want, 2); !(d <= bound) {
				t.Errorf("%s: %v apart, more than %v", b.Name, d, bound)
			}
		}
	}
}
