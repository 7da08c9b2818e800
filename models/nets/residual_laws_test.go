package nets

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
	"saddle/models/data"
)

// deep is a net of many layers on some samples.
func deep(t testing.TB, seed uint64, samples int, c ResidualConfig) residualCase {
	t.Helper()
	r := rand.New(rand.NewPCG(72, seed))
	n := mustResidual(t, c)
	w := make([]float64, n.Dim())
	n.Draw(w, r)
	return residualCase{n, classified(t, r, samples, c.Inputs, c.Classes), w, r}
}

// TestResidualScale: in training, where ε is far below all variances, weights times a power of 2 leave every bit of the
// loss, and gradients are orthogonal to the weights of each unit; in evaluation by the statistics from before they are not, and by
// statistics of the new point the loss is the old one.
func TestResidualScale(t *testing.T) {
	for seed, skip := range []bool{false, true} {
		c := deep(t, uint64(seed), 50, ResidualConfig{Inputs: 7, Width: 6, Depth: 10, Classes: 3, Skip: skip, Epsilon: 1e-300})
		b := batchOf(c.set)
		loss, _ := c.net.Loss(c.w, b)
		stale, err := c.net.Evaluation(c.set, c.net.Estimate(c.w, b))
		if err != nil {
			t.Fatal(err)
		}
		if got := stale.Loss(c.w); got != loss {
			t.Errorf("by the statistics of all samples, the loss is %v in evaluation, %v in training", got, loss)
		}
		scaled, units := slices.Clone(c.w), 0
		for _, block := range c.net.Blocks() {
			if block.Of != "" || block.Name == "W10" {
				continue
			}
			for i := range block.Rows {
				for j, x := range block.Row(c.w, i) {
					block.Row(scaled, i)[j] = math.Ldexp(x, units%5-2)
				}
				units++
			}
		}
		if got, _ := c.net.Loss(scaled, b); got != loss {
			t.Errorf("skip %t: scaled weights have loss %v, want %v", skip, got, loss)
		}
		if got := stale.Loss(scaled); math.Abs(got-loss) < 0.1*loss {
			t.Errorf("skip %t: scaled weights have loss %v by the old statistics, as before", skip, got)
		}
		fresh, err := c.net.Evaluation(c.set, c.net.Estimate(scaled, b))
		if err != nil {
			t.Fatal(err)
		}
		if got := fresh.Loss(scaled); got != loss {
			t.Errorf("skip %t: scaled weights have loss %v by new statistics, want %v", skip, got, loss)
		}
		g := make([]float64, len(c.w))
		c.net.LossGradient(g, c.w, b)
		for _, block := range c.net.Blocks() {
			if block.Of != "" || block.Name == "W10" {
				continue
			}
			for i := range block.Rows {
				var inner, size float64
				for j, x := range block.Row(c.w, i) {
					inner += block.Row(g, i)[j] * x
					size += math.Abs(block.Row(g, i)[j] * x)
				}
				if !(math.Abs(inner) <= 1e-11*size) {
					t.Errorf("skip %t: unit %d of %s has a gradient along its weights: %v of %v", skip, i, block.Name, inner, size)
				}
			}
		}
	}
}

// TestResidualSkips: without a pair of layers a skip connection changes no bit; with one it does.
func TestResidualSkips(t *testing.T) {
	for depth := 2; depth <= 6; depth++ {
		var losses [2]float64
		var gradients [2][]float64
		for i, skip := range []bool{false, true} {
			c := deep(t, 9, 20, ResidualConfig{Inputs: 4, Width: 5, Depth: depth, Classes: 3, Skip: skip})
			gradients[i] = make([]float64, len(c.w))
			losses[i], _ = c.net.LossGradient(gradients[i], c.w, batchOf(c.set))
		}
		if same := losses[0] == losses[1] && slices.Equal(gradients[0], gradients[1]); same != (depth <= 3) {
			t.Errorf("depth %d: losses %v", depth, losses)
		}
	}
}

// TestResidualAgainstMLP: a plain net whose statistics change nothing and with γ = 1 is a net with biases β.
func TestResidualAgainstMLP(t *testing.T) {
	c := deep(t, 10, 30, ResidualConfig{Inputs: 4, Width: 5, Depth: 4, Classes: 3, Epsilon: 0.25})
	s := newStatistics(c.net.shape.config)
	for _, v := range s.Variance {
		for j := range v {
			v[j] = 0.75
		}
	}
	m, err := c.net.Evaluation(c.set, s)
	if err != nil {
		t.Fatal(err)
	}
	mlp, err := models.NewMLP(models.MLPConfig{Widths: []int{4, 5, 5, 5, 3}, Activation: models.ReLU, Bias: true,
		Criterion: models.CrossEntropy, Mean: true, X: c.set.X(), Labels: c.set.Labels()})
	if err != nil {
		t.Fatal(err)
	}
	w := normals(c.r, len(c.w), 0.5)
	translate := func(w []float64) (other []float64) {
		for _, l := range c.net.shape.layers {
			other = append(other, l.matrix(w).Data...)
			biases := l.first(w)
			if l.at != c.net.shape.last().at {
				biases = l.second(w)
			}
			other = append(other, biases...)
		}
		return other
	}
	for _, l := range c.net.shape.hidden() {
		for j := range l.out {
			l.first(w)[j] = 1
		}
	}
	got, want := make([]float64, len(w)), make([]float64, mlp.Dim())
	loss := m.LossGradient(got, w)
	near(t, "loss", []float64{loss}, []float64{mlp.LossGradient(want, translate(w))}, 1e-14)
	near(t, "gradient", translate(got), want, 1e-13)
}

// TestResidualParts: what is evaluated some samples at a time is the mean of the losses of the parts, with its gradient and
// its products; arguments may be overwritten.
func TestResidualParts(t *testing.T) {
	c := deep(t, 11, 2*evaluated+10, ResidualConfig{Inputs: 5, Width: 6, Depth: 6, Classes: 3, Skip: true})
	m, s := c.evaluation(t), newStatistics(c.net.shape.config)
	s = m.statistics
	v := normals(c.r, len(c.w), 1)
	evaluate := func(m *ResidualLoss) (loss, g, h []float64, wrong int) {
		g, h = slices.Clone(c.w), slices.Clone(v)
		m.Gradient(g, g)
		m.HessVec(h, c.w, h)
		l, wrong := m.LossWrong(c.w)
		return []float64{l}, g, h, wrong
	}
	loss, g, h, wrong := evaluate(m)
	pass, again := m.Pass(c.w), slices.Clone(v)
	for range 2 {
		pass.HessVec(again, v)
		sameBits(t, "product of a pass", again, h)
	}
	copy(again, v)
	pass.HessVec(again, again)
	sameBits(t, "product of a pass that overwrites its vector", again, h)
	pass.Gradient(again)
	sameBits(t, "gradient of a pass", again, g)
	if got := pass.Loss(); got != loss[0] {
		t.Errorf("loss of a pass %v, want %v", got, loss[0])
	}
	var sumLoss, sumG, sumH = make([]float64, 1), make([]float64, len(g)), make([]float64, len(h))
	n, count := c.set.Samples(), 0
	for from := 0; from < n; from += evaluated {
		to := min(from+evaluated, n)
		part, err := data.New(data.Config{X: c.set.X()[from:to], Labels: c.set.Labels()[from:to]})
		if err != nil {
			t.Fatal(err)
		}
		m, err := c.net.Evaluation(part, s)
		if err != nil {
			t.Fatal(err)
		}
		l, g, h, wrong := evaluate(m)
		count += wrong
		for _, pair := range [][2][]float64{{sumLoss, l}, {sumG, g}, {sumH, h}} {
			for i, x := range pair[1] {
				pair[0][i] += x * float64(to-from) / float64(n)
			}
		}
	}
	near(t, "loss", loss, sumLoss, 1e-14)
	near(t, "gradient", g, sumG, 1e-13)
	near(t, "product", h, sumH, 1e-12)
	if wrong != count || m.Samples() != n {
		t.Errorf("%d of %d wrong, want %d of %d", wrong, m.Samples(), count, n)
	}
}

// TestResidualBits: a step has the same bits at every level of the kernels, and the loss at many points those of one
// point, for any number of workers.
func TestResidualBits(t *testing.T) {
	c := deep(t, 12, 130, ResidualConfig{Inputs: 5, Width: 6, Depth: 8, Classes: 3, Skip: true})
	m, v := c.evaluation(t), normals(c.r, len(c.w), 1)
	want := [3][]float64{make([]float64, len(c.w)), make([]float64, len(c.w)), make([]float64, len(c.w))}
	step := func(out [3][]float64) {
		c.net.LossGradient(out[0], c.w, batchOf(c.set))
		m.Gradient(out[1], c.w)
		m.HessVec(out[2], c.w, v)
	}
	step(want)
	eachLevel(t, func(t *testing.T) {
		got := [3][]float64{make([]float64, len(c.w)), make([]float64, len(c.w)), make([]float64, len(c.w))}
		step(got)
		for i, what := range []string{"gradient in training", "gradient", "product"} {
			sameBits(t, what, got[i], want[i])
		}
	})
	point := func(w []float64, i int) {
		for j := range w {
			w[j] = c.w[j] + float64(float64(i)*0.1*v[j])
		}
	}
	losses, wrong, w := make([]float64, 9), make([]int, 9), make([]float64, len(c.w))
	for i := range losses {
		point(w, i)
		losses[i], wrong[i] = m.LossWrong(w)
	}
	for _, workers := range []int{0, 1, 2, 20} {
		got, told := make([]float64, 9), 0
		o := &LossesOptions{Workers: workers, Wrong: make([]int, 9), Progress: func(done, total int) {
			if told++; done != told || total != 9 {
				t.Errorf("%d of %d after point %d", done, total, told)
			}
		}}
		if err := m.Losses(t.Context(), got, point, o); err != nil || told != 9 {
			t.Fatal(err, told)
		}
		sameBits(t, "losses", got, losses)
		if !slices.Equal(o.Wrong, wrong) {
			t.Errorf("%v wrong, want %v", o.Wrong, wrong)
		}
	}
}

// TestFresh: at each point by the statistics of all samples there, which are no others than those that are estimated; by other
// statistics the loss of the same data is that of a new one.
func TestFresh(t *testing.T) {
	c := deep(t, 18, evaluated+30, ResidualConfig{Inputs: 5, Width: 6, Depth: 6, Classes: 3, Skip: true})
	m := c.evaluation(t)
	for _, workers := range []int{1, 2} {
		got, wrong := make([]float64, 4), make([]int, 4)
		point := func(w []float64, i int) {
			for j := range w {
				w[j] = c.w[j] * float64(1+i)
			}
		}
		if err := m.Losses(t.Context(), got, point, &LossesOptions{Workers: workers, Fresh: true, Wrong: wrong}); err != nil {
			t.Fatal(err)
		}
		w := make([]float64, len(c.w))
		for i := range got {
			point(w, i)
			s := c.net.Estimate(w, batchOf(c.set))
			other, err := m.With(s)
			if err != nil {
				t.Fatal(err)
			}
			again, err := c.net.Evaluation(c.set, s)
			if err != nil {
				t.Fatal(err)
			}
			want, count := again.LossWrong(w)
			if shared, _ := other.LossWrong(w); got[i] != want || shared != want || wrong[i] != count {
				t.Errorf("point %d has loss %v and %v, %d wrong, want %v and %d", i, got[i], shared, wrong[i], want, count)
			}
			if stale := m.Loss(w); stale == want {
				t.Errorf("point %d has loss %v by any statistics", i, stale)
			}
		}
	}
	if _, err := m.With(Statistics{}); err == nil {
		t.Error("a loss by no statistics")
	}
}

// TestLossesStop: what a point panics with comes to the caller, and the end of the context is told.
func TestLossesStop(t *testing.T) {
	c := deep(t, 13, 5, ResidualConfig{Inputs: 2, Width: 2, Depth: 2, Classes: 2})
	m := c.evaluation(t)
	ctx, cancel := context.WithCancel(t.Context())
	losses := make([]float64, 100)
	err := m.Losses(ctx, losses, func(w []float64, i int) {
		if copy(w, c.w); i == 3 {
			cancel()
		}
	}, &LossesOptions{Workers: 1})
	if !errors.Is(err, context.Canceled) || losses[3] == 0 || losses[4] != 0 {
		t.Errorf("%v, losses %v", err, losses[:6])
	}
	defer func() {
		if r := recover(); r != "no such point" {
			t.Errorf("panicked with %v", r)
		}
	}()
	_ = m.Losses(t.Context(), losses, func([]float64, int) { panic("no such point") }, &LossesOptions{Workers: 2})
	t.Error("does not panic")
}

// TestRunningStatistics: they follow those of batches by the formula, of unbiased variances, and not where the
// loss is no number.
func TestRunningStatistics(t *testing.T) {
	c := deep(t, 14, 20, ResidualConfig{Inputs: 3, Width: 2, Depth: 4, Classes: 2, Skip: true, Momentum: 0.3})
	b, g := batchOf(c.set), make([]float64, len(c.w))
	batch := c.net.Estimate(c.w, b)
	c.net.Loss(c.w, b)
	before := c.net.Statistics()
	if before.Mean[1][0] != 0 || before.Variance[2][1] != 1 {
		t.Errorf("statistics start from %v", before)
	}
	c.net.LossGradient(g, c.w, b)
	after := c.net.Statistics()
	for l := range after.Mean {
		for j := range after.Mean[l] {
			near(t, "mean", after.Mean[l][j:j+1], []float64{0.3 * batch.Mean[l][j]}, 1e-14)
			near(t, "variance", after.Variance[l][j:j+1], []float64{0.7 + 0.3*batch.Variance[l][j]*20/19}, 1e-14)
		}
	}
	wild := slices.Clone(c.w)
	wild[0] = math.NaN()
	if loss, _ := c.net.LossGradient(g, wild, b); !math.IsNaN(loss) || c.net.Statistics().Mean[0][0] != after.Mean[0][0] {
		t.Errorf("with a NaN the loss is %v, and statistics %v", loss, c.net.Statistics())
	}
	if err := c.net.SetStatistics(before); err != nil || c.net.Statistics().Variance[0][0] != 1 {
		t.Error(err, c.net.Statistics())
	}
	x := slices.Concat(c.set.X()...)
	var mean, square float64
	for i := range 20 {
		u := c.w[0]*x[3*i] + c.w[1]*x[3*i+1] + c.w[2]*x[3*i+2]
		mean, square = mean+u/20, square+u*u/20
	}
	near(t, "mean of the first unit", batch.Mean[0][:1], []float64{mean}, 1e-13)
	near(t, "variance of the first unit", batch.Variance[0][:1], []float64{square - mean*mean}, 1e-13)
}

// TestResidualDifferences: the derivative of the loss of a deep net along a line is what differences say, in training.
func TestResidualDifferences(t *testing.T) {
	c := deep(t, 15, 64, ResidualConfig{Inputs: 9, Width: 16, Depth: 12, Classes: 10, Skip: true})
	b, g, v := batchOf(c.set), make([]float64, len(c.w)), normals(c.r, len(c.w), 1)
	c.net.LossGradient(g, c.w, b)
	slope := 0.0
	for i, x := range g {
		slope += x * v[i]
	}
	const h = 1e-6
	var ends [2]float64
	for i, sign := range []float64{1, -1} {
		w := slices.Clone(c.w)
		for j := range w {
			w[j] += sign * h * v[j]
		}
		ends[i], _ = c.net.Loss(w, b)
	}
	if got := (ends[0] - ends[1]) / (2 * h); !(math.Abs(got-slope) <= 1e-4*math.Abs(slope)) {
		t.Errorf("slope %v, by differences %v", slope, got)
	}
}

// TestQuiet: pairs that start quiet leave a net of one hidden layer, bit for bit; plain nets have none.
func TestQuiet(t *testing.T) {
	c := deep(t, 17, 20, ResidualConfig{Inputs: 4, Width: 5, Depth: 6, Classes: 3, Skip: true})
	c.net.Quiet(c.w)
	shallow := mustResidual(t, ResidualConfig{Inputs: 4, Width: 5, Depth: 2, Classes: 3})
	last := c.net.shape.last().at
	w := slices.Concat(c.w[:5*(4+2)], c.w[last:])
	got, _ := c.net.Loss(c.w, batchOf(c.set))
	if want, _ := shallow.Loss(w, batchOf(c.set)); got != want {
		t.Errorf("loss %v, of one hidden layer %v", got, want)
	}
	plain := deep(t, 17, 20, ResidualConfig{Inputs: 4, Width: 5, Depth: 6, Classes: 3})
	w = slices.Clone(plain.w)
	plain.net.Quiet(w)
	sameBits(t, "a plain net", w, plain.w)
}
