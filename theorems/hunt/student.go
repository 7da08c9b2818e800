package hunt

import (
	"bytes"
	"math"
	"math/rand/v2"

	"saddle/models"
	"saddle/theorems/certify"
)

// A Student is the landscape of models.Teacher with k teacher neurons, n students and d = k.
type Student struct {
	*models.Teacher
	k, n int
}

var _ Landscape = Student{}

// NewStudent returns the landscape; the error is that of [models.NewTeacher].
func NewStudent(k, n int) (Student, error) {
	m, err := models.NewTeacher(k, n, k)
	return Student{m, k, n}, err
}

// Start draws weights N(0, 1/k).
func (s Student) Start(r *rand.Rand) []float64 {
	w := make([]float64, s.Dim())
	for i := range w {
		w[i] = r.NormFloat64() / math.Sqrt(float64(s.k))
	}
	return w
}

// studentGlobal is the loss below which the authors of the experiments count an end as global.
const studentGlobal = 1e-3

// Floor returns 1e-3.
func (s Student) Floor() float64 { return studentGlobal }

// Canonical orders the neurons and the coordinates.
func (s Student) Canonical(w []float64) []float64 { return canonical(w, s.n, s.k) }

// Prove proves a spurious minimum by [certify.Spurious], in every dimension; the text is that of the
// certificate.
func (s Student) Prove(w []float64) (Proof, error) {
	c, err := certify.Spurious(s.Teacher, s.Canonical(w))
	if err != nil {
		return Proof{}, err
	}
	var text bytes.Buffer
	if _, err := c.WriteTo(&text); err != nil {
		return Proof{}, err
	}
	at := make([]float64, len(c.W))
	for i, x := range c.W {
		at[i] = float64(x)
	}
	return Proof{at, s.Loss(at), text.Bytes()}, nil
}
