package papers

import (
	"context"
	"fmt"
	"math"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// A DigitsCell is a net with N1 hidden units.
type DigitsCell struct{ N1 int }

// digitsOfPaper is how the nets of the table are trained. The paper has 200 epochs, and another start.
var digitsOfPaper = digitNet{images: 5000, tests: 2000, epochs: 12, batch: 100, rate: 0.1}

// NetsOfDigits is the part of the paper that is about nets, at a scale at which it takes a minute: how far the losses
// of nets of one size are apart, and what those at the training images say of those at the test images.
var NetsOfDigits = tables.Table[DigitsCell, DigitsEnd]{
	Name: "choromanska2015/nets-of-digits",
	Says: fmt.Sprintf("Losses in which the training of nets 100–n_1–10 of ReLUs ends, on the first %d images of MNIST in 10×10 with %d test images, after %d epochs of gradient descent (rate %g, batches of %d) from weights and biases uniform in ±1/√fan-in: their mean and deviation, and the correlation of the losses at the training and at the test images",
		digitsOfPaper.images, digitsOfPaper.tests, digitsOfPaper.epochs, digitsOfPaper.rate, digitsOfPaper.batch),
	Source:  choromanska2015.Locate("the histograms of test losses of nets with n_1 hidden units, and the table of correlations", "Spin Glass v.s. Deep Learning; Conjecture about Deep Learning"),
	Version: 1,
	Cells:   []DigitsCell{{3}, {5}, {10}, {25}, {50}, {100}, {250}},
	Runs:    60,
	Run: func(ctx context.Context, c DigitsCell, r theorems.Run) (DigitsEnd, error) {
		training, test, err := digitsOfPaper.end(ctx, r, c.N1)
		return DigitsEnd{training, test}, err
	},
	Tally: func(_ DigitsCell, e DigitsEnd) tables.Tally { return e.tally() },
	Row: func(c DigitsCell, s tables.Summary) []tables.Entry {
		m := momentsOf(s)
		return []tables.Entry{
			s.Mean("training loss", "training", everyEnd, ""), s.Mean("test loss", "test", everyEnd, ""),
			m.deviation("deviation of the training loss", 0), m.deviation("deviation of the test loss", 1), m.correlation(c.N1),
		}
	},
	Figures: digitsFigures,
	Valid: func(c DigitsCell) error {
		if c.N1 < 1 || c.N1 > 1000 {
			return fmt.Errorf("1 to 1000 hidden units")
		}
		return nil
	},
}

// A DigitsEnd has the mean losses of one net.
type DigitsEnd struct {
	Training float64 `json:"training"`
	Test     float64 `json:"test"`
}

// bin is the width of a bar of the histograms.
const bin = 0.02

// tally counts a net by its test loss.
func (e DigitsEnd) tally() tables.Tally {
	return tables.Tally{Class: binClass(int(math.Floor(e.Test / bin))), Values: []tables.Value{
		{Name: "training", X: e.Training}, {Name: "test", X: e.Test},
		{Name: "training²", X: e.Training * e.Training}, {Name: "test²", X: e.Test * e.Test}, {Name: "training·test", X: e.Training * e.Test},
	}}
}

func binClass(k int) string { return fmt.Sprintf("test loss from %.2f", float64(k)*bin) }

// moments are the means of two numbers, their variances and their covariance, of so many runs.
type moments struct {
	runs       int
	mean       [2]float64
	variance   [2]float64
	covariance float64
}

// momentsOf returns those of the losses at the training and at the test images.
func momentsOf(s tables.Summary) moments {
	v := s.Of(everyEnd).Values
	mean := func(name string) float64 { return v[name].Mean() }
	m := moments{runs: s.Runs, mean: [2]float64{mean("training"), mean("test")}}
	unbiased := float64(s.Runs) / float64(max(s.Runs-1, 1))
	for i, name := range []string{"training²", "test²"} {
		m.variance[i] = unbiased * max(mean(name)-float64(m.mean[i]*m.mean[i]), 0)
	}
	m.covariance = unbiased * (mean("training·test") - float64(m.mean[0]*m.mean[1]))
	return m
}

// normalQuantile is that of 97.5 %.
const normalQuantile = 1.959963985

// deviation shows a standard deviation, with the interval of Gaussian numbers: its logarithm has the deviation
// 1/√(2(n − 1)), about.
func (m moments) deviation(figure string, of int) tables.Entry {
	x := math.Sqrt(m.variance[of])
	e := tables.Entry{Figure: figure, Ours: &x, Runs: m.runs}
	if m.runs > 1 {
		reach := math.Exp(normalQuantile / math.Sqrt(float64(2*(m.runs-1))))
		e.Interval = &theorems.Region{Lo: x / reach, Hi: x * reach}
	}
	return e
}

// publishedCorrelations are the paper's, of 1000 nets each.
var publishedCorrelations = map[int]float64{25: 0.7616, 50: 0.6861, 100: 0.5983, 250: 0.5302, 500: 0.4081}

// correlation shows Pearson's, with Fisher's interval: artanh ρ has the deviation 1/√(n − 3), about.
func (m moments) correlation(n1 int) tables.Entry {
	e := tables.Entry{Figure: "correlation of the two", Runs: m.runs}
	if m.runs > 3 && m.variance[0] > 0 && m.variance[1] > 0 {
		rho := max(-1, min(1, m.covariance/math.Sqrt(float64(m.variance[0]*m.variance[1]))))
		z, reach := math.Atanh(rho), normalQuantile/math.Sqrt(float64(m.runs-3))
		e.Ours, e.Interval = &rho, &theorems.Region{Lo: math.Tanh(z - reach), Hi: math.Tanh(z + reach)}
	}
	if paper, ok := publishedCorrelations[n1]; ok {
		e.Paper, e.Published = fmt.Sprintf("%.4f", paper), &paper
		e.Note = "The paper trains 1000 nets of each size for 200 epochs on more images; the figures are shown side by side, not compared."
	}
	return e
}
