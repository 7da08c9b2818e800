package models

import "fmt"

// A Criterion compares the outputs z of a net with what they should be.
type Criterion int

const (
	// Squared is ½ Σ_s ‖z_s − y_s‖² over the samples s.
	Squared Criterion = iota
	// CrossEntropy is Σ_s (log Σ_j exp z_sj − z_s,c) with c the label of s: the
	// cross-entropy of the softmax of the outputs.
	CrossEntropy
)

// String returns the name of c, as "Squared".
func (c Criterion) String() string {
	switch c {
	case Squared:
		return "Squared"
	case CrossEntropy:
		return "CrossEntropy"
	}
	return fmt.Sprintf("Criterion(%d)", int(c))
}

// GoString returns the Go expression of c, as "models.Squared".
func (c Criterion) GoString() string { return "models." + c.String() }

// squaredLoss returns ½‖z − y‖².
func squaredLoss(z, y []float64) float64 {
	var sum float64
	for j, t := range y {
		sum += (z[j] - t) * (z[j] - t)
	}
	return sum / 2
}
