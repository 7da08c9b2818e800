package relu

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/rational"
)

func rats(x ...float64) []*big.Rat {
	out := make([]*big.Rat, len(x))
	for i, v := range x {
		out[i] = new(big.Rat).SetFloat64(v)
	}
	return out
}

func column(x ...int) rational.Matrix { return rational.Ints(len(x), 1, x) }

// drawNet draws a small net at a point with kinks, and often with zeros.
func drawNet(rng *rand.Rand, hidden int) (Net, []*big.Rat) {
	n := Net{Widths: []int{1 + rng.IntN(2)}, Activation: []Activation{ReLU, ReLU, Absolute, Leaky(rational.New(1, 2))}[rng.IntN(4)], NoBiases: rng.IntN(3) == 0}
	for range hidden {
		n.Widths = append(n.Widths, 1+rng.IntN(2))
	}
	n.Widths = append(n.Widths, 1+rng.IntN(8)/7)
	samples := 1 + rng.IntN(3)
	integers := func(r, c, most int) rational.Matrix {
		m := rational.Zeros(r, c)
		for i := range r {
			for j := range c {
				m.Set(i, j, rational.Int(int64(rng.IntN(2*most+1)-most)))
			}
		}
		return m
	}
	n.X, n.Y = integers(samples, n.Widths[0], 1), integers(samples, n.Widths[len(n.Widths)-1], 1)
	w := integers(1, n.Dim(), 1).Rats()
	return n, w
}

// A minimum has no lower point nearby, in whatever direction: this looks at points that are drawn, at
// three distances, exactly. And the loss falls where it is said to, at a finite distance too.
func TestDecisionsAgainstPointsNearby(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	counts := map[string]int{}
	rounds := 4000
	if testing.Short() {
		rounds = 400
	}
	for round := range rounds {
		n, w := drawNet(rng, 1+rng.IntN(4)/3)
		d, err := Decide(n, w, nil)
		if err != nil {
			t.Fatal(err)
		}
		counts[d.Class()]++
		p, _ := newPoint(n, w)
		if d.Descent != nil {
			if !fell(d) || !fallsNearby(p, d.Descent) {
				t.Fatalf("round %d: %+v at %v: %v", round, n, w, d)
			}
			continue
		}
		if len(n.Widths) == 3 && n.Widths[2] == 1 && d.Kind == Undecided {
			t.Fatalf("round %d: %+v at %v: %v", round, n, w, d)
		}
		if d.Kind == Undecided {
			continue
		}
		for try := range 60 {
			delta := make([]rational.Number, len(w))
			scale := rational.New(1, []int64{16, 512, 1 << 20}[try%3])
			for i := range delta {
				if rng.IntN(3) > 0 {
					delta[i] = rational.New(int64(rng.IntN(41)-20), 8).Mul(scale)
				}
			}
			if lower := at(p, delta, rational.Int(1)).Cmp(p.loss()) < 0; lower && try%3 == 2 {
				t.Fatalf("round %d: %+v at %v: %v, and lower at %v", round, n, w, d, delta)
			}
			if m, c, ok := p.along(delta); ok && c.Sign() < 0 {
				t.Fatalf("round %d: %+v at %v: %v, and falling by %v t^%d along %v", round, n, w, d, c, m, delta)
			}
		}
	}
	t.Log(counts)
}

// at returns L(w + tδ).
func at(p *point, delta []rational.Number, step rational.Number) rational.Number {
	q := &point{Net: p.Net}
	for i, x := range p.w {
		q.w = append(q.w, x.Add(delta[i].Mul(step)))
	}
	q.run()
	return q.loss()
}

// fell reports whether the kind is that of a descent.
func fell(d Decision) bool {
	if d.Descent.Order == 1 {
		return d.Kind == NotCritical
	}
	return d.Kind == NotMinimum
}

func fallsNearby(p *point, d *Descent) bool {
	step := rational.Int(1)
	for range 60 {
		delta := rational.FromRows([][]*big.Rat{d.At(step.Rat())}).Entries()
		if at(p, delta, rational.Int(1)).Cmp(p.loss()) < 0 {
			return true
		}
		step = step.Mul(rational.New(1, 4))
	}
	return false
}

// The three regression sets of Swirszcz, Czarnecki and Pascanu (2016, Propositions 1 to 3), whose points are
// at kinks; ∂L/∂… there is not defined. In the second, w_2 = 1 where −1 is printed in both points.
func TestPublishedMinima(t *testing.T) {
	set := func(xy ...[2]int) (x, y rational.Matrix) {
		x, y = rational.Zeros(len(xy), 1), rational.Zeros(len(xy), 1)
		for i, p := range xy {
			x.Set(i, 0, rational.Int(int64(p[0])))
			y.Set(i, 0, rational.Int(int64(p[1])))
		}
		return x, y
	}
	x1, y1 := set([2]int{5, 2}, [2]int{4, 1}, [2]int{3, 0}, [2]int{1, -3}, [2]int{-1, 3})
	x2, y2 := set([2]int{-1, 5}, [2]int{0, 0}, [2]int{1, -1}, [2]int{10, -3}, [2]int{11, -4}, [2]int{12, -5})
	x3, y3 := set([2]int{-1, 3}, [2]int{0, 0}, [2]int{1, -1}, [2]int{10, -3}, [2]int{11, -4}, [2]int{12, -6})
	third := func(p, q int64) *big.Rat { return big.NewRat(p, q) }
	r := func(x ...*big.Rat) []*big.Rat { return x }
	i := func(p int64) *big.Rat { return big.NewRat(p, 1) }
	for _, c := range []struct {
		name string
		net  Net
		w    []*big.Rat
		kind Kind
		loss *big.Rat // of Σ(…)², twice ours
	}{
		{"first", Net{Widths: []int{1, 1, 1}, Activation: ReLU, X: x1, Y: y1}, r(i(1), i(-3), i(1), i(0)), Minimum, i(18)},
		{"second, the global one", Net{Widths: []int{1, 2, 1}, Activation: ReLU, X: x2, Y: y2}, r(i(-5), i(1), i(1), i(-8), i(1), i(-1), i(-1)), Global, i(0)},
		{"second, corrected", Net{Widths: []int{1, 2, 1}, Activation: ReLU, X: x2, Y: y2}, r(i(-3), i(1), third(13, 3), i(-10), i(1), i(-1), i(-3)), Minimum, third(8, 3)},
		{"second, as printed", Net{Widths: []int{1, 2, 1}, Activation: ReLU, X: x2, Y: y2}, r(i(-3), i(-1), third(13, 3), i(-10), i(1), i(-1), i(-3)), NotCritical, third(23, 3)},
		{"third, the better one", Net{Widths: []int{1, 3, 1}, Activation: ReLU, X: x3, Y: y3}, r(third(-3, 2), third(-3, 2), third(3, 2), i(1), i(0), third(-79, 6), i(1), i(1), i(-1), i(-1)), Minimum, third(1, 6)},
		{"third, the worse one", Net{Widths: []int{1, 3, 1}, Activation: ReLU, X: x3, Y: y3}, r(i(-2), i(1), i(1), third(11, 3), i(-10), i(-11), i(1), i(-1), i(-1), i(-3)), Minimum, third(2, 3)},
	} {
		d, err := Decide(c.net, c.w, nil)
		if err != nil {
			t.Fatal(err)
		}
		if twice := new(big.Rat).Mul(d.Loss, big.NewRat(2, 1)); d.Kind != c.kind || twice.Cmp(c.loss) != 0 {
			t.Errorf("%s: %v, loss %v; want %v, %v", c.name, d, twice, c.kind, c.loss)
		}
	}
}

func TestDeepNets(t *testing.T) {
	x, y := column(0, 1, 2), column(0, 0, 1)
	deep := Net{Widths: []int{1, 2, 2, 1}, Activation: ReLU, X: x, Y: y}
	for _, c := range []struct {
		name string
		w    []*big.Rat
		kind Kind
		dead int
	}{
		// Both units of the first layer are off; the constant output is the mean 1/3, then 1/2.
		{"dead below the mean", append(rats(1, 1, -5, -5, 1, 1, 1, 1, 1, 1, 0, 0), big.NewRat(1, 3)), Minimum, 1},
		{"dead below another constant", rats(1, 1, -5, -5, 1, 1, 1, 1, 1, 1, 0, 0, .5), NotCritical, 1},
		// x/2 + 5 through the first unit of each layer, less what the fit x/2 − 1/6 has not.
		{"the affine fit", append(rats(.5, 0, 5, 1, 1, 0, 0, 0, 0, 1, 1, 0), big.NewRat(-31, 6)), Minimum, 0},
		{"off the fit", rats(.5, 0, 5, 1, 1, 0, 0, 0, 0, 1, 1, 0, -5), NotCritical, 0},
	} {
		d, err := Decide(deep, c.w, nil)
		if err != nil {
			t.Fatal(err)
		}
		if d.Kind != c.kind || len(d.Dead) > 0 != (c.dead > 0) {
			t.Errorf("%s: %v, dead %v; want %v", c.name, d, d.Dead, c.kind)
		}
	}
}

// A side of a kink that is impossible at first order may be possible at second: with p = z(1, 0) and q = z(0, 1) of
// the second layer, r·Δ is relu(p + q) − relu(p) − relu(q), which is 0 where p and q have one sign.
func TestSidesAtSecondOrder(t *testing.T) {
	n := Net{Widths: []int{2, 2, 1, 1}, Activation: ReLU, NoBiases: true, X: rational.Ints(3, 2, []int{1, 0, 0, 1, 1, 1}), Y: column(1, 1, -1)}
	d, err := Decide(n, rats(1, 1, 1, 1, 0, 0, 1), nil)
	if err != nil || !fell(d) || d.Descent.Order != 2 {
		t.Errorf("%v, %v", d, err)
	}
}

// With two outputs and one unit at its kink, r·Δ = (1 + dv_2) du for du > 0.
func TestTwoOutputs(t *testing.T) {
	n := Net{Widths: []int{1, 1, 2}, Activation: ReLU, NoBiases: true, X: column(1), Y: rational.Ints(1, 2, []int{-1, -1})}
	if d, err := Decide(n, rats(0, 1, 0), nil); err != nil || d.Kind != Minimum {
		t.Errorf("%v, %v", d, err)
	}
	if d, err := Decide(n, rats(0, 1, -2), nil); err != nil || !fell(d) || d.Descent.Order != 1 {
		t.Errorf("%v, %v", d, err)
	}
}

// Where not all cells are looked at, nothing is said.
func TestFewCells(t *testing.T) {
	n := Net{Widths: []int{1, 1, 1}, Activation: ReLU, X: column(1, 2), Y: column(0, 0)}
	if d, err := Decide(n, rats(0, 0, 1, 0), &Options{Cells: 1}); err != nil || d.Kind != Undecided || d.Kinks != 2 || d.Why != "there are more cells than are allowed" {
		t.Errorf("%v, %v", d, err)
	}
	if d, err := Decide(n, rats(0, 0, 1, 0), nil); err != nil || d.Kind != Global || d.Cells != 4 {
		t.Errorf("%v, %v", d, err)
	}
	deep := Net{Widths: []int{1, 1, 1, 1}, Activation: ReLU, X: column(1, 2), Y: column(0, 0)}
	if d, err := Decide(deep, rats(0, 0, 1, 0, 1, 0), &Options{Cells: 1}); err != nil || d.Kind != Undecided {
		t.Errorf("%v, %v", d, err)
	}
}

func TestWrongNets(t *testing.T) {
	good := Net{Widths: []int{1, 1, 1}, Activation: ReLU, X: column(1), Y: column(2)}
	for want, c := range map[string]struct {
		net Net
		w   []*big.Rat
	}{
		"Widths":   {Net{Widths: []int{1}, X: column(1), Y: column(1)}, nil},
		"Widths ":  {Net{Widths: []int{1, 0, 1}, X: column(1), Y: column(1)}, nil},
		"Widths  ": {Net{Widths: []int{1, 1 << 19, 1 << 19, 1}, X: column(1), Y: column(1)}, nil},
		"X":        {Net{Widths: []int{1, 1}, Y: column(1)}, nil},
		"X ":       {Net{Widths: []int{2, 1}, X: column(1), Y: column(1)}, nil},
		"Y":        {Net{Widths: []int{1, 1}, X: column(1, 2), Y: column(1)}, nil},
		"w":        {good, rats(1)},
		"w[1]":     {good, []*big.Rat{new(big.Rat), nil, new(big.Rat), new(big.Rat)}},
	} {
		var e ErrNet
		if d, err := Decide(c.net, c.w, nil); !errors.As(err, &e) || len(e.Error()) < 10 {
			t.Errorf("%s: %v, %v", want, d, err)
		}
	}
}
