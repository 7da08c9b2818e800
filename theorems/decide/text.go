package decide

import (
	"fmt"
	"math/big"
	"strings"

	"saddle/models"
	"saddle/theorems/exact"
)

// lineWidth is how long a line may be.
const lineWidth = 100

// indent is where what is said of a point begins.
const indent = 12

// String returns the decision in lines of at most 100 characters where words allow it: the
// formula and the point, the verdict, and what is known.
func (d Decision) String() string {
	var b strings.Builder
	where := "the loss"
	if d.Formula != "" {
		where = d.Formula
	}
	b.WriteString(where + "\n")
	line := func(what, text string) {
		if text != "" {
			b.WriteString(wrapped(what, text))
		}
	}
	line("at", d.place())
	line("is", d.verdict())
	if d.Loss.Lo != nil {
		line("loss", d.Loss.String())
	}
	line("gradient", numbers(d.Gradient))
	if d.Inertia != nil {
		line("Hessian", d.Inertia.String())
	}
	if d.Descent != nil {
		line("descent", d.Descent.String())
	}
	line("why", d.Why)
	return strings.TrimSuffix(b.String(), "\n")
}

// verdict returns the kind with what it is, as "a strict minimum (exact)".
func (d Decision) verdict() string {
	kind := string(d.Kind)
	if d.Strict {
		kind = "strict " + kind
	}
	if d.Grade != "" {
		kind += " (" + string(d.Grade) + ")"
	}
	return kind
}

// place returns the point with its names, as "w1 = 0, w2 = 1/2".
func (d Decision) place() string {
	var parts []string
	for i, x := range d.Point {
		parts = append(parts, d.Names[i]+" = "+models.NumberOf(x).String())
	}
	return strings.Join(parts, ", ")
}

func numbers(x []models.Number) string {
	var parts []string
	for _, v := range x {
		parts = append(parts, v.String())
	}
	return strings.Join(parts, ", ")
}

// wrapped returns what and a text beside it, broken between words.
func wrapped(what, text string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %-*s", indent-2, what)
	column := indent
	for i, word := range strings.Fields(text) {
		size := len([]rune(word))
		switch {
		case i > 0 && column+1+size > lineWidth:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		case i > 0:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += size
	}
	return b.String() + "\n"
}

// String returns the curve and the first term, as "along (t, t^2) the loss changes by -t^4".
func (c Descent) String() string {
	return fmt.Sprintf("along (%s) the loss changes by %v", strings.Join(exact.Coordinates(c.Delta, short), ", "), exact.Power(c.Coefficient.String(), c.Order))
}

// short returns a number, or bounds of it if it is long.
func short(x *big.Rat) string { return models.NumberOf(x).String() }
