package nets

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
)

func mustLSTM(t testing.TB, c LSTMConfig) *LSTM {
	t.Helper()
	n, err := NewLSTM(c)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func randomText(r *rand.Rand, n, symbols int) []int {
	text := make([]int, n)
	for i := range text {
		text[i] = r.IntN(symbols)
	}
	return text
}

// lstmTape is the loss of an LSTM as its formula, with parameters in the order of the net.
func lstmTape(c LSTMConfig, text []int) *models.Tape {
	v, h := c.Symbols, c.Hidden
	n := &LSTM{config: c}
	dim := 4*h*(v+h+1) + v*(h+1)
	places := make([]float64, dim)
	for i := range places {
		places[i] = float64(i)
	}
	p := n.parameters(places)
	return models.Trace(dim, func(w []models.Var) models.Var {
		at := func(place float64) models.Var { return w[int(place)] }
		var losses []models.Var
		for ; len(text) > 0; text = text[c.Length+1:] {
			hidden, cell := make([]models.Var, h), make([]models.Var, h)
			for t := range c.Length {
				gate := func(part, j int) models.Var {
					k := part*h + j
					sum := at(p.w.At(text[t], k)).Add(at(p.b[k]))
					for i, x := range hidden {
						sum = sum.Add(x.Mul(at(p.u.At(i, k))))
					}
					return sum
				}
				next := make([]models.Var, h)
				for j := range h {
					in, forget, out, g := gate(0, j).Sigmoid(), gate(1, j).Sigmoid(), gate(2, j).Sigmoid(), gate(3, j).Tanh()
					cell[j] = forget.Mul(cell[j]).Add(in.Mul(g))
					next[j] = out.Mul(cell[j].Tanh())
				}
				hidden = next
				z := make([]models.Var, v)
				for k := range z {
					z[k] = at(p.d[k])
					for j, x := range hidden {
						z[k] = z[k].Add(x.Mul(at(p.o.At(k, j))))
					}
				}
				losses = append(losses, models.CrossEntropyOf(z, text[t+1]))
			}
		}
		return models.Sum(losses...).Mul(models.Rat(1, int64(len(losses))))
	})
}

// TestLSTMAgainstTape: loss and gradient are those of the formula, for batches of many sizes, large ones before small ones.
func TestLSTMAgainstTape(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for i, c := range []LSTMConfig{{2, 1, 1}, {2, 1, 3}, {3, 2, 2}, {4, 5, 4}, {5, 3, 6}} {
			r := rand.New(rand.NewPCG(81, uint64(i)))
			n := mustLSTM(t, c)
			w := normals(r, n.Dim(), 1)
			for _, windows := range []int{3, 1, 5} {
				text := randomText(r, windows*(c.Length+1), c.Symbols)
				tape := lstmTape(c, text)
				got, want := make([]float64, n.Dim()), make([]float64, n.Dim())
				loss, wrong := n.LossGradient(got, w, text)
				tape.Gradient(want, w)
				what := fmt.Sprintf("%+v, %d windows", c, windows)
				near(t, what+": loss", []float64{loss}, []float64{tape.Loss(w)}, 1e-13)
				near(t, what+": gradient", got, want, 1e-12)
				if again, count := n.Loss(w, text); again != loss || count != wrong {
					t.Errorf("%s: Loss has %v, %d, LossGradient %v, %d", what, again, count, loss, wrong)
				}
			}
		}
	})
}

// TestLSTMWindows: each window starts from nothing, so that the loss of some is the mean of their losses, and so is the gradient; a step
// has the same bits at every level of the kernels, and allocates nothing.
func TestLSTMWindows(t *testing.T) {
	n := mustLSTM(t, LSTMConfig{Symbols: 7, Hidden: 9, Length: 5})
	r := rand.New(rand.NewPCG(82, 0))
	w, text := make([]float64, n.Dim()), randomText(r, 4*6, 7)
	n.Draw(w, r)
	got, want, part := make([]float64, n.Dim()), make([]float64, n.Dim()), make([]float64, n.Dim())
	loss, wrong := n.LossGradient(got, w, text)
	var sum float64
	count := 0
	for from := 0; from < len(text); from += 6 {
		l, c := n.LossGradient(part, w, text[from:from+6])
		sum += l / 4
		count += c
		for i, x := range part {
			want[i] += x / 4
		}
	}
	near(t, "loss", []float64{loss}, []float64{sum}, 1e-14)
	near(t, "gradient", got, want, 1e-13)
	if wrong != count || math.Abs(loss-math.Log(7)) > 0.2 {
		t.Errorf("loss %v with %d wrong, want %d, at the start", loss, wrong, count)
	}
	eachLevel(t, func(t *testing.T) {
		n.LossGradient(part, w, text)
		sameBits(t, "gradient", part, got)
	})
	if n := testing.AllocsPerRun(5, func() { n.LossGradient(part, w, text); n.LossGradient(part, w, text[:6]) }); n != 0 {
		t.Errorf("%v allocations in a step", n)
	}
	saturated := make([]float64, n.Dim())
	for i := range saturated {
		saturated[i] = 1e3 * w[i]
	}
	if loss, _ := n.LossGradient(part, saturated, text); math.IsNaN(loss) || slices.ContainsFunc(part, math.IsNaN) {
		t.Errorf("with large weights the loss is %v", loss)
	}
}

func TestLSTMRefuses(t *testing.T) {
	for want, c := range map[string]LSTMConfig{
		"models: bad Symbols: want at least two characters":                                   {1, 1, 1},
		"models: bad Hidden: want at least one cell":                                          {2, 0, 1},
		"models: bad Length: want a number of steps from 1 to 268435456":                      {2, 1, 0},
		"models: bad Symbols and Hidden: want sizes of a net of at most 268435456 parameters": {2, math.MaxInt, 1},
	} {
		if _, err := NewLSTM(c); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	n := mustLSTM(t, LSTMConfig{2, 1, 3})
	for want, text := range map[string][]int{
		"models: text has length 0, want 4":                 nil,
		"models: text has length 5, want 8":                 {0, 0, 0, 0, 0},
		"models: bad text[2]: want a character from 0 to 1": {0, 0, 2, 0},
		"models: bad text[1]: want a character from 0 to 1": {0, -1, 2, 0},
	} {
		if err := n.Check(text); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
		refuses(t, map[string]func(){want: func() { n.Loss(make([]float64, n.Dim()), text) }})
	}
	refuses(t, map[string]func(){"w too short": func() { n.Draw(make([]float64, 3), nil) }})
}
