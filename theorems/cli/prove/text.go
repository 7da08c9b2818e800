package prove

import (
	"fmt"
	"strings"

	"saddle/theorems/internal/terminal"
)

// lines are what is printed of one subject: its name, and a word before each line.
type lines struct{ strings.Builder }

func (l *lines) add(word, format string, a ...any) {
	head := fmt.Sprintf("  %-10s", word)
	l.WriteString(terminal.Wrap(head, strings.Repeat(" ", len(head)), fmt.Sprintf(format, a...)) + "\n")
}

// text is what a terminal shows; out is the file that was written.
func (a answer) text(out string) string {
	var l lines
	l.WriteString(a.Subject + "\n")
	c := a.Certificate
	switch {
	case !a.Proved:
		l.add("proved", "no")
		l.add("why", "%s", a.Why)
		return l.String()
	case c == nil:
		l.add("proved", "exactly one critical point lies within %.3g of a point, and it is a strict local minimum", a.Radius)
		for i, x := range a.Point {
			tail := ""
			if a.Tail != nil && a.Tail[i] != 0 {
				tail = fmt.Sprintf(" + %.3g", a.Tail[i])
			}
			l.add("point", "%s = %v%s", a.Names[i], x, tail)
		}
		l.add("loss", "from %v to %v", a.Loss[0], a.Loss[1])
		l.add("by", "‖∇L‖ ≤ %.3g, λ_min ≥ %v within the radius", a.Gradient, a.Curvature)
		return l.String()
	}
	l.add("proved", "a strict local minimum with a loss above 0 of %d students and %d teachers lies within %.3g of the point, in every dimension of at least %d", c.N, c.K, c.Radius, c.D)
	l.add("loss", "at least %v", c.Loss)
	l.add("by", "‖∇F‖ ≤ %v at the point; within the radius, λ_min ≥ %v and, in dimensions above %d, λ_min ≥ %v", c.Gradient, c.Curvature, c.D, c.Complement)
	l.add("neurons", "are at least %v long, and their lines at angles of at least %v", c.Shortest, c.Angle)
	if out != "" {
		l.add("written", "%s, as checked by saddle verify", out)
	} else {
		l.add("checked", "by what saddle verify does; --out writes the certificate")
	}
	return l.String()
}
