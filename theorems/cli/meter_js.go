package cli

import (
	"io"
	"os"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// A meter is the progress bar of a command. JavaScript has no terminal to show
// one, and the library of bars does not compile for it.
type meter struct{ out io.Writer }

const ticks = 1

func newMeter(_ *os.File, out io.Writer, _ int) *meter { return &meter{out} }

func newRunMeter(_ *os.File, out io.Writer) *meter { return &meter{out} }

func (m *meter) made(tables.Progress) {}

func (m *meter) counted(string) func(done, all int) { return nil }

func (m *meter) progress(int, theorems.Info) func(theorems.Progress) { return nil }

func (m *meter) Write(b []byte) (int, error) { return m.out.Write(b) }

func (m *meter) stop() {}

// screenOf returns nil: there is no terminal.
func screenOf(_, _ *os.File) *os.File { return nil }
