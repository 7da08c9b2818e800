package cli

import (
	"io"
	"os"

	"saddle/theorems"
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
}

// An errUsage is a mistake on the command line.
type errUsage struct{ message string }

func (e errUsage) Error() string { return e.message }
