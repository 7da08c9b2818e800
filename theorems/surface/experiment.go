package surface

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"saddle/models"
	"saddle/theorems"
)

// An Experiment is a figure of a paper that can be made again: nets are trained, and their losses drawn along lines or over planes.
type Experiment struct {
	// Name is that of the source and of the experiment, as "li2018/skip-connections".
	Name, Says string
	Source     theorems.Source
	// Parts name the pictures.
	Parts []string
	// Grid is where the losses are drawn by default: without Y it is a line, and the experiment one of profiles.
	Grid Grid
	// Make trains what a part draws. It depends on the part and on r alone. Progress, which is not nil, is told how far it is.
	Make func(ctx context.Context, part string, r theorems.Run, progress func(done, all int)) (Scene, error)
}

// A Scene is what is drawn.
type Scene struct {
	Loss  Loss
	Plane Plane
	// Name, Data and Buffers are those of Options.
	Name, Data string
	Buffers    Buffers
	// Blocks are those of the parameters, where the plane is spanned by random directions, so that others can be drawn.
	Blocks []models.Block
	// Grid, if it has nodes, is drawn instead of that of the experiment, as where a trajectory says how far to go.
	Grid Grid
	// Path is that of Options: checkpoints on the way to the centre, if there are some.
	Path []Checkpoint
}

// Info describes the experiment.
func (e Experiment) Info() theorems.Info {
	return theorems.Info{Name: e.Name, Says: e.Says, Source: e.Source, Kind: "surface"}
}

// Flat reports whether the experiment draws lines.
func (e Experiment) Flat() bool { return e.Grid.Y == Axis{} }

// Run returns the random numbers of a part: of the seed, the experiment and the part alone.
func (e Experiment) Run(part string, seed uint64) theorems.Run {
	k := theorems.Key{Claim: e.Name, Cell: part, Seed: seed}
	return theorems.Run{Rand: k.Rand()}
}

// Select returns the parts that texts name: each one or, as "plain" does, all that contain it; without texts all. The
// error is an ErrArgument for a text that names none.
func (e Experiment) Select(texts []string) ([]string, error) {
	if len(texts) == 0 {
		return e.Parts, nil
	}
	var out []string
	for _, text := range texts {
		match := func(part string) bool {
			return part == text || !slices.Contains(e.Parts, text) && strings.Contains(part, text)
		}
		if text == "" || !slices.ContainsFunc(e.Parts, match) {
			return nil, ErrArgument{"the part", fmt.Sprintf("%q", text), "one of " + strings.Join(e.Parts, ", ")}
		}
		for _, part := range e.Parts {
			if match(part) && !slices.Contains(out, part) {
				out = append(out, part)
			}
		}
	}
	return out, nil
}

// Respanned returns the scene with other random directions: pair number index, scaled so. The error is an ErrArgument where the plane has
// none, as a line between two points, or one of [Random].
func (s Scene) Respanned(index int, normal Normalisation) (Scene, error) {
	if normal == Neuron && len(s.Blocks) > 0 && !slices.ContainsFunc(s.Blocks, func(b models.Block) bool { return b.Into != "" }) {
		return s, ErrArgument{"the normalisation", "neuron", "filter, layer or none, as no unit of this net can be rescaled alone"}
	}
	if len(s.Blocks) == 0 {
		return s, ErrArgument{"the plane", "not spanned by random directions", "an experiment whose directions are random"}
	}
	lines := s.Plane.Lines()
	var along []Direction
	for i := range lines {
		d, err := Random(s.Plane.Centre(), s.Blocks, Drawing{Index: index*lines + i, Normal: normal})
		if err != nil {
			return s, err
		}
		along = append(along, d)
	}
	var err error
	s.Plane, err = Around(s.Plane.Centre(), along...)
	s.Path = nil
	return s, err
}

// Draw makes a scene of a part on a grid in a folder, as [Make] does.
func (s Scene) Draw(ctx context.Context, folder string, g Grid, o Options) (Surface, error) {
	o.Name, o.Data, o.Buffers, o.Path = s.Name, s.Data, s.Buffers, s.Path
	return Make(ctx, folder, s.Loss, s.Plane, g, &o)
}
