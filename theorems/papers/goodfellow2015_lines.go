package papers

import (
	"context"
	"fmt"
	"math"
	"strings"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/matching"
	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/surface"
	"saddle/theorems/tables"
)

// A LineCell is a line: how nets are trained, and which two points it joins.
type LineCell struct {
	Net  string // a key of lineMethods, or "lstm"
	Line string // a key of lineSays
}

// How the nets of digits are trained.
const (
	lineImages, lineDrawn = 6000, 1000
	lineEpochs, lineBatch = 6, 100
)

var lineMethods = map[string]train.Method{
	"sgd":       train.GradientDescent{Rate: 0.1},
	"adam":      train.Adam{Rate: 0.001},
	"adam-fast": train.Adam{Rate: 0.05},
}

var lineSays = map[string]string{
	"start-end": "from the start to the end of training",
	"starts":    "between two starts",
	"ends":      "between the ends of two trainings from different starts",
	"copy":      "from the end of training to the same net with its hidden units in another order",
}

func (c LineCell) part() string { return c.Net + "-" + c.Line }

// lineGrid has both ends of a line as nodes, and goes a quarter beyond.
var lineGrid = surface.Grid{X: surface.Axis{From: -0.25, To: 1.25, Nodes: 31}}

func lineCells() []LineCell {
	return []LineCell{{"sgd", "start-end"}, {"adam", "start-end"}, {"adam-fast", "start-end"}, {"sgd", "starts"}, {"sgd", "ends"}, {"sgd", "copy"}}
}

// GoodfellowProfiles are the lines of the paper's figures.
var GoodfellowProfiles = surface.Experiment{
	Name:   "goodfellow2015/profiles",
	Says:   lineProtocol + "; and of an LSTM " + lstmProtocol + ". Lines go " + lineList(),
	Source: goodfellow2015.Locate("Figures 1 to 9: losses along the line from the initial to the final parameters, and between two solutions", "Profile; Profile - LSTM"),
	Parts:  lineParts(append(lineCells(), lstmCells()...)),
	Grid:   lineGrid,
	Make: func(ctx context.Context, part string, r theorems.Run, progress func(done, all int)) (surface.Scene, error) {
		for _, c := range append(lineCells(), lstmCells()...) {
			if c.part() == part {
				return c.scene(ctx, r, progress)
			}
		}
		return surface.Scene{}, fmt.Errorf("there is no line %q", part)
	},
}

var lineProtocol = fmt.Sprintf("The loss at the first %d images along lines, of nets 196–64–64–10 of ReLUs that learn the first %d images of MNIST in 14×14 for %d epochs, in batches of %d, from weights and biases uniform in ±1/√fan-in: by gradient descent at rate 0.1, by Adam at rate 0.001, and by Adam at rate 0.05",
	lineDrawn, lineImages, lineEpochs, lineBatch)

func lineList() string {
	var out []string
	for _, k := range []string{"start-end", "starts", "ends", "copy"} {
		out = append(out, lineSays[k])
	}
	return strings.Join(out, ", ")
}

func lineParts(cells []LineCell) (out []string) {
	for _, c := range cells {
		out = append(out, c.part())
	}
	return out
}

// A learner is what lines are drawn of: it trains from a start of its own.
type learner interface {
	train(ctx context.Context, r theorems.Run, progress func(done, all int)) (start, end []float64, err error)
	scene() surface.Scene // without a plane
}

func (c LineCell) learner() (learner, error) {
	if size, ok := lstmSizes[c.Net]; ok {
		return newReader(size)
	}
	return newDigitLine(lineMethods[c.Net])
}

// valid returns an error for a line that cannot be drawn.
func (c LineCell) valid() error {
	_, text := lstmSizes[c.Net]
	if _, digits := lineMethods[c.Net]; !text && !digits {
		return fmt.Errorf("a net of sgd, adam, adam-fast, lstm, lstm-small and lstm-tiny")
	}
	if _, ok := lineSays[c.Line]; !ok || text && c.Line == "copy" {
		return fmt.Errorf("a line of start-end, starts, ends, and of a net of digits copy")
	}
	return nil
}

// scene trains what the line needs.
func (c LineCell) scene(ctx context.Context, r theorems.Run, progress func(done, all int)) (surface.Scene, error) {
	l, err := c.learner()
	if err != nil {
		return surface.Scene{}, err
	}
	s := l.scene()
	start, end, err := l.train(ctx, r, progress)
	if err != nil {
		return s, err
	}
	from, to := start, end
	switch c.Line {
	case "starts", "ends":
		start2, end2, err := l.train(ctx, r, progress)
		if err != nil {
			return s, err
		}
		if from, to = start, start2; c.Line == "ends" {
			from, to = end, end2
		}
	case "copy":
		from = end
		if to, err = reordered(end, l.(*digitLine).net.Blocks(), r); err != nil {
			return s, err
		}
	}
	s.Name = fmt.Sprintf("%s, %s", s.Name, lineSays[c.Line])
	s.Plane, err = surface.Through(from, to)
	return s, err
}

// reordered returns a net of ReLUs with the units of each hidden layer in another order, which is the same function.
func reordered(w []float64, blocks []models.Block, r theorems.Run) ([]float64, error) {
	layers, err := matching.Layers(blocks)
	if err != nil {
		return nil, err
	}
	var orders [][]int
	for _, l := range layers {
		orders = append(orders, r.Perm(l.Units))
	}
	return matching.Permute(w, blocks, orders)
}

// A digitLine trains nets of digits.
type digitLine struct {
	fit train.Fit
	net *models.MLP
}

func newDigitLine(m train.Method) (*digitLine, error) {
	all, _ := data.MNIST()
	return digitLineOf(train.Fit{Net: digitConfig(64, 64), Data: all.First(lineImages), Method: m, Batch: lineBatch, Epochs: lineEpochs})
}

// digitConfig describes a net of digits with hidden layers of ReLUs.
func digitConfig(hidden ...int) models.MLPConfig {
	widths := append(append([]int{196}, hidden...), 10)
	return models.MLPConfig{Widths: widths, Activation: models.ReLU, Bias: true, Criterion: models.CrossEntropy, Mean: true}
}

// digitLineOf trains as the fit says; its losses are those of the first images of its data.
func digitLineOf(fit train.Fit) (*digitLine, error) {
	d := &digitLine{fit: fit}
	config, drawn := fit.Net, fit.Data.First(lineDrawn)
	config.Labels = drawn.Labels()
	for i := range drawn.Samples() {
		x := make([]float64, drawn.Inputs())
		drawn.Input(x, i)
		config.X = append(config.X, x)
	}
	var err error
	d.net, err = models.NewMLP(config)
	return d, err
}

func (d *digitLine) scene() surface.Scene {
	return surface.Scene{Loss: d.net, Name: "cross-entropy of a net of digits", Data: "MNIST 14×14, the first 1000 training images"}
}

func (d *digitLine) train(ctx context.Context, r theorems.Run, progress func(done, all int)) (start, end []float64, err error) {
	start = make([]float64, d.net.Dim())
	train.UniformFanIn{}.Draw(start, d.fit.Net.Widths, true, r.Rand)
	out, err := d.fit.Run(ctx, r.Rand, &train.FitOptions{W: start, Progress: progress})
	if err == nil && out.Stop == train.Interrupted {
		err = context.Cause(ctx)
	}
	return start, out.W, err
}

// A LineEnd is what a line comes to, between its ends.
type LineEnd struct {
	Delta   float64 `json:"delta"`   // the most by which the loss rises again
	Barrier float64 `json:"barrier"` // the most by which it is above the straight line between the ends
	Half    float64 `json:"half"`    // where half of the way is made
	First   float64 `json:"first"`
	Last    float64 `json:"last"`
	// Z are the losses at the nodes, of run 0 alone.
	Z []float64 `json:"z,omitempty"`
}

func lineEnd(s surface.Surface, picture bool) LineEnd {
	p := s.Profile()
	e := LineEnd{Delta: p.Delta, Barrier: p.Barrier, Half: p.Half}
	for j, z := range s.Z[0] {
		switch s.Grid.X.At(j) {
		case 0:
			e.First = z
		case 1:
			e.Last = z
		}
	}
	if picture {
		e.Z = theorems.Rounded(s.Z[0])
	}
	return e
}

// lineTable is a table of lines.
func lineTable(name, says string, source theorems.Source, cells []LineCell, runs int) tables.Table[LineCell, LineEnd] {
	return tables.Table[LineCell, LineEnd]{
		Name: name, Says: says + ". Δ is the most by which the loss rises again on the way, and the barrier the most by which it is above the straight line between the losses of the ends", Source: source, Version: 1, Cells: cells, Runs: runs,
		Run: func(ctx context.Context, c LineCell, r theorems.Run) (LineEnd, error) {
			scene, err := c.scene(ctx, r, func(int, int) {})
			if err != nil {
				return LineEnd{}, err
			}
			s, err := surface.Of(ctx, scene.Loss, scene.Plane, lineGrid, &surface.Options{Workers: 1})
			if err == nil {
				err = context.Cause(ctx)
			}
			return lineEnd(s, r.Index == 0), err
		},
		Tally: func(_ LineCell, e LineEnd) tables.Tally {
			class := "rises on the way"
			if e.Delta == 0 {
				class = fallsAllTheWay
			}
			if math.IsNaN(e.Barrier) {
				return tables.Tally{Class: "not finite"}
			}
			return tables.Tally{Class: class, Values: []tables.Value{
				{Name: "delta", X: e.Delta}, {Name: "barrier", X: e.Barrier}, {Name: "half", X: e.Half}, {Name: "first", X: e.First}, {Name: "last", X: e.Last}}}
		},
		Unknown: []string{"not finite"},
		Row: func(c LineCell, s tables.Summary) []tables.Entry {
			out := []tables.Entry{s.Mean("barrier", "barrier", everyEnd, ""), s.Mean("Δ", "delta", everyEnd, ""), s.Mean("loss at 0", "first", everyEnd, ""), s.Mean("loss at 1", "last", everyEnd, "")}
			if c.Line == "start-end" {
				out = append(out, s.Rate("falls all the way", func(class string) bool { return class == fallsAllTheWay }, nil), s.Mean("half of the way is made at", "half", everyEnd, ""))
			}
			return out
		},
		Valid:    LineCell.valid,
		Specimen: func(c LineCell, e LineEnd) []theorems.Figure { return e.figure(c) },
	}
}

const fallsAllTheWay = "falls all the way"

// figure draws what run 0 kept.
func (e LineEnd) figure(c LineCell) []theorems.Figure {
	if len(e.Z) != lineGrid.X.Len() {
		return nil
	}
	return []theorems.Figure{{
		Name: c.part(), Says: fmt.Sprintf("Loss %s (%s)", lineSays[c.Line], c.Net),
		X: theorems.Axis{Label: "α"}, Y: theorems.Axis{Label: "loss"},
		Lines:  []theorems.ReferenceLine{{Name: "from", At: 0}, {Name: "to", At: 1}},
		Series: []theorems.Series{{Name: "loss", Mark: theorems.Line, X: theorems.Rounded(lineGrid.X.All()), Y: e.Z}},
		Hides:  "that training did not go along this line; and what the loss does a little beside it",
	}}
}

// GoodfellowLines puts numbers beside the profiles of nets of digits.
var GoodfellowLines = lineTable("goodfellow2015/profiles-of-digit-nets", lineProtocol+". Lines go "+lineList(),
	goodfellow2015.Locate("Figures 1 to 4; and J. Lucas, J. Bae, M. Zhang, S. Fort, R. Zemel and R. Grosse 2021, arXiv 2104.11044, who find lines that rise for Adam at large rates", "Profile"), lineCells(), 8)
