package papers

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"

	"saddle/models"
	"saddle/models/train"
)

// A course is how a net 100–h–h–10 of ReLUs is trained on the first images of MNIST in 10×10, one step after
// another. The order of the batches is a number, so that two courses may have the start, the method or the
// order in common, and any of them not.
type course struct {
	hidden        int // h
	images, tests int
	batch         int // divides the number of images
	decay         float64
}

func (c course) config() models.MLPConfig {
	return models.MLPConfig{Widths: []int{100, c.hidden, c.hidden, 10}, Activation: models.ReLU, Bias: true, Criterion: models.CrossEntropy, Mean: true}
}

// net returns one of its own, as a goroutine needs.
func (c course) net() *models.Net {
	net, err := models.NewNet(c.config())
	if err != nil {
		panic(err)
	}
	return net
}

// start draws weights and biases uniform in ±1/√fan-in.
func (c course) start(r *rand.Rand) []float64 {
	w := make([]float64, c.net().Dim())
	train.UniformFanIn{}.Draw(w, c.config().Widths, true, r)
	return w
}

// perEpoch is the number of steps in which each image is seen once.
func (c course) perEpoch() int { return c.images / c.batch }

// errDiverged is of a loss that is not finite.
var errDiverged = errors.New("the loss is no finite number: want a smaller rate")

// run makes the steps from number from up to number to, by a method at its start, and returns where it is then.
// The images of an epoch come in an order that depends on the order and the number of the epoch alone.
func (c course) run(ctx context.Context, start []float64, m train.Method, order uint64, from, to int) ([]float64, error) {
	return c.follow(ctx, start, m, order, from, to, func(int, []float64) bool { return false })
}

// follow is run, and ends early after an epoch, the number of which it tells, where that is enough.
func (c course) follow(ctx context.Context, start []float64, m train.Method, order uint64, from, to int, enough func(epochs int, w []float64) bool) ([]float64, error) {
	w := append([]float64(nil), start...)
	step, err := train.NewStepper(c.net(), m, w)
	if err != nil {
		return nil, err
	}
	step.Decay = c.decay
	set := firstDigits{c.images, false}.all().set
	b := models.Batch{X: make([]float64, 100*c.batch), Labels: make([]int, c.batch)}
	var images []int
	for k := from; k < to; k++ {
		if k == from || k%c.perEpoch() == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			images = rand.New(rand.NewPCG(order, uint64(k/c.perEpoch()))).Perm(c.images)
		}
		for i, image := range images[k%c.perEpoch()*c.batch:][:c.batch] {
			set.Input(b.X[100*i:][:100], image)
			b.Labels[i] = set.Label(image)
		}
		if loss, _ := step.Step(b); math.IsNaN(loss) || math.IsInf(loss, 0) {
			return nil, errDiverged
		}
		if (k+1)%c.perEpoch() == 0 && enough((k+1)/c.perEpoch(), w) {
			break
		}
	}
	return w, nil
}

// A courseLoss is the loss at the images of a course.
type courseLoss struct {
	course   course
	net      *models.Net
	training models.Batch
}

// lossAtImages returns the loss at the first n of the images.
func (c course) lossAtImages(n int) courseLoss {
	return courseLoss{c, c.net(), firstDigits{n, false}.all().batch}
}

func (l courseLoss) at(w []float64) float64 {
	loss, _ := l.net.Loss(w, l.training)
	return loss
}

// accuracy is the share of the test images that the net gets right.
func (l courseLoss) accuracy(w []float64) float64 {
	tests := firstDigits{l.course.tests, true}.all().batch
	_, wrong := l.net.Loss(w, tests)
	return 1 - float64(wrong)/float64(len(tests.Labels))
}

// A courseLayer is where the numbers of a layer are: the rows of incoming weights of its units, and the biases.
type courseLayer struct{ weights, biases, in int }

// layers lists them in order; the last has no numbers, and begins behind all.
func (c course) layers() (out []courseLayer) {
	at, widths := 0, c.config().Widths
	for l, in := range widths[:len(widths)-1] {
		out = append(out, courseLayer{at, at + in*widths[l+1], in})
		at += (in + 1) * widths[l+1]
	}
	return append(out, courseLayer{at, at, 0})
}
