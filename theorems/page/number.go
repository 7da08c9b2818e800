package page

import (
	"html/template"
	"math"
	"strconv"

	"saddle/theorems"
)

// number writes x with four significant digits, and with all for machines, as
// <data value="0.025080581002462392">0.02508</data>. Whole numbers are written whole.
func number(x float64) template.HTML {
	return spelled(x, digits(x), "")
}

// percent writes the share x in per cent.
func percent(x float64) template.HTML { return spelled(x, digits(100*x), " %") }

// amount is percent for a share that is shown so, and number for any other.
func amount(x float64, isShare bool) template.HTML {
	if isShare {
		return percent(x)
	}
	return number(x)
}

func spelled(x float64, short, unit string) template.HTML {
	full := strconv.FormatFloat(x, 'g', -1, 64)
	if full == short && unit == "" {
		return template.HTML(short)
	}
	return template.HTML(`<data value="` + full + `">` + short + unit + `</data>`)
}

// digits writes x with four significant digits, or whole where it has more before the point.
func digits(x float64) string {
	switch abs := math.Abs(x); {
	case math.IsInf(x, 1):
		return "∞"
	case math.IsInf(x, -1):
		return "−∞"
	case abs >= 1e4 && abs < 1e15, x == math.Trunc(x) && abs < 1e15:
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 4, 64)
}

// interval writes a region, and where it comes from.
func interval(r theorems.Region, isShare bool) template.HTML {
	s := "[" + amount(r.Lo, isShare) + ", " + amount(r.Hi, isShare) + "]"
	if r.From != "" {
		s += " <small>" + template.HTML(template.HTMLEscapeString(r.From)) + "</small>"
	}
	return s
}

// short writes an amount as [amount] does, with four digits alone.
func short(x float64, isShare bool) string {
	if isShare {
		return digits(100*x) + " %"
	}
	return digits(x)
}

// reach writes a region as [interval] does, in short.
func reach(r theorems.Region, isShare bool) template.HTML {
	s := "[" + short(r.Lo, isShare) + ", " + short(r.Hi, isShare) + "]"
	if r.From != "" {
		s += " <small>" + template.HTMLEscapeString(r.From) + "</small>"
	}
	return template.HTML(s)
}
