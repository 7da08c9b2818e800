package draw

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

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

// shaded has a field below its series.
func shaded() theorems.Figure {
	field := theorems.Sample("loss", -2, 2, 21, -1, 1, 11, func(x, y float64) float64 { return (1 - x*y) * (1 - x*y) })
	field.Levels = []float64{4, 1, 1, 0.25}
	return theorems.Figure{
		Name: "chain", Says: "the loss of two weights", X: theorems.Axis{Label: "w₁"}, Y: theorems.Axis{Label: "w₂"}, Field: field,
		Series: []theorems.Series{{Name: "descent", Mark: theorems.Line, X: []float64{-1, 0, 1}, Y: []float64{1, 0.4, 1}}, {Name: "saddle", Mark: theorems.Points, X: []float64{0}, Y: []float64{0}}},
	}
}

// wellFormed fails t unless text is XML with coordinates that are numbers.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if regexp.MustCompile(`[^a-zA-Z](NaN|Inf)`).MatchString(text) {
		t.Error("a coordinate is no number")
	}
}

// A picture is a well-formed file with everything that is named in it, and the same each time.
func TestWrite(t *testing.T) {
	for _, f := range []theorems.Figure{figure(false), figure(true), shaded()} {
		var svg, again, image bytes.Buffer
		for w, format := range map[io.Writer]string{&svg: "svg", &again: "svg", &image: "png"} {
			if err := Write(w, f, format); err != nil {
				t.Fatal(err)
			}
		}
		if svg.String() != again.String() {
			t.Error("two pictures of one figure differ")
		}
		wellFormed(t, svg.String())
		want := []string{">" + f.X.Label + "<", ">" + f.Y.Label + "<", ">" + f.Says[:20], f.Hides}
		for _, s := range f.Series {
			want = append(want, ">"+s.Name+"<")
		}
		for _, w := range want {
			if !strings.Contains(svg.String(), w) {
				t.Errorf("%q is missing in the picture", w)
			}
		}
		if p, err := png.Decode(&image); err != nil || p.Bounds().Dx() < 400 {
			t.Errorf("%v", err)
		}
	}
}

// A picture in a page leaves colours to the style sheet, names itself to those who do not see
// it, and is a few elements however many points it has.
func TestSVG(t *testing.T) {
	many := theorems.Figure{Name: "many", Says: "a <cloud> & more", X: theorems.Axis{Label: "\x00 \u202e\"'"}, Series: []theorems.Series{{Mark: theorems.Points}}}
	for i := range 3000 {
		many.Series[0].X, many.Series[0].Y = append(many.Series[0].X, float64(i*i%997)), append(many.Series[0].Y, float64(i))
	}
	for _, f := range []theorems.Figure{figure(false), figure(true), shaded(), many} {
		svg, err := SVG(f, "it")
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, svg)
		for _, want := range []string{`role="img" aria-labelledby="it-title it-desc"`, `<title id="it-title">` + escaped(f.Says), `<desc id="it-desc">`} {
			if !strings.Contains(svg, want) {
				t.Errorf("%s: %s is missing", f.Name, want)
			}
		}
		if bad := regexp.MustCompile(`style=|#[0-9a-f]{6}|rgb|<rect|http:|[0-9]\.[0-9]{3}`).FindString(regexp.MustCompile(`base64,[^"]*`).ReplaceAllString(svg, "")); bad != "" {
			t.Errorf("%s: there is %q", f.Name, bad)
		}
		if n := strings.Count(svg, "<path") + strings.Count(svg, "<text") + strings.Count(svg, "<image"); n > 80 {
			t.Errorf("%s: %d elements", f.Name, n)
		}
	}
}

// What is merged into one path is as it would be in many: the paths of the figure begin and end
// where they did.
func TestPathsKeepTheirPlaces(t *testing.T) {
	c := newCanvas(100, 100)
	c.Push()
	c.Translate(vg.Point{X: 10, Y: 20})
	c.Rotate(math.Pi / 2)
	line := vg.Path{}
	line.Move(vg.Point{})
	line.Line(vg.Point{X: 5})
	c.Stroke(line)
	c.Pop()
	c.Stroke(line)
	ring := vg.Path{}
	ring.Move(vg.Point{X: 60, Y: 50})
	ring.Arc(vg.Point{X: 50, Y: 50}, 10, 0, 2*math.Pi)
	ring.Close()
	c.Fill(ring)
	c.Fill(ring)
	c.Stroke(ring)
	c.end()
	want := `<path class="ink s" stroke-width="1" d="M10 80l0-5m-10 25 5 0"/>
<path class="ink s" stroke-width="20" stroke-linecap="round" d="M50 50h0m0 0h0"/>
<path class="ink s" stroke-width="1" d="M60 50a10 10 0 0 0 -20 0a10 10 0 0 0 20 0z"/>
`
	if got := c.body.String(); got != want {
		t.Errorf("got %s want %s", got, want)
	}
}

// One point, equal values and extreme ones are drawn, or refused with a reason.
func TestWriteAtTheEdges(t *testing.T) {
	for _, y := range [][]float64{{0}, {1}, {-3}, {1e-300}, {1e300}, {5e-324, 1e308}, {-1.7e308, 1.7e308}, {1, 1 + 3e-16}, {5e-324, 1e-323}} {
		for _, log := range []bool{false, true} {
			f := theorems.Figure{Name: "one", Y: theorems.Axis{Log: log}, Series: []theorems.Series{{Mark: theorems.Points, X: make([]float64, len(y)), Y: y, Lo: slices.Repeat([]float64{y[0]}, len(y)), Hi: y}}}
			for _, format := range Formats {
				var b bytes.Buffer
				if err := Write(&b, f, format); err != nil && !errors.As(err, new(theorems.ErrFigure)) || strings.Contains(b.String(), "NaN") {
					t.Errorf("%v: %v", y, err)
				}
			}
		}
	}
	for _, z := range []float64{0, 1e-320, 1.7e308} {
		f := theorems.Figure{Name: "field", Field: &theorems.Field{X: []float64{0, 1, 100}, Y: []float64{-1.7e308, 1}, Z: [][]float64{{0, z, -z}, {z, z, z}}, Levels: []float64{z, -1, 1.7e308}}}
		if svg, err := SVG(f, "f"); err == nil {
			wellFormed(t, svg)
		} else if !errors.As(err, new(theorems.ErrFigure)) {
			t.Error(err)
		}
	}
}

// An interval much shorter at one end than at the other stays on a logarithmic axis.
func TestIntervalsOnALogarithmicAxis(t *testing.T) {
	f := theorems.Figure{Name: "one", Y: theorems.Axis{Log: true}, Series: []theorems.Series{{Mark: theorems.Points, X: []float64{1}, Y: []float64{1}, Lo: []float64{1e-30}, Hi: []float64{2}}}}
	if _, err := SVG(f, "x"); err != nil {
		t.Error(err)
	}
}

// Names along the height make a low picture, in which each row has its name.
func TestNamedRows(t *testing.T) {
	f := theorems.Figure{Name: "rows", Y: theorems.Axis{Names: []string{"first", "second"}}, Series: []theorems.Series{{Mark: theorems.Line, X: []float64{0, 1}, Y: []float64{1, 1}}}}
	svg, err := SVG(f, "x")
	if err != nil || !strings.Contains(svg, ">first<") || !strings.Contains(svg, ">second<") {
		t.Errorf("%v\n%s", err, svg)
	}
	if w, low := size(f, true); w != 16*vg.Centimeter || low >= 11*vg.Centimeter {
		t.Errorf("%v × %v", w, low)
	}
	f.Y.Names = make([]string, 50)
	if _, high := size(f, true); high != 11*vg.Centimeter {
		t.Errorf("%v high", high)
	}
}

// Points that coincide are told apart, and so are lines: no two of six have one shape and size.
func TestShapesDiffer(t *testing.T) {
	f := theorems.Figure{Name: "shapes"}
	for range 6 {
		f.Series = append(f.Series, theorems.Series{Mark: theorems.Points, X: []float64{1}, Y: []float64{1}})
	}
	svg, err := SVG(f, "x")
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`<path class="c\d ([fs]".*)/>`).FindAllStringSubmatch(svg, -1) {
		seen[m[1]] = true
	}
	if err != nil || len(seen) != 6 {
		t.Errorf("%v: %d shapes", err, len(seen))
	}
}

// Long names and many series leave room for the picture; too many elements are refused.
func TestMuchOfEverything(t *testing.T) {
	f := figure(false)
	f.X.Label = strings.Repeat("long ", 1000)
	for i := range 40 {
		f.Series = append(f.Series, theorems.Series{Name: strings.Repeat("w", i), Mark: theorems.Points, X: []float64{1}, Y: []float64{1}})
	}
	if svg, err := SVG(f, "x"); err != nil || !strings.Contains(svg, "more<") {
		t.Error(err)
	}
	for range 600 {
		f.Series = append(f.Series, figure(false).Series...)
	}
	if _, err := SVG(f, "x"); !errors.As(err, new(theorems.ErrFigure)) || !strings.Contains(err.Error(), "elements") {
		t.Error(err)
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
		"bars on a log":  func(f *theorems.Figure) { f.Y.Log = true },
		"line at 0":      func(f *theorems.Figure) { f.X.Log, f.Series, f.Lines[1].At = true, f.Series[:1], 0 },
		"line at NaN":    func(f *theorems.Figure) { f.Lines[0].At = math.NaN() },
		"0 on a log":     func(f *theorems.Figure) { f.Y.Log, f.Series[1].Y = true, []float64{1, 0, 2, 3} },
	} {
		f := figure(false)
		spoil(&f)
		if err := Write(io.Discard, f, "svg"); !errors.As(err, new(theorems.ErrFigure)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Write(io.Discard, figure(false), "pdf"); !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
	if _, err := FormatOf("picture.pdf"); !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
	if f, err := FormatOf("a/b.PNG"); err != nil || f != "png" {
		t.Error(f, err)
	}
}

// TestShadesBeyondTheEnds: what interpolation leaves below the least value is as dark as that, and not of a middle shade, which was a bright dot in
// every minimum.
func TestShadesBeyondTheEnds(t *testing.T) {
	s := shades{lo: -1, hi: 3}
	for at, want := range map[float64]uint8{-1: 0, -1.01: 0, -9: 0, 3: shadeCount - 1, 3.01: shadeCount - 1, 1: shadeCount / 2} {
		if got := s.shade(at); got != want {
			t.Errorf("%v has the shade %d, want %d", at, got, want)
		}
	}
	if got := (shades{lo: 2, hi: 2}).shade(2); got != shadeCount/2 {
		t.Errorf("a constant has the shade %d", got)
	}
}
