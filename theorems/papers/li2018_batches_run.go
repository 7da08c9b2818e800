package papers

import (
	"context"
	"fmt"

	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// A BatchesCell is a net 100–Hidden–Hidden–10 of ReLUs on Images images of MNIST in 10×10, trained for Epochs epochs with the weight decay
// Decay/10000.
type BatchesCell struct{ Hidden, Images, Decay, Epochs int }

const (
	batchesRate, batchesMomentum = 0.02, 0.9
	batchesSmall, batchesLarge   = 100, 4 // in so many parts the images come
	batchesRise                  = 0.5
	batchesDirections            = 4
	batchesReach                 = 40   // steps of 1/20 along a direction, at most
	batchesLength                = 20.0 // of a raw direction
	batchesImages                = 500  // at which the loss is taken along directions, at most
)

// A BatchesEnd is what a small and a large batch came to, in this order.
type BatchesEnd struct {
	Loss     [2]float64 `json:"loss"`
	Accuracy [2]float64 `json:"accuracy"`
	Norm     [2]float64 `json:"norm"`
	// Raw and Relative are how far along random directions the loss rises, in the mean.
	Raw      [2]float64 `json:"raw"`
	Relative [2]float64 `json:"relative"`
	// Line is the loss at w_s + t(w_l − w_s), from the small batch to the large one, at batchesLine.
	Line []float64 `json:"line"`
}

// batchesLine has the places on the line.
var batchesLine = equally(-0.5, 1.5, 21)

// course is that of a batch which is one of so many parts of the images.
func (c BatchesCell) course(parts int) course {
	return course{hidden: c.Hidden, images: c.Images, tests: 2000, batch: c.Images / parts, decay: float64(c.Decay) / 10000}
}

func (c BatchesCell) ends(ctx context.Context, r theorems.Run) (out BatchesEnd, err error) {
	start, order := c.course(batchesSmall).start(r.Rand), r.Rand.Uint64()
	l := c.course(batchesSmall).lossAtImages(c.Images)
	few := c.course(batchesSmall).lossAtImages(min(c.Images, batchesImages))
	var w [2][]float64
	for k, parts := range []int{batchesSmall, batchesLarge} {
		course := c.course(parts)
		w[k], err = course.run(ctx, start, train.Momentum{Rate: batchesRate, Momentum: batchesMomentum}, order, 0, c.Epochs*course.perEpoch())
		if err != nil {
			return out, err
		}
		out.Loss[k], out.Accuracy[k], out.Norm[k] = l.at(w[k]), l.accuracy(w[k]), lengthOf(w[k])
	}
	for range batchesDirections {
		d := normalEntries(r.Rand, len(start), 1)
		for k := range w {
			out.Raw[k] += batchesLength * few.reach(w[k], ofLength(d, batchesLength)) / batchesDirections
			out.Relative[k] += few.reach(w[k], l.course.likeUnits(d, w[k])) / batchesDirections
		}
	}
	for _, t := range batchesLine {
		out.Line = append(out.Line, few.at(pointBetween(w[0], w[1], t)))
	}
	return out, nil
}

// reach is the first t = 1/20, 2/20, … at which the loss at w + td is above that at w by the rise; the last, 2, if there is none.
func (l courseLoss) reach(w, d []float64) float64 {
	most := l.at(w) + batchesRise
	v := make([]float64, len(w))
	for k := 1; k < batchesReach; k++ {
		t := float64(k) / 20
		for i := range v {
			v[i] = w[i] + float64(t*d[i])
		}
		if l.at(v) > most {
			return t
		}
	}
	return float64(batchesReach) / 20
}

// batchesSizes are the words for the two.
var batchesSizes = []string{"small batch", "large batch"}

const (
	smallIsLonger  = "the small batch has the larger weights"
	largeIsLonger  = "the large batch has the larger weights"
	smallReaches   = "and is wider along raw directions"
	largeReaches   = "and the large one is wider along raw directions"
	smallIsFarther = "and along relative ones"
	largeIsFarther = "but the large one along relative ones"
)

func (e BatchesEnd) tally() tables.Tally {
	class := [3]string{largeIsLonger, largeReaches, largeIsFarther}
	if e.Norm[0] > e.Norm[1] {
		class[0] = smallIsLonger
	}
	if e.Raw[0] > e.Raw[1] {
		class[1] = smallReaches
	}
	if e.Relative[0] > e.Relative[1] {
		class[2] = smallIsFarther
	}
	t := tables.Tally{Class: class[0] + ", " + class[1] + ", " + class[2]}
	for k, of := range batchesSizes {
		t.Values = append(t.Values, tables.Value{Name: "loss, " + of, X: e.Loss[k]}, tables.Value{Name: "accuracy, " + of, X: e.Accuracy[k]}, tables.Value{Name: "norm, " + of, X: e.Norm[k]},
			tables.Value{Name: "raw width, " + of, X: e.Raw[k]}, tables.Value{Name: "relative width, " + of, X: e.Relative[k]})
	}
	for k, x := range e.Line {
		t.Values = append(t.Values, tables.Value{Name: batchesAt(k), X: x})
	}
	return t
}

func batchesAt(k int) string { return fmt.Sprintf("loss at t = %.1f", batchesLine[k]) }
