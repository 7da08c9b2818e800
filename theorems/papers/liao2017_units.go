package papers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// A LiaoUnits is a net 100–Hidden–10 on Images images of MNIST in 10×10, whose units are ReLUs, for the degree 0, or the polynomial of the
// degree that is nearest to them over [−5, 5].
type LiaoUnits struct{ Degree, Hidden, Images int }

const (
	unitsBatch, unitsEpochs = 20, 12
	unitsRate               = 0.001
)

// A LiaoUnitsEnd is what training came to.
type LiaoUnitsEnd struct {
	Loss  float64 `json:"loss"`
	Error float64 `json:"error"` // share of the training images that are wrong
	Test  float64 `json:"test"`  // of the test images
	// Outside is the share of the inputs of units, over the training images, that are beyond [−5, 5].
	Outside float64 `json:"outside"`
}

// A polynomialNet is the net: σ(W_1x + b_1), then W_2 and b_2. Its numbers are those of an MLP, layer by layer.
type polynomialNet struct {
	hidden       int
	coefficients []float64 // of σ; none is a ReLU
	z, a, slope  []float64
	out          []float64
	outside      int
}

func (c LiaoUnits) net() *polynomialNet {
	n := &polynomialNet{hidden: c.Hidden, out: make([]float64, 10)}
	n.z, n.a, n.slope = make([]float64, c.Hidden), make([]float64, c.Hidden), make([]float64, c.Hidden)
	if c.Degree > 0 {
		n.coefficients = nearestToReLU(c.Degree)
	}
	return n
}

// parts returns W_1, b_1, W_2 and b_2.
func (n *polynomialNet) parts(w []float64) (w1, b1, w2, b2 []float64) {
	h := n.hidden
	return w[:100*h], w[100*h : 101*h], w[101*h : 111*h], w[111*h:]
}

// forward sets the outputs.
func (n *polynomialNet) forward(w, x []float64) {
	w1, b1, w2, b2 := n.parts(w)
	for u := range n.z {
		z := b1[u]
		for i, v := range w1[100*u:][:100] {
			z += float64(v * x[i])
		}
		n.z[u] = z
		n.outside += int(indicator(math.Abs(z) > 5))
		if n.coefficients == nil {
			n.a[u], n.slope[u] = max(z, 0), indicator(z > 0)
			continue
		}
		n.a[u], n.slope[u] = hornerOf(n.coefficients, z)
	}
	for k := range n.out {
		z := b2[k]
		for u, v := range w2[n.hidden*k:][:n.hidden] {
			z += float64(v * n.a[u])
		}
		n.out[k] = z
	}
}

// loss returns the cross-entropy at a sample and whether it is wrong, and leaves softmax minus the label in the outputs.
func (n *polynomialNet) loss(w, x []float64, label int) (loss float64, wrong bool) {
	n.forward(w, x)
	most, sum := n.out[place(n.out)], 0.0
	wrong = place(n.out) != label
	at := n.out[label]
	for k, z := range n.out {
		n.out[k] = math.Exp(z - most)
		sum += n.out[k]
	}
	for k := range n.out {
		n.out[k] /= sum
	}
	n.out[label]--
	return math.Log(sum) + most - at, wrong
}

// pull adds the gradient of the loss at a sample, after loss.
func (n *polynomialNet) pull(g, w, x []float64) {
	g1, c1, g2, c2 := n.parts(g)
	_, _, w2, _ := n.parts(w)
	for k, d := range n.out {
		c2[k] += d
		for u, a := range n.a {
			g2[n.hidden*k+u] += float64(d * a)
		}
	}
	for u := range n.a {
		d := 0.0
		for k, e := range n.out {
			d += float64(e * w2[n.hidden*k+u])
		}
		if d *= n.slope[u]; d == 0 {
			continue
		}
		c1[u] += d
		row := g1[100*u:][:100]
		for i, v := range x {
			row[i] += float64(d * v)
		}
	}
}

// A centredDigits are images from whose numbers their means over the training images are taken, all divided by one number, so
// that the mean square over the training images is 1.
type centredDigits struct {
	x      [][]float64
	labels []int
}

// centred returns the training images and the test images.
func (c LiaoUnits) centred() (training, tests centredDigits) {
	of := func(f firstDigits) centredDigits {
		b := f.all().batch
		out := centredDigits{labels: b.Labels}
		for _, row := range rowsOf(b) {
			out.x = append(out.x, append([]float64(nil), row...))
		}
		return out
	}
	training, tests = of(firstDigits{c.Images, false}), of(firstDigits{2000, true})
	means, square := make([]float64, 100), 0.0
	for _, x := range training.x {
		for i, v := range x {
			means[i] += v / float64(c.Images)
		}
	}
	for _, x := range training.x {
		for i, v := range x {
			square += float64((v-means[i])*(v-means[i])) / float64(100*c.Images)
		}
	}
	for _, d := range []centredDigits{training, tests} {
		for _, x := range d.x {
			for i := range x {
				x[i] = (x[i] - means[i]) / math.Sqrt(square)
			}
		}
	}
	return training, tests
}

// errors returns the mean loss and the share of images that are wrong.
func (n *polynomialNet) errors(w []float64, d centredDigits) (loss, share float64) {
	for s, x := range d.x {
		l, wrong := n.loss(w, x, d.labels[s])
		loss += l / float64(len(d.x))
		share += indicator(wrong) / float64(len(d.x))
	}
	return loss, share
}

// train draws weights of variance 1/fan-in, and trains by Adam.
func (c LiaoUnits) train(ctx context.Context, r *rand.Rand) (out LiaoUnitsEnd, err error) {
	n := c.net()
	w, g := make([]float64, 111*c.Hidden+10), make([]float64, 111*c.Hidden+10)
	train.LeCun{}.Draw(w, []int{100, c.Hidden, 10}, true, r)
	step, err := train.Adam{Rate: unitsRate}.New(len(w), 1)
	if err != nil {
		return out, err
	}
	training, tests := c.centred()
	for range unitsEpochs {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		order := r.Perm(c.Images)
		for from := 0; from < c.Images; from += unitsBatch {
			clear(g)
			for _, s := range order[from : from+unitsBatch] {
				if loss, _ := n.loss(w, training.x[s], training.labels[s]); !(loss < math.MaxFloat64) {
					return out, errDiverged
				}
				n.pull(g, w, training.x[s])
			}
			for i := range g {
				g[i] /= unitsBatch
			}
			step.Step(w, g)
		}
	}
	n.outside = 0
	out.Loss, out.Error = n.errors(w, training)
	out.Outside = float64(n.outside) / float64(c.Hidden*c.Images)
	_, out.Test = n.errors(w, tests)
	return out, nil
}

// PolynomialUnits asks whether nets of the nearest polynomials are trained as nets of ReLUs are.
var PolynomialUnits = tables.Table[LiaoUnits, LiaoUnitsEnd]{
	Name: "liao2017/polynomial-units",
	Says: fmt.Sprintf("Training error of nets 100–h–10 whose units are ReLUs (degree 0) or the polynomial of degree 2 or 4 nearest to them over [−5, 5], which of degree 3 is that of degree 2, on the first images of MNIST in 10×10, less their means and divided by one number so that the mean square is 1: %d epochs of Adam (rate %g, batches of %d) from weights of variance 1/fan-in and biases 0",
		unitsEpochs, unitsRate, unitsBatch),
	Source:  liao2017.Locate("that nets whose ReLUs are replaced by polynomials train alike, as we recall it; the paper's are convolutions with batch normalisation on CIFAR-10, the scale is ours", "Guess about Error Surface"),
	Version: 1,
	Cells:   []LiaoUnits{{0, 64, 2000}, {2, 8, 100}, {2, 64, 2000}, {4, 64, 2000}},
	Runs:    8,
	Run: func(ctx context.Context, c LiaoUnits, r theorems.Run) (LiaoUnitsEnd, error) {
		return c.train(ctx, r.Rand)
	},
	Tally: func(_ LiaoUnits, e LiaoUnitsEnd) tables.Tally {
		return tables.Tally{Class: "trained", Values: []tables.Value{{Name: "loss", X: e.Loss}, {Name: "training error", X: e.Error}, {Name: "test error", X: e.Test}, {Name: "outside", X: e.Outside}}}
	},
	Row: func(_ LiaoUnits, s tables.Summary) []tables.Entry {
		return []tables.Entry{
			s.Mean("training error", "training error", everyEnd, ""), s.Mean("test error", "test error", everyEnd, ""),
			s.Mean("training loss", "loss", everyEnd, ""), s.Mean("inputs of units beyond [−5, 5]", "outside", everyEnd, ""),
		}
	},
	Figures: unitsFigures,
	Valid: func(c LiaoUnits) error {
		if c.Degree != 0 && (c.Degree < 2 || c.Degree > 5) || c.Hidden < 1 || c.Hidden > 256 || c.Images < unitsBatch || c.Images > 5000 || c.Images%unitsBatch != 0 {
			return fmt.Errorf("a degree of 2 to 5, or 0 for ReLUs, 1 to 256 hidden units, and 20, 40, … 5000 images")
		}
		return nil
	},
}

// unitsFigures draws the errors by the kind of unit, for the size of net and data of the first cell.
func unitsFigures(cells []LiaoUnits, rows []tables.Row) []theorems.Figure {
	c := cells[0]
	f := theorems.Figure{
		Name: fmt.Sprintf("errors-h%d-%d-images", c.Hidden, c.Images), Says: fmt.Sprintf("Share of wrong images after training nets 100–%d–10 on %d images, for ReLUs (degree 0) and the nearest polynomials", c.Hidden, c.Images),
		X: theorems.Axis{Label: "degree"}, Y: theorems.Axis{Label: "error"},
		Hides: "the losses; bars are the least and the greatest run",
	}
	for _, value := range []string{"training error", "test error"} {
		s := theorems.Series{Name: value, Mark: theorems.Points}
		for j, other := range cells {
			if other.Images == c.Images && other.Hidden == c.Hidden {
				one := meansOver("", theorems.Points, rows[j], []float64{float64(other.Degree)}, []string{value})
				s.X, s.Y, s.Lo, s.Hi = append(s.X, one.X...), append(s.Y, one.Y...), append(s.Lo, one.Lo...), append(s.Hi, one.Hi...)
			}
		}
		f.Series = append(f.Series, s)
	}
	return []theorems.Figure{f}
}
