package page

import (
	"cmp"
	"encoding/json"
	"slices"

	"saddle/theorems"
)

// Counts are what is counted of a document. Its JSON form has them, so that a page shows no
// number that is not there.
type Counts struct {
	Claims int `json:"claims"`
	// AsExpected is how many claims came out as they had to, with all their controls.
	AsExpected int          `json:"asExpected"`
	Outcomes   []OutcomeSum `json:"outcomes"`
	Totals     []OutcomeSum `json:"totals"`
	Controls   int          `json:"controls"`
	ControlsOK int          `json:"controlsOK"`
	Errata     int          `json:"errata"`
	Tables     int          `json:"tables"`
	// Compared are the figures of tables that are compared with published ones, and Against
	// those that speak against these.
	Compared int `json:"compared"`
	Against  int `json:"against"`
	// Slides are those of the deck, and Silent those of which nothing is claimed.
	Slides int `json:"slides"`
	Silent int `json:"silent"`
}

// An OutcomeSum is how many claims have an outcome by a grade; in totals the grade is none.
type OutcomeSum struct {
	Outcome theorems.Outcome `json:"outcome"`
	Grade   theorems.Grade   `json:"grade"`
	Claims  int              `json:"claims"`
}

// MarshalJSON returns the fields of d, and its counts as "counts".
func (d Document) MarshalJSON() ([]byte, error) {
	type plain Document
	return json.Marshal(struct {
		plain
		Counts Counts `json:"counts"`
	}{plain(d), d.Counts()})
}

// Counts counts d.
func (d Document) Counts() Counts {
	c := Counts{Claims: len(d.Claims), Tables: len(d.Tables)}
	for _, claim := range d.Claims {
		r := claim.Report
		if r.Err() == nil {
			c.AsExpected++
		}
		if isErratum(r) {
			c.Errata++
		}
		for _, control := range r.Controls {
			c.Controls++
			if control.OK() {
				c.ControlsOK++
			}
		}
		c.Outcomes = counted(c.Outcomes, r.Outcome, r.Grade)
		c.Totals = counted(c.Totals, r.Outcome, 0)
	}
	for _, t := range d.Tables {
		compared, against := compared(t.Report)
		c.Compared, c.Against = c.Compared+compared, c.Against+against
	}
	if d.Deck != nil {
		c.Slides = len(d.Deck.Slides)
		spoken := d.spoken()
		for _, s := range d.Deck.Slides {
			if !spoken[s] {
				c.Silent++
			}
		}
	}
	return c
}

// counted adds one to the sum of an outcome and a grade, in the order of both.
func counted(sums []OutcomeSum, o theorems.Outcome, g theorems.Grade) []OutcomeSum {
	i, found := slices.BinarySearchFunc(sums, OutcomeSum{Outcome: o, Grade: g}, func(a, b OutcomeSum) int {
		return cmp.Or(cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Grade, b.Grade))
	})
	if !found {
		sums = slices.Insert(sums, i, OutcomeSum{Outcome: o, Grade: g})
	}
	sums[i].Claims++
	return sums
}

// spoken has the slides of which a claim or a table speaks.
func (d Document) spoken() map[string]bool {
	out := map[string]bool{}
	for _, s := range d.sources() {
		for _, slide := range s.Slides() {
			out[slide] = true
		}
	}
	return out
}

// sources are those of all claims and tables, in order.
func (d Document) sources() (out []theorems.Source) {
	for _, c := range d.Claims {
		out = append(out, c.Report.Source)
	}
	for _, t := range d.Tables {
		out = append(out, t.Report.Source)
	}
	return out
}

// isErratum reports whether a claim is false as it stands, and what is true instead is known.
func isErratum(r theorems.Report) bool {
	return (r.Outcome == theorems.Refuted || r.Outcome == theorems.Outside) && r.Corrected != ""
}
