package cli

import (
	"io"
	"os"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// Exit codes.
const (
	asExpected  = 0
	unexpected  = 1
	wrongUsage  = 2
	interrupted = 130
)

// A program is a command line with where it writes and what it is about.
type program struct {
	name           string // of the program, for messages
	command        string // what is typed to run it, for a shell
	stdout, stderr io.Writer
	screen         *os.File // where bars are drawn; nil without a terminal
	claims         []theorems.Theorem
	tables         []tables.Experiment
	stranger       Item // neither
}

// An Item is a [theorems.Theorem] or a [tables.Experiment].
type Item interface {
	Info() theorems.Info
}

// Items makes one list of several of claims or tables, for [Main].
func Items[T Item](items ...T) []Item {
	var out []Item
	for _, x := range items {
		out = append(out, x)
	}
	return out
}

// sort tells claims from tables.
func (p *program) sort(items []Item) {
	for _, x := range items {
		switch x := x.(type) {
		case theorems.Theorem:
			p.claims = append(p.claims, x)
		case tables.Experiment:
			p.tables = append(p.tables, x)
		default:
			p.stranger = x
		}
	}
}

// names lists what there is.
func (p program) names() (out []string) {
	for _, c := range p.claims {
		out = append(out, c.Info().Name)
	}
	for _, t := range p.tables {
		out = append(out, t.Info().Name)
	}
	return out
}

// An errUsage is a mistake on the command line.
type errUsage struct{ message string }

func (e errUsage) Error() string { return e.message }
