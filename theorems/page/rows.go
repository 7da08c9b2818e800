package page

import "saddle/theorems/tables"

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
	// OnSlide says that its rows and pictures stand with a slide.
	OnSlide bool
}

func newBoard(t Table, ids anchors) *board {
	b := &board{Table: t, ID: ids.id(t.Report.Table), SlideID: ids.id(t.Report.Table + "/at-slide")}
	b.Pictures, b.Left = pictures(t.Report.Figures, b.ID, ids)
	b.Compared, b.Against = compared(t.Report)
	return b
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
