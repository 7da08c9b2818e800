package papers

import (
	"fmt"
	"slices"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// dauphinNetFigures draws for each net the index against the loss, and the distribution of the eigenvalues in up to three classes of ends.
func dauphinNetFigures(cells []DauphinCell, rows []tables.Row) (out []theorems.Figure) {
	for i, c := range cells {
		index := theorems.Figure{
			Name: fmt.Sprintf("index-h%d-%d-images", c.Hidden, c.Images),
			Says: fmt.Sprintf("Share of negative eigenvalues against the share of misclassified images, where searches ended in nets 100–%d–10 of tanh on %d images", c.Hidden, c.Images),
			X:    theorems.Axis{Label: "training error"}, Y: theorems.Axis{Label: "share of negative eigenvalues"},
			Series: scattered(rows[i:i+1], 2, 0, dauphinVanishing),
			Hides:  fmt.Sprintf("the eigenvalues within ±%g, which are not counted; and that most critical ends at high loss are one point up to symmetries, with the same outputs for all images", zeroCurvature),
		}
		spectra := theorems.Figure{
			Name: fmt.Sprintf("spectra-h%d-%d-images", c.Hidden, c.Images),
			Says: fmt.Sprintf("Share of the eigenvalues beyond ±%g below a number, in the mean over the ends of a class, at low, middle and high loss, for nets 100–%d–10 on %d images", zeroCurvature, c.Hidden, c.Images),
			X:    theorems.Axis{Label: "eigenvalue"}, Y: theorems.Axis{Label: "share"},
			Series: spectraAtLevels(rows[i]),
			Hides:  "the eigenvalues that are counted as 0, most of all, some of them for all weights; and that means of quantiles are shown",
		}
		for _, f := range []theorems.Figure{index, spectra} {
			if f.Series != nil {
				out = append(out, f)
			}
		}
	}
	return out
}

// spectraAtLevels are curves for the classes with the least, the middle and the greatest loss.
func spectraAtLevels(r tables.Row) (out []theorems.Series) {
	var classes []tables.Census
	for _, c := range r.Classes {
		if _, ok := c.Values[decile(0)]; ok {
			classes = append(classes, c)
		}
	}
	slices.SortFunc(classes, func(a, b tables.Census) int {
		return int(indicator(a.Values["loss"].Mean > b.Values["loss"].Mean)) - int(indicator(a.Values["loss"].Mean < b.Values["loss"].Mean))
	})
	if len(classes) > 3 {
		classes = []tables.Census{classes[0], classes[len(classes)/2], classes[len(classes)-1]}
	}
	for _, c := range classes {
		s := theorems.Series{Name: c.Class, Mark: theorems.Line}
		for k := range 11 {
			s.X, s.Y = append(s.X, c.Values[decile(k)].Mean), append(s.Y, float64(k)/10)
		}
		out = append(out, s)
	}
	return out
}
