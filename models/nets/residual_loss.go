package nets

import (
	"fmt"
	"math"
	"sync"

	"saddle/models"
	"saddle/models/data"
	"saddle/spectra/f64"
)

// evaluated is how many samples pass through a net at a time in evaluation: their activations stay in the
// first cache, and are five tiles of the products.
const evaluated = 120

// A ResidualLoss is the mean loss of a [Residual] on a finite data set in evaluation: by fixed [Statistics],
// so that it is a function of the parameters alone, and that of each sample depends on no other. It is
// immutable and safe for concurrent use.
//
// Gradient is backpropagation, and HessVec the R-operator of Pearlmutter ("Fast exact multiplication by the Hessian",
// Neural Computation 6, 1994). Both take O(n P) operations for n samples and P parameters, and a pass keeps some
// 500 numbers a unit as scratch for the next call. A [ResidualLoss.Pass] at one point keeps 3 n numbers a unit, and its products
// take about half the time. A unit at its kink counts as on the side y ≤ 0; see [ResidualLoss.Kink].
type ResidualLoss struct {
	shape      residualShape
	statistics Statistics
	*samples

	mutex sync.Mutex
	free  []*residualPass
}

// samples are data that losses by several statistics share.
type samples struct {
	x      []f64.Matrix // the inputs, a column for each sample, some samples at a time
	labels []int

	mutex sync.Mutex
	all   f64.Matrix // the inputs of all samples, once they were asked for
}

var (
	_ models.Model          = (*ResidualLoss)(nil)
	_ models.Kinked         = (*ResidualLoss)(nil)
	_ models.LossGradienter = (*ResidualLoss)(nil)
	_ models.Passer         = (*ResidualLoss)(nil)
)

// Evaluation returns the loss of the net on a data set with classes, by statistics as [Residual.Statistics] or
// [Residual.Estimate] return them; it copies both. It returns an error that names the first bad argument, a
// models.ErrArgument, a models.ErrDimension or a models.ErrNotFinite.
func (n *Residual) Evaluation(set *data.Set, s Statistics) (*ResidualLoss, error) {
	if set == nil || set.Classes() == 0 {
		return nil, models.ErrArgument{Arg: "set", Want: "a data set with classes"}
	}
	if d := n.shape.config.Inputs; set.Inputs() != d {
		return nil, models.ErrDimension{Arg: "an input of set", Got: set.Inputs(), Want: d}
	}
	if err := checkClasses(set.Labels(), set.Samples(), n.shape.config.Classes); err != nil {
		return nil, err
	}
	if err := s.check(n.shape.config); err != nil {
		return nil, err
	}
	m := &ResidualLoss{shape: n.shape, statistics: s.Clone(), samples: &samples{labels: set.Labels()}}
	row := make([]float64, set.Inputs())
	for from := 0; from < len(m.labels); from += evaluated {
		x := matrix(len(row), min(evaluated, len(m.labels)-from))
		for i := range x.Cols {
			set.Input(row, from+i)
			for p, v := range row {
				x.Set(p, i, v)
			}
		}
		m.x = append(m.x, x)
	}
	return m, nil
}

// Dim returns the number of parameters: see [Residual.Dim].
func (m *ResidualLoss) Dim() int { return m.shape.dim }

// Samples returns the number of samples.
func (m *ResidualLoss) Samples() int { return len(m.labels) }

// A residualPass is scratch for one call.
type residualPass struct {
	m     *ResidualLoss
	out   labels
	quick *residualSpan // forward alone
	all   *residualSpan // forward alone, of all samples; nil before the first
	fresh Statistics    // of all
	span  *residualSpan // with derivatives; nil before the first
	r     *residualTangent
	g, h  []float64 // results, which are not yet to overwrite an argument
}

func (m *ResidualLoss) take() *residualPass {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if n := len(m.free); n > 0 {
		p := m.free[n-1]
		m.free = m.free[:n-1]
		return p
	}
	return &residualPass{m: m, quick: newResidualSpan(&m.shape, m.x[0].Cols, false)}
}

func (m *ResidualLoss) give(p *residualPass) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.free = append(m.free, p)
}

// derive makes room for derivatives.
func (p *residualPass) derive() {
	if p.span == nil {
		p.span = newResidualSpan(&p.m.shape, p.m.x[0].Cols, true)
		p.g = make([]float64, p.m.shape.dim)
	}
}

// forward passes some samples through the net, and returns the sum of their losses.
func (p *residualPass) forward(s *residualSpan, w []float64, part int) (loss float64, wrong int) {
	x := p.m.x[part]
	s.resize(x.Cols)
	s.forward(w, x, p.m.statistics, false)
	return p.out.losses(s.z, p.classes(part))
}

func (p *residualPass) classes(part int) []int {
	return p.m.labels[part*evaluated:][:p.m.x[part].Cols]
}

// loss returns the mean loss at w and the samples that are wrong.
func (p *residualPass) loss(w []float64) (loss float64, wrong int) {
	for part := range p.m.x {
		sum, count := p.forward(p.quick, w, part)
		loss += sum
		wrong += count
	}
	return loss / float64(len(p.m.labels)), wrong
}

// gradient sets p.g to the gradient, and returns the loss.
func (p *residualPass) gradient(w []float64) (loss float64) {
	p.derive()
	for part, x := range p.m.x {
		sum, _ := p.forward(p.span, w, part)
		loss += sum
		p.out.pull(p.span.delta, p.classes(part), 1/float64(len(p.m.labels)))
		p.span.backward(p.g, w, x, false, part == 0)
	}
	return loss / float64(len(p.m.labels))
}

// lossBy returns what loss does, by statistics of all samples at w if they are to be fresh.
func (p *residualPass) lossBy(w []float64, fresh bool) (loss float64, wrong int) {
	if !fresh {
		return p.loss(w)
	}
	if p.all == nil {
		p.all, p.fresh = newResidualSpan(&p.m.shape, len(p.m.labels), false), newStatistics(p.m.shape.config)
	}
	p.all.forward(w, p.m.whole(), p.fresh, true)
	for part, x := range p.m.x {
		sum, count := p.out.losses(p.all.z.Block(part*evaluated, 0, x.Cols, p.all.z.Cols), p.classes(part))
		loss += sum
		wrong += count
	}
	return loss / float64(len(p.m.labels)), wrong
}

// whole returns all inputs, a column for each sample.
func (s *samples) whole() f64.Matrix {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.all.Data == nil {
		s.all = matrix(s.x[0].Rows, len(s.labels))
		for part, x := range s.x {
			f64.Copy(s.all.Block(0, part*evaluated, x.Rows, x.Cols), x)
		}
	}
	return s.all
}

// With returns the same loss by other statistics, which it copies. It shares the data. It returns an error that names the
// first bad row or number, as [Residual.SetStatistics] does.
func (m *ResidualLoss) With(s Statistics) (*ResidualLoss, error) {
	if err := s.check(m.shape.config); err != nil {
		return nil, err
	}
	return &ResidualLoss{shape: m.shape, statistics: s.Clone(), samples: m.samples}, nil
}

// Loss returns L(w).
func (m *ResidualLoss) Loss(w []float64) float64 {
	loss, _ := m.LossWrong(w)
	return loss
}

// LossWrong returns L(w), and of how many samples the net is wrong: those of which the output of the
// label is not larger than all others, so that a tie is wrong, and a NaN.
func (m *ResidualLoss) LossWrong(w []float64) (loss float64, wrong int) {
	mustHave("w", w, m.shape.dim)
	p := m.take()
	defer m.give(p)
	return p.loss(w)
}

// Gradient sets dst = ∇L(w).
func (m *ResidualLoss) Gradient(dst, w []float64) { m.LossGradient(dst, w) }

// LossGradient sets dst = ∇L(w) and returns L(w), the same bits as [ResidualLoss.Loss].
func (m *ResidualLoss) LossGradient(dst, w []float64) float64 {
	mustHave("dst", dst, m.shape.dim)
	mustHave("w", w, m.shape.dim)
	p := m.take()
	defer m.give(p)
	loss := p.gradient(w)
	copy(dst, p.g)
	return loss
}

// Kink returns the hidden unit that is nearest to its kink at w, as "layer 1, unit 3, sample 2", counted from 1, and
// how far y, with what a skip connection adds, is from 0 there.
func (m *ResidualLoss) Kink(w []float64) (unit string, distance float64) {
	mustHave("w", w, m.shape.dim)
	p := m.take()
	defer m.give(p)
	p.derive()
	distance = math.Inf(1)
	for part, x := range m.x {
		p.forward(p.span, w, part)
		for l := range m.shape.hidden() {
			layer := &m.shape.layers[l]
			for j := range layer.out {
				for i := range x.Cols {
					y := float64(layer.first(w)[j]*p.span.hat[l].At(j, i)) + layer.second(w)[j]
					if layer.skip {
						y += p.span.a[l-2].At(j, i)
					}
					if d := math.Abs(y); d < distance {
						distance, unit = d, fmt.Sprintf("layer %d, unit %d, sample %d", l+1, j+1, part*evaluated+i+1)
					}
				}
			}
		}
	}
	return unit, distance
}
