package surface

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
)

// slice returns the surface of a net in the plane of two directions that a drawing names.
func slice(t *testing.T, m *models.MLP, w []float64, o Drawing) Surface {
	t.Helper()
	o.Index = 1
	d, err := Random(w, m.Blocks(), o)
	if err != nil {
		t.Fatal(err)
	}
	o.Index = 2
	e, err := Random(w, m.Blocks(), o)
	if err != nil {
		t.Fatal(err)
	}
	return made(t, m, around(t, w, d, e), Grid{Axis{-1, 1, 5}, Axis{-1, 1, 7}}, nil)
}

// TestRescaledNets: one power of two a layer leaves all normalised surfaces as they are, bit for bit; one a unit leaves those of
// Neuron alone; and other factors leave what is left, up to rounding. Without normalisation the surface changes at once.
func TestRescaledNets(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	bits := func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }
	near := func(x, y float64) bool { return math.Abs(x-y) <= 1e-10*(1+math.Abs(x)) }
	for _, biases := range []Biases{Kept, Copied, Drawn} {
		m, w := net(t, r, models.ReLU, true, 3, 4, 3, 2)
		for _, c := range []struct {
			name   string
			factor func(layer, unit int) float64
			same   func(x, y float64) bool
			stay   []Normalisation
			change []Normalisation
		}{
			{"one power of two a layer", func(l, _ int) float64 { return []float64{8, .25}[l] }, bits, []Normalisation{Layer, Filter, Neuron}, []Normalisation{Plain}},
			{"one factor a layer", func(l, _ int) float64 { return []float64{3, .7}[l] }, near, []Normalisation{Layer, Filter, Neuron}, []Normalisation{Plain}},
			{"one power of two a unit", func(l, u int) float64 { return math.Ldexp(1, l+3*u-2) }, bits, []Normalisation{Neuron}, []Normalisation{Plain, Layer, Filter}},
			{"one factor a unit", func(l, u int) float64 { return 1.3 + float64(u)/float64(l+3) }, near, []Normalisation{Neuron}, []Normalisation{Plain, Layer, Filter}},
		} {
			v := rescaled(m.Blocks(), w, c.factor)
			if biases == Drawn && len(c.stay) > 1 { // weights and biases of a deeper layer have different factors
				c.stay, c.change = []Normalisation{Neuron}, []Normalisation{Plain, Layer, Filter}
			}
			for _, normal := range slices.Concat(c.stay, c.change) {
				o := Drawing{Normal: normal, Biases: biases}
				a, b := slice(t, m, w, o), slice(t, m, v, o)
				equal := slices.EqualFunc(a.Z, b.Z, func(x, y []float64) bool { return slices.EqualFunc(x, y, c.same) })
				if !near(a.Centre, b.Centre) || equal != slices.Contains(c.stay, normal) {
					t.Errorf("%s, biases %s, normalisation %s: equal is %v", c.name, biases, normal, equal)
				}
			}
		}
	}
}

// rescaled multiplies what hidden units take, and divides what takes theirs.
func rescaled(blocks []models.Block, w []float64, factor func(layer, unit int) float64) []float64 {
	v, layer := slices.Clone(w), -1
	for _, b := range blocks {
		if b.Of == "" {
			layer++
		}
		for i := range b.Rows {
			for j := range b.Row(v, i) {
				if b.Into != "" {
					b.Row(v, i)[j] *= factor(layer, i)
				}
				if b.Of == "" && layer > 0 {
					b.Row(v, i)[j] /= factor(layer-1, j)
				}
			}
		}
	}
	return v
}

// TestFilterNorms: each row has the norm of the parameters' row and the sense of what was drawn; biases are kept, copied, or of their
// row.
func TestFilterNorms(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	m, w := net(t, r, models.ReLU, true, 3, 4, 2)
	v := random(r, len(w))
	for _, biases := range []Biases{Kept, Copied, Drawn} {
		d, err := Normalise(w, m.Blocks(), v, Drawing{Biases: biases})
		if err != nil {
			t.Fatal(err)
		}
		blocks := m.Blocks()
		for k := 0; k < len(blocks); k += 2 {
			for i := range blocks[k].Rows {
				join := func(x []float64) []float64 {
					row := slices.Clone(blocks[k].Row(x, i))
					if biases == Drawn {
						row = append(row, blocks[k+1].Row(x, i)...)
					}
					return row
				}
				if got, want := norm(join(d.V)), norm(join(w)); math.Abs(got-want) > 1e-14*want || 1-cosine(join(d.V), join(v)) > 1e-14 {
					t.Errorf("biases %s, %s[%d] has norm %v, want %v", biases, blocks[k].Name, i, got, want)
				}
				bias := blocks[k+1].Row(d.V, i)[0]
				if biases == Kept && bias != 0 || biases == Copied && bias != blocks[k+1].Row(w, i)[0] {
					t.Errorf("biases %s: %v", biases, bias)
				}
			}
		}
	}
	d, err := Normalise(w, m.Blocks(), v, Drawing{Normal: Layer})
	if err != nil {
		t.Fatal(err)
	}
	if b := m.Blocks()[0]; math.Abs(norm(d.V[b.From:b.To])-norm(w[b.From:b.To])) > 1e-14*norm(w) || 1-cosine(d.V[:b.To], v[:b.To]) > 1e-14 {
		t.Error("the direction of W1 has another norm than W1, or is another")
	}
}

// TestRandomDirections: each seed and index names another one, none depends on more than these, and they are Gaussian.
func TestRandomDirections(t *testing.T) {
	n := 2000
	w := make([]float64, n)
	o := Drawing{Normal: Plain, Biases: Drawn}
	var seen []Direction
	for seed := range uint64(3) {
		for index := range 3 {
			o.Seed, o.Index = seed+1, index
			d, err := Random(w, nil, o)
			if err != nil {
				t.Fatal(err)
			}
			again, _ := Random(w, nil, o)
			if !slices.Equal(d.V, again.V) || d.Seed != seed+1 || d.Index != index {
				t.Errorf("direction %d of seed %d is another the second time", index, seed)
			}
			if l := norm(d.V) / math.Sqrt(float64(n)); math.Abs(l-1) > .1 {
				t.Errorf("direction %d of seed %d has norm %v √n", index, seed, l)
			}
			for _, e := range seen {
				if c := cosine(d.V, e.V); math.Abs(c) > .12 {
					t.Errorf("directions %d of %d and %d of %d have cosine %v", index, seed, e.Index, e.Seed, c)
				}
			}
			seen = append(seen, d)
		}
	}
	o.Seed = 0
	if d, _ := Random(w, nil, o); d.Seed == 0 {
		t.Error("the default seed is not written down")
	}
}

// TestZeroFilters are errors that name the filter, or stay where they are and are listed.
func TestZeroFilters(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	m, w := net(t, r, models.ReLU, true, 3, 4, 2)
	b := m.Blocks()[0]
	clear(b.Row(w, 2))
	for _, normal := range []Normalisation{Filter, Neuron} {
		if _, err := Random(w, m.Blocks(), Drawing{Normal: normal}); err != (ErrZeroFilter{"parameters", "W1", 2}) {
			t.Errorf("%s: %v", normal, err)
		}
		d, err := Random(w, m.Blocks(), Drawing{Normal: normal, Rest: true})
		if err != nil || !slices.Equal(d.Rest, []string{"W1[2]"}) || hasNaN(d.V) || norm(b.Row(d.V, 2)) != 0 || norm(b.Row(d.V, 1)) == 0 {
			t.Errorf("%s: %v, at rest are %v", normal, err, d.Rest)
		}
	}
	v := random(r, len(w))
	clear(b.Row(v, 0))
	b.Row(w, 2)[0] = 1
	if _, err := Normalise(w, m.Blocks(), v, Drawing{}); err != (ErrZeroFilter{"direction", "W1", 0}) {
		t.Error(err)
	}
}

// TestBlocksThatCannotBe are typed errors.
func TestBlocksThatCannotBe(t *testing.T) {
	w := []float64{1, 2, 3, 4}
	for _, blocks := range [][]models.Block{
		nil, {{Name: "W", To: 3, Rows: 1}}, {{Name: "W", To: 5, Rows: 1}}, {{Name: "W", From: 1, To: 4, Rows: 1}}, {{Name: "W", To: 4, Rows: 3}}, {{Name: "W", To: 4}},
		{{Name: "W", To: 2, Rows: 1}, {Name: "W", From: 2, To: 4, Rows: 1}}, {{Name: "b", To: 4, Rows: 4, Of: "W"}}, {{Name: "b", To: 2, Rows: 1, Of: "W"}, {Name: "W", From: 2, To: 4, Rows: 2}}, {{Name: "W", To: 2, Rows: 1}, {Name: "b", From: 2, To: 4, Rows: 2, Of: "W"}},
		{{Name: "W", To: 2, Rows: 2, Into: "V"}, {Name: "V", From: 2, To: 4, Rows: 2}}, {{Name: "W", To: 4, Rows: 2, Into: "V"}}, {{Name: "W", To: 4, Rows: 2, Into: "W"}},
	} {
		if _, err := Random(w, blocks, Drawing{}); !errors.As(err, new(ErrArgument)) {
			t.Errorf("%+v: %v", blocks, err)
		}
	}
	one := []models.Block{{Name: "W", To: 4, Rows: 2}}
	for _, o := range []Drawing{{Index: -1}, {Normal: "filters"}, {Biases: "zero"}} {
		if _, err := Random(w, one, o); !errors.As(err, new(ErrArgument)) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	for _, w := range [][]float64{nil, {1, 2, 3, math.NaN()}, {1, math.Inf(1), 3, 4}} {
		if _, err := Random(w, one, Drawing{}); !errors.As(err, new(ErrArgument)) {
			t.Errorf("%v: %v", w, err)
		}
	}
}

// TestFiltersAreBlocks: a direction by filters is that by the blocks of the net that has them; and what is between is kept, copied, or of the filter before.
func TestFiltersAreBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	m, w := net(t, r, models.ReLU, true, 3, 4, 2)
	var filters [][2]int
	for _, b := range m.Blocks() {
		for i := 0; i < b.Rows && b.Of == ""; i++ {
			filters = append(filters, [2]int{b.From + i*b.Columns(), b.From + (i+1)*b.Columns()})
		}
	}
	blocks, err := Filters(len(w), filters)
	if err != nil {
		t.Fatal(err)
	}
	for _, biases := range []Biases{Kept, Copied} {
		a, err := Random(w, m.Blocks(), Drawing{Biases: biases})
		b, err2 := Random(w, blocks, Drawing{Biases: biases})
		if err != nil || err2 != nil || !slices.Equal(a.V, b.V) {
			t.Errorf("biases %s: other directions, %v, %v", biases, err, err2)
		}
	}
	// One filter with numbers before and behind it: drawn, they are of one row.
	blocks, err = Filters(5, [][2]int{{1, 3}})
	if err != nil {
		t.Fatal(err)
	}
	d, err := Normalise([]float64{1, 2, 3, 4, 5}, blocks, []float64{1, 1, -1, 1, -1}, Drawing{Biases: Drawn})
	if want := math.Sqrt(11); err != nil || math.Abs(d.V[0]-want) > 1e-14 || math.Abs(d.V[4]+want) > 1e-14 {
		t.Errorf("%v, %v", d.V, err)
	}
	for _, f := range [][][2]int{nil, {{2, 2}}, {{0, 6}}, {{0, 2}, {1, 3}}, {{-1, 2}}} {
		if _, err := Filters(5, f); !errors.As(err, new(ErrArgument)) {
			t.Errorf("%v: %v", f, err)
		}
	}
}
