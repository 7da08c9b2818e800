package relu

import (
	"errors"
	"math/rand/v2"
	"testing"

	"saddle/spectra/rational"
)

// Bad minima are found from random data and starts, and each is what it is said to be: a minimum by [Decide], with a loss
// above that of the other point, and with no point below it nearby.
func TestSearch(t *testing.T) {
	rng := rand.New(rand.NewPCG(81, 82))
	sets := 6
	if testing.Short() {
		sets = 2
	}
	bad, kinked := 0, 0
	for range sets {
		n := Net{Widths: []int{1 + rng.IntN(2), 2 + rng.IntN(2), 1}, Activation: []Activation{ReLU, Leaky(rational.New(1, 4))}[rng.IntN(2)]}
		n.X, n.Y = rational.Zeros(6, n.Widths[0]), rational.Zeros(6, 1)
		for s := range 6 {
			for j := range n.Widths[0] {
				n.X.Set(s, j, rational.Int(int64(rng.IntN(7)-3)))
			}
			n.Y.Set(s, 0, rational.Int(int64(rng.IntN(5)-2)))
		}
		found, err := Search(n, &SearchOptions{Starts: 8, Steps: 1500})
		if err != nil {
			t.Fatal(err)
		}
		ends := 0
		for _, k := range found.Ends {
			ends += k
		}
		if ends != 8 {
			t.Errorf("%v", found.Ends)
		}
		for _, b := range found.Bad {
			bad++
			if b.Decision.Kinks > 0 {
				kinked++
			}
			loss, _ := Loss(n, b.W)
			better, _ := Loss(n, b.Better)
			if is, _ := b.Decision.Is(Minimum); !is || b.Decision.Kind == Global || better.Cmp(loss) >= 0 || better.Cmp(b.BetterLoss) != 0 {
				t.Errorf("%v: %v, and %v at %v", n, b.Decision, better, b.Better)
			}
			p, _ := newPoint(n, b.W)
			if delta := p.lowerNearby(rng, 6); delta != nil {
				t.Errorf("%v: %v, and lower at %v", n, b.Decision, delta)
			}
		}
	}
	if t.Logf("%d bad minima, %d at kinks", bad, kinked); bad < sets {
		t.Errorf("%d bad minima", bad)
	}
}

func TestSearchOfWrongNets(t *testing.T) {
	for _, n := range []Net{{}, {Widths: []int{1, 1, 1, 1}, Activation: ReLU, X: column(1), Y: column(1)}, {Widths: []int{1, 1, 2}, Activation: ReLU, X: column(1), Y: rational.Ints(1, 2, []int{1, 2})}} {
		if found, err := Search(n, nil); !errors.As(err, new(ErrNet)) {
			t.Errorf("%+v, %v", found, err)
		}
	}
	if found, err := Search(Net{Widths: []int{1, 1, 1}, Activation: ReLU, X: column(9), Y: column(99)}, &SearchOptions{Starts: 3, Rate: 1e9}); err != nil || found.Ends["diverged"] == 0 {
		t.Errorf("%+v, %v", found, err)
	}
}

// The tape is the loss.
func TestTape(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 9))
	for range 50 {
		n, w := drawShape(rng, rng.IntN(3), 1+rng.IntN(2))
		point := rational.FromEntries(1, len(w), w).Rats()
		want, err := Loss(n, point)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := n.Tape().ExactLoss(point); err != nil || got.Cmp(want) != 0 {
			t.Errorf("%v, %v; want %v", got, err, want)
		}
	}
}
