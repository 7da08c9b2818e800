package formula_test

import (
	"slices"
	"strings"
	"testing"

	"saddle/models/formula"
)

// hostile are texts that parsers stumble over.
var hostile = []string{
	"", " ", "x", "-x^2", "2^-x^2", "a-b-c", "a-(b-c)", "a/(b/c)", "(a^2)^3", "a^2^3", "(-a)^2", "(a*b)^2", "a-(b+c)", "a*(b/c)", "-(a+b)", "-(a*b)", "(2^-1)^3", "(-1)^2", "--1", "- -x", "x^--2", "x^(1/2)^1", "1e999999999",
	"1e", "1e+", "1..2", "1.", ".", "..", "1.5.5", "9^9^9^9", "((((((((", strings.Repeat("(", 250) + "1", strings.Repeat("-", 500) + "1",
	strings.Repeat("x^", 250) + "1", "sum(i=1..1000000000, x)", "sum(i=1..3, w[i, i+1]*w[i+1])", "prod(i=1..0, x)", "sum(i=1..3, sum(i=1..2, i))",
	"sum(i=1..i, i)", "sum(sum=1..2, 1)", "w1 + w[1]", "w[w[1]]", "x²³ − y⁻¹ · π", "⁻", "²", "x⁺²", "é\u0301", "\xff\xfe", "\x00", "a\tb", "0^0", "0^-1",
	"1/(x-x)", "1/(0*x)", "log(sqrt(2)-sqrt(2))", "max(x,x)", "leakyrelu(x, 1)", "leakyrelu(x, 0*y)", "atan2(0,0)", "logsumexp(x)", "exp(exp(exp(99)))",
	"sum(i=1..400, 1/i)", "prod(i=1..900, 1/2)*x", "prod(i=1..2000, x)", "(x^1000)^1000", "x^1e3", "x^-1e3", "x^0.5", "x^1e-5", "0x10", "1_000", "x'", "|x|",
	"sum(i=-9..-7, w[i]^i)", "sum(i=1..200, sum(j=1..200, sum(k=1..200, 1)))", "pi[1]", "sum(i=1..2147483648, 1)", "sum(i=2147483647..2147483647, i*x)",
}

// FuzzParse: no text makes the parser panic, and what it reads is printed so that it reads the
// same: the text is a fixed point, and the tape has the same operations.
func FuzzParse(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, err := formula.Parse(text)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error that says nothing")
			}
			return
		}
		for _, names := range [][]string{nil, read.Names} {
			again, err := formula.Parse(read.String(), names...)
			if err != nil {
				t.Fatalf("%q is printed as %q: %v", text, read, err)
			}
			if again.String() != read.String() || !slices.Equal(again.Names, read.Names) {
				t.Errorf("%q: %q, then %q; names %q, then %q", text, read, again, read.Names, again.Names)
			}
			if again.Tape().Listing() != read.Tape().Listing() {
				t.Errorf("%q and %q have different tapes", text, read)
			}
		}
	})
}

// FuzzParsePoint: no text makes it panic, and a point has a number for each name.
func FuzzParsePoint(f *testing.F) {
	for _, text := range append(hostile, "1,2", "x=1,y=2", "y=2,x=1/3", "x=1", "x==1", "=", "x=", ",", "1,,2", "-3..3", "x=0..1,y=2..3") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		names := []string{"x", "y"}
		point, err := formula.ParsePoint(text, names)
		if err == nil && (len(point) != 2 || point[0] == nil || point[1] == nil) {
			t.Errorf("%q: %v", text, point)
		}
		box, err := formula.ParseBox(text, names)
		if err == nil && (len(box) != 2 || box[0].Lo.Cmp(box[0].Hi) > 0 || box[1].Lo.Cmp(box[1].Hi) > 0) {
			t.Errorf("%q: %v", text, box)
		}
	})
}
