package nets

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"saddle/models"
	"saddle/models/data"
)

// sampleLoss is the loss of sample s alone, as if it were of a class.
func sampleLoss(t testing.TB, c residualCase, by Statistics, s, class int) *ResidualLoss {
	t.Helper()
	labels := []int{class}
	x := [][]float64{c.set.X()[s]}
	if k := c.net.shape.config.Classes - 1; class != k { // a set has all classes up to its largest: another sample, of which the loss forgets
		x, labels = append(x, x[0]), append(labels, k)
	}
	set, err := data.New(data.Config{X: x, Labels: labels})
	if err != nil {
		t.Fatal(err)
	}
	m, err := c.net.Evaluation(set, by)
	if err != nil {
		t.Fatal(err)
	}
	m.labels, m.x[0] = m.labels[:1], m.x[0].Block(0, 0, m.x[0].Rows, 1)
	return m
}

// TestResidualFisher: the Fisher information is the expectation of g gᵀ over the classes by their probabilities, which are e to the minus loss of a sample as if it were of the class, and the
// empirical one takes the classes of the data; both by gradients on the tape. The Gauss–Newton matrix is the first, and what is left of the Hessian the rest.
func TestResidualFisher(t *testing.T) {
	eachResidual(t, func(what string, c residualCase) {
		m := c.evaluation(t)
		n, scale := m.Dim(), 1/float64(m.Samples())
		p, err := models.At(m, c.w)
		if err != nil {
			t.Fatal(err)
		}
		v, g := normals(c.r, n, 1), make([]float64, n)
		fisher, empirical := make([]float64, n), make([]float64, n)
		for s := range m.Samples() {
			for k := range c.net.shape.config.Classes {
				tape := sampleLoss(t, c, m.statistics, s, k).Tape()
				tape.Gradient(g, c.w)
				along := 0.0
				for i, x := range g {
					along += float64(x * v[i])
				}
				for i, x := range g {
					fisher[i] += float64(scale * math.Exp(-tape.Loss(c.w)) * along * x)
					if k == m.labels[s] {
						empirical[i] += float64(scale * along * x)
					}
				}
			}
		}
		product := func(c models.Curvature) []float64 {
			a, err := p.Curvature(c)
			if err != nil {
				t.Fatal(err)
			}
			dst := make([]float64, n)
			a.Mul(dst, v)
			return dst
		}
		near(t, what+": Fisher", product(models.Fisher), fisher, 1e-12)
		near(t, what+": GaussNewton", product(models.GaussNewton), fisher, 1e-12)
		near(t, what+": EmpiricalFisher", product(models.EmpiricalFisher), empirical, 1e-12)
		rest, whole := product(models.Remainder), product(models.FullHessian)
		for i := range rest {
			rest[i] += fisher[i]
		}
		near(t, what+": R + G", rest, whole, 1e-12)
		checkBlocks(t, what, m, p, c)
	})
}

// checkBlocks compares the products in blocks, and in some parts of them, with those of the whole.
func checkBlocks(t *testing.T, what string, m *ResidualLoss, p *models.Point, c residualCase) {
	t.Helper()
	blocks, n := m.Blocks(), m.Dim()
	spoilt := make([]float64, n)
	for which := models.FullHessian; which <= models.EmpiricalFisher; which++ {
		a, err := p.Curvature(which)
		if err != nil {
			t.Fatal(err)
		}
		for i, first := range blocks {
			for _, last := range blocks[i:] {
				for _, r := range [][2]int{{first.From, last.To}, {first.From, last.From}, {first.To - 1, last.To}} {
					v, whole := normals(c.r, r[1]-r[0], 1), make([]float64, n)
					copy(whole[r[0]:r[1]], v)
					a.Mul(whole, whole)
					a.Mul(spoilt, normals(c.r, n, 1)) // leaves its traces in the scratch
					a.MulRange(v, v, r[0], r[1])
					near(t, fmt.Sprintf("%s: %v in %d … %d", what, which, r[0], r[1]), v, whole[r[0]:r[1]], 1e-11)
				}
			}
		}
	}
}

// TestResidualBlocksLookAtNoLayerBelow: once the net was evaluated, products in a block do not depend on the weights of the layers below it.
func TestResidualBlocksLookAtNoLayerBelow(t *testing.T) {
	eachResidual(t, func(what string, c residualCase) {
		p := c.evaluation(t).Pass(c.w).(*residualAt)
		for l, layer := range p.m.shape.layers {
			v := normals(c.r, p.m.shape.dim-layer.at, 1)
			got, want := make([]float64, len(v)), make([]float64, len(v))
			p.CurvatureVec(want, v, models.FullHessian, layer.at, p.m.shape.dim)
			for i := range p.w[:layer.at] {
				p.w[i] = math.NaN()
			}
			if p.CurvatureVec(got, v, models.FullHessian, layer.at, p.m.shape.dim); !slices.Equal(got, want) {
				t.Errorf("%s: layers below layer %d have a say", what, l+1)
			}
		}
	})
}
