package scene_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/cli/scene"
	"saddle/theorems/surface"
)

// bowls are quadratics x² + by² around (1, 2), which are trained by being told.
func bowls(flat bool) surface.Experiment {
	e := surface.Experiment{
		Name: "test/bowls", Says: "two quadratics", Source: theorems.Source{Key: "test", Title: "Test"},
		Parts: []string{"bowl", "saddle"},
		Grid:  surface.Grid{X: surface.Symmetric(1, 2), Y: surface.Symmetric(2, 1)},
		Make: func(ctx context.Context, part string, r theorems.Run, progress func(done, all int)) (surface.Scene, error) {
			if ctx.Err() != nil {
				return surface.Scene{}, context.Cause(ctx)
			}
			b := map[string]float64{"bowl": 1, "saddle": -1}[part]
			progress(1, 1)
			s := surface.Scene{Name: part, Loss: surface.Func(2, func(w []float64) float64 { return 1 + w[0]*w[0] + b*w[1]*w[1] })}
			along := []surface.Direction{{V: []float64{1, 0}}, {V: []float64{0, 1}}}
			var err error
			if flat {
				s.Plane, err = surface.Through([]float64{2, 0}, []float64{0, 0})
			} else {
				s.Plane, err = surface.Around([]float64{0, 0}, along...)
			}
			return s, err
		},
	}
	if flat {
		e.Grid = surface.Grid{X: surface.Axis{From: -0.5, To: 1.5, Nodes: 5}}
	}
	return e
}

// command is one that would draw the bowls into dir.
func command(flat bool, dir string) (*scene.Drawing, cli.Command) {
	items := scene.Commands(bowls(true), bowls(false))
	if flat {
		c := items[1].(*scene.Profile)
		c.Name, c.Out, c.Seed = "test/bowls", dir, 1
		return &c.Drawing, c
	}
	c := items[0].(*scene.Surface)
	c.Name, c.Out, c.Seed = "test/bowls", dir, 1
	return &c.Drawing, c
}

func run(t *testing.T, ctx context.Context, c cli.Command) (code int, out, notes string, err error) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code, err = c.Run(ctx, cli.Program{Name: "saddle", Stdout: &stdout, Stderr: &stderr})
	return code, stdout.String(), stderr.String(), err
}

// A plane of a quadratic has the numbers that it must have, in the folder and in what is printed.
func TestSurface(t *testing.T) {
	dir := t.TempDir()
	d, c := command(false, dir)
	d.JSON = true
	code, out, _, err := run(t, t.Context(), c)
	if code != cli.AsExpected || err != nil {
		t.Fatal(code, err)
	}
	var rows []struct {
		Part, Folder, Hides string
		Surface             struct {
			Centre  float64
			Summary surface.Summary
		}
	}
	if err := json.Unmarshal([]byte(out), &rows); err != nil || len(rows) != 2 {
		t.Fatal(err, out)
	}
	bowl, saddle := rows[0].Surface.Summary, rows[1].Surface.Summary
	if bowl.Nodes != 15 || bowl.Made != 15 || *bowl.Least != 1 || *bowl.Most != 6 || bowl.Minima != 1 || bowl.NonConvex != 0 || rows[0].Surface.Centre != 1 {
		t.Errorf("bowl: %+v", bowl)
	}
	if *saddle.Least != -3 || *saddle.Most != 2 || saddle.NonConvex != saddle.Curved || saddle.Minima != 0 {
		t.Errorf("saddle: %+v", saddle)
	}
	s, err := surface.Read(filepath.Join(dir, "saddle"))
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range s.Z {
		for j, z := range row {
			x, y := s.Grid.X.At(j), s.Grid.Y.At(i)
			if z != 1+x*x-y*y {
				t.Errorf("at (%v, %v): %v", x, y, z)
			}
		}
	}
	d, c = command(false, dir)
	if _, out, _, err := run(t, t.Context(), c); err != nil || !strings.Contains(out, "NON-CONVEX") || !strings.Contains(out, "15/15") || !strings.Contains(out, "100 %") {
		t.Errorf("%v\n%s", err, out)
	}
	d.Hessian = true
	if _, _, notes, err := run(t, t.Context(), c); err != nil || !strings.Contains(notes, "the loss of bowl has no Hessian") {
		t.Errorf("%v\n%s", err, notes)
	}
	d.Part, d.Picture = []string{"sad"}, filepath.Join(dir, "x.svg")
	if _, out, notes, err := run(t, t.Context(), c); err != nil || strings.Contains(out, "bowl:") || !strings.Contains(notes, "drew") {
		t.Errorf("%v\n%s%s", err, out, notes)
	}
	if _, err := os.Stat(filepath.Join(dir, "x.svg")); err != nil {
		t.Error(err)
	}
}

// The Hessian of the centre stands beside the picture of a model.
func TestHessianOfTheCentre(t *testing.T) {
	e := bowls(false)
	e.Parts = []string{"model"}
	e.Make = func(context.Context, string, theorems.Run, func(int, int)) (s surface.Scene, err error) {
		s.Name, s.Loss = "x² − y²", models.Trace(2, func(w []models.Var) models.Var { return w[0].Sqr().Sub(w[1].Sqr()) })
		s.Plane, err = surface.Around([]float64{0, 0}, surface.Direction{V: []float64{1, 0}}, surface.Direction{V: []float64{0, 1}})
		return s, err
	}
	c := scene.Commands(e)[0].(*scene.Surface)
	c.Name, c.Out, c.Seed, c.Hessian = "test/bowls", t.TempDir(), 1, true
	if _, out, _, err := run(t, t.Context(), c); err != nil || !strings.Contains(out, "at the centre 1") {
		t.Errorf("%v\n%s", err, out)
	}
}

// Other random directions, scaled otherwise, are other surfaces with the same centre; a figure for ParaView is written if it is asked for; and
// a line between two points has no random directions.
func TestOtherDirections(t *testing.T) {
	e := bowls(false)
	make := e.Make
	e.Make = func(ctx context.Context, part string, r theorems.Run, progress func(int, int)) (surface.Scene, error) {
		s, err := make(ctx, part, r, progress)
		s.Blocks = []models.Block{{Name: "W1", To: 2, Rows: 1}}
		s.Plane, _ = surface.Around([]float64{3, 4}, s.Plane.Directions...)
		return s, err
	}
	c := scene.Commands(e)[0].(*scene.Surface)
	c.Name, c.Seed, c.Part, c.VTP = "test/bowls", 1, []string{"bowl"}, true
	grids := map[string]bool{}
	for _, how := range []struct {
		normal string
		index  int
	}{{"", 0}, {"filter", 0}, {"none", 0}, {"filter", 1}} {
		c.Normal, c.Index, c.Out = how.normal, how.index, t.TempDir()
		if _, _, _, err := run(t, t.Context(), c); err != nil {
			t.Fatal(how, err)
		}
		s, err := surface.Read(filepath.Join(c.Out, "bowl"))
		if err != nil || s.Centre != 26 {
			t.Errorf("%v: the loss at the centre is %v, %v", how, s.Centre, err)
		}
		grids[fmt.Sprint(s.Z)] = true
		if vtp, err := os.ReadFile(filepath.Join(c.Out, "bowl", "surface.vtp")); err != nil || !bytes.Contains(vtp, []byte("PolyData")) {
			t.Error(err)
		}
	}
	if len(grids) != 4 {
		t.Errorf("%d surfaces are different", len(grids))
	}
	d, line := command(true, t.TempDir())
	d.Index = 1
	if _, _, _, err := run(t, t.Context(), line); err == nil || !errors.As(err, new(cli.ErrUsage)) {
		t.Errorf("%v", err)
	}
}

// A profile says where it falls; other nodes and ranges are those that were asked for.
func TestProfile(t *testing.T) {
	dir := t.TempDir()
	d, c := command(true, dir)
	d.Part = []string{"bowl"}
	_, out, _, err := run(t, t.Context(), c)
	if err != nil || !strings.Contains(out, "DELTA") || !strings.Contains(out, "5/5") {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, c := range []struct {
		nodes    int
		r        string
		from, to float64
		want     int
	}{
		{9, "", -0.5, 1.5, 9}, {7, "2", -2, 3, 6}, {4, "auto", -1, 2, 4}, {61, "0.1", -0.1, 1.1, 61}, {50, "0.9", -0.9, 1.9, 51},
	} {
		d, command := command(true, t.TempDir())
		d.Nodes, d.Range, d.Part = c.nodes, c.r, []string{"bowl"}
		if _, _, _, err := run(t, t.Context(), command); err != nil {
			t.Fatal(err)
		}
		s, err := surface.Read(filepath.Join(d.Out, "bowl"))
		if err != nil || s.Grid.X.Nodes != c.want || c.r != "auto" && math.Abs(s.Grid.X.From-c.from)+math.Abs(s.Grid.X.To-c.to) > 0.03 {
			t.Errorf("%+v: %v, %v", c, s.Grid, err)
		}
		if p := s.Profile(); !slices.Contains(s.Grid.X.All(), 1) || p.Delta != 0 || !(p.Half > 0 && p.Half <= 1) {
			t.Errorf("%+v: %+v at %v", c, p, s.Grid.X.All())
		}
	}
	even, plane := command(false, t.TempDir())
	even.Nodes, even.Range = 4, "3"
	if _, _, _, err := run(t, t.Context(), plane); err != nil {
		t.Fatal(err)
	}
	if s, err := surface.Read(filepath.Join(even.Out, "bowl")); err != nil || s.Grid.X != surface.Symmetric(3, 2) || s.Grid.Y != surface.Symmetric(3, 2) {
		t.Errorf("%v, %v", s.Grid, err)
	}
}

// Two shards and their union are the whole, and what an interrupt left is gone on with.
func TestSurfaceInParts(t *testing.T) {
	dir := t.TempDir()
	whole, c := command(false, filepath.Join(dir, "whole"))
	whole.Part = []string{"bowl"}
	if _, _, _, err := run(t, t.Context(), c); err != nil {
		t.Fatal(err)
	}
	var folders []string
	for i := 1; i <= 2; i++ {
		d, c := command(false, filepath.Join(dir, fmt.Sprint(i)))
		d.Part, d.Shard = []string{"bowl"}, fmt.Sprintf("%d/2", i)
		if _, _, _, err := run(t, t.Context(), c); err != nil {
			t.Fatal(err)
		}
		folders = append(folders, filepath.Join(d.Out, "bowl"))
	}
	m, c := command(false, filepath.Join(dir, "united"))
	m.Name, m.Merge = "", folders
	if _, out, _, err := run(t, t.Context(), c); err != nil || !strings.Contains(out, "15/15") {
		t.Fatalf("%v\n%s", err, out)
	}
	a, _ := os.ReadFile(filepath.Join(dir, "whole", "bowl", "grid.npy"))
	b, _ := os.ReadFile(filepath.Join(dir, "united", "grid.npy"))
	if len(a) == 0 || !bytes.Equal(a, b) {
		t.Error("the union is another surface")
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	d, c := command(false, filepath.Join(dir, "late"))
	code, _, notes, err := run(t, over, c)
	if code != cli.Interrupted || err != nil || !strings.Contains(notes, "0 of 2 pictures are whole; the same command goes on with them, and trains again") {
		t.Errorf("%d, %v: %s", code, err, notes)
	}
	d.Budget = time.Nanosecond
	if code, _, notes, err = run(t, t.Context(), c); code != cli.AsExpected || err != nil || !strings.Contains(notes, "out of time") {
		t.Errorf("%d, %v: %s", code, err, notes)
	}
}

// An experiment of the other command is said to be so; options of planes are refused for lines, and --merge takes none.
func TestMisplacedOptions(t *testing.T) {
	line := bowls(true)
	line.Name = "test/lines"
	items := scene.Commands(line, bowls(false))
	s, p := items[0].(*scene.Surface), items[1].(*scene.Profile)
	s.Seed, p.Seed, s.Out, p.Out = 1, 1, t.TempDir(), t.TempDir()
	s.Name, p.Name = "test/lines", "test/bowls"
	for _, c := range []cli.Command{s, p} {
		if _, _, _, err := run(t, t.Context(), c); err == nil || !strings.Contains(err.Error(), "of the other command") {
			t.Errorf("%v", err)
		}
	}
	p.Name, p.VTP = "test/lines", true
	if _, _, _, err := run(t, t.Context(), p); err == nil || !strings.Contains(err.Error(), "for planes") {
		t.Errorf("%v", err)
	}
	s.Name, s.Merge, s.Hessian = "", []string{"a"}, true
	if _, _, _, err := run(t, t.Context(), s); err == nil || !strings.Contains(err.Error(), "--merge wants") {
		t.Errorf("%v", err)
	}
}

// Without a name both list what they have; what was typed wrongly is said to be so.
func TestMisuse(t *testing.T) {
	d, c := command(false, t.TempDir())
	d.Name = ""
	if _, out, _, err := run(t, t.Context(), c); err != nil || !strings.Contains(out, "test/bowls") || !strings.Contains(out, "parts: bowl saddle") {
		t.Errorf("%v\n%s", err, out)
	}
	d.JSON = true
	if _, out, _, err := run(t, t.Context(), c); err != nil || !json.Valid([]byte(out)) {
		t.Errorf("%v\n%s", err, out)
	}
	for want, spoil := range map[string]func(*scene.Drawing){
		`there is no experiment "test/none" here: want one of test/bowls`: func(d *scene.Drawing) { d.Name = "test/none" },
		"one of bowl, saddle":           func(d *scene.Drawing) { d.Part = []string{"cup"} },
		"--nodes must be at most":       func(d *scene.Drawing) { d.Nodes = math.MaxInt },
		"not negative":                  func(d *scene.Drawing) { d.Workers = -1 },
		"--seed at least 1":             func(d *scene.Drawing) { d.Seed = 0 },
		"--shard is":                    func(d *scene.Drawing) { d.Shard = "3/2" },
		"--range is":                    func(d *scene.Drawing) { d.Range = "-1" },
		"--range is \"x\"":              func(d *scene.Drawing) { d.Range = "x" },
		"….svg or ….png":                func(d *scene.Drawing) { d.Picture = "x.gif" },
		"--merge wants --out":           func(d *scene.Drawing) { d.Merge, d.Out = []string{"x"}, "" },
		"--nodes is 1: want at least 3": func(d *scene.Drawing) { d.Nodes = 1 },
		"--range is \"1e300\"":          func(d *scene.Drawing) { d.Range = "1e300" },
	} {
		d, c := command(false, t.TempDir())
		spoil(d)
		if _, _, _, err := run(t, t.Context(), c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		} else if !errors.As(err, new(cli.ErrUsage)) && !errors.As(err, new(surface.ErrArgument)) {
			t.Errorf("%v is neither a wrong usage nor a wrong argument", err)
		}
	}
}
