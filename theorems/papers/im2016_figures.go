package papers

import (
	"fmt"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// overRuns returns the mean of a value over all runs of a row, the least and the greatest.
func overRuns(r tables.Row, value string) (mean, least, greatest float64, ok bool) {
	runs := 0
	for _, c := range r.Classes {
		v, has := c.Values[value]
		if !has {
			continue
		}
		if runs == 0 {
			least, greatest = v.Least, v.Greatest
		}
		least, greatest = min(least, v.Least), max(greatest, v.Greatest)
		mean += float64(v.Mean * float64(v.Runs))
		runs += v.Runs
	}
	return mean / float64(max(runs, 1)), least, greatest, runs > 0
}

// meansOver is a series of the means of values, with the least and the greatest, over numbers of an axis.
func meansOver(name string, mark theorems.Mark, r tables.Row, x []float64, values []string) theorems.Series {
	s := theorems.Series{Name: name, Mark: mark}
	for i, v := range values {
		if mean, least, greatest, ok := overRuns(r, v); ok {
			s.X, s.Y, s.Lo, s.Hi = append(s.X, x[i]), append(s.Y, mean), append(s.Lo, least), append(s.Hi, greatest)
		}
	}
	s.X, s.Y, s.Lo, s.Hi = theorems.Rounded(s.X), theorems.Rounded(s.Y), theorems.Rounded(s.Lo), theorems.Rounded(s.Hi)
	return s
}

// noted returns an entry with a note.
func noted(e tables.Entry, note string) tables.Entry {
	e.Note = note
	return e
}

// numbered returns 1 … n.
func numbered(n int) []float64 { return equally(1, float64(n), n) }

// prefixed puts the same words before each.
func prefixed(prefix string, words []string) (out []string) {
	for _, w := range words {
		out = append(out, prefix+w)
	}
	return out
}

func (c ImCell) file() string { return fmt.Sprintf("h%d-%d-images-x%d", c.Hidden, c.Images, c.Faster) }

func (c ImCell) words() string {
	return fmt.Sprintf("nets 100–%d–%d–10 on %d images, %d epochs at %d times the usual rates", c.Hidden, c.Hidden, c.Images, c.Epochs, c.Faster)
}

// imFiveFigures draws the mean losses on the segments, the barriers and the norms.
func imFiveFigures(cells []ImCell, rows []tables.Row) (out []theorems.Figure) {
	for i, c := range cells {
		slices := theorems.Figure{
			Name: "segments-" + c.file(), Says: "Loss above the chord between two ends, in the mean over pairs and runs: of two methods, of two orders of batches, of two starts; " + c.words(),
			X: theorems.Axis{Label: "t"}, Y: theorems.Axis{Label: "loss above the chord"},
			Hides: "the planes that the paper draws, of which these are edges; bars are the least and the greatest run",
		}
		for kind, name := range imKinds {
			var values []string
			for k := range imPoints + 1 {
				values = append(values, imAbove(kind, k))
			}
			slices.Series = append(slices.Series, meansOver("two "+name, theorems.Line, rows[i], equally(0, 1, imPoints+1), values))
		}
		barriers := theorems.Figure{
			Name: "barriers-" + c.file(), Says: "Barriers between the ends of one method with two orders of batches, and with two starts; " + c.words(),
			X: theorems.Axis{Names: imMethods}, Y: theorems.Axis{Label: "barrier"},
			Series: []theorems.Series{
				meansOver("two orders", theorems.Points, rows[i], numbered(len(imMethods)), prefixed("orders of ", imMethods)),
				meansOver("two starts", theorems.Points, rows[i], numbered(len(imMethods)), prefixed("starts of ", imMethods)),
			},
			Lines: []theorems.ReferenceLine{{Name: "between two methods", At: shown(rows[i], "methods"), Across: true}},
			Hides: "which two methods; bars are the least and the greatest run",
		}
		norms := theorems.Figure{
			Name: "norms-" + c.file(), Says: "Norm of the weights at the ends of five methods; " + c.words(),
			X: theorems.Axis{Names: imMethods}, Y: theorems.Axis{Label: "‖w‖"},
			Series: []theorems.Series{meansOver("", theorems.Points, rows[i], numbered(len(imMethods)), prefixed("norm of ", imMethods))},
			Hides:  "that the losses differ, too; bars are the least and the greatest run",
		}
		out = append(out, slices, barriers, norms)
	}
	return out
}

// shown is the mean of a value, rounded as a picture shows it.
func shown(r tables.Row, value string) float64 {
	mean, _, _, _ := overRuns(r, value)
	return theorems.Rounded([]float64{mean})[0]
}
