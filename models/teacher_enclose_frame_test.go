package models

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// TestFrameIsThatOfOneMoreDimension: the complement holds, in 300 bits and straight from the definition, the Hessian
// in a coordinate that is 0 at all neurons, at points of a box; the shortest neuron is not shorter than is said.
func TestFrameIsThatOfOneMoreDimension(t *testing.T) {
	rounds := 9
	if testing.Short() {
		rounds = 2
	}
	for s, shape := range enclosedShapes {
		rng, m := rand.New(rand.NewPCG(51, uint64(s))), mustTeacher(t, shape[0], shape[1], shape[2])
		wide := mustTeacher(t, m.k, m.n, m.d+1)
		for round := range rounds {
			w := normals(rng, m.Dim(), 1)
			if round%2 == 1 {
				w = hardStudent(rng, m)
			}
			box := around(w, []float64{0, 1e-12, 1e-3}[round%3])
			f, err := m.EncloseFrame(box)
			if errors.As(err, new(ErrNonSmooth)) {
				continue
			} else if err != nil {
				t.Fatal(err)
			}
			x := memberOf(rng, box)
			var y []float64
			for i := range m.n {
				y = append(append(y, row(x, i, m.d)...), 0)
				if r := norm(row(x, i, m.d)); r < f.Shortest*(1-1e-12) {
					t.Errorf("neuron %d has length %v, at least %v", i, r, f.Shortest)
				}
			}
			_, _, hessian := bigTeacher(wide, bigPoint(y), 0)
			for i := range m.n {
				for j := range i + 1 {
					h := hessian[(i*wide.d+m.d)*wide.Dim()+j*wide.d+m.d]
					if !holds(f.Complement.At(i, j), h) {
						t.Errorf("k, n, d = %v: entry (%d, %d), %v, is not in %v", shape, i, j, h, f.Complement.At(i, j))
					}
				}
			}
		}
	}
}

// TestFrameAngles: between lines, so that parallel and antiparallel neurons have none.
func TestFrameAngles(t *testing.T) {
	for _, c := range []struct {
		w    []float64
		want float64
	}{
		{[]float64{1, 1}, math.Pi / 4}, {[]float64{-1, 1}, math.Pi / 4}, {[]float64{2, 2 * math.Sqrt(3)}, math.Pi / 6},
		{[]float64{-3, 0}, 0}, {[]float64{3, 0}, 0}, {[]float64{1, 1, -2, -2}, 0}, {[]float64{1, 1, 1, 2}, math.Atan(1. / 3)},
	} {
		var box []interval.Interval
		for _, x := range c.w {
			box = append(box, interval.Of(x))
		}
		f, err := mustTeacher(t, 2, len(c.w)/2, 2).EncloseFrame(box)
		if err != nil || !(f.Angle >= 0 && f.Angle <= c.want+1e-15 && f.Angle > c.want-1e-7) {
			t.Errorf("%v: %v, want %v, %v", c.w, f.Angle, c.want, err)
		}
	}
	if f, err := mustTeacher(t, 1, 2, 2).EncloseFrame(around([]float64{3, 4, 0, 1}, 0.1)); err != nil || !(f.Shortest <= 0.9 && f.Shortest > 0.89) {
		t.Errorf("%v, %v", f.Shortest, err)
	}
	if _, err := mustTeacher(t, 1, 1, 2).EncloseFrame(around([]float64{0.5, 0.5}, 0.5)); !errors.As(err, new(ErrNonSmooth)) {
		t.Error(err)
	}
}
