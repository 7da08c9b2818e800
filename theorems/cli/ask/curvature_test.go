package ask

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"saddle/spectra/files"
	"saddle/theorems/cli"
	"saddle/theorems/curvature"
)

const ofModels = "../../../models/testdata/"

// torchNet are the arguments for the net of models/testdata/net.py, as PyTorch has it.
func torchNet(more ...string) []string {
	return append([]string{"--net=2-4-4-3:tanh", "--weights=" + ofModels + "net.safetensors", "--data=" + ofModels + "data.npz",
		"--order=0.weight,0.bias,2.weight,2.bias,4.weight,4.bias"}, more...)
}

// The command prints the loss that NumPy computed, and the same of the same net in another file.
func TestCurvature(t *testing.T) {
	f, err := os.Open(ofModels + "data.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	arrays, err := files.ReadArrays(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := arrays["loss"].Data[0]
	text, errs, code, err := obey(t.Context(), t, new(Curvature), torchNet("--sum", "--json")...)
	var r curvature.Report
	if err := errors.Join(err, json.Unmarshal([]byte(text), &r)); err != nil || code != cli.AsExpected || errs != "" || !(math.Abs(r.Loss-want) <= 1e-14*want) || r.Parameters != 47 || len(r.Layers) != 6 {
		t.Errorf("%v %d %s: %s", err, code, errs, text)
	}
	keras := []string{"--net=2-4-4-3:TANH", "--weights=" + ofModels + "net.npz", "--data=" + ofModels + "data.npz", "--transposed", "--sum", "--json",
		"--order=dense/kernel:0,dense/bias:0,dense_1/kernel:0,dense_1/bias:0,dense_2/kernel:0,dense_2/bias:0"}
	if again, _, _, err := obey(t.Context(), t, new(Curvature), keras...); err != nil || again != text {
		t.Errorf("%v: %s", err, again)
	}
	mean, _, _, err := obey(t.Context(), t, new(Curvature), torchNet("--samples=1", "--workers=1")...)
	if err != nil || !strings.HasPrefix(mean, "loss ") || !strings.Contains(mean, "\nW1 ") {
		t.Errorf("%v: %s", err, mean)
	}
}

// writeNPZ writes arrays to a file.
func writeNPZ(t *testing.T, path string, arrays map[string]files.Array) string {
	t.Helper()
	f, err := os.Create(path)
	if err == nil {
		err = errors.Join(files.WriteNPZ(f, arrays), f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// A net without biases, with targets: its loss is computed by hand.
func TestCurvatureOfTargets(t *testing.T) {
	dir := t.TempDir()
	weights := writeNPZ(t, filepath.Join(dir, "w.npz"), map[string]files.Array{"W1": files.Vector([]float64{3}), "W2": files.Vector([]float64{2})})
	samples := writeNPZ(t, filepath.Join(dir, "d.npz"), map[string]files.Array{"X": files.Vector([]float64{2, 4}), "Y": files.Vector([]float64{5, 10}), "names": files.Vector(nil)})
	text, _, _, err := obey(t.Context(), t, new(Curvature), "--net=1-1-1:identity", "--weights", weights, "--data", samples, "--no-bias", "--divide=2", "--json")
	var r curvature.Report
	// x = 1, 2 and W₂W₁x = 6, 12: squares ½ and 2, in the mean 1.25.
	if err := errors.Join(err, json.Unmarshal([]byte(text), &r)); err != nil || r.Loss != 1.25 || r.Criterion != "the mean over 2 samples of ½‖z − y‖²" || len(r.Layers) != 2 || len(r.Highest) != 2 {
		t.Errorf("%v: %s", err, text)
	}
}

func TestWrongUsesOfCurvature(t *testing.T) {
	good := torchNet()
	for _, c := range []struct {
		at   int
		arg  string
		says string
	}{
		{0, "--net=2-4-4-3", "want an activation after a colon"},
		{0, "--net=2-4-4-3:elu", "want an activation"},
		{0, "--net=2-x-3:tanh", `"x" is no width`},
		{0, "--net=2-0-3:tanh", `"0" is no width`},
		{0, "--net=2-4-4-2:tanh", "--net and --data: models: bad Labels"},
		{0, "--net=2-4-5-3:tanh", `net.safetensors: models: the array "2.weight" of W2 has the shape [4 4], want [5 4]`},
		{1, "--weights=missing.npz", "missing.npz: no such file"},
		{1, "--weights=curvature.go", "curvature.go: files: the file begins neither"},
		{1, "--weights=../ask", "is a directory"},
		{2, "--data=" + ofModels + "net.npz", "net.npz: want arrays x and y, or x and labels, and there are [\"dense/bias:0\""},
		{3, "--order=0.weight", "--order names 1 arrays, want 6"},
		{3, "--no-bias", `no array "W1" for W1: say with --order which it is of ["0.bias"`},
		{3, "--samples=7", "--samples 7: want 1 to 6"},
		{3, "--largest=40", `net.safetensors: array "4.weight": there are 12 numbers, which take 9.6e-08 GB, and 5 may still be read: raise --largest`},
		{3, "--largest=-1", "--largest -1: want 0"},
		{3, "--products=-1", "--products -1: want 0"},
		{3, "--divide=0", "--divide 0: want a number above 0"},
	} {
		args := slices.Clone(good)
		args[c.at] = c.arg
		_, _, _, err := obey(t.Context(), t, new(Curvature), args...)
		if !errors.As(err, new(cli.ErrUsage)) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.arg, err, c.says)
		}
	}
	if _, _, _, err := obey(t.Context(), t, new(Curvature), torchNet("--count=-1")...); !errors.As(err, new(cli.ErrUsage)) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if out, _, code, err := obey(ctx, t, new(Curvature), good...); code != cli.Interrupted || err != nil || out != "" {
		t.Errorf("%d %v %q", code, err, out)
	}
}

// Of arrays whose names differ by capitals alone the exact one is taken, and without it none.
func TestNamesOfData(t *testing.T) {
	dir := t.TempDir()
	weights := writeNPZ(t, filepath.Join(dir, "w.npz"), map[string]files.Array{"W1": files.Vector([]float64{1})})
	right, wrong := files.Vector([]float64{3, 3}), files.Vector([]float64{90, 90})
	for name, c := range map[string]struct {
		arrays map[string]files.Array
		says   string // "" where the loss is that of right
	}{
		"exact":  {map[string]files.Array{"x": right, "X": wrong, "y": files.Vector([]float64{1, 1}), "Y": wrong}, ""},
		"inputs": {map[string]files.Array{"X": right, "Y": files.Vector([]float64{1, 1})}, ""},
		"labels": {map[string]files.Array{"x": right, "Labels": right, "LABELS": wrong}, `any of the arrays ["LABELS" "Labels"] may be labels`},
		"both":   {map[string]files.Array{"x": right, "y": right, "Labels": wrong}, "want arrays x and y, or x and labels"},
	} {
		samples := writeNPZ(t, filepath.Join(dir, name+".npz"), c.arrays)
		for range 8 { // which a map might hide
			text, _, _, err := obey(t.Context(), t, new(Curvature), "--net=1-1:identity", "--no-bias", "--weights", weights, "--data", samples)
			if c.says == "" && (err != nil || !strings.HasPrefix(text, "loss        2, the mean over 2 samples of ½‖z − y‖²\n")) || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
				t.Fatalf("%s: %v: %s", name, err, text)
			}
		}
	}
}

// What errors of the weights advise is a flag, and does what they say.
func TestAdviceOfCurvature(t *testing.T) {
	dir := t.TempDir()
	weights := writeNPZ(t, filepath.Join(dir, "w.npz"), map[string]files.Array{"W1": {Shape: []int{2, 1}, Data: []float64{1, 2}}, "b1": files.Vector([]float64{1}), "step": files.Vector([]float64{7})})
	samples := writeNPZ(t, filepath.Join(dir, "d.npz"), map[string]files.Array{"x": {Shape: []int{1, 2}, Data: []float64{1, 1}}, "y": files.Vector([]float64{1})})
	args := []string{"--net=2-1:identity", "--weights", weights, "--data", samples}
	for _, c := range []struct{ add, says string }{
		{"", `in the arrays ["step"]: --unused passes over them`},
		{"--no-bias", `in the arrays ["b1" "step"]: --unused passes over them, and without --no-bias the net has biases`},
		{"--unused", ""},
	} {
		if c.add != "" {
			args = append(slices.Clone(args[:5]), c.add)
		}
		text, errs, _, err := obey(t.Context(), t, new(Curvature), args...)
		if c.says == "" {
			if want := "saddle: " + weights + ": passed over the arrays [\"step\"], which are none of the net's\n"; err != nil || errs != want || !strings.HasPrefix(text, "loss        4.5,") {
				t.Errorf("%v, %s: %s", err, errs, text)
			}
		} else if err == nil || !strings.HasSuffix(err.Error(), c.says) {
			t.Errorf("%s: %v, want %s", c.add, err, c.says)
		}
	}
	square := writeNPZ(t, filepath.Join(dir, "s.npz"), map[string]files.Array{"W1": {Shape: []int{2, 3}, Data: make([]float64, 6)}})
	data := writeNPZ(t, filepath.Join(dir, "e.npz"), map[string]files.Array{"x": {Shape: []int{1, 2}, Data: []float64{1, 1}}, "y": {Shape: []int{1, 3}, Data: make([]float64, 3)}})
	args = []string{"--net=2-3:identity", "--no-bias", "--weights", square, "--data", data}
	if _, _, _, err := obey(t.Context(), t, new(Curvature), args...); err == nil || !strings.HasSuffix(err.Error(), "it fits with --transposed") {
		t.Error(err)
	}
	if _, _, _, err := obey(t.Context(), t, new(Curvature), append(args, "--transposed")...); err != nil {
		t.Error(err)
	}
}

// An interrupted context is done after its error was asked for some times.
type interrupted struct {
	context.Context
	cancel context.CancelFunc
	left   atomic.Int64
}

func (c *interrupted) Err() error {
	if c.left.Add(-1) == 0 {
		c.cancel()
	}
	return c.Context.Err()
}

// After an interrupt, whenever it comes, what is known is printed, and what is missing.
func TestInterruptedCurvature(t *testing.T) {
	whole, _, _, err := obey(t.Context(), t, new(Curvature), torchNet("--json")...)
	var all, r curvature.Report
	if err := errors.Join(err, json.Unmarshal([]byte(whole), &all)); err != nil || all.Interrupted != "" || all.Missing != nil {
		t.Fatal(err, all)
	}
	seen := map[int]bool{}
	for _, after := range []int64{3, 60, 400, 470, 480, 2000} {
		ctx, cancel := context.WithCancel(t.Context())
		late := &interrupted{Context: ctx, cancel: cancel}
		late.left.Store(after)
		text, errs, code, err := obey(late, t, new(Curvature), torchNet("--json", "--workers=1")...)
		cancel()
		r = curvature.Report{}
		if err := errors.Join(err, json.Unmarshal([]byte(text), &r)); err != nil || r.Loss != all.Loss || r.Gradient != all.Gradient {
			t.Fatalf("%d: %v: %s", after, err, text)
		}
		if (code == cli.Interrupted) != (len(r.Missing) > 0) || (errs != "") != (len(r.Missing) > 0) {
			t.Errorf("%d: code %d, %q, missing %q", after, code, errs, r.Missing)
		}
		if !slices.Contains(r.Missing, "eigenvalues") && !slices.Equal(r.Highest, all.Highest) {
			t.Errorf("%d: %v, want %v", after, r.Highest, all.Highest)
		}
		seen[len(r.Missing)] = true
	}
	if len(seen) < 3 {
		t.Errorf("only %v were seen", seen)
	}
}
