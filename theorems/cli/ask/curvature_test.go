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

// A net without biases, with targets: its loss is computed by hand.
func TestCurvatureOfTargets(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, arrays map[string]files.Array) string {
		path := filepath.Join(dir, name)
		f, err := os.Create(path)
		if err == nil {
			err = errors.Join(files.WriteNPZ(f, arrays), f.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	weights := write("w.npz", map[string]files.Array{"W1": files.Vector([]float64{3}), "W2": files.Vector([]float64{2})})
	samples := write("d.npz", map[string]files.Array{"X": files.Vector([]float64{2, 4}), "Y": files.Vector([]float64{5, 10}), "names": files.Vector(nil)})
	text, _, _, err := obey(t.Context(), t, new(Curvature), "--net=1-1-1:identity", "--weights", weights, "--data", samples, "--no-bias", "--divide=2", "--json")
	var r curvature.Report
	// x = 1, 2 and W₂W₁x = 6, 12: squares ½ and 2, in the mean 1.25.
	if err := errors.Join(err, json.Unmarshal([]byte(text), &r)); err != nil || r.Loss != 1.25 || len(r.Layers) != 2 || len(r.Highest) != 2 {
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
		{3, "--order=0.weight", "Order has length 1, want 6"},
		{3, "--no-bias", `no array "W1" for W1: say which it is of ["0.bias"`},
		{3, "--samples=7", "--samples 7: want 1 to 6"},
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
