package bench

import (
	"context"
	"slices"
	"strings"
	"testing"

	"saddle/theorems"
	"saddle/theorems/papers"
)

// sabotageRows search counterexamples of every claim that is false as stated, and of every claim
// without one of its hypotheses, with new seeds each time: what share of these faults is found, and
// after how many cases.
func sabotageRows() (rows []row) {
	for _, claim := range papers.All {
		in := claim.Info()
		if in.Kind == "law" || in.Kind == "exists" || in.Expect != theorems.Refuted && len(in.Controls) == 0 {
			continue
		}
		source, says, _ := strings.Cut(in.Name, "/")
		rows = append(rows, row{name("fault", says, "source", source), func(b *testing.B) {
			var k kills
			for seed := uint64(1); b.Loop(); seed++ {
				k.add(claim.Run(context.Background(), theorems.Budget{Cases: 1000, Seed: seed, Shrink: -1}))
			}
			k.report(b)
		}})
	}
	return rows
}

// kills counts faults that were there to be found.
type kills struct {
	faults int
	cases  []int // of those found, how many were decided until then
}

func (k *kills) add(r theorems.Report) {
	if r.Expect == theorems.Refuted {
		k.faults++
		if f := found(r); f != nil {
			k.cases = append(k.cases, f.Key.Index+1)
		}
	}
	for _, c := range r.Controls {
		if c.Expect == theorems.Refuted {
			k.faults++
			if c.OK() {
				k.cases = append(k.cases, c.Cases)
			}
		}
	}
}

// found returns the counterexample that was not known before, or nil. Of a list, each case is looked at.
func found(r theorems.Report) *theorems.Finding {
	switch f := r.Finding; {
	case r.Fresh != nil:
		return r.Fresh
	case f != nil && (!f.Key.Known || r.Kind == "for each of a list"):
		return f
	}
	return nil
}

func (k *kills) report(b *testing.B) {
	if k.faults == 0 {
		b.Skip("every hypothesis is idle: there is no fault to find")
	}
	slices.Sort(k.cases)
	b.ReportMetric(100*float64(len(k.cases))/float64(k.faults), "%killed")
	if n := len(k.cases); n > 0 {
		b.ReportMetric(float64(k.cases[(n-1)/2]), "cases/kill")
	}
}
