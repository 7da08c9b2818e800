package surface

import (
	"fmt"
	"math"
	"strings"

	"saddle/theorems"
)

// Figure draws the surface, with its Path over it, if there is one. What is not finite or missing is not drawn as if it
// were: a line has gaps, and a plane has a mark at each such node, whose shade is the highest. The caption says so. A plane is drawn in
// log₁₀ where all losses are positive. Beside the picture, in Hides, stands what it does not show. The error is an ErrArgument for a
// surface without two finite losses, or a plane with fewer than two rows or columns.
func (s Surface) Figure(name, says string) (theorems.Figure, error) {
	f := theorems.Figure{Name: name, Says: says, X: theorems.Axis{Label: "α"}, Y: theorems.Axis{Label: "loss"}, Hides: s.Hides()}
	sum := s.Summary()
	left := sum.Nodes - sum.Made + sum.NotFinite
	if sum.Nodes-left < 2 || len(s.Z) > 1 && len(s.Z[0]) < 2 {
		return f, ErrArgument{"the surface", fmt.Sprintf("of %d × %d nodes, of which %d have a finite loss", len(s.Z), len(s.Z[0]), sum.Nodes-left), "two or more along each axis"}
	}
	if left > 0 {
		f.Says += fmt.Sprintf("; %d of %d nodes are missing or not finite", left, sum.Nodes)
	}
	if len(s.Z) == 1 {
		f.Series = s.pieces()
	} else {
		f.Y.Label = "β"
		s.paint(&f, sum)
	}
	if len(s.Path) > 0 {
		line := theorems.Series{Name: "trajectory", Mark: theorems.Line}
		for _, c := range s.Path {
			line.X = append(line.X, c.Alpha)
			if len(s.Z) == 1 {
				line.Y = append(line.Y, float64(c.Loss))
			} else {
				line.Y = append(line.Y, c.Beta)
			}
		}
		line.X, line.Y = theorems.Rounded(line.X), theorems.Rounded(line.Y)
		f.Series = append(f.Series, line)
	}
	return f, f.Check()
}

// pieces are the parts of a line between its gaps.
func (s Surface) pieces() (out []theorems.Series) {
	open := false
	for j, z := range s.Z[0] {
		if !finite(z) {
			open = false
			continue
		}
		if !open {
			name := "loss"
			if len(out) > 0 {
				name = fmt.Sprintf("loss, piece %d", len(out)+1)
			}
			out = append(out, theorems.Series{Name: name, Mark: theorems.Line})
			open = true
		}
		last := &out[len(out)-1]
		last.X, last.Y = append(last.X, s.Grid.X.At(j)), append(last.Y, z)
	}
	for i := range out {
		out[i].X, out[i].Y = theorems.Rounded(out[i].X), theorems.Rounded(out[i].Y)
	}
	return out
}

// paint draws a plane.
func (s Surface) paint(f *theorems.Figure, sum Summary) {
	field := &theorems.Field{Name: "loss", X: theorems.Rounded(s.Grid.X.All()), Y: theorems.Rounded(s.Grid.Y.All())}
	shade := func(z float64) float64 { return z }
	if *sum.Least > 0 {
		field.Name, shade = "log₁₀ of the loss", math.Log10
	}
	marks := theorems.Series{Name: "missing or not finite", Mark: theorems.Points}
	for i, row := range s.Z {
		out := make([]float64, len(row))
		for j, z := range row {
			if !finite(z) {
				z = *sum.Most
				marks.X, marks.Y = append(marks.X, field.X[j]), append(marks.Y, field.Y[i])
			}
			out[j] = shade(z)
		}
		field.Z = append(field.Z, theorems.Rounded(out))
	}
	low, high := shade(*sum.Least), shade(*sum.Most)
	for k := 1; k < 10 && high > low; k++ {
		field.Levels = append(field.Levels, low+float64((high-low)*float64(k))/10)
	}
	field.Levels = theorems.Rounded(field.Levels)
	f.Field = field
	if len(marks.X) > 0 {
		f.Series = append(f.Series, marks)
	}
}

// Hides says what a picture does not show, in a sentence: how convex it looks, and what the Hessian and the path say.
func (s Surface) Hides() string {
	sum := s.Summary()
	text := []string{fmt.Sprintf("inner nodes that are not convex: %d of %d; local minima away from the rim: %d", sum.NonConvex, sum.Curved, sum.Minima)}
	if c := s.Curvature; c != nil && c.Negative >= 0 {
		text = append(text, fmt.Sprintf("at the centre %d of %d eigenvalues are negative and %d of unknown sign, from %.3g to %.3g", c.Negative, c.Dim, c.Unsure, c.Smallest, c.Largest))
		if b := c.Bowls; b != nil {
			text = append(text, fmt.Sprintf("a random slice through it is a bowl with probability %.2f to %.2f", b.Lo, b.Hi))
		}
	} else if c != nil {
		text = append(text, fmt.Sprintf("at the centre the eigenvalues of %d are from %.3g to %.3g", c.Dim, c.Smallest, c.Largest))
	}
	if len(s.Plane.Points) == 0 && s.spec == nil {
		// losses of which no plane is known
	} else if spec := s.Spec(); len(spec.Lengths) == 2 {
		text = append(text, fmt.Sprintf("the cosine of the axes is %.3g", math.Round(1000*spec.Cosine)/1000+0))
	}
	if len(s.Path) > 0 {
		far, off := 0.0, 0.0
		for _, c := range s.Path {
			far, off = max(far, c.Residual), max(off, math.Abs(float64(c.Loss-c.OnPlane)))
		}
		text = append(text, fmt.Sprintf("the trajectory is up to %.3g away from the plane, and its loss up to %.3g from the one drawn", far, off))
	}
	return strings.Join(text, "; ")
}
