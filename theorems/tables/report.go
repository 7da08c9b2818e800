package tables

import (
	"saddle/theorems"
)

// Format is the version of the JSON form of a Report.
const Format = "saddle-table/1"

// A Report is what a table's records come to: a function of them alone, so that it is the
// same for one run of the table, for shards merged in any order, and for a run that was
// interrupted.
type Report struct {
	Format  string          `json:"format"`
	Table   string          `json:"table"`
	Says    string          `json:"says"`
	Source  theorems.Source `json:"source"`
	Version int             `json:"version"`
	Seed    uint64          `json:"seed"`
	Rows    []Row           `json:"rows"`
	// Pooled are figures of the runs of several cells together.
	Pooled []Entry `json:"pooled,omitempty"`
	Joint  Joint   `json:"joint"`
	// Partial says that the runs of some cell are not all that were asked for: then no rate is
	// tested, as which runs have ended may depend on what they gave.
	Partial bool `json:"partial,omitempty"`
	// Missing is the number of runs that were asked for and are not made.
	Missing int               `json:"missing"`
	Figures []theorems.Figure `json:"figures,omitempty"`
}
