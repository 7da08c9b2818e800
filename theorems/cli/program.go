package cli

import (
	"context"
	"io"
	"os"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// Exit codes.
const (
	AsExpected  = 0
	Unexpected  = 1
	WrongUsage  = 2
	Interrupted = 130
)

// A Program is a command line with where it writes and what it is about.
type Program struct {
	Name           string // of the program, for messages
	Typed          string // what is typed to run it, for a shell
	Stdout, Stderr io.Writer
	Claims         []theorems.Theorem
	Tables         []tables.Experiment
	Deck           *theorems.Deck // nil if none was handed in
	screen         *os.File       // where bars are drawn; nil without a terminal
	commands       []Command
	stranger       Item // none of these
}

// An Item is a [theorems.Theorem], a [tables.Experiment], a [theorems.Deck] or a [Command].
type Item interface {
	Info() theorems.Info
}

// A Command is one more command of a program. It is a pointer to a struct, from whose fields
// package kong reads flags and arguments. The Name of its Info is what is typed, and Says the
// help.
type Command interface {
	Item
	// Run obeys, after the fields were set, and returns the exit code. An error is printed,
	// and makes it 1, or 2 for an [ErrUsage].
	Run(ctx context.Context, p Program) (code int, err error)
}

// Items makes one list of several of claims, tables or commands, for [Main].
func Items[T Item](items ...T) []Item {
	var out []Item
	for _, x := range items {
		out = append(out, x)
	}
	return out
}

// sort tells the kinds of items apart.
func (p *Program) sort(items []Item) {
	for _, x := range items {
		switch x := x.(type) {
		case theorems.Theorem:
			p.Claims = append(p.Claims, x)
		case tables.Experiment:
			p.Tables = append(p.Tables, x)
		case theorems.Deck:
			p.Deck = &x
		case Command:
			p.commands = append(p.commands, x)
		default:
			p.stranger = x
		}
	}
}

// infos lists claims and tables.
func (p Program) infos() (out []theorems.Info) {
	for _, c := range p.Claims {
		out = append(out, c.Info())
	}
	for _, t := range p.Tables {
		out = append(out, t.Info())
	}
	return out
}

// names lists what there is.
func (p Program) names() (out []string) {
	for _, in := range p.infos() {
		out = append(out, in.Name)
	}
	return out
}

// Meter returns what is to be told how far a command is, nil without a terminal, and what
// takes the bar away again.
func (p Program) Meter(what string) (progress func(done, all int), stop func()) {
	m := newMeter(p.screen, p.Stdout, 0)
	return m.counted(what), m.stop
}

// An ErrUsage is a mistake on the command line, with what would do.
type ErrUsage struct{ Message string }

// Error says what is wrong.
func (e ErrUsage) Error() string { return e.Message }
