package theorems

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"saddle/theorems/testdata/lab"
	"saddle/theorems/testdata/lab/points"
)

const labPath = "saddle/theorems/testdata/lab"

// A literal must be Go that makes the same value.
func TestLiteral(t *testing.T) {
	type inner struct{ A, B []int }
	type outer struct {
		inner
		N    int
		S    string
		Rows [][]int
		L    []inner
	}
	for want, x := range map[string]any{
		"3":                                      3,
		`"a"`:                                    "a",
		"[]int(nil)":                             []int(nil),
		"[]int{}":                                []int{},
		"[2]int{0, -1}":                          [2]int{0, -1},
		"[][]int{nil, {}, {1}}":                  [][]int{nil, {}, {1}},
		"inner{}":                                inner{},
		"Net{Widths: []int{1}, X: [][]int{{0}}}": Net{Widths: []int{1}, X: [][]int{{0}}},
		`outer{S: "(nil)", L: []inner{{A: []int{1}}, {}}}`: outer{S: "(nil)", L: []inner{{A: []int{1}}, {}}},
		"nil": nil,
	} {
		if got := literal(x); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Types keep the qualifiers that the package of the claim needs, whatever the
// type of the case.
func TestLiteralInThePackageOfTheClaim(t *testing.T) {
	negativeZero := math.Copysign(0, -1)
	for _, c := range []struct {
		x    any
		want string
	}{
		{points.Config{Kind: 3}, "points.Config{Kind: 3}"},
		{[]points.Config{{Widths: []int{1}}, {}}, "[]points.Config{{Widths: []int{1}}, {}}"},
		{points.Config{By: map[points.Name]points.Point{"b": {Y: 2}, "a": {}}}, `points.Config{By: map[points.Name]points.Point{"a": {}, "b": {Y: 2}}}`},
		{lab.Row{1, -0.5}, "Row{1, -0.5}"},
		{[]lab.Kind{3}, "[]Kind{3}"},
		{lab.Kind(3), "Kind(3)"},
		{points.Kind(3), "points.Kind(3)"},
		{time.Second, "time.Duration(1000000000)"},
		{uint8(3), "uint8(3)"},
		{[]uint8{255}, "[]uint8{255}"},
		{3.0, "3.0"},
		{[]float64{3, 0.1, 1e300}, "[]float64{3, 0.1, 1e+300}"},
		{float32(0.1), "float32(0.1)"},
		{math.NaN(), "math.NaN()"},
		{[]float64{math.NaN(), math.Inf(1), math.Inf(-1), negativeZero, 0}, "[]float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 0}"},
		{[]lab.Ratio{lab.Ratio(negativeZero)}, "[]Ratio{Ratio(math.Copysign(0, -1))}"},
		{points.Point{X: negativeZero}, "points.Point{X: math.Copysign(0, -1)}"},
		{[]float32{float32(math.Inf(-1))}, "[]float32{float32(math.Inf(-1))}"},
		{[]complex64{1 - 2i, complex(0, float32(negativeZero))}, "[]complex64{(1-2i), complex64(complex(0, math.Copysign(0, -1)))}"},
		{lab.Tree{Leaf: lab.Tree{Leaf: 3}}, "Tree{Leaf: Tree{Leaf: 3}}"},
		{[]any{1, nil, 1.0, points.Kind(2), []any{}, map[int]any(nil)}, "[]any{1, nil, 1.0, points.Kind(2), []any{}, map[int]any(nil)}"},
		{"say \"ä\"\n`\xff", "\"say \\\"ä\\\"\\n`\\xff\""},
		{lab.Pair[lab.Kind, points.Point]{First: 1}, "Pair[Kind, points.Point]{First: 1}"},
		{points.Box[[]lab.Pair[int, lab.Kind]]{}, "points.Box[[]Pair[int, Kind]]{}"},
		{struct{ A lab.Kind }{2}, "struct{ A Kind }{A: 2}"},
		{[]*int{nil}, "[]*int{nil}"},
		{[]any{(*lab.Kind)(nil)}, "[]any{(*Kind)(nil)}"},
	} {
		if got := literalIn(labPath, c.x); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
		if why := unprintable(labPath, c.x); why != "" {
			t.Errorf("%s: %s", c.want, why)
		}
	}
}

// What is no literal says so, and ends.
func TestUnprintable(t *testing.T) {
	type private struct{ n int }
	loop := make([]any, 2)
	loop[0], loop[1] = loop, loop
	n := 3
	for _, c := range []struct {
		x    any
		want string
	}{
		{&n, "*int is a ptr"},
		{[]any{1, &n}, "*int is a ptr"},
		{fmt.Print, "is a func"},
		{lab.Tree{Leaf: make(chan int)}, "chan int is a chan"},
		{private{1}, "unexported field n"},
		{[]private{{}, {1}}, "unexported field n"},
		{time.Unix(1, 2), "unexported field"},
		{loop, "nested deeper"},
		{[]any{io.EOF}, "*errors.errorString is a ptr"},
		{[]any{reflect.TypeFor[int]()}, "is a ptr"},
	} {
		if why := unprintable("saddle/theorems", c.x); !strings.Contains(why, c.want) {
			t.Errorf("%T: %q, want %q", c.x, why, c.want)
		}
	}
	if why := unprintable("saddle/theorems", private{}); why != "" {
		t.Errorf("a zero field is left out: %s", why)
	}
	if why := unprintable(labPath, private{}); !strings.Contains(why, "theorems.private is not exported") {
		t.Error(why)
	}
	if a, b := literalIn(labPath, &n), literalIn(labPath, new(int)); a != b {
		t.Errorf("an address shows: %s, %s", a, b)
	}
}

func TestUnprintableType(t *testing.T) {
	type tree struct{ Kids []tree }
	for _, x := range []any{1, "a", [2]int{}, struct{ A []string }{}, tree{}, map[string][]any{}, lab.Case{}} {
		if why := unprintableType(reflect.TypeOf(x)); why != "" {
			t.Errorf("%T: %s", x, why)
		}
	}
	for _, x := range []any{new(int), struct{ A map[int]*int }{}, map[chan int]int{}, struct{ a int }{}, fmt.Print, time.Time{}} {
		if unprintableType(reflect.TypeOf(x)) == "" {
			t.Errorf("%T passes as a literal", x)
		}
	}
}

func TestPackageOf(t *testing.T) {
	for i, f := range lab.Functions {
		if got := packageOf(f); got != labPath {
			t.Errorf("function %d is of %q", i, got)
		}
	}
	if got := packageOf(func() {}); got != "saddle/theorems" {
		t.Error(got)
	}
	for _, none := range []any{nil, (func())(nil), 3} {
		if got := packageOf(none); got != "" {
			t.Errorf("%v is of %q", none, got)
		}
	}
	c := Claim[points.Config]{Then: func(points.Config) Evidence { return Evidence{} }}
	if got := c.erased().literal(points.Config{}); got != "points.Config{}" || c.erased().unprintable(points.Config{}) != "" {
		t.Error(got)
	}
}

// Literals of random values compile in the package of the claim, and are those
// values.
func TestLiteralsCompile(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs the compiler")
	}
	var b strings.Builder
	b.WriteString("package lab\n\nimport (\n\t\"math\"\n\t\"time\"\n\n\t\"" + labPath + "/points\"\n)\n\n")
	b.WriteString("var _ = []any{math.Pi, time.Second, points.Point{}}\n\nvar Pasted = []struct{\n\tLiteral, Want string\n\tValue any\n}{\n")
	rng := rand.New(rand.NewPCG(1, 2))
	for range 15 {
		for _, zero := range lab.Cases {
			v := reflect.New(reflect.TypeOf(zero)).Elem()
			fill(rng, v, 4)
			text := literalIn(labPath, v.Interface())
			fmt.Fprintf(&b, "\t{%q, %q, %s},\n", text, lab.Dump(v.Interface()), text)
		}
	}
	b.WriteString("}\n")
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "theorems/testdata/lab"), os.DirFS("testdata/lab")); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod":                          "module saddle\n\ngo 1.26\n",
		"theorems/testdata/lab/pasted.go": b.String(),
		"main.go": `package main

import "` + labPath + `"

func main() {
	for _, p := range lab.Pasted {
		if got := lab.Dump(p.Value); got != p.Want {
			println(p.Literal, "is", got, "want", p.Want)
		}
	}
}
`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "go", "run", ".")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%.4000s", err, out)
	}
}

type Net struct {
	Widths []int
	X, Y   [][]int
}

// fill sets v to a random value with edges, no deeper than depth.
func fill(rng *rand.Rand, v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(rng.IntN(2) == 0)
	case reflect.String:
		v.SetString([]string{"", "a", "say \"ä\"\n`", "\xff\x00", "(nil)", "−∞", "\u2028\ufeff"}[rng.IntN(7)])
	case reflect.Interface:
		if depth > 0 && rng.IntN(4) > 0 {
			x := reflect.New(reflect.TypeOf(lab.Cases[rng.IntN(len(lab.Cases))])).Elem()
			fill(rng, x, depth-1)
			v.Set(x)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if rng.IntN(3) > 0 {
				fill(rng, v.Field(i), depth-1)
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(rng, v.Index(i), depth-1)
		}
	case reflect.Slice:
		if n := rng.IntN(4) - 1; n >= 0 && depth > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				fill(rng, v.Index(i), depth-1)
			}
		}
	case reflect.Map:
		if n := rng.IntN(4) - 1; n >= 0 && depth > 0 {
			v.Set(reflect.MakeMap(v.Type()))
			for range n {
				key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
				fill(rng, key, depth-1)
				fill(rng, value, depth-1)
				v.SetMapIndex(key, value)
			}
		}
	default:
		fillNumber(rng, v)
	}
}

func fillNumber(rng *rand.Rand, v reflect.Value) {
	float := func() float64 {
		edges := []float64{0, math.Copysign(0, -1), 1, -2, 0.1, math.Inf(1), math.Inf(-1), math.NaN(), 5e-324, 1e21, math.MaxFloat64, math.Pi}
		if i := rng.IntN(2 * len(edges)); i < len(edges) {
			return edges[i]
		}
		return math.Float64frombits(rng.Uint64())
	}
	bits := rng.Uint64() >> rng.IntN(64)
	switch {
	case v.CanInt():
		v.SetInt(int64(bits))
	case v.CanUint():
		v.SetUint(bits)
	case v.CanFloat():
		v.SetFloat(float())
	default:
		v.SetComplex(complex(float(), float()))
	}
}
