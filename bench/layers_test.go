package bench

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"

	"saddle/models"
	"saddle/spectra"
)

// deepDigits has eight layers of one width, on noise.
func deepDigits(samples int) *models.MLP {
	r := rand.New(rand.NewPCG(8, 0))
	c := models.MLPConfig{Widths: slices.Repeat([]int{64}, 9), Activation: models.Tanh, Bias: true, Criterion: models.CrossEntropy, Mean: true, X: normals(r, samples, 64)}
	for range samples {
		c.Labels = append(c.Labels, r.IntN(64))
	}
	return must(models.NewMLP(c))
}

// layered are nets, and the layers of which products are timed.
var layered = []struct {
	name   []any
	build  func() *models.MLP
	layers []int
}{
	{[]any{"model", "mlp-784-64-64-10", "samples", 1000}, func() *models.MLP { return digits(1000).MLP }, []int{1, 2, 3}},
	{[]any{"model", "mlp-64-by-8-layers", "samples", 500}, func() *models.MLP { return deepDigits(500) }, []int{1, 4, 8}},
}

// pointOf returns a net at a point, with a vector.
func pointOf(net *models.MLP) (p *models.Point, v []float64) {
	r := rand.New(rand.NewPCG(4, 0))
	w := normal(r, net.Dim(), 0.1)
	return must(models.At(net, w)), normal(r, net.Dim(), 1)
}

// plain is an operator of which only products are known.
type plain struct{ spectra.Operator }

// layerContests: a product with the Hessian of one layer, weights and biases, beside one of the whole net.
func layerContests() (contests []contest) {
	for _, n := range layered {
		for _, layer := range n.layers {
			names := append(slices.Clone(n.name), "layer", layer)
			contests = append(contests, contest{name(names...), 1, false, func() ([]hand, map[string]float64, error) {
				net := n.build()
				p, v := pointOf(net)
				blocks := net.Blocks()
				weights, biases := blocks[2*layer-2], blocks[2*layer-1]
				index := append(weights.Index(), biases.Index()...)
				ours, theirs := must(spectra.Sub(p, index)), must(spectra.Sub(plain{p}, index))
				in := v[weights.From:biases.To]
				x, y, dst := make([]float64, len(in)), make([]float64, len(in)), make([]float64, len(v))
				ours.Mul(x, in)
				theirs.Mul(y, in)
				apart, norm := floats.Distance(x, y, 2), floats.Norm(y, 2)
				if !(apart <= tolerance(len(v), norm)) {
					return nil, nil, fmt.Errorf("layer %d: products are %v apart, at norm %v", layer, apart, norm)
				}
				return []hand{
					{impl: "layer", work: func() error { ours.Mul(x, in); return nil }},
					{impl: "whole", work: func() error { p.Mul(dst, v); return nil }},
				}, map[string]float64{"residual": residual(apart, len(v), norm), "P": float64(len(in))}, nil
			}})
		}
	}
	return contests
}

// curvatureContests: a product with the matrices of a net beside one with the Hessian.
func curvatureContests() (contests []contest) {
	for _, n := range layered {
		for c := models.GaussNewton; c <= models.EmpiricalFisher; c++ {
			names := append(slices.Clone(n.name), "matrix", strings.ToLower(c.String()))
			contests = append(contests, contest{name(names...), 1, false, func() ([]hand, map[string]float64, error) {
				p, v := pointOf(n.build())
				a, g, rest := must(p.Curvature(c)), must(p.Curvature(models.GaussNewton)), must(p.Curvature(models.Remainder))
				x, y, dst := make([]float64, len(v)), make([]float64, len(v)), make([]float64, len(v))
				g.Mul(x, v)
				rest.Mul(y, v)
				p.Mul(dst, v)
				floats.Add(x, y)
				apart, norm := floats.Distance(x, dst, 2), floats.Norm(dst, 2)
				if !(apart <= tolerance(len(v), norm)) {
					return nil, nil, fmt.Errorf("G + R is %v from H, at norm %v", apart, norm)
				}
				return []hand{
					{impl: "point", work: func() error { a.Mul(x, v); return nil }},
					{impl: "hessian", work: func() error { p.Mul(dst, v); return nil }},
				}, map[string]float64{"residual": residual(apart, len(v), norm)}, nil
			}})
		}
	}
	return contests
}

// TestLayersAreChecked: contests of layers and of matrices pass their own checks.
func TestLayersAreChecked(t *testing.T) {
	if testing.Short() {
		t.Skip("it evaluates the nets of the benchmarks")
	}
	for _, c := range slices.Concat(layerContests()[:1], layerContests()[5:], curvatureContests()[:1]) {
		if _, _, err := c.prepare(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
