package draw

import (
	"fmt"
	"image/color"
	"strings"
)

// A hue is a colour with the class that a style sheet knows it by.
type hue struct {
	color.NRGBA
	class string
}

// A theme is what a class looks like on a light ground and on a dark one. Both have a contrast
// of at least 3 to the grounds that they are for.
type theme struct{ class, light, dark string }

// themes begin with the colours of series: near those which the colour-blind tell apart (Okabe
// and Ito 2008), darker on light ground and lighter on dark ground as the contrast asks for.
var themes = []theme{
	{"c0", "#0072b2", "#56b4e9"},
	{"c1", "#d55e00", "#ff8b3d"},
	{"c2", "#008a65", "#2fc79b"},
	{"c3", "#b5588c", "#e39cc4"},
	{"c4", "#a66f00", "#f0b93a"},
	{"c5", "#7a4fb5", "#bda3f2"},
	{"ink", "#1c1e21", "#eceae4"},
	{"paper", "#4a4d52", "#c9c6bd"}, // published numbers
	{"faint", "#9a9a94", "#6c6f75"}, // what is to be seen only if looked for; the contrast is less
	{"halo", "#ffffff", "#ffffff"},  // around what lies on shades, which are the same in both
	{"level", "#1c1e21", "#1c1e21"}, // level lines on shades
}

// seriesHues is how many of themes are for series.
const seriesHues = 6

// named returns the hue of a class, as on a light ground.
func named(class string) hue {
	for _, t := range themes {
		if t.class == class {
			return hue{parsed(t.light), class}
		}
	}
	panic("draw: there is no class " + class)
}

// hueOf returns col, if it is a hue, and else ink.
func hueOf(col color.Color) hue {
	if h, ok := col.(hue); ok {
		return h
	}
	return named("ink")
}

// faint returns h, a third as strong.
func (h hue) faint() hue {
	h.A = 85
	return h
}

// parsed returns the colour #rrggbb.
func parsed(hex string) color.NRGBA {
	c := color.NRGBA{A: 255}
	if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &c.R, &c.G, &c.B); err != nil {
		panic("draw: " + hex + " is no colour")
	}
	return c
}

// Style is the style sheet of pictures, for light and for dark grounds: a page that holds what
// [SVG] returns needs it once. It has no colours for shades, which are the same on both, and
// leaves the series on shades as they are.
var Style = style()

func style() string {
	var b strings.Builder
	b.WriteString(".picture text,.picture .f{fill:currentColor}\n.picture .s{fill:none;stroke:currentColor}\n")
	for _, t := range themes {
		if t.class == "ink" { // text has this colour without saying so
			b.WriteString(".picture,")
		}
		fmt.Fprintf(&b, ".picture .%s{color:%s}\n", t.class, t.light)
	}
	b.WriteString("@media screen and (prefers-color-scheme:dark){\n")
	for i, t := range themes {
		if ground := ".picture"; t.light != t.dark {
			switch {
			case i < seriesHues:
				ground += ":not(.shaded)"
			case t.class == "ink":
				b.WriteString(".picture,")
			}
			fmt.Fprintf(&b, "%s .%s{color:%s}\n", ground, t.class, t.dark)
		}
	}
	b.WriteString("}\n")
	return b.String()
}
