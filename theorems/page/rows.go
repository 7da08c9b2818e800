package page

import (
	"fmt"
	"slices"

	"saddle/theorems/tables"
)

// A board is a table as it is shown.
type board struct {
	Table
	// ID is that of the whole, SlideID of what stands with its slide.
	ID, SlideID string
	Pictures    []picture
	Left        []string
	// Compared are the figures that are compared with the paper's, and Against those of them
	// that speak against it.
	Compared, Against int
	// ManyClasses says that its runs have too many classes to list.
	ManyClasses bool
	// OnSlide says that its rows and pictures stand with a slide.
	OnSlide bool
	// Notes are what is said of several figures: once, and not beside each.
	Notes []string
}

// mostClasses is how many classes of runs are listed of a table.
const mostClasses = 100

func newBoard(t Table, ids anchors) *board {
	b := &board{Table: t, ID: ids.id(t.Report.Table), SlideID: ids.id(t.Report.Table + "/at-slide")}
	b.Pictures, b.Left = pictures(t.Report.Figures, b.ID, ids, false)
	b.Compared, b.Against = compared(t.Report)
	classes := 0
	for _, row := range t.Report.Rows {
		classes += len(row.Classes)
	}
	b.ManyClasses = classes > mostClasses
	b.gather()
	return b
}

// gather takes the notes of several figures together, in a copy of the rows.
func (b *board) gather() {
	count := map[string]int{}
	rows := slices.Clone(b.Report.Rows)
	for i := range rows {
		rows[i].Entries = slices.Clone(rows[i].Entries)
		for _, e := range rows[i].Entries {
			if count[e.Note]++; e.Note != "" && count[e.Note] == 2 {
				b.Notes = append(b.Notes, e.Note)
			}
		}
	}
	for _, row := range rows {
		for j, e := range row.Entries {
			if n := slices.Index(b.Notes, e.Note); n >= 0 {
				row.Entries[j].Note = fmt.Sprintf("note %d", n+1)
			}
		}
	}
	b.Report.Rows = rows
}

// compared counts the figures of a table that are compared with published ones, and those that
// speak against these.
func compared(r tables.Report) (all, against int) {
	count := func(entries []tables.Entry) {
		for _, e := range entries {
			if e.Agrees != nil {
				all++
				if !*e.Agrees {
					against++
				}
			}
		}
	}
	for _, row := range r.Rows {
		count(row.Entries)
	}
	count(r.Pooled)
	return all, against
}

// agreement says whether an entry agrees with the paper, if it is compared.
func agreement(agrees *bool) mark {
	switch {
	case agrees == nil:
		return mark{Sign: "–", Word: "not compared", Class: "none"}
	case *agrees:
		return mark{Sign: "✔", Word: "agrees", Class: "proved"}
	}
	return mark{Sign: "✘", Word: "disagrees", Class: "refuted"}
}
