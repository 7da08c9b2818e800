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
	fmt.Fprintf(&b, "%s\n%d starts%s, seed %d\n\n", where, m.Starts, m.place(), m.Seed)
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
	}{{m.Left, "left the box by far"}, {m.Stuck, "did not converge"}, {m.Undefined, "came to where the loss has no value in float64"}} {
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

// place says from where the starts are drawn: nothing where there is nothing to choose.
func (m Map) place() string {
	var parts []string
	same := true
	for i, r := range m.Box {
		parts = append(parts, fmt.Sprintf("%s=%v..%v", m.Names[i], models.NumberOf(r.Lo), models.NumberOf(r.Hi)))
		same = same && r.Lo.Cmp(m.Box[0].Lo) == 0 && r.Hi.Cmp(m.Box[0].Hi) == 0
	}
	if same && len(parts) > 0 {
		_, one, _ := strings.Cut(parts[0], "=")
		return " in " + one
	}
	return strings.TrimSuffix(" in "+strings.Join(parts, ", "), " in ")
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
	if r.Orbit == mostImages {
		return fmt.Sprintf("%d/%d+", r.Seen, r.Orbit)
	}
	return fmt.Sprintf("%d/%d", r.Seen, r.Orbit)
}

// coordinate returns a coordinate to eight digits, or to as many as the certificate knows of the critical point.
func (r Row) coordinate(i int) string {
	x, digits := r.w[i], 8
	switch {
	case math.Abs(x) < 1e-10 || r.Near != nil && math.Abs(x) < r.Near.R:
		return "0"
	case r.Near != nil:
		digits = min(digits, max(1, int(math.Log10(math.Abs(x)/r.Near.R))))
	}
	return fmt.Sprintf("%.*g", digits, x)
}

// point returns the coordinates; for a set, those of one of its points.
func (r Row) point() string {
	var parts []string
	for i, x := range r.Point {
		text := r.coordinate(i)
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
