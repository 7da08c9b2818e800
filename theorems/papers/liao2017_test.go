package papers

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// Without error the Hessian is JᵀJ, where J has the gradients of the outputs as rows.
func TestHessianWithoutError(t *testing.T) {
	for _, n := range drawn(30, func(t *rapid.T) SolvedNet { return drawSolved(t, 0) }) {
		var rows [][]*big.Rat
		for s := range n.X {
			for o := range n.Widths[2] {
				output := models.Trace(len(n.W), func(w []models.Var) models.Var { return n.outputs(w, s)[o] })
				_, g, err := output.ExactGradient(n.point())
				if err != nil {
					t.Fatal(err)
				}
				rows = append(rows, g)
			}
		}
		j := rational.FromRows(rows)
		if h := rational.FromRows(jetAt(n.tape(), n.point()).Hessian); !h.Sub(j.T().Mul(j)).IsZero() {
			t.Errorf("%+v: the Hessian is not JᵀJ", n)
		}
	}
}

// Of a root that is there twice the Hessian is looked at, not the count alone.
func TestDegenerateRoots(t *testing.T) {
	if e := (RootGrid{Roots: [][]int{{0, 0}}}).count(); e.Verdict != theorems.False || !strings.Contains(e.Seen, "1 zero") {
		t.Error(e)
	}
}
