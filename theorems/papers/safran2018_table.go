package papers

import (
	"context"
	"fmt"
	"math"
	"strings"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// A SafranCell is a cell of Tables 1 and 2: k teacher neurons and n student neurons, with
// inputs of dimension k.
type SafranCell struct{ K, N int }

// SafranSpuriousMinima is what gradient descent ends in, in Tables 1 and 2 together. A run
// counts as a spurious minimum if a strict local minimum that is not global is proved near
// its end, as in the paper.
var SafranSpuriousMinima = tables.Table[SafranCell, SafranEnd]{
	Name: "safran2018/tables-1-and-2",
	Says: "Gradient descent from Xavier initialisation on the student–teacher loss with k orthonormal teacher neurons, n student neurons and inputs of dimension k, to the authors' protocol: " +
		"how many of 1000 runs end in a spurious local minimum, and with which objective and smallest eigenvalue of the Hessian on average. Runs whose end is no proved minimum have classes of their own.",
	Source:  safran2018.Locate("Tables 1 and 2", "Considering Data"),
	Version: 1,
	Cells:   safranCells(),
	Runs:    1000,
	Batch: func(ctx context.Context, c SafranCell, runs []theorems.Run) ([]SafranEnd, error) {
		return newDescents(c, true, tableCap).run(ctx, len(runs), func(i int) theorems.Run { return runs[i] })
	},
	Tally:   func(_ SafranCell, e SafranEnd) tables.Tally { return e.tally() },
	Unknown: []string{notConverged, notCertified},
	Row:     safranRow,
	Figures: safranFigures,
	Valid: func(c SafranCell) error {
		if c.K < 1 || c.N < 1 || c.K > mostParameters || c.N > mostParameters || c.K*c.N > mostParameters {
			return fmt.Errorf("k ≥ 1, n ≥ 1 and k n ≤ %d, the order of the Hessian at an end", mostParameters)
		}
		return nil
	},
}

// mostParameters bounds the order of the Hessians: each takes some 300 MB there.
const mostParameters = 6000

// Classes of ends besides minima, whose classes begin with "minimum".
const (
	globalEnd    = "global"
	saddleEnd    = "saddle"
	notConverged = "not converged"
	notCertified = "not certified"
	minimumEnd   = "minimum"
)

func isMinimumEnd(class string) bool { return strings.HasPrefix(class, minimumEnd) }

// tally counts an end. Minima of one kind up to permutations of neurons and coordinates are
// those with the same number of flipped neurons and the same objective.
func (e SafranEnd) tally() tables.Tally {
	values := []tables.Value{{Name: "F", X: e.F}, {Name: "steps", X: float64(e.Steps)}}
	switch {
	case e.End != stuck && e.End != below:
		return tables.Tally{Class: notConverged}
	case e.End == below:
		return tables.Tally{Class: globalEnd, Values: values[1:]}
	}
	values = append(values, tables.Value{Name: "λ_min", X: e.Curvature})
	switch {
	case e.Certified:
		return tables.Tally{Class: fmt.Sprintf("%s, %d flipped, F = %.7f", minimumEnd, e.Flipped, e.F), Values: values}
	case e.Curvature < -sureCurvature:
		return tables.Tally{Class: saddleEnd, Values: values}
	}
	return tables.Tally{Class: notCertified, Values: values}
}

// sureCurvature is beyond all rounding errors of a smallest eigenvalue: below its negative an end
// is a saddle, and between it is not certified.
const sureCurvature = 1e-8

// safranPublished are the columns of the tables: in per cent of 1000 runs the spurious minima,
// and over these the average smallest eigenvalue and the average objective.
var safranPublished = []struct {
	k, n              int
	percent           float64
	curvature, losses string
}{
	{6, 6, 0.3, "0.0047", "0.025"}, {7, 7, 5.5, "0.014", "0.023"}, {8, 8, 12.6, "0.021", "0.021"}, {9, 9, 21.8, "0.027", "0.020"},
	{10, 10, 34.6, "0.030", "0.022"}, {11, 11, 45.5, "0.034", "0.022"}, {12, 12, 58.5, "0.035", "0.021"}, {13, 13, 73, "0.037", "0.022"},
	{14, 14, 73.6, "0.038", "0.023"}, {15, 15, 80.3, "0.038", "0.024"}, {16, 16, 85.1, "0.038", "0.027"}, {17, 17, 89.7, "0.039", "0.027"},
	{18, 18, 90, "0.039", "0.029"}, {19, 19, 93.4, "0.038", "0.031"}, {20, 20, 94, "0.038", "0.033"},
	{8, 9, 0.1, "0.0059", "0.021"}, {10, 11, 0.1, "0.0057", "0.018"}, {11, 12, 0.1, "0.0056", "0.017"}, {12, 13, 0.3, "0.0054", "0.016"},
	{13, 14, 1.5, "0.0015", "0.038"}, {14, 15, 5.5, "0.002", "0.033"}, {15, 16, 10.1, "0.004", "0.032"}, {16, 17, 18, "0.0055", "0.031"},
	{17, 18, 20.9, "0.007", "0.031"}, {18, 19, 36.9, "0.0064", "0.028"}, {19, 20, 49.1, "0.0077", "0.027"},
}

// uncertified says of which cells the authors left out ends that their own proof did not reach.
var uncertified = map[SafranCell]string{
	{17, 18}: "k = 17, n = 18: the authors' raw data have 23.3 % of ends above 1e-3, of which the paper counts the certified.",
	{20, 20}: "k = n = 20: the authors' raw data have 94.9 % of ends above 1e-3, of which the paper counts the certified.",
}

// safranRuns is the published number of runs of a cell.
const safranRuns = 1000

func safranCells() (out []SafranCell) {
	for _, p := range safranPublished {
		out = append(out, SafranCell{p.k, p.n})
	}
	return out
}

func safranRow(c SafranCell, s tables.Summary) []tables.Entry {
	var paper *tables.Published
	curvature, losses := "", ""
	for _, p := range safranPublished {
		if p.k == c.K && p.n == c.N {
			paper = percentOf(p.percent, safranRuns)
			paper.Note = uncertified[c]
			curvature, losses = p.curvature, p.losses
		}
	}
	return []tables.Entry{
		s.Rate("spurious minima", isMinimumEnd, paper),
		s.Mean("average λ_min", "λ_min", isMinimumEnd, curvature),
		s.Mean("average objective", "F", isMinimumEnd, losses),
	}
}

// percentOf is a rate that is published in per cent of so many runs.
func percentOf(percent float64, runs int) *tables.Published {
	return &tables.Published{X: int(math.Round(percent * float64(runs) / 100)), M: runs, Printed: fmt.Sprintf("%g %%", percent)}
}
