package train

import (
	"math"

	"saddle/models"
)

// A Learner is a net that learns from batches: a models.Net or a nets.Residual.
type Learner interface {
	// Dim returns the number of parameters.
	Dim() int
	// Check returns an error unless the net can take the batch.
	Check(b models.Batch) error
	// LossGradient sets dst to the gradient of the loss of the batch at w, and returns the loss and how many
	// samples are wrong.
	LossGradient(dst, w []float64, b models.Batch) (loss float64, wrong int)
}

// A Rated is an [Optimiser] with a rate that may change while it works: all but Adadelta.
type Rated interface {
	Optimiser
	// ScaleRate multiplies the rate of the steps to come, of all runs. What momentum or scales have gathered
	// stays as it is: a ball keeps the speed that it had at the old rate.
	ScaleRate(factor float64)
}

var _ = [...]Rated{(*descent)(nil), (*ball)(nil), (*adam)(nil), (*rmsprop)(nil)}

// A Drop multiplies the rate of a method from an epoch on.
type Drop struct {
	Epoch  int     // 0 is the first
	Factor float64 // as 0.1
}

// checkDrops returns an error unless a method can follow the drops.
func checkDrops(drops []Drop, rule Optimiser) error {
	if _, ok := rule.(Rated); len(drops) > 0 && !ok {
		return models.ErrArgument{Arg: "Drops", Want: "none, of a method that has no rate"}
	}
	for _, d := range drops {
		if d.Epoch < 0 || !(d.Factor > 0) || math.IsInf(d.Factor, 0) {
			return models.ErrArgument{Arg: "Drops", Want: "epochs from 0 on, and finite factors above 0"}
		}
	}
	return nil
}

// ScaleRate multiplies the rate; see [Rated].
func (o *descent) ScaleRate(factor float64) { o.rate *= factor }

// ScaleRate multiplies the rate; see [Rated].
func (o *ball) ScaleRate(factor float64) { o.rate *= factor }

// ScaleRate multiplies the rate; see [Rated].
func (o *adam) ScaleRate(factor float64) { o.rate *= factor }

// ScaleRate multiplies the rate; see [Rated].
func (o *rmsprop) ScaleRate(factor float64) { o.rate *= factor }
