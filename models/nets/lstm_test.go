package nets

import (
	"fmt"
	"math/rand/v2"
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
