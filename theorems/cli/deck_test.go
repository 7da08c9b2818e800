package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"saddle/theorems"
	"saddle/theorems/internal/terminal"
)

// of is a claim of some slides.
func of(name, slides string) theorems.Claim[[2]int] {
	c := below(name, 100, theorems.Held)
	c.Source.Slide = slides
	c.Given = []theorems.Hypothesis[[2]int]{
		{Name: "a is small", Known: [][2]int{{100, 0}}, Holds: func(x [2]int) bool { return x[0] < 50 }},
		{Name: "b is odd", Idle: "parity is of no use"},
		{Name: "b is small"},
	}
	return c
}

func lecture(t *testing.T, items []Item, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	p := Program{Name: "saddle", Typed: "./saddle", Stdout: &out, Stderr: &errs}
	p.sort(items)
	code = p.run(t.Context(), args)
	return out.String(), errs.String(), code
}

// The deck's order decides, not the claims'; a claim of two slides is said once; slides
// without claims are named.
func TestListDeck(t *testing.T) {
	items := []Item{of("test/b", "Second; First"), of("test/a", "Second"), theorems.Deck{Title: "A lecture", Slides: []string{"First", "Empty", "Second"}}, diceTable()}
	out, errs, code := lecture(t, items, "list", "--deck")
	want := "A lecture\n\nFirst\n  test/b\n    a + b < 100\n\nSecond\n  test/b\n  test/a\n    a + b < 100\n\nnothing is claimed of: Empty\n"
	if code != AsExpected || errs != "" || out != want {
		t.Errorf("code %d, %s\n%s\nwant\n%s", code, errs, out, want)
	}
	out, _, _ = lecture(t, items, "list", "--deck", "--slide", "^F")
	if !strings.HasPrefix(out, "A lecture\n\nFirst\n  test/b\n") || strings.Contains(out, "Second") {
		t.Errorf("%s", out)
	}
	out, _, _ = lecture(t, items, "list", "--deck", "--json", "--run", "a$")
	if !strings.Contains(out, `"slide": "First",`) || !strings.Contains(out, `"name": "test/a"`) || strings.Contains(out, "test/b") {
		t.Errorf("%s", out)
	}
	if _, errs, code := lecture(t, items, "list", "--deck", "--slide", "Third"); code != WrongUsage || !strings.Contains(errs, "there are:\n  First\n  Empty") {
		t.Errorf("code %d: %s", code, errs)
	}
	if _, errs, code := lecture(t, items[:2], "list", "--deck"); code != WrongUsage || !strings.Contains(errs, "there is no lecture") {
		t.Errorf("code %d: %s", code, errs)
	}
}

func TestShowConditions(t *testing.T) {
	out, _, code := lecture(t, []Item{of("test/a", "")}, "show", "test/a")
	for _, want := range []string{
		"  given     a is small\n            false without it: [2]int{100, 0}\n",
		"  given     b is odd\n            parity is of no use\n",
		"  given     b is small\n            no case is listed that shows it: check -v searches\n",
	} {
		if code != AsExpected || !strings.Contains(out, want) {
			t.Errorf("code %d: %q is missing in\n%s", code, want, out)
		}
	}
	out, _, _ = lecture(t, []Item{of("test/a", "")}, "show", "--json", "test/a")
	if !strings.Contains(out, `"needed": "[2]int{100, 0}"`) || !strings.Contains(out, `"idle": "parity is of no use"`) {
		t.Errorf("%s", out)
	}
}

// A greet is a command that was handed in.
type greet struct {
	Loud bool   `help:"In capitals."`
	Whom string `arg:"" help:"Whom."`
}

func (*greet) Info() theorems.Info { return theorems.Info{Name: "greet", Says: "Greet somebody."} }

func (g *greet) Run(_ context.Context, p Program) (int, error) {
	switch {
	case g.Whom == "nobody":
		return 0, ErrUsage{"nobody is no one to greet"}
	case g.Whom == "me":
		return 0, errors.New("out of breath")
	case g.Loud:
		g.Whom = strings.ToUpper(g.Whom)
	}
	_, err := p.Stdout.Write([]byte("hello " + g.Whom + "\n"))
	progress, stop := p.Meter("greeting")
	defer stop()
	if progress != nil {
		err = errors.New("a meter without a terminal")
	}
	return len(p.Claims), err
}

func TestCommandsHandedIn(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"greet", "ann"}, 1, "hello ann\n"},
		{[]string{"greet", "ann", "--loud"}, 1, "hello ANN\n"},
		{[]string{"greet", "nobody"}, WrongUsage, "saddle: nobody is no one to greet\n"},
		{[]string{"greet", "me"}, Unexpected, "saddle: out of breath\n"},
		{[]string{"greet"}, WrongUsage, `expected "<whom>"`},
		{[]string{"--help"}, AsExpected, "Greet somebody."},
	} {
		out, errs, code := lecture(t, []Item{two()[0], &greet{}}, c.args...)
		if code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("%v: code %d\n%s%s", c.args, code, out, errs)
		}
	}
	if _, errs, code := lecture(t, []Item{two()[0], &greet{}, &greet{}}, "list"); code != WrongUsage || !strings.Contains(errs, `two commands are named "greet"`) {
		t.Errorf("code %d: %s", code, errs)
	}
}

// There are colours on a terminal alone, and none under NO_COLOR.
func TestColours(t *testing.T) {
	r := report("a/b", func(r *theorems.Report) { r.Expect = theorems.Proved }).(reported).report
	for _, c := range []struct {
		screen       *os.File
		noColor, out string
	}{{nil, "", "a/b    held    "}, {os.Stderr, "", "a/b    \x1b[1;31mheld\x1b[0m    "}, {os.Stderr, "1", "a/b    held    "}} {
		t.Setenv("NO_COLOR", c.noColor)
		t.Setenv("TERM", "xterm")
		var b bytes.Buffer
		table := &rowTable{Program: Program{screen: c.screen}, rows: &b, name: 5}
		table.report(r)
		if !strings.HasPrefix(b.String(), c.out) {
			t.Errorf("%q", b.String())
		}
	}
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "dumb")
	if terminal.Red.Paint("a") != "a" || terminal.Plain.Paint("a") != "a" {
		t.Error("a dumb terminal is painted on")
	}
}

// What begins with a minus sign and is no flag is a value.
func TestValues(t *testing.T) {
	for _, c := range [][2]string{
		{"greet -1/2", "hello  -1/2\n"}, {"greet -x^2", "hello  -x^2\n"}, {"greet --loud -x*y", "hello  -X*Y\n"},
		{"greet -x²", "hello  -x²\n"}, {"greet -w[1]", "hello  -w[1]\n"},
		{"greet --whom -1,2", "unknown flag --whom"}, {"greet -x", "unknown flag -x"}, {"greet -- -x", "hello -x\n"},
	} {
		out, errs, _ := lecture(t, []Item{two()[0], &greet{}}, strings.Fields(c[0])...)
		if !strings.Contains(out+errs, c[1]) {
			t.Errorf("%s: %s%s", c[0], out, errs)
		}
	}
	if got := strings.Join(values([]string{"decide", "-x^2", "--at", "-1,2", "--json", "-v", "--box=1", "-3..3"}), "|"); got != "decide| -x^2|--at=-1,2|--json|-v|--box=1| -3..3" {
		t.Error(got)
	}
}
