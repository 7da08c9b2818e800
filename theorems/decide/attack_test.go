package decide

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"saddle/models"
	"saddle/models/formula"
	"saddle/theorems/exact"
)

// TestAttack: random losses with a critical point planted at a random point, of which many are
// degenerate or lie on kinks; no verdict may be contradicted by exact values nearby, by the
// curve of descent, or by package exact.
func TestAttack(t *testing.T) {
	cases := 300
	if testing.Short() {
		cases = 60
	}
	kinds := map[Kind]int{}
	for seed := range uint64(cases) {
		r := rand.New(rand.NewPCG(23, seed))
		text, n := randomText(r)
		names := []string{"x", "y", "z"}[:n]
		f, err := formula.Parse(text, names...)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		w := make([]*big.Rat, n)
		for i := range w {
			w[i] = big.NewRat(planted[i], 2)
		}
		d, err := Formula(f, w)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		kinds[d.Kind]++
		if why := contradiction(f.Tape(), d, r); why != "" {
			t.Errorf("seed %d: %s: %v", seed, why, d)
		}
	}
	for _, k := range []Kind{Minimum, Maximum, Saddle, NotCritical, Constant} {
		if kinds[k] == 0 {
			t.Errorf("no case is %s: %v", k, kinds)
		}
	}
	if kinds[Unknown] > cases/3 {
		t.Errorf("too much is unknown: %v", kinds)
	}
	t.Log(kinds)
}

// planted is twice the point that is decided.
var planted = []int64{2, -1, 1}

// randomText draws a loss of δ = (x − 1, y + 1/2, z − 1/2)[:n].
func randomText(r *rand.Rand) (text string, n int) {
	n = 1 + r.IntN(3)
	delta := []string{"(x-1)", "(y+1/2)", "(z-1/2)"}[:n]
	pick := func() string { return delta[r.IntN(n)] }
	linear := func() string {
		var parts []string
		for _, d := range delta {
			parts = append(parts, fmt.Sprintf("%d*%s", r.IntN(5)-2, d))
		}
		return "(" + strings.Join(parts, "+") + ")"
	}
	curved := func() string { return fmt.Sprintf("(%s-%d*%s^2)", linear(), r.IntN(3), pick()) }
	var terms []string
	for range 1 + r.IntN(3) {
		c := r.IntN(7) - 2
		switch r.IntN(11) {
		case 0:
			terms = append(terms, fmt.Sprintf("%d*%s*%s", c, curved(), curved()))
		case 1, 2:
			terms = append(terms, fmt.Sprintf("%d*%s^%d", c, linear(), 2+r.IntN(4)))
		case 3:
			terms = append(terms, fmt.Sprintf("%d*%s^2*%s", c, curved(), pick()))
		case 4:
			terms = append(terms, fmt.Sprintf("%d*%s^4", c, pick()))
		case 5:
			terms = append(terms, fmt.Sprintf("%d*abs(%s)", c, curved()))
		case 6:
			terms = append(terms, fmt.Sprintf("%d*relu(%s)", c, curved()))
		case 7:
			terms = append(terms, fmt.Sprintf("max(%s,%s)", curved(), curved()))
		case 8:
			terms = append(terms, fmt.Sprintf("%d*%s*relu(%s)", c, curved(), linear()))
		case 9:
			terms = append(terms, fmt.Sprintf("%d*%s^2", c, curved()))
		case 10:
			terms = append(terms, fmt.Sprintf("relu(relu(%s)-%s)", linear(), pick()))
		}
	}
	return strings.Join(terms, "+"), n
}

// contradiction returns what is wrong with a verdict, "" if nothing was found.
func contradiction(t *models.Tape, d Decision, r *rand.Rand) string {
	here, err := t.ExactLoss(d.Point)
	if err != nil {
		return err.Error()
	}
	lower, higher, equal := 0, 0, 0
	for k := range 120 {
		w := nearby(d.Point, r, k)
		loss, err := t.ExactLoss(w)
		if err != nil {
			return err.Error()
		}
		switch loss.Cmp(here) {
		case -1:
			lower++
		case 0:
			equal++
		case 1:
			higher++
		}
	}
	falls := true
	if d.Descent != nil {
		if falls, err = descends(t, d, here); err != nil {
			return err.Error()
		}
	}
	switch {
	case d.Kind == Minimum && lower > 0, d.Kind == Maximum && higher > 0, d.Kind == Constant && lower+higher > 0:
		return fmt.Sprintf("%d values nearby are lower, %d higher", lower, higher)
	case d.Strict && equal > 0:
		return fmt.Sprintf("%d values nearby are equal", equal)
	case !falls:
		return "the curve of descent does not descend"
	case d.Kind == NotCritical && d.Descent == nil:
		return "not critical, and no way down"
	case d.Kind == Saddle && d.Gradient == nil && separated(t, d.Point, r):
		return "all gradients nearby lie on one side of 0"
	}
	c, err := exact.Classify(t, d.Point)
	if err != nil {
		return ""
	}
	for kind, k := range map[Kind]exact.Kind{NotCritical: exact.NotCritical, Saddle: exact.Saddle, Minimum: exact.Minimum, Maximum: exact.Maximum, Constant: exact.Constant} {
		is, known := c.Is(k)
		if known && !is && d.Kind == kind || known && is && d.Kind != kind && d.Kind != Unknown && d.Kind != Constant {
			return "exact says " + c.String()
		}
	}
	return ""
}

// nearby returns a point at a distance of about 2⁻⁸ to 2⁻⁴⁰, on an axis, on a parabola, or anywhere.
func nearby(w []*big.Rat, r *rand.Rand, k int) []*big.Rat {
	t := big.NewRat(1, 1<<(8+8*(k%5)))
	out := make([]*big.Rat, len(w))
	for i := range w {
		step := new(big.Rat).Mul(t, big.NewRat(int64(r.IntN(9)-4), 4))
		if r.IntN(3) == 0 {
			step.Mul(step, t)
		}
		out[i] = step.Add(step, w[i])
	}
	if same(out, w) {
		out[0].Add(out[0], t)
	}
	return out
}

func same(a, b []*big.Rat) bool {
	for i := range a {
		if a[i].Cmp(b[i]) != 0 {
			return false
		}
	}
	return true
}

// descends reports whether L(w + δ(t)) is below L(w) by at least half of the first term at t = 2⁻³⁰.
func descends(tape *models.Tape, d Decision, here *big.Rat) (bool, error) {
	t := big.NewRat(1, 1<<30)
	w := make([]*big.Rat, len(d.Point))
	for i := range w {
		w[i] = new(big.Rat)
		if i < len(d.Descent.Delta) {
			for k := len(d.Descent.Delta[i]) - 1; k >= 0; k-- {
				w[i].Mul(w[i], t).Add(w[i], d.Descent.Delta[i][k])
			}
		}
		w[i].Add(w[i], d.Point[i])
	}
	loss, err := tape.ExactLoss(w)
	if err != nil {
		return false, err
	}
	half := new(big.Rat).Quo(d.Descent.Coefficient.Exact, big.NewRat(2, 1))
	for range d.Descent.Order {
		half.Mul(half, t)
	}
	return half.Sign() < 0 && loss.Sub(loss, here).Cmp(half) <= 0, nil
}

// separated reports whether a direction was found along which all of many gradients, at a distance
// of about 2⁻⁴⁰, fall by more than their limits can.
func separated(t *models.Tape, w []*big.Rat, r *rand.Rand) bool {
	var gradients [][]*big.Rat
	for k := range 200 {
		_, g, err := t.ExactGradient(nearby(w, r, 4+5*k))
		if err != nil {
			return false // a kink that is 0 on a whole side
		}
		gradients = append(gradients, g)
	}
	for range 100 {
		v, margin := nearby(make0(len(w)), r, 0), big.NewRat(-1, 1<<20)
		all := len(gradients) > 0
		for _, g := range gradients {
			all = all && dot(g, v).Cmp(margin) < 0
		}
		if all {
			return true
		}
	}
	return false
}

func make0(n int) []*big.Rat { return exact.Origin(n) }

// TestFunctionsAttack: verdicts on losses with functions agree with those of their Taylor
// polynomials, where the first term that is not 0 is of low order and decides both.
func TestFunctionsAttack(t *testing.T) {
	series := map[string]string{
		"sin(x)": "x-x^3/6+x^5/120", "tanh(x)": "x-x^3/3+2*x^5/15", "exp(x)-1": "x+x^2/2+x^3/6+x^4/24+x^5/120", "log(1+x)": "x-x^2/2+x^3/3-x^4/4+x^5/5",
		"atan(x)": "x-x^3/3+x^5/5", "1-cos(x)": "x^2/2-x^4/24", "sqrt(1+x)-1": "x/2-x^2/8+x^3/16-5*x^4/128+7*x^5/256", "sigmoid(x)-1/2": "x/4-x^3/48+x^5/480",
	}
	patterns, compared := []string{"(%s)*(%s)+y^2", "(%s)^2-y*(%s)", "(%s)*y^2", "(%s)-(%s)", "(%s)^3-(%s)^3"}, 0
	if testing.Short() {
		patterns = patterns[:2]
	}
	for name, polynomial := range series {
		for _, other := range []string{"sin(x)", "exp(x)-1", "1-cos(x)"} {
			with := series[other]
			for _, pattern := range patterns {
				fill := func(a, b string) string {
					if strings.Count(pattern, "%s") == 1 {
						return fmt.Sprintf(pattern, a)
					}
					return fmt.Sprintf(pattern, a, b)
				}
				a := mustDecide(t, fill(name, other)+"+0*x+0*y", "x=0, y=0")
				b := mustDecide(t, fill(polynomial, with)+"+0*x+0*y", "x=0, y=0")
				if a.Kind != Unknown && b.Kind != Unknown {
					compared++
					if (a.Kind != b.Kind || a.Strict != b.Strict) && b.Kind != Constant {
						t.Errorf("%v\nbut\n%v", a, b)
					}
				}
			}
		}
	}
	if compared < 10*len(patterns) {
		t.Errorf("only %d were compared", compared)
	}
}
