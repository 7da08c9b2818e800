package explore

import (
	"saddle/models"
	"saddle/models/formula"
	"saddle/models/train"
	"saddle/theorems/decide"
)

// A searcher follows starts to their ends.
type searcher struct {
	tape       *models.Tape
	names      []string
	box        []formula.Range
	seed       uint64
	symmetries []symmetry
}

// An end is where a walk ended.
type end struct {
	stop   train.Stop
	w      []float64
	loss   float64
	flat   int             // eigenvalues of the Hessian of about 0
	proved decide.Decision // the zero value if nothing was
}
