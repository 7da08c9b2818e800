package ask

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"saddle/spectra/summary"
	"saddle/theorems/cli"
)

// ask has the command spectrum obey.
func ask(ctx context.Context, t *testing.T, args ...string) (stdout, stderr string, code int, err error) {
	t.Helper()
	return obey(ctx, t, new(Spectrum), args...)
}

// obey parses the arguments as package cli does, and has the command obey.
func obey(ctx context.Context, t *testing.T, c cli.Command, args ...string) (stdout, stderr string, code int, err error) {
	t.Helper()
	if _, err := kong.Must(c).Parse(args); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	code, err = c.Run(ctx, cli.Program{Name: "saddle", Stdout: &out, Stderr: &errs})
	return out.String(), errs.String(), code, err
}

// file writes a file with these contents.
func file(t *testing.T, contents string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte(contents), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSpectrum(t *testing.T) {
	a := file(t, "2,1\n1,0.1\n")
	text, errs, code, err := ask(t.Context(), t, a, "--values")
	if err != nil || code != cli.AsExpected || errs != "" {
		t.Fatal(code, errs, err)
	}
	for _, want := range []string{"signs       1 negative, 0 zero, 1 positive: proved\n", "the nearest stands for: 1.", "\n-0.32931142", "\n2.42931142"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for line := range strings.Lines(text) {
		if len([]rune(line)) > 101 {
			t.Errorf("a long line: %s", line)
		}
	}
	text, _, _, err = ask(t.Context(), t, file(t, "0,1\n2,0\n"), "--symmetrise", "--json", "--workers=1")
	var r spectrumReport
	if err := errors.Join(err, json.Unmarshal([]byte(text), &r)); err != nil || r.Format != summary.Format || r.Asymmetry != 1 || r.Rounded != 0 || r.Signs.Neg != 1 || r.Values[1] != 1.5 {
		t.Errorf("%v: %s", err, text)
	}
	text, _, _, err = ask(t.Context(), t, file(t, "1,0\n0,-2\n"), "--json", "--vectors")
	r = spectrumReport{}
	if err := errors.Join(err, json.Unmarshal([]byte(text), &r)); err != nil || len(r.Vectors) != 2 || r.Vectors[0][0] != 0 || math.Abs(r.Vectors[0][1]) != 1 {
		t.Errorf("%v: %s", err, text)
	}
	if text, _, _, err := ask(t.Context(), t, file(t, "0,1\n2,0\n"), "--symmetrise"); err != nil || !strings.Contains(text, "not symmetric, by 1 at most") {
		t.Errorf("%v: %s", err, text)
	}
}

func TestPicture(t *testing.T) {
	picture := filepath.Join(t.TempDir(), "picture.svg")
	_, errs, code, err := ask(t.Context(), t, file(t, "1,1\n1,1\n"), "--svg", picture)
	drawn, missing := os.ReadFile(picture)
	if err := errors.Join(err, missing); err != nil || code != 0 || !strings.Contains(errs, "drew "+picture) || !bytes.Contains(drawn, []byte("<svg")) {
		t.Errorf("%v %d %s", err, code, errs)
	}
	r := spectrumReport{Summary: summary.Summary{Order: 1, Values: []float64{1}, Density: summary.Histogram{Width: 1, Near: 1, Bins: []summary.Bin{{From: 1, To: 2, Count: 1}}}}}
	if f := r.figure(); f.Check() != nil || !strings.Contains(f.Hides, "1 within the error") || f.Series[0].X[0] != 1.5 {
		t.Errorf("%+v", f)
	}
}

// What cannot be read is a wrong usage, and said in one sentence that names the file once.
func TestBadFiles(t *testing.T) {
	for contents, says := range map[string]string{
		"":                         "0 rows",
		"1,2\n3,1":                 "not symmetric: row 2, column 1 has 3",
		"1,nan":                    "line 1, column 2: the entry is nan",
		"a,b":                      "it has no number",
		"1,2,3":                    "1 rows and 3 columns",
		"\x93NUMPY":                "the file ends in it",
		"1e308,1e308\n1e308,1e308": "beyond float64",
		strings.Repeat("1 ", 9000): "order 9000",
	} {
		path := file(t, contents)
		_, _, _, err := ask(t.Context(), t, path)
		if !errors.As(err, new(cli.ErrUsage)) || !strings.Contains(err.Error(), says) || strings.Count(err.Error(), path) != 1 || strings.Contains(err.Error(), "\n") {
			t.Errorf("%.20q: %v", contents, err)
		}
	}
	good := file(t, "1")
	for _, args := range [][]string{{good + "x"}, {filepath.Dir(good)}, {good, "--svg", "x.pdf"}, {good, "--largest=-1"}, {good, "--workers=-1"}, {good, "--vectors"}} {
		if _, _, _, err := ask(t.Context(), t, args...); !errors.As(err, new(cli.ErrUsage)) {
			t.Errorf("%v: %v", args, err)
		}
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if out, _, code, err := ask(ctx, t, file(t, "1")); code != cli.Interrupted || err != nil || out != "" {
		t.Errorf("%d %v %q", code, err, out)
	}
}

// A reader that is watched says how far it is.
func TestWatched(t *testing.T) {
	var said []int
	w := &watched{ctx: t.Context(), r: strings.NewReader(strings.Repeat("x", 3000)), size: 3000, progress: func(done, all int) { said = append(said, done, all) }}
	if _, err := w.Read(make([]byte, 2048)); err != nil || fmt.Sprint(said) != "[2 2]" {
		t.Error(said, err)
	}
}

func TestCommands(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Commands() {
		in := c.Info()
		if _, ok := c.(cli.Command); !ok || in.Name == "" || in.Says == "" || seen[in.Name] {
			t.Errorf("%T %+v", c, in)
		}
		seen[in.Name] = true
	}
}
