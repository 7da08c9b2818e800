package tables

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"saddle/theorems"
	"saddle/theorems/stats"
)

// plainLevel is the level of the intervals that a reader sees.
const plainLevel = 0.95

// An Entry is one figure of a row: ours, and the paper's beside it.
type Entry struct {
	// Figure says what it is, as "spurious".
	Figure string `json:"figure"`
	// Ours is absent where no run says anything.
	Ours *float64 `json:"ours,omitempty"`
	// Interval has the true figure at 95 %, whatever the runs that count for no side are.
	Interval *theorems.Region `json:"interval,omitempty"`
	Runs     int              `json:"runs"`
	Unknown  int              `json:"unknown,omitempty"`
	// Paper is what the paper printed, if anything, Published its number, and PaperInterval
	// where its figure lies at 95 %.
	Paper         string           `json:"paper,omitempty"`
	Published     *float64         `json:"published,omitempty"`
	PaperInterval *theorems.Region `json:"paperInterval,omitempty"`
	// P is the p-value of the test that both are one; figures that are no rates have none.
	P *float64 `json:"p,omitempty"`
	// Agrees is absent where nothing is compared. A rate disagrees if the joint test of the
	// table names it.
	Agrees *bool  `json:"agrees,omitempty"`
	Note   string `json:"note,omitempty"`
	// Percent says that the figure is a share, which is shown in per cent.
	Percent bool `json:"percent,omitempty"`
}

// Published is a rate that a paper prints: X of M runs.
type Published struct {
	X, M int
	// Printed is the text of the paper; "" writes X/M in percent.
	Printed string
	// Note is what is to be known of it, as that M is not stated and taken to be 100.
	Note string
}

// Rate compares the share of the runs whose class is accepted with a published rate, if it
// is not nil. Runs of unknown class count as either: the interval is that of all ways, and
// the p-value, of Fisher's exact test, the greatest.
func (s Summary) Rate(figure string, is func(class string) bool, paper *Published) Entry {
	x, unknown := 0, 0
	for name, c := range s.Classes {
		switch {
		case s.isUnknown(name):
			unknown += c.Runs
		case is(name):
			x += c.Runs
		}
	}
	share := float64(x) / float64(s.Runs)
	lo, _ := stats.ClopperPearson(float64(x), float64(s.Runs), 1-plainLevel)
	_, hi := stats.ClopperPearson(float64(x+unknown), float64(s.Runs), 1-plainLevel)
	e := Entry{Figure: figure, Ours: &share, Interval: &theorems.Region{Lo: lo, Hi: hi}, Runs: s.Runs, Unknown: unknown, Percent: true}
	if paper == nil {
		return e
	}
	e.Paper, e.Note = paper.Printed, paper.Note
	if e.Paper == "" {
		e.Paper = fmt.Sprintf("%.4g %%", 100*float64(paper.X)/float64(paper.M))
	}
	region, rate := theorems.Published(paper.X, paper.M, plainLevel), float64(paper.X)/float64(paper.M)
	e.PaperInterval, e.Published = &region, &rate
	p := 0.0
	for _, x := range candidates(x, unknown, s.Runs, paper) {
		p = max(p, stats.Fisher(x, s.Runs, paper.X, paper.M))
	}
	e.P = &p
	return e
}

// near is how far from equal rates the greatest p-value is sought.
const near = 64

// candidates are numbers from x to x + unknown near where both rates are one, or as near to it
// as can be: the p-value falls from there, but for steps of one paper's run.
func candidates(x, unknown, runs int, paper *Published) (out []int) {
	at := int(math.Round(float64(paper.X) / float64(paper.M) * float64(runs)))
	at = min(max(at, x), x+unknown)
	for i := max(at-near, x); i <= min(at+near, x+unknown); i++ {
		out = append(out, i)
	}
	return out
}

// Mean shows the mean of a value over the runs whose class is accepted, beside what the paper
// prints. Means over mixtures of kinds are not compared; compare kinds.
func (s Summary) Mean(figure, value string, is func(class string) bool, paper string) Entry {
	v := s.Of(is).Values[value]
	e := Entry{Figure: figure, Runs: v.N, Paper: paper}
	if v.N > 0 {
		mean := v.Mean()
		e.Ours, e.Interval = &mean, &theorems.Region{Lo: v.Least, Hi: v.Greatest, From: "least and greatest"}
	}
	return e
}

// Rounds compares a figure without chance with the decimals that a paper prints: it agrees
// if it rounds to them. It panics if these are no number.
func Rounds(figure string, ours float64, paper string) Entry {
	x, err := strconv.ParseFloat(paper, 64)
	if err != nil {
		panic(fmt.Sprintf("tables: the paper's %s is %q: want decimals", figure, paper))
	}
	_, decimals, _ := strings.Cut(paper, ".")
	half := 0.5 * math.Pow10(-len(decimals))
	agrees := math.Abs(ours-x) <= half*(1+1e-9)
	return Entry{Figure: figure, Ours: &ours, Paper: paper, Published: &x, PaperInterval: &theorems.Region{Lo: x - half, Hi: x + half, From: "as rounded"}, Agrees: &agrees}
}
