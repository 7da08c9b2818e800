package papers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saddle/models/data"
	"saddle/theorems"
	"saddle/theorems/tables"
)

const (
	blindFromTheStart = "off from the start"
	blindLater        = "off in the end"
	onlyTheFrequent   = "only the most frequent digit is right"
	hasMoved          = "a layer that is off has moved"
)

// tally says what is off, and what the net has learned.
func (e BlindEnd) tally() tables.Tally {
	class := "no layer is off"
	switch {
	case e.Moved:
		class = hasMoved
	case e.Off > 0:
		class = blindFromTheStart
	case e.After > 0:
		class = blindLater
	}
	if class != hasMoved && e.Right == e.Most {
		class += ", " + onlyTheFrequent
	}
	return tables.Tally{Class: class, Values: []tables.Value{{Name: "right", X: float64(e.Right) / blindImages}}}
}

func everyEnd(string) bool { return true }

func blindRow(_ BlindCell, s tables.Summary) []tables.Entry {
	return []tables.Entry{
		s.Mean("share right", "right", everyEnd, ""),
		s.Rate("a layer is off from the start", func(class string) bool { return strings.HasPrefix(class, blindFromTheStart) }, nil),
		s.Rate("a layer goes off in training", func(class string) bool { return strings.HasPrefix(class, blindLater) }, nil),
		s.Rate(onlyTheFrequent, func(class string) bool { return strings.HasSuffix(class, onlyTheFrequent) }, nil),
	}
}

// label is the start as the caption has it.
func (c BlindCell) label() string {
	switch c.Start {
	case "glorot":
		return "Glorot's"
	case "he":
		return "He's"
	case "lecun":
		return "LeCun's"
	}
	return strings.ReplaceAll(fmt.Sprintf("N(%g, %g)", c.Mean, c.Deviation), "-", "−")
}

// blindFigures draws the share of images that are right for each start, a picture for each depth.
func blindFigures(cells []BlindCell, rows []tables.Row) (out []theorems.Figure) {
	var names, labels []string
	for i, c := range blindStarts {
		names, labels = append(names, strconv.Itoa(i+1)), append(labels, fmt.Sprintf("%d %s", i+1, c.label()))
	}
	for _, layers := range []int{2, 5} {
		f := theorems.Figure{
			Name: fmt.Sprintf("layers-%d", layers),
			Says: fmt.Sprintf("Share of the training images that nets of %d hidden layers have right, from the starts %s; N(m, s) is a mean and a deviation of the weights", layers, strings.Join(labels, ", ")),
			X:    theorems.Axis{Label: "start", Names: names}, Y: theorems.Axis{Label: "share right"},
			Lines: []theorems.ReferenceLine{{Name: "the most frequent digit", At: mostFrequentDigit(), Across: true}},
			Hides: "from which starts a layer is off at all images, so that no number of steps would change anything: see the rows",
		}
		for _, h := range []int{32, 128} {
			if s := blindSeries(cells, rows, layers, h); len(s.X) > 0 {
				f.Series = append(f.Series, s)
			}
		}
		if f.Series != nil {
			out = append(out, f)
		}
	}
	return out
}

// mostFrequentDigit is its share among the images.
func mostFrequentDigit() float64 {
	set, _ := data.MNIST()
	counts := make([]int, 10)
	for _, label := range set.First(blindImages).Labels() {
		counts[label]++
	}
	return float64(slices.Max(counts)) / blindImages
}

func blindSeries(cells []BlindCell, rows []tables.Row, layers, h int) theorems.Series {
	s := theorems.Series{Name: fmt.Sprintf("h = %d", h), Mark: theorems.Points}
	for i, c := range cells {
		for at, start := range blindStarts {
			start.Layers, start.H = layers, h
			if start == c && rows[i].Entries[0].Ours != nil {
				s.X, s.Y = append(s.X, float64(at+1)), append(s.Y, *rows[i].Entries[0].Ours)
			}
		}
	}
	return s
}
