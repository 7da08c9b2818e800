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

// How the LSTM learns Newton's Opticks.
const (
	lstmHidden, lstmLength = 48, 24
	lstmSteps, lstmWindows = 1200, 64
	lstmRate               = 0.005
	lstmDrawn              = 400 // windows at which the loss is drawn, all over the text
)

var lstmProtocol = fmt.Sprintf("with %d cells that learns the characters of Newton's Opticks, %d steps of Adam at rate %g on %d windows of %d characters, drawn at %d windows", lstmHidden, lstmSteps, lstmRate, lstmWindows, lstmLength, lstmDrawn)

func lstmCells() []LineCell { return []LineCell{{"lstm", "start-end"}, {"lstm", "ends"}} }

// GoodfellowLSTM puts numbers beside the profiles of the LSTM.
var GoodfellowLSTM = lineTable("goodfellow2015/profiles-of-an-lstm", "The loss along lines, of an LSTM "+lstmProtocol+". Lines go from the start to the end of training, and between the ends of two trainings from different starts",
	goodfellow2015.Locate("the figures of an LSTM on the Penn Treebank", "Profile - LSTM"), lstmCells(), 2)

// A reader trains an LSTM on a text.
type reader struct {
	text *data.Text
	net  *nets.LSTM
}

var readerConfig = nets.LSTMConfig{Hidden: lstmHidden, Length: lstmLength}

func newReader() (*reader, error) {
	text, err := data.Opticks()
	if err != nil {
		return nil, err
	}
	c := readerConfig
	c.Symbols = text.Classes()
	net, err := nets.NewLSTM(c)
	return &reader{text, net}, err
}

// window is what one window takes of the text: the characters and the one after them.
const window = lstmLength + 1

func (l *reader) train(ctx context.Context, r theorems.Run, progress func(done, all int)) (start, end []float64, err error) {
	start, end = make([]float64, l.net.Dim()), make([]float64, l.net.Dim())
	l.net.Draw(start, r.Rand)
	copy(end, start)
	rule, err := train.Adam{Rate: lstmRate}.New(len(end), 1)
	if err != nil {
		return nil, nil, err
	}
	g, batch := make([]float64, len(end)), make([]int, lstmWindows*window)
	for step := range lstmSteps {
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		for from := 0; from < len(batch); from += window {
			l.text.Window(batch[from:][:window], r.IntN(l.text.Len()-window+1))
		}
		l.net.LossGradient(g, end, batch)
		rule.Step(end, g)
		progress(step+1, lstmSteps)
	}
	return start, end, nil
}

func (l *reader) scene() surface.Scene {
	drawn := make([]int, lstmDrawn*window)
	for i := range lstmDrawn {
		l.text.Window(drawn[i*window:][:window], i*(l.text.Len()-window)/lstmDrawn)
	}
	return surface.Scene{Loss: &textLoss{l.net, drawn}, Name: "cross-entropy of an LSTM, in nats a character", Data: l.text.String()}
}

// A textLoss is that of an LSTM at windows of a text.
type textLoss struct {
	net     *nets.LSTM
	windows []int
}

func (l *textLoss) Dim() int { return l.net.Dim() }

func (l *textLoss) Loss(w []float64) float64 {
	loss, _ := l.net.Loss(w, l.windows)
	return loss
}

// Fork returns the loss for another goroutine.
func (l *textLoss) Fork() surface.Loss {
	other, err := newReader()
	if err != nil {
		panic(err) // it was read before
	}
	return &textLoss{other.net, l.windows}
}
