package bench

import (
	"slices"
	"testing"

	"saddle/models"
)

// small are all subjects, the largest on few samples.
func small() []subject {
	all := slices.Concat(losses, teachers)
	for i, s := range all {
		if s.peer == "gonum" {
			all[i].build = func() models.Model { return digits(3) }
		}
	}
	return all
}

func toys() (all []subject) {
	for _, toy := range models.Toys() {
		all = append(all, subject{name: []any{"toy", toy.Name}, scale: 1, build: func() models.Model { return toy }})
	}
	return all
}

// TestAllocations: gradients and products allocate nothing, of the model, at a Point, and of a tape.
func TestAllocations(t *testing.T) {
	for _, s := range append(small(), toys()...) {
		m := s.build()
		w, v := s.point(m.Dim())
		dst := make([]float64, m.Dim())
		forms := map[string]models.Model{"model": m, "point": at{m, must(models.At(m, w))}}
		if s.peer == "tape" {
			forms["tape"] = s.other(m)
		}
		for form, m := range forms {
			for what, do := range map[string]task{"Gradient": gradients, "HessVec": products} {
				if n := testing.AllocsPerRun(5, func() { do.do(m, dst, w, v) }); n != 0 {
					t.Errorf("%s: %s of the %s allocates %v times", name(s.name...), what, form, n)
				}
			}
		}
	}
}

// TestPeersAgree: every implementation gives the model's answers.
func TestPeersAgree(t *testing.T) {
	for _, s := range small() {
		m := s.build()
		w, v := s.point(m.Dim())
		for what, k := range map[string]task{"gradient": gradients, "product": products} {
			for _, other := range []models.Model{s.other(m), at{m, must(models.At(m, w))}} {
				if _, err := k.compare(m, other, w, v); err != nil {
					t.Errorf("%s: %s: %v", name(s.name...), what, err)
				}
			}
		}
	}
}
