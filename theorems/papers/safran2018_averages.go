package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems"
)

// A PrintedAverage is the average objective over the spurious minima of a cell: as the tables
// print it, in thousandths, and as it comes out of the raw data that the authors published, in
// ten-thousandths.
type PrintedAverage struct{ K, N, Printed, Raw int }

// printedAverages are the cells with their raw averages; that of (17, 18) mixes in ends that
// are no minima, and is left out.
var printedAverages = []PrintedAverage{
	{10, 10, 22, 203}, {11, 11, 22, 201},
	{6, 6, 25, 251}, {7, 7, 23, 232}, {8, 8, 21, 215}, {9, 9, 20, 204}, {12, 12, 21, 213}, {13, 13, 22, 217}, {14, 14, 23, 231},
	{15, 15, 24, 244}, {16, 16, 27, 267}, {17, 17, 27, 275}, {18, 18, 29, 288}, {19, 19, 31, 307}, {20, 20, 33, 329},
	{8, 9, 21, 206}, {10, 11, 18, 179}, {11, 12, 17, 168}, {12, 13, 16, 158}, {13, 14, 38, 384}, {14, 15, 33, 328},
	{15, 16, 32, 321}, {16, 17, 31, 306}, {18, 19, 28, 276}, {19, 20, 27, 275},
}

// AveragesOfTheRawData is false for two rows of Table 1; the deck has copied them. That the raw
// data are right is what SafranSpuriousMinima shows.
var AveragesOfTheRawData = theorems.Claim[PrintedAverage]{
	Name:   "safran2018/averages-of-the-raw-data",
	Says:   fmt.Sprintf("The average objectives that Tables 1 and 2 print are those of the authors' raw data, to within a unit of the last decimal, 0.001, in %d of the 26 rows", len(printedAverages)),
	Source: safran2018.Locate("Tables 1 and 2, last column, and the published raw data", "Considering Data"),
	Expect: theorems.Refuted,
	Known:  printedAverages[:2],
	Cases:  printedAverages,
	Label: func(a PrintedAverage) string {
		if a.close() {
			return "within 0.001"
		}
		return "further off"
	},
	Figures:   averageFigures,
	Corrected: "safran2018/corrected-averages",
	Missing: &theorems.Hypothesis[PrintedAverage]{
		Name:  "not k = n = 10, nor k = n = 11",
		Holds: func(a PrintedAverage) bool { return !a.misprinted() },
	},
	Then: func(a PrintedAverage) theorems.Evidence {
		return theorems.Exactly(a.close(), "k = %d, n = %d: 0.%03d is printed, and the raw data give 0.%04d", a.K, a.N, a.Printed, a.Raw)
	},
}

// CorrectedAverages is what AveragesOfTheRawData becomes with two figures put right.
var CorrectedAverages = theorems.Claim[PrintedAverage]{
	Name:   "safran2018/corrected-averages",
	Says:   fmt.Sprintf("With 0.020 for k = n = 10 and for k = n = 11, the average objectives of Tables 1 and 2 are those of the authors' raw data, to within a unit of the last decimal, 0.001, in %d of the 26 rows", len(printedAverages)),
	Source: safran2018.Locate("Tables 1 and 2, last column, and the published raw data", "Considering Data"),
	Expect: theorems.Proved,
	Cases:  correctedAverages(),
	Given: []theorems.Hypothesis[PrintedAverage]{{
		Name:  "two figures are put right",
		Holds: func(a PrintedAverage) bool { return !a.misprinted() },
		Drop:  func(t *rapid.T) PrintedAverage { return rapid.SampledFrom(printedAverages[:2]).Draw(t, "row") },
		Known: printedAverages[:2],
	}},
	Then:    AveragesOfTheRawData.Then,
	Figures: correctedFigures,
}

// misprinted reports whether a is one of the two rows as they are printed.
func (a PrintedAverage) misprinted() bool { return slices.Contains(printedAverages[:2], a) }

func correctedAverages() []PrintedAverage {
	out := slices.Clone(printedAverages)
	out[0].Printed, out[1].Printed = 20, 20
	return out
}

// close reports whether the two differ by at most 0.001.
func (a PrintedAverage) close() bool {
	d := 10*a.Printed - a.Raw
	return -10 <= d && d <= 10
}

// averageFigures draws what is printed over what the raw data give.
func averageFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "averages", Says: "Average objective over the spurious minima of a cell: as Tables 1 and 2 print it (crosses), and as it comes out of the authors' raw data. Two crosses are beside their points: n = k = 10 and n = k = 11",
		X: theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "average objective"},
		Hides: "that the tables have three decimals, and how many minima an average is of",
	}
	for surplus, name := range []string{"n = k", "n = k + 1"} {
		var k, raw, printed []float64
		for _, a := range printedAverages {
			if a.N == a.K+surplus {
				k, raw, printed = append(k, float64(a.K)), append(raw, float64(a.Raw)/1e4), append(printed, float64(a.Printed)/1e3)
			}
		}
		paper := dots(name+", as printed", k, printed)
		paper.Paper = true
		f.Series = append(f.Series, dots(name+", raw data", k, raw), paper)
	}
	return []theorems.Figure{f}
}

// correctedFigures draws how far the averages are from the raw data, as printed and put right.
func correctedFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "corrected-averages", Says: "Printed average less that of the raw data, in units of the last decimal, row by row: with two figures put right all are within one unit",
		X: theorems.Axis{Label: "row of the tables"}, Y: theorems.Axis{Label: "difference / 0.001"},
		Lines: []theorems.ReferenceLine{{Name: "a unit", At: 1, Across: true}, {At: -1, Across: true}},
		Hides: "which rows they are, of which the first two are n = k = 10 and 11",
	}
	for _, of := range []struct {
		name string
		rows []PrintedAverage
	}{{"as printed", printedAverages}, {"put right", correctedAverages()}} {
		var row, off []float64
		for i, a := range of.rows {
			row, off = append(row, float64(i+1)), append(off, float64(10*a.Printed-a.Raw)/10)
		}
		s := dots(of.name, row, off)
		s.Paper = of.name == "as printed"
		f.Series = append(f.Series, s)
	}
	return []theorems.Figure{f}
}
