package papers

import (
	"context"
	"fmt"
	"math"
	"slices"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// A BlindCell is a start of a net of ReLUs on digits: Layers hidden layers of H units, biases of 0, and weights by
// Start, which for "normal" are from N(Mean, Deviation²).
type BlindCell struct {
	Start           string // "glorot", "he", "lecun" or "normal"
	Mean, Deviation float64
	Layers, H       int
}

// blindStarts are those of a cell, in the order of the picture.
var blindStarts = []BlindCell{
	{Start: "glorot"}, {Start: "he"}, {Start: "lecun"},
	{Start: "normal", Deviation: 0.01}, {Start: "normal", Deviation: 0.1}, {Start: "normal", Mean: 0.1, Deviation: 0.01},
	{Start: "normal", Mean: -0.01, Deviation: 0.01}, {Start: "normal", Mean: -0.05, Deviation: 0.01},
	{Start: "normal", Mean: -0.1, Deviation: 0.1}, {Start: "normal", Mean: -0.3, Deviation: 0.1},
	{Start: "normal", Mean: -1, Deviation: 0.01}, {Start: "normal", Mean: -10, Deviation: 0.01},
}

// The depths are the paper's.
var blindShapes = [][2]int{{2, 32}, {2, 128}, {5, 32}, {5, 128}}

const blindImages, blindEpochs, blindBatch = 5000, 12, 100

// BlindSpots is the figure of the paper at a scale at which it takes seconds: 600 steps in place of a million, which
// no layer that is off would notice.
var BlindSpots = tables.Table[BlindCell, BlindEnd]{
	Name: "swirszcz2016/blind-spots",
	Says: fmt.Sprintf("What share of the first %d training images of MNIST in 14×14 a net of ReLUs has right after %d steps of Adam (rate 0.001, batches of %d), from twelve starts with biases of 0, and whether a hidden layer is off at all images",
		blindImages, blindEpochs*blindImages/blindBatch, blindBatch),
	Source:  swirszcz2016.Locate("Figure 1, whose starts and values are not in the text at hand", "“Blind Spot” of ReLU"),
	Version: 1,
	Cells:   blindCells(),
	Runs:    3,
	Run: func(ctx context.Context, c BlindCell, r theorems.Run) (BlindEnd, error) {
		return c.trained(ctx, r, blindImages, blindEpochs)
	},
	Tally:   func(_ BlindCell, e BlindEnd) tables.Tally { return e.tally() },
	Row:     blindRow,
	Figures: blindFigures,
	Valid: func(c BlindCell) error {
		if c.Layers < 1 || c.Layers > 20 || c.H < 1 || c.H > 500 {
			return fmt.Errorf("1 to 20 layers of 1 to 500 units")
		}
		_, err := c.start()
		return err
	},
}

func blindCells() (out []BlindCell) {
	for _, shape := range blindShapes {
		for _, c := range blindStarts {
			c.Layers, c.H = shape[0], shape[1]
			out = append(out, c)
		}
	}
	return out
}

// A BlindEnd is what became of a net.
type BlindEnd struct {
	Off   int  `json:"off"`             // hidden layers that are off at all images, at the start
	After int  `json:"after"`           // and in the end
	Moved bool `json:"moved,omitempty"` // a parameter up to a layer that was off at the start has moved
	Right int  `json:"right"`           // images
	Most  int  `json:"most"`            // images of the most frequent digit
	Alone bool `json:"alone,omitempty"` // all images that are right are of one digit
}

func (c BlindCell) start() (train.Start, error) {
	switch {
	case c.Start == "glorot":
		return train.GlorotNormal{}, nil
	case c.Start == "he":
		return train.He{}, nil
	case c.Start == "lecun":
		return train.LeCun{}, nil
	case c.Start == "normal" && math.Abs(c.Mean) <= 1000 && c.Deviation >= 0 && c.Deviation <= 1000:
		return train.Gaussian{Mean: c.Mean, Deviation: c.Deviation}, nil
	}
	return nil, fmt.Errorf("start=glorot, he, lecun or normal, the last with a mean and a deviation of at most 1000")
}

func (c BlindCell) config() models.MLPConfig {
	widths := append([]int{196}, slices.Repeat([]int{c.H}, c.Layers)...)
	return models.MLPConfig{Widths: append(widths, 10), Activation: models.ReLU, Bias: true, Criterion: models.CrossEntropy, Mean: true}
}

// trained trains a net on the first of the images.
func (c BlindCell) trained(ctx context.Context, r theorems.Run, images, epochs int) (e BlindEnd, err error) {
	start, err := c.start()
	if err != nil {
		return e, err
	}
	net, err := models.NewNet(c.config())
	if err != nil {
		return e, err
	}
	set, _ := data.MNIST()
	set = set.First(images)
	all := train.BatchOf(set)
	w := make([]float64, net.Dim())
	start.Draw(w, c.config().Widths, true, r.Rand)
	f := train.Fit{Net: c.config(), Data: set, Method: train.Adam{}, Batch: blindBatch, Epochs: epochs}
	out, err := f.Run(ctx, r.Rand, &train.FitOptions{W: w})
	if err != nil {
		return e, err
	}
	last := 0
	e.Off, last = layersOff(net, w, all)
	e.After, _ = layersOff(net, out.W, all)
	e.Moved = movedUpTo(c.config().Widths, last, w, out.W)
	e.score(net, out.W, all)
	return e, nil
}

// score counts the images that are right, and those of the most frequent digit.
func (e *BlindEnd) score(net *models.Net, w []float64, b models.Batch) {
	outputs, right, all := make([]float64, 10*len(b.Labels)), [10]int{}, [10]int{}
	net.Outputs(outputs, w, b.X)
	for s, label := range b.Labels {
		all[label]++
		z := outputs[10*s:][:10]
		if top := slices.Max(z); z[label] == top && slices.Index(z, top) == label && !slices.Contains(z[label+1:], top) {
			right[label]++
		}
	}
	digits := 0
	for digit, n := range right {
		e.Right += n
		e.Most = max(e.Most, all[digit])
		digits += int(indicator(n > 0))
	}
	e.Alone = digits <= 1
}

// layersOff returns how many hidden layers are off at all samples, and the last of them, from 1.
func layersOff(net *models.Net, w []float64, b models.Batch) (count, last int) {
	widths := net.Widths()
	for l, off := range net.Off(w, b.X) {
		if off == widths[l+1] {
			count, last = count+1, l+1
		}
	}
	return count, last
}

// movedUpTo reports whether a parameter of the first layers is another one in the end.
func movedUpTo(widths []int, layers int, start, end []float64) bool {
	n := parametersUpTo(widths, layers)
	return !slices.Equal(start[:n], end[:n])
}

// parametersUpTo returns how many parameters the first layers have, with biases.
func parametersUpTo(widths []int, layers int) (n int) {
	for l := range layers {
		n += widths[l+1] * (widths[l] + 1)
	}
	return n
}
