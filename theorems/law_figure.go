package theorems

import (
	"fmt"
	"slices"
)

// intervalFigure is the name of the picture that every law has.
const intervalFigure = "interval"

// Pictures returns what l has to show of a report of its own, as those of a [Claim]; and, after at
// least one run, the intervals of the mean beside the region that is claimed, as a figure "interval",
// unless l has one of this name.
func (l Law) Pictures(r Report) ([]Figure, error) {
	out, err := pictured(l.Name, l.Figures, r)
	own := slices.ContainsFunc(out, func(f Figure) bool { return f.Name == intervalFigure })
	if f := l.interval(r.Law); f.Check() == nil && !own {
		out = append(out, f)
	}
	return out, err
}

// interval draws an estimate; one that there is not makes a figure that cannot be drawn.
func (l Law) interval(e *Estimate) Figure {
	if e == nil || e.Runs == 0 {
		return Figure{}
	}
	first, last := l.bounds()
	lo, hi := l.ends()
	where := "neither inside nor outside"
	switch s := e.Sequence; {
	case lo <= s.Lo && s.Hi <= hi:
		where = "inside"
	case s.Hi < lo || hi < s.Lo:
		where = "outside"
	}
	f := Figure{
		Name: intervalFigure,
		Says: fmt.Sprintf("The mean of %d runs, %.4g, with its intervals; the one that decides lies %s the region that is claimed, from %.4g to %.4g", e.Runs, e.Mean, where, lo, hi),
		X:    Axis{Label: fmt.Sprintf("mean of a quantity between %.4g and %.4g", first, last)},
		Y:    Axis{Label: "interval", Names: []string{"plain, at 95 %", fmt.Sprintf("that decides, at error %.2g", e.Error)}},
		Series: []Series{
			{Name: "claimed", Mark: Band, X: Rounded([]float64{lo, hi}), Lo: []float64{0.5, 0.5}, Hi: []float64{2.5, 2.5}},
			{Name: "interval that decides", Mark: Line, X: Rounded([]float64{e.Sequence.Lo, e.Sequence.Hi}), Y: []float64{2, 2}},
			{Name: "plain interval", Mark: Line, X: Rounded([]float64{e.Plain.Lo, e.Plain.Hi}), Y: []float64{1, 1}},
			{Name: "mean", Mark: Points, X: Rounded([]float64{e.Mean, e.Mean}), Y: []float64{1, 2}},
		},
		Hides: "how the runs are spread; the interval that decides holds whenever one stops, the plain one for a number of runs that is chosen before",
	}
	for _, end := range []float64{first, last} {
		least, most := min(lo, e.Sequence.Lo, e.Plain.Lo), max(hi, e.Sequence.Hi, e.Plain.Hi)
		if room := (most - least) / 4; least-room <= end && end <= most+room {
			f.Lines = append(f.Lines, ReferenceLine{At: end})
		}
	}
	if len(f.Lines) > 0 {
		f.Lines[0].Name = "end of what is possible"
	}
	return f
}
