package papers

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/surface"
)

func numbersOf(seed uint64) theorems.Run {
	return theorems.Run{Rand: rand.New(rand.NewPCG(seed, 16))}
}

// Units in another order are the same function, of other parameters.
func TestReordered(t *testing.T) {
	config := models.MLPConfig{Widths: []int{3, 5, 4, 2}, Activation: models.ReLU, Bias: true, Criterion: models.CrossEntropy, Labels: []int{0, 1, 1}, X: [][]float64{{1, 2, 3}, {-1, 0, 2}, {0.5, -3, 1}}}
	net, err := models.NewMLP(config)
	if err != nil {
		t.Fatal(err)
	}
	r := numbersOf(1)
	for range 20 {
		w := make([]float64, net.Dim())
		for i := range w {
			w[i] = r.NormFloat64()
		}
		other, err := reordered(w, net.Blocks(), r)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := net.Loss(w), net.Loss(other); math.Abs(a-b) > 1e-12*(1+math.Abs(a)) {
			t.Errorf("%v and %v", a, b)
		}
		if a, b := slices.Sorted(slices.Values(w)), slices.Sorted(slices.Values(other)); !slices.Equal(a, b) || slices.Equal(w, other) {
			t.Error("the parameters are not the same ones in another order")
		}
	}
}

// What training ends in is the end of a line, and the loss falls on the way; the trainings of one line differ.
func TestLinesEndWhereTrainingDoes(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a net")
	}
	scene, err := LineCell{"sgd", "start-end"}.scene(t.Context(), numbersOf(2), func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	s, err := surface.Of(t.Context(), scene.Loss, scene.Plane, surface.Grid{X: surface.Axis{To: 1, Nodes: 5}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	e := lineEnd(s, true)
	if math.Abs(e.First-math.Ln10) > 0.1 || e.Last > 0.8 || e.Delta != 0 || !slices.Equal(e.Z, theorems.Rounded(s.Z[0])) {
		t.Errorf("%+v", e)
	}
	for _, c := range []LineCell{{"", "starts"}, {"sgd", "end"}, {"lstm", "copy"}} {
		if c.valid() == nil {
			t.Errorf("%v is valid", c)
		}
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range append(lineCells(), lstmCells()...) {
		if _, err := c.scene(over, numbersOf(2), func(int, int) {}); err == nil {
			t.Errorf("%v goes on after an interrupt", c)
		}
	}
}

// A trajectory that bends in a plane is drawn whole on it, with the random walk's shares beside its own.
func TestTrajectoryScene(t *testing.T) {
	loss := surface.Func(3, func(w []float64) float64 { return 1 + w[0]*w[0] + w[1]*w[1] })
	points := [][]float64{{4, 3, 0}, {2, 2, 0}, {1, 0.5, 0}, {0, 0, 0}}
	s, _, err := trajectoryScene(surface.Scene{Loss: loss, Name: "it"}, points)
	if err != nil {
		t.Fatal(err)
	}
	for k, c := range s.Path {
		if float64(c.Loss) != loss.Loss(points[k]) || math.Abs(float64(c.OnPlane-c.Loss)) > 1e-12 || c.Residual > 1e-12 ||
			c.Alpha <= s.Grid.X.From || c.Alpha >= s.Grid.X.To || c.Beta <= s.Grid.Y.From || c.Beta >= s.Grid.Y.To {
			t.Errorf("checkpoint %d: %+v on %+v", k, c, s.Grid)
		}
	}
	if !strings.Contains(s.Name, "it; the first two of 3 components") || !strings.Contains(s.Name, "random walk") {
		t.Error(s.Name)
	}
	if _, _, err := trajectoryScene(surface.Scene{Loss: loss}, points[:1]); err == nil {
		t.Error("a trajectory of one point is drawn")
	}
}

// A deep net is drawn with the statistics of its training and with those of each node, which are the same picture
// at no node but a few; the parts that are listed are made, and others are not.
func TestSkipScenes(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a net")
	}
	scene, accuracy, err := SkipCell{4, true}.scene(t.Context(), numbersOf(3), nil)
	if err != nil || accuracy < 0.95 {
		t.Fatal(accuracy, err)
	}
	g := surface.Grid{X: surface.Symmetric(1, 1), Y: surface.Symmetric(1, 1)}
	kept, err := surface.Of(t.Context(), scene.Loss, scene.Plane, g, nil)
	if err != nil {
		t.Fatal(err)
	}
	scene = freshly(scene)
	fresh, err := surface.Of(t.Context(), scene.Loss, scene.Plane, g, &surface.Options{Buffers: scene.Buffers})
	if err != nil || fresh.Buffers != surface.ReestimatedBuffers {
		t.Fatal(fresh.Buffers, err)
	}
	if a, b := *kept.Summary().Most, *fresh.Summary().Most; a <= b || math.Abs(kept.Centre-fresh.Centre) > 0.1 {
		t.Errorf("most %v and %v, at the centre %v and %v", a, b, kept.Centre, fresh.Centre)
	}
	for _, part := range LiSkipSurfaces.Parts {
		c, err := skipPart(strings.TrimSuffix(part, freshStatistics))
		if err != nil || c.part() != strings.TrimSuffix(part, freshStatistics) {
			t.Errorf("%s: %v, %v", part, c, err)
		}
	}
	for _, part := range []string{"", "1-skip", "56", "56-skipped", "-3-plain"} {
		if c, err := skipPart(part); err == nil {
			t.Errorf("%q is %v", part, c)
		}
	}
}
