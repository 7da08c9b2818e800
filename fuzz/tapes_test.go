package fuzz

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"saddle/models"
	"saddle/spectra/interval"
)

// FuzzTapes draws a model and a point, and compares the model's float64 code and both
// readings of its tape with the formula written once more, with roundings.
func FuzzTapes(f *testing.F) {
	for _, data := range tapeSeeds() {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkTape(t, data) })
}

func tapeSeeds() [][]byte { return seeds(96, 60) }

// A traced is a model with its definition.
type traced interface {
	models.Model
	Tape() *models.Tape
}

// A sample is a model, its formula with roundings, and what happens at a point.
type sample struct {
	name     string
	model    traced
	formula  func(r roundings, w []models.Var) models.Var
	ops      int // roundings in one operation of the formula, at most
	w, v     []float64
	enclosed models.Enclosure // of the formula; the Hessian has one more row
}

// checkTape reports whether it compared anything beyond the loss.
func checkTape(t *testing.T, data []byte) bool {
	c := choices(data)
	s := drawSample(&c)
	rounded, box := s.rounded()
	tape, n := s.model.Tape(), s.model.Dim()
	var err error
	s.enclosed, err = rounded.Enclose(box)
	switch {
	case errors.As(err, new(models.ErrUndefined)): // parallel neurons
		return false
	case errors.As(err, new(models.ErrNonSmooth)):
		loss, err := rounded.EncloseLoss(box)
		for _, m := range []models.Model{s.model, tape} {
			if x := m.Loss(s.w); err != nil || !loss.Contains(x) {
				t.Errorf("%s: loss %v of %T on a kink at %v, enclosed by %v, %v", s.name, x, m, s.w, loss, err)
			}
		}
		return false
	case err != nil:
		t.Fatalf("%s: %v", s.name, err)
	}
	if exact, err := tape.Enclose(box[:n]); err != nil || !s.meets(exact) {
		t.Errorf("%s at %v: the tape says %v, %v, the formula %v", s.name, s.w, exact, err, s.enclosed)
	}
	p, err := models.At(s.model, s.w)
	if err != nil {
		t.Fatalf("%s at %v: %v", s.name, s.w, err)
	}
	for what, m := range map[string]models.Model{"the model": s.model, "the tape": tape, "the point": at{p}} {
		if why := s.contradicts(m); why != "" {
			t.Errorf("%s: %s of %s at w = %v, v = %v", s.name, why, what, s.w, s.v)
		}
	}
	return true
}

// rounded returns the formula with roundings as a tape of w and η, and their box.
func (s *sample) rounded() (*models.Tape, []interval.Interval) {
	n := s.model.Dim()
	box := make([]interval.Interval, n, n+1)
	for i, x := range s.w {
		box[i] = interval.Of(x)
	}
	tape := models.Trace(n+1, func(w []models.Var) models.Var { return s.formula(roundings{w[n]}, w[:n]) })
	return tape, append(box, roundingsOf(s.ops))
}

// meets reports whether e and the enclosure of the formula can be of the same function.
func (s *sample) meets(e models.Enclosure) bool {
	meet := func(x, y interval.Interval) bool { return !x.Intersect(y).IsEmpty() }
	ok := meet(e.Loss, s.enclosed.Loss)
	for i, x := range e.Gradient {
		ok = ok && meet(x, s.enclosed.Gradient[i])
		for j := range i + 1 {
			ok = ok && meet(e.Hessian.At(i, j), s.enclosed.Hessian.At(i, j))
		}
	}
	return ok
}

// contradicts returns what of m is not enclosed by the formula, "" if all is.
func (s *sample) contradicts(m models.Model) string {
	n := len(s.w)
	if x := m.Loss(s.w); !s.enclosed.Loss.Contains(x) {
		return fmt.Sprintf("loss %v, not in %v,", x, s.enclosed.Loss)
	}
	got, product := make([]float64, n), make([]interval.Interval, n+1)
	m.Gradient(got, s.w)
	for i, x := range got {
		if !s.enclosed.Gradient[i].Contains(x) {
			return fmt.Sprintf("entry %d of the gradient %v, not in %v,", i, x, s.enclosed.Gradient[i])
		}
	}
	m.HessVec(got, s.w, s.v)
	s.enclosed.Hessian.MulVec(product, append(slices.Clone(s.v), 0))
	for i, x := range got {
		if !product[i].Contains(x) {
			return fmt.Sprintf("entry %d of the Hessian product %v, not in %v,", i, x, product[i])
		}
	}
	return ""
}

// at reads a Point as the model at its w.
type at struct{ p *models.Point }

func (a at) Dim() int                    { return a.p.Dim() }
func (a at) Loss([]float64) float64      { return a.p.Loss() }
func (a at) Gradient(dst, _ []float64)   { a.p.Gradient(dst) }
func (a at) HessVec(dst, _, v []float64) { a.p.Mul(dst, v) }

// TestTapesDecide: most seeds compare all of a model, and every family is among them.
func TestTapesDecide(t *testing.T) {
	all, decided, families := tapeSeeds(), 0, map[string]bool{}
	for _, data := range all {
		if checkTape(t, data) {
			decided++
			c := choices(data)
			families[fmt.Sprintf("%T", drawSample(&c).model)] = true
		}
	}
	if 4*decided < 3*len(all) || len(families) < 4 {
		t.Errorf("%d of %d seeds decide, of %v", decided, len(all), families)
	}
}

// A wrong model is off in one number of one of its answers.
type wrong struct {
	models.Model
	in string
}

const relativeMistake = 1e-8

func (m wrong) mistake(in string, x *float64) {
	if in == m.in {
		*x += relativeMistake * (1 + math.Abs(*x))
	}
}

func (m wrong) Loss(w []float64) float64 {
	x := m.Model.Loss(w)
	m.mistake("loss", &x)
	return x
}

func (m wrong) Gradient(dst, w []float64) {
	m.Model.Gradient(dst, w)
	m.mistake("gradient", &dst[0])
}

func (m wrong) HessVec(dst, w, v []float64) {
	m.Model.HessVec(dst, w, v)
	m.mistake("Hessian product", &dst[len(dst)-1])
}

// TestWrongModels: a mistake in the eighth digit is reported.
func TestWrongModels(t *testing.T) {
	for _, in := range []string{"loss", "gradient", "Hessian product"} {
		decided, reported := 0, 0
		for _, data := range tapeSeeds() {
			c := choices(data)
			s := drawSample(&c)
			tape, box := s.rounded()
			var err error
			if s.enclosed, err = tape.Enclose(box); err != nil {
				continue
			}
			decided++
			if s.contradicts(wrong{s.model, in}) != "" {
				reported++
			}
		}
		if 10*reported < 9*decided {
			t.Errorf("%s: a mistake is reported in %d of %d cases", in, reported, decided)
		}
	}
}
