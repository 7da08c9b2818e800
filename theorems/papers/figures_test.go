package papers

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems"
)

// pictures returns the figures of a claim by their names.
func pictures(t *testing.T, c theorems.Theorem, r theorems.Report) map[string]theorems.Figure {
	t.Helper()
	all, err := c.Pictures(r)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]theorems.Figure{}
	for _, f := range all {
		out[f.Name] = f
	}
	return out
}

// estimated is a report of a law.
var estimated = theorems.Report{Law: &theorems.Estimate{Runs: 1000, Mean: 0.15, Sequence: theorems.Region{Lo: 0.1, Hi: 0.2}}}

// Figures can be drawn, say what they are and what they hide, are small, rounded and the same
// each time, and those of a claim take no second, whatever the report.
func TestFigures(t *testing.T) {
	count := 0
	for i, c := range All {
		if testing.Short() && i%3 != 0 {
			continue
		}
		least := time.Hour // of several times, as the machine may be busy
		timed := func(r theorems.Report) ([]theorems.Figure, error) {
			begin := time.Now()
			defer func() { least = min(least, time.Since(begin)) }()
			return c.Pictures(r)
		}
		for _, r := range []theorems.Report{{}, estimated} {
			one, err := timed(r)
			if err != nil {
				t.Errorf("%s: %v", c.Info().Name, err)
			}
			if !testing.Short() && r.Law != nil {
				if again, err := timed(r); err != nil || !reflect.DeepEqual(one, again) {
					t.Errorf("%s: %v, or other figures the second time", c.Info().Name, err)
				}
			}
			count += len(one)
			for _, f := range one {
				checkFigure(t, c.Info().Name+", "+f.Name, f)
			}
		}
		if least > time.Second && !testing.Short() { // a short run may be one with the race detector
			t.Errorf("the figures of %s took %v", c.Info().Name, least)
		}
	}
	if count < 2*21 && !testing.Short() {
		t.Errorf("%d figures", count)
	}
}

func checkFigure(t *testing.T, name string, f theorems.Figure) {
	t.Helper()
	if f.Says == "" || f.Hides == "" || f.X.Label == "" || f.Y.Label == "" {
		t.Errorf("%s says too little", name)
	}
	numbers := 0
	rounded := func(x []float64) {
		numbers += len(x)
		if !slices.Equal(x, theorems.Rounded(x)) {
			t.Errorf("%s is not rounded: %v", name, x)
		}
	}
	for _, s := range f.Series {
		for _, x := range [][]float64{s.X, s.Y, s.Lo, s.Hi} {
			rounded(x)
		}
	}
	if f.Field != nil {
		if len(f.Field.X) > 61 || len(f.Field.Y) > 61 {
			t.Errorf("%s has a field of %d × %d points", name, len(f.Field.X), len(f.Field.Y))
		}
		for _, z := range f.Field.Z {
			rounded(z)
		}
	}
	if numbers > 4000 {
		t.Errorf("%s has %d numbers", name, numbers)
	}
}

// series returns that whose name begins so.
func series(t *testing.T, f theorems.Figure, prefix string) theorems.Series {
	t.Helper()
	for _, s := range f.Series {
		if strings.HasPrefix(s.Name, prefix) {
			return s
		}
	}
	t.Fatalf("%s has no series %q", f.Name, prefix)
	return theorems.Series{}
}

// falls reports whether numbers fall, each by more than what rounding may hide of a fall.
func falls(y []float64) bool {
	for i := 1; i < len(y); i++ {
		if !(y[i] < y[i-1]) {
			return false
		}
	}
	return true
}

// Along the curves the functions fall and rise, as the kind says that they do, and by formulas of
// our own: those of the deck, not those of models.Toys.
func TestKindFigures(t *testing.T) {
	formulas := map[string]func(x, y float64) float64{
		"bowl":          func(x, y float64) float64 { return x*x + 3*y*y },
		"saddle":        func(x, y float64) float64 { return -x*x + 3*y*y },
		"flat-bowl":     func(x, y float64) float64 { return x*x + y*y*y*y },
		"flat-saddle":   func(x, y float64) float64 { return x*x - y*y*y*y },
		"flat-hill":     func(x, y float64) float64 { return -x*x*x*x - y*y*y*y },
		"monkey-saddle": func(x, y float64) float64 { return x*x*x - 3*x*y*y },
	}
	all := pictures(t, KindsOfTheExamples, theorems.Report{})
	if len(all) != len(formulas) {
		t.Errorf("%d figures", len(all))
	}
	for name, f := range formulas {
		picture := all[name]
		for i, y := range picture.Field.Y {
			for j, x := range picture.Field.X {
				if math.Abs(picture.Field.Z[i][j]-f(x, y)) > 1e-3*math.Abs(f(x, y)) {
					t.Fatalf("%s at (%v, %v): %v, want %v", name, x, y, picture.Field.Z[i][j], f(x, y))
				}
			}
		}
		moves := map[string]bool{}
		for _, s := range picture.Series {
			if s.Mark == theorems.Points {
				continue
			}
			verb := strings.Fields(s.Name)[1]
			values := make([]float64, len(s.X))
			for i := range values {
				values[i] = f(s.X[i], s.Y[i])
				if verb == "rises:" {
					values[i] = -values[i]
				}
			}
			if moves[verb] = true; values[0] != 0 || !falls(values) {
				t.Errorf("%s: along %q it changes by %v", name, s.Name, values)
			}
		}
		kind := "saddle"
		switch {
		case !moves["falls:"]:
			kind = "minimum"
		case !moves["rises:"]:
			kind = "maximum"
		}
		if !strings.Contains(picture.Says, "is a "+kind+",") || slices.Contains(picture.Field.Levels, 0) != (kind == "saddle") {
			t.Errorf("%s: %s, levels %v, %v", name, picture.Says, picture.Field.Levels, moves)
		}
	}
	twin := pictures(t, SecondOrderTestDecides, theorems.Report{})["same-hessian"]
	if a, b := twin.Series[0].Y, twin.Series[1].Y; slices.Min(a) != 0 || slices.Max(b) != 0 || a[0] != 1 || b[0] != -1 {
		t.Errorf("%v %v", a, b)
	}
}

// One descent ends in the saddle and stays there, the other stands still near its level and
// ends at loss 0; both fall with every step but for rounding.
func TestEscape(t *testing.T) {
	all := pictures(t, MoreThanTwoHiddenLayers, theorems.Report{})
	plane, time := all["escape"], all["escape-in-time"]
	for i, s := range chainStarts {
		path := series(t, plane, s.name)
		d := walk(chainOf(2), s.w, chainRate, chainSteps)
		for k := range d.loss[1:] {
			if d.loss[k+1] > d.loss[k]*(1+1e-15) {
				t.Errorf("%s, step %d: the loss rises to %v", s.name, k, d.loss[k+1])
			}
		}
		for k := range path.X {
			x, y := path.X[k], path.Y[k]
			if l := (1 - x*y) * (1 - x*y); math.Abs(l-series(t, time, s.name).Y[k]) > 2e-3 {
				t.Errorf("%s, step %d: L(%v, %v) = %v", s.name, k, x, y, l)
			}
		}
		last := len(path.X) - 1
		if end := math.Hypot(path.X[last], path.Y[last]); i == 0 && (end > 1e-4 || path.X[20] != -path.Y[20]) || i > 0 && math.Abs(path.X[last]*path.Y[last]-1) > 1e-3 {
			t.Errorf("%s ends at (%v, %v)", s.name, path.X[last], path.Y[last])
		}
	}
	still := 0
	for _, l := range series(t, time, chainStarts[1].name).Y {
		if math.Abs(l-1) < 0.05 {
			still++
		}
	}
	if still*chainEvery < 30 {
		t.Errorf("the loss stands still for %d steps", still*chainEvery)
	}
	if !slices.Contains(plane.Field.Levels, 1) {
		t.Errorf("no level line through the saddle: %v", plane.Field.Levels)
	}
}

// The curve falls, the orders are slopes, and the more weights the longer the plateau.
func TestFlatFigures(t *testing.T) {
	all := pictures(t, ChainSaddlesAreFlat, theorems.Report{})
	path := all["flat-saddle"].Series[0]
	values := make([]float64, len(path.X))
	for i := range values {
		p := path.X[i] * path.Y[i] * path.Y[i]
		values[i] = (1 - p) * (1 - p)
	}
	if !falls(values) || values[0] != 1 || !strings.Contains(all["flat-saddle"].Hides, "0 negative, 3 zero, 0 positive") {
		t.Errorf("along the curve the loss is %v", values)
	}
	left := -1.0
	for k, d := range flatDepths {
		s := all["flat-orders"].Series[k]
		slope := math.Log(s.Y[3]/s.Y[0]) / math.Log(s.X[3]/s.X[0])
		if s.Name != fmt.Sprintf("d = %d", d) || math.Abs(slope-float64(d)) > 2e-3 {
			t.Errorf("%s has slope %v", s.Name, slope)
		}
		p := all["flat-plateaus"].Series[k]
		at := slices.IndexFunc(p.Y, func(l float64) bool { return l < 0.5 })
		if at < 0 || p.X[at] <= left || p.Y[len(p.Y)-1] > 1e-6 {
			t.Errorf("%s leaves the plateau at %v, after %v; it ends at %v", p.Name, at, left, p.Y[len(p.Y)-1])
		}
		left = p.X[at]
	}
}

func TestNewtonFigure(t *testing.T) {
	f := pictures(t, NewtonTakesOneStepOnAQuadratic, theorems.Report{})["newton-step"]
	d := series(t, f, "gradient descent")
	values := make([]float64, len(d.X))
	for i := range values {
		values[i] = -d.X[i]*d.X[i] + 3*d.Y[i]*d.Y[i]
	}
	if !falls(values) || values[len(values)-1] > -5 {
		t.Errorf("along the descent f is %v", values)
	}
	// Newton: (x − 2x/2, y − 6y/6) = 0
	if n := series(t, f, "Newton"); n.X[1] != 0 || n.Y[1] != 0 || n.X[0] != d.X[0] || n.Y[0] != d.Y[0] {
		t.Errorf("%+v", n)
	}
}

// The exact probabilities lie below those of independent signs from N = 2 on, and the estimate is
// that of the report, if there is one.
func TestLadder(t *testing.T) {
	for n, c := range map[int]theorems.Theorem{2: GOE2PositiveDefinite, 3: GOE3PositiveDefinite} {
		f := pictures(t, c, estimated)["ladder"]
		exact, signs, measured := series(t, f, "exact"), series(t, f, "2^−N"), series(t, f, "1000 matrices")
		if want := []float64{0.5, 0.1464, 0.02492}; !slices.Equal(exact.Y, want) || signs.Y[0] != 0.5 || exact.Y[1] >= signs.Y[1] || exact.Y[2] >= signs.Y[2] {
			t.Errorf("%v beside %v", exact.Y, signs.Y)
		}
		if measured.X[0] != float64(n) || measured.Y[0] != 0.15 || measured.Lo[0] != 0.1 || measured.Hi[0] != 0.2 {
			t.Errorf("%+v", measured)
		}
		for _, e := range []*theorems.Estimate{nil, {}, {Runs: 9, Mean: 0.1, Sequence: theorems.Region{Hi: 1}}} {
			if f := pictures(t, c, theorems.Report{Law: e})["ladder"]; len(f.Series) != 3 {
				t.Errorf("%+v: %d series", e, len(f.Series))
			}
		}
	}
}

// The eigenvalues are those of the net in float64, at the points written out, and their exact
// signs agree. At the global minimum, where the product is a submersion, the rank is 4 = 2·2.
func TestHessianFigures(t *testing.T) {
	f := pictures(t, LinearMinimaAreGlobal, theorems.Report{})["hessians"]
	m, err := models.NewDeepLinear([]int{2, 2, 2, 2}, [][]float64{{1, 0}, {0, 1}}, [][]float64{{2, 0}, {0, 1}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	points := map[string][]float64{ // W1, W2, W3, each by rows
		"global":     {2, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1},
		"strict":     {2, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0},
		"non-strict": {2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0},
	}
	for name, want := range map[string][3]int{"global": {0, 8, 4}, "strict": {1, 7, 4}, "non-strict": {0, 9, 3}} {
		s := series(t, f, name)
		values := must(spectra.Eigenvalues(models.Hessian(m, points[name])))(t)
		for i, v := range values {
			if math.Abs(v-s.Y[i]) > 1e-3 {
				t.Errorf("%s: eigenvalue %d is %v, of the net in float64 %v", name, i, s.Y[i], v)
			}
		}
		var got [3]int
		for _, x := range s.Y {
			got[1+btoi(x > 0)-btoi(x < 0)]++
		}
		if got != want || !slices.IsSorted(s.Y) || !strings.HasSuffix(s.Name, fmt.Sprintf("%d negative, %d zero, %d positive", want[0], want[1], want[2])) {
			t.Errorf("%s: %v", s.Name, s.Y)
		}
	}
	k := pictures(t, ZeroHessianFromTwoHiddenLayers, theorems.Report{})["kernel"]
	for i := range deepest {
		H := float64(i + 1)
		if got, want := series(t, k, "at the global minimum").Y[i], 1-4/(4*(H+1)); math.Abs(got-want) > 1e-4 {
			t.Errorf("H = %v: %v, want %v", H, got, want)
		}
		if got := series(t, k, "at the origin").Y[i]; got != float64(btoi(i > 0)) {
			t.Errorf("H = %v: at the origin %v", H, got)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The local minimum is the line of least squares 1/2·x − 1/6, the better point goes through
// the samples, and between them is a hill.
func TestBadMinimumFigures(t *testing.T) {
	all := pictures(t, ReLUNetsHaveBadMinima, theorems.Report{})
	fits := all["bad-minimum"]
	line, better, samples := series(t, fits, "local minimum, loss 1/12"), series(t, fits, "better point, loss 0"), series(t, fits, "samples")
	for i, x := range line.X {
		if x >= 0 && x <= 2 && math.Abs(line.Y[i]-(x/2-1.0/6)) > 1e-3 {
			t.Errorf("at %v the line is %v", x, line.Y[i])
		}
		for k, at := range samples.X {
			if x == at && better.Y[i] != samples.Y[k] {
				t.Errorf("at %v the better point is %v", x, better.Y[i])
			}
		}
	}
	at := valuesOf(all["bad-minimum-profile"].Series[0])
	if math.Abs(at(0)-1.0/12) > 1e-4 || math.Abs(at(1)) > 1e-9 || at(0.3) <= at(0) || at(-0.1) <= at(0) {
		t.Errorf("%+v", all["bad-minimum-profile"])
	}
}

// valuesOf returns y where a series has x.
func valuesOf(s theorems.Series) func(x float64) float64 {
	return func(x float64) float64 { return s.Y[slices.Index(s.X, x)] }
}

// Half way the two units are one that is 0: the loss is Σ y² = 10.
func TestPermutedFigure(t *testing.T) {
	f := pictures(t, PermutationsOfUnits, theorems.Report{})["permuted"]
	if at := valuesOf(f.Series[0]); at(0) != 0 || at(1) != 0 || at(0.5) != 10 || at(0.2) != at(0.8) {
		t.Errorf("%+v", f)
	}
}

// The eigenvalues are −2|k|, 0 and 2|k|; the probabilities are those of layers one by one.
func TestAxisAndDeadFigures(t *testing.T) {
	axis := pictures(t, HessianOnTheAxisIsMinus2K, theorems.Report{})["axis"]
	for i, s := range axis.Series {
		for j, k := range s.X {
			if want := float64(2*(i-1)) * math.Abs(k); math.Abs(s.Y[j]-want) > 1e-3 {
				t.Errorf("%s at %v: %v", s.Name, k, s.Y[j])
			}
		}
	}
	dead := pictures(t, BornDead, theorems.Report{})["born-dead"]
	for i, s := range dead.Series {
		alive := 1.0
		for layers, k := 1, 0; k < len(s.X); layers++ {
			if alive *= 1 - math.Ldexp(1, -deadNets[i][0]); float64(layers) == s.X[k] {
				if math.Abs(s.Y[k]-(1-alive)) > 1e-4 {
					t.Errorf("%s, L = %d: %v, want %v", s.Name, layers, s.Y[k], 1-alive)
				}
				k++
			}
		}
	}
}

// The entry is −2k; the averages are within a unit, but two of those printed; λ_min changes its sign from k =
// 5 to 6, and the ways begin at the objective of the minimum and end at 0.
func TestFiguresOfPrintedNumbers(t *testing.T) {
	entry := pictures(t, HessianOnTheAxisIsMinus2, theorems.Report{})["printed-entry"]
	for i, k := range entry.Series[0].X {
		if entry.Series[0].Y[i] != -2*k || entry.Series[2].Y[i] != -2 {
			t.Errorf("k = %v: %v", k, entry.Series[0].Y[i])
		}
	}
	f := pictures(t, CorrectedAverages, theorems.Report{})["corrected-averages"]
	for i := range f.Series[0].Y {
		if printed, right := math.Abs(f.Series[0].Y[i]), math.Abs(f.Series[1].Y[i]); right > 1 || (printed > 1) != (i < 2) {
			t.Errorf("row %d: %v, put right %v", i+1, printed, right)
		}
	}
	all := pictures(t, SpuriousMinimaFromK6, theorems.Report{})
	for i, k := range all["smallest-eigenvalue"].Series[0].X {
		if y := all["smallest-eigenvalue"].Series[0].Y[i]; (y > 0) != (k >= 6) {
			t.Errorf("k = %v: λ_min = %v", k, y)
		}
	}
	for _, s := range all["way-to-the-global-minimum"].Series {
		if at := valuesOf(s); math.Abs(at(1)) > 1e-12 || at(0) < 0.01 || s.Name == "k = 6" && at(0) != 0.02508 || at(0.1) <= at(0) {
			t.Errorf("%s: from %v by %v to %v", s.Name, at(0), at(0.1), at(1))
		}
	}
}
