package papers

import (
	"testing"

	"saddle/theorems/relu"
)

// The way ends at the targets, and begins at the affine fit, with the outputs of relu.
func TestEndsOfTheWay(t *testing.T) {
	for _, n := range drawn(40, drawWideBent) {
		start, turn, end := n.way()
		fit := lossOfReLU(n.net(), must(relu.AffineFit(n.net()))(t))
		if a, b := lossOfReLU(n.net(), start), lossOfReLU(n.net(), turn); a.Cmp(fit) != 0 || b.Cmp(fit) != 0 {
			t.Errorf("%+v: %v, %v, want %v", n, a, b, fit)
		}
		out := must(relu.Outputs(n.net(), end))(t)
		for s, y := range n.Y {
			if x := out.At(s, 0); !x.IsInt() || fractionOf(x).P != y {
				t.Errorf("%+v: output %v, want %d", n, x, y)
			}
		}
	}
}
