package models

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestBlocksPartitionTheParameters: they follow each other from 0 to n, and rows are those of Layers.
func TestBlocksPartitionTheParameters(t *testing.T) {
	widths := []int{2, 3, 4, 2}
	x, y := [][]float64{{1, 2}}, [][]float64{{0, 0}}
	for _, bias := range []bool{false, true} {
		m, err := NewMLP(MLPConfig{Widths: widths, Activation: ReLU, Bias: bias, X: x, Y: y})
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for _, b := range m.Blocks() {
			if b.From != at || b.Rows*b.Columns() != b.To-b.From || (b.Of != "") != (b.Columns() == 1) {
				t.Errorf("bias %v: %+v begins not at %d, or has not its rows", bias, b, at)
			}
			if index := b.Index(); index[0] != b.From || index[len(index)-1] != b.To-1 || !slices.IsSorted(index) || len(index) != b.To-b.From {
				t.Errorf("bias %v: %+v has the indices %v", bias, b, index)
			}
			at = b.To
		}
		if at != m.Dim() {
			t.Errorf("bias %v: blocks end at %d of %d", bias, at, m.Dim())
		}
	}
	deep, err := NewDeepLinear(widths, x, y, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := make([]float64, deep.Dim())
	for i := range w {
		w[i] = float64(i)
	}
	for l, rows := range Layers(widths, w) {
		for i, row := range rows {
			if b := deep.Blocks()[l]; !slices.Equal(b.Row(w, i), row) || b.Rows != len(rows) {
				t.Errorf("row %d of layer %d is %v, want %v", i, l+1, b.Row(w, i), row)
			}
		}
	}
}

// TestIntoIsASymmetry: where blocks say that a unit can be rescaled, it can, by a power of two without any change of a bit; and
// where the activation is not homogeneous none says so.
func TestIntoIsASymmetry(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, a := range []Activation{Identity, ReLU, LeakyReLU, Tanh, Sigmoid, Softplus} {
		c := MLPConfig{Widths: []int{2, 3, 2, 2}, Activation: a, Bias: true, X: [][]float64{{1, -2}, {.5, 3}}, Y: [][]float64{{1, 0}, {0, 1}}}
		if a == LeakyReLU {
			c.Slope = 0.25
		}
		m, err := NewMLP(c)
		if err != nil {
			t.Fatal(err)
		}
		w := make([]float64, m.Dim())
		for i := range w {
			w[i] = r.NormFloat64()
		}
		into := 0
		for _, b := range m.Blocks() {
			if b.Into == "" || b.Of != "" {
				continue
			}
			into++
			v := slices.Clone(w)
			rescale(m.Blocks(), v, b, 1, 8)
			if m.Loss(v) != m.Loss(w) || slices.Equal(v, w) {
				t.Errorf("%v: the loss is %v, and was %v", a, m.Loss(v), m.Loss(w))
			}
		}
		if want := map[bool]int{true: 2}[a.homogeneous()]; into != want {
			t.Errorf("%v: %d blocks can be rescaled, want %d", a, into, want)
		}
	}
}

// TestBlocksOfOthers: those of a chain are its weights, each of which can be rescaled against the next, and those of a teacher's students one matrix with a neuron a row.
func TestBlocksOfOthers(t *testing.T) {
	c := mustChain(t, 4, nil)
	w := []float64{3, -0.5, 2, 5}
	for _, b := range c.Blocks()[:3] {
		v := slices.Clone(w)
		rescale(c.Blocks(), v, b, 0, 8)
		if c.Loss(v) != c.Loss(w) || slices.Equal(v, w) || !slices.Equal(b.Index(), []int{b.From}) {
			t.Errorf("%+v: the loss is %v, and was %v", b, c.Loss(v), c.Loss(w))
		}
	}
	if last := c.Blocks()[3]; last.Into != "" || last.Name != "w4" || last.To != c.Dim() {
		t.Errorf("%+v", last)
	}
	teacher, err := NewTeacher(2, 3, 4)
	if err != nil {
		t.Fatal(err)
	}
	if b := teacher.Blocks(); len(b) != 1 || b[0] != (Block{Name: "W1", To: 12, Rows: 3}) || len(b[0].Index()) != 12 {
		t.Errorf("%+v", b)
	}
}

// rescale multiplies unit i of a block, with its bias, and divides what takes its output.
func rescale(blocks []Block, w []float64, of Block, i int, alpha float64) {
	for _, b := range blocks {
		switch {
		case b.Name == of.Name || b.Of == of.Name:
			for j := range b.Row(w, i) {
				b.Row(w, i)[j] *= alpha
			}
		case b.Name == of.Into:
			for k := range b.Rows {
				b.Row(w, k)[i] /= alpha
			}
		}
	}
}

func ExampleMLP_Blocks() {
	m, _ := NewMLP(MLPConfig{Widths: []int{2, 3, 1}, Activation: ReLU, Bias: true, X: [][]float64{{0, 1}}, Y: [][]float64{{1}}})
	for _, b := range m.Blocks() {
		fmt.Printf("%s = w[%d:%d], %d rows of %d\n", b.Name, b.From, b.To, b.Rows, b.Columns())
	}
	// Output:
	// W1 = w[0:6], 3 rows of 2
	// b1 = w[6:9], 3 rows of 1
	// W2 = w[9:12], 1 rows of 3
	// b2 = w[12:13], 1 rows of 1
}
