package papers

import (
	"math"
	"slices"

	"saddle/models"
	"saddle/theorems"
)

// descend runs gradient descent from a Xavier start with d = k and returns how it ends.
func descend(r theorems.Run, k, n int) string {
	return descendFrom(teacher(k, n), xavier(r, n, k), k, descentCap)
}

// descendFrom runs gradient descent from w, rows of length d, for at most so many
// steps, leaves the end in w and returns how it ends.
func descendFrom(m *models.Teacher, w []float64, d, most int) string {
	start, g := slices.Clone(w), make([]float64, m.Dim())
	step := descentStep
	for range most {
		loss := m.LossGradient(g, w)
		switch end, diverges := protocol(loss, 2*math.Pi*longestRow(g, d)); {
		case end != "":
			return end
		case diverges:
			step /= 2
			copy(w, start)
			continue
		}
		for i := range w {
			w[i] -= step * g[i]
		}
	}
	return capped
}
