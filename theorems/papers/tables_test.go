package papers

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saddle/theorems"
	"saddle/theorems/tables"
)

var long = flag.Bool("long", false, "make runs again that take many seconds")

// shortest are cells, of which one run will do, of tables whose runs take long.
var shortest = map[string]string{
	"goodfellow2015/profiles-of-an-lstm":       "net=lstm-small,line=ends",
	"li2018/skip-connections-in-numbers":       "depth=3,skip=true",
	"li2018/shares-of-trajectories":            "method=sgd",
	"ainsworth2023/what-lies-between-two-nets": "width=2",
	"im2016/batch-norm":                        "depth=2,norm=kept",
	"pennington2017/index-of-random-tasks":     "n=4,m=16",
}

// Every table is listed under the key of its source, can be made, and its figures drawn.
func TestTables(t *testing.T) {
	names := map[string]bool{}
	for _, table := range Tables {
		in := table.Info()
		if key, _, ok := strings.Cut(in.Name, "/"); !ok || key != in.Source.Key || names[in.Name] || in.Says == "" {
			t.Errorf("%+v", in)
		}
		names[in.Name] = true
		o := tables.Options{Runs: 2, Cells: table.CellNames()[1:2]} // whose runs take little time
		if cell, ok := shortest[in.Name]; ok {
			o = tables.Options{Runs: 1, Cells: []string{cell}}
		}
		r, err := table.Make(t.Context(), o)
		if err != nil || len(r.Rows) != 1 || r.Rows[0].Runs != o.Runs || r.Missing != 0 {
			t.Errorf("%s: %+v, %v", in.Name, r.Rows, err)
		}
		for _, f := range r.Figures {
			if err := f.Check(); err != nil {
				t.Error(err)
			}
		}
	}
}

// made is a report as JSON.
func made[C, R any](t *testing.T, table tables.Table[C, R], o tables.Options) string {
	t.Helper()
	r, err := table.Make(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Runs that are made together are those that are made one by one.
func TestRunsTogetherAreRunsAlone(t *testing.T) {
	safran := tables.Options{Runs: 20, Cells: []string{"k=7", "k=8"}}
	swirszcz := tables.Options{Runs: 3, Cells: []string{"data=xor,h=3"}}
	if testing.Short() {
		safran.Cells, safran.Runs, swirszcz.Runs, swirszcz.Cells = safran.Cells[:1], 10, 2, []string{"data=xor,h=3,method=gd"}
	}
	one := SafranSpuriousMinima
	one.Batch = nil
	one.Run = func(ctx context.Context, c SafranCell, r theorems.Run) (SafranEnd, error) {
		out, err := SafranSpuriousMinima.Batch(ctx, c, []theorems.Run{r})
		return out[0], err
	}
	if a, b := made(t, one, safran), made(t, SafranSpuriousMinima, safran); a != b {
		t.Errorf("%s\n%s", a, b)
	}
	two := SwirszczConvergence
	two.Batch = nil
	two.Run = func(ctx context.Context, c SwirszczCell, r theorems.Run) (SwirszczEnd, error) {
		out, err := SwirszczConvergence.Batch(ctx, c, []theorems.Run{r})
		return out[0], err
	}
	if a, b := made(t, two, swirszcz), made(t, SwirszczConvergence, swirszcz); a != b {
		t.Errorf("%s\n%s", a, b)
	}
}

// A descent side by side with others is the descent alone, and one whose step is halved too.
func TestDescentsAreDescents(t *testing.T) {
	for _, c := range []SafranCell{{6, 6}, {7, 7}, {4, 6}} {
		const count = 11
		from := func(i int) theorems.Run {
			return theorems.Run{Index: i, Rand: rand.New(rand.NewPCG(uint64(i), 3))}
		}
		got, err := newDescents(c, false, tableCap).run(t.Context(), count, from)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range got {
			w := xavier(from(i), c.N, c.K)
			end := descendFrom(teacher(c.K, c.N), w, c.K, descentCap)
			if f := teacher(c.K, c.N).Loss(w); end != e.End || math.Abs(f-e.F) > 1e-9 { // steps are rounded once there
				t.Errorf("%v, run %d: %+v, alone %s, F = %v", c, i, e, end, f)
			}
		}
	}
	l := descent{step: descentStep}
	if how := l.next(1, 2e4, tableCap); how != "" || !l.again || l.step != descentStep/2 {
		t.Errorf("%q, %+v", how, l)
	}
	for _, c := range []struct {
		loss, slope float64
		steps       int
		want        string
	}{{1e-4, 1, 5, below}, {1, 1e-9, 5, stuck}, {1, 1e-8, 5, ""}, {1, 1, tableCap, capped}, {math.NaN(), math.NaN(), 5, ""}} {
		l := descent{step: descentStep, steps: c.steps}
		if got := l.next(c.loss, c.slope, tableCap); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	l = descent{step: 1e-12}
	if how := l.next(math.NaN(), math.NaN(), tableCap); how != diverged {
		t.Errorf("%q", how)
	}
}

// An interrupt leaves the first runs that have ended.
func TestInterruptedDescents(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := SafranCell{6, 6}
	ends, err := newDescents(c, false, tableCap).run(ctx, 40, func(i int) theorems.Run {
		return theorems.Run{Rand: rand.New(rand.NewPCG(uint64(i), 3))}
	})
	if err == nil || len(ends) == 40 {
		t.Errorf("%d ends, %v", len(ends), err)
	}
}

// The minima that descents end in are those of the symmetric families, whose objectives and
// smallest eigenvalues are known to many digits.
func TestMinimaAreThoseOfTheFamilies(t *testing.T) {
	for _, c := range []struct {
		cell         string
		index        int
		f, curvature float64
		class        string
	}{
		{"k=7,n=7", 17, 0.0232027, 0.0140590, "minimum, 1 flipped, F = 0.0232027"},
		{"k=8,n=8", 4, 0.0215080, 0.0213466, "minimum, 1 flipped, F = 0.0215080"},
		{"k=6,n=6", 124, 0.0250806, 0.0047004, "minimum, 1 flipped, F = 0.0250806"},
	} {
		if testing.Short() && c.index == 124 {
			continue
		}
		r, err := SafranSpuriousMinima.Replay(t.Context(), theorems.Key{Claim: SafranSpuriousMinima.Name, Cell: c.cell, Seed: 1, Index: c.index})
		if err != nil || r.Class != c.class || math.Abs(r.Values[0].X-c.f) > 1e-7 || math.Abs(r.Values[2].X-c.curvature) > 1e-7 {
			t.Errorf("%s: %v, %v", c.cell, r, err)
		}
	}
}

// What an end counts as.
func TestClassesOfEnds(t *testing.T) {
	for want, e := range map[string]SafranEnd{
		globalEnd:                           {End: below, F: 9e-4},
		notConverged:                        {End: capped, F: 0.1},
		saddleEnd:                           {End: stuck, F: 0.1, Curvature: -1e-3},
		notCertified:                        {End: stuck, F: 0.1, Curvature: 1e-9},
		"minimum, 2 flipped, F = 0.1000000": {End: stuck, F: 0.1, Curvature: 0.1, Certified: true, Flipped: 2},
	} {
		if got := e.tally(); got.Class != want {
			t.Errorf("%+v: %v, want %s", e, got, want)
		}
	}
	if e := (SafranEnd{End: diverged}); e.tally().Class != notConverged {
		t.Errorf("%v", e.tally())
	}
	c := SwirszczCell{H: 3}
	for want, e := range map[string]SwirszczEnd{
		"converged within 100":               {Steps: 100},
		"converged within 300":               {Steps: 101},
		"converged within 50000":             {Steps: 50_000},
		"2 wrong: all hidden units are off":  {Steps: 50_000, Wrong: 2, Off: 3, Still: true},
		"1 wrong: the gradient is 0":         {Steps: 50_000, Wrong: 1, Off: 2, Still: true},
		"1 wrong: some hidden units are off": {Steps: 50_000, Wrong: 1, Off: 2},
		"1 wrong: the gradient is not 0":     {Steps: 50_000, Wrong: 1},
	} {
		if got := e.tally(c).Class; got != want {
			t.Errorf("%+v: %q, want %q", e, got, want)
		}
	}
	if n := flipped([]float64{-2, 1, 1, -0.5, 0, -1e-9}, 2); n != 2 {
		t.Errorf("%d flipped", n)
	}
}

// The columns are where the paper has them.
func TestColumnsOfTheTable(t *testing.T) {
	for c, want := range map[SwirszczCell]string{
		{"adam", "xor", "relu", 2}:          "28 %",
		{"adam", "xor", "sigmoid", 3}:       "98 %",
		{"adam", "jellyfish", "relu", 5}:    "51 %",
		{"adam", "jellyfish", "sigmoid", 6}: "17 %",
		{"gd", "xor", "relu", 7}:            "89 %",
		{"gd", "xor", "sigmoid", 2}:         "90 %",
		{"gd", "jellyfish", "relu", 7}:      "86 %",
		{"gd", "jellyfish", "sigmoid", 2}:   "62 %",
	} {
		s := tables.Summary{Runs: 1, Classes: map[string]tables.Class{convergedWithin(100): {Runs: 1}}}
		if e := swirszczRow(c, s)[0]; e.Paper != want || *e.Ours != 1 {
			t.Errorf("%v: %s, want %s", c, e.Paper, want)
		}
	}
	if len(swirszczCells()) != 48 || len(safranCells()) != 26 || len(noneFoundCells()) != 32 {
		t.Errorf("%d, %d and %d cells", len(swirszczCells()), len(safranCells()), len(noneFoundCells()))
	}
	for _, c := range []SwirszczCell{{"sgd", "xor", "relu", 2}, {"gd", "or", "relu", 2}, {"gd", "xor", "tanh", 2}, {"gd", "xor", "relu", 0}} {
		if SwirszczConvergence.Valid(c) == nil {
			t.Errorf("%v is a cell", c)
		}
	}
}

// Of nets with one unit a layer half are off in each.
func TestBornDead(t *testing.T) {
	if got, want := deadShare([2]int{1, 3}), 7.0/8; math.Abs(got-want) > 1e-15 {
		t.Errorf("%v, want %v", got, want)
	}
	dead := 0.0
	for i := range uint64(4000) {
		dead += bornDead(theorems.Run{Rand: rand.New(rand.NewPCG(i, 1))}, [2]int{1, 3}, 0)
	}
	if math.Abs(dead/4000-7.0/8) > 0.03 {
		t.Errorf("%v of nets are off", dead/4000)
	}
}

// Two runs of records in one directory do not disturb each other.
func TestTablesResume(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records")
	whole := made(t, SwirszczConvergence, tables.Options{Runs: 9, Cells: []string{"data=xor,unit=sigmoid,method=gd,h=4"}})
	for _, runs := range []int{2, 5, 9} {
		if got := made(t, SwirszczConvergence, tables.Options{Records: path, Runs: runs, Cells: []string{"data=xor,unit=sigmoid,method=gd,h=4"}}); runs == 9 && got != whole {
			t.Errorf("%s\n%s", got, whole)
		}
	}
}

var tableVariable = regexp.MustCompile(`(?m)^var (\w+) = (?:(?:func\(\) )?tables\.Table\[|lineTable\()`)

// A table that is declared is listed.
func TestEveryTableIsInTables(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile("tables.go")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range tableVariable.FindAllSubmatch(source, -1) {
			count++
			if !bytes.Contains(list, append([]byte("\t"), append(m[1], ',')...)) {
				t.Errorf("%s: %s is not in Tables", file, m[1])
			}
		}
	}
	if count != len(Tables) {
		t.Errorf("%d tables are declared, and %d are listed", count, len(Tables))
	}
}

// The full runs of bench/testdata are of these tables as they are: each cell in full, and the
// first runs of classes are what is said.
func TestFullRuns(t *testing.T) {
	for _, table := range Tables {
		name := strings.ReplaceAll(table.Info().Name, "/", "-")
		text, err := os.ReadFile(filepath.Join("..", "..", "bench", "testdata", name+".json"))
		if err != nil {
			t.Error(err)
			continue
		}
		var r tables.Report
		if err := json.Unmarshal(text, &r); err != nil {
			t.Fatal(err)
		}
		_, runs, version := table.Size()
		if r.Table != table.Info().Name || r.Version != version || r.Missing != 0 || len(r.Rows) != len(table.CellNames()) {
			t.Errorf("%s: %s, version %d, %d missing, %d rows", name, r.Table, r.Version, r.Missing, len(r.Rows))
		}
		for i, row := range r.Rows {
			if row.Cell != table.CellNames()[i] || row.Runs != runs {
				t.Errorf("%s: row %d is %s with %d runs", name, i, row.Cell, row.Runs)
			}
		}
		if _, slow := shortest[table.Info().Name]; slow && !*long {
			continue
		}
		classes := r.Rows[1].Classes // of a cell whose runs take little time
		for _, c := range classes[:min(2, len(classes))] {
			got, err := table.Replay(t.Context(), c.First)
			if err != nil || got.Class != c.Class {
				t.Errorf("%v: %v, %v, want %s", c.First, got, err, c.Class)
			}
		}
	}
}

// A minimum is proved near an end or not at all, the global one is not spurious, and a saddle
// is no minimum.
func TestProofsOfEnds(t *testing.T) {
	c := SafranCell{6, 6}
	at := func(move float64, w []float64) (*descents, float64, bool) {
		d := newDescents(c, true, tableCap)
		copy(d.w, w)
		for i := range d.w {
			d.w[i] += move * float64(i%3-1)
		}
		least, certified := d.curvature()
		return d, least, certified
	}
	minimum := FlippedPoint{6}.solve()
	if d, least, ok := at(0, minimum); !ok || math.Abs(least-0.0047004) > 1e-6 || longestRow(d.w, 6) == 0 {
		t.Errorf("the minimum: %v, %v", least, ok)
	}
	// A little beside it Newton's steps lead there, and further off they lead too far.
	if d, _, ok := at(1e-5, minimum); !ok || distance(d.w, minimum) > 1e-9 {
		t.Errorf("beside the minimum: %v, %v away", ok, distance(d.w, minimum))
	}
	if _, least, ok := at(3e-3, minimum); ok {
		t.Errorf("further off: λ_min = %v, certified", least)
	}
	global := make([]float64, 36)
	for i := range 6 {
		global[7*i] = 1
	}
	if _, least, ok := at(0, global); ok || least < 0.05 {
		t.Errorf("the global minimum: %v, %v", least, ok)
	}
	c = SafranCell{5, 5}
	if _, least, ok := at(0, FlippedPoint{5}.solve()); ok || least >= 0 {
		t.Errorf("the saddle: %v, %v", least, ok)
	}
}

// distance is the Euclidean one.
func distance(a, b []float64) float64 {
	d := slices.Clone(a)
	for i, x := range b {
		d[i] -= x
	}
	return longestRow(d, len(d))
}
