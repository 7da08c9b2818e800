package surface

import (
	"errors"
	"math"
	"path/filepath"
	"slices"
	"testing"
)

func line(t *testing.T) Plane {
	t.Helper()
	p, err := Through([]float64{0}, []float64{1})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A profile is of both ends of its line: without a node at 1 there is none, and rounding does not take it away.
func TestProfilesHaveBothEnds(t *testing.T) {
	falling := Func(1, func(w []float64) float64 { return 1 - w[0] })
	for _, c := range []struct {
		axis Axis
		ok   bool
	}{{Axis{0, 1.9, 4}, false}, {Axis{-0.9, 1.9, 4}, false}, {Axis{-0.1, 1.1, 61}, true}, {Axis{-0.12, 1.12, 32}, true}, {Axis{-0.25, 1.25, 31}, true}, {Axis{-1, 0, 3}, false}} {
		s, err := Of(t.Context(), falling, line(t), Grid{X: c.axis}, nil)
		if err != nil {
			t.Fatal(err)
		}
		p := s.Profile()
		if c.ok != slices.Contains(c.axis.All(), 1) || c.ok != (p.Delta == 0) || !c.ok && !(math.IsNaN(p.Delta) && math.IsNaN(p.Barrier) && math.IsNaN(p.Half)) || c.ok && math.Abs(p.Half-0.5) > 0.05 {
			t.Errorf("%+v: %+v at %v", c, p, c.axis.All())
		}
	}
	for r := 1; r <= 400; r++ {
		for n := 1; n <= 60; n++ {
			a := Axis{0, float64(r*n+n) / float64(n*r), r*n + n + 1} // 1 is node r·n, but for rounding
			if x := a.At(r * n); x != 1 {
				t.Fatalf("%+v has %v for 1", a, x)
			}
		}
	}
}

// A folder keeps what it has: it is not mixed with nodes of a loss of another name, a union does not replace another surface, nodes without records
// are not lost, and the curvature stays.
func TestFoldersKeepWhatTheyHave(t *testing.T) {
	var folder ErrFolder
	a, b := Func(1, func(w []float64) float64 { return 1 + w[0] }), Func(1, func(w []float64) float64 { return 1 + 100*w[0]*w[0] })
	g, dir := Grid{X: Axis{0, 1, 5}}, t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	first, err := Make(t.Context(), at("a"), a, line(t), g, &Options{Name: "a", Shard: [2]int{1, 2}, Curvature: &Curvature{Dim: 1, Largest: 7}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Make(t.Context(), at("a"), b, line(t), g, &Options{Name: "b"}); !errors.As(err, &folder) {
		t.Errorf("a loss of another name: %v", err)
	}
	if _, err := Make(t.Context(), at("b"), b, line(t), g, &Options{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	if _, err := Merge([]string{at("a"), at("b")}, at("c"), nil); !errors.As(err, &folder) {
		t.Errorf("a union of two losses: %v", err)
	}
	if _, err := Make(t.Context(), at("d"), a, line(t), g, &Options{Name: "a", Shard: [2]int{2, 2}}); err != nil {
		t.Fatal(err)
	}
	for _, order := range [][]string{{at("a"), at("d")}, {at("d"), at("a")}} {
		to := at("to " + filepath.Base(order[0]))
		if s, err := Merge(order, to, nil); err != nil || s.Curvature == nil || s.Curvature.Largest != 7 {
			t.Errorf("%v: %v, %v", order, s.Curvature, err)
		}
	}
	if s, err := Make(t.Context(), at("a"), a, line(t), g, &Options{Name: "a"}); err != nil || s.Curvature == nil || s.Summary().Made != 5 || first.Summary().Made == 5 {
		t.Errorf("%+v, %v", s.Curvature, err)
	}
	whole, err := Of(t.Context(), b, line(t), g, &Options{Name: "e"})
	if err != nil {
		t.Fatal(err)
	}
	if err := whole.Write(at("e")); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(t.Context(), at("e"), b, line(t), g, &Options{Name: "e", Shard: [2]int{1, 2}}); !errors.As(err, &folder) {
		t.Errorf("nodes without records: %v", err)
	}
	if _, err := Merge([]string{at("a")}, at("e"), nil); !errors.As(err, &folder) {
		t.Errorf("a union over another surface: %v", err)
	}
}

// A loss that falls to −∞ is not finite there; nil is no loss; a walk of no points has no shares.
func TestEdges(t *testing.T) {
	deep := Func(1, func(w []float64) float64 {
		if w[0] > 0.6 {
			return math.Inf(-1)
		}
		return 1
	})
	if r, err := Range(deep, line(t), 0); err != nil || r > 1 || r < 0.5 {
		t.Errorf("%v, %v", r, err)
	}
	if _, err := Of(t.Context(), Func(1, nil), line(t), Grid{}, nil); !errors.As(err, new(ErrArgument)) {
		t.Errorf("%v", err)
	}
	if got := RandomWalk(-1, FromMean); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if parts, err := (Experiment{Parts: []string{"x"}}).Select([]string{""}); err == nil {
		t.Errorf("no text selects %v", parts)
	}
}
