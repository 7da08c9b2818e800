package page

import (
	"html/template"

	"saddle/theorems"
	"saddle/theorems/draw"
)

// mostNumbers is how many numbers of a figure are listed below it, and how many of its field: more
// say nothing to a reader, and are most of a page.
const mostNumbers = 300

// A picture is a figure with its drawing.
type picture struct {
	theorems.Figure
	ID  string
	SVG template.HTML
	// Listed says that its numbers stand below it.
	Listed bool
	// Many says that there are too many numbers to list, and ManyValues that a field has.
	Many, ManyValues bool
	Lists            []list
	// Ends says that some points have intervals.
	Ends bool
}

// A list is the points of a series: x, y and the ends of the interval, of which those that are
// not there are nil.
type list struct {
	Name string
	Rows [][]*float64
}

// pictures draws figures; those that cannot be drawn are left out, with the reason. The id is
// that of what they belong to. Their numbers are listed, if they are not rows that stand there anyway.
func pictures(figures []theorems.Figure, id string, ids anchors, listed bool) (out []picture, left []string) {
	for _, f := range figures {
		p := picture{Figure: f, ID: ids.id(id + "/" + f.Name), Listed: listed}
		svg, err := draw.SVG(f, ids.picture())
		if err != nil {
			left = append(left, err.Error())
			continue
		}
		p.SVG = template.HTML(svg)
		if listed {
			p.fill()
		}
		out = append(out, p)
	}
	return out, left
}

// fill lists the points.
func (p *picture) fill() {
	n := 0
	for _, s := range p.Series {
		n += len(s.X) + len(s.Y) + len(s.Lo) + len(s.Hi)
	}
	p.ManyValues = p.Field != nil && len(p.Field.X)*len(p.Field.Y) > mostNumbers
	if p.Many = n > mostNumbers; p.Many {
		return
	}
	of := func(values []float64, i int) *float64 {
		if len(values) == 0 {
			return nil
		}
		return &values[i]
	}
	for _, s := range p.Series {
		p.Ends = p.Ends || len(s.Lo) > 0
	}
	for _, s := range p.Series {
		l := list{Name: s.Name}
		for i := range s.X {
			row := []*float64{&s.X[i], of(s.Y, i)}
			if p.Ends {
				row = append(row, of(s.Lo, i), of(s.Hi, i))
			}
			l.Rows = append(l.Rows, row)
		}
		p.Lists = append(p.Lists, l)
	}
}
