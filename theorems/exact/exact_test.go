package exact

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
	"saddle/spectra/rational"
)

// draw makes a critical point with random small shapes and blocks.
func draw(rng *rand.Rand) LinearPoint {
	H := 1 + rng.IntN(3)
	p := LinearPoint{}
	for range H + 2 {
		p.Widths = append(p.Widths, 1+rng.IntN(3))
	}
	dx, dy := p.Widths[0], p.Widths[H+1]
	for i := range min(dx, dy) {
		p.Sigma = append(p.Sigma, 5-i)
	}
	some := func(n int) []int {
		out := make([]int, n)
		for i := range out {
			out[i] = rng.IntN(5) - 2
		}
		return out
	}
	p.U, p.V = some(dy*(dy-1)/2), some(dx*(dx-1)/2)
	for range dx {
		p.Scale = append(p.Scale, 1+rng.IntN(2))
	}
	first := rng.IntN(2) == 0 // S = {1, …, r}: where the non-strict saddles are
	for i := range dy {
		if (first || rng.IntN(2) == 0) && len(p.S) < p.MinWidth()-btoi(first) {
			p.S = append(p.S, i)
		}
	}
	p.Extra = some(dy * rng.IntN(2))
	for h := 1; h <= H; h++ {
		p.D = append(p.D, some(p.Widths[h]*p.Widths[h]))
	}
	p.Z = make([][]int, H+1)
	zero, all := rng.Perm(H + 1)[:2], rng.IntN(2) == 0
	for h := range p.Z {
		if h != zero[0] && h != zero[1] && !all {
			rows, cols := p.block(h)
			p.Z[h] = some(rows * cols)
		}
	}
	return p
}

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
// directions and r below the least width, it is a non-strict saddle if for all
// i > j
//
//	rank W_{i−1}…W_{j+1} = r  or  rank W_{j−1}…W_1 XYᵀ W_N…W_{i+1} = r,
//
// and strict otherwise. (With the ranks of W_{j−1}…W_1 and W_N…W_{i+1} by
// themselves in place of the second, it would not be: parts of W_1 that the data
// do not see count in them.)
func TestClassIsAMatterOfRanks(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	n := 400
	if testing.Short() {
		n = 60
	}
	for range n {
		p := draw(rng)
		if p.Widths[len(p.Widths)-1] > p.Widths[0] {
			continue
		}
		net, err := p.Build()
		if err != nil {
			t.Fatal(err)
		}
		k, err := net.Kind()
		if err != nil {
			t.Fatal(err)
		}
		if want := classByRanks(net); k.Class() != want {
			t.Errorf("%#v: %s, by ranks %s", p, k.Class(), want)
		}
	}
}

func classByRanks(n *LinearNet) string {
	w, r, N := n.layers(rational.Int(1), n.blocks()), len(n.S), n.H()+1
	product := func(hi, lo int) rational.Matrix {
		m := rational.Identity(n.Widths[lo-1])
		for h := lo; h <= hi; h++ {
			m = w[h-1].Mul(m)
		}
		return m
	}
	first := r == 0 || n.S[r-1] == r-1
	if first && r == n.MinWidth() {
		return "global"
	}
	x, _ := n.xInverse.Inverse()
	for i := 2; i <= N && first; i++ {
		for j := 1; j < i; j++ {
			through := product(j-1, 1).Mul(x).Mul(n.m.T()).Mul(product(N, i+1))
			if product(i-1, j+1).Rank() != r && through.Rank() != r {
				return "strict saddle"
			}
		}
	}
	if first {
		return "non-strict saddle"
	}
	return "strict saddle"
}

// Deep nets too: the origin with four and five hidden layers.
func TestDeepOrigin(t *testing.T) {
	for H := 4; H <= 5; H++ {
		p := LinearPoint{Widths: slices.Repeat([]int{1}, H+2), Sigma: []int{1}}
		net, err := p.Build()
		if err != nil {
			t.Fatal(err)
		}
		if k, err := net.Kind(); err != nil || k.Class() != "non-strict saddle" || k.Descent.Order != (H+1)*(H+1) {
			t.Errorf("H = %d: %v, %v", H, k, err)
		}
	}
}

// The spurious minimum of a weighted squared error: loss 2 against 1.
func TestWeightedErrorHasASpuriousMinimum(t *testing.T) {
	net, err := LinearPoint{Widths: []int{2, 1, 2}, Sigma: []int{1, 1}, S: []int{0}, Metric: []int{2, 6, 6, 4}}.Build()
	if err != nil {
		t.Fatal(err)
	}
	k, err := net.Kind()
	if err != nil || k.Class() != "local minimum" || k.Loss.Cmp(big.NewRat(2, 1)) != 0 || k.Better.Cmp(big.NewRat(1, 1)) != 0 {
		t.Errorf("%v, %v, %v", k.Class(), k, err)
	}
}

func TestBadPoints(t *testing.T) {
	good := LinearPoint{Widths: []int{1, 1, 1}, Sigma: []int{1}}
	if _, err := good.Build(); err != nil {
		t.Fatal(err)
	}
	for field, f := range map[string]func(*LinearPoint){
		"Widths": func(p *LinearPoint) { p.Widths = []int{1, 1} },
		"Sigma":  func(p *LinearPoint) { p.Sigma = nil },
		"Scale":  func(p *LinearPoint) { p.Scale = []int{0} },
		"S":      func(p *LinearPoint) { p.S = []int{1} },
		"D":      func(p *LinearPoint) { p.D = [][]int{nil, nil} },
		"D[0]":   func(p *LinearPoint) { p.D = [][]int{{1, 2}} },
		"Z":      func(p *LinearPoint) { p.Z = make([][]int, 3) },
		"Z[1]":   func(p *LinearPoint) { p.Z = [][]int{nil, {1, 2}} },
		"Metric": func(p *LinearPoint) { p.Metric = []int{1, 2} },
		"Decay":  func(p *LinearPoint) { p.Decay = -1 },
	} {
		p := good
		f(&p)
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
		p := LinearPoint{Widths: []int{2, 2, 2}, Sigma: []int{2, 1}, S: s}
		if _, err := p.Build(); !errors.As(err, &e) || e.Field != "S" {
			t.Errorf("S = %v: %v", s, err)
		}
	}
}

// The deck's functions at the origin, and the cubic that no second-order test
// sees.
func TestClassify(t *testing.T) {
	x2, y2 := func(w []models.Var) models.Var { return w[0].Sqr() }, func(w []models.Var) models.Var { return w[1].Sqr() }
	for _, c := range []struct {
		name string
		f    func(w []models.Var) models.Var
		want string
	}{
		{"x²+3y²", func(w []models.Var) models.Var { return x2(w).Add(y2(w).Mul(models.Rat(3, 1))) }, "minimum"},
		{"−x²+3y²", func(w []models.Var) models.Var { return y2(w).Mul(models.Rat(3, 1)).Sub(x2(w)) }, "saddle"},
		{"−x²−y²", func(w []models.Var) models.Var { return y2(w).Add(x2(w)).Neg() }, "maximum"},
		{"x²+y⁴", func(w []models.Var) models.Var { return x2(w).Add(w[1].Pow(4)) }, "minimum"},
		{"x²−y⁴", func(w []models.Var) models.Var { return x2(w).Sub(w[1].Pow(4)) }, "saddle"},
		{"−x⁴−y⁴", func(w []models.Var) models.Var { return w[0].Pow(4).Add(w[1].Pow(4)).Neg() }, "maximum"},
		{"0", func(w []models.Var) models.Var { return models.Rat(0, 1) }, "constant"},
		{"x³−3xy²", func(w []models.Var) models.Var {
			return w[0].Pow(3).Sub(models.Rat(3, 1).Mul(w[0]).Mul(y2(w)))
		}, "saddle"},
		{"x²+y³", func(w []models.Var) models.Var { return x2(w).Add(w[1].Pow(3)) }, "saddle"},
		{"x", func(w []models.Var) models.Var { return w[0] }, "not critical"},
		// positive along every line, negative between the parabolas x = y² and x = 3y²
		{"Peano", func(w []models.Var) models.Var {
			return w[0].Sub(y2(w)).Mul(w[0].Sub(y2(w).Mul(models.Rat(3, 1))))
		}, "saddle"},
		{"x²+xy²+y⁴", func(w []models.Var) models.Var {
			return models.Sum(x2(w), w[0].Mul(y2(w)), w[1].Pow(4))
		}, "minimum"},
	} {
		got, err := Classify(models.Trace(2, c.f), []*big.Rat{new(big.Rat), new(big.Rat)})
		if err != nil || got.Class() != c.want {
			t.Errorf("%s: %v, want %v; %v", c.name, got, c.want, err)
		}
	}
}

// Minimal along every straight line, and not a minimum: the three-layer example
// with W_3 = (1, 0)ᵀ, W_2 = 0, W_1 = (1, 0), Y = diag(0, 1).
func TestCurvesSeeWhatLinesDoNot(t *testing.T) {
	tape := models.Trace(5, func(w []models.Var) models.Var {
		p := func(i, j int) models.Var { return w[3+i].Mul(w[2]).Mul(w[j]) }
		return models.Sum(p(0, 0).Sqr(), p(0, 1).Sqr(), p(1, 0).Sqr(), p(1, 1).Sub(models.Rat(1, 1)).Sqr()).Mul(models.Rat(1, 2))
	})
	w := Point(1, 0, 0, 1, 0)
	step := Point(0, 1, 1, 0, 1)
	c, ok, err := Along(tape, w, step, []int{1, 1, 3, 1, 1}, 16)
	if err != nil || !ok || c.Order != 5 || c.Coefficient.Cmp(big.NewRat(-1, 1)) != 0 {
		t.Errorf("%v, %v, %v", c, ok, err)
	}
	if c, ok, _ := Along(tape, w, step, []int{1, 1, 1, 1, 1}, 16); !ok || c.Coefficient.Sign() < 0 {
		t.Errorf("a line descends: %v", c)
	}
	k, err := Classify(tape, w)
	if err != nil || k.Class() != "saddle" || k.Descent == nil {
		t.Errorf("%v, %v", k, err)
	}
}

func ExampleClassify() {
	f := models.Trace(2, func(w []models.Var) models.Var { return w[0].Sqr().Sub(w[1].Pow(4)) })
	k, _ := Classify(f, []*big.Rat{new(big.Rat), new(big.Rat)})
	fmt.Println(k)
	fmt.Println(k.Is(Minimum)) // and whether that is known
	// Output:
	// saddle: Hessian: 0 negative, 1 zero, 1 positive; along (0, t) the loss changes by -t^4
	// false true
}

// The rational loss is that of the model, and what is proved to be a local
// minimum is one: no rational point near it, in its cell or across a kink, is
// lower.
func TestReLUPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	fits := 50
	if testing.Short() {
		fits = 6
	}
	for range fits {
		samples := [][2]int{{0, rng.IntN(5) - 2}, {1, rng.IntN(5) - 2}, {2, rng.IntN(5) - 2}}
		fit := AffineFit(samples)
		if is, _ := fit.IsLocalMinimum(); !is {
			t.Fatalf("%v: the affine fit is not proved to be a local minimum", samples)
		}
		if l := Interpolation(samples).Loss(); l.Sign() != 0 {
			t.Errorf("%v: the interpolation has loss %s", samples, l.RatString())
		}
		m, err := fit.Model()
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			q := fit
			q.W = nil
			for _, w := range fit.W {
				q.W = append(q.W, new(big.Rat).Add(w, big.NewRat(int64(rng.IntN(9)-4), 64)))
			}
			l, err := m.Tape().ExactLoss(q.W)
			if err != nil || l.Cmp(q.Loss()) != 0 {
				t.Fatalf("%v: loss %s, of the model %v; %v", samples, q.Loss(), l, err)
			}
			if l.Cmp(fit.Loss()) < 0 {
				t.Fatalf("%v: a neighbour of a proved local minimum is lower", samples)
			}
			_, gradient, err := m.Tape().ExactGradient(q.W)
			if err != nil {
				t.Fatal(err)
			}
			critical := rational.FromRows([][]*big.Rat{gradient}).IsZero()
			if is, known := q.IsLocalMinimum(); known && is != critical || !known && !critical {
				t.Errorf("%v: said to be a local minimum: %v, known %v, gradient %v", samples, is, known, gradient)
			}
			back, ok := q.Fitted()
			if !ok || back.Loss().Cmp(fit.Loss()) != 0 {
				t.Errorf("%v: fitted again: %v, loss %s, want %s", samples, ok, back.Loss(), fit.Loss())
			}
		}
	}
}

// A point at a kink, or one that is critical because of v = 0 alone, is not decided,
// and may have lower neighbours.
func TestUndecidedReLUPoints(t *testing.T) {
	for name, p := range map[string]ReLUPoint{
		// all units are off, but that b_1 = 0: relu(ε) helps at (0, 1)
		"kink": {Samples: [][2]int{{0, 1}, {1, 0}, {2, 0}}, W: Point(-1, 0, -1, -1, -1, -1, 1, 1, 1)},
		// relu(εx + 1) − relu(1), times ε
		"v = 0": {Samples: [][2]int{{0, -1}, {1, 1}}, W: Point(0, 1, 0, 1, 0, 1, 0, 0, 0)},
	} {
		if is, known := p.IsLocalMinimum(); is || known {
			t.Errorf("%s: said to be a local minimum: %v", name, is)
		}
		q, e := p, big.NewRat(1, 1024)
		q.W = append([]*big.Rat(nil), p.W...)
		if name == "kink" {
			q.W[1] = e
		} else {
			q.W[0], q.W[6], q.W[7] = e, e, new(big.Rat).Neg(e)
		}
		if q.Loss().Cmp(p.Loss()) >= 0 {
			t.Errorf("%s: loss %s near %s", name, q.Loss().RatString(), p.Loss().RatString())
		}
	}
}

// Integers of the user are not negated or multiplied in machine words.
func TestExtremeIntegers(t *testing.T) {
	const least, most = math.MinInt, math.MaxInt
	p := ReLUPoint{Samples: [][2]int{{0, least}}, W: Origin(9)}
	if r := p.residual().At(0, 0); r.Cmp(rational.Int(least).Neg()) != 0 {
		t.Errorf("residual %s", r)
	}
	if l := Interpolation([][2]int{{least, 0}, {0, most}, {most, least}}).Loss(); l.Sign() != 0 {
		t.Errorf("an interpolation has loss %s", l.RatString())
	}
	if l := Interpolation([][2]int{{least, least}, {least + 1, most}, {most, 3}}).Loss(); l.Sign() != 0 {
		t.Errorf("an interpolation has loss %s", l.RatString())
	}
	if u := rational.Cayley(2, []int{least}); !u.Mul(u.T()).Sub(rational.Identity(2)).IsZero() {
		t.Error("UUᵀ ≠ I")
	}
}

func TestKinkIsNoCell(t *testing.T) {
	p := AffineFit([][2]int{{0, 0}, {1, 0}, {2, 1}})
	p.W[4], p.W[5] = big.NewRat(1, 1), big.NewRat(-1, 1) // unit 3 has its kink at x = 1, and v = 0
	if is, known := p.IsLocalMinimum(); is || known {
		t.Error("a point at a kink is said to lie in an open cell")
	}
	if _, ok := p.Fitted(); ok {
		t.Error("a point at a kink is fitted")
	}
}
