package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written returns the text of a certificate of testdata.
func written(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func mustRead(t testing.TB, name string) file {
	t.Helper()
	f, err := read(written(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// signed returns the text of f with the checksum that it should have: what a forger would write.
func signed(f file) []byte {
	return f.text(fmt.Sprintf("sha256:%x", sha256.Sum256(f.text(""))))
}

// TestCertificates: what is proved of those that are kept.
func TestCertificates(t *testing.T) {
	for _, c := range []struct {
		name string
		want Proved
	}{
		{"flipped-6", Proved{K: 6, N: 6, D: 6, Loss: .0250805}},
		{"pairs-20-22", Proved{K: 20, N: 22, D: 20, Loss: .0863998}},
		{"pairs-21-25", Proved{K: 21, N: 25, D: 21, Loss: .0579805}}, // λ_min = 5.8e-6
	} {
		if c.want.K > 6 && testing.Short() {
			continue
		}
		got, err := Certificate(written(t, c.name))
		c.want.Radius, c.want.Distance = 0x1p-60, got.Distance
		if err != nil || got != c.want || !(got.Distance > 0 && got.Distance < 1e-22) {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

// TestEveryByteCounts: a text that differs in one byte is refused.
func TestEveryByteCounts(t *testing.T) {
	text := written(t, "flipped-6")
	for _, flip := range []byte{1, 2, 4, 8, 0x10, 0x20, 0x80} {
		if testing.Short() && flip > 1 {
			break
		}
		for i := range text {
			altered := bytes.Clone(text)
			altered[i] ^= flip
			if _, err := Certificate(altered); !errors.As(err, new(ErrRefused)) {
				t.Fatalf("byte %d is %q in place of %q: %v", i, altered[i], text[i], err)
			}
		}
	}
	for i := range text {
		if _, err := Certificate(text[:i]); !errors.As(err, new(ErrRefused)) {
			t.Fatalf("the first %d bytes: %v", i, err)
		}
	}
	for _, more := range []string{" ", "\n", "{}", "x"} {
		if _, err := Certificate(append(bytes.Clone(text), more...)); !errors.As(err, new(ErrRefused)) {
			t.Errorf("%q behind it: %v", more, err)
		}
	}
}

// TestForgeries: with a checksum that fits, what is altered is refused by the inequality that does not hold.
func TestForgeries(t *testing.T) {
	for _, c := range []struct {
		name  string
		forge func(f *file)
		why   string
	}{
		{"a smaller gradient", func(f *file) { f.Gradient = 1e-34 }, "‖∇F‖ ≤ 1e-34 at the point is not confirmed"},
		{"a larger gradient", func(f *file) { f.Gradient = f.Curvature * f.Radius }, "‖∇F‖ < μ r is false"},
		{"λ_min a hair too large", func(f *file) { f.Curvature = .00470036 }, "λ_min ≥ 0.00470036 is not confirmed"},
		{"λ_min of 0", func(f *file) { f.Curvature = 0 }, "λ_min > 0 is false"},
		{"λ_min below 0", func(f *file) { f.Curvature = -1 }, "λ_min > 0 is false"},
		{"too much outside", func(f *file) { f.Complement = .2 }, "λ_min ≥ 0.2 in dimensions above 6 is not confirmed"},
		{"nothing outside", func(f *file) { f.Complement = 0 }, "λ_min > 0 is false"},
		{"longer neurons", func(f *file) { f.Shortest = .7834880 }, "|w_i| ≥ 0.783488 > 0 and"},
		{"a wider angle", func(f *file) { f.Angle = .3173593 }, "angles ≥ 0.3173593 > 0 between lines are not confirmed"},
		{"no angle", func(f *file) { f.Angle = 0 }, "angles ≥ 0 > 0 between lines are not confirmed"},
		{"a larger loss", func(f *file) { f.Loss = .025081 }, "F ≥ 0.025081 > 0 on the ball is not confirmed"},
		{"a loss of 0", func(f *file) { f.Loss = 0 }, "F ≥ 0 > 0 on the ball is not confirmed"},
		{"too small a ball", func(f *file) { f.Radius = f.Gradient / f.Curvature * .99 }, "‖∇F‖ < μ r is false"},
		{"too large a ball", func(f *file) { f.Radius = 1e-2 }, "not confirmed on the ball"},
		{"a huge ball", func(f *file) { f.Radius = 1 }, "on the ball, a neuron may be shorter than 2^-16"},
		{"no ball", func(f *file) { f.Radius = -1 }, ""},
		{"fewer teachers", func(f *file) { f.K = 5 }, ""},
		{"a neuron more", func(f *file) { f.N = 7 }, "n·d numbers and tails"},
		{"other dimensions", func(f *file) { f.D = 5 }, "d ≥ k"},
		{"no neuron", func(f *file) { f.N, f.W, f.Tail = 0, nil, nil }, "want k, n ≥ 1"},
		{"absurd sizes", func(f *file) { f.N, f.D = math.MaxInt32, math.MaxInt32 }, "n·d ≤ 10000"},
		{"wide teachers", func(f *file) {
			f.K, f.N, f.D = 401, 1, 401
			f.W = strings.Split(strings.Repeat("0x1p+00 ", 401)[:401*8-1], " ")
			f.Tail = f.W
		}, "400 ≥ d"},
		{"another point", func(f *file) { f.W[3] = "0x1.8p-03" }, "at the point is not confirmed"},
		{"the last digit of the point", func(f *file) { f.Tail[3] = "0x1p-90" }, "at the point is not confirmed"},
		{"a digit that no double word has", func(f *file) { f.Tail[3] = "0x1p-193" }, "no multiple of 2^-192"},
		{"a neuron of 0", func(f *file) { copy(f.W, []string{"0x0p+00", "0x0p+00", "0x0p+00", "0x0p+00", "0x0p+00", "0x0p+00"}) }, "a neuron may be shorter"},
		{"a long neuron", func(f *file) { f.W[0] = "0x1p+09" }, "up to 256"},
		{"a number of another form", func(f *file) { f.W[0] = "-0.6" }, "as 0x1.8p-01"},
		{"no number", func(f *file) { f.W[0] = "nan" }, "as 0x1.8p-01"},
		{"an infinity", func(f *file) { f.Tail[0] = "+inf" }, "as 0x1.8p-01"},
		{"another format", func(f *file) { f.Format = 2 }, "want format 1"},
		{"another claim", func(f *file) { f.Claim = "a global minimum" }, "and the claim: "},
	} {
		f := mustRead(t, "flipped-6")
		c.forge(&f)
		if got, err := Certificate(signed(f)); !errors.As(err, new(ErrRefused)) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

// TestTexts: JSON that says the same in another form is refused, and what is no JSON.
func TestTexts(t *testing.T) {
	text := string(written(t, "flipped-6"))
	for _, c := range []struct{ old, new, why string }{
		{`"k": 6`, `"k": 6, "k": 6`, "not in the one form"},
		{`"k": 6`, `"K": 6`, "not in the one form"},
		{`"k": 6`, `"k": 6, "x": 6`, "not in the one form"},
		{`"k": 6`, `"k":6`, "not in the one form"},
		{`"k": 6`, `"k": 6.0`, "it is no certificate"},
		{`"k": 6`, `"k": "6"`, "it is no certificate"},
		{`"k": 6`, `"k": NaN`, "it is no certificate"},
		{`"k": 6`, `"k": 1e400`, "it is no certificate"},
		{`"curvature": 0.004625`, `"curvature": 4.625e-3`, "not in the one form"},
		{`"curvature": 0.004625`, `"curvature": 0.004624`, "its checksum"},
		{` "loss": 0.0250805,` + "\n", ``, "its checksum"},
		{text, "", "it is no certificate"},
		{text, "null", "want format 1"},
		{text, "[]", "it is no certificate"},
		{text, strings.Repeat("[", 100_000), "it is no certificate"},
	} {
		if altered := strings.Replace(text, c.old, c.new, 1); altered == text {
			t.Errorf("the text has no %q", c.old)
		} else if _, err := Certificate([]byte(altered)); !errors.As(err, new(ErrRefused)) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%.60q: %v", c.new, err)
		}
	}
}

// TestOfASaddle: a forger who signs a saddle, or a global minimum, with whatever bounds, has no proof.
func TestOfASaddle(t *testing.T) {
	f := file{Format: 1, Claim: claim, K: 2, N: 2, D: 2, Radius: 1e-3, Gradient: 1e-30, Curvature: 1e-20, Complement: 1e-20, Shortest: 1e-3, Angle: 1e-9, Loss: 1e-9}
	f.Tail = []string{"0x0p+00", "0x0p+00", "0x0p+00", "0x0p+00"}
	for _, w := range [][]string{
		{"0x1p+00", "0x0p+00", "0x0p+00", "0x1p+00"},     // the teachers
		{"0x1p+00", "0x1p-40", "-0x1p-40", "0x1p+00"},    // nearly
		{"0x1p-01", "0x1p-01", "0x1.002p-01", "0x1p-01"}, // near both on the diagonal, where a saddle is
		{"-0x1p+00", "0x1p-09", "0x1p-09", "-0x1p+00"},
	} {
		f.W = w
		if got, err := Certificate(signed(f)); !errors.As(err, new(ErrRefused)) || strings.Contains(err.Error(), "certificate") {
			t.Errorf("%v: %+v, %v", w, got, err)
		}
	}
}

// TestShort: the checker has at most 400 lines, and imports nothing but the standard library and intervals.
func TestShort(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines += bytes.Count(text, []byte("\n"))
		parsed, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range parsed.Imports {
			if path := strings.Trim(i.Path.Value, `"`); strings.Contains(strings.Split(path, "/")[0], ".") || strings.HasPrefix(path, "saddle/") && path != "saddle/spectra/interval" {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
	if lines > 400 {
		t.Errorf("the checker has %d lines", lines)
	}
}

// FuzzCertificate: whatever a text says, with the checksum that it should have, it is refused or proved, and
// what is proved is near what was proved of the seed.
func FuzzCertificate(f *testing.F) {
	for _, name := range []string{"flipped-6", "pairs-20-22"} {
		f.Add(written(f, name))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var forged file
		if json.Unmarshal(text, &forged) != nil || len(forged.W) > 40 {
			return
		}
		got, err := Certificate(signed(forged))
		if err != nil {
			if !errors.As(err, new(ErrRefused)) {
				t.Fatal(err)
			}
			return
		}
		if !(got.Loss > 0 && got.Distance > 0 && got.Distance < got.Radius && got.K >= 1) {
			t.Fatalf("%+v", got)
		}
	})
}

func Example() {
	text, err := os.ReadFile("testdata/flipped-6.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	proved, err := Certificate(text)
	fmt.Println(proved.N, "students of", proved.K, "teachers: a spurious minimum with loss at least", proved.Loss, err)
	// Output: 6 students of 6 teachers: a spurious minimum with loss at least 0.0250805 <nil>
}
