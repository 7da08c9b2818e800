package hunt

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
)

// A Landscape is a loss in which minima are hunted: a model with what the hunt has to know of it.
// [Student] is that of a student and its teacher, [Formula] any loss that is written as a tape.
type Landscape interface {
	models.Model
	models.Hessianer
	// Start draws a start.
	Start(r *rand.Rand) []float64
	// Floor is the loss below which a point is taken to be on its way to a global minimum, and left.
	Floor() float64
	// Canonical returns the point that stands for all those that the symmetries of the loss make of w.
	// Points of two orbits never have one; of one orbit they should.
	Canonical(w []float64) []float64
	// Prove proves a strict local minimum near w that is not global.
	Prove(w []float64) (Proof, error)
}

// A Proof is the text that is kept of a minimum, a certificate, with the point near which it is and the
// loss there, which are not the proof.
type Proof struct {
	W    []float64
	Loss float64
	Text []byte
}

// A Formula is a landscape of a tape.
type Formula struct {
	*models.Tape
	// Draw draws a start.
	Draw func(r *rand.Rand) []float64
	// Least is the least loss, and a loss below Least + Near is taken to be on its way there.
	Least, Near float64
	// Form returns the point that stands for the orbit of w; nil is w itself.
	Form func(w []float64) []float64
}

var _ Landscape = Formula{}

// Start draws a start.
func (f Formula) Start(r *rand.Rand) []float64 { return f.Draw(r) }

// Floor returns Least + Near.
func (f Formula) Floor() float64 { return f.Least + f.Near }

// Canonical returns what Form does.
func (f Formula) Canonical(w []float64) []float64 {
	if f.Form == nil {
		return w
	}
	return f.Form(w)
}

// Hessian sets dst to the Hessian at w.
func (f Formula) Hessian(dst *mat.SymDense, w []float64) {
	if dst.IsEmpty() {
		dst.ReuseAsSym(f.Dim())
	}
	dst.CopySym(models.Hessian(f.Tape, w))
}
