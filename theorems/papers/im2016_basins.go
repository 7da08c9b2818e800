package papers

import (
	"context"
	"fmt"
	"math/rand/v2"

	"saddle/theorems"
	"saddle/theorems/tables"
)

const (
	basinSide   = 9   // points along each side of a slice
	basinRise   = 0.5 // above the loss at the end
	basinLength = 20  // of a raw direction
	basinImages = 500 // at which the loss of a slice is taken, at most
)

// An ImBasin has the shares of slices about the ends of five methods, numbered as imMethods are.
type ImBasin struct {
	Raw        []float64 `json:"raw"`
	Normalised []float64 `json:"normalised"`
	Norm       []float64 `json:"norm"`
}

// basins takes the same two random directions about all ends: of one length, or so that each unit's part has the
// length of its own weights.
func (c ImCell) basins(ctx context.Context, r theorems.Run) (out ImBasin, err error) {
	ends, err := c.ends(ctx, c.course().start(r.Rand), r.Rand.Uint64())
	if err != nil {
		return out, err
	}
	l := c.course().lossAtImages(min(c.Images, basinImages))
	n := len(ends[0])
	first, second := normalEntries(r.Rand, n, 1), normalEntries(r.Rand, n, 1)
	for _, w := range ends {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		out.Raw = append(out.Raw, l.shareBelow(w, ofLength(first, basinLength), ofLength(second, basinLength)))
		out.Normalised = append(out.Normalised, l.shareBelow(w, c.course().likeUnits(first, w), c.course().likeUnits(second, w)))
		out.Norm = append(out.Norm, lengthOf(w))
	}
	return out, nil
}

// ofLength returns a vector along d.
func ofLength(d []float64, length float64) []float64 {
	out, factor := make([]float64, len(d)), length/lengthOf(d)
	for i := range out {
		out[i] = factor * d[i]
	}
	return out
}

// likeUnits returns d with the weights into each unit scaled to the length of those in w, and 0 for biases.
func (c course) likeUnits(d, w []float64) []float64 {
	out := make([]float64, len(d))
	for _, l := range c.layers() {
		for at := l.weights; at < l.biases; at += l.in {
			copy(out[at:], ofLength(d[at:at+l.in], lengthOf(w[at:at+l.in])))
		}
	}
	return out
}

// shareBelow is the share of the points w + x a + y b of a grid of [−1, 1]² at which the loss is less than that at w by
// the rise at most.
func (l courseLoss) shareBelow(w, a, b []float64) float64 {
	below, most := 0, l.at(w)+basinRise
	side := equally(-1, 1, basinSide)
	v := make([]float64, len(w))
	for _, x := range side {
		for _, y := range side {
			for i := range v {
				v[i] = w[i] + float64(x*a[i]) + float64(y*b[i])
			}
			below += int(indicator(l.at(v) <= most))
		}
	}
	return float64(below) / float64(basinSide*basinSide)
}

func imWidest(of int, normalised bool) string {
	if normalised {
		return "relative: " + imMethods[of]
	}
	return "widest, raw: " + imMethods[of]
}

// The classes say whose basin is the widest, by either metric; of equal ones it is the first.
func (e ImBasin) tally() tables.Tally {
	t := tables.Tally{Class: imWidest(place(e.Raw), false) + "; " + imWidest(place(e.Normalised), true)}
	for i, m := range imMethods {
		t.Values = append(t.Values, tables.Value{Name: "raw, " + m, X: e.Raw[i]}, tables.Value{Name: "relative, " + m, X: e.Normalised[i]}, tables.Value{Name: "norm of " + m, X: e.Norm[i]})
	}
	return t
}

// Basins is the deck's “larger basin for Adam” under two metrics that are both declared.
var Basins = tables.Table[ImCell, ImBasin]{
	Name: "im2016/basins",
	Says: fmt.Sprintf("How large the basins of five methods are, in nets 100–h–h–10 of ReLUs on the first images of MNIST in 10×10, %s: share of a %d × %d grid of the slice w + xa + yb, |x|, |y| ≤ 1, where the loss on %d images at most is at most %g above that at the end w; a and b are two Gaussian directions, the same for all methods, of the length %d, or (relative) with the weights into each unit scaled to the length of those of w and without biases",
		imProtocol, basinSide, basinSide, basinImages, basinRise, basinLength),
	Source:  im2016.Locate("the figures about the size of the region of low loss, which the deck reads as a larger basin for Adam; "+imScaleNote+", and so are the two metrics", "Training Processing"),
	Version: 1,
	Cells:   imCells,
	Runs:    10,
	Run:     func(ctx context.Context, c ImCell, r theorems.Run) (ImBasin, error) { return c.basins(ctx, r) },
	Tally:   func(_ ImCell, e ImBasin) tables.Tally { return e.tally() },
	Row: func(_ ImCell, s tables.Summary) (out []tables.Entry) {
		for _, normalised := range []bool{false, true} {
			out = append(out, noted(s.Rate("widest is Adam's, "+[]string{"raw", "relative"}[int(indicator(normalised))], func(class string) bool {
				for i := range imMethods {
					if class == imWidest(i, false)+"; "+imWidest(imAdam, true) && normalised || class == imWidest(imAdam, false)+"; "+imWidest(i, true) && !normalised {
						return true
					}
				}
				return false
			}, nil), "The deck reads the paper's figure as a larger basin for Adam. One of five methods is the widest; with no difference it would be Adam's in a fifth of the runs."))
		}
		for _, of := range []string{"raw, ", "relative, ", "norm of "} {
			for _, m := range imMethods {
				out = append(out, s.Mean(of+m, of+m, everyEnd, ""))
			}
		}
		return out
	},
	Figures: imBasinFigures,
	Valid:   ImCell.valid,
}

// imBasinFigures draws the shares by either metric.
func imBasinFigures(cells []ImCell, rows []tables.Row) (out []theorems.Figure) {
	for i, c := range cells {
		out = append(out, theorems.Figure{
			Name: "shares-" + c.file(), Says: fmt.Sprintf("Share of a slice about the end where the loss is at most %g above that at the end, by directions of one length and by relative ones; %s", basinRise, c.words()),
			X: theorems.Axis{Names: imMethods}, Y: theorems.Axis{Label: "share of the slice"},
			Series: []theorems.Series{
				meansOver("one length for all", theorems.Points, rows[i], numbered(len(imMethods)), prefixed("raw, ", imMethods)),
				meansOver("relative to the weights", theorems.Points, rows[i], numbered(len(imMethods)), prefixed("relative, ", imMethods)),
			},
			Hides: "that the losses at the ends differ, and that a slice of two dimensions says little of a basin; bars are the least and the greatest run",
		})
	}
	return out
}

// jitter adds to each number of a layer a normal one whose deviation is a part of the mean size of its numbers.
func (c course) jitter(r *rand.Rand, w []float64, part float64) []float64 {
	out, layers := append([]float64(nil), w...), c.layers()
	for k, l := range layers[:len(layers)-1] {
		of := out[l.weights:layers[k+1].weights]
		size := 0.0
		for _, x := range of {
			size += max(x, -x) / float64(len(of))
		}
		for i := range of {
			of[i] += float64(part * size * r.NormFloat64())
		}
	}
	return out
}
