package papers

import (
	"context"
	"fmt"

	"saddle/models/train"
	"saddle/theorems"
)

var im2016 = theorems.Source{Key: "im2016", Title: "Im, Tao and Branson 2016, An Empirical Analysis of Deep Network Loss Surfaces", URL: "https://arxiv.org/abs/1612.04010"}

// An ImCell is a net 100–Hidden–Hidden–10 of ReLUs on Images images of MNIST in 10×10, trained for Epochs epochs at Faster times the usual
// rates.
type ImCell struct{ Hidden, Images, Faster, Epochs int }

// imCells are trained as usual, for a short while on few images, and at high rates for longer.
var imCells = []ImCell{{64, 2000, 1, 12}, {16, 100, 5, 12}, {64, 2000, 5, 24}}

const (
	imBatch     = 20
	imTests     = 2000
	imPoints    = 10 // parts of a segment
	imProtocol  = "in batches of 20, from weights and biases uniform in ±1/√fan-in: gradient descent (rate 0.1), momentum (0.01, with 0.9), RMSprop and Adam (0.001), each times “faster”, and Adadelta, which has none"
	imScaleNote = "the paper has NIN and VGG on CIFAR-10; the scale is ours"
)

func (c ImCell) course() course {
	return course{hidden: c.Hidden, images: c.Images, tests: imTests, batch: imBatch}
}

func (c ImCell) steps() int { return c.Epochs * c.course().perEpoch() }

func (c ImCell) valid() error {
	if c.Hidden < 1 || c.Hidden > 256 || c.Images < imBatch || c.Images > 5000 || c.Images%imBatch != 0 || c.Faster < 1 || c.Faster > 10 || c.Epochs < 4 || c.Epochs > 100 {
		return fmt.Errorf("1 to 256 hidden units, 20, 40, … 5000 images, 1 to 10 times faster, and 4 to 100 epochs")
	}
	return nil
}

// imMethods are the five, in the order of the table.
var imMethods = []string{"SGD", "momentum", "RMSprop", "Adam", "Adadelta"}

// The places of two of them.
const imSGD, imAdam = 0, 3

func (c ImCell) method(i int) train.Method {
	faster := float64(c.Faster)
	return []train.Method{
		train.GradientDescent{Rate: 0.1 * faster}, train.Momentum{Rate: 0.01 * faster, Momentum: 0.9},
		train.RMSprop{Rate: 0.001 * faster}, train.Adam{Rate: 0.001 * faster}, train.Adadelta{},
	}[i]
}

// ends returns where each of the five methods leads.
func (c ImCell) ends(ctx context.Context, start []float64, order uint64) (out [][]float64, err error) {
	for i := range imMethods {
		w, err := c.course().run(ctx, start, c.method(i), order, 0, c.steps())
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}
