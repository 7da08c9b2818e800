package surface

import (
	"fmt"
	"math"

	"saddle/spectra/f64"
)

// A Kind says how a point of a plane depends on its coordinates.
type Kind string

// The kinds of planes. Linear is the profile of Goodfellow, Vinyals, Saxe 2015; barycentric and bilinear are of Im, Tao, Branson 2016.
const (
	Directions  Kind = "directions"  // θ + αd + βe, or θ + αd
	Linear      Kind = "linear"      // (1−α)θ0 + αθ1
	Barycentric Kind = "barycentric" // (1−α−β)θ0 + αθ1 + βθ2
	Bilinear    Kind = "bilinear"    // (1−α)(1−β)θ0 + α(1−β)θ1 + (1−α)βθ2 + αβθ3
)

// A Plane is a map from one or two coordinates to parameters: a line, a plane, or a bilinear patch. [Around] and [Through] make
// them. The centre, at α = β = 0, is the first point.
type Plane struct {
	Kind Kind
	// Points are the centre alone, or the two, three or four points of the kind.
	Points [][]float64
	// Directions are those of the kind [Directions].
	Directions []Direction
}

// Around returns the line or the plane through a point along one or two directions, which are not copied.
func Around(centre []float64, along ...Direction) (Plane, error) {
	p := Plane{Kind: Directions, Points: [][]float64{centre}, Directions: along}
	return p, p.check()
}

// Through returns the line through two points, the plane through three, or the bilinear patch of four.
func Through(points ...[]float64) (Plane, error) {
	kinds := map[int]Kind{2: Linear, 3: Barycentric, 4: Bilinear}
	kind, ok := kinds[len(points)]
	if !ok {
		return Plane{}, ErrArgument{"the number of points", fmt.Sprint(len(points)), "2, 3 or 4"}
	}
	p := Plane{Kind: kind, Points: points}
	return p, p.check()
}

// vectors returns what a point is a combination of.
func (p Plane) vectors() [][]float64 {
	v := p.Points[:len(p.Points):len(p.Points)]
	for _, d := range p.Directions {
		v = append(v, d.V)
	}
	return v
}

func (p Plane) check() error {
	points, known := map[Kind]int{Directions: 1, Linear: 2, Barycentric: 3, Bilinear: 4}[p.Kind]
	directions := len(p.Directions) == 0
	if p.Kind == Directions {
		directions = len(p.Directions) == 1 || len(p.Directions) == 2
	}
	if !known || len(p.Points) != points || !directions {
		return ErrArgument{"the plane", fmt.Sprintf("of kind %q with %d points and %d directions", p.Kind, len(p.Points), len(p.Directions)), "a centre and one or two directions, as Around makes it, or points, as Through does"}
	}
	n := len(p.Points[0])
	for i, v := range p.vectors() {
		name := fmt.Sprintf("point %d", i)
		if i >= len(p.Points) {
			name = fmt.Sprintf("direction %d", i-len(p.Points))
		}
		if len(v) != n || n == 0 {
			return ErrArgument{name, fmt.Sprintf("of %d numbers", len(v)), fmt.Sprintf("%d, as the first point has, and at least 1", n)}
		}
		for j, x := range v {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return ErrArgument{fmt.Sprintf("number %d of %s", j, name), fmt.Sprint(x), "a finite number"}
			}
		}
	}
	if p.Kind == Bilinear {
		return nil
	}
	b := p.axes()
	for i, v := range b {
		if !(norm(v) > 0) {
			return ErrArgument{fmt.Sprintf("direction %d", i), "0", "one that leads somewhere"}
		}
	}
	if len(b) == 2 && 1-math.Abs(cosine(b[0], b[1])) < 1e-12 {
		return ErrArgument{"the second direction", "along the first", "another: two parallel ones span a line"}
	}
	return nil
}

// Dim returns the number of parameters.
func (p Plane) Dim() int { return len(p.Points[0]) }

// Lines returns 1 for a line and 2 for a plane.
func (p Plane) Lines() int {
	if p.Kind == Linear || p.Kind == Directions && len(p.Directions) == 1 {
		return 1
	}
	return 2
}

// Centre returns the point at α = β = 0, which it shares.
func (p Plane) Centre() []float64 { return p.Points[0] }

// coefficients returns those of the vectors at (α, β).
func (p Plane) coefficients(a, b float64) []float64 {
	switch p.Kind {
	case Linear:
		return []float64{1 - a, a}
	case Barycentric:
		return []float64{1 - a - b, a, b}
	case Bilinear:
		return []float64{(1 - a) * (1 - b), a * (1 - b), (1 - a) * b, a * b}
	}
	return []float64{1, a, b}[:1+len(p.Directions)]
}

// At sets dst to the point (α, β): Σ c_k v_k in the order of [Kind], each product rounded. A point of the kind is met exactly. It
// panics if dst has another length than Dim().
func (p Plane) At(dst []float64, alpha, beta float64) {
	if len(dst) != p.Dim() {
		panic(fmt.Sprintf("surface: dst has %d numbers, want %d", len(dst), p.Dim()))
	}
	c := p.coefficients(alpha, beta)
	for k, v := range p.vectors() {
		if k == 0 {
			for i, x := range v {
				dst[i] = c[0] * x
			}
			continue
		}
		for i, x := range v {
			dst[i] += float64(c[k] * x)
		}
	}
}

// axes returns the directions, or the differences of the points to the first; those of a bilinear patch are the
// ones at its centre.
func (p Plane) axes() (out [][]float64) {
	for _, d := range p.Directions {
		out = append(out, d.V)
	}
	for _, q := range p.Points[1:min(len(p.Points), 3)] {
		d := make([]float64, len(q))
		for i := range d {
			d[i] = q[i] - p.Points[0][i]
		}
		out = append(out, d)
	}
	return out
}

// Cosine returns that of the angle between the two axes, at the centre; 0 for a line. Random directions are orthogonal by chance,
// up to some 1/√n, and filter-normalised ones are not more so.
func (p Plane) Cosine() float64 {
	if a := p.axes(); len(a) == 2 {
		return cosine(a[0], a[1])
	}
	return 0
}

// Lengths returns the Euclidean norms of the axes at the centre.
func (p Plane) Lengths() (out []float64) {
	for _, a := range p.axes() {
		out = append(out, norm(a))
	}
	return out
}

// norm returns ‖v‖₂, without overflow.
func norm(v []float64) float64 {
	_, most := f64.AbsMax(v)
	if most == 0 || math.IsInf(most, 0) || math.IsNaN(most) {
		return most
	}
	if most > 0x1p-400 && most < 0x1p400 {
		return math.Sqrt(f64.Dot(v, v))
	}
	_, e := math.Frexp(most)
	w := make([]float64, len(v))
	for i, x := range v {
		w[i] = math.Ldexp(x, -e)
	}
	return math.Ldexp(math.Sqrt(f64.Dot(w, w)), e)
}

// unit returns v/‖v‖.
func unit(v []float64) []float64 {
	n := norm(v)
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = x / n
	}
	return out
}

func cosine(v, w []float64) float64 { return f64.Dot(unit(v), unit(w)) }
