package papers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/models"
	"saddle/models/train"
	"saddle/theorems/tables"
)

// A DauphinCell is a net 100–Hidden–10 of tanh on the first images of MNIST in 10×10.
type DauphinCell struct{ Hidden, Images int }

// A DauphinEnd is where a search ended.
type DauphinEnd struct {
	Kind     string  `json:"kind"`
	Loss     float64 `json:"loss"`
	Error    float64 `json:"error"`
	Gradient float64 `json:"gradient"`
	Flatness float64 `json:"flatness"`
	Steps    int     `json:"steps"`
	// Neg, Zero and Pos count eigenvalues below −t, within ±t and above t, with t = zeroCurvature: no sign is proved.
	Neg  int `json:"neg"`
	Zero int `json:"zero"`
	Pos  int `json:"pos"`
	// Structural is how many are 0 for all weights: of constant pixels that are 0, and of shifts of all outputs.
	Structural int `json:"structural"`
	// Deciles are the eigenvalues at 0, 10, …, 100 % of those that are not counted as 0.
	Deciles []float64 `json:"deciles"`
}

const (
	zeroCurvature   = 1e-5 // up to which an eigenvalue counts as 0
	dauphinRate     = 0.5
	dauphinMomentum = 0.9
	lossBin         = 0.5
)

// net returns the loss, the mean cross-entropy.
func (c DauphinCell) config() models.MLPConfig {
	b := firstDigits{c.Images, false}.all().batch
	return models.MLPConfig{Widths: []int{100, c.Hidden, 10}, Activation: models.Tanh, Bias: true, Criterion: models.CrossEntropy, Mean: true, X: rowsOf(b), Labels: b.Labels}
}

// rowsOf returns the inputs of a batch, row by row.
func rowsOf(b models.Batch) (out [][]float64) {
	width := len(b.X) / len(b.Labels)
	for s := range b.Labels {
		out = append(out, b.X[s*width:][:width])
	}
	return out
}

// structural returns the number of parameters of pixels that are 0 in all images, and of directions in which all outputs are shifted by
// one function of the hidden units, which no softmax sees: along both the loss is constant, whatever the weights.
func (c DauphinCell) structural(x [][]float64) int {
	dark := 0
	for p := range x[0] {
		if allZero(x, p) {
			dark++
		}
	}
	return dark*c.Hidden + c.Hidden + 1
}

func allZero(x [][]float64, p int) bool {
	for _, row := range x {
		if row[p] != 0 {
			return false
		}
	}
	return true
}

// search trains for 10^U(1, 3) steps with momentum, adds uniform noise of an amplitude of 10^−1 … 10^−4, and seeks a critical point.
func (c DauphinCell) search(ctx context.Context, r *rand.Rand) (DauphinEnd, error) {
	config := c.config()
	net, err := models.NewMLP(config)
	if err != nil {
		return DauphinEnd{}, err
	}
	w, g, speed := normalEntries(r, net.Dim(), 0.1), make([]float64, net.Dim()), make([]float64, net.Dim())
	for range int(math.Pow(10, 1+2*r.Float64())) {
		net.Gradient(g, w)
		for i := range w {
			speed[i] = float64(dauphinMomentum*speed[i]) - float64(dauphinRate*(1-dauphinMomentum)*g[i])
			w[i] += speed[i]
		}
	}
	noise := math.Pow(10, -1-3*r.Float64())
	for i := range w {
		w[i] += noise * (2*r.Float64() - 1)
	}
	k := dauphinKrylov{net: net, w: w}
	steps, err := k.run(ctx)
	if err != nil {
		return DauphinEnd{}, err
	}
	found, err := k.end(steps)
	if err != nil {
		return DauphinEnd{}, err
	}
	e := DauphinEnd{Kind: found.Kind.String(), Loss: found.Loss, Gradient: found.Gradient, Flatness: found.Flatness, Steps: found.Steps, Structural: c.structural(config.X)}
	e.count(found.Values)
	wrong, out := 0, make([]float64, 10)
	for s, x := range config.X {
		net.Outputs(out, found.W, x)
		wrong += int(indicator(place(out) != config.Labels[s]))
	}
	e.Error = float64(wrong) / float64(c.Images)
	return e, nil
}

// place returns that of the largest number.
func place(x []float64) int {
	most := 0
	for i := range x {
		if x[i] > x[most] {
			most = i
		}
	}
	return most
}

// count sorts eigenvalues, ascending, by their signs.
func (e *DauphinEnd) count(values []float64) {
	var rest []float64
	for _, v := range values {
		switch {
		case v < -zeroCurvature:
			e.Neg++
		case v > zeroCurvature:
			e.Pos++
		default:
			e.Zero++
			continue
		}
		rest = append(rest, v)
	}
	for k := 0; k <= 10 && len(rest) > 0; k++ {
		e.Deciles = append(e.Deciles, rest[k*(len(rest)-1)/10])
	}
}

// index is the share of negative eigenvalues of those that are not counted as 0.
func (e DauphinEnd) index() float64 { return float64(e.Neg) / float64(max(e.Neg+e.Pos, 1)) }

const (
	dauphinConstant  = "critical, constant outputs"
	dauphinVanishing = "‖∇L‖ → 0 at infinity"
)

// kind is that of the search, but where no sample is misclassified, as there is no critical point there
// ([NoCriticalPointWithoutErrors]): the gradient is small because the loss is. Apart are the points where the outputs are the same for all
// images, with the frequencies of the digits.
func (c DauphinCell) kind(e DauphinEnd) string {
	switch {
	case e.Kind == train.CriticalPoint.String() && e.Error == 0:
		return dauphinVanishing
	case e.Kind == train.CriticalPoint.String() && math.Abs(e.Loss-c.entropy()) < 1e-8:
		return dauphinConstant
	}
	return e.Kind
}

// entropy is that of the frequencies of the digits, the least loss with constant outputs.
func (c DauphinCell) entropy() (sum float64) {
	labels := firstDigits{c.Images, false}.all().batch.Labels
	count := make([]int, 10)
	for _, l := range labels {
		count[l]++
	}
	for _, n := range count {
		if n > 0 {
			p := float64(n) / float64(len(labels))
			sum -= float64(p * math.Log(p))
		}
	}
	return sum
}

func (c DauphinCell) tally(e DauphinEnd) tables.Tally {
	t := tables.Tally{
		Class: fmt.Sprintf("%s, loss from %.1f", c.kind(e), lossBin*math.Floor(e.Loss/lossBin)),
		Values: []tables.Value{
			{Name: "index", X: e.index()}, {Name: "loss", X: e.Loss}, {Name: "error", X: e.Error}, {Name: "counted as 0", X: float64(e.Zero)},
			{Name: "0 for all weights", X: float64(e.Structural)}, {Name: "lg ‖∇L‖", X: math.Log10(max(e.Gradient, 1e-300))}, {Name: "steps", X: float64(e.Steps)},
		},
		Point: []float64{e.index(), sixDigits(e.Loss), e.Error},
	}
	for k, d := range e.Deciles {
		t.Values = append(t.Values, tables.Value{Name: decile(k), X: d})
	}
	return t
}

func decile(k int) string { return fmt.Sprintf("eigenvalue at %d %%", 10*k) }
