package draw

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	"saddle/theorems"
)

// figure has every mark, on logarithmic axes too.
func figure(log bool) theorems.Figure {
	x, y := []float64{1, 2, 4, 8}, []float64{0.5, 0.25, 0.2, 0.1}
	lo, hi := []float64{0.4, 0.2, 0.15, 0.05}, []float64{0.6, 0.3, 0.25, 0.2}
	f := theorems.Figure{
		Name: "all", Says: "every mark there is, and a caption that is long enough to need more than one line of the picture, which is broken between words",
		X: theorems.Axis{Label: "k", Log: log}, Y: theorems.Axis{Label: "share", Log: log},
		Series: []theorems.Series{
			{Name: "band", Mark: theorems.Band, X: x, Lo: lo, Hi: hi},
			{Name: "line", Mark: theorems.Line, X: x, Y: y},
			{Name: "points", Mark: theorems.Points, X: x, Y: y, Lo: lo, Hi: hi},
			{Name: "paper", Mark: theorems.Points, X: x, Y: hi, Paper: true},
		},
		Lines: []theorems.ReferenceLine{{Name: "half", At: 0.5, Across: true}, {At: 2}},
		Hides: "everything else",
	}
	if !log {
		f.Series = append(f.Series, theorems.Series{Name: "bars", Mark: theorems.Bars, X: x, Y: y})
	}
	return f
}

// A picture is a well-formed file with everything that is named in it, and the same each time.
func TestWrite(t *testing.T) {
	for _, log := range []bool{false, true} {
		var svg, again, image bytes.Buffer
		for w, format := range map[io.Writer]string{&svg: "svg", &again: "svg", &image: "png"} {
			if err := Write(w, figure(log), format); err != nil {
				t.Fatal(err)
			}
		}
		if svg.String() != again.String() {
			t.Error("two pictures of one figure differ")
		}
		for d := xml.NewDecoder(bytes.NewReader(svg.Bytes())); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		for _, want := range []string{">band<", ">paper<", ">half<", ">share<", "What this hides: everything else", "every mark there is"} {
			if !strings.Contains(svg.String(), want) {
				t.Errorf("%q is missing in the picture", want)
			}
		}
		if p, err := png.Decode(&image); err != nil || p.Bounds().Dx() < 400 {
			t.Errorf("%v", err)
		}
	}
}

// One point, equal values and extreme ones are drawn.
func TestWriteAtTheEdges(t *testing.T) {
	for _, y := range []float64{0, 1, -3, 1e-300, 1e300} {
		f := theorems.Figure{Name: "one", Series: []theorems.Series{{Mark: theorems.Points, X: []float64{2}, Y: []float64{y}}}}
		var b bytes.Buffer
		if err := Write(&b, f, "svg"); err != nil || strings.Contains(b.String(), "NaN") {
			t.Errorf("%v: %v", y, err)
		}
	}
}

func TestFiguresThatCannotBeDrawn(t *testing.T) {
	for name, spoil := range map[string]func(*theorems.Figure){
		"no name":        func(f *theorems.Figure) { f.Name = "" },
		"no series":      func(f *theorems.Figure) { f.Series = nil },
		"no points":      func(f *theorems.Figure) { f.Series[0].X = nil },
		"unknown mark":   func(f *theorems.Figure) { f.Series[0].Mark = "stars" },
		"NaN":            func(f *theorems.Figure) { f.Series[1].Y = []float64{1, math.NaN(), 2, 3} },
		"infinite":       func(f *theorems.Figure) { f.Series[1].X = []float64{1, math.Inf(1), 2, 3} },
		"too few":        func(f *theorems.Figure) { f.Series[1].Y = []float64{1} },
		"one end":        func(f *theorems.Figure) { f.Series[2].Hi = nil },
		"band of points": func(f *theorems.Figure) { f.Series[0].Y = f.Series[0].Lo },
		"0 on a log":     func(f *theorems.Figure) { f.Y.Log, f.Series[1].Y = true, []float64{1, 0, 2, 3} },
	} {
		f := figure(false)
		spoil(&f)
		if err := Write(io.Discard, f, "svg"); !errors.As(err, new(theorems.ErrFigure)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := FormatOf("picture.pdf"); !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
	if f, err := FormatOf("a/b.PNG"); err != nil || f != "png" {
		t.Error(f, err)
	}
}
