package theorems

import (
	"fmt"
	"math"
)

// A Figure is a picture as data: what a claim or a table has to show, drawn elsewhere.
type Figure struct {
	// Name is that of its file, as "rates"; Says is the caption.
	Name string `json:"name"`
	Says string `json:"says"`
	X    Axis   `json:"x"`
	Y    Axis   `json:"y"`
	// Field, if not nil, is what lies below the series.
	Field *Field `json:"field,omitempty"`
	// Series are drawn in order, the first at the bottom.
	Series []Series `json:"series,omitempty"`
	// Lines are straight lines across the picture.
	Lines []ReferenceLine `json:"lines,omitempty"`
	// Hides says what the picture does not show, and its reader should know.
	Hides string `json:"hides,omitempty"`
}

// An Axis says what is along it, with its unit, and whether it is logarithmic.
type Axis struct {
	Label string `json:"label"`
	Log   bool   `json:"log,omitempty"`
	// Names, if not nil, are what stands at 1, 2, …: the axis, which is not logarithmic, has no
	// numbers then.
	Names []string `json:"names,omitempty"`
}

// Mark is how a series is drawn.
type Mark string

// The marks of series.
const (
	Points Mark = "points" // with intervals, if there are any
	Line   Mark = "line"   // through the points in order, with intervals
	Bars   Mark = "bars"   // from 0, with intervals
	Band   Mark = "band"   // between Lo and Hi
)

// A Series is some points of a figure. Y, Lo and Hi are as long as X, or empty where the
// mark needs none; a band needs Lo and Hi. All numbers are finite.
type Series struct {
	Name string    `json:"name"`
	Mark Mark      `json:"mark"`
	X    []float64 `json:"x"`
	Y    []float64 `json:"y,omitempty"`
	Lo   []float64 `json:"lo,omitempty"`
	Hi   []float64 `json:"hi,omitempty"`
	// Paper says that the numbers are published ones.
	Paper bool `json:"paper,omitempty"`
}

// A ReferenceLine is x = At, or y = At if Across.
type ReferenceLine struct {
	Name   string  `json:"name"`
	At     float64 `json:"at"`
	Across bool    `json:"across,omitempty"`
}

// An ErrFigure reports a figure that cannot be drawn.
type ErrFigure struct{ Figure, Why string }

// Error says what is wrong and what would do.
func (e ErrFigure) Error() string { return fmt.Sprintf("theorems: figure %q: %s", e.Figure, e.Why) }

// Check returns an ErrFigure unless f can be drawn.
func (f Figure) Check() error {
	bad := func(format string, a ...any) error { return ErrFigure{f.Name, fmt.Sprintf(format, a...)} }
	if f.Name == "" || len(f.Series) == 0 && f.Field == nil {
		return bad("it has no Name, or neither a Field nor Series")
	}
	if f.X.Log && f.X.Names != nil || f.Y.Log && f.Y.Names != nil {
		return bad("it has an axis that is logarithmic and has Names")
	}
	if f.Field != nil {
		if f.X.Log || f.Y.Log {
			return bad("it has a Field and a logarithmic axis")
		}
		if why := f.Field.fault(); why != "" {
			return bad("%s", why)
		}
	}
	for _, s := range f.Series {
		if len(s.X) == 0 {
			return bad("series %q has no points", s.Name)
		}
		if s.Mark != Points && s.Mark != Line && s.Mark != Bars && s.Mark != Band {
			return bad("series %q has the mark %q: want points, line, bars or band", s.Name, s.Mark)
		}
		if (s.Mark != Band) != (len(s.Y) > 0) || s.Mark == Band && len(s.Lo) == 0 || len(s.Lo) != len(s.Hi) {
			return bad("series %q: a band needs Lo and Hi, any other Y, and intervals both ends", s.Name)
		}
		if s.Mark == Bars && f.Y.Log {
			return bad("series %q has bars, which begin at 0, where a logarithmic axis has nothing", s.Name)
		}
		for _, of := range []struct {
			values []float64
			axis   Axis
		}{{s.X, f.X}, {s.Y, f.Y}, {s.Lo, f.Y}, {s.Hi, f.Y}} {
			if n := len(of.values); n > 0 && n != len(s.X) {
				return bad("series %q has %d values for %d points", s.Name, n, len(s.X))
			}
			for _, v := range of.values {
				if math.IsNaN(v) || math.IsInf(v, 0) || of.axis.Log && v <= 0 {
					return bad("series %q has the value %v along %q", s.Name, v, of.axis.Label)
				}
			}
		}
	}
	return f.checkLines(bad)
}

// checkLines returns an error unless the lines across can be drawn.
func (f Figure) checkLines(bad func(string, ...any) error) error {
	for _, l := range f.Lines {
		axis := f.X
		if l.Across {
			axis = f.Y
		}
		if !finite([]float64{l.At}) || axis.Log && l.At <= 0 {
			return bad("line %q is at %v along %q", l.Name, l.At, axis.Label)
		}
	}
	return nil
}
