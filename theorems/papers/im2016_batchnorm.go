package papers

import (
	"context"
	"math"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/nets"
	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/surface"
)

// A NormCell is a net of Depth weight matrices, and by what its units are normalised along a line.
type NormCell struct {
	Depth int
	Norm  string // a key of normSays
}

var normSays = map[string]string{
	"none":  "without batch normalisation",
	"batch": "with batch normalisation, by the means and variances of the images at each point",
	"kept":  "with batch normalisation, by running statistics: those of the end from start to end, and the mean of both ends' in their proportion between two ends",
}

// How the nets are trained and drawn.
const (
	normWidth, normNodes  = 32, 21
	normImages            = 3000
	normBatch, normEpochs = 50, 5
	normRate              = 0.1
)

// A normNet trains nets with or without batch normalisation from starts of their own.
type normNet struct {
	fit   train.Fit
	bare  *models.MLP    // without batch normalisation, on the images that are drawn; or nil
	deep  *nets.Residual // with it, or nil
	drawn *data.Set
}

// newNormNet has the same widths and data with and without.
func newNormNet(c NormCell) (*normNet, error) {
	all, _ := data.MNIST()
	set, _, _ := all.First(normImages).Standardised()
	n := &normNet{drawn: set.First(lineDrawn), fit: train.Fit{Data: set, Method: train.GradientDescent{Rate: normRate}, Batch: normBatch, Epochs: normEpochs}}
	var err error
	if c.Norm != "none" {
		n.deep, err = nets.NewResidual(nets.ResidualConfig{Inputs: set.Inputs(), Width: normWidth, Depth: c.Depth, Classes: 10})
		n.fit.Learner = n.deep
		return n, err
	}
	var hidden []int
	for range c.Depth - 1 {
		hidden = append(hidden, normWidth)
	}
	n.fit.Net = digitConfig(hidden...)
	d, err := digitLineOf(n.fit)
	n.bare = d.net
	return n, err
}

// A normTrained is a net before and after training, and its running statistics then.
type normTrained struct {
	start, end []float64
	statistics nets.Statistics
}

// train starts from normal weights of variance 2/n, 1/n of the last layer, as [nets.Residual.Draw] does, and biases of 0.
func (n *normNet) train(ctx context.Context, r theorems.Run) (out normTrained, err error) {
	if n.bare != nil {
		out.start = make([]float64, n.bare.Dim())
		train.He{}.Draw(out.start, n.fit.Net.Widths, true, r.Rand)
		blocks := n.bare.Blocks()
		for i := blocks[len(blocks)-2].From; i < len(out.start); i++ {
			out.start[i] *= math.Sqrt2 / 2
		}
	} else {
		out.start = make([]float64, n.deep.Dim())
		n.deep.Draw(out.start, r.Rand)
		if err := n.deep.SetStatistics(n.deep.Estimate(out.start, n.images())); err != nil { // none are left of another net
			return out, err
		}
	}
	end, err := n.fit.Run(ctx, r.Rand, &train.FitOptions{W: out.start})
	if err == nil && end.Stop == train.Interrupted {
		err = context.Cause(ctx)
	}
	out.end = end.W
	if n.deep != nil {
		out.statistics = n.deep.Statistics()
	}
	return out, err
}

// images are those that are drawn, as one batch.
func (n *normNet) images() models.Batch {
	b := models.Batch{Labels: n.drawn.Labels(), X: make([]float64, n.drawn.Samples()*n.drawn.Inputs())}
	for i := range n.drawn.Samples() {
		n.drawn.Input(b.X[i*n.drawn.Inputs():][:n.drawn.Inputs()], i)
	}
	return b
}

var normAxis = surface.Axis{From: 0, To: 1, Nodes: normNodes}

// along returns the losses on the line from u to v, with statistics from s to t; without them, of the images at each point.
func (n *normNet) along(u, v []float64, statistics ...nets.Statistics) (z []float64, err error) {
	w := make([]float64, len(u))
	batch := n.images()
	for _, alpha := range normAxis.All() {
		for i := range w {
			w[i] = float64((1-alpha)*u[i]) + float64(alpha*v[i])
		}
		switch {
		case n.bare != nil:
			z = append(z, n.bare.Loss(w))
		case statistics == nil:
			l, _ := n.deep.Loss(w, batch)
			z = append(z, l)
		default:
			l, err := n.deep.Evaluation(n.drawn, normBetween(statistics[0], statistics[1], alpha))
			if err != nil {
				return nil, err
			}
			z = append(z, l.Loss(w))
		}
	}
	return z, nil
}

// normBetween returns (1−α)s + αt.
func normBetween(s, t nets.Statistics, alpha float64) (out nets.Statistics) {
	mix := func(a, b [][]float64) (out [][]float64) {
		for l := range a {
			row := make([]float64, len(a[l]))
			for i := range row {
				row[i] = float64((1-alpha)*a[l][i]) + float64(alpha*b[l][i])
			}
			out = append(out, row)
		}
		return out
	}
	return nets.Statistics{Mean: mix(s.Mean, t.Mean), Variance: mix(s.Variance, t.Variance)}
}

// A NormEnd is what two trainings of a net from different starts come to.
type NormEnd struct {
	Delta   float64 `json:"delta"`   // the most by which the loss rises again from start to end, of the two lines' mean
	Falls   bool    `json:"falls"`   // whether neither rises
	Spread  float64 `json:"spread"`  // the deviation of the loss between starts, root mean square over the line
	Shape   float64 `json:"shape"`   // the same of the lines scaled to go from 1 to 0
	First   float64 `json:"first"`   // mean loss of the starts
	Last    float64 `json:"last"`    // mean loss of the ends
	Barrier float64 `json:"barrier"` // between the two ends, above the chord
	// Z are the losses from start to end of both, and between the ends, of run 0 alone.
	Z [][]float64 `json:"z,omitempty"`
}

// ends trains twice, and draws both lines from start to end, and that between the ends.
func (c NormCell) ends(ctx context.Context, r theorems.Run) (e NormEnd, err error) {
	n, err := newNormNet(c)
	if err != nil {
		return e, err
	}
	var t [2]normTrained
	var z [3][]float64
	for k := range t {
		if t[k], err = n.train(ctx, r); err != nil {
			return e, err
		}
	}
	for k, line := range []struct {
		from, to []float64
		s, t     nets.Statistics
	}{
		{t[0].start, t[0].end, t[0].statistics, t[0].statistics}, {t[1].start, t[1].end, t[1].statistics, t[1].statistics},
		{t[0].end, t[1].end, t[0].statistics, t[1].statistics},
	} {
		var s []nets.Statistics
		if c.Norm == "kept" {
			s = []nets.Statistics{line.s, line.t}
		}
		if z[k], err = n.along(line.from, line.to, s...); err != nil {
			return e, err
		}
	}
	return normEnd(z, r.Index == 0), nil
}

// normEnd sums up the losses on the two lines from start to end and on the line between the ends.
func normEnd(z [3][]float64, picture bool) (e NormEnd) {
	alpha := normAxis.All()
	one, two := surface.ProfileOf(alpha, z[0]), surface.ProfileOf(alpha, z[1])
	last := len(alpha) - 1
	e = NormEnd{
		Delta: (one.Delta + two.Delta) / 2, Falls: one.Delta == 0 && two.Delta == 0,
		First: (z[0][0] + z[1][0]) / 2, Last: (z[0][last] + z[1][last]) / 2, Barrier: surface.ProfileOf(alpha, z[2]).Barrier,
	}
	e.Spread = normDeviation(z[0], z[1])
	e.Shape = normDeviation(normScaled(z[0]), normScaled(z[1]))
	if picture {
		for _, line := range z {
			e.Z = append(e.Z, theorems.Rounded(line))
		}
	}
	return e
}

// normDeviation returns the deviation of two samples at a point, √(½(x − y)²), root mean square over the points.
func normDeviation(x, y []float64) float64 {
	var sum float64
	for i := range x {
		d := x[i] - y[i]
		sum += float64(d*d) / 2
	}
	return math.Sqrt(sum / float64(len(x)))
}

// normScaled returns (z − z_last)/(z_first − z_last).
func normScaled(z []float64) []float64 {
	out := make([]float64, len(z))
	for i, x := range z {
		out[i] = (x - z[len(z)-1]) / (z[0] - z[len(z)-1])
	}
	return out
}
