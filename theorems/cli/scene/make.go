package scene

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"saddle/models"
	"saddle/theorems/cli"
	"saddle/theorems/surface"
)

// A picture is what was made of a part.
type picture struct {
	part, folder string
	surface.Surface
}

// make trains and draws the parts, one after the other, until ctx ends.
func (d *Drawing) make(ctx context.Context, p cli.Program, e surface.Experiment, parts []string, shard [2]int) (out []picture, err error) {
	for _, part := range parts {
		if ctx.Err() != nil {
			return out, nil
		}
		scene, err := d.train(ctx, p, e, part)
		if err != nil {
			if ctx.Err() != nil && (errors.Is(err, context.Cause(ctx)) || errors.Is(err, ctx.Err())) {
				return out, nil
			}
			return out, err
		}
		if d.Normal != "" || d.Index > 0 {
			if scene, err = scene.Respanned(d.Index, surface.Normalisation(d.Normal)); err != nil {
				return out, cli.Misused(fmt.Errorf("--normalise and --index: %w", err))
			}
		}
		g, err := d.grid(e, scene)
		if err != nil {
			return out, err
		}
		curvature, err := d.curvature(ctx, p, part, scene)
		if err != nil {
			return out, err
		}
		folder := filepath.Join(d.Out, part)
		progress, stop := p.Meter("nodes of " + part)
		s, err := scene.Draw(ctx, folder, g, surface.Options{Workers: d.Workers, Progress: progress, Shard: shard, Curvature: curvature,
			Note: func(n string) { fmt.Fprintf(p.Stderr, "%s: %s\n", p.Name, n) }})
		stop()
		if err != nil {
			return out, err
		}
		vtp := filepath.Join(folder, "surface.vtp")
		if _, err := os.Stat(vtp); d.VTP || err == nil { // one that was asked for before is kept up
			if err := writeVTP(s, vtp); err != nil {
				return out, err
			}
		}
		out = append(out, picture{part, folder, s})
	}
	return out, nil
}

func (d *Drawing) train(ctx context.Context, p cli.Program, e surface.Experiment, part string) (surface.Scene, error) {
	progress, stop := p.Meter("epochs of " + part)
	defer stop()
	if progress == nil {
		progress = func(done, all int) {}
	}
	return e.Make(ctx, part, e.Run(part, d.Seed), progress)
}

func writeVTP(s surface.Surface, path string) error {
	var b bytes.Buffer
	if err := s.WriteVTP(&b); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// curvature looks at the Hessian of the centre, if it was asked to; a loss without one is noted.
func (d *Drawing) curvature(ctx context.Context, p cli.Program, part string, s surface.Scene) (*surface.Curvature, error) {
	if !d.Hessian {
		return nil, nil
	}
	m, ok := s.Loss.(models.Model)
	if !ok {
		fmt.Fprintf(p.Stderr, "%s: the loss of %s has no Hessian\n", p.Name, part)
		return nil, nil
	}
	c, err := surface.CurvatureAt(ctx, m, s.Plane.Centre())
	switch {
	case ctx.Err() != nil:
		return nil, nil // what was asked for ends here
	case err != nil:
		return nil, fmt.Errorf("the Hessian of %s: %w", part, err)
	}
	return &c, nil
}

// grid is that of the experiment, as far as nothing else was asked for.
func (d *Drawing) grid(e surface.Experiment, s surface.Scene) (surface.Grid, error) {
	g := e.Grid
	if s.Grid != (surface.Grid{}) {
		g = s.Grid
	}
	if d.Range != "" {
		r, err := d.reach()
		if err == nil && r == 0 {
			r, err = surface.Range(s.Loss, s.Plane, 0)
		}
		if err != nil {
			return g, err
		}
		g.X.From, g.X.To = -r, r
		if s.Plane.Kind != surface.Directions {
			g.X.To = 1 + r
		}
		if !e.Flat() {
			g.Y.From, g.Y.To = g.X.From, g.X.To
		}
	}
	if d.Nodes > 0 {
		g.X.Nodes = d.Nodes
		if !e.Flat() {
			g.Y.Nodes = d.Nodes
		}
	}
	if s.Plane.Kind != surface.Directions {
		g.X = throughBoth(g.X)
		return g, nil
	}
	for _, a := range []*surface.Axis{&g.X, &g.Y} {
		if a.From == -a.To && a.Nodes > 0 && a.Nodes%2 == 0 {
			a.Nodes++ // 0 is a node
		}
	}
	return g, nil
}

// reach is the range that was asked for: 0 for auto, or none.
func (d *Drawing) reach() (float64, error) {
	if d.Range == "" || d.Range == "auto" {
		return 0, nil
	}
	r, err := strconv.ParseFloat(d.Range, 64)
	if err != nil || !(r >= leastRange && r <= mostRange) {
		return 0, fmt.Errorf("--range is %q: want a number from %g to %g, or auto", d.Range, leastRange, mostRange)
	}
	return r, nil
}

// Ranges beyond these are slips of the pen.
const leastRange, mostRange = 1e-9, 1e9

// throughBoth is an axis of about the same range and number of nodes of which 0 and 1, the two points of a line, are nodes.
func throughBoth(a surface.Axis) surface.Axis {
	between := max(1, math.Round(float64(a.Nodes-1)/(a.To-a.From)))
	before, behind := math.Round(-a.From*between), math.Round((a.To-1)*between)
	return surface.Axis{From: 0 - before/between, To: (between + behind) / between, Nodes: int(before+between+behind) + 1}
}

// merge unites folders of one picture.
func (d *Drawing) merge(p cli.Program) error {
	s, err := surface.Merge(d.Merge, d.Out, func(n string) { fmt.Fprintf(p.Stderr, "%s: %s\n", p.Name, n) })
	if err != nil {
		return err
	}
	return d.print(p, []picture{{filepath.Base(d.Out), d.Out, s}})
}
