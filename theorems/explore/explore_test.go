package explore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"saddle/models"
	"saddle/models/formula"
	"saddle/spectra"
	"saddle/theorems/decide"
)

func mustSearch(t testing.TB, text string, o *Options) (Map, *models.Tape) {
	t.Helper()
	f, err := formula.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Formula(context.Background(), f, o)
	if err != nil {
		t.Fatal(err)
	}
	return m, f.Tape()
}

const himmelblau = "(x^2+y-11)^2+(x+y^2-7)^2"

// summary counts rows, as "4 strict minimum certified".
func summary(m Map) map[string]int {
	count := map[string]int{}
	for _, r := range m.Rows {
		key := r.kind()
		if r.Continuum {
			key += "s"
		}
		count[key]++
	}
	return count
}

// TestKnown: losses of which all critical points are known.
func TestKnown(t *testing.T) {
	starts := 60
	if testing.Short() {
		starts = 20
	}
	for text, want := range map[string]map[string]int{
		himmelblau:                           {"strict minimum": 4, "saddle": 4, "strict maximum": 1},
		"(1-w1*w2)^2":                        {"minimums": 1, "saddle": 1},
		"(x^2+y^2-1)^2":                      {"minimums": 1, "strict maximum": 1},
		"x^4-2*x^2+y^4-2*y^2":                {"strict minimum": 1, "saddle": 1, "strict maximum": 1}, // of four, four and one
		"(w1*w2-1)^2+(w1^2+w2^2)/10":         {"strict minimum": 1, "saddle": 1},
		"x^3-3*x*y^2":                        {"saddle": 1},
		"x^2+y^4":                            {"strict minimum": 1},
		"x":                                  {},
		"3":                                  {"constant": 1},
		"abs(x)+abs(y-1)+x^2":                {"strict minimum": 1},
		"log(x)^2+y^2":                       {"strict minimum": 1},
		"exp(x)-x+cosine^2":                  {"strict minimum": 1},
		"(1-w1*w2)^2+(1-w1*w2)^4":            {"minimums": 1, "saddle": 1},
		"-(x^2+y^2)^2":                       {"strict maximum": 1},
		"softplus(x)+softplus(-x)+(y-x)^2/2": {"strict minimum": 1},
	} {
		m, tape := mustSearch(t, text, &Options{Starts: starts, Seed: 1})
		if got := summary(m); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v\n%v", text, got, want, m)
		}
		verify(t, tape, m)
	}
}

// verify looks at every row again.
func verify(t *testing.T, tape *models.Tape, m Map) {
	t.Helper()
	ends := m.Left + m.Stuck + m.Undefined
	for i, r := range m.Rows {
		ends += r.Found
		if r.Grade == decide.Exact && r.Gradient != nil {
			_, g, err := tape.ExactGradient(r.Point)
			for _, x := range g {
				if x.Sign() != 0 {
					t.Errorf("%s: the gradient at %v is %v, %v", m.Formula, r.Point, g, err)
				}
			}
		}
		if r.Near == nil {
			continue
		}
		values, err := spectra.Eigenvalues(models.Hessian(tape, r.Near.W))
		if err != nil {
			t.Fatal(err)
		}
		negative := 0
		for _, x := range values {
			if x < 0 {
				negative++
			}
		}
		if negative != r.Near.Inertia.Neg {
			t.Errorf("%s: %d negative eigenvalues at %v, proved %v", m.Formula, negative, r.Near.W, r.Near.Inertia)
		}
		for _, other := range m.Rows[:i] {
			if other.Near != nil && overlap(r.Near.W, other.Near.W, r.Near.R+other.Near.R) {
				t.Errorf("%s: two rows may be one point: %v and %v", m.Formula, r.Near.W, other.Near.W)
			}
		}
	}
	if ends != m.Walks || m.Walks < 2*m.Starts {
		t.Errorf("%s: %d ends of %d walks from %d starts", m.Formula, ends, m.Walks, m.Starts)
	}
}

func overlap(a, b []float64, r float64) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > r {
			return false
		}
	}
	return true
}

// The result is the same for any number of workers, and another for another seed.
func TestWorkers(t *testing.T) {
	read := func(o Options) string {
		m, _ := mustSearch(t, himmelblau, &o)
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	one := read(Options{Starts: 40, Workers: 1})
	if many := read(Options{Starts: 40, Workers: 7}); many != one {
		t.Errorf("%s\n%s", one, many)
	}
	if other := read(Options{Starts: 40, Seed: 1}); other == one {
		t.Error("the seed does not matter")
	}
	if !strings.HasPrefix(one, `{"format":"saddle-explore/1","formula":"(x^2 + y - 11)^2 + (x + y^2 - 7)^2","names":["x","y"],"box":[["-3","3"],["-3","3"]],"seed":0,"starts":40,`) {
		t.Error(one)
	}
}

// A context that ends leaves what was found, and the progress is told.
func TestContext(t *testing.T) {
	f, err := formula.Parse(himmelblau)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	m, err := Formula(ctx, f, &Options{Starts: 100000, Workers: 1, Progress: func(done, all int) {
		if all != 100000 {
			t.Error(all)
		}
		if done == 20 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || m.Starts < 20 || m.Starts == 100000 || len(m.Rows) == 0 {
		t.Error(err, m.Starts)
	}
	for name, o := range map[string]Options{"Starts": {Starts: -1}, "Box": {Box: make([]formula.Range, 1)}, "Box[0]": {Box: make([]formula.Range, 2)}} {
		var bad models.ErrArgument
		if _, err := Formula(context.Background(), f, &o); !errors.As(err, &bad) || bad.Arg != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Symmetries are those of the loss, and an orbit has all images.
func TestSymmetries(t *testing.T) {
	for text, c := range map[string]struct {
		at    []float64
		orbit int
	}{
		"x^2+y^2+z^2":                   {[]float64{1, 2, 3}, 48},
		"x^4-2*x^2+y^4-2*y^2":           {[]float64{1, 0}, 4},
		"(1-w1*w2)^2":                   {[]float64{2, 0.5}, 4},
		"x+y^2":                         {[]float64{1, 1}, 2},
		"x+2*y^3":                       {[]float64{1, 1}, 1},
		"(a*tanh(x)+b*tanh(y)-1)^2+a^2": {[]float64{1, 2, 3, 4}, 1}, // names: a x b y
		"(a*tanh(x)+b*tanh(y)-1)^2":     {[]float64{1, 2, 3, 4}, 2},
		"relu(x)+relu(y)":               {[]float64{1, 2}, 2},
	} {
		f, err := formula.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		images := orbit(symmetriesOf(f.Tape()), c.at)
		if len(images) != c.orbit {
			t.Errorf("%s: %d images %v, want %d", text, len(images), images, c.orbit)
		}
		for _, w := range images {
			if a, b := f.Tape().Loss(w), f.Tape().Loss(c.at); math.Abs(a-b) > 1e-12*(1+math.Abs(b)) {
				t.Errorf("%s: %v at %v, %v at %v", text, a, w, b, c.at)
			}
		}
	}
}

// An orbit that is too large is not counted to its end, and the table says so.
func TestLargeOrbit(t *testing.T) {
	f, err := formula.Parse("sum(i=1..8, w[i]^4)")
	if err != nil {
		t.Fatal(err)
	}
	w := []float64{1, 1, 1, 1, 1, 2, 3, 4}
	images := orbit(symmetriesOf(f.Tape()), w) // 2⁸ · 336 in all
	row := Row{Orbit: len(images), Seen: 1}
	if len(images) != mostImages || row.orbit() != "1/4096+" {
		t.Error(len(images), row.orbit())
	}
}

// Without parameters there is one point and no box; digits that are not known are not shown.
func TestTable(t *testing.T) {
	for text, kind := range map[string]string{"3": "constant", "exp(1)": "constant"} {
		m, _ := mustSearch(t, text, &Options{Starts: 2})
		if s := summary(m); s[kind] != 1 || len(s) != 1 || !strings.Contains(m.String(), "\n2 starts, seed 0\n") {
			t.Error(m)
		}
	}
	m, _ := mustSearch(t, "x^3-1e-9*x", &Options{Starts: 10})
	for _, r := range m.Rows {
		x, err := strconv.ParseFloat(r.coordinate(0), 64)
		digits := len(strings.Trim(strings.Split(r.coordinate(0), "e")[0], "-.")) - strings.Count(r.coordinate(0), ".")
		if want := math.Sqrt(1e-9 / 3); err != nil || r.Near == nil || math.Abs(math.Abs(x)-want) > want*math.Pow10(1-digits) {
			t.Errorf("%s is shown, %v is right", r.coordinate(0), want)
		}
	}
	if len(m.Rows) != 2 {
		t.Error(m)
	}
}

func TestSimplest(t *testing.T) {
	for _, c := range []struct {
		x, distance float64
		most        int64
		want        string
	}{{0.3333333333, 1e-9, 100, "1/3"}, {2.9999999999, 1e-9, 100, "3"}, {-0.125, 1e-9, 100, "-1/8"}, {math.Pi, 1e-9, 100, "none"}, {math.Pi, 1e-2, 10, "22/7"}, {1e300, 1, 5, "none"}} {
		got := "none"
		if r := simplest(c.x, c.distance, c.most); r != nil {
			got = r.RatString()
		}
		if got != c.want {
			t.Errorf("%v: %s, want %s", c.x, got, c.want)
		}
	}
}

// Ways start where they should and fall; heights are the loss, row by row.
func TestPicture(t *testing.T) {
	f, err := formula.Parse("x^2-y^2+y^4+log(3-x)*0")
	if err != nil {
		t.Fatal(err)
	}
	ways := WaysFrom(f.Tape(), []float64{0.5, 0.1}, 30)
	for _, way := range [][][]float64{ways.Descent.Points, ways.Free.Points} {
		last := way[len(way)-1]
		if way[0][0] != 0.5 || math.Abs(f.Tape().Loss(last)+0.25) > 1e-6 {
			t.Errorf("from %v to %v", way[0], last)
		}
	}
	box, err := formula.ParseBox("0..2, -1..1", f.Names)
	if err != nil {
		t.Fatal(err)
	}
	heights := Heights(f.Tape(), box, 3, 5)
	if len(heights) != 5 || len(heights[0]) != 3 || heights[1][2] != f.Tape().Loss([]float64{2, -0.5}) {
		t.Error(heights)
	}
	g, err := formula.Parse("log(x)+1/y")
	if err != nil {
		t.Fatal(err)
	}
	if h := Heights(g.Tape(), box, 2, 3); !math.IsNaN(h[0][0]) || !math.IsNaN(h[1][1]) {
		t.Error(h)
	}
}

func ExampleFormula() {
	loss, err := formula.Parse("(1 - w1*w2)^2 + (w1^2 + w2^2)/8")
	if err != nil {
		fmt.Println(err)
		return
	}
	found, err := Formula(context.Background(), loss, &Options{Starts: 50})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range found.Rows {
		fmt.Printf("%s %s, %d of %d found\n", r.Grade, r.Kind, r.Seen, r.Orbit)
	}
	// Output:
	// certified minimum, 2 of 2 found
	// exact saddle, 1 of 1 found
}
