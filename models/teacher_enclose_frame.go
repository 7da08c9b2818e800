package models

import (
	"math"

	"saddle/spectra/interval"
)

// A TeacherFrame is what is known, for every point of a box, of how the neurons lie.
type TeacherFrame struct {
	// Shortest and Angle are lower bounds of the length of a student, and of the angle between the lines of two
	// different students, or of a student and a teacher: 0 if they may be parallel or antiparallel. Where both
	// bounds are above 0, F is smooth to all orders.
	Shortest, Angle float64
	// Complement encloses M, one row a student: for inputs of d + c dimensions the Hessian at a point
	// of which the last c coordinates are 0 is that in d dimensions and c times M,
	//
	//	M_ii = ½ + (Σ_{j≠i} |w_j| sin t_ij − Σ_v sin t_iv)/(2π|w_i|),  M_ij = (π − t_ij)/(2π):
	//
	// in the blocks of [Teacher.Hessian] what multiplies I, as no vector of the others leaves
	// the d dimensions.
	Complement *interval.Sym
}

// EncloseFrame returns how the neurons lie on the box w; the errors are those of [Teacher.EncloseGradient].
// Cost: n(n+k) angles.
func (m *Teacher) EncloseFrame(w []interval.Interval) (TeacherFrame, error) {
	b, err := m.encloseAngles(w)
	if err != nil {
		return TeacherFrame{}, err
	}
	f := TeacherFrame{Shortest: math.Inf(1), Angle: math.Inf(1), Complement: interval.NewSym(m.n)}
	for i := range m.n {
		f.Shortest = min(f.Shortest, b.r[i].Lo)
		f.Complement.Set(i, i, interval.Of(0.5).Add(b.bend[i].Div(b.twicePi.Mul(b.r[i]))))
		for j := i + 1; j < m.n+m.k; j++ {
			rest := b.rest[b.pair(i, j)]
			f.Angle = max(0, min(f.Angle, interval.Pi().Sub(rest).Lo, rest.Lo))
			if j < m.n {
				f.Complement.Set(i, j, rest.Div(b.twicePi))
			}
		}
	}
	return f, nil
}
