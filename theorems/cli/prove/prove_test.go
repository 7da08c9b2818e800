package prove

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"saddle/theorems/cli"
)

// obey parses the arguments as package cli does, and has the command obey.
func obey(ctx context.Context, t *testing.T, c cli.Command, args ...string) (stdout string, code int, err error) {
	t.Helper()
	if _, err := kong.Must(c).Parse(args); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	code, err = c.Run(ctx, cli.Program{Name: "saddle", Stdout: &out, Stderr: &out})
	return out.String(), code, err
}

const points = "../../certify/testdata/"

// TestCertifyAndVerify: a certificate is written, checked, and refused after a digit was altered.
func TestCertifyAndVerify(t *testing.T) {
	out := filepath.Join(t.TempDir(), "cert.json")
	text, code, err := obey(t.Context(), t, new(Certify), points+"flipped-6.json", "--out", out)
	if err != nil || code != cli.AsExpected || !strings.Contains(text, "\n  written   "+out) || !strings.Contains(text, "loss      at least 0.0250805\n") {
		t.Fatalf("%d, %v: %s", code, err, text)
	}
	short(t, text)
	text, code, err = obey(t.Context(), t, new(Verify), out, out)
	if err != nil || code != cli.AsExpected || strings.Count(text, "proved    a strict local minimum with a loss above 0 of 6 students and 6 teachers") != 2 {
		t.Errorf("%d, %v: %s", code, err, text)
	}
	short(t, text)
	good, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(t.TempDir(), "bad.json")
	if err := os.WriteFile(bad, bytes.Replace(good, []byte(`"curvature": 0.004625`), []byte(`"curvature": 0.004626`), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	text, code, err = obey(t.Context(), t, new(Verify), out, bad, "--json")
	var said struct {
		Format   int
		Verdicts []verdict
	}
	if err := errors.Join(err, json.Unmarshal([]byte(text), &said)); err != nil || code != cli.Unexpected || said.Format != 1 || len(said.Verdicts) != 2 {
		t.Fatalf("%d, %v: %s", code, err, text)
	}
	if a, b := said.Verdicts[0], said.Verdicts[1]; a.Proved == nil || a.Proved.N != 6 || b.Proved != nil || !strings.Contains(b.Why, "something has been altered") || b.File != bad {
		t.Errorf("%+v", said)
	}
}

// short checks that lines fit a terminal.
func short(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if len([]rune(line)) > 101 {
			t.Errorf("a long line: %s", line)
		}
	}
}

// TestCertifyRefuses: exit code 1 and the inequality that fails, for a point that is none.
func TestCertifyRefuses(t *testing.T) {
	out := filepath.Join(t.TempDir(), "cert.json")
	text, code, err := obey(t.Context(), t, new(Certify), points+"saddle-5.json", "--out", out, "--json")
	var a answer
	if err := errors.Join(err, json.Unmarshal([]byte(text), &a)); err != nil || code != cli.Unexpected || a.Proved || a.Certificate != nil || !strings.Contains(a.Why, "≤ -0.0077 < 0") {
		t.Errorf("%d, %v: %s", code, err, text)
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Error("a certificate of a saddle was written", err)
	}
	for formula, why := range map[string]string{"(x^2-1)^2": "there is no minimum", "x^3+x": "where ‖∇L‖ ≤ 1, and", "exp(x)": "descend further", "abs(x)": "not known to be smooth", "x^4": "λ_min ≥ 0 is all that is known"} {
		text, code, err := obey(t.Context(), t, new(Certify), formula, "--at=0")
		if flat := strings.Join(strings.Fields(text), " "); err != nil || code != cli.Unexpected || !strings.Contains(flat, "proved no") || !strings.Contains(flat, why) {
			t.Errorf("%s: %d, %v: %s", formula, code, err, text)
		}
	}
}

// TestCertifyFormula: a minimum is polished, and found beside the point.
func TestCertifyFormula(t *testing.T) {
	text, code, err := obey(t.Context(), t, new(Certify), "(x^2 - 2)^2 + (y - x)^2", "--at", "1.41421356, 1.41421356")
	if err != nil || code != cli.AsExpected || !strings.Contains(text, "point     x = 1.4142135623730951 + -9.67e-17\n") {
		t.Errorf("%d, %v: %s", code, err, text)
	}
	short(t, text)
	text, code, err = obey(t.Context(), t, new(Certify), "exp(x) - x + y^2", "--at=y=0,x=1e-7", "--json")
	var a answer
	if err := errors.Join(err, json.Unmarshal([]byte(text), &a)); err != nil || code != cli.AsExpected || !a.Proved || len(a.Loss) != 2 || !(a.Loss[0] <= 1 && a.Loss[1] >= 1) || fmt.Sprint(a.Names) != "[x y]" {
		t.Errorf("%d, %v: %s", code, err, text)
	}
}

// TestWrongUsage: the message names what was wrong.
func TestWrongUsage(t *testing.T) {
	dir := t.TempDir()
	file := func(text string) string {
		path := filepath.Join(dir, fmt.Sprintf("%x.json", len(text)))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		args []string
		why  string
	}{
		{[]string{filepath.Join(dir, "none")}, "none: no such file"},
		{[]string{"x^2 + y^2"}, "--at is missing"},
		{[]string{"x^2", "--at=1,2"}, "--at: "},
		{[]string{"x^^2", "--at=1"}, "column"},
		{[]string{"x^2", "--at=0", "--out=x"}, "--out: "},
		{[]string{file("{}"), "--names=x"}, "--names: "},
		{[]string{file("{}  ")}, "at least one teacher"},
		{[]string{file("[1]")}, "want a JSON object"},
		{[]string{file(`{"k": 1, "n": 2, "w": [1]}`)}, "w has 1 numbers, want n·d"},
		{[]string{file(`{"k": 2, "n": 1, "d": 1, "w": [1]}`)}, "at least k = 2"},
		{[]string{file(`{"k": 1, "n": 4611686018427387904, "d": 4, "w": []}`)}, "w has 0 numbers"},
		{[]string{file(`{"k": 1, "n": 1, "w": [1e999]}`)}, "1e999"},
	} {
		if _, _, err := obey(t.Context(), t, new(Certify), c.args...); !errors.As(err, new(cli.ErrUsage)) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%q: %v", c.args, err)
		}
	}
	if _, _, err := obey(t.Context(), t, new(Verify), filepath.Join(dir, "none")); !errors.As(err, new(cli.ErrUsage)) {
		t.Error(err)
	}
	if _, _, err := obey(t.Context(), t, new(Verify), dir); !errors.As(err, new(cli.ErrUsage)) {
		t.Error(err)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, code, err := obey(ctx, t, new(Certify), points+"flipped-6.json"); code != cli.Interrupted || err != nil {
		t.Error(code, err)
	}
	if _, code, err := obey(ctx, t, new(Verify), "../../verify/testdata/flipped-6.json"); code != cli.Interrupted || err != nil {
		t.Error(code, err)
	}
}

// The command as a program calls it: saddle verify flipped-6.json.
func ExampleVerify() {
	c := Verify{Certificates: []string{"../../verify/testdata/flipped-6.json"}}
	code, err := c.Run(context.Background(), cli.Program{Stdout: os.Stdout, Stderr: os.Stderr})
	fmt.Println(code, err)
	// Output:
	// ../../verify/testdata/flipped-6.json
	//   proved    a strict local minimum with a loss above 0 of 6 students and 6 teachers lies within
	//             8.67e-19 of the point, in every dimension of at least 6
	//   loss      at least 0.0250805
	// 0 <nil>
}
