package train_test

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/train"
	"saddle/spectra"
	"saddle/spectra/interval"
)

// From a trained net to the outliers and the bulk of its Hessian, its layers, and a sign that is proved.
func Example_curvature() {
	must := func(err error) {
		if err != nil {
			log.Fatal(err)
		}
	}
	ctx, r := context.Background(), rand.New(rand.NewPCG(1, 1))
	training, _ := data.MNIST10()
	digits := training.First(60)
	c := models.MLPConfig{Widths: []int{100, 3, 10}, Activation: models.Tanh, Bias: true, Criterion: models.CrossEntropy, Mean: true}
	trained, err := train.Fit{Net: c, Data: digits, Method: train.Adam{Rate: 0.01}, Epochs: 300}.Run(ctx, r, nil)
	must(err)
	c.X, c.Labels = digits.X(), digits.Labels()
	net, err := models.NewMLP(c)
	must(err)
	hessian, err := models.At(net, trained.W)
	must(err)
	fmt.Printf("%d parameters, loss %.2f\n", net.Dim(), hessian.Loss())

	top, err := spectra.Lanczos(ctx, hessian, &spectra.LanczosOptions{Ends: spectra.Largest, Count: 9, Vectors: true})
	must(err)
	fmt.Printf("outliers %.2f\n", top.Values)
	density, err := spectra.Density(ctx, hessian, &spectra.DensityOptions{Deflate: top.Vectors})
	must(err)
	low, high := density.Edges(0.99)
	fmt.Printf("the bulk lies in [%.3f, %.3f], the trace is about %.2f\n", low, high, density.Moment(1).Value*float64(net.Dim()))

	for _, block := range net.Blocks() {
		layer, err := spectra.Sub(hessian, block.Index())
		must(err)
		ends, err := spectra.Lanczos(ctx, layer, nil)
		must(err)
		fmt.Printf("%s: %d parameters, eigenvalues from %.4f to %.4f\n", block.Name, layer.Dim(), ends.Values[0], ends.Values[1])
	}

	box := make([]interval.Interval, net.Dim())
	interval.OfSlice(box, trained.W)
	enclosed, err := net.Tape().Enclose(box)
	must(err)
	_, curvature, found, err := spectra.NegativeCurvature(enclosed.Hessian)
	must(err)
	fmt.Printf("proved: a direction down, %v, of curvature %.6f\n", found, curvature.Hi)
	// Output:
	// 343 parameters, loss 0.28
	// outliers [0.12 0.18 0.19 0.23 0.27 0.27 0.38 0.44 2.78]
	// the bulk lies in [-0.018, 0.104], the trace is about 6.23
	// W1: 300 parameters, eigenvalues from -0.0173 to 2.2255
	// b1: 3 parameters, eigenvalues from 0.0735 to 0.5701
	// W2: 30 parameters, eigenvalues from 0.0000 to 0.1688
	// b2: 10 parameters, eigenvalues from 0.0000 to 0.0756
	// proved: a direction down, true, of curvature -0.018432
}
