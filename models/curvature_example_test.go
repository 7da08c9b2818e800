package models_test

import (
	"fmt"
	"log"
	"math"

	"saddle/models"
	"saddle/spectra"
)

// exclusiveOr is a net of three layers that has not learnt the exclusive or, and a point.
func exclusiveOr() (*models.MLP, *models.Point) {
	net, err := models.NewMLP(models.MLPConfig{
		Widths: []int{2, 3, 2, 2}, Activation: models.Tanh, Criterion: models.CrossEntropy, Mean: true,
		X: [][]float64{{0, 0}, {0, 1}, {1, 0}, {1, 1}}, Labels: []int{0, 1, 1, 0},
	})
	if err != nil {
		log.Fatal(err)
	}
	w := make([]float64, net.Dim())
	for i := range w {
		w[i] = float64(i%5-2) / 2
	}
	p, err := models.At(net, w)
	if err != nil {
		log.Fatal(err)
	}
	return net, p
}

// ends prints the smallest and the largest eigenvalue.
func ends(name string, a spectra.Operator) {
	dense, err := spectra.Materialize(a)
	if err != nil {
		log.Fatal(err)
	}
	values, err := spectra.Eigenvalues(dense)
	if err != nil {
		log.Fatal(err)
	}
	rounded := func(x float64) float64 { return math.Round(1000*x)/1000 + 0 } // and −0 is 0
	fmt.Printf("%-15v from %6.3f to %.3f\n", name, rounded(values[0]), rounded(values[len(values)-1]))
}

// The Hessian is the Gauss–Newton matrix, which has no direction down, and what bends the outputs; the empirical Fisher is another matrix.
func ExamplePoint_Curvature() {
	_, p := exclusiveOr()
	for c := models.FullHessian; c <= models.EmpiricalFisher; c++ {
		a, err := p.Curvature(c)
		if err != nil {
			log.Fatal(err)
		}
		ends(c.String(), a)
	}
	// Output:
	// FullHessian     from -0.394 to 0.479
	// GaussNewton     from  0.000 to 0.354
	// Remainder       from -0.454 to 0.309
	// Fisher          from  0.000 to 0.354
	// EmpiricalFisher from  0.000 to 0.707
}

// The spectrum of each layer, by products that do nothing for the layers below it.
func ExampleBlock_Index() {
	net, p := exclusiveOr()
	for _, b := range net.Blocks() {
		layer, err := spectra.Sub(p, b.Index())
		if err != nil {
			log.Fatal(err)
		}
		ends(b.Name, layer)
	}
	// Output:
	// W1              from -0.229 to 0.290
	// W2              from -0.124 to 0.177
	// W3              from  0.000 to 0.137
}

// The Hessian of a minibatch is that of the loss on some of the samples.
func ExampleMLP_Subset() {
	net, p := exclusiveOr()
	for _, batch := range [][]int{{0, 1}, {2, 3}} {
		part, err := net.Subset(batch)
		if err != nil {
			log.Fatal(err)
		}
		q, err := models.At(part, p.W())
		if err != nil {
			log.Fatal(err)
		}
		ends(fmt.Sprint("samples ", batch), q)
	}
	// Output:
	// samples [0 1]   from -0.269 to 1.008
	// samples [2 3]   from -1.023 to 0.718
}
