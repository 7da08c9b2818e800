package bench

import (
	"fmt"
	"math/rand/v2"

	"gonum.org/v1/gonum/floats"

	"saddle/models"
)

// teacherStudents are the students of one piece of work: peers may take several at once,
// and are called once for all of them.
const teacherStudents = 2 * models.TeacherLanes

// teacherContests: loss and gradient of many students, by batches, one by one, by the
// formula and by C.
func teacherContests() (contests []contest) {
	for _, k := range []int{6, 10, 20} {
		contests = append(contests, contest{name("model", "teacher", "k", k, "n", k), 1, false, func() ([]hand, map[string]float64, error) {
			s := newStudents(k)
			all := append([]studentHand{s.batches(), s.models()}, s.peers()...)
			var hands []hand
			apart := 0.0
			for _, h := range all {
				if err := h.work(); err != nil {
					return nil, nil, err
				}
				for i := range s.w {
					a, err := s.compare(i, h.answer)
					if err != nil {
						return nil, nil, fmt.Errorf("%s: %w", h.impl, err)
					}
					apart = max(apart, a)
				}
				hands = append(hands, h.hand)
			}
			return hands, map[string]float64{"residual": apart}, nil
		}})
	}
	return contests
}

// A studentHand tells what it has computed of student i.
type studentHand struct {
	hand
	answer func(g []float64, i int) (loss float64)
}

// students are points of one loss.
type students struct {
	k     int
	model *models.Teacher
	tape  *models.Tape
	w     [][]float64
}

func newStudents(k int) *students {
	m := must(models.NewTeacher(k, k, k))
	s := &students{k: k, model: m, tape: m.Tape()}
	r := rand.New(rand.NewPCG(4, uint64(k)))
	for range teacherStudents {
		s.w = append(s.w, normal(r, m.Dim(), 0.3))
	}
	return s
}

// compare returns how far the gradient is from that of the formula, in units, and an error
// if it or the loss is farther than roundings explain.
func (s *students) compare(i int, answer func(g []float64, i int) float64) (float64, error) {
	n := s.model.Dim()
	got, want := make([]float64, n), make([]float64, n)
	loss := answer(got, i)
	s.tape.Gradient(want, s.w[i])
	norm, apart := floats.Norm(want, 2), floats.Distance(got, want, 2)
	exact := s.tape.Loss(s.w[i])
	if !(apart <= tolerance(n, norm)) || !(max(loss-exact, exact-loss) <= tolerance(n, float64(s.k))) {
		return 0, fmt.Errorf("student %d: loss %v, want %v; gradients are %v apart, at norm %v", i, loss, exact, apart, norm)
	}
	return residual(apart, n, norm), nil
}

// batches takes the students in lanes.
func (s *students) batches() studentHand {
	var all []*models.TeacherBatch
	for i, w := range s.w {
		if i%models.TeacherLanes == 0 {
			all = append(all, s.model.Batch())
		}
		all[len(all)-1].SetLane(i%models.TeacherLanes, w)
	}
	work := func() error {
		for _, b := range all {
			b.Evaluate()
		}
		return nil
	}
	return studentHand{hand{"batch", work, teacherStudents}, func(g []float64, i int) float64 {
		b, lane := all[i/models.TeacherLanes], i%models.TeacherLanes
		b.GradientLane(g, lane)
		return b.Losses()[lane]
	}}
}

// models takes the students one by one.
func (s *students) models() studentHand {
	losses, gradients := make([]float64, len(s.w)), make([][]float64, len(s.w))
	for i, w := range s.w {
		gradients[i] = make([]float64, len(w))
	}
	work := func() error {
		for i, w := range s.w {
			losses[i] = s.model.LossGradient(gradients[i], w)
		}
		return nil
	}
	return studentHand{hand{"model", work, teacherStudents}, func(g []float64, i int) float64 {
		copy(g, gradients[i])
		return losses[i]
	}}
}

// peers are the formula, and C if it is there.
func (s *students) peers() []studentHand {
	g := make([]float64, s.model.Dim())
	formula := studentHand{hand{"tape", func() error { s.tape.Gradient(g, s.w[0]); return nil }, 1}, func(g []float64, i int) float64 {
		s.tape.Gradient(g, s.w[i])
		return s.tape.Loss(s.w[i])
	}}
	if teacherC == nil {
		return []studentHand{formula}
	}
	return []studentHand{formula, s.c("c", 1, teacherC.one), s.c("clanes", models.TeacherLanes, teacherC.lanes)}
}

// c takes all students in one call, as groups whose numbers are interleaved.
func (s *students) c(impl string, lanes int, f func(k, n, d, count int, losses, g, w, scratch []float64)) studentHand {
	k, n := s.k, s.model.Dim()
	losses, g, w := make([]float64, len(s.w)), make([]float64, len(s.w)*n), make([]float64, len(s.w)*n)
	at := func(i, j int) int { return (i/lanes*n+j)*lanes + i%lanes }
	for i, x := range s.w {
		for j, v := range x {
			w[at(i, j)] = v
		}
	}
	scratch := teacherC.scratch(k, k, k)
	work := func() error { f(k, k, k, len(s.w), losses, g, w, scratch); return nil }
	return studentHand{hand{impl, work, teacherStudents}, func(dst []float64, i int) float64 {
		for j := range dst {
			dst[j] = g[at(i, j)]
		}
		return losses[i]
	}}
}
