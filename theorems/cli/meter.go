//go:build !js

package cli

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/cwriter"
	"github.com/vbauerster/mpb/v8/decor"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// A meter is the progress bar of a command, with the time that is left; without a
// screen there is none.
type meter struct {
	bars *mpb.Progress
	bar  *mpb.Bar
	out  io.Writer
	says atomic.Pointer[string] // what stands behind the bar
	done int64                  // ticks shown: a bar does not go back
}

// ticks divide the bar of one claim.
const ticks = 1000

// newMeter returns a meter of so many ticks, with the time that is left by its pace.
func newMeter(screen *os.File, out io.Writer, total int) *meter {
	return barred(screen, out, total, "", decor.Any(left(time.Now())))
}

// newRunMeter is a meter of the runs of a table, which say themselves what is left.
func newRunMeter(screen *os.File, out io.Writer) *meter { return barred(screen, out, 0, " first runs") }

// left says how much time is left by the pace since the start: nothing before the first tick.
func left(start time.Time) func(decor.Statistics) string {
	return func(s decor.Statistics) string {
		if s.Current <= 0 || s.Total < s.Current {
			return ""
		}
		rest := time.Since(start).Seconds() * float64(s.Total-s.Current) / float64(s.Current)
		return fmt.Sprintf(" %02d:%02d left,", int(rest)/60, int(rest)%60)
	}
}

func barred(screen *os.File, out io.Writer, total int, first string, before ...decor.Decorator) *meter {
	m := &meter{out: out}
	m.says.Store(&first)
	if screen == nil {
		return m
	}
	m.bars = mpb.New(mpb.WithOutput(screen), mpb.WithWidth(24))
	m.bar = m.bars.AddBar(int64(total), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Elapsed(decor.ET_STYLE_MMSS, decor.WCSyncSpaceR)),
		mpb.AppendDecorators(append(before, decor.Any(func(decor.Statistics) string { return *m.says.Load() }))...))
	return m
}

func (m *meter) say(format string, a ...any) {
	s := fmt.Sprintf(format, a...)
	m.says.Store(&s)
}

// made shows how far a table is.
func (m *meter) made(p tables.Progress) {
	if m.bar == nil {
		return
	}
	m.say(" %v left, %d of %d runs; %s: %d of %d", p.Left.Round(time.Second), p.Done, p.Total, p.Cell, p.CellDone, p.CellTotal)
	m.bar.SetTotal(int64(p.Total), false)
	m.bar.SetCurrent(int64(p.Done))
}

// counted shows how far any work is, named by what.
func (m *meter) counted(what string) func(done, all int) {
	if m.bar == nil {
		return nil
	}
	return func(done, all int) {
		m.say(" %s: %d of %d", what, done, all)
		m.bar.SetTotal(int64(all), false)
		m.bar.SetCurrent(int64(done))
	}
}

// progress returns what the run of claim i is to tell. Its stages are its controls
// and the claim, taken to be of equal length.
func (m *meter) progress(i int, in theorems.Info) func(theorems.Progress) {
	if m.bar == nil {
		return nil
	}
	stage, stages := "", -1
	return func(p theorems.Progress) {
		m.say(" %s, %s: %d of %d", p.Claim, p.Stage, p.Done, p.Total)
		if p.Stage != stage {
			stage = p.Stage
			stages++
		}
		share := (float64(stages) + float64(p.Done)/float64(max(p.Total, 1))) / float64(len(in.Controls)+1)
		if done := int64(ticks * (float64(i) + min(share, 1))); done > m.done {
			m.done = done
			m.bar.SetCurrent(done)
		}
	}
}

// Write writes whole lines to the output, above the bar.
func (m *meter) Write(b []byte) (int, error) {
	if m.bars != nil {
		if n, err := m.bars.Write(b); err == nil {
			return n, nil
		}
	}
	return m.out.Write(b)
}

// stop removes the bar.
func (m *meter) stop() {
	if m.bar != nil {
		m.bar.Abort(true)
		m.bars.Wait()
	}
}

// screenOf returns stderr if both are a terminal, else nil.
func screenOf(stdout, stderr *os.File) *os.File {
	for _, f := range []*os.File{stdout, stderr} {
		if !cwriter.IsTerminal(int(f.Fd())) {
			return nil
		}
	}
	if _, _, err := cwriter.New(stderr).GetTermSize(); err != nil {
		return nil
	}
	return stderr
}
