package papers

import (
	"context"
	"fmt"
	"math"
	"slices"

	"saddle/models/train"
	"saddle/theorems"
	"saddle/theorems/surface"
)

// trajectoryEpochs is how many checkpoints there are beside the start.
const trajectoryEpochs = 20

// LiTrajectories are trainings on the plane of their principal components, with the shares of a random walk beside theirs.
var LiTrajectories = surface.Experiment{
	Name: "li2018/trajectories",
	Says: fmt.Sprintf("The training of nets 196–64–64–10 of ReLUs on the first %d images of MNIST in 14×14 for %d epochs, in batches of %d, by gradient descent at rate 0.1 and by Adam at rate 0.001, on the plane through its end that its first two principal components about the end span, with the loss at the first %d images",
		lineImages, trajectoryEpochs, lineBatch, lineDrawn),
	Source: li2018.Locate("section 7: 40 to 90 % of the variance of trajectories are in two components", "Training Processing; Skip Connection"),
	Parts:  []string{"sgd", "adam"},
	Grid:   trajectoryGrid,
	Make: func(ctx context.Context, part string, r theorems.Run, progress func(done, all int)) (surface.Scene, error) {
		d, err := newDigitLine(lineMethods[part])
		if err != nil {
			return surface.Scene{}, err
		}
		points, err := d.trajectory(ctx, r, progress)
		if err != nil {
			return surface.Scene{}, err
		}
		scene, _, err := trajectoryScene(d.scene(), points)
		return scene, err
	},
}

// trajectoryGrid says how many nodes there are; where they are, a trajectory does.
var trajectoryGrid = surface.Grid{X: surface.Symmetric(1, 15), Y: surface.Symmetric(1, 15)}

// trajectory trains, and returns the start and the parameters after each epoch.
func (d *digitLine) trajectory(ctx context.Context, r theorems.Run, progress func(done, all int)) ([][]float64, error) {
	start := make([]float64, d.net.Dim())
	train.UniformFanIn{}.Draw(start, d.fit.Net.Widths, true, r.Rand)
	points := [][]float64{start}
	fit := d.fit
	fit.Epochs = trajectoryEpochs
	out, err := fit.Run(ctx, r.Rand, &train.FitOptions{W: start, Progress: progress, After: func(_ train.Epoch, w []float64) bool {
		points = append(points, slices.Clone(w))
		return false
	}})
	if err == nil && out.Stop == train.Interrupted {
		err = context.Cause(ctx)
	}
	return points, err
}

// trajectoryScene draws a trajectory on the plane of its components, which it returns too, a fifth beyond its ends.
func trajectoryScene(s surface.Scene, points [][]float64) (surface.Scene, surface.Trajectory, error) {
	t, err := surface.PCA(points, surface.FromEnd)
	if err != nil {
		return s, t, err
	}
	if s.Plane, err = t.Plane(points[len(points)-1]); err != nil {
		return s, t, err
	}
	if s.Path, err = s.Plane.Checkpoints(s.Loss, points); err != nil {
		return s, t, err
	}
	s.Name += fmt.Sprintf("; the first two of %d components have %.1f and %.1f %% of the variance about the end, those of a random walk of as many steps %.1f and %.1f %%",
		len(points)-1, 100*t.Shares[0], 100*t.Shares[1], 100*t.Walk[0], 100*t.Walk[1])
	s.Grid = trajectoryGrid
	for k, axis := range []*surface.Axis{&s.Grid.X, &s.Grid.Y} {
		from, to := 0.0, 0.0
		for _, c := range s.Path {
			at := [2]float64{c.Alpha, c.Beta}[k]
			from, to = math.Min(from, at), math.Max(to, at)
		}
		margin := (to - from) / 5
		axis.From, axis.To = from-margin, to+margin
	}
	return s, t, nil
}
