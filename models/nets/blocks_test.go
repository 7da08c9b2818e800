package nets

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
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

// TestBlocksOfOthers: of a Classifier and a TanhNet they are those of the fully connected net in whose order their parameters are; those of an LSTM are all of its
// parameters, and a change in one changes what the formula says it does.
func TestBlocksOfOthers(t *testing.T) {
	for _, a := range []models.Activation{models.ReLU, models.Sigmoid} {
		k := mustClassifier(t, ClassifierConfig{Data: randomSet(t, rand.New(rand.NewPCG(1, 2)), 4, 3), Hidden: 2, Activation: a})
		net, err := models.NewNet(models.MLPConfig{Widths: k.Widths(), Activation: a, Bias: true})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := k.Blocks(), net.Blocks(); !slices.Equal(got, want) {
			t.Errorf("%v: %+v, want %+v", a, got, want)
		}
	}
	c := models.MLPConfig{Widths: []int{3, 2, 4}, Activation: models.Tanh, X: [][]float64{{1, 2, 3}}, Y: [][]float64{{1, 2, 3, 4}}}
	e, errOfNet := NewTanhNet(c)
	m, err := models.NewMLP(c)
	if err := errors.Join(err, errOfNet); err != nil || !slices.Equal(e.Blocks(), m.Blocks()) {
		t.Errorf("%v: %+v", err, e.Blocks())
	}
	n := mustLSTM(t, LSTMConfig{Symbols: 3, Hidden: 2, Length: 2})
	w := make([]float64, n.Dim())
	p, at := n.parameters(w), 0
	for i, part := range [][]float64{p.w.Data, p.u.Data, p.b, p.o.Data, p.d} {
		b := n.Blocks()[i]
		if b.From != at || &w[b.From] != &part[0] || b.To-b.From != len(part) || (b.To-b.From)%b.Rows != 0 {
			t.Errorf("%+v is not its part", b)
		}
		at = b.To
	}
	if at != n.Dim() {
		t.Errorf("blocks end at %d of %d", at, n.Dim())
	}
}

func ExampleLSTM_Blocks() {
	n, _ := NewLSTM(LSTMConfig{Symbols: 27, Hidden: 16, Length: 20})
	for _, b := range n.Blocks() {
		fmt.Printf("%s: %d rows of %d\n", b.Name, b.Rows, b.Columns())
	}
	// Output:
	// W: 27 rows of 64
	// U: 16 rows of 64
	// b: 1 rows of 64
	// O: 27 rows of 16
	// d: 27 rows of 1
}
