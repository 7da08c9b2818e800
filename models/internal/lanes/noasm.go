//go:build !amd64 || purego

package lanes

// Without assembly every step is its Go loop.

func (s Shape) lengths(unit, r, inverse, w []float64) int { return s.lengthsGo(unit, r, inverse, w) }

func (s Shape) gram(c, unit []float64) { s.gramGo(c, unit) }

func (s Shape) sums(loss *Lanes, mix, bend, r, inverse []float64, a Angles, constant float64) {
	s.sumsGo(loss, mix, bend, r, inverse, a, constant)
}

func (s Shape) gradient(g []float64, largest *Lanes, mix, w, rest []float64) {
	s.gradientGo(g, largest, mix, w, rest)
}

func step(w, g []float64, eta *Lanes) { stepGo(w, g, eta) }
