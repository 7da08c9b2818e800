package papers

import (
	"context"
	"fmt"
	"math"

	"saddle/models"
	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// A LinesCell is a cell of the experiment with images of lines: of how many the label is the product, and whether the
// net is told the label of each, or the product alone.
type LinesCell struct {
	K         int
	EachLabel bool
}

// A LinesEnd is where a run ends.
type LinesEnd struct{ Right, Steps int }

// What a run may do.
const (
	imageSide                              = 10
	linesUnits, linesBatch                 = 50, 64
	linesSteps, linesRate, linesRightInRow = 1500, 2e-3, 20
)

// drawLine draws the image of a line through near the middle: 1 on it, 0 one pixel from it. The label is the sign of its
// slope.
func drawLine(r theorems.Run, x []float64) (label float64) {
	label = float64(2*r.IntN(2) - 1)
	angle := label * (0.15 + float64(0.7*r.Float64())) * math.Pi / 2
	sin, cos := math.Sincos(angle)
	a, b := float64(imageSide-1)/2+4*(r.Float64()-0.5), float64(imageSide-1)/2+4*(r.Float64()-0.5)
	for i := range imageSide {
		for j := range imageSide {
			off := math.Abs(float64((float64(j)-a)*sin) - float64((float64(i)-b)*cos))
			x[i*imageSide+j] = max(0, 1-off)
		}
	}
	return label
}

// linesNet returns the net on single images.
func linesNet() *models.Net {
	net, err := models.NewNet(models.MLPConfig{Widths: []int{imageSide * imageSide, linesUnits, 1}, Activation: models.ReLU, Bias: true})
	if err != nil {
		panic(err)
	}
	return net
}

// learnLines trains a net q on single images, by Adam and the hinge loss of y q(x_1)…q(x_K), or, with each label, by the
// mean of those of y_j q(x_j). It is right if the product of its outputs has the sign of the product of the labels.
func learnLines(ctx context.Context, c LinesCell, r theorems.Run) (LinesEnd, error) {
	net := linesNet()
	w := make([]float64, net.Dim())
	train.He{}.Draw(w, net.Widths(), true, r.Rand)
	rule, err := train.Adam{Rate: linesRate}.New(len(w), 1)
	if err != nil {
		return LinesEnd{}, err
	}
	const pixels = imageSide * imageSide
	n := linesBatch * c.K
	g, x, y, z, pull := make([]float64, len(w)), make([]float64, n*pixels), make([]float64, n), make([]float64, n), make([]float64, n)
	row := 0
	for step := 1; ; step++ {
		for s := range y {
			y[s] = drawLine(r, x[s*pixels:(s+1)*pixels])
		}
		net.Outputs(z, w, x)
		wrong := linesBatch - pulls(pull, z, y, c)
		if row++; wrong > 0 {
			row = 0
		}
		if row == linesRightInRow || step == linesSteps {
			return LinesEnd{Right: rightProducts(net, w, c, r), Steps: step}, nil
		}
		if err := ctx.Err(); err != nil {
			return LinesEnd{}, err
		}
		net.PullBack(g, w, x, pull)
		rule.Step(w, g)
	}
}

// pulls sets the derivatives of the mean loss in the outputs z of K images after K images, and returns how many products
// are right.
func pulls(pull, z, y []float64, c LinesCell) (right int) {
	count := len(z) / c.K
	for s := 0; s < len(z); s += c.K {
		product, label := 1.0, 1.0
		for j := s; j < s+c.K; j++ {
			product, label = float64(product*z[j]), label*y[j]
		}
		slope, ok := hinge(product, label)
		right += ok
		for j := s; j < s+c.K; j++ {
			if c.EachLabel {
				own, _ := hinge(z[j], y[j])
				pull[j] = own / float64(c.K*count)
				continue
			}
			others := 1.0
			for i := s; i < s+c.K; i++ {
				if i != j {
					others *= z[i]
				}
			}
			pull[j] = float64(slope*others) / float64(count)
		}
	}
	return right
}

// freshProducts is of how many sequences the share of right answers is taken.
const freshProducts = 1000

// rightProducts counts the right answers on fresh images.
func rightProducts(net *models.Net, w []float64, c LinesCell, r theorems.Run) int {
	const pixels = imageSide * imageSide
	n := freshProducts * c.K
	x, y, z := make([]float64, n*pixels), make([]float64, n), make([]float64, n)
	for s := range y {
		y[s] = drawLine(r, x[s*pixels:(s+1)*pixels])
	}
	net.Outputs(z, w, x)
	return pulls(make([]float64, n), z, y, c)
}

// class is what an end counts as, with the classes of parities.
func (e LinesEnd) class() string {
	share := float64(e.Right) / freshProducts
	switch {
	case share > 0.95:
		return "right on more than 95 %"
	case math.Abs(share-0.5) <= 1.5/math.Sqrt(freshProducts):
		return atChance
	}
	return partly
}

// DecompositionAgainstEndToEnd is the experiment with images of lines. The paper's figure has no numbers.
var DecompositionAgainstEndToEnd = tables.Table[LinesCell, LinesEnd]{
	Name: "shalev2017/decomposition",
	Says: fmt.Sprintf("K images of lines, %d × %d pixels, the label of each the sign of its slope: a net q, %d–%d–1 of ReLU units, is trained so that q(x_1)…q(x_K) has the sign of the product of the labels, by Adam (rate %g) and the hinge loss on %d fresh sequences in each of at most %d steps, either from the product alone, or from each label: how often it is then right on more than 95 %% of %d others, and how often no better than chance",
		imageSide, imageSide, imageSide*imageSide, linesUnits, linesRate, linesBatch, linesSteps, freshProducts),
	Source:  shalev2017.Locate("section 3, the experiment, which fails end to end from k = 3 on, as we recall it; sizes, product and budgets our own", "Training stops ...."),
	Version: 1,
	Cells:   []LinesCell{{1, false}, {2, false}, {2, true}, {3, false}, {3, true}, {4, false}, {4, true}, {6, false}, {6, true}, {8, false}, {8, true}},
	Runs:    20,
	Run:     learnLines,
	Tally: func(_ LinesCell, e LinesEnd) tables.Tally {
		return tables.Tally{Class: e.class(), Values: []tables.Value{{Name: "share right", X: float64(e.Right) / freshProducts}, {Name: "steps", X: float64(e.Steps)}}}
	},
	Row: func(_ LinesCell, s tables.Summary) []tables.Entry {
		return []tables.Entry{
			s.Rate("right on more than 95 %", func(c string) bool { return c != partly && c != atChance }, nil),
			s.Rate("at chance", func(c string) bool { return c == atChance }, nil),
		}
	},
	Figures: linesFigures,
	Valid: func(c LinesCell) error {
		if c.K < 1 || c.K > 64 {
			return fmt.Errorf("1 ≤ k ≤ 64 images")
		}
		return nil
	},
}

// linesFigures draws the shares of runs that learn, against the number of images.
func linesFigures(cells []LinesCell, rows []tables.Row) []theorems.Figure {
	f := theorems.Figure{
		Name: "decomposition", Says: "Share of runs that learn the product of the labels of K images, from each label, and from the product alone",
		X: theorems.Axis{Label: "images K"}, Y: theorems.Axis{Label: "share of runs"},
		Hides: "longer budgets; and that the product itself is given here, and has not to be learnt as well",
	}
	for _, each := range []bool{true, false} {
		name := map[bool]string{true: "from each label", false: "end to end"}[each]
		line := entrySeries(name, rows, 0, func(i int) (float64, bool) { return float64(cells[i].K), cells[i].EachLabel == each })
		if len(line.X) > 0 {
			f.Series = append(f.Series, line)
		}
	}
	return []theorems.Figure{f}
}
