package relu

import (
	"flag"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"saddle/spectra/rational"
)

// drawShape draws a net of some depth and number of outputs, and a point: anywhere, with units at kinks often, or one
// at which the net fits up to residuals that are orthogonal to what it does, where the theory has to say more.
func drawShape(rng *rand.Rand, hidden, outputs int) (Net, []rational.Number) {
	n := Net{Widths: []int{1 + rng.IntN(2)}, NoBiases: rng.IntN(3) == 0,
		Activation: []Activation{ReLU, ReLU, Absolute, Leaky(rational.New(1, 2)), {Below: rational.Int(1)}}[rng.IntN(5)]}
	for range hidden {
		n.Widths = append(n.Widths, 1+rng.IntN(2))
	}
	n.Widths = append(n.Widths, outputs)
	samples := 1 + rng.IntN(5)
	n.X, n.Y = rational.Zeros(samples, n.Widths[0]), rational.Zeros(samples, outputs)
	w := make([]rational.Number, n.Dim())
	for i := range w {
		w[i] = rational.New(int64(rng.IntN(7)-3), 2)
		if rng.IntN(4) == 0 {
			w[i] = rational.Number{}
		}
	}
	for s := range samples {
		for j := range n.Widths[0] {
			n.X.Set(s, j, rational.Int(int64(rng.IntN(5)-2)))
		}
		for o := range outputs {
			n.Y.Set(s, o, rational.Int(int64(rng.IntN(5)-2)))
		}
	}
	if rng.IntN(8) > 0 {
		p, err := newPoint(n, rational.FromEntries(1, len(w), w).Rats())
		if err != nil {
			panic(err)
		}
		p.fitted(rng)
	}
	return n, w
}

// fitted moves the targets so that w becomes stationary in a cell, with residuals that are not 0 where possible: r is in
// the kernel of the transposed Jacobian, of one side of all kinks.
func (p *point) fitted(rng *rand.Rand) {
	outputs := p.Y.Cols
	sides := map[kink]int{}
	for _, k := range p.kinks() {
		sides[k] = 1 - 2*rng.IntN(2)
	}
	jacobian := rational.Zeros(0, len(p.w))
	for s := range p.X.Rows {
		for o := range outputs {
			unit := make([]rational.Number, outputs)
			unit[o] = rational.Int(1)
			g := make([]rational.Number, len(p.w))
			p.back(g, len(p.Widths)-1, s, unit, sides)
			jacobian = jacobian.Above(rational.FromEntries(1, len(g), g))
		}
	}
	r := rational.Zeros(1, jacobian.Rows)
	for _, v := range jacobian.T().Kernel().ToRows() {
		r = r.Add(rational.FromRows([][]*big.Rat{v}).Scale(rational.Int(int64(rng.IntN(5) - 2))))
	}
	for s := range p.X.Rows {
		for o := range outputs { // y = z − r
			p.Y.Set(s, o, p.r[s][o].Add(p.Y.At(s, o)).Sub(r.At(0, s*outputs+o)))
		}
	}
}

var long = flag.Bool("long", false, "compare decisions with a search at 10,000 points")

// Decide agrees with a search for lower points near w that knows nothing of cells: exact losses on lines, at three
// distances, from directions that are drawn and then go on where the loss is least. The flag -long looks at 10,000
// points instead of some hundreds.
func TestDecideAgainstSearch(t *testing.T) {
	rounds := 240
	if testing.Short() {
		rounds = 60
	}
	if *long {
		rounds = 10000
	}
	rng := rand.New(rand.NewPCG(61, 62))
	counts := map[string]int{}
	for round := range rounds {
		hidden, outputs := round%4, 1+round/4%2
		n, w := drawShape(rng, hidden, outputs)
		d, err := Decide(n, rational.FromEntries(1, len(w), w).Rats(), nil)
		if err != nil {
			t.Fatal(err)
		}
		counts[fmt.Sprintf("%d hidden, %d outputs: %v", hidden, outputs, d.Kind)]++
		p, _ := newPoint(n, rational.FromEntries(1, len(w), w).Rats())
		if d.Descent != nil && (!fell(d) || !fallsNearby(p, d.Descent)) {
			t.Fatalf("round %d: %+v at %v: %v", round, n, w, d)
		}
		if minimum, _ := d.Is(Minimum); minimum || d.Kind == Undecided {
			if delta := p.lowerNearby(rng, 30); delta != nil {
				if minimum {
					t.Fatalf("round %d: %+v at %v: %v, and lower at %v", round, n, w, d, delta)
				}
				counts[fmt.Sprintf("%d hidden, %d outputs: undecided, and lower", hidden, outputs)]++
			}
		}
	}
	undecided := 0
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%s: %d", what, counts[what])
		if strings.HasSuffix(what, Undecided.String()) {
			undecided += counts[what]
		}
	}
	if undecided > rounds/15 {
		t.Errorf("%d of %d are not decided", undecided, rounds)
	}
}

// lowerNearby searches a line along which the loss falls: from some directions, it changes one entry after the other and
// keeps what lowers the loss at a small distance.
func (p *point) lowerNearby(rng *rand.Rand, tries int) []rational.Number {
	for try := range tries {
		step := rational.New(1, []int64{64, 1 << 12, 1 << 20}[try%3])
		delta := make([]rational.Number, len(p.w))
		for i := range delta {
			if rng.IntN(2) == 0 {
				delta[i] = rational.New(int64(rng.IntN(17)-8), 4)
			}
		}
		best := at(p, delta, step)
		for range 6 {
			i := rng.IntN(len(delta))
			old := delta[i]
			delta[i] = old.Add(rational.New(int64(rng.IntN(9)-4), 2))
			if now := at(p, delta, step); now.Cmp(best) < 0 {
				best = now
			} else {
				delta[i] = old
			}
		}
		if _, c, ok := p.along(delta); ok && c.Sign() < 0 {
			return delta
		}
	}
	return nil
}
