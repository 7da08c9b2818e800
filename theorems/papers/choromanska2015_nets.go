package papers

import (
	"context"
	"fmt"
	"math"

	"saddle/theorems"
)

// The nets of the laws are small ones, trained on few images; those of the table NetsOfDigits are of the
// paper's kind.
const (
	narrow, wide, wider = 2, 16, 32
	groupOfNets         = 7   // whose losses are compared in pairs
	nearlyAlike         = 0.1 // where guessing among ten digits has the loss ln 10
)

var (
	fewDigits  = digitNet{images: 100, tests: 200, epochs: 20, batch: 10, rate: 0.2}
	longTrials = digitNet{images: 100, tests: 10, epochs: 30, batch: 10, rate: 0.2}
)

func (d digitNet) says() string {
	return fmt.Sprintf("nets 100–h–10 of ReLUs on the first %d images of MNIST in 10×10, %d epochs of gradient descent (rate %g, batches of %d) from weights and biases uniform in ±1/√fan-in",
		d.images, d.epochs, d.rate, d.batch)
}

// ends trains nets with h hidden units and returns their losses at the training and at the test images.
func (d digitNet) ends(r theorems.Run, h, count int) (training, test []float64) {
	for range count {
		a, b, err := d.end(context.Background(), r, h)
		if err != nil {
			panic(err)
		}
		training, test = append(training, a), append(test, b)
	}
	return training, test
}

// SpreadFallsWithWidth compares two nets with two others, so that nothing is asked of the distribution: with
// normal ones the share is (2/π) arctan of the ratio of their deviations, and 0.8 is a ratio of 3.08.
var SpreadFallsWithWidth = theorems.Law{
	Name: "choromanska2015/spread-falls-with-width",
	Says: fmt.Sprintf("The losses in which training ends are nearer to each other in wide nets: of %s, two with h = %d end with losses that differ by more than those of two with h = %d, at least 8 times in 10",
		longTrials.says(), narrow, wider),
	Source: choromanska2015.Locate("the experiments with nets: losses concentrate as n_1 grows", "Conjecture about Deep Learning; Spin Glass v.s. Deep Learning"),
	Expect: theorems.Inside,
	Region: theorems.Between(0.8, 1),
	Sample: func(r theorems.Run) (float64, string) { return longTrials.fartherApart(r, narrow, wider), "" },
	Runs:   1500,
	Error:  1e-8,
	Control: &theorems.LawControl{
		Name:   fmt.Sprintf("h = %d for both", narrow),
		Sample: func(r theorems.Run) (float64, string) { return longTrials.fartherApart(r, narrow, narrow), "" },
	},
}

// fartherApart is 1 if two nets with a units end farther from each other than two with b units.
func (d digitNet) fartherApart(r theorems.Run, a, b int) float64 {
	first, _ := d.ends(r, a, 2)
	second, _ := d.ends(r, b, 2)
	return indicator(math.Abs(first[0]-first[1]) > math.Abs(second[0]-second[1]))
}

// CorrelationFallsWithWidth has ranks for Pearson's correlation, which are bounded: of two nets, is the one with the
// lower loss at the training images that with the lower one at the test images?
var CorrelationFallsWithWidth = theorems.Law{
	Name: "choromanska2015/correlation-falls-with-width",
	Says: fmt.Sprintf("A lower training loss says less of the test loss in wide nets: of %s, the share of pairs that the losses at %d test images order as the training losses do is more often larger among %d nets with h = %d than among %d with h = %d than it is smaller",
		fewDigits.says(), fewDigits.tests, groupOfNets, narrow, groupOfNets, wide),
	Source:  choromanska2015.Locate("the table of correlations of training and test losses, which fall from 0.76 at n_1 = 25 to 0.41 at n_1 = 500", "Spin Glass v.s. Deep Learning"),
	Expect:  theorems.Inside,
	Region:  theorems.Between(0.5, 1),
	Sample:  func(r theorems.Run) (float64, string) { return fewDigits.moreConcordant(r, narrow, wide), "" },
	Runs:    1000,
	Error:   1e-8,
	Control: &theorems.LawControl{Name: "wide nets for narrow ones, and the reverse", Sample: func(r theorems.Run) (float64, string) { return fewDigits.moreConcordant(r, wide, narrow), "" }},
}

// moreConcordant is 1 if more pairs are concordant among some nets with a units than among as many with b units, and
// 1/2 if as many are.
func (d digitNet) moreConcordant(r theorems.Run, a, b int) float64 {
	x, y := concordance(d.ends(r, a, groupOfNets)), concordance(d.ends(r, b, groupOfNets))
	return (1 + indicator(x > y) - indicator(x < y)) / 2
}

// concordance is the share of pairs that x and y order alike; a tie is half of one.
func concordance(x, y []float64) float64 {
	share, pairs := 0.0, 0.0
	for i := range x {
		for j := range i {
			pairs++
			switch product := (x[i] - x[j]) * (y[i] - y[j]); {
			case product > 0:
				share++
			case product == 0:
				share += 0.5
			}
		}
	}
	return share / pairs
}

// WideNetsEndNearlyAlike is what remains of “all local minima are almost as good”: it speaks of where training
// ends, not of all minima, and of nets that are wide for their data.
var WideNetsEndNearlyAlike = theorems.Law{
	Name: "choromanska2015/wide-nets-end-nearly-alike",
	Says: fmt.Sprintf("Where training ends in wide nets, the loss is nearly the same: of %s, with h = %d the losses of two differ by at most %g, at least 85 times in 100, where guessing has the loss ln 10 = 2.3",
		longTrials.says(), wider, nearlyAlike),
	Source: choromanska2015.Locate("abstract: “local minima of high quality”; here of the ends of training", "Conjecture about Deep Learning; Concluding Remarks"),
	Expect: theorems.Inside,
	Region: theorems.Between(0.85, 1),
	Sample: func(r theorems.Run) (float64, string) { return longTrials.alike(r, wider), "" },
	Runs:   1500,
	Error:  1e-8,
	Control: &theorems.LawControl{
		Name:   fmt.Sprintf("h = %d", narrow),
		Sample: func(r theorems.Run) (float64, string) { return longTrials.alike(r, narrow), "" },
	},
}

// alike is 1 if the losses of two nets with h units are nearly the same.
func (d digitNet) alike(r theorems.Run, h int) float64 {
	loss, _ := d.ends(r, h, 2)
	return indicator(math.Abs(loss[0]-loss[1]) <= nearlyAlike)
}
