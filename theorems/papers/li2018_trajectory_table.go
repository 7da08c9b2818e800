package papers

import (
	"context"
	"fmt"

	"saddle/theorems"
	"saddle/theorems/surface"
	"saddle/theorems/tables"
)

// A TrajectoryCell is a way to train: a key of lineMethods.
type TrajectoryCell struct{ Method string }

// A TrajectoryEnd is what a trajectory comes to.
type TrajectoryEnd struct {
	First  float64 `json:"first"`  // share of the variance about the end
	Second float64 `json:"second"` // of the second component
	Away   float64 `json:"away"`   // the largest distance of a checkpoint from the plane
	Off    float64 `json:"off"`    // the most by which its loss differs from that on the plane
	Walk   float64 `json:"walk"`   // the share that the first two components of a random walk have
	// Of run 0: the axes, the losses at the nodes, and the coordinates of the checkpoints.
	Axes [2]surface.Axis `json:"axes"`
	Z    [][]float64     `json:"z,omitempty"`
	Path [2][]float64    `json:"path"`
}

// LiTrajectoryShares puts the random walk's shares beside those of trainings.
var LiTrajectoryShares = tables.Table[TrajectoryCell, TrajectoryEnd]{
	Name:    "li2018/shares-of-trajectories",
	Says:    LiTrajectories.Says + ": the shares of the variance about the end that the two components have, beside those of a random walk of as many steps in very many dimensions, and how far the picture is from what it shows",
	Source:  li2018.Locate("section 7: 40 to 90 % of the variance of trajectories are in two components, as we recall it", "Training Processing"),
	Version: 1,
	Cells:   []TrajectoryCell{{"sgd"}, {"adam"}, {"adam-fast"}},
	Runs:    10,
	Run: func(ctx context.Context, c TrajectoryCell, r theorems.Run) (TrajectoryEnd, error) {
		d, err := newDigitLine(lineMethods[c.Method])
		if err != nil {
			return TrajectoryEnd{}, err
		}
		points, err := d.trajectory(ctx, r, nil)
		if err != nil {
			return TrajectoryEnd{}, err
		}
		return trajectoryEnd(ctx, d.scene(), points, r.Index == 0)
	},
	Tally: func(_ TrajectoryCell, e TrajectoryEnd) tables.Tally {
		class := "less than a random walk"
		if e.First+e.Second > e.Walk {
			class = moreThanAWalk
		}
		return tables.Tally{Class: class, Values: []tables.Value{
			{Name: "first", X: e.First}, {Name: "second", X: e.Second}, {Name: "walk", X: e.Walk}, {Name: "away", X: e.Away}, {Name: "off", X: e.Off}}}
	},
	Row: func(_ TrajectoryCell, s tables.Summary) []tables.Entry {
		return []tables.Entry{
			s.Mean("share of the first component", "first", everyEnd, ""), s.Mean("share of the second component", "second", everyEnd, ""),
			s.Mean("share of two components of a random walk", "walk", everyEnd, ""),
			s.Rate("two have more than those of a random walk", func(class string) bool { return class == moreThanAWalk }, nil),
			s.Mean("largest distance from the plane", "away", everyEnd, ""), s.Mean("largest difference of the loss from the one drawn", "off", everyEnd, ""),
		}
	},
	Specimen: func(c TrajectoryCell, e TrajectoryEnd) []theorems.Figure { return e.figure(c) },
	Valid: func(c TrajectoryCell) error {
		if lineMethods[c.Method] == nil {
			return fmt.Errorf("a method of sgd, adam and adam-fast")
		}
		return nil
	},
}

const moreThanAWalk = "more than a random walk"

// trajectoryEnd looks at a trajectory, and draws it if it is asked for a picture.
func trajectoryEnd(ctx context.Context, s surface.Scene, points [][]float64, picture bool) (e TrajectoryEnd, err error) {
	s, t, err := trajectoryScene(s, points)
	if err != nil {
		return e, err
	}
	e.First, e.Second, e.Walk = t.Shares[0], t.Shares[1], t.Walk[0]+t.Walk[1]
	for _, c := range s.Path {
		e.Away, e.Off = max(e.Away, c.Residual), max(e.Off, float64(c.OnPlane-c.Loss), float64(c.Loss-c.OnPlane))
	}
	if !picture {
		return e, nil
	}
	drawn, err := surface.Of(ctx, s.Loss, s.Plane, s.Grid, &surface.Options{Workers: 1})
	if err == nil {
		err = context.Cause(ctx)
	}
	for _, row := range drawn.Z {
		e.Z = append(e.Z, theorems.Rounded(row))
	}
	for _, c := range s.Path {
		e.Path[0], e.Path[1] = append(e.Path[0], c.Alpha), append(e.Path[1], c.Beta)
	}
	e.Axes = [2]surface.Axis{s.Grid.X, s.Grid.Y}
	return e, err
}

// figure draws what run 0 kept.
func (e TrajectoryEnd) figure(c TrajectoryCell) []theorems.Figure {
	s := madeSurface(surface.Grid{X: e.Axes[0], Y: e.Axes[1]}, e.Z)
	for k := range e.Path[0] {
		s.Path = append(s.Path, surface.Checkpoint{Alpha: e.Path[0][k], Beta: e.Path[1][k]})
	}
	f, err := s.Figure(c.Method, fmt.Sprintf("A training by %s on the plane of its principal components about the end, which have %.0f and %.0f %% of the variance; those of a random walk have %.0f %% together", c.Method, 100*e.First, 100*e.Second, 100*e.Walk))
	if err != nil {
		return nil
	}
	f.Hides = fmt.Sprintf("checkpoints are up to %.2g away from the plane, and their losses up to %.2g from those drawn under them", e.Away, e.Off)
	return []theorems.Figure{f}
}
