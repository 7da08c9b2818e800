package matching

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"saddle/models"
)

// drawNet returns a net of ReLUs on some samples, and parameters.
func drawNet(t *testing.T, r *rand.Rand, widths ...int) (*models.MLP, func() []float64) {
	t.Helper()
	c := models.MLPConfig{Widths: widths, Activation: models.ReLU, Bias: true}
	for range 5 {
		x, y := make([]float64, widths[0]), make([]float64, widths[len(widths)-1])
		for i := range x {
			x[i] = r.NormFloat64()
		}
		for i := range y {
			y[i] = r.NormFloat64()
		}
		c.X, c.Y = append(c.X, x), append(c.Y, y)
	}
	m, err := models.NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	return m, func() []float64 {
		w := make([]float64, m.Dim())
		for i := range w {
			w[i] = r.NormFloat64()
		}
		return w
	}
}

func drawOrders(t *testing.T, r *rand.Rand, blocks []models.Block) (out [][]int) {
	t.Helper()
	layers, err := Layers(blocks)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layers {
		out = append(out, r.Perm(l.Units))
	}
	return out
}

// A permuted net is the same function, and orders undo each other to the bit.
func TestPermutedNetsAreOneFunction(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	for _, widths := range [][]int{{2, 3, 1}, {3, 5, 4, 2}, {1, 1, 1}, {2, 4, 4, 4, 1}} {
		m, draw := drawNet(t, r, widths...)
		w, orders := draw(), drawOrders(t, r, m.Blocks())
		p, err := Permute(w, m.Blocks(), orders)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := m.Loss(w), m.Loss(p); math.Abs(a-b) > 1e-12*a {
			t.Errorf("%v: %v, permuted %v", widths, a, b)
		}
		back := make([][]int, len(orders))
		for l, o := range orders {
			back[l] = make([]int, len(o))
			for i, from := range o {
				back[l][from] = i
			}
		}
		if q, err := Permute(p, m.Blocks(), back); err != nil || !slices.Equal(q, w) {
			t.Errorf("%v: %v is not %v: %v", widths, q, w, err)
		}
	}
}

// A net and its permuted copy are matched to the bit: nothing lies between them.
func TestCopiesAreMatched(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 1))
	for _, widths := range [][]int{{2, 7, 1}, {12, 9, 8, 2}, {16, 12, 12, 12, 3}} {
		m, draw := drawNet(t, r, widths...)
		w := draw()
		copied, err := Permute(w, m.Blocks(), drawOrders(t, r, m.Blocks()))
		if err != nil {
			t.Fatal(err)
		}
		for _, order := range []*rand.Rand{nil, r} {
			got, err := Weights(w, copied, m.Blocks(), order)
			if err != nil || !slices.Equal(got.W, w) || got.Squares[len(got.Squares)-1] != 0 {
				t.Errorf("%v: %v, %v", widths, got.Squares, err)
			}
		}
	}
}

// The distance falls with each change, is that of the net which is returned, and with one hidden layer no permutation is nearer.
func TestMatchedNetsAreNearest(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 1))
	for _, widths := range [][]int{{2, 5, 1}, {3, 6, 2}, {2, 5, 6, 1}} {
		m, draw := drawNet(t, r, widths...)
		a, b := draw(), draw()
		got, err := Weights(a, b, m.Blocks(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Squares[1:] {
			if !(got.Squares[i+1] < got.Squares[i]) {
				t.Errorf("%v", got.Squares)
			}
		}
		p, err := Permute(b, m.Blocks(), got.Orders)
		if err != nil || !slices.Equal(p, got.W) {
			t.Errorf("%v is not %v: %v", p, got.W, err)
		}
		for l := range got.Orders { // an order of one layer alone
			least := math.Inf(1)
			every(len(got.Orders[l]), func(order []int) {
				orders := slices.Clone(got.Orders)
				orders[l] = order
				p, err := Permute(b, m.Blocks(), orders)
				if err != nil {
					t.Fatal(err)
				}
				least = min(least, naive(a, p))
			})
			if now := naive(a, got.W); now > least*(1+1e-13) {
				t.Errorf("%v, layer %d: %v, but %v is there", widths, l, now, least)
			}
		}
	}
}

// naive is ‖x − y‖², term by term.
func naive(x, y []float64) (s float64) {
	for i := range x {
		s += (x[i] - y[i]) * (x[i] - y[i])
	}
	return s
}

// every calls f with each permutation of 0, …, n−1.
func every(n int, f func([]int)) {
	order := make([]int, 0, n)
	var next func()
	next = func() {
		if len(order) == n {
			f(order)
			return
		}
		for i := range n {
			if !slices.Contains(order, i) {
				order = append(order, i)
				next()
				order = order[:len(order)-1]
			}
		}
	}
	next()
}

// With two hidden layers a copy need not be found: each layer is nearest as it is while the other is not yet in order.
func TestCopiesThatAreNotFound(t *testing.T) {
	net, err := models.NewNet(models.MLPConfig{Widths: []int{1, 2, 2, 1}, Activation: models.ReLU})
	if err != nil {
		t.Fatal(err)
	}
	w := []float64{0, 1, 0, 1, 1, 0, 0, 1}
	copied, err := Permute(w, net.Blocks(), [][]int{{1, 0}, {1, 0}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Weights(w, copied, net.Blocks(), nil)
	if err != nil || !slices.Equal(got.W, copied) || !slices.Equal(got.Squares, []float64{4}) || got.Gap != 0 || got.Passes != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// Orders are those of all changes of a layer, one after the other.
func TestOrdersOfManyPasses(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 1))
	m, draw := drawNet(t, r, 3, 12, 12, 12, 2)
	most := 0
	for range 10 {
		a, b := draw(), draw()
		got, err := Weights(a, b, m.Blocks(), r)
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, len(got.Squares)-1)
		if p, err := Permute(b, m.Blocks(), got.Orders); err != nil || !slices.Equal(p, got.W) {
			t.Errorf("after %d changes: %v", len(got.Squares)-1, err)
		}
	}
	if most <= 3 {
		t.Errorf("no layer is changed twice")
	}
}

func TestBadNets(t *testing.T) {
	m, draw := drawNet(t, rand.New(rand.NewPCG(15, 1)), 2, 2, 1)
	w, b := draw(), m.Blocks()
	bad := slices.Clone(w)
	bad[3] = math.NaN()
	far := slices.Clone(w)
	far[0] = 1e200
	lost, narrow := slices.Clone(b), slices.Clone(b)
	lost[0].Into, narrow[1].Rows = "W7", 1
	for _, c := range []struct {
		a, b   []float64
		blocks []models.Block
		want   string
	}{
		{w[1:], w, b, "models: a has length 8, want 9"},
		{w, w[1:], b, "models: b has length 8, want 9"},
		{bad, w, b, "models: a[3] is NaN, want a finite number"},
		{w, far, b, "models: bad b[0]: want at most 2^400 in absolute value"},
		{w, w, nil, "models: bad blocks: want those of a net with hidden units that may be reordered, as of ReLUs without skip connections"},
		{w, w, lost, `models: bad blocks: want weights "W7" with a column for each unit of "W1"`},
		{w, w, narrow, `models: bad blocks: want as many rows in "b1" as in "W1"`},
	} {
		if _, err := Weights(c.a, c.b, c.blocks, nil); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	for want, orders := range map[string][][]int{
		"models: orders has length 0, want 1":             nil,
		"models: orders[0] has length 1, want 2":          {{0}},
		"models: bad orders[0]: want each of 0 to 1 once": {{0, 0}},
	} {
		if _, err := Permute(w, b, orders); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := Permute(w[1:], b, [][]int{{0, 1}}); !reflect.DeepEqual(err, models.ErrDimension{Arg: "w", Got: 8, Want: 9}) {
		t.Errorf("%v", err)
	}
}
