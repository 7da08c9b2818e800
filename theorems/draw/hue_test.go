package draw

import (
	"image/color"
	"math"
	"testing"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		if x := float64(v) / 255; x > 0.04045 {
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return float64(v) / 255 / 12.92
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func contrast(a, b string) float64 {
	x, y := luminance(parsed(a)), luminance(parsed(b))
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// What is drawn is seen on both grounds, text well: WCAG 2.2, 1.4.3 and 1.4.11.
func TestContrasts(t *testing.T) {
	for _, h := range themes[:seriesHues+2] {
		least := 3.0
		if h.class == "ink" {
			least = 7
		}
		if c := contrast(h.light, "#ffffff"); c < least {
			t.Errorf("%s on white: %.2f", h.class, c)
		}
		if c := contrast(h.dark, "#16181d"); c < least {
			t.Errorf("%s on black: %.2f", h.class, c)
		}
	}
	for _, shade := range shadeStops {
		if c := contrast(shade, named("level").hex()); c < 3 {
			t.Errorf("level lines on %s: %.2f", shade, c)
		}
	}
}

func (h hue) hex() string {
	for _, t := range themes {
		if t.class == h.class {
			return t.light
		}
	}
	return ""
}

// The greater a value, the lighter: also to those who see no colours, and in print.
func TestShadesGrowLighter(t *testing.T) {
	for i := 1; i < len(shadePalette); i++ {
		if a, b := luminance(shadePalette[i-1].(color.NRGBA)), luminance(shadePalette[i].(color.NRGBA)); a >= b {
			t.Errorf("shade %d is as dark as %d", i, i-1)
		}
	}
}
