package theorems

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

// bowl is a figure with a field.
func bowl() Figure {
	return Figure{Name: "bowl", Field: Sample("x² + y²", -1, 1, 5, 0, 2, 3, func(x, y float64) float64 { return x*x + y*y })}
}

// A field has its values where its points are, rounded to four digits.
func TestSample(t *testing.T) {
	f := Sample("", 0, 1, 4, -1, 1, 3, func(x, y float64) float64 { return x + 10*y })
	if !slices.Equal(f.X, []float64{0, 0.3333, 0.6667, 1}) || !slices.Equal(f.Y, []float64{-1, 0, 1}) {
		t.Errorf("%v, %v", f.X, f.Y)
	}
	if len(f.Z) != 3 || !slices.Equal(f.Z[2], []float64{10, 10.33, 10.67, 11}) {
		t.Errorf("%v", f.Z)
	}
	if err := (Figure{Name: "f", Field: f}).Check(); err != nil {
		t.Error(err)
	}
}

func TestFieldsThatCannotBeDrawn(t *testing.T) {
	for name, spoil := range map[string]func(*Figure){
		"one column":   func(f *Figure) { f.Field.X = f.Field.X[:1] },
		"decreasing":   func(f *Figure) { f.Field.Y[0] = 5 },
		"NaN between":  func(f *Figure) { f.Field.X[1] = math.NaN() },
		"infinite end": func(f *Figure) { f.Field.X[4] = math.Inf(1) },
		"NaN":          func(f *Figure) { f.Field.Z[1][1] = math.NaN() },
		"level":        func(f *Figure) { f.Field.Levels = []float64{math.Inf(1)} },
		"ragged":       func(f *Figure) { f.Field.Z[1] = f.Field.Z[1][:4] },
		"rows":         func(f *Figure) { f.Field.Z = f.Field.Z[:2] },
		"log":          func(f *Figure) { f.X.Log = true },
		"log of names": func(f *Figure) { f.Field, f.Y = nil, Axis{Log: true, Names: []string{"a"}} },
	} {
		f := bowl()
		spoil(&f)
		if err := f.Check(); !errors.As(err, new(ErrFigure)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Figures that cannot be drawn are left out, and said; the others come, and a panic is an error.
func TestPictures(t *testing.T) {
	c := Claim[int]{Name: "test/pictures"}
	if got, err := c.Pictures(Report{}); got != nil || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	c.Figures = func(r Report) []Figure {
		named := bowl()
		named.Name = r.Name
		return []Figure{bowl(), {Name: "empty"}, bowl(), named}
	}
	got, err := c.Pictures(Report{Info: Info{Name: "x"}})
	if len(got) != 2 || got[1].Name != "x" || err == nil || !strings.Contains(err.Error(), `figure "empty"`) || !strings.Contains(err.Error(), "two figures have this name") {
		t.Errorf("%v, %v", got, err)
	}
	l := Law{Name: "test/law", Figures: func(Report) []Figure { panic("no ink") }}
	if got, err := l.Pictures(Report{}); got != nil || err == nil || !strings.Contains(err.Error(), "test/law: Figures panics: no ink") {
		t.Errorf("%v, %v", got, err)
	}
}
