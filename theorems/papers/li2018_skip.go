package papers

import (
	"context"
	"fmt"
	"math"
	"strings"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/nets"
	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/surface"
	"saddle/theorems/tables"
)

// A SkipCell is a fully connected net of Depth weight matrices and Width units a layer, with skip connections over pairs of
// layers or without.
type SkipCell struct {
	Depth int
	Skip  bool
}

// skipWidth is that of all layers.
const skipWidth = 16

// How the nets are trained and drawn: the paper's rates, decay, batches and drops, on a net and data that a laptop holds.
const (
	skipImages, skipDrawn = 6000, 1000
	skipEpochs, skipBatch = 12, 128
	skipDecay             = 5e-4
	skipDeep              = 56 // from which on plain nets have a tenth of the rate, as the paper's noshort-56
)

// LiSkipSurfaces are the pictures of Figure 1: the same net with and without skip connections, from shallow to deep.
var LiSkipSurfaces = surface.Experiment{
	Name: "li2018/skip-connections",
	Says: fmt.Sprintf("Fully connected nets of %d units a layer with batch normalisation, with skip connections over pairs of layers and without, trained on the first %d images of MNIST in 14×14 by Nesterov's momentum "+
		"(%d epochs, batches of %d, rate 0.1, for plain nets of %d and more layers 0.01, a tenth of it from epoch 8 on, weight decay %g), and the loss at the first %d images over two random directions, normalised by filter, with biases and what batch normalisation adds kept, and its means and variances those of the training",
		skipWidth, skipImages, skipEpochs, skipBatch, skipDeep, skipDecay, skipDrawn),
	Source: li2018.Locate("Figures 1 and 5: ResNet-20, 56 and 110 with and without skip connections", "Skip Connection"),
	Parts:  append(skipParts(20, 56, 110), "56-skip"+freshStatistics, "56-plain"+freshStatistics),
	Grid:   surface.Grid{X: surface.Symmetric(1, 25), Y: surface.Symmetric(1, 25)},
	Make: func(ctx context.Context, part string, r theorems.Run, progress func(done, all int)) (surface.Scene, error) {
		name, fresh := strings.CutSuffix(part, freshStatistics)
		c, err := skipPart(name)
		if err != nil {
			return surface.Scene{}, err
		}
		scene, _, err := c.scene(ctx, r, progress)
		if fresh && err == nil {
			scene = freshly(scene)
		}
		return scene, err
	},
}

// freshStatistics ends the names of the pictures whose statistics of batch normalisation are those of the 1000 images at each node.
const freshStatistics = "-fresh"

// freshly is the scene with the statistics of each node.
func freshly(s surface.Scene) surface.Scene {
	loss := s.Loss.(*nets.ResidualLoss)
	s.Loss = surface.Func(loss.Dim(), func(w []float64) float64 {
		var at [1]float64
		point := func(dst []float64, _ int) { copy(dst, w) }
		if err := loss.Losses(context.Background(), at[:], point, &nets.LossesOptions{Workers: 1, Fresh: true}); err != nil {
			panic(err) // nothing interrupts it
		}
		return at[0]
	})
	s.Buffers = surface.ReestimatedBuffers
	return s
}

// part is what the picture of a cell is called.
func (c SkipCell) part() string {
	if c.Skip {
		return fmt.Sprintf("%d-skip", c.Depth)
	}
	return fmt.Sprintf("%d-plain", c.Depth)
}

func skipParts(depths ...int) (out []string) {
	for _, d := range depths {
		out = append(out, SkipCell{d, true}.part(), SkipCell{d, false}.part())
	}
	return out
}

func skipPart(name string) (SkipCell, error) {
	for d := 2; d <= 1000; d++ {
		for _, c := range []SkipCell{{d, true}, {d, false}} {
			if c.part() == name {
				return c, nil
			}
		}
	}
	return SkipCell{}, fmt.Errorf("there is no net %q: want a depth from 2 to 1000, and skip or plain, as 56-skip", name)
}

// rate is what training begins with.
func (c SkipCell) rate() float64 {
	if !c.Skip && c.Depth >= skipDeep {
		return 0.01
	}
	return 0.1
}

// scene trains the net and returns what is drawn, and the share of the images drawn that it classifies right.
func (c SkipCell) scene(ctx context.Context, r theorems.Run, progress func(done, all int)) (scene surface.Scene, accuracy float64, err error) {
	all, _ := data.MNIST()
	set, _, _ := all.First(skipImages).Standardised()
	net, err := nets.NewResidual(nets.ResidualConfig{Inputs: set.Inputs(), Width: skipWidth, Depth: c.Depth, Classes: 10, Skip: c.Skip})
	if err != nil {
		return scene, 0, err
	}
	w := make([]float64, net.Dim())
	net.Draw(w, r.Rand)
	net.Quiet(w)
	fit := train.Fit{Learner: net, Data: set, Method: train.Nesterov{Rate: c.rate(), Momentum: 0.9}, Batch: skipBatch, Epochs: skipEpochs,
		Decay: skipDecay, Drops: []train.Drop{{Epoch: 8, Factor: 0.1}}}
	end, err := fit.Run(ctx, r.Rand, &train.FitOptions{W: w, Progress: progress})
	if err != nil {
		return scene, 0, err
	}
	if len(end.Epochs) < skipEpochs {
		return scene, 0, context.Cause(ctx)
	}
	loss, err := net.Evaluation(set.First(skipDrawn), net.Statistics())
	if err != nil {
		return scene, 0, err
	}
	plane, err := liPlane(end.W, net.Blocks())
	if err != nil {
		return scene, 0, err
	}
	_, wrong := loss.LossWrong(end.W)
	name := fmt.Sprintf("cross-entropy of a net of %d layers, %s", c.Depth, c.part())
	return surface.Scene{Loss: loss, Plane: plane, Blocks: net.Blocks(), Name: name, Data: "MNIST 14×14, the first 1000 training images", Buffers: surface.KeptBuffers},
		1 - float64(wrong)/skipDrawn, nil
}

// liPlane is spanned by the first two random directions, normalised by filter.
func liPlane(w []float64, blocks []models.Block) (surface.Plane, error) {
	var along []surface.Direction
	for i := range 2 {
		d, err := surface.Random(w, blocks, surface.Drawing{Index: i})
		if err != nil {
			return surface.Plane{}, err
		}
		along = append(along, d)
	}
	return surface.Around(w, along...)
}

// A SkipEnd is what a net comes to, and its picture.
type SkipEnd struct {
	Accuracy  float64 `json:"accuracy"`
	NonConvex float64 `json:"nonConvex"` // share of the inner nodes
	Minima    int     `json:"minima"`    // of the grid, away from its rim
	Most      float64 `json:"most"`      // log₁₀ of the largest loss that is finite
	// The share and the largest loss at 15 × 15 nodes where the statistics of batch normalisation are those of each node.
	FreshNonConvex float64 `json:"freshNonConvex"`
	FreshMost      float64 `json:"freshMost"`
	// Z are the losses of run 0 at every second node, the centre among them, to four digits; null where one is not finite.
	Z [][]*float64 `json:"z,omitempty"`
}

// LiSkip puts numbers beside the pictures.
var LiSkip = tables.Table[SkipCell, SkipEnd]{
	Name:    "li2018/skip-connections-in-numbers",
	Says:    LiSkipSurfaces.Says + ". Of each picture, of 51 × 51 nodes: the share of inner nodes at which the second differences have a negative eigenvalue, the local minima away from the rim, and the largest loss; and of 15 × 15 nodes where batch normalisation takes the means and variances of the 1000 images at each node, as the paper's pictures do not, the share and the largest loss",
	Source:  li2018.Locate("Figures 1 and 5, and Table 1: the error of ResNet-20, 56 and 110 is 7.37, 5.89 and 5.79 % with skip connections and 8.18, 13.31 and 16.44 % without, on CIFAR-10", "Skip Connection"),
	Version: 1,
	Cells:   skipCells(),
	Runs:    3,
	Run: func(ctx context.Context, c SkipCell, r theorems.Run) (SkipEnd, error) {
		scene, accuracy, err := c.scene(ctx, r, nil)
		if err != nil {
			return SkipEnd{}, err
		}
		s, err := surface.Of(ctx, scene.Loss, scene.Plane, LiSkipSurfaces.Grid, &surface.Options{Workers: 1, Buffers: scene.Buffers})
		if err != nil {
			return SkipEnd{}, err
		}
		scene = freshly(scene)
		fresh, err := surface.Of(ctx, scene.Loss, scene.Plane, skipFreshGrid, &surface.Options{Workers: 1, Buffers: scene.Buffers})
		if err == nil {
			err = context.Cause(ctx)
		}
		return skipEnd(s, fresh, accuracy, r.Index == 0), err
	},
	Tally: func(_ SkipCell, e SkipEnd) tables.Tally {
		return tables.Tally{Class: "trained", Values: []tables.Value{
			{Name: "accuracy", X: e.Accuracy}, {Name: "non-convex", X: e.NonConvex}, {Name: "minima", X: float64(e.Minima)}, {Name: "most", X: e.Most},
			{Name: "fresh non-convex", X: e.FreshNonConvex}, {Name: "fresh most", X: e.FreshMost},
		}}
	},
	Row: func(_ SkipCell, s tables.Summary) []tables.Entry {
		return []tables.Entry{
			s.Mean("share of images classified right", "accuracy", everyEnd, ""), s.Mean("share of nodes that are not convex", "non-convex", everyEnd, ""),
			s.Mean("local minima of the grid", "minima", everyEnd, ""), s.Mean("log₁₀ of the largest loss", "most", everyEnd, ""),
			s.Mean("not convex, fresh statistics", "fresh non-convex", everyEnd, ""), s.Mean("log₁₀ of the largest loss, fresh statistics", "fresh most", everyEnd, ""),
		}
	},
	Specimen: func(c SkipCell, e SkipEnd) []theorems.Figure { return e.figure(c) },
	Valid: func(c SkipCell) error {
		if c.Depth < 2 || c.Depth > 1000 {
			return fmt.Errorf("2 to 1000 layers")
		}
		return nil
	},
}

// skipFreshGrid is that of the pictures with fresh statistics.
var skipFreshGrid = surface.Grid{X: surface.Symmetric(1, 7), Y: surface.Symmetric(1, 7)}

func skipCells() (out []SkipCell) {
	for _, d := range []int{8, 20, 32, 56, 110} {
		out = append(out, SkipCell{d, true}, SkipCell{d, false})
	}
	return out
}

// skipEnd sums up a surface, and the one with fresh statistics.
func skipEnd(s, fresh surface.Surface, accuracy float64, picture bool) SkipEnd {
	e := SkipEnd{Accuracy: accuracy, Minima: s.Summary().Minima}
	e.NonConvex, e.Most = skipShape(s)
	e.FreshNonConvex, e.FreshMost = skipShape(fresh)
	for i := 1; picture && i < len(s.Z); i += 2 {
		row := make([]*float64, 0, len(s.Z[i])/2+1)
		for j := 1; j < len(s.Z[i]); j += 2 {
			row = append(row, nil)
			if z := theorems.Rounded(s.Z[i][j : j+1]); !math.IsNaN(z[0]) && !math.IsInf(z[0], 0) {
				row[len(row)-1] = &z[0]
			}
		}
		e.Z = append(e.Z, row)
	}
	return e
}

// skipShape is the share of nodes that are not convex, and log₁₀ of the largest loss.
func skipShape(s surface.Surface) (nonConvex, most float64) {
	sum := s.Summary()
	if sum.Curved > 0 {
		nonConvex = float64(sum.NonConvex) / float64(sum.Curved)
	}
	if sum.Most != nil {
		most = math.Log10(*sum.Most)
	}
	return nonConvex, most
}

// figure draws what run 0 kept.
func (e SkipEnd) figure(c SkipCell) []theorems.Figure {
	if len(e.Z) == 0 || c.Depth != 20 && c.Depth < skipDeep { // those that the paper draws
		return nil
	}
	axis := surface.Symmetric(LiSkipSurfaces.Grid.X.At(len(LiSkipSurfaces.Grid.X.All())-2), len(e.Z)/2)
	z := make([][]float64, len(e.Z))
	for i, row := range e.Z {
		for _, x := range row {
			if x == nil {
				z[i] = append(z[i], math.NaN())
			} else {
				z[i] = append(z[i], *x)
			}
		}
	}
	s := madeSurface(surface.Grid{X: axis, Y: axis}, z)
	with := "with"
	if !c.Skip {
		with = "without"
	}
	f, err := s.Figure(c.part(), fmt.Sprintf("%d layers %s skip connections: the loss over two random directions, normalised by filter", c.Depth, with))
	if err != nil {
		return nil
	}
	f.Hides = fmt.Sprintf("every second of 51 × 51 nodes is drawn; of all inner ones %.0f %% are not convex, with %d local minima; %.0f %% of the images are classified right; "+
		"the statistics of batch normalisation are those of the centre, as in the paper's pictures: with those of each node the largest loss is not 10^%.1f but 10^%.1f, and %.0f %% are not convex",
		100*e.NonConvex, e.Minima, 100*e.Accuracy, e.Most, e.FreshMost, 100*e.FreshNonConvex)
	return []theorems.Figure{f}
}
