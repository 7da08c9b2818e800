package formula_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"saddle/models"
	"saddle/models/formula"
)

func rats(x ...int64) []*big.Rat {
	r := make([]*big.Rat, len(x))
	for i := range x {
		r[i] = big.NewRat(x[i], 1)
	}
	return r
}

// values are formulas at x = 2, y = 3.
var values = map[string]float64{
	"x + y*x - 1":                     7,
	"-x^2":                            -4,
	"(-x)^2":                          4,
	"x^y^0":                           2,
	"2^3^2":                           512,
	"x^-2":                            0.25,
	"x - y - x":                       -3,
	"x/y/x":                           1.0 / 3,
	"-x*y":                            -6,
	"x*-y":                            -6,
	"--x":                             2,
	"+x":                              2,
	"0.1*x":                           0.2,
	"1e-3*x":                          0.002,
	".5*x":                            1,
	"5.*x":                            10,
	"x² − y³":                         -23,
	"x²·y × 2":                        24,
	"x⁻¹":                             0.5,
	"(x+2)^(1/2)":                     2,
	"(x+2)^(3/2)":                     8,
	"(x+2)^(-1/2)":                    0.5,
	"max(x, y, 7)":                    7,
	"min(x, y)":                       2,
	"relu(-x)":                        0,
	"leakyrelu(-x,.1)":                -0.2,
	"abs(x-y)":                        1,
	"exp(log(x))":                     2,
	"tanh(x)":                         math.Tanh(2),
	"sigmoid(x)":                      1 / (1 + math.Exp(-2)),
	"softplus(x)":                     math.Log1p(math.Exp(2)),
	"sin(pi/x)":                       1,
	"cos(π)":                          -1,
	"acos(x/4)":                       math.Pi / 3,
	"atan(x-1)":                       math.Pi / 4,
	"atan2(x, x)":                     math.Pi / 4,
	"logsumexp(x, x)":                 2 + math.Ln2,
	"sqrt(x + 2)":                     2,
	"sum(i=1..3, i*x)":                12,
	"prod(i=1..3, x)":                 8,
	"sum(i=1..0, x)":                  0,
	"prod(i=2..1, x)":                 1,
	"sum(i=1..2, sum(j=i..2, x^i*j))": 3*2 + 2*4,
	"sum(i=-1..1, x^i)":               3.5,
}

// Text means what Go means by the same formula.
func TestValues(t *testing.T) {
	for text, want := range values {
		f, err := formula.Parse(text, "x", "y")
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := f.Tape().Loss([]float64{2, 3}); math.Abs(got-want) > 1e-15*max(1, math.Abs(want)) {
			t.Errorf("%s = %v, want %v", text, got, want)
		}
	}
}

// Decimals are exact.
func TestDecimalsAreExact(t *testing.T) {
	f, err := formula.Parse("0.1 + 0.2 - 0.3 + 1e-30 + 12.50E+1*x")
	if err != nil {
		t.Fatal(err)
	}
	loss, err := f.Tape().ExactLoss(rats(0))
	if want, _ := new(big.Rat).SetString("1e-30"); err != nil || loss.Cmp(want) != 0 {
		t.Error(loss, err)
	}
}

func TestNames(t *testing.T) {
	for text, want := range map[string]string{
		"b*a + b":                            "b a",
		"sum(i=1..3, w[i]) + w[2]":           "w[1] w[2] w[3]",
		"sum(i=1..2, w[i+1, 2*i-1] * w[-i])": "w[2,1] w[-1] w[3,3] w[-2]",
		"θ_1 + w₁ + été":                     "θ_1 w₁ été",
		"3":                                  "",
		"0*x":                                "x",
	} {
		f, err := formula.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := strings.Join(f.Names, " "); got != want || f.Tape().Dim() != len(f.Names) {
			t.Errorf("%s: names %q, want %q", text, got, want)
		}
	}
	f, err := formula.Parse("y + x", "x", "y", "z")
	if err != nil || !slices.Equal(f.Names, []string{"x", "y", "z"}) || f.Tape().Loss([]float64{1, 2, 4}) != 3 {
		t.Error(f, err)
	}
}

// refused are formulas with the column of what is wrong, and a part of what is said.
var refused = []struct {
	text   string
	column int
	says   string
}{
	{"(1 - w1*w2", 11, "the text ends here; want \")\""},
	{"tahn(x)", 1, "unknown function tahn; did you mean tanh?"},
	{"1 + ln(x)", 5, "did you mean log?"},
	{"ReLU(x)", 1, "did you mean relu?"},
	{"x(1+y)", 1, "for a product write x*(…)"},
	{"2x", 2, "write * for a product"},
	{"2 + * 3", 5, "want a number, a name or a function"},
	{"", 1, "the text ends here"},
	{"x)", 2, "never opened"},
	{"x $ y", 3, "'$' means nothing here"},
	{"1 + 1/0", 6, "division by 0"},
	{"1/(x*0)", 2, "division by 0"},
	{"0^-1", 2, "a negative power of 0"},
	{"(0*x)^(-1/2)", 6, "a negative power of 0"},
	{"log(0)", 1, "log is not defined at 0"},
	{"sqrt(1-2)", 1, "sqrt is not defined at -1"},
	{"(-1)^(1/2)", 5, "a root of -1"},
	{"acos(2)", 1, "acos is not defined at 2"},
	{"log(3 - pi)", 1, "not known to be a number"},
	{"1/(sqrt(4)-2)", 2, "not known to be a number"},
	{"x^y", 2, "exp(b*log(a))"},
	{"2^-x^2", 2, "exp(b*log(a))"},
	{"x^(1/3)", 2, "for a > 0 write exp(1/3*log(a))"},
	{"x^pi", 2, "must be a rational number"},
	{"x^1001", 2, "above 1000"},
	{"(x^100)^100", 8, "the degree here is above 1000"},
	{"9^9^9^9", 4, "above 1000"}, {"9^9^9", 2, "above 1000"}, {"9^999^2", 2, "above"}, {"(9^999)^9", 8, "too long"},
	{"1e999999999", 1, "too long"},
	{"1e-999999999*x", 1, "too long"},
	{"exp + 1", 1, "exp is a function; write exp(x)"},
	{"max()", 5, "want a number"},
	{"tanh(x, y)", 1, "tanh of 2 arguments; write tanh(x)"},
	{"leakyrelu(x, y)", 14, "slope"},
	{"sum(1..5, x)", 5, "begins with its index"},
	{"sum(i=1..n, x)", 10, "whole number"},
	{"sum(pi=1..2, x)", 5, "a meaning of its own"},
	{"w[1/2]", 4, "whole number"},
	{"w[x]", 3, "whole number"},
	{"sum(i=1..2, i[1])", 13, "i is a number here"},
	{"sum(i=1..2, i) + i", 18, "stands outside"},
	{"i + sum(i=1..2, i)", 5, "a parameter too"},
	{"w1 + w[1]", 6, "two names"},
	{"\t2 ** 3", 5, "want a number"},
	{"été $", 5, "means nothing here"},
	{"x == 2", 3, "want an operation"},
}

// What is refused, where, and what is said.
func TestErrors(t *testing.T) {
	for _, c := range refused {
		_, err := formula.Parse(c.text)
		var e formula.ErrSyntax
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", c.text, err)
		} else if e.Column != c.column || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want column %d and %q", c.text, err, c.column, c.says)
		}
	}
	for _, text := range []string{
		"sum(i=1..1000000000, x)", "sum(i=1..1000, sum(j=1..1000, x))", strings.Repeat("x+", 40000) + "x",
		"sum(i=1..100000, sum(j=1..0, x))",
	} {
		if _, err := formula.Parse(text); !errors.As(err, new(formula.ErrSize)) {
			t.Errorf("%.40s: %v", text, err)
		}
	}
	for _, text := range []string{strings.Repeat("(", 300) + "x", strings.Repeat("-", 30000) + "x", strings.Repeat("x^", 300) + "1"} {
		if _, err := formula.Parse(text); !errors.As(err, new(formula.ErrSyntax)) {
			t.Errorf("%.40s: %v", text, err)
		}
	}
}

// The names that are declared are all there are.
func TestDeclaredNames(t *testing.T) {
	for text, says := range map[string]string{
		"w1 + 1": "unknown name w1; did you mean w[1]?", "betta": "did you mean beta?", "q": "the names are w[1] beta",
		"sum(beta=1..2, 1)": "a parameter too",
	} {
		if _, err := formula.Parse(text, "w[1]", "beta"); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, names := range [][]string{{"x", "x"}, {"1"}, {"pi"}, {"exp"}, {"x+y"}, {""}, {"w[1, 2]"}, {"w[i]"}, {"-x"}} {
		if _, err := formula.Parse("1", names...); err == nil {
			t.Errorf("%q may be declared", names)
		}
	}
}

// The caret stands below what is wrong, behind a tab as well, and in long texts.
func TestCaret(t *testing.T) {
	for _, text := range []string{"a + $", "\ta\t+ $", "äöü + $", strings.Repeat("a + ", 100) + "$" + strings.Repeat(" + a", 100), "a\n + $"} {
		_, err := formula.Parse(text)
		lines := strings.Split(err.Error(), "\n")
		if len(lines) != 3 {
			t.Fatalf("%d lines: %v", len(lines), err)
		}
		shown, caret := []rune(lines[1]), []rune(lines[2])
		if at := slices.Index(caret, '^'); shown[at] != '$' || len(shown) > 90 {
			t.Errorf("%v", err)
		}
		for i, r := range caret {
			if (r == '\t') != (shown[i] == '\t') {
				t.Errorf("tabs differ: %q, %q", lines[1], lines[2])
			}
		}
	}
}

func TestPoint(t *testing.T) {
	names := []string{"x", "w[1,2]"}
	for text, want := range map[string]string{
		"0, 1/2": "[0/1 1/2]", "w[1,2]=0.1, x=-3": "[-3/1 1/10]", "1e-3,−2²": "[1/1000 -4/1]", " x = 1 , w[1, 1+1] = 2^-3": "[1/1 1/8]",
	} {
		got, err := formula.ParsePoint(text, names)
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: %v %v", text, got, err)
		}
	}
	for _, c := range []struct {
		text   string
		column int
		says   string
	}{
		{"1", 2, "no number for w[1,2]"}, {"1,2,3", 5, "more numbers than names"}, {"x=1, x=2", 6, "x is given twice"},
		{"x=1, z=2", 6, "unknown name z"}, {"x=1, 2", 6, "name all or none"}, {"1, x=2", 4, "name all or none"},
		{"1, pi", 4, "not a rational"}, {"1, y", 4, "y is not known to be a number"}, {"w[x]=1, x=1", 3, "not known"}, {"x=1,", 5, "want a number"}, {"", 1, "no number for x w[1,2]"},
		{"w[1,2]=1", 9, "no number for x"}, {"1 2", 3, "not expected"}, {"1, 1/0", 5, "division by 0"}, {"x=1, w12=2", 6, "unknown name"},
	} {
		_, err := formula.ParsePoint(c.text, names)
		var e formula.ErrSyntax
		if !errors.As(err, &e) || e.Column != c.column || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want column %d and %q", c.text, err, c.column, c.says)
		}
	}
	if p, err := formula.ParsePoint("", nil); err != nil || len(p) != 0 {
		t.Error(p, err)
	}
}

func TestBox(t *testing.T) {
	names := []string{"x", "y"}
	for text, want := range map[string]string{
		"-3..3": "[{-3/1 3/1} {-3/1 3/1}]", "0..1, 1/2..0.75": "[{0/1 1/1} {1/2 3/4}]", "y=0..1,x=-1..-1": "[{-1/1 -1/1} {0/1 1/1}]", "-3…3": "[{-3/1 3/1} {-3/1 3/1}]",
	} {
		got, err := formula.ParseBox(text, names)
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: %v %v", text, got, err)
		}
	}
	if box, err := formula.ParseBox("-3..3", nil); err != nil || len(box) != 0 {
		t.Errorf("no names: %v %v", box, err)
	}
	for text, says := range map[string]string{"3..-3": "ends before", "3": "want \"..\"", "x=0..1": "no number for y", "0..1,0..1,0..1": "more numbers"} {
		if _, err := formula.ParseBox(text, names); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// A formula that was traced by hand has the same tape.
func TestTapeIsTheTrace(t *testing.T) {
	f, err := formula.Parse("(1 - w1*w2)^2 + w1^2/3")
	if err != nil {
		t.Fatal(err)
	}
	byHand := models.Trace(2, func(w []models.Var) models.Var {
		one := models.Rat(1, 1)
		return one.Sub(w[0].Mul(w[1])).Sqr().Add(w[0].Sqr().Div(models.Rat(3, 1)))
	})
	if f.Tape().Listing() != byHand.Listing() {
		t.Errorf("%s\n%s", f.Tape().Listing(), byHand.Listing())
	}
}
