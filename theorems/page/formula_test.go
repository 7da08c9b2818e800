package page

import (
	"regexp"
	"strings"
	"testing"
)

// plainFormula takes the elements away and keeps the rows of tables apart.
func plainFormula(s string) string {
	s = strings.NewReplacer("</mtr>", ";", "</mtd><mtd>", " ").Replace(s)
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(s, "")
}

func TestFormula(t *testing.T) {
	for literal, want := range map[string]string{
		"3":                                   "3",
		"-0.25":                               "−0.25",
		"[]int{1, -2, 3}":                     "(1,−2,3)",
		"[][]int{{1, 2}, {3, 4}}":             "(1 2;3 4;)",
		"[][]int{{1, 2}, {3}}":                "((1,2),(3))",
		"[][]int{nil, {3}}":                   "((),(3))",
		"[][][]int{{{1}}, {{2}}}":             "((1;),(2;))",
		"Point{W: []int{0}, On: true}":        "W = (0);On = true;",
		"exact.Point{P: lab.Kind(2)}":         "P = 2;",
		"map[string]int{`a`: 1}":              "`a` ↦ 1;",
		"[]float64{math.Inf(-1), math.NaN()}": "(−∞,NaN)",
		"math.Copysign(0, -1)":                "−0",
		"(1 + 2i)":                            "1+2i",
		"1.0 / 3":                             "1.03",
		"[]int(nil)":                          "()",
		`"<b>"`:                               "&#34;&lt;b&gt;&#34;",
		"&Point{N: 1}":                        "N = 1;",
	} {
		if got := plainFormula(string(formula(literal))); got != want {
			t.Errorf("%s is %s, want %s", literal, got, want)
		}
	}
	for _, no := range []string{"", "…", "func() {}", "a * b", "x[0]", "[]int{1", "math.Sin(2)", "[]int{" + strings.Repeat("1, ", 500) + "}", strings.Repeat("(", 1<<15)} {
		if got := formula(no); got != "" {
			t.Errorf("%.20q is %.40s", no, got)
		}
	}
}
