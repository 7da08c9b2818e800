package cli

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/cwriter"
	"github.com/vbauerster/mpb/v8/decor"

	"saddle/theorems"
)

// A meter is the progress bar of a check; without a terminal there is none.
type meter struct {
	bars *mpb.Progress
	bar  *mpb.Bar
	now  atomic.Pointer[theorems.Progress]
}

// ticks divide the bar of one claim.
const ticks = 1000

func newMeter(stdout, stderr io.Writer, claims int) *meter {
	m := &meter{}
	if !isTerminal(stdout) || !isTerminal(stderr) {
		return m
	}
	m.bars = mpb.New(mpb.WithOutput(stderr), mpb.WithWidth(40))
	m.bar = m.bars.AddBar(int64(claims*ticks), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Elapsed(decor.ET_STYLE_MMSS, decor.WCSyncSpaceR)),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string {
			p := m.now.Load()
			if p == nil {
				return ""
			}
			return fmt.Sprintf(" %s, %s: %d of %d", p.Claim, p.Stage, p.Done, p.Total)
		})))
	return m
}

// progress returns what the run of claim i tells.
func (m *meter) progress(i int) func(theorems.Progress) {
	if m.bar == nil {
		return nil
	}
	return func(p theorems.Progress) {
		m.now.Store(&p)
		m.bar.SetCurrent(int64(i*ticks + ticks*p.Done/max(p.Total, 1)))
	}
}

func (m *meter) stop() {
	if m.bar != nil {
		m.bar.Abort(true)
		m.bars.Wait()
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && cwriter.IsTerminal(int(f.Fd()))
}
