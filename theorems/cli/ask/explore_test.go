package ask

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saddle/models/formula"
	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/decide"
	"saddle/theorems/explore"
)

func TestDecide(t *testing.T) {
	text, errs, code, err := obey(t.Context(), t, new(Decide), "x^2 - y^4", "--at=y=0, x=0")
	if err != nil || code != cli.AsExpected || errs != "" || !strings.Contains(text, "is        saddle (exact)") {
		t.Errorf("%d %v %s%s", code, err, text, errs)
	}
	text, _, _, err = obey(t.Context(), t, new(Decide), "a - a + b^2", "--at=1/2,0", "--names=b,a", "--json")
	var d struct {
		Format, Kind string
		Names, Point []string
	}
	if err := errors.Join(err, json.Unmarshal([]byte(text), &d)); err != nil || d.Format != decide.Format || d.Kind != "not critical" || d.Names[0] != "b" || d.Point[0] != "1/2" {
		t.Errorf("%v %+v", err, d)
	}
	if text, _, code, err := obey(t.Context(), t, new(Decide), "7"); err != nil || code != cli.AsExpected || !strings.Contains(text, "constant") {
		t.Errorf("without parameters: %d %v %s", code, err, text)
	}
}

func TestExplore(t *testing.T) {
	picture := filepath.Join(t.TempDir(), "chart.svg")
	text, errs, code, err := obey(t.Context(), t, new(Explore), "(x^2 - 1)^2 + y^2", "--starts=20", "--svg", picture)
	drawn, missing := os.ReadFile(picture)
	if err := errors.Join(err, missing); err != nil || code != cli.AsExpected || !strings.Contains(text, "strict minimum") || !strings.Contains(errs, "drew "+picture) {
		t.Errorf("%d %v %s%s", code, err, text, errs)
	}
	for _, want := range []string{">minimum<", ">saddle<", ">gradient descent<", ">saddle-free Newton<"} {
		if !strings.Contains(string(drawn), want) {
			t.Errorf("%s is missing in the chart", want)
		}
	}
	text, _, _, err = obey(t.Context(), t, new(Explore), "x^2 + y^2", "--starts=3", "--json", "--workers=1", "--box=-1..1", "--seed=7")
	var m struct {
		Format string
		Seed   uint64
		Starts int
		Points []struct{ W []float64 }
	}
	if err := errors.Join(err, json.Unmarshal([]byte(text), &m)); err != nil || m.Format != explore.Format || m.Seed != 7 || m.Starts != 3 || len(m.Points) != 1 {
		t.Errorf("%v %s", err, text)
	}
}

// What is typed wrong is a wrong usage, which says what is wrong; nothing is printed.
func TestWrongUsage(t *testing.T) {
	const decides, explores = true, false
	for says, c := range map[string]struct {
		command bool
		args    []string
	}{
		"--at is missing":                  {decides, []string{"x*y"}},
		"the text ends here":               {decides, []string{"x^", "--at=0"}},
		"not defined":                      {decides, []string{"log(x)", "--at=-1"}},
		"--at: formula: column 1":          {decides, []string{"x", "--at=q"}},
		"no parameters":                    {explores, []string{"7"}},
		"--starts must be at least 1":      {explores, []string{"x", "--starts=0"}},
		"--workers not negative":           {explores, []string{"x", "--workers=-1"}},
		"the range of y is a point":        {explores, []string{"x*y", "--box=x=0..1, y=2..2", "--svg=a.svg"}},
		"the formula has 3":                {explores, []string{"x*y*z", "--svg=a.svg"}},
		"want a file named":                {explores, []string{"x*y", "--svg=a.gif"}},
		"ends before it begins":            {explores, []string{"x", "--box=3..1"}},
		"formula: column 3: the text ends": {explores, []string{"x*"}},
	} {
		command := cli.Command(new(Explore))
		if c.command == decides {
			command = new(Decide)
		}
		if out, _, _, err := obey(t.Context(), t, command, c.args...); !errors.As(err, new(cli.ErrUsage)) || !strings.Contains(err.Error(), says) || out != "" {
			t.Errorf("%v: %v %s", c.args, err, out)
		}
	}
}

// After an interrupt what was found is printed, and the exit code says so.
func TestInterruptedQuestions(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	out, errs, code, err := obey(ctx, t, new(Explore), "x^2 + y^2", "--starts=5")
	if code != cli.Interrupted || err != nil || !strings.Contains(errs, "interrupted after 0 of 5 starts") || !strings.Contains(out, "x^2 + y^2\n") {
		t.Errorf("%d %v %s%s", code, err, out, errs)
	}
	never, cut := context.WithTimeout(t.Context(), 0)
	defer cut()
	if out, _, code, err := obey(never, t, new(Decide), "x^2", "--at=0"); code != cli.Interrupted && !strings.Contains(out, "minimum") || err != nil {
		t.Errorf("%d %v %s", code, err, out)
	}
}

// charts draws what a search of a formula finds.
func charts(t *testing.T, text, box string) (theorems.Figure, error) {
	t.Helper()
	f, err := formula.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	ranges, err := formula.ParseBox(box, f.Names)
	if err != nil {
		t.Fatal(err)
	}
	m, err := explore.Formula(t.Context(), f, &explore.Options{Starts: 40, Box: ranges, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return chart(f, m)
}

// A chart can be drawn, has all images of a point and the level of a saddle, and says what it lacks.
func TestChart(t *testing.T) {
	for text, c := range map[string]struct {
		box, hides string
		points     map[string]int
	}{
		"(x^2-1)^2+(y^2-1)^2":         {"-3..3", "", map[string]int{"minimum": 4, "saddle": 4, "maximum": 1}},
		"(1-x*y)^2":                   {"-3..3", "sets of critical points", map[string]int{"saddle": 1}},
		"log(x)^2+y^2":                {"-3..3", "no value", map[string]int{"minimum": 1}},
		"x^2-y^2":                     {"-1/1000..1/1000", "", map[string]int{"saddle": 1}},
		"(x-10000)^2+(y-1/4)^2":       {"x=9999..10001, y=0..1", "", map[string]int{"minimum": 1}},
		"0*x+0*y":                     {"0..1", "", nil},
		"1000000*(x^2+y^2)-1000000*x": {"0..1", "", map[string]int{"minimum": 1}},
	} {
		f, err := charts(t, text, c.box)
		if err := errors.Join(err, f.Check()); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if !strings.Contains(f.Hides, c.hides) {
			t.Errorf("%s hides %s", text, f.Hides)
		}
		for _, s := range f.Series {
			if want, ok := c.points[s.Name]; ok && len(s.X) != want {
				t.Errorf("%s: %d points are a %s", text, len(s.X), s.Name)
			}
			delete(c.points, s.Name)
		}
		if len(c.points) > 0 {
			t.Errorf("%s: there are no %v", text, c.points)
		}
	}
	f, err := charts(t, "x^2-y^2", "-3..3")
	if err != nil || math.Abs(f.Field.Levels[len(f.Field.Levels)-1]-math.Log1p(9)) > 1e-12 {
		t.Errorf("%v: the levels are %v", err, f.Field.Levels)
	}
	for _, nowhere := range []string{"log(0-x^2-y^2-1)", "10^308*(x-y)"} {
		if _, err := charts(t, nowhere, "0..4"); err == nil {
			t.Errorf("%s is drawn", nowhere)
		}
	}
}
