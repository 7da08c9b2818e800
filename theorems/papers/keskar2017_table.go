package papers

import (
	"context"
	"fmt"
	"strings"

	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// A SharpnessCell is a net 100–Hidden–Hidden–10 of ReLUs on Images images of MNIST in 10×10, trained by “adam” or “sgd” until its loss is
// at most 0.01, for at most Epochs epochs.
type SharpnessCell struct {
	Method         string
	Hidden, Images int
	Epochs         int
}

const (
	sharpnessSmall, sharpnessLarge = 100, 10 // in so many parts the images come
	sharpnessGoal                  = 0.01
	sharpnessEvery                 = 4 // epochs, after which the loss is looked at
	sharpnessAscent                = 10
	sharpnessFactor                = 4 // a power of 2, by which no number is rounded
)

// sharpnessBoxes are the paper's ε.
var sharpnessBoxes = []float64{1e-3, 5e-4}

// A SharpnessEnd is what a small and a large batch came to, in this order.
type SharpnessEnd struct {
	Epochs   [2]int     `json:"epochs"`
	Loss     [2]float64 `json:"loss"`
	Accuracy [2]float64 `json:"accuracy"`
	// Early is the sharpness after a twentieth of the epochs, in the larger box, and EarlyLoss the loss then.
	Early     [2]float64 `json:"early"`
	EarlyLoss [2]float64 `json:"earlyLoss"`
	// Sharpness is that of the end, in each box; and Rescaled that of the same function, in the larger one.
	Sharpness [2][2]float64 `json:"sharpness"`
	Rescaled  [2]float64    `json:"rescaled"`
	// Relative is the sharpness in the box |z_i| ≤ 10ε|w_i|, the same for both.
	Relative [2]float64 `json:"relative"`
}

func (c SharpnessCell) course(parts int) course {
	return course{hidden: c.Hidden, images: c.Images, tests: 2000, batch: c.Images / parts}
}

func (c SharpnessCell) method() train.Method {
	if c.Method == "adam" {
		return train.Adam{}
	}
	return train.GradientDescent{Rate: 0.1}
}

// ends trains by both batches from one start.
func (c SharpnessCell) ends(ctx context.Context, r theorems.Run) (out SharpnessEnd, err error) {
	start, order := c.course(sharpnessSmall).start(r.Rand), r.Rand.Uint64()
	l := c.course(sharpnessSmall).lossAtImages(c.Images)
	for k, parts := range []int{sharpnessSmall, sharpnessLarge} {
		course := c.course(parts)
		w, err := course.follow(ctx, start, c.method(), order, 0, c.Epochs*parts, func(epochs int, w []float64) bool {
			out.Epochs[k] = epochs
			if epochs == c.early() {
				out.Early[k], out.EarlyLoss[k] = l.sharpness(w, sharpnessBoxes[0], 1), l.at(w)
			}
			return epochs >= c.early() && epochs%sharpnessEvery == 0 && l.at(w) <= sharpnessGoal
		})
		if err != nil {
			return out, err
		}
		out.Loss[k], out.Accuracy[k] = l.at(w), l.accuracy(w)
		for i, box := range sharpnessBoxes {
			out.Sharpness[k][i] = l.sharpness(w, box, 1)
		}
		other := course.rescaled(w, sharpnessFactor)
		out.Rescaled[k], out.Relative[k] = l.sharpness(other, sharpnessBoxes[0], 1), l.sharpness(w, 10*sharpnessBoxes[0], 0)
	}
	return out, nil
}

// early is a twentieth of the epochs.
func (c SharpnessCell) early() int { return c.Epochs / 20 }

// rescaled multiplies the weights into the first hidden layer and its biases by a factor, and divides the weights out of it.
func (c course) rescaled(w []float64, factor float64) []float64 {
	out, layers := append([]float64(nil), w...), c.layers()
	for i := layers[0].weights; i < layers[1].weights; i++ {
		out[i] *= factor
	}
	for i := layers[1].weights; i < layers[1].biases; i++ {
		out[i] /= factor
	}
	return out
}

// sharpness is 100 (max f(w + z) − f(w))/(1 + f(w)) over the box |z_i| ≤ ε(|w_i| + more), where the maximum is what some steps of ascent along
// the signs of the gradient find: no more than there is.
func (l courseLoss) sharpness(w []float64, box, more float64) float64 {
	f := l.at(w)
	most, v, g := f, append([]float64(nil), w...), make([]float64, len(w))
	for range sharpnessAscent {
		l.net.LossGradient(g, v, l.training)
		for i, x := range w {
			reach := box * (max(x, -x) + more)
			v[i] = max(x-reach, min(x+reach, v[i]+0.3*reach*(indicator(g[i] > 0)-indicator(g[i] < 0))))
		}
		most = max(most, l.at(v))
	}
	return 100 * (most - f) / (1 + f)
}

const (
	bothFit    = "both losses are at most 0.01"
	notBothFit = "a loss is above 0.01"
	largeSharp = "the large batch is sharper"
	smallSharp = "the large batch is not sharper"
)

func (e SharpnessEnd) tally() tables.Tally {
	fit, early, end := notBothFit, smallSharp, smallSharp
	if max(e.Loss[0], e.Loss[1]) <= sharpnessGoal {
		fit = bothFit
	}
	if e.Early[1] > e.Early[0] {
		early = largeSharp
	}
	if e.Sharpness[1][0] > e.Sharpness[0][0] {
		end = largeSharp
	}
	t := tables.Tally{Class: fit + "; early, " + early + "; at the end, " + end}
	for k, of := range batchesSizes {
		t.Values = append(t.Values, tables.Value{Name: "epochs, " + of, X: float64(e.Epochs[k])}, tables.Value{Name: "loss, " + of, X: e.Loss[k]}, tables.Value{Name: "accuracy, " + of, X: e.Accuracy[k]},
			tables.Value{Name: "early sharpness, " + of, X: e.Early[k]}, tables.Value{Name: "sharpness, " + of, X: e.Sharpness[k][0]}, tables.Value{Name: "sharpness in half the box, " + of, X: e.Sharpness[k][1]},
			tables.Value{Name: "sharpness rescaled, " + of, X: e.Rescaled[k]}, tables.Value{Name: "relative sharpness, " + of, X: e.Relative[k]}, tables.Value{Name: "early loss, " + of, X: e.EarlyLoss[k]})
	}
	return t
}

// Sharpness is the paper's measure at one number of epochs, and at one loss.
var Sharpness = tables.Table[SharpnessCell, SharpnessEnd]{
	Name: "keskar2017/sharpness",
	Says: fmt.Sprintf("Sharpness 100 (max f(w + z) − f(w))/(1 + f(w)) over the box |z_i| ≤ ε(|w_i| + 1), ε = %g, as ascent finds it, of nets 100–h–h–10 of ReLUs on the first images of MNIST in 10×10, trained in small and in large batches, a %dth and a %dth of the images, from one start, by Adam at rate 0.001 or gradient descent at 0.1, after a twentieth of the epochs, and then where the loss is at most %g after %d, %d, … epochs, or all epochs are over; that of the same function with the first layer %d times as large; and that in the box |z_i| ≤ 10ε|w_i|, which rescaling does not change",
		sharpnessBoxes[0], sharpnessSmall, sharpnessLarge, sharpnessGoal, sharpnessEvery, 2*sharpnessEvery, sharpnessFactor),
	Source:  keskar2017.Locate("the metric of sharpness and the table of it for small and large batches; the paper's nets are larger, with batch normalisation, the scale is ours, and so are the comparison at one loss, the rescaled net and the relative box", "Training Processing"),
	Version: 1,
	Cells:   []SharpnessCell{{"adam", 64, 1000, 400}, {"sgd", 16, 100, 40}, {"sgd", 64, 1000, 400}},
	Runs:    8,
	Run: func(ctx context.Context, c SharpnessCell, r theorems.Run) (SharpnessEnd, error) {
		return c.ends(ctx, r)
	},
	Tally: func(_ SharpnessCell, e SharpnessEnd) tables.Tally { return e.tally() },
	Row: func(_ SharpnessCell, s tables.Summary) []tables.Entry {
		with := func(words string) func(string) bool {
			return func(class string) bool { return strings.Contains(class, words) }
		}
		out := []tables.Entry{
			s.Rate("both losses at most 0.01", with(bothFit), nil), noted(s.Rate("large batch sharper, early", with("early, "+largeSharp), nil), "The paper finds the large batch sharper, each net as training left it, as we recall it."),
			s.Rate("large batch sharper, at the end", with("end, "+largeSharp), nil),
		}
		for _, what := range []string{"epochs, ", "loss, ", "accuracy, ", "early loss, ", "early sharpness, ", "sharpness, ", "sharpness in half the box, ", "sharpness rescaled, ", "relative sharpness, "} {
			for _, of := range batchesSizes {
				out = append(out, s.Mean(what+of, what+of, everyEnd, ""))
			}
		}
		return out
	},
	Figures: keskarFigures,
	Valid: func(c SharpnessCell) error {
		if c.Method != "adam" && c.Method != "sgd" || c.Hidden < 1 || c.Hidden > 256 || c.Images < sharpnessSmall || c.Images > 5000 || c.Images%sharpnessSmall != 0 || c.Epochs < 40 || c.Epochs > 2000 {
			return fmt.Errorf("adam or sgd, 1 to 256 hidden units, 100, 200, … 5000 images, and 40 to 2000 epochs")
		}
		return nil
	},
}

// keskarFigures draws the sharpness of small and large batches: early, at the end, and rescaled.
func keskarFigures(cells []SharpnessCell, rows []tables.Row) (out []theorems.Figure) {
	places := []string{"early sharpness, ", "sharpness, ", "sharpness rescaled, "}
	for i, c := range cells {
		f := theorems.Figure{
			Name: fmt.Sprintf("sharpness-%s-h%d-%d-images", c.Method, c.Hidden, c.Images),
			Says: fmt.Sprintf("Sharpness for ε = %g, by %s in small and large batches: after %d epochs, where training ends, and of that same function rescaled; nets 100–%d–%d–10 on %d images", sharpnessBoxes[0], c.Method, c.early(), c.Hidden, c.Hidden, c.Images),
			X:    theorems.Axis{Names: []string{"early", "at the end", "rescaled"}}, Y: theorems.Axis{Label: "sharpness"},
			Hides: "the losses, which differ early; bars are the least and the greatest run",
		}
		for _, of := range batchesSizes {
			var values []string
			for _, p := range places {
				values = append(values, p+of)
			}
			f.Series = append(f.Series, meansOver(of, theorems.Points, rows[i], numbered(len(places)), values))
		}
		out = append(out, f)
	}
	return out
}
