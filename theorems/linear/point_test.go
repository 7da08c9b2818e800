package linear

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// Every constructed point is critical with loss ½ Σ_{i∉S} σ_i², and is global or
// decided to be a saddle: none is left unknown.
func TestConstructedPointsAreCritical(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	n := 150
	if testing.Short() {
		n = 30
	}
	seen := map[string]int{}
	for range n {
		p := draw(rng)
		net, err := p.Build()
		if err != nil {
			t.Fatalf("%#v: %v", p, err)
		}
		k, err := net.Kind() // an error unless critical
		if err != nil {
			t.Fatal(err)
		}
		want := new(big.Rat)
		for _, e := range p.Extra {
			want.Add(want, big.NewRat(int64(e*e), 2))
		}
		for i, s := range p.Sigma {
			want.Add(want, big.NewRat(int64(s*s), 2))
			for _, j := range p.S {
				if j == i {
					want.Sub(want, big.NewRat(int64(s*s), 2))
				}
			}
		}
		if k.Loss.Cmp(want) != 0 {
			t.Errorf("%#v: loss %s, want %s", p, k.Loss.RatString(), want.RatString())
		}
		if c := k.Class(); c == "unknown" || c == "local minimum" {
			t.Errorf("%#v: %s: %v", p, c, k)
		} else if better, err := net.better(k.Loss); err != nil || (better == nil) != (c == "global") {
			t.Errorf("%#v: %s, and a better loss is %v; %v", p, c, better, err)
		}
		seen[k.Class()]++
	}
	for _, c := range []string{"global", "strict saddle", "non-strict saddle"} {
		if seen[c] < n/20 {
			t.Errorf("%d of %d points are of class %s", seen[c], n, c)
		}
	}
}

// The class of a constructed point is a matter of ranks. With S the first r
// directions and r below the least width, it is a non-strict saddle if it is
// tightened, and strict otherwise.
func TestClassIsAMatterOfRanks(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	n := 400
	if testing.Short() {
		n = 60
	}
	for i := range n {
		p := draw(rng)
		if i%2 == 0 {
			p = drawSeparated(rng)
		}
		net, k := kindOf(t, p)
		if want := classByRanks(net); k.Class() != want {
			t.Errorf("%#v: %s, by ranks %s", p, k.Class(), want)
		}
	}
}

func classByRanks(c *Critical) string {
	r := c.Net.Product().Mul(c.Net.X).Rank() // S may have indices of outputs that no input has a part in
	first := slices.Equal(c.S[:r], without(r, nil))
	switch {
	case first && r == c.MinWidth():
		return "global"
	case first && c.Net.Tightened(r):
		return "non-strict saddle"
	}
	return "strict saddle"
}

// Deep nets too: the origin with four and five hidden layers.
func TestDeepOrigin(t *testing.T) {
	for H := 4; H <= 5; H++ {
		p := Point{Widths: slices.Repeat([]int{1}, H+2), Sigma: []int{1}}
		net, err := p.Build()
		if err != nil {
			t.Fatal(err)
		}
		if k, err := net.Kind(); err != nil || k.Class() != "non-strict saddle" || k.Descent.Order != 2*H+1 {
			t.Errorf("H = %d: %v, %v", H, k, err)
		}
	}
}

// The spurious minimum of a weighted squared error: loss 2 against 1.
func TestWeightedErrorHasASpuriousMinimum(t *testing.T) {
	net, err := Point{Widths: []int{2, 1, 2}, Sigma: []int{1, 1}, S: []int{0}, Metric: []int{2, 6, 6, 4}}.Build()
	if err != nil {
		t.Fatal(err)
	}
	k, err := net.Kind()
	if err != nil || k.Class() != "local minimum" || k.Loss.Cmp(big.NewRat(2, 1)) != 0 || k.Better.Cmp(big.NewRat(1, 1)) != 0 {
		t.Errorf("%v, %v, %v", k.Class(), k, err)
	}
}

func TestBadPoints(t *testing.T) {
	good := Point{Widths: []int{1, 1, 1}, Sigma: []int{1}}
	if _, err := good.Build(); err != nil {
		t.Fatal(err)
	}
	for field, f := range map[string]func(*Point){
		"Widths": func(p *Point) { p.Widths = []int{1, 1} },
		"Sigma":  func(p *Point) { p.Sigma = nil },
		"Scale":  func(p *Point) { p.Scale = []int{0} },
		"S":      func(p *Point) { p.S = []int{1} },
		"D":      func(p *Point) { p.D = [][]int{nil, nil} },
		"D[0]":   func(p *Point) { p.D = [][]int{{1, 2}} },
		"Z":      func(p *Point) { p.Z = make([][]int, 3) },
		"Z[1]":   func(p *Point) { p.Z = [][]int{nil, {1, 2}} },
		"Metric": func(p *Point) { p.Metric = []int{1, 2} },
		"Decay":  func(p *Point) { p.Decay = -1 },
		"Mix":    func(p *Point) { p.Mix = []int{1, 2} },
		"Free":   func(p *Point) { p.Free = []int{1} },
		"Unseen": func(p *Point) { p.Unseen = 1 },
		"Extra":  func(p *Point) { p.Extra = make([]int, 5000) },
	} {
		p := good
		f(&p)
		var e ErrPoint
		if _, err := p.Build(); !errors.As(err, &e) || e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for field, p := range map[string]Point{
		"Widths": {Widths: []int{1 << 30, 1 << 30, 1 << 30}},
		"Unseen": {Widths: []int{2, 1, 1}, Unseen: -1},
		"Metric": {Widths: []int{2, 1, 1}, Sigma: []int{1}, Unseen: 1, Metric: []int{1, 1}},
	} {
		var e ErrPoint
		if _, err := p.Build(); !errors.As(err, &e) || e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	good.Metric = []int{-1}
	var e ErrPoint
	if _, err := good.Build(); !errors.As(err, &e) || e.Field != "Metric" {
		t.Error(err)
	}
	for _, s := range [][]int{{0, 0}, {1, 0}, {1, 1}, {0, 2}, {-1, 0}} {
		p := Point{Widths: []int{2, 2, 2}, Sigma: []int{2, 1}, S: s}
		if _, err := p.Build(); !errors.As(err, &e) || e.Field != "S" {
			t.Errorf("S = %v: %v", s, err)
		}
	}
}
