package exact

import (
	"math/big"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"saddle/models"
)

type vars = []models.Var

var allKinds = []Kind{NotCritical, Minimum, Maximum, Saddle, Constant}

// answers are those to allKinds, as "y", "n" and "?".
func answers(c Classified) (s string) {
	for _, k := range allKinds {
		switch is, known := c.Is(k); {
		case !known && is:
			s += "!"
		case !known:
			s += "?"
		case is:
			s += "y"
		default:
			s += "n"
		}
	}
	return s
}

// What is known of part of a kind is known, and what was not decided is not denied.
func TestKindIsAsked(t *testing.T) {
	one := models.Rat(1, 1)
	hyperbola := func(w vars) models.Var { return one.Sub(w[0].Mul(w[1])).Sqr() } // least on w₁w₂ = 1
	high := func(x models.Var) models.Var { return x.Pow(99).Div(one.Add(x)) }    // of higher order than what is followed
	for _, c := range []struct {
		name           string
		f              func(vars) models.Var
		at             []int
		answers, class string
	}{
		{"x²+y²", func(w vars) models.Var { return models.Dot(w, w) }, []int{0, 0}, "nynnn", "minimum"},
		{"−x²−y²", func(w vars) models.Var { return models.Dot(w, w).Neg() }, []int{0, 0}, "nnynn", "maximum"},
		{"x²y²", func(w vars) models.Var { return w[0].Sqr().Mul(w[1].Sqr()) }, []int{0, 0}, "nynnn", "minimum"},
		{"−x²y²", func(w vars) models.Var { return w[0].Sqr().Mul(w[1].Sqr()).Neg() }, []int{0, 0}, "nnynn", "maximum"},
		{"xy", func(w vars) models.Var { return w[0].Mul(w[1]) }, []int{0, 0}, "nnnyn", "saddle"},
		{"x³", func(w vars) models.Var { return w[0].Pow(3) }, []int{0, 0}, "nnnyn", "saddle"},
		{"0", func(w vars) models.Var { return models.Rat(0, 1) }, []int{0, 0}, "nyyny", "constant"},
		{"x", func(w vars) models.Var { return w[0] }, []int{0, 0}, "ynnnn", "not critical"},
		{"(1−xy)²", hyperbola, []int{1, 1}, "nynnn", "minimum"},
		{"−(1−xy)²", func(w vars) models.Var { return hyperbola(w).Neg() }, []int{1, 1}, "nnynn", "maximum"},
		{"x¹⁸", func(w vars) models.Var { return w[0].Pow(18) }, []int{0, 0}, "nynnn", "minimum"},
		{"−x¹⁸", func(w vars) models.Var { return w[0].Pow(18).Neg() }, []int{0, 0}, "nnynn", "maximum"},
		{"x²−y¹⁶", func(w vars) models.Var { return w[0].Sqr().Sub(w[1].Pow(16)) }, []int{0, 0}, "nnnyn", "saddle"},
		{"x¹⁸−y²⁰", func(w vars) models.Var { return w[0].Pow(18).Sub(w[1].Pow(20)) }, []int{0, 0}, "nnnyn", "saddle"},
		{"y²⁰−x¹⁸", func(w vars) models.Var { return w[1].Pow(20).Sub(w[0].Pow(18)) }, []int{0, 0}, "nnnyn", "saddle"},
		{"x¹⁷", func(w vars) models.Var { return w[0].Pow(17) }, []int{0, 0}, "nnnyn", "saddle"},
		{"y²+x⁹⁹", func(w vars) models.Var { return w[1].Sqr().Add(w[0].Pow(99)) }, []int{0, 0}, "nnnyn", "saddle"},
		{"y²+x⁹⁹/(1+x)", func(w vars) models.Var { return w[1].Sqr().Add(high(w[0])) }, []int{0, 0}, "n?n?n", "minimum or saddle"},
		{"x⁹⁹/(1+x)−y²", func(w vars) models.Var { return high(w[0]).Sub(w[1].Sqr()) }, []int{0, 0}, "nn??n", "maximum or saddle"},
		{"Robinson", robinson, []int{0, 0, 0}, "nynnn", "minimum"},
	} {
		k, err := Classify(models.Trace(len(c.at), c.f), Point(c.at...))
		if err != nil || answers(k) != c.answers || k.Class() != c.class || !strings.HasPrefix(k.String(), c.class+": ") {
			t.Errorf("%s: %v, answers %s, want %s, %s; %v", c.name, k, answers(k), c.class, c.answers, err)
		}
		if is, known := k.Is(0); is || known {
			t.Errorf("%s: it is known whether it is of no kind", c.name)
		}
	}
	if c := (Classified{}); answers(c) != "?????" || c.Class() != "unknown" {
		t.Errorf("of a point that was not classified %s is known: %v", answers(c), c)
	}
}

// robinson is a form that is nowhere negative, and no sum of squares (R. M. Robinson 1973).
func robinson(w vars) models.Var {
	x, y, z := w[0].Sqr(), w[1].Sqr(), w[2].Sqr()
	mixed := models.Sum(x.Sqr().Mul(y.Add(z)), y.Sqr().Mul(z.Add(x)), z.Sqr().Mul(x.Add(y)))
	return models.Sum(x.Pow(3), y.Pow(3), z.Pow(3), models.Prod(models.Rat(3, 1), x, y, z)).Sub(mixed)
}

// A kind that can be compared would make "not decided" a kind.
func TestThereIsNoKindToCompare(t *testing.T) {
	for _, v := range []any{Classified{}} {
		for f := range reflect.TypeOf(v).NumField() {
			f := reflect.TypeOf(v).Field(f)
			if k := f.Type.Kind(); f.IsExported() && (f.Type == reflect.TypeFor[Kind]() || k == reflect.Bool) {
				t.Errorf("%T has the field %s", v, f.Name)
			}
		}
	}
	if s := Kind(0).String(); s != "Kind(0)" {
		t.Error(s)
	}
}

// No answer is against what the loss does at points near by.
func TestKindAgreesWithNeighbours(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	n := 200
	if testing.Short() {
		n = 60
	}
	seen := map[string]int{}
	for range n {
		powers := [][2]int{{2, 0}, {1, 1}, {0, 2}, {2, 1}, {0, 3}, {4, 0}, {2, 2}, {0, 4}, {1, 4}}
		coefficients := make([]models.Var, len(powers))
		for i := range coefficients {
			coefficients[i] = models.Rat([]int64{0, 0, 0, 1, 1, -1}[rng.IntN(6)], 1)
		}
		tape := models.Trace(2, func(w vars) models.Var {
			var sum models.Var
			for i, p := range powers {
				sum = sum.Add(coefficients[i].Mul(w[0].Pow(p[0])).Mul(w[1].Pow(p[1])))
			}
			return sum
		})
		c, err := Classify(tape, Origin(2))
		if err != nil {
			t.Fatal(err)
		}
		seen[c.Class()]++
		var lower, higher bool
		for range 40 {
			x := big.NewRat(int64(rng.IntN(33)-16), 1<<20)
			y := big.NewRat(int64(rng.IntN(33)-16), []int64{1 << 10, 1 << 15, 1 << 20}[rng.IntN(3)])
			l, err := tape.ExactLoss([]*big.Rat{x, y})
			if err != nil {
				t.Fatal(err)
			}
			lower, higher = lower || l.Sign() < 0, higher || l.Sign() > 0
		}
		a := answers(c)
		if lower && a[1] == 'y' || higher && a[2] == 'y' || (lower || higher) && a[4] == 'y' || a[0] == 'y' ||
			!lower && !higher && a[3] == 'y' {
			t.Errorf("%v: %s, and points near by are lower %v, higher %v", c, a, lower, higher)
		}
	}
	for _, class := range []string{"minimum or saddle", "maximum or saddle", "unknown"} {
		if seen[class] > 0 {
			t.Errorf("%d points of the plane are %s", seen[class], class)
		}
	}
	for _, class := range []string{"minimum", "maximum", "saddle"} {
		if seen[class] == 0 {
			t.Errorf("no point is of class %s: %v", class, seen)
		}
	}
}

// Where a loss has too many terms, the point is decided by what its operations show, or unknown, and soon.
func TestClassifyIsBounded(t *testing.T) {
	chain, err := models.NewChain(40, nil)
	if err != nil {
		t.Fatal(err)
	}
	ones := Origin(40)
	for _, x := range ones {
		x.SetInt64(1)
	}
	sums := func(w vars) models.Var { // 2²⁰ terms
		var factors []models.Var
		for i := range 20 {
			factors = append(factors, w[2*i].Add(w[2*i+1]))
		}
		return models.Prod(factors...)
	}
	squares := func(w vars) models.Var { // nowhere negative, which its operations do not show
		s := sums(w)
		return s.Sub(models.Rat(1, 1)).Mul(s).Add(s)
	}
	power := func(w vars) models.Var { return w[0].Pow(1 << 30) }
	for name, c := range map[string]struct {
		tape *models.Tape
		at   []*big.Rat
		want string
	}{
		"chain":           {chain.Tape(), ones, "minimum"},
		"product of sums": {models.Trace(40, sums), Origin(40), "saddle"},
		"its square":      {models.Trace(40, squares), Origin(40), "minimum or saddle"},
		"power":           {models.Trace(1, power), Origin(1), "minimum"},
		"odd power":       {models.Trace(1, func(w vars) models.Var { return power(w).Mul(w[0]) }), Origin(1), "unknown"},
	} {
		if testing.Short() && name == "its square" { // which takes all work that is allowed
			continue
		}
		start := time.Now()
		k, err := Classify(c.tape, c.at)
		if err != nil || k.Class() != c.want || k.Why == "" {
			t.Errorf("%s: %v, want %s; %v", name, k, c.want, err)
		}
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s: %v", name, d)
		}
	}
}

// What is no polynomial is decided alike.
func TestClassifyDivides(t *testing.T) {
	over := func(x, y models.Var) models.Var { return x.Div(models.Rat(1, 1).Add(y)) }
	for _, c := range []struct {
		name string
		f    func(vars) models.Var
		want string
	}{
		{"x²/(1+y²)", func(w vars) models.Var { return over(w[0].Sqr(), w[1].Sqr()) }, "minimum"},
		{"x²/(1+y²)+y²", func(w vars) models.Var { return over(w[0].Sqr(), w[1].Sqr()).Add(w[1].Sqr()) }, "minimum"},
		{"x²/(1+y²)−y²", func(w vars) models.Var { return over(w[0].Sqr(), w[1].Sqr()).Sub(w[1].Sqr()) }, "saddle"},
		{"x⁴/(1+x)", func(w vars) models.Var { return over(w[0].Pow(4), w[0]) }, "minimum"},
		{"(x²−y⁴)/(1+y)", func(w vars) models.Var { return over(w[0].Sqr().Sub(w[1].Pow(4)), w[1]) }, "saddle"},
		{"x/(1+y)", func(w vars) models.Var { return over(w[0], w[1]) }, "not critical"},
	} {
		k, err := Classify(models.Trace(2, c.f), Origin(2))
		if err != nil || k.Class() != c.want || k.Why == "" {
			t.Errorf("%s: %v, want %s; %v", c.name, k, c.want, err)
		}
	}
}
