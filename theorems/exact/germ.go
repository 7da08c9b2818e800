package exact

import (
	"cmp"
	"math"
	"slices"

	"saddle/models"
	"saddle/spectra/polynomial"
	"saddle/spectra/rational"
)

// A germ is a power series in x and y near 0 where x > 0, as far as it is known: the terms x^i y^j with i
// below its precision. It has a term y^r.
type germ struct {
	terms     map[[2]int]rational.Number
	precision int // whole if all terms are known
}

// whole is the precision of a polynomial.
const whole = math.MaxInt32

// germOf returns f(σx, y) of a polynomial in two variables.
func germOf(f models.Polynomial, sigma int64, precision int) germ {
	g := germ{map[[2]int]rational.Number{}, precision}
	for _, t := range f.Terms() {
		i, j := t.Exponents[0], t.Exponents[1]
		if i+j > 0 {
			g.terms[[2]int{i, j}] = rational.Of(t.Coefficient).Mul(rational.Int(sigma).Pow(i))
		}
	}
	return g
}

// An edge of the Newton polygon of a germ: the terms with a i + b j = height, which is least there. On x =
// t^a, y = c t^b the germ is t^height times the polynomial in c, and higher powers of t.
type edge struct {
	a, b, height int
	form         polynomial.Polynomial // in c
}

// polygon returns the edges of the Newton polygon from the term y^r, r > 0 least, on as far as they are
// certain, whatever the unknown terms are, and the last certain vertex. The vertex has j = 0 unless the
// next edge would not be certain, or y divides a germ that is wholly known. Unknown terms have i ≥
// precision and so lie above all edges that lie below the point (precision, 0).
func (g germ) polygon() (edges []edge, last [2]int) {
	last = [2]int{0, math.MaxInt32}
	for p := range g.terms {
		if p[0] == 0 && p[1] < last[1] {
			last = p
		}
	}
	for last[1] > 0 {
		next, found := g.next(last)
		if !found {
			return edges, last
		}
		a, b := last[1]-next[1], next[0]-last[0]
		divisor := gcd(a, b)
		e := edge{a: a / divisor, b: b / divisor}
		e.height = e.a*last[0] + e.b*last[1]
		coefficients := make([]rational.Number, last[1]+1)
		for p, c := range g.terms {
			if e.a*p[0]+e.b*p[1] == e.height {
				coefficients[p[1]] = c
			}
		}
		e.form = polynomial.New(coefficients...)
		edges, last = append(edges, e), next
	}
	return edges, last
}

// next returns the other end of the edge that begins at a vertex: of all terms with smaller j that with the
// least slope, and of those on one line the last. It is not certain if the slope to (precision, 0) is not
// larger.
func (g germ) next(from [2]int) (to [2]int, found bool) {
	slope := func(p [2]int) rational.Number { return rational.New(int64(p[0]-from[0]), int64(from[1]-p[1])) }
	compare := func(p, q [2]int) int { return cmp.Or(slope(p).Cmp(slope(q)), cmp.Compare(p[1], q[1])) }
	for p := range g.terms {
		if p[1] < from[1] && (!found || compare(p, to) < 0) {
			to, found = p, true
		}
	}
	if found && g.precision < whole && slope([2]int{g.precision, 0}).Cmp(slope(to)) <= 0 {
		return to, false
	}
	return to, found
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// blown returns the germ in x′, y′ with x = x′^a, y = x′^b (c + y′), over x′^height.
func (g germ) blown(e edge, c rational.Number) germ {
	h := germ{map[[2]int]rational.Number{}, whole}
	if g.precision < whole {
		h.precision = e.a*g.precision - e.height
	}
	points := make([][2]int, 0, len(g.terms))
	for p := range g.terms {
		points = append(points, p)
	}
	slices.SortFunc(points, func(p, q [2]int) int { return cmp.Or(p[0]-q[0], p[1]-q[1]) })
	for _, p := range points {
		i := e.a*p[0] + e.b*p[1] - e.height
		if i >= h.precision {
			continue
		}
		term := g.terms[p]
		power := c.Pow(p[1])
		inverse := c.Inverse()
		for l := range p[1] + 1 { // (j over l) c^{j−l} y′^l
			at := [2]int{i, l}
			if sum := h.terms[at].Add(term.Mul(power)); sum.IsZero() {
				delete(h.terms, at)
			} else {
				h.terms[at] = sum
			}
			power = power.Mul(inverse).Mul(rational.New(int64(p[1]-l), int64(l+1)))
		}
	}
	return h
}
