package explore

import (
	"fmt"
	"math"
	"strings"

	"saddle/models"
	"saddle/theorems/decide"
)

// String returns the table, the lowest loss first, and what did not become a row.
func (m Map) String() string {
	var b strings.Builder
	where := m.Formula
	if where == "" {
		where = "the loss"
	}
	fmt.Fprintf(&b, "%s\n%d starts in %s, seed %d\n\n", where, m.Starts, m.place(), m.Seed)
	fmt.Fprintf(&b, "  %-16s %-10s %-24s %6s %6s  %s\n", "kind", "grade", "loss", "found", "orbit", "point")
	for _, r := range m.Rows {
		fmt.Fprintf(&b, "  %-16s %-10s %-24s %6d %6s  %s\n", r.kind(), r.grade(), short(r.Loss), r.Found, r.orbit(), r.point())
	}
	if m.Symmetries > 0 {
		fmt.Fprintf(&b, "\norbit: points found of those that %d symmetries of the parameters make of one\n", m.Symmetries)
	}
	var rest []string
	for _, c := range []struct {
		count int
		says  string
	}{{m.Left, "left the box by far"}, {m.Stuck, "did not converge"}, {m.Undefined, "came to where the loss has no value"}} {
		if c.count > 0 {
			rest = append(rest, fmt.Sprintf("%d %s", c.count, c.says))
		}
	}
	if len(rest) > 0 {
		fmt.Fprintf(&b, "\nof %d walks, %s\n", m.Walks, strings.Join(rest, ", "))
	}
	b.WriteString("\nwhat is listed as exact or certified is proved; that nothing is missing is not")
	return b.String()
}

func (m Map) place() string {
	var parts []string
	for i, r := range m.Box {
		part := fmt.Sprintf("%s..%s", r.Lo.RatString(), r.Hi.RatString())
		if i > 0 && !strings.HasSuffix(parts[len(parts)-1], part) || i == 0 {
			parts = append(parts, part)
		}
	}
	if len(parts) > 1 {
		parts = parts[:0]
		for i, r := range m.Box {
			parts = append(parts, fmt.Sprintf("%s=%s..%s", m.Names[i], r.Lo.RatString(), r.Hi.RatString()))
		}
	}
	return strings.Join(parts, ", ")
}

// short returns a number to nine digits, if its bounds say so, "0 ± 1e-24" if they are about 0, and else
// what Number does.
func short(x models.Number) string {
	if x.Lo == nil || x.Exact != nil {
		return x.String()
	}
	lo, _ := x.Lo.Float64()
	hi, _ := x.Hi.Float64()
	size := max(math.Abs(lo), math.Abs(hi))
	switch {
	case hi-lo <= 1e-10*size && lo != 0:
		return fmt.Sprintf("%.9g", hi)
	case size < 1e-9:
		return fmt.Sprintf("0 ± %.1g", 1.1*size)
	}
	return x.String()
}

// kind returns the kind, with what it is.
func (r Row) kind() string {
	kind := string(r.Kind)
	if r.Strict {
		kind = "strict " + kind
	}
	return kind
}

func (r Row) grade() string {
	if r.Grade == "" {
		return "-"
	}
	return string(r.Grade)
}

// orbit returns "found/all", or what is not a point.
func (r Row) orbit() string {
	if r.Continuum {
		return "-"
	}
	return fmt.Sprintf("%d/%d", r.Seen, r.Orbit)
}

// point returns the coordinates; for a set, those of one of its points.
func (r Row) point() string {
	var parts []string
	for i, x := range r.Point {
		text := fmt.Sprintf("%.8g", r.w[i])
		if math.Abs(r.w[i]) < 1e-10 {
			text = "0"
		}
		if r.Grade == decide.Exact || r.Near == nil {
			if exact := models.NumberOf(x).String(); len(exact) <= 12 {
				text = exact
			}
		}
		parts = append(parts, text)
	}
	point := "(" + strings.Join(parts, ", ") + ")"
	if r.Continuum {
		return fmt.Sprintf("%s and others: a set of dimension %d, it seems", point, r.Flat)
	}
	return point
}
