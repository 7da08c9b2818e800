package surface

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"saddle/spectra/files"
	"saddle/theorems/tables"
)

// rough is a loss with zeros, negative values, NaN and infinities.
func rough(w []float64) float64 {
	switch x := w[0]*w[0] - w[1]; {
	case x > 3:
		return math.Inf(1)
	case w[0] > .9 && w[1] > .9:
		return math.NaN()
	case math.Abs(x) < .2:
		return 0
	default:
		return x
	}
}

func roughPlane(t *testing.T) (Plane, Grid) {
	return around(t, []float64{0, .1}, direction(1, 0), direction(0, 1)), Grid{Axis{-2, 1, 13}, Axis{-1, 1, 9}}
}

// contents returns the files that do not depend on how a folder was made.
func contents(t *testing.T, folder string) (out [3]string) {
	t.Helper()
	for i, name := range []string{specFile, gridFile, pointsFile} {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		out[i] = string(text)
	}
	return out
}

// TestFoldersMadeInParts: interrupted and resumed, in shards that are merged in any order, or at once with any workers, a folder is that of one
// call, bit for bit; and nodes that are there are not made again, be they 0, negative or NaN.
func TestFoldersMadeInParts(t *testing.T) {
	p, g := roughPlane(t)
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	var calls atomic.Int64
	ctx := t.Context()
	loss := Func(2, func(w []float64) float64 { calls.Add(1); return rough(w) })
	build := func(ctx context.Context, name string, o Options) Surface {
		t.Helper()
		s, err := Make(ctx, at(name), loss, p, g, &o)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	one := build(ctx, "one", Options{Workers: 1})
	want := contents(t, at("one"))
	if !same(one, made(t, loss, p, g, nil)) {
		t.Error("a folder has other losses than a surface in memory")
	}
	before := calls.Load()
	build(ctx, "one", Options{})
	if n := calls.Load() - before; n != 1 { // the centre, which guards
		t.Errorf("a whole folder was made again: %d losses", n)
	}

	stop, cancel := context.WithCancel(ctx)
	quick := loss
	loss = Func(2, func(w []float64) float64 { time.Sleep(time.Millisecond); return rough(w) })
	part := build(stop, "resumed", Options{Workers: 2, Progress: func(done, _ int) {
		if done > 8 {
			cancel()
		}
	}})
	loss = quick
	if sum := part.Summary(); sum.Made == 117 || sum.Made < 8 {
		t.Errorf("the interrupted folder has %d nodes", sum.Made)
	}
	build(ctx, "resumed", Options{Workers: 3})
	if contents(t, at("resumed")) != want {
		t.Error("interrupted and resumed is not uninterrupted")
	}

	for i := 1; i <= 3; i++ {
		s := build(ctx, string(rune('a'+i)), Options{Shard: [2]int{i, 3}})
		if sum := s.Summary(); sum.Made != 39 {
			t.Errorf("shard %d has %d nodes", i, sum.Made)
		}
	}
	for _, order := range [][]string{{"b", "c", "d"}, {"d", "b", "c", "b"}} {
		to := at("merged" + strings.Join(order, ""))
		var folders []string
		for _, f := range order {
			folders = append(folders, at(f))
		}
		if s, err := Merge(folders, to, nil); err != nil || !same(s, one) || contents(t, to) != want {
			t.Errorf("merged in the order %v: another folder, %v", order, err)
		}
	}
	if s, err := Merge([]string{at("c")}, at("part"), nil); err != nil || s.Summary().Made != 39 {
		t.Errorf("one shard alone: %+v, %v", s.Summary(), err)
	}
}

// TestFoldersAreReadAsTheyWereWritten, with what is missing told from what is NaN.
func TestFoldersAreReadAsTheyWereWritten(t *testing.T) {
	p, g := roughPlane(t)
	s := made(t, Func(2, rough), p, g, &Options{Name: "rough", Data: "none", Buffers: KeptBuffers, Curvature: &Curvature{Dim: 2, Negative: 1}, Path: []Checkpoint{{Alpha: 1, Loss: Number(math.NaN()), OnPlane: Number(math.Inf(-1))}}})
	s.Z[2][3], s.Made[2][3] = math.NaN(), false
	folder := t.TempDir()
	if err := s.Write(folder); err != nil {
		t.Fatal(err)
	}
	back, err := Read(folder)
	if err != nil || !same(s, back) || back.Centre != s.Centre || back.Name != "rough" || back.Data != "none" || back.Buffers != KeptBuffers || back.Curvature.Negative != 1 || len(back.Path) != 1 || !math.IsNaN(float64(back.Path[0].Loss)) || !math.IsInf(float64(back.Path[0].OnPlane), -1) {
		t.Fatalf("%+v is read back, %v", back, err)
	}
	if a, b := s.Spec(), back.Spec(); a.Hash != b.Hash || a.Summary.Made != 116 || b.Summary.NotFinite != a.Summary.NotFinite || a.Summary.NotFinite == 0 {
		t.Errorf("%+v and %+v", a, b)
	}
	again := t.TempDir()
	if err := back.Write(again); err != nil || contents(t, again) != contents(t, folder) {
		t.Errorf("written again, the folder is another: %v", err)
	}

	text := contents(t, folder)
	var spec map[string]any
	if err := json.Unmarshal([]byte(text[0]), &spec); err != nil || spec["format"] != "saddle-surface/1" {
		t.Errorf("surface.json is no JSON of this format: %v", err)
	}
	if n := strings.Count(text[2], "\n"); n != 117 {
		t.Errorf("points.csv has %d lines, want a header and 116 nodes", n)
	}
	if strings.Contains(text[2], "\n2,3,") || !strings.Contains(text[2], ",NaN\n") || !strings.Contains(text[2], ",+Inf\n") {
		t.Error("a missing node has a line, or one that is not finite has none")
	}
	// NumPy's format: the header ends at a multiple of 64, and the numbers follow row by row.
	raw := []byte(text[1])
	header := int(binary.LittleEndian.Uint16(raw[8:])) + 10
	if header%64 != 0 || !bytes.Contains(raw[:header], []byte("'shape': (9, 13)")) || len(raw) != header+8*117 {
		t.Fatalf("grid.npy has a header of %d of %d bytes: %q", header, len(raw), raw[:header])
	}
	if z := math.Float64frombits(binary.LittleEndian.Uint64(raw[header+8*(4*13+2):])); z != s.Z[4][2] {
		t.Errorf("row 4, column 2 of grid.npy is %v, want %v", z, s.Z[4][2])
	}
}

// TestGridsAreReadByOthers: the reader of NumPy's files in package files, which was written apart, finds the same numbers.
func TestGridsAreReadByOthers(t *testing.T) {
	for _, n := range []int{1, 3, 12} {
		s := made(t, Func(2, func(w []float64) float64 { return w[0]*w[1] - w[0] - w[1] }), around(t, []float64{0, 0}, direction(1, 0), direction(0, 1)), Grid{Symmetric(1.5, n), Symmetric(1.5, n)}, nil)
		m, err := files.Read(bytes.NewReader(npy(s.Z)), nil)
		if err != nil || m.SymmetricDim() != 2*n+1 || m.Rounded != 0 || m.Asymmetry != 0 || m.At(0, 1) != s.Z[0][1] || m.At(2*n, n) != s.Z[2*n][n] {
			t.Errorf("%d × %d: %+v, %v", 2*n+1, 2*n+1, m, err)
		}
	}
}

// TestFoldersOfAnotherSurface are refused, and what differs is said.
func TestFoldersOfAnotherSurface(t *testing.T) {
	p, g := roughPlane(t)
	folder := t.TempDir()
	if _, err := Make(t.Context(), folder, Func(2, rough), p, g, &Options{Data: "a"}); err != nil {
		t.Fatal(err)
	}
	moved := around(t, []float64{0, .10000000000000002}, p.Directions...)
	turned := around(t, p.Centre(), direction(1, 1e-9), p.Directions[1])
	for what, f := range map[string]func() (Surface, error){
		"parameters": func() (Surface, error) {
			return Make(t.Context(), folder, Func(2, rough), moved, g, &Options{Data: "a"})
		},
		"directions": func() (Surface, error) {
			return Make(t.Context(), folder, Func(2, rough), turned, g, &Options{Data: "a"})
		},
		"data": func() (Surface, error) { return Make(t.Context(), folder, Func(2, rough), p, g, &Options{Data: "b"}) },
		"grid": func() (Surface, error) {
			return Make(t.Context(), folder, Func(2, rough), p, Grid{g.Y, g.X}, &Options{Data: "a"})
		},
		"buffers": func() (Surface, error) {
			return Make(t.Context(), folder, Func(2, rough), p, g, &Options{Data: "a", Buffers: ZeroBuffers})
		},
		"loss at the centre": func() (Surface, error) {
			return Make(t.Context(), folder, Func(2, func(w []float64) float64 { return rough(w) + 1 }), p, g, &Options{Data: "a"})
		},
	} {
		if _, err := f(); !errors.As(err, new(ErrFolder)) || !strings.Contains(err.Error(), what) {
			t.Errorf("another %s: %v", what, err)
		}
	}
	// Without surface.json the records say so.
	if err := os.Remove(filepath.Join(folder, specFile)); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(t.Context(), folder, Func(2, rough), moved, g, &Options{Data: "a"}); !errors.As(err, new(tables.ErrRecords)) {
		t.Error(err)
	}
}

// TestDamagedFolders are refused.
func TestDamagedFolders(t *testing.T) {
	p, g := roughPlane(t)
	s := made(t, Func(2, rough), p, g, nil)
	for _, damage := range []struct{ file, from, to string }{
		{specFile, Format, "saddle-surface/0"}, {specFile, `"nodes": 13`, `"nodes": 15`}, {specFile, `"kind"`, `"kine"`}, {specFile, "{", ""},
		{pointsFile, "row,", "line,"}, {pointsFile, "\n0,0,", "\n0,1,"}, {pointsFile, "\n0,0,-2", "\n0,0,-3"}, {pointsFile, ",+Inf\n", ",NaN\n"}, {pointsFile, "\n8,12", "\n8,12,"},
		{gridFile, "\x00\x00\xf0\x7f", "\x00\x00\xf0\x7e"},
	} {
		folder := t.TempDir()
		if err := s.Write(folder); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, damage.file)
		text, _ := os.ReadFile(path)
		changed := bytes.Replace(text, []byte(damage.from), []byte(damage.to), 1)
		if bytes.Equal(text, changed) {
			t.Fatalf("%q is not in %s", damage.from, damage.file)
		}
		if err := os.WriteFile(path, changed, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(folder); !errors.As(err, new(ErrFolder)) {
			t.Errorf("%s with %q in place of %q is read: %v", damage.file, damage.to, damage.from, err)
		}
	}
	if _, err := Read(t.TempDir()); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	if _, err := Merge(nil, t.TempDir(), nil); !errors.As(err, new(ErrArgument)) {
		t.Error(err)
	}
}

// TestVTPHasHoles: where a corner is not finite there is no cell, of any shape of grid.
func TestVTPHasHoles(t *testing.T) {
	p, _ := roughPlane(t)
	s := made(t, Func(2, func(w []float64) float64 {
		if w[0] == 1 && w[1] > 1 {
			return math.NaN()
		}
		return w[0]
	}), p, Grid{Axis{-1, 1, 4}, Axis{-1, 1, 3}}, nil)
	var b strings.Builder
	if err := s.WriteVTP(&b); err != nil || !strings.Contains(b.String(), `NumberOfPoints="11"`) || !strings.Contains(b.String(), `NumberOfPolys="5"`) || !strings.Contains(b.String(), "\n0 1 5 4\n") {
		t.Errorf("%v\n%s", err, b.String())
	}
	line := made(t, Func(2, rough), around(t, []float64{0, 0}, direction(1, 1)), Grid{X: Axis{-1, 1, 3}}, nil)
	if err := line.WriteVTP(&b); !errors.As(err, new(ErrArgument)) {
		t.Error(err)
	}
}
