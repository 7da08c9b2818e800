package nets

import (
	"fmt"
	"testing"
)

// The blocks of a residual net are all of its parameters, one after the other, with the rows of each unit.
func TestBlocksOfResidual(t *testing.T) {
	net, err := NewResidual(ResidualConfig{Inputs: 5, Width: 3, Depth: 3, Classes: 2, Skip: true})
	if err != nil {
		t.Fatal(err)
	}
	at, got := 0, ""
	for _, b := range net.Blocks() {
		if b.From != at || b.Into != "" {
			t.Errorf("%+v begins at %d", b, at)
		}
		at = b.To
		got += fmt.Sprintf("%s:%d×%d %s|", b.Name, b.Rows, b.Columns(), b.Of)
	}
	if want := "W1:3×5 |γ1:3×1 W1|β1:3×1 W1|W2:3×3 |γ2:3×1 W2|β2:3×1 W2|W3:2×3 |b3:2×1 W3|"; got != want || at != net.Dim() {
		t.Errorf("%s up to %d of %d", got, at, net.Dim())
	}
}
