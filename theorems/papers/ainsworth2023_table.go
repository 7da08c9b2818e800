package papers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/matching"
	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/surface"
	"saddle/theorems/tables"
)

// A JoinedCell is how many units each of two hidden layers of ReLUs has.
type JoinedCell struct{ Width int }

// How the nets are trained, and the curve.
const (
	joinedImages, joinedBatch      = 3000, 50
	joinedEpochs, joinedBendEpochs = 8, 16
	joinedNodes                    = 33
)

// joinedMethod trains the nets and the curve.
var joinedMethod = train.Adam{Rate: 0.001}

// A bend is the loss of a net at a random place of the curve (1−s)²A + 2s(1−s)C + s²B, as a function of C.
type bend struct {
	*models.Net
	a, b, w []float64
	r       *rand.Rand
}

// bezier sets w to the point at s.
func bezier(w, a, c, b []float64, s float64) {
	for i := range w {
		w[i] = float64((1-s)*(1-s)*a[i]) + float64(2*s*(1-s)*c[i]) + float64(s*s*b[i])
	}
}

// LossGradient draws s for each batch.
func (d *bend) LossGradient(dst, c []float64, batch models.Batch) (loss float64, wrong int) {
	s := d.r.Float64()
	bezier(d.w, d.a, c, d.b, s)
	loss, wrong = d.Net.LossGradient(dst, d.w, batch)
	for i := range dst {
		dst[i] *= 2 * s * (1 - s)
	}
	return loss, wrong
}

// A JoinedEnd is what lies between two nets.
type JoinedEnd struct {
	Line    float64 `json:"line"`    // the most by which the loss on the straight line is above the chord of the losses of its ends
	Matched float64 `json:"matched"` // on the line to the second net, its units matched to those of the first
	Curve   float64 `json:"curve"`   // on the Bézier curve
	Ends    float64 `json:"ends"`    // the larger loss of the two
	Most    float64 `json:"most"`    // the largest loss on the curve
	Nearer  float64 `json:"nearer"`  // the squared distance after matching, over that before
	Passes  int     `json:"passes"`  // over the layers, until none changed
	// Z are the losses on the line, on the line to the matched net, and on the curve, of run 0 alone.
	Z [][]float64 `json:"z,omitempty"`
}

// joined trains two nets, matches the second to the first, and trains the curve.
func (c JoinedCell) joined(ctx context.Context, r theorems.Run) (e JoinedEnd, err error) {
	all, _ := data.MNIST()
	fit := train.Fit{Net: digitConfig(c.Width, c.Width), Data: all.First(joinedImages), Method: joinedMethod, Batch: joinedBatch, Epochs: joinedEpochs}
	d, err := digitLineOf(fit)
	if err != nil {
		return e, err
	}
	_, a, err := d.train(ctx, r, nil)
	if err != nil {
		return e, err
	}
	_, b, err := d.train(ctx, r, nil)
	if err != nil {
		return e, err
	}
	m, err := matching.Weights(a, b, d.net.Blocks(), r.Rand)
	if err != nil {
		return e, err
	}
	control, err := joinedControl(ctx, fit, a, b, r)
	if err != nil {
		return e, err
	}
	e = JoinedEnd{Nearer: m.Squares[len(m.Squares)-1] / m.Squares[0], Passes: m.Passes}
	line, matched, curved := joinedProfile(d.net, a, joinedMiddle(a, b), b), joinedProfile(d.net, a, joinedMiddle(a, m.W), m.W), joinedProfile(d.net, a, control, b)
	e.Line, e.Matched, e.Curve = line.Barrier, matched.Barrier, curved.Barrier
	z := curved.Z
	e.Ends = max(z[0], z[len(z)-1])
	for _, x := range z {
		e.Most = max(e.Most, x)
	}
	if r.Index == 0 {
		e.Z = [][]float64{theorems.Rounded(line.Z), theorems.Rounded(matched.Z), theorems.Rounded(z)}
	}
	return e, nil
}

// joinedControl trains C, from the middle.
func joinedControl(ctx context.Context, fit train.Fit, a, b []float64, r theorems.Run) ([]float64, error) {
	net, err := models.NewNet(fit.Net)
	if err != nil {
		return nil, err
	}
	fit.Learner, fit.Net, fit.Epochs = &bend{net, a, b, make([]float64, len(a)), r.Rand}, models.MLPConfig{}, joinedBendEpochs
	out, err := fit.Run(ctx, r.Rand, &train.FitOptions{W: joinedMiddle(a, b)})
	if err == nil && out.Stop == train.Interrupted {
		err = context.Cause(ctx)
	}
	return out.W, err
}

// joinedMiddle returns (a + b)/2: the C of which the curve is the straight line.
func joinedMiddle(a, b []float64) []float64 {
	c := make([]float64, len(a))
	for i := range c {
		c[i] = (a[i] + b[i]) / 2
	}
	return c
}

// A joinedLosses is a profile with its losses.
type joinedLosses struct {
	surface.Profile
	Z []float64
}

// joinedProfile returns the losses at evenly spaced s of a curve.
func joinedProfile(m *models.MLP, a, c, b []float64) (p joinedLosses) {
	w := make([]float64, len(a))
	s := joinedAxis.All()
	for _, at := range s {
		bezier(w, a, c, b, at)
		p.Z = append(p.Z, m.Loss(w))
	}
	p.Profile = surface.ProfileOf(s, p.Z)
	return p
}

var joinedAxis = surface.Axis{From: 0, To: 1, Nodes: joinedNodes}

// AinsworthJoined puts numbers beside the barriers of both papers.
var AinsworthJoined = tables.Table[JoinedCell, JoinedEnd]{
	Name: "ainsworth2023/what-lies-between-two-nets",
	Says: fmt.Sprintf("The loss at the first %d images between two nets 196–w–w–10 of ReLUs that learn the first %d images of MNIST in 14×14 for %d epochs of Adam (rate 0.001, batches of %d), from different starts: on the straight line; "+
		"on the line to the second net with its units matched to the first's by weights, layer after layer until none changes; and on the Bézier curve (1−s)²A + 2s(1−s)C + s²B, with C from the middle trained by the same for %d epochs, s drawn for each batch. "+
		"A barrier is the most by which the loss, at %d places, is above the chord of the losses of the ends",
		lineDrawn, joinedImages, joinedEpochs, joinedBatch, joinedBendEpochs, joinedNodes),
	Source:  ainsworth2023.Locate("Algorithm 1 and Figure 2; and T. Garipov, P. Izmailov, D. Podoprikhin, D. Vetrov and A. G. Wilson 2018, arXiv 1802.10026, section 3, for the curve: both of larger nets and more data, as we recall them", "Error Surface"),
	Version: 1, Cells: []JoinedCell{{16}, {64}, {256}}, Runs: 10,
	Run: func(ctx context.Context, c JoinedCell, r theorems.Run) (JoinedEnd, error) { return c.joined(ctx, r) },
	Tally: func(_ JoinedCell, e JoinedEnd) tables.Tally {
		class := "not both are lower"
		switch {
		case math.IsNaN(e.Line + e.Matched + e.Curve):
			return tables.Tally{Class: "not finite"}
		case e.Matched < e.Line && e.Curve < e.Line:
			class = bothAreLower
		}
		return tables.Tally{Class: class, Values: []tables.Value{
			{Name: "line", X: e.Line}, {Name: "matched", X: e.Matched}, {Name: "curve", X: e.Curve}, {Name: "ends", X: e.Ends}, {Name: "most", X: e.Most},
			{Name: "nearer", X: e.Nearer}, {Name: "passes", X: float64(e.Passes)}}}
	},
	Unknown: []string{"not finite"},
	Row: func(_ JoinedCell, s tables.Summary) []tables.Entry {
		return []tables.Entry{
			s.Mean("barrier on the straight line", "line", everyEnd, ""), s.Mean("barrier after matching", "matched", everyEnd, ""), s.Mean("barrier on the curve", "curve", everyEnd, ""),
			s.Rate("matching and the curve both lower it", func(class string) bool { return class == bothAreLower }, nil),
			s.Mean("larger loss of the ends", "ends", everyEnd, ""), s.Mean("largest loss on the curve", "most", everyEnd, ""),
			s.Mean("squared distance after matching, of that before", "nearer", everyEnd, ""), s.Mean("passes of the matching", "passes", everyEnd, ""),
		}
	},
	Specimen: func(c JoinedCell, e JoinedEnd) []theorems.Figure { return e.figure(c) },
	Valid: func(c JoinedCell) error {
		if c.Width < 1 || c.Width > 1024 {
			return fmt.Errorf("1 to 1024 units")
		}
		return nil
	},
}

const bothAreLower = "both are lower"

// figure draws what run 0 kept.
func (e JoinedEnd) figure(c JoinedCell) []theorems.Figure {
	if len(e.Z) != 3 {
		return nil
	}
	f := theorems.Figure{
		Name: fmt.Sprintf("%d-units", c.Width), Says: fmt.Sprintf("Loss between two nets of digits with %d units a layer", c.Width),
		X: theorems.Axis{Label: "s"}, Y: theorems.Axis{Label: "loss"},
		Hides: fmt.Sprintf("one run; matching keeps the function of the second net, and the curve both nets as they are; the squared distance of the two is %.0f %% of what it was before matching", 100*e.Nearer),
	}
	for k, name := range []string{"straight line", "after matching", "Bézier curve"} {
		f.Series = append(f.Series, theorems.Series{Name: name, Mark: theorems.Line, X: theorems.Rounded(joinedAxis.All()), Y: e.Z[k]})
	}
	return []theorems.Figure{f}
}
