package relu

import (
	"math/rand/v2"
	"testing"
	"time"

	"saddle/spectra/rational"
)

// Nets of up to thirty parameters with up to eight kinks, of any depth, at points where nothing falls in one of the cells,
// take less than a second each.
func TestKinkedNetsAreFast(t *testing.T) {
	rng := rand.New(rand.NewPCG(71, 72))
	rounds := 60
	if testing.Short() {
		rounds = 12
	}
	counts := map[string]int{}
	var worst time.Duration
	for done := 0; done < rounds; {
		n := Net{Widths: [][]int{{2, 4, 3, 1}, {2, 3, 3, 2}, {1, 3, 3, 2, 1}, {2, 6, 2}, {3, 4, 2, 1}}[rng.IntN(5)], Activation: []Activation{ReLU, Leaky(rational.New(1, 3))}[rng.IntN(2)]}
		samples := 4 + rng.IntN(6)
		n.X, n.Y = rational.Zeros(samples, n.Widths[0]), rational.Zeros(samples, n.Widths[len(n.Widths)-1])
		for s := range samples {
			for j := range n.Widths[0] {
				n.X.Set(s, j, rational.Int(int64(rng.IntN(7)-3)))
			}
		}
		w := make([]rational.Number, n.Dim())
		for i := range w {
			w[i] = rational.New(int64(rng.IntN(9)-4), 2)
		}
		rats := rational.FromEntries(1, len(w), w).Rats()
		p, err := newPoint(n, rats)
		if err != nil {
			t.Fatal(err)
		}
		if k := len(p.kinks()); k < 2 || k > 8 || len(w) > 30 {
			continue
		}
		p.fitted(rng)
		start := time.Now()
		d, err := Decide(n, rats, nil)
		if err != nil {
			t.Fatal(err)
		}
		worst = max(worst, time.Since(start))
		counts[d.Kind.String()]++
		done++
	}
	t.Logf("%v, at most %v", counts, worst)
	if worst > 3*time.Second { // on a busy machine
		t.Errorf("one took %v", worst)
	}
}
