package papers

import (
	"context"
	"sync"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/train"
	"saddle/theorems"
)

// A digitNet is how a net is trained on the first of the handwritten digits of 10×10 numbers: with one
// hidden layer of ReLUs, by gradient descent on batches, from weights and biases uniform in ±1/√fan-in.
type digitNet struct {
	images, tests int
	epochs, batch int
	rate          float64
}

// end trains a net with h hidden units, and returns its mean losses at the training images and at the test
// images.
func (d digitNet) end(ctx context.Context, r theorems.Run, h int) (training, test float64, err error) {
	images, tests := firstDigits{d.images, false}.all(), firstDigits{d.tests, true}.all()
	f := train.Fit{
		Net:    models.MLPConfig{Widths: []int{100, h, 10}, Activation: models.ReLU, Bias: true, Criterion: models.CrossEntropy, Mean: true},
		Data:   images.set,
		Method: train.GradientDescent{Rate: d.rate},
		Batch:  d.batch,
		Epochs: d.epochs,
	}
	out, err := f.Run(ctx, r.Rand, nil)
	if err != nil {
		return 0, 0, err
	}
	net, err := models.NewNet(f.Net)
	if err != nil {
		return 0, 0, err
	}
	training, _ = net.Loss(out.W, images.batch)
	test, _ = net.Loss(out.W, tests.batch)
	return training, test, nil
}

// firstDigits are the first n images for training or for tests, of 10×10 numbers.
type firstDigits struct {
	n    int
	test bool
}

// digits are images as a set, and as one batch.
type digits struct {
	set   *data.Set
	batch models.Batch
}

var madeDigits sync.Map // from firstDigits to digits

// all returns the images, which are made once.
func (f firstDigits) all() digits {
	if d, ok := madeDigits.Load(f); ok {
		return d.(digits)
	}
	set, tests := data.MNIST10()
	if f.test {
		set = tests
	}
	set = set.First(f.n)
	d, _ := madeDigits.LoadOrStore(f, digits{set, train.BatchOf(set)})
	return d.(digits)
}
