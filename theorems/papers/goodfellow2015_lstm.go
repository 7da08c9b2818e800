package papers

import (
	"context"
	"fmt"

	"saddle/models/data"
	"saddle/models/nets"
	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/surface"
)

// An lstmSize is how large an LSTM is, and how it learns Newton's Opticks.
type lstmSize struct {
	hidden, length int
	steps, windows int
	drawn          int // windows at which the loss is drawn, all over the text
}

// lstmRate is Adam's.
const lstmRate = 0.005

// lstmSizes are those of the table, and one for a quick look.
var lstmSizes = map[string]lstmSize{
	"lstm":       {hidden: 48, length: 24, steps: 1200, windows: 64, drawn: 400},
	"lstm-small": {hidden: 8, length: 8, steps: 60, windows: 16, drawn: 50},
}

var lstmProtocol = func() string {
	s := lstmSizes["lstm"]
	return fmt.Sprintf("with %d cells that learns the characters of Newton's Opticks, %d steps of Adam at rate %g on %d windows of %d characters, drawn at %d windows", s.hidden, s.steps, lstmRate, s.windows, s.length, s.drawn)
}()

func lstmCells() []LineCell { return []LineCell{{"lstm", "start-end"}, {"lstm", "ends"}} }

// GoodfellowLSTM puts numbers beside the profiles of the LSTM.
var GoodfellowLSTM = lineTable("goodfellow2015/profiles-of-an-lstm", "The loss along lines, of an LSTM "+lstmProtocol+". Lines go from the start to the end of training, and between the ends of two trainings from different starts",
	goodfellow2015.Locate("the figures of an LSTM on the Penn Treebank", "Profile - LSTM"), lstmCells(), 2)

// A reader trains an LSTM on a text.
type reader struct {
	lstmSize
	text *data.Text
	net  *nets.LSTM
}

func newReader(size lstmSize) (*reader, error) {
	text, err := data.Opticks()
	if err != nil {
		return nil, err
	}
	net, err := nets.NewLSTM(nets.LSTMConfig{Symbols: text.Classes(), Hidden: size.hidden, Length: size.length})
	return &reader{size, text, net}, err
}

// window is what one window takes of the text: the characters and the one after them.
func (l *reader) window() int { return l.length + 1 }

func (l *reader) train(ctx context.Context, r theorems.Run, progress func(done, all int)) (start, end []float64, err error) {
	start, end = make([]float64, l.net.Dim()), make([]float64, l.net.Dim())
	l.net.Draw(start, r.Rand)
	copy(end, start)
	rule, err := train.Adam{Rate: lstmRate}.New(len(end), 1)
	if err != nil {
		return nil, nil, err
	}
	window := l.window()
	g, batch := make([]float64, len(end)), make([]int, l.windows*window)
	for step := range l.steps {
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		for from := 0; from < len(batch); from += window {
			l.text.Window(batch[from:][:window], r.IntN(l.text.Len()-window+1))
		}
		l.net.LossGradient(g, end, batch)
		rule.Step(end, g)
		progress(step+1, l.steps)
	}
	return start, end, nil
}

func (l *reader) scene() surface.Scene {
	window := l.window()
	drawn := make([]int, l.drawn*window)
	for i := range l.drawn {
		l.text.Window(drawn[i*window:][:window], i*(l.text.Len()-window)/l.drawn)
	}
	return surface.Scene{Loss: &textLoss{l, drawn}, Name: "cross-entropy of an LSTM, in nats a character", Data: l.text.String()}
}

// A textLoss is that of an LSTM at windows of a text.
type textLoss struct {
	*reader
	windows []int
}

// Dim returns the number of parameters.
func (l *textLoss) Dim() int { return l.net.Dim() }

// Loss returns the mean loss of the windows.
func (l *textLoss) Loss(w []float64) float64 {
	loss, _ := l.net.Loss(w, l.windows)
	return loss
}

// Fork returns the loss for another goroutine.
func (l *textLoss) Fork() surface.Loss {
	other, err := newReader(l.lstmSize)
	if err != nil {
		panic(err) // it was read before
	}
	return &textLoss{other, l.windows}
}
