package fuzz

import (
	"fmt"
	"math/big"

	"saddle/models"
)

// number draws a number of at most 2: a multiple of 1/64, or such with a full mantissa.
func (c *choices) number() float64 {
	x := float64(c.signed()) / 64
	if c.yes() {
		x *= 0.999
	}
	return x
}

func (c *choices) numbers(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = c.number()
	}
	return x
}

func (c *choices) rows(rows, columns int) [][]float64 {
	x := make([][]float64, rows)
	for i := range x {
		x[i] = c.numbers(columns)
	}
	return x
}

// share draws a fraction from 0 to 3, often one that no float64 holds.
func (c *choices) share() *big.Rat { return big.NewRat(int64(c.below(10)), 3) }

func drawSample(c *choices) *sample {
	var s *sample
	switch c.below(4) {
	case 0:
		s = drawChain(c)
	case 1:
		s = drawDeepLinear(c)
	case 2:
		s = drawMLP(c)
	default:
		s = drawTeacher(c)
	}
	s.w, s.v = c.numbers(s.model.Dim()), c.numbers(s.model.Dim())
	return s
}

// must is for models whose arguments the draw has made valid.
func must[M any](m M, err error) M {
	if err != nil {
		panic(err)
	}
	return m
}

func drawChain(c *choices) *sample {
	d, y, decay := c.from(1, 6), c.share(), c.share()
	m := must(models.NewChain(d, &models.ChainOptions{Target: y, Decay: decay}))
	formula := func(r roundings, w []models.Var) models.Var { return r.chain(y, decay, w) }
	return &sample{name: fmt.Sprintf("chain of %d, y = %v, λ = %v", d, y, decay), model: m, formula: formula, ops: 2 + d}
}

func drawDeepLinear(c *choices) *sample {
	widths := drawWidths(c, 4)
	in, out, samples := widths[0], widths[len(widths)-1], c.from(1, 3)
	x, y := c.rows(in, samples), c.rows(out, samples)
	opt := &models.DeepLinearOptions{Decay: c.share()}
	if c.yes() {
		for range out {
			row := make([]*big.Rat, samples)
			for s := range row {
				row[s] = c.share()
			}
			opt.Weights = append(opt.Weights, row)
		}
	}
	byRows := *opt
	byRows.Weights = columns(opt.Weights)
	m := must(models.NewDeepLinear(widths, columns(x), columns(y), &byRows))
	formula := func(r roundings, w []models.Var) models.Var {
		loss := r.decay(opt.Decay, w)
		for s := range samples {
			z := r.net(models.MLPConfig{Widths: widths}, w, constants(column(x, s)))
			loss = loss.Add(r.squared(z, rationals(column(y, s)), column(opt.Weights, s)))
		}
		return loss
	}
	name := fmt.Sprintf("deep linear %v, X = %v, Y = %v, λ = %v, ω = %v", widths, x, y, opt.Decay, opt.Weights)
	return &sample{name: name, model: m, formula: formula, ops: 8 + len(widths) + samples}
}

// drawWidths draws up to most layers between widths of 1 to 3.
func drawWidths(c *choices, most int) []int {
	widths := make([]int, c.from(2, most+1))
	for l := range widths {
		widths[l] = c.from(1, 3)
	}
	return widths
}

func drawMLP(c *choices) *sample {
	g := models.MLPConfig{
		Widths: drawWidths(c, 3), Activation: models.Activation(c.below(6)), Bias: c.yes(), Criterion: models.Criterion(c.below(2)), Mean: c.yes(),
	}
	if g.Activation == models.LeakyReLU {
		g.Slope = c.number()
	}
	samples, out := c.from(1, 3), g.Widths[len(g.Widths)-1]
	g.X = c.rows(samples, g.Widths[0])
	if g.Criterion == models.Squared {
		g.Y = c.rows(samples, out)
	} else {
		for range samples {
			g.Labels = append(g.Labels, c.below(out))
		}
	}
	if c.yes() {
		g.Decay, _ = c.share().Float64()
	}
	formula := func(r roundings, w []models.Var) models.Var {
		var loss models.Var
		for s, x := range g.X {
			z := r.net(g, w, constants(x))
			if g.Criterion == models.Squared {
				loss = loss.Add(r.squared(z, rationals(g.Y[s]), nil))
			} else {
				loss = loss.Add(r.crossEntropy(z, g.Labels[s]))
			}
		}
		if g.Mean {
			loss = r.of(loss.Mul(models.Rat(1, int64(samples))))
		}
		return loss.Add(r.decay(new(big.Rat).SetFloat64(g.Decay), w))
	}
	return &sample{name: fmt.Sprintf("%#v", g), model: must(models.NewMLP(g)), formula: formula, ops: 16 + samples}
}

func drawTeacher(c *choices) *sample {
	k, n := c.from(1, 3), c.from(1, 3)
	d := k + c.below(2)
	formula := func(r roundings, w []models.Var) models.Var { return r.teacher(k, d, w) }
	return &sample{name: fmt.Sprintf("teacher k, n, d = %d, %d, %d", k, n, d), model: must(models.NewTeacher(k, n, d)), formula: formula, ops: 8 + n + k + d}
}

func constants(x []float64) []models.Var {
	c := make([]models.Var, len(x))
	for i := range x {
		c[i] = models.Const(x[i])
	}
	return c
}

func rationals(x []float64) []*big.Rat {
	q := make([]*big.Rat, len(x))
	for i := range x {
		q[i] = new(big.Rat).SetFloat64(x[i])
	}
	return q
}

// column returns column j of a matrix given by rows; nil if it has none.
// columns returns the columns of a matrix given by rows, as rows.
func columns[T any](rows [][]T) (x [][]T) {
	for j := 0; len(rows) > 0 && j < len(rows[0]); j++ {
		x = append(x, column(rows, j))
	}
	return x
}

func column[T any](rows [][]T, j int) (x []T) {
	for _, row := range rows {
		x = append(x, row[j])
	}
	return x
}
