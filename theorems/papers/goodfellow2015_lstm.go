package papers

import (
	"context"
	"fmt"
	"strings"

	"saddle/models/data"
	"saddle/models/nets"
	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/surface"
)

// An lstmSize is how large an LSTM is, and how it learns which text.
type lstmSize struct {
	reads          func() (*data.Text, error)
	hidden, length int
	steps, windows int
	drawn          int // windows at which the loss is drawn, all over the text
}

// lstmRate is Adam's.
const lstmRate = 0.005

// lstmSizes are those of the table, one for a quick look, and one for a law.
var lstmSizes = map[string]lstmSize{
	"lstm":       {reads: data.Opticks, hidden: 48, length: 24, steps: 1200, windows: 64, drawn: 400},
	"lstm-small": {reads: data.Opticks, hidden: 8, length: 8, steps: 60, windows: 16, drawn: 50},
	"lstm-tiny":  {reads: tinyText, hidden: 6, length: 6, steps: 30, windows: 8, drawn: 30},
}

// tinyWords are the text of a law, which needs no files.
const tinyWords = "a saddle is no bowl, and a bowl is no saddle; "

func tinyText() (*data.Text, error) {
	return data.NewText("bowls and saddles", "here", strings.Repeat(tinyWords, 20), "abcdefghijklmnopqrstuvwxyz ,;")
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
	text, err := size.reads()
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

// ProfilesOfSmallLstmsFall is the reading of the figure, for LSTMs of which thousands can be trained.
var ProfilesOfSmallLstmsFall = theorems.Law{
	Name: "goodfellow2015/profiles-of-small-lstms-fall",
	Says: func() string {
		s := lstmSizes["lstm-tiny"]
		return fmt.Sprintf("Of LSTMs with %d cells that learn to spell “%s” again and again, %d steps of Adam at rate %g on %d windows of %d characters, at least half have a loss that, at 11 places on the line from the start to the end of training, never rises", s.hidden, strings.TrimSpace(tinyWords), s.steps, lstmRate, s.windows, s.length)
	}(),
	Source: goodfellow2015.Locate("the figures of an LSTM on the Penn Treebank, which fall; the size is ours", "Profile - LSTM"),
	Expect: theorems.Inside,
	Region: theorems.Between(0.5, 1),
	Sample: func(r theorems.Run) (float64, string) { return tinyFalls(r, "start-end"), "" },
	Runs:   500,
	Error:  1e-9,
	Control: &theorems.LawControl{
		Name:   "lines between the ends of two trainings",
		Sample: func(r theorems.Run) (float64, string) { return tinyFalls(r, "ends"), "" },
	},
}

// tinyFalls is 1 if the loss never rises on a line of a tiny LSTM.
func tinyFalls(r theorems.Run, line string) float64 {
	scene, err := LineCell{"lstm-tiny", line}.scene(context.Background(), r, func(int, int) {})
	if err != nil {
		panic(err)
	}
	s, err := surface.Of(context.Background(), scene.Loss, scene.Plane, surface.Grid{X: surface.Axis{To: 1, Nodes: 11}}, &surface.Options{Workers: 1})
	if err != nil {
		panic(err)
	}
	return indicator(s.Profile().Delta == 0)
}
