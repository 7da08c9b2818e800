package certify

import (
	"errors"
	"fmt"
	"math"

	"saddle/models"
	"saddle/spectra"
	"saddle/spectra/interval"
)

// Spurious proves that the population loss of a ReLU student with k orthonormal teachers has, near w, a strict
// local minimum at which the loss is above 0, in every dimension of at least d: k teachers, n students and d
// are the shape of l. Where the last coordinates of all students are 0, d is lowered to those that are used:
// the certificate then says more.
//
// The proof is that of [PolishedMinimum], for d dimensions, and two more inequalities on the same ball: the
// matrix M of [models.TeacherFrame] is positive definite, so that no other dimension lets the loss fall, and
// the loss is above 0, which is its least value.
//
// The error is an [ErrUnproved] that says in one sentence which inequality fails, or an [models.ErrNotFinite].
// Cost: that of PolishedMinimum: .1 s of a core at k = n = 20, 2 s and 400 MB at k = 50, n = 52.
func Spurious(l *models.Teacher, w []float64) (Certificate, error) {
	if len(w) != l.Dim() {
		return Certificate{}, models.ErrDimension{Arg: "w", Got: len(w), Want: l.Dim()}
	}
	if err := check(l, w, 0); err != nil {
		return Certificate{}, err
	}
	l, w = used(l, w)
	if d := len(w) / students(l); len(w) > largest || d > widest {
		return Certificate{}, ErrArgument{Arg: "w", Want: fmt.Sprintf("at most %d numbers, in at most %d dimensions", largest, widest)}
	}
	for i, x := range w {
		if math.Abs(x) > longest {
			return Certificate{}, ErrArgument{Arg: fmt.Sprintf("w[%d]", i), Want: fmt.Sprintf("a number of at most %d", longest)}
		}
	}
	if err := aboveZero(l, w); err != nil {
		return Certificate{}, err
	}
	p, err := polish(l, w, unit)
	if err != nil {
		return Certificate{}, err
	}
	m, err := p.choose()
	if err != nil {
		return Certificate{}, err
	}
	at := point{m.W, m.Tail}
	f, err := l.EncloseFrame(at.box(m.R))
	if err != nil {
		return Certificate{}, err
	}
	complement, err := spectra.LowerBound(f.Complement)
	switch {
	case err != nil:
		return Certificate{}, bounded(m.R, err)
	case !(complement > 0):
		return Certificate{}, ErrUnproved{Why: fmt.Sprintf("it is a minimum in %d dimensions, but in others λ_min ≥ %.3g is all that is known of the Hessian, and that is not above 0", len(w)/students(l), complement)}
	case !(f.Angle > 0 && f.Shortest >= 0x1p-16):
		return Certificate{}, ErrUnproved{Why: fmt.Sprintf("it is a minimum, but not of a kind that is certified: neurons of length at least %.3g > 2^-16, and angles of at least %.3g > 0 between their lines, are all that is known", f.Shortest, f.Angle)}
	case !(m.Loss.Lo > 0):
		return Certificate{}, ErrUnproved{Why: fmt.Sprintf("it is a minimum, but its loss is known to be at least %.3g only, which is not above 0", m.Loss.Lo)}
	}
	c := newCertificate(l, m, f, complement)
	if !(c.Gradient < interval.MulDown(c.Curvature, c.Radius)) {
		return Certificate{}, ErrUnproved{Why: fmt.Sprintf("it is a minimum, but ‖∇F‖ ≤ %.3g is too near to μ r = %.3g · %.3g to be certified", m.G, m.Mu, m.R)}
	}
	return c, nil
}

// The limits of what is certified: numbers of a point, dimensions, the size of a number and of what it is a
// multiple.
const largest, widest, longest, unit = 10_000, 400, 256, 0x1p-192

func students(l *models.Teacher) int {
	_, n, _ := l.Shape()
	return n
}

// used drops the last coordinates if they are 0 for all students, and no teacher's.
func used(l *models.Teacher, w []float64) (*models.Teacher, []float64) {
	k, n, d := l.Shape()
	least := k
	for i, x := range w {
		if x != 0 {
			least = max(least, i%d+1)
		}
	}
	if least == d {
		return l, w
	}
	var short []float64
	for i := range n {
		short = append(short, w[i*d:][:least]...)
	}
	l, err := models.NewTeacher(k, n, least)
	if err != nil {
		panic("certify: " + err.Error()) // k ≤ least, and k and n are those of a teacher
	}
	return l, short
}

// aboveZero refuses a neuron at 0, and a point where the loss is not known to be above 0.
func aboveZero(l *models.Teacher, w []float64) error {
	loss, _, err := l.EncloseGradient(point{w: w}.box(0))
	var kink models.ErrNonSmooth
	switch {
	case errors.As(err, &kink):
		return ErrUnproved{Why: fmt.Sprintf("%s has length %.3g, and the loss has no gradient where a neuron is 0", kink.Unit, math.Max(kink.Distance, 0))}
	case err != nil:
		return ErrUnproved{"the loss is not enclosed at w", err}
	case !(loss.Lo > 0):
		return ErrUnproved{Why: fmt.Sprintf("the loss at w is known to be at least %.3g only, which is not above 0: a global minimum, or too near to one", loss.Lo)}
	}
	return nil
}
