package theorems

import (
	"math"
	"strings"
	"testing"
)

// Every law that was run has a picture of its intervals, which says where the deciding one lies.
func TestIntervalOfALaw(t *testing.T) {
	l := Law{Name: "test/law", Range: [2]float64{-1, 1}, Region: Between(0.2, math.Inf(1))}
	for where, sequence := range map[string]Region{"lies inside": Between(0.2, 0.9), "lies outside": Between(-1, 0.1), "neither inside nor outside": Between(0.1, 0.3)} {
		r := Report{Law: &Estimate{Runs: 7, Mean: 0.25, Sequence: sequence, Plain: sequence, Region: l.Region, Error: 1e-7}}
		got, err := l.Pictures(r)
		if err != nil || len(got) != 1 || got[0].Check() != nil || got[0].Name != "interval" || !strings.Contains(got[0].Says, where) {
			t.Errorf("%s: %v, %+v", where, err, got)
		} else if s := got[0].Series[0]; s.Name != "claimed" || s.X[0] != 0.2 || s.X[1] != 1 {
			t.Errorf("the region is %v", s.X)
		}
	}
	for name, e := range map[string]*Estimate{"not run": nil, "no runs": {}, "no number": {Runs: 1, Mean: math.NaN()}} {
		if got, err := l.Pictures(Report{Law: e}); len(got) > 0 || err != nil {
			t.Errorf("%s: %v, %+v", name, err, got)
		}
	}
	r := Report{Law: &Estimate{Runs: 7, Mean: 0.25, Sequence: Between(0, 1), Plain: Between(0, 1)}}
	for own, want := range map[string]int{"interval": 1, "other": 2} {
		l.Figures = func(Report) []Figure {
			f := bowl()
			f.Name = own
			return []Figure{f}
		}
		if got, err := l.Pictures(r); err != nil || len(got) != want || got[0].Field == nil {
			t.Errorf("beside %s: %v, %d figures", own, err, len(got))
		}
	}
}
