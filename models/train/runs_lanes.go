package train

import (
	"saddle/models"
	"saddle/models/nets"
)

// lanes are the runs that one goroutine steps at once.
type lanes struct {
	*queue
	net    *nets.Classifier
	rule   Optimiser
	w, g   []float64
	x      []float64       // parameters of one run
	run    [nets.Lanes]int // which is in a lane; −1 if none is
	steps  [nets.Lanes]int // that it has made
	active int             // lanes with a run
}

func newLanes(q *queue) (*lanes, error) {
	t := q.task
	net, err := nets.NewClassifier(nets.ClassifierConfig{Data: t.Data, Hidden: t.Hidden, Activation: t.Activation, Mean: t.Mean})
	if err != nil {
		return nil, err
	}
	if t.Method == nil {
		return nil, models.ErrArgument{Arg: "Method", Want: "a rule to step by"}
	}
	if t.Steps < 0 {
		return nil, models.ErrArgument{Arg: "Steps", Want: "a number of steps of at least 0"}
	}
	rule, err := t.Method.New(net.Dim(), nets.Lanes)
	if err != nil {
		return nil, err
	}
	n := net.Dim() * nets.Lanes
	return &lanes{queue: q, net: net, rule: rule, w: make([]float64, n), g: make([]float64, n), x: make([]float64, net.Dim())}, nil
}

// patience is how many steps are made before the context is asked again.
const patience = 1024

// work steps runs until there are none left.
func (l *lanes) work() {
	for lane := range nets.Lanes {
		l.fill(lane)
	}
	for n := 0; l.active > 0; n++ {
		if n%patience == 0 && l.ctx.Err() != nil {
			return
		}
		wrong := l.net.Gradient(l.g, l.w)
		if l.ended(wrong) {
			l.refill()
			continue // the new runs have no gradient yet; that of the others is the same again
		}
		l.rule.Step(l.w, l.g)
		for lane := range l.steps {
			l.steps[lane]++
		}
	}
}

// over reports whether the run in a lane is at its end.
func (l *lanes) over(lane int, wrong [nets.Lanes]int) bool {
	return l.run[lane] >= 0 && (wrong[lane] == 0 || l.steps[lane] == l.task.Steps)
}

// ended reports whether a run is at its end.
func (l *lanes) ended(wrong [nets.Lanes]int) bool {
	for lane := range nets.Lanes {
		if l.over(lane, wrong) {
			return true
		}
	}
	return false
}

// refill hands in the runs that are at their ends and puts others in their lanes.
func (l *lanes) refill() {
	loss, wrong := l.net.LossGradient(l.g, l.w)
	off := l.net.Off()
	for lane := range nets.Lanes {
		if !l.over(lane, wrong) {
			continue
		}
		e := End{Steps: l.steps[lane], Wrong: wrong[lane], Loss: loss[lane], Off: off[lane], Still: true, W: make([]float64, len(l.x))}
		for i := lane; i < len(l.g); i += nets.Lanes {
			e.Still = e.Still && l.g[i] == 0
		}
		l.net.Get(e.W, l.w, lane)
		l.give(l.run[lane], e)
		l.active--
		l.fill(lane)
	}
}

// fill puts the next run in a lane, or a net of zeros if there is none.
func (l *lanes) fill(lane int) {
	clear(l.x)
	if l.run[lane] = l.take(); l.run[lane] >= 0 {
		l.task.Start.Draw(l.x, l.net.Widths(), true, l.draw(l.run[lane]))
		l.active++
	}
	l.net.Set(l.w, lane, l.x)
	l.rule.Reset(lane)
	l.steps[lane] = 0
}
