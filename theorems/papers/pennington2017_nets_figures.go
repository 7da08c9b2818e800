package papers

import (
	"fmt"

	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// penningtonNetFigures draws for each net the mean index in classes of ε, of each kind of end, and the index of the
// paper's simpler model.
func penningtonNetFigures(cells []PenningtonCell, rows []tables.Row) (out []theorems.Figure) {
	for i, c := range cells {
		f := theorems.Figure{
			Name: fmt.Sprintf("index-n%d-m%d", c.N, c.M),
			Says: fmt.Sprintf("Mean share α of negative eigenvalues in classes of ε of the width %g, from the least to the greatest, where searches ended in nets of tanh with n = %d and m = %d samples, φ = %.3g; line: the free sum of a Wishart and a Wigner matrix", epsilonBin, c.N, c.M, c.phi()),
			X:    theorems.Axis{Label: "ε"}, Y: theorems.Axis{Label: "α"},
			Hides: "how many searches ended in each class; the model's errors are independent normal numbers, and those of a trained net are not",
		}
		f.Series = indexByLoss(rows[i], "ε")
		x := equally(0.01, 0.6, 60)
		f.Series = append(f.Series, curve("model", x, each(x, func(e float64) float64 { return freeSum(c.phi(), e).CDF(0) })))
		f.Lines = append(f.Lines, theorems.ReferenceLine{At: c.onset(), Name: "½(1 − φ)²"})
		out = append(out, f)
	}
	return out
}

// indexByLoss is for each kind of end the mean index of the classes against the mean of a value.
func indexByLoss(r tables.Row, value string) (out []theorems.Series) {
	for _, kind := range []train.Stationarity{train.CriticalPoint, train.GradientFlat, train.NotStationary} {
		s := theorems.Series{Name: kind.String(), Mark: theorems.Points}
		for _, c := range r.Classes {
			index, ok := c.Values["index"]
			if !ofKind(kind)(c.Class) || !ok {
				continue
			}
			s.X, s.Y = append(s.X, c.Values[value].Mean), append(s.Y, index.Mean)
			s.Lo, s.Hi = append(s.Lo, index.Least), append(s.Hi, index.Greatest)
		}
		if len(s.X) > 0 {
			out = append(out, s)
		}
	}
	return out
}
