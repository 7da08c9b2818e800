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

// A ParityCell is a cell of the experiment with parities: of how many bits.
type ParityCell struct{ D int }

// A ParityEnd is where a run ends: how many of the fresh inputs it has right, after how many steps, and of how many
// bits the parity was.
type ParityEnd struct{ Right, Steps, Of int }

// A parityBudget is what a run may do.
type parityBudget struct {
	width, batch, steps int // hidden units a bit; inputs a step; steps
	rate                float64
}

// What the table takes, and the law.
var (
	tableBudget = parityBudget{width: 10, batch: 128, steps: 6000, rate: 2e-3}
	lawBudget   = parityBudget{width: 10, batch: 32, steps: 400, rate: 1e-2}
)

const (
	// freshInputs is of how many inputs the share of right answers is taken.
	freshInputs = 4096
	// rightInARow is after how many batches without an error a run ends.
	rightInARow = 20
)

// learnParity trains a net d–width·d–1 of ReLU units by Adam and the hinge loss on fresh inputs of {0, 1}^d in every
// step, labelled with the parity of a random set of bits, each of which is in it with probability 1/2, and at least one.
func learnParity(ctx context.Context, d int, b parityBudget, r theorems.Run) (ParityEnd, error) {
	net, err := models.NewNet(models.MLPConfig{Widths: []int{d, b.width * d, 1}, Activation: models.ReLU, Bias: true})
	if err != nil {
		return ParityEnd{}, err
	}
	set, of := parityOf(d, r)
	w := make([]float64, net.Dim())
	train.He{}.Draw(w, net.Widths(), true, r.Rand)
	rule, err := train.Adam{Rate: b.rate}.New(len(w), 1)
	if err != nil {
		return ParityEnd{}, err
	}
	g, x := make([]float64, len(w)), make([]float64, b.batch*d)
	y, z, pull := make([]float64, b.batch), make([]float64, b.batch), make([]float64, b.batch)
	row := 0
	for step := 1; ; step++ {
		drawBits(r, x, y, set)
		wrong := 0
		net.Outputs(z, w, x)
		for i := range z {
			slope, right := hinge(z[i], y[i])
			pull[i] = slope / float64(b.batch)
			wrong += 1 - right
		}
		if row++; wrong > 0 {
			row = 0
		}
		if row == rightInARow || step == b.steps {
			return ParityEnd{Right: rightAnswers(net, w, r, set), Steps: step, Of: of}, nil
		}
		if err := ctx.Err(); err != nil {
			return ParityEnd{}, err
		}
		net.PullBack(g, w, x, pull)
		rule.Step(w, g)
	}
}

// hinge returns the derivative of (1 − zy)₊ in z, and 1 if the answer is right.
func hinge(z, y float64) (slope float64, right int) {
	margin := z * y
	if margin > 0 {
		right = 1
	}
	if margin < 1 {
		slope = -y
	}
	return slope, right
}

// parityOf draws the set of a parity, and returns how many bits are in it.
func parityOf(d int, r theorems.Run) (set []bool, of int) {
	set = make([]bool, d)
	for of == 0 {
		of = 0
		for i := range set {
			if set[i] = r.IntN(2) == 1; set[i] {
				of++
			}
		}
	}
	return set, of
}

// drawBits draws inputs, a row for each label, and the labels.
func drawBits(r theorems.Run, x, y []float64, set []bool) {
	for s := range y {
		y[s] = 1
		bits := r.Uint64()
		for i := range set {
			bit := bits >> i & 1
			x[s*len(set)+i] = float64(bit)
			if set[i] && bit == 1 {
				y[s] = -y[s]
			}
		}
	}
}

// rightAnswers counts them on fresh inputs.
func rightAnswers(net *models.Net, w []float64, r theorems.Run, set []bool) (count int) {
	x, y, z := make([]float64, freshInputs*len(set)), make([]float64, freshInputs), make([]float64, freshInputs)
	drawBits(r, x, y, set)
	net.Outputs(z, w, x)
	for s := range y {
		_, right := hinge(z[s], y[s])
		count += right
	}
	return count
}

// Classes of ends.
const (
	learnt   = "right on more than 99 %"
	atChance = "within 3σ of 1/2"
	partly   = "in between"
)

// class is what an end counts as; σ = 1/(2√n).
func (e ParityEnd) class() string {
	share := float64(e.Right) / freshInputs
	switch {
	case share > 0.99:
		return learnt
	case math.Abs(share-0.5) <= 1.5/math.Sqrt(freshInputs):
		return atChance
	}
	return partly
}

// ParitiesOfManyBitsAreNotLearnt is the experiment. The paper's figure has no numbers.
var ParitiesOfManyBitsAreNotLearnt = tables.Table[ParityCell, ParityEnd]{
	Name: "shalev2017/parities",
	Says: fmt.Sprintf("A net d–%dd–1 of ReLU units learns the parity of a random set of d bits by Adam (rate %g) and the hinge loss, on %d fresh inputs in each of at most %d steps: how often it is right on more than 99 %% of %d others, and how often no better than chance",
		tableBudget.width, tableBudget.rate, tableBudget.batch, tableBudget.steps, freshInputs),
	Source:  shalev2017.Locate("section 2.1, the experiment, which fails from d = 30 on, as we recall it; rates and budgets our own", "Training stops ...."),
	Version: 1,
	Cells:   []ParityCell{{5}, {8}, {10}, {13}, {16}, {20}, {25}, {30}},
	Runs:    20,
	Run: func(ctx context.Context, c ParityCell, r theorems.Run) (ParityEnd, error) {
		return learnParity(ctx, c.D, tableBudget, r)
	},
	Tally: func(_ ParityCell, e ParityEnd) tables.Tally {
		return tables.Tally{Class: e.class(), Values: []tables.Value{{Name: "share right", X: float64(e.Right) / freshInputs}, {Name: "steps", X: float64(e.Steps)}, {Name: "bits in the set", X: float64(e.Of)}}}
	},
	Row: func(_ ParityCell, s tables.Summary) []tables.Entry {
		return []tables.Entry{
			s.Rate("right on more than 99 %", func(c string) bool { return c == learnt }, nil),
			s.Rate("at chance", func(c string) bool { return c == atChance }, nil),
		}
	},
	Figures: parityTableFigures,
	Valid: func(c ParityCell) error {
		if c.D < 1 || c.D > 64 {
			return fmt.Errorf("1 ≤ d ≤ 64 bits")
		}
		return nil
	},
}

// parityTableFigures draws the shares of runs against the number of bits.
func parityTableFigures(cells []ParityCell, rows []tables.Row) []theorems.Figure {
	f := theorems.Figure{
		Name: "parities", Says: "Share of runs that learn the parity of a random set of d bits, and of those that end no better than chance",
		X: theorems.Axis{Label: "bits d"}, Y: theorems.Axis{Label: "share of runs"},
		Hides: "longer budgets, with which more bits are learnt, and sets of a few bits, which are rare for large d and easier",
	}
	for k, name := range []string{"learnt", "at chance"} {
		f.Series = append(f.Series, entrySeries(name, rows, k, func(i int) (float64, bool) { return float64(cells[i].D), true }))
	}
	return []theorems.Figure{f}
}

// ParitiesOfFewBitsAreLearnt is the part of it that takes seconds.
var ParitiesOfFewBitsAreLearnt = theorems.Law{
	Name: "shalev2017/parities-of-few-bits-are-learnt",
	Says: fmt.Sprintf("A net %d–%d–1 of ReLU units is right on more than 99 %% of fresh inputs after at most %d steps of Adam (rate %g) on the hinge loss of the parity of a random set of %d bits, on %d fresh inputs each, in at least 7 of 10 runs",
		fewBits, lawBudget.width*fewBits, lawBudget.steps, lawBudget.rate, fewBits, lawBudget.batch),
	Source: shalev2017.Locate("section 2.1, the experiment at a small d, budgets our own", "Training stops ...."),
	Expect: theorems.Inside,
	Region: theorems.Between(0.7, 1),
	Sample: func(r theorems.Run) (float64, string) { return parityLearnt(r, fewBits), "" },
	Runs:   600,
	Error:  1e-8,
	Control: &theorems.LawControl{
		Name:   fmt.Sprintf("%d bits", manyBits),
		Sample: func(r theorems.Run) (float64, string) { return parityLearnt(r, manyBits), "" },
	},
}

// Bits of the law, and of its control.
const fewBits, manyBits = 4, 20

// parityLearnt is 1 if a run of the law learns.
func parityLearnt(r theorems.Run, d int) float64 {
	e, err := learnParity(context.Background(), d, lawBudget, r)
	if err != nil {
		panic(err)
	}
	return indicator(e.class() == learnt)
}
