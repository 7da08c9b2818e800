package exact

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"saddle/models"
	"saddle/models/formula"
)

// A family draws losses of X, Y, … at 0 of known kind.
type family struct {
	name string
	n    int // variables
	draw func(r *rand.Rand) (text string, kind Kind)
}

// pick returns one of the choices.
func pick[T any](r *rand.Rand, choices ...T) T { return choices[r.IntN(len(choices))] }

// between draws from lo to hi.
func between(r *rand.Rand, lo, hi int) int { return lo + r.IntN(hi-lo+1) }

func minimumIf(minimum bool) Kind {
	if minimum {
		return Minimum
	}
	return Saddle
}

// twoVariables are the families in the plane.
func twoVariables() []family {
	return slices.Concat(curvedFamilies(), straightFamilies(), otherFamilies())
}

// curvedFamilies are those in which lines do not decide.
func curvedFamilies() []family {
	text := func(format string, kind Kind) func(*rand.Rand) (string, Kind) {
		return func(*rand.Rand) (string, Kind) { return format, kind }
	}
	return []family{
		{"Peano", 2, func(r *rand.Rand) (string, Kind) { // two parabolas of one order
			k, p, q := between(r, 2, 4), between(r, -4, 4), between(r, 1, 5)
			if d := between(r, 2, 6); p*d != q { // p = a, q/d
				return fmt.Sprintf("(Y-%d*X^%d)*(Y-%d*X^%d/%d)", p, k, q, k, d), Saddle
			}
			return fmt.Sprintf("(Y-%d*X^%d)^2", p, k), Minimum
		}},
		{"close parabolas", 2, func(r *rand.Rand) (string, Kind) {
			q := between(r, 2, 30)
			return fmt.Sprintf("(Y-%d*X^2/%d)*(Y-%d*X^2/%d)", q, q+1, q+1, q+2), Saddle
		}},
		{"powers of x, less powers of y", 2, func(r *rand.Rand) (string, Kind) {
			p, q := between(r, 2, 10), between(r, 2, 10)
			minimum := r.IntN(2) == 0
			return fmt.Sprintf("X^%d%sY^%d", 2*p, map[bool]string{true: "+", false: "-"}[minimum], 2*q), minimumIf(minimum)
		}},
		{"odd powers", 2, func(r *rand.Rand) (string, Kind) {
			return fmt.Sprintf("X^%d+Y^%d", 2*between(r, 1, 6), 2*between(r, 1, 9)+1), Saddle
		}},
		{"x^26-y^30", 2, text("X^26-Y^30", Saddle)},
		{"cusps", 2, text("(X^3-Y^5)^2-Y^11", Saddle)},
		{"two terms", 2, text("(X-Y^2)^2+2*(X-Y^2)*Y^4", Saddle)},
		{"three terms", 2, text("(X-Y^2-Y^3)^2-Y^8", Saddle)},
		{"a parabola, and a power", 2, func(r *rand.Rand) (string, Kind) {
			d, sign := between(r, 5, 21), pick(r, "+", "-")
			return fmt.Sprintf("(X-Y^2)^2%sY^%d", sign, d), minimumIf(sign == "+" && d%2 == 0)
		}},
		{"squares of curves", 2, func(r *rand.Rand) (string, Kind) {
			return fmt.Sprintf("(X^%d-%d*Y^%d)^2", between(r, 1, 3), between(r, 1, 4), between(r, 1, 4)), Minimum
		}},
		{"squares of lines", 2, func(r *rand.Rand) (string, Kind) {
			return fmt.Sprintf("(%d*X+Y)^2*(X-%d*Y)^2+(%d*X+Y)^4", between(r, -3, 3), between(r, -3, 3), between(r, 1, 3)), Minimum
		}},
		{"(x+y)²+y⁴", 2, func(r *rand.Rand) (string, Kind) {
			k := between(r, 3, 12)
			sign := pick(r, "+", "-")
			return fmt.Sprintf("(X+%d*Y)^2%sY^%d", between(r, -3, 3), sign, k), minimumIf(k%2 == 0 && sign == "+")
		}},
	}
}

// straightFamilies are those that forms decide.
func straightFamilies() []family {
	return []family{
		{"x⁴+ax²y²+y⁴", 2, func(r *rand.Rand) (string, Kind) { // b² > a²/4 or less
			a := between(r, -5, 5)
			kind := minimumIf(a > -2)
			if a == -2 {
				kind = Minimum // (x² − y²)²
			}
			return fmt.Sprintf("X^4+(%d)*X^2*Y^2+Y^4", a), kind
		}},
		{"x^2p+ax^py^q+by^2q", 2, func(r *rand.Rand) (string, Kind) {
			p, q, a, b := between(r, 1, 4), between(r, 1, 4), between(r, -5, 5), between(r, 1, 4)
			disc := a*a - 4*b
			kind := minimumIf(disc <= 0)
			if disc > 0 && p%2 == 0 && q%2 == 0 && a > 0 {
				kind = Minimum // nothing negative
			}
			return fmt.Sprintf("X^%d+(%d)*X^%d*Y^%d+%d*Y^%d", 2*p, a, p, q, b, 2*q), kind
		}},
		{"a definite form after a shear", 2, func(r *rand.Rand) (string, Kind) {
			return fmt.Sprintf("(X+%d*Y)^4+(X-%d*Y)^2*Y^2+%d*Y^4", between(r, -3, 3), between(r, -3, 3), between(r, 1, 3)), Minimum
		}},
		{"monkeys", 2, func(r *rand.Rand) (string, Kind) {
			return pick(r, "X^3-3*X*Y^2", "X^3+Y^3", "X^2*Y", "X^5-10*X^3*Y^2+5*X*Y^4"), Saddle
		}},
		{"a form that changes its sign", 2, func(r *rand.Rand) (string, Kind) {
			a, b := between(r, 1, 4), between(r, 5, 9)
			return fmt.Sprintf("(X-%d*Y)*(X-%d*Y)*(X^2+Y^2)", a, b), Saddle
		}},
		{"a double line and a power", 2, func(r *rand.Rand) (string, Kind) {
			d, sign := between(r, 5, 9), pick(r, "+", "-")
			return fmt.Sprintf("(X-%d*Y)^2*(X^2+Y^2)%sY^%d", between(r, -3, 3), sign, d), minimumIf(d%2 == 0 && sign == "+")
		}},
		{"irrational lines", 2, func(r *rand.Rand) (string, Kind) {
			return fmt.Sprintf("(X^2-%d*Y^2)*(X^2+Y^2)", pick(r, 2, 3, 5)), Saddle
		}},
		{"maxima", 2, func(r *rand.Rand) (string, Kind) {
			return fmt.Sprintf("-(X-%d*Y)^2-Y^%d", between(r, -2, 2), 2*between(r, 2, 6)), Maximum
		}},
	}
}

// otherFamilies are quotients, functions and products.
func otherFamilies() []family {
	return []family{
		{"quotients", 2, func(r *rand.Rand) (string, Kind) {
			d, sign := between(r, 3, 9), pick(r, "+", "-")
			return fmt.Sprintf("((X-Y^2)^2%sY^%d)/(1+X+Y^2)", sign, d+2), minimumIf(d%2 == 0 && sign == "+")
		}},
		{"functions", 2, func(r *rand.Rand) (string, Kind) {
			d, sign := between(r, 3, 8), pick(r, "+", "-")
			return fmt.Sprintf("(sin(X)-exp(Y)+1)^2%stanh(Y)^%d", sign, d), minimumIf(d%2 == 0 && sign == "+")
		}},
		{"1-cos", 2, func(r *rand.Rand) (string, Kind) { return "1-cos(X)-X^2/2+Y^4", Saddle }},
		{"a product of squares", 2, func(r *rand.Rand) (string, Kind) {
			return fmt.Sprintf("X^2*Y^2*(X-%d*Y)^2", between(r, -3, 3)), Minimum
		}},
		{"an expanded square", 2, func(r *rand.Rand) (string, Kind) {
			p, q := between(r, 1, 4), between(r, 1, 4)
			return fmt.Sprintf("X^%d-%d*X^%d*Y^%d+%d*Y^%d", 2*p, 6, p, q, 9, 2*q), Minimum
		}},
		{"one variable", 2, func(r *rand.Rand) (string, Kind) {
			k, sign := between(r, 3, 30), pick(r, "", "-")
			kind := Saddle
			if k%2 == 0 {
				kind = map[string]Kind{"": Minimum, "-": Maximum}[sign]
			}
			return fmt.Sprintf("%sX^%d+0*Y", sign, k), kind
		}},
		{"x²-y^2k", 2, func(r *rand.Rand) (string, Kind) { return fmt.Sprintf("X^2-Y^%d", 2*between(r, 2, 20)), Saddle }},
	}
}

// moreVariables are those in three and more.
func moreVariables() []family {
	return []family{
		{"two curves and a power", 3, func(r *rand.Rand) (string, Kind) {
			d, sign := between(r, 3, 14), pick(r, "+", "-")
			return fmt.Sprintf("(Y-X^2)^2+(Z-X^3)^2%sX^%d", sign, d), minimumIf(d%2 == 0 && sign == "+")
		}},
		{"(xy-z)²", 3, func(r *rand.Rand) (string, Kind) { return fmt.Sprintf("(%d*X*Y-Z)^2", between(r, 1, 5)), Minimum }},
		{"(z-q)(z-2q)", 3, func(r *rand.Rand) (string, Kind) {
			q := pick(r, "(X^2+Y^2)", "(X^2-Y^2)", "(X*Y)", "(X^2+X*Y+Y^2)")
			return fmt.Sprintf("(Z-%s)*(Z-2*%s)", q, q), Saddle
		}},
		{"sums of even powers", 3, func(r *rand.Rand) (string, Kind) {
			return fmt.Sprintf("X^%d+Y^%d+Z^%d-X^2*Y^2*Z^2", 2*between(r, 1, 2), 2*between(r, 1, 2), 2*between(r, 1, 2)), Minimum
		}},
		{"definite quartics", 3, func(r *rand.Rand) (string, Kind) {
			return fmt.Sprintf("(X+%d*Y)^4+(Y-Z)^4+Z^4-X^2*Y^2/100", between(r, -2, 2)), Minimum
		}},
		{"indefinite quartics", 3, func(r *rand.Rand) (string, Kind) {
			return fmt.Sprintf("X^4+Y^4+Z^4-%d*X^2*Y*Z", between(r, 4, 9)), Saddle
		}},
		{"Motzkin's form and the like", 3, func(r *rand.Rand) (string, Kind) {
			return pick(r, "X^6+Y^6+Z^6+3*X^2*Y^2*Z^2-X^4*(Y^2+Z^2)-Y^4*(Z^2+X^2)-Z^4*(X^2+Y^2)",
				"Z^6+X^4*Y^2+X^2*Y^4-3*X^2*Y^2*Z^2", "X^4*Y^2+Y^4*Z^2+Z^4*X^2-3*X^2*Y^2*Z^2"), Minimum
		}},
		{"Choi and Lam's quartic", 4, func(r *rand.Rand) (string, Kind) { return "U^4+X^2*Y^2+Y^2*Z^2+Z^2*X^2-4*X*Y*Z*U", Minimum }},
		{"sums of squares", 4, func(r *rand.Rand) (string, Kind) {
			var parts []string
			for range between(r, 1, 5) {
				parts = append(parts, fmt.Sprintf("(%s-%d*%s*%s)^2", pick(r, letters(4)...), between(r, 1, 3), pick(r, letters(4)...), pick(r, letters(4)...)))
			}
			return strings.Join(parts, "+"), Minimum
		}},
	}
}

// deepFamilies are products and chains of any number of factors, and a deep linear net.
func deepFamilies() []family {
	return []family{
		{"products", 0, func(r *rand.Rand) (string, Kind) { return strings.Join(letters(between(r, 3, 14)), "*"), Saddle }},
		{"products, squared", 0, func(r *rand.Rand) (string, Kind) {
			return "(" + strings.Join(letters(between(r, 2, 14)), "*") + ")^2", Minimum
		}},
		{"chains at 0", 0, func(r *rand.Rand) (string, Kind) {
			return "(1-" + strings.Join(letters(between(r, 3, 14)), "*") + ")^2", Saddle
		}},
		{"chains at 1", 0, func(r *rand.Rand) (string, Kind) {
			return "(1-(1+" + strings.Join(letters(between(r, 2, 14)), ")*(1+") + "))^2", Minimum
		}},
		{"chains at some zeros", 0, func(r *rand.Rand) (string, Kind) {
			n := between(r, 3, 14)
			zeros := between(r, 2, n)
			x := letters(n)
			for i := zeros; i < n; i++ {
				x[i] = "(" + pick(r, "1", "2", "-1") + "+" + x[i] + ")"
			}
			return "(1-" + strings.Join(x, "*") + ")^2", Saddle
		}},
		{"chains with target 0 at some zeros", 0, func(r *rand.Rand) (string, Kind) {
			n := between(r, 3, 14)
			x := letters(n)
			for i := between(r, 1, n); i < n; i++ {
				x[i] = "(1+" + x[i] + ")"
			}
			return "(" + strings.Join(x, "*") + ")^2", Minimum
		}},
		{"no minimum on curves alone", 5, func(r *rand.Rand) (string, Kind) { // a deep linear net, critical with a semidefinite Hessian
			return "((1+U)*Z*(1+X))^2+((1+U)*Z*Y)^2+(V*Z*(1+X))^2+(V*Z*Y-1)^2", Saddle
		}},
		{"odd forms", 0, func(r *rand.Rand) (string, Kind) {
			x := letters(between(r, 3, 8))
			return strings.Join(x, "^3+") + "^3", Saddle
		}},
		{"quadratic forms with a kernel", 6, func(r *rand.Rand) (string, Kind) {
			d, sign := between(r, 3, 8), pick(r, "+", "-")
			return fmt.Sprintf("(X+Y)^2+(Y-Z+U^2)^2+(U-V)^2+(V+W*X)^2+2*W^2%s(X-Y+Z)^%d", sign, d), minimumIf(d%2 == 0 && sign == "+")
		}},
	}
}

// letters returns the first n coordinates.
func letters(n int) []string { return strings.Split("X Y Z U V W A B C D E F G H", " ")[:n] }

// plainly replaces the capital letters by parameters.
func plainly(text string) string { return strings.ToLower(text) }

// bent replaces the capital letters by coordinates that are 0 at 0 and have independent derivatives there.
func bent(r *rand.Rand, text string, linear bool) string {
	small := func() string { return fmt.Sprintf("(%d)", between(r, -2, 2)) }
	var pairs []string
	used := ""
	for _, x := range "XYZUVW" {
		if strings.ContainsRune(text, x) {
			used += strings.ToLower(string(x))
		}
	}
	for i, x := range used {
		line := string(x)
		for _, y := range used[:i] { // a triangular matrix, and squares
			line += "+" + small() + "*" + string(y)
		}
		if !linear {
			a, b := used[r.IntN(len(used))], used[r.IntN(len(used))]
			line += fmt.Sprintf("+%s*%c*%c", small(), a, b)
		}
		pairs = append(pairs, strings.ToUpper(string(x)), "("+line+")")
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func mustParse(t testing.TB, text string) *models.Tape {
	t.Helper()
	f, err := formula.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return f.Tape()
}
