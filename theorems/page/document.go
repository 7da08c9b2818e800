package page

import (
	"saddle/theorems"
	"saddle/theorems/tables"
)

// Format is the version of the JSON form of a Document.
const Format = "saddle-report/1"

// A Document is all that a page shows.
type Document struct {
	Format string `json:"format"`
	Title  string `json:"title"`
	// Deck is the lecture whose slides the sources name; nil if there is none.
	Deck     *theorems.Deck `json:"deck,omitempty"`
	Claims   []Claim        `json:"claims"`
	Tables   []Table        `json:"tables"`
	Manifest Manifest       `json:"manifest"`
}

// A Claim is what became of a claim, and what it has to show.
type Claim struct {
	Report  theorems.Report   `json:"report"`
	Figures []theorems.Figure `json:"figures,omitempty"`
	// Conditions are the hypotheses, with the cases that need them.
	Conditions []theorems.Condition `json:"conditions,omitempty"`
	// Replay is the one command that decides the case of the finding again, or else checks the
	// claim alone.
	Replay string `json:"replay"`
}

// A Table is the rows of a table, or why there are none.
type Table struct {
	Report tables.Report `json:"report"`
	// Command makes the table.
	Command string `json:"command"`
	// Made says how the rows were made, where they are kept ones: seed, machine, day.
	Made string `json:"made,omitempty"`
	// Cut says what is not shown and why; "" if all is.
	Cut string `json:"cut,omitempty"`
}

// A Manifest says how a document was made.
type Manifest struct {
	// Program and Version are those of the module, Go that of the compiler.
	Program string `json:"program"`
	Version string `json:"version"`
	Go      string `json:"go"`
	// Machine is the operating system, the architecture and the number of processors.
	Machine string  `json:"machine"`
	Seed    uint64  `json:"seed"`
	Seconds float64 `json:"seconds"`
	// Made is the time at which the document was made, in RFC 3339; it is all that differs
	// between two runs of one machine, with Seconds.
	Made string `json:"made"`
	// Cut lists what was cut short.
	Cut []string `json:"cut,omitempty"`
}
