package linear

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"saddle/spectra"
	"saddle/spectra/rational"
	"saddle/theorems/exact"
)

// kindOf builds a point and decides it.
func kindOf(t *testing.T, p Point) (*Critical, Kind) {
	t.Helper()
	net, err := p.Build()
	if err != nil {
		t.Fatal(err)
	}
	k, err := net.Kind()
	if err != nil {
		t.Fatalf("%#v: %v", p, err)
	}
	return net, k
}

// The gradient is looked at: fewer than two zero blocks, or decay, leave a point that
// is not critical, unless by chance.
func TestNotCriticalIsAnError(t *testing.T) {
	for name, p := range map[string]Point{
		"no zero block": {Widths: []int{1, 1, 1}, Sigma: []int{2}, Z: [][]int{{1}, {3}}},
		"decay":         {Widths: []int{1, 1, 1}, Sigma: []int{2}, S: []int{0}, Decay: 1},
		"metric":        {Widths: []int{2, 1, 2}, Sigma: []int{2, 1}, S: []int{0}, U: []int{2}, Metric: []int{1, 2, 3, 4}},
	} {
		net, err := p.Build()
		if err != nil {
			t.Fatal(err)
		}
		var e ErrNotCritical
		if k, err := net.Kind(); !errors.As(err, &e) || k.Loss != nil || k.Class() != "unknown" || k.String() != "not decided" {
			t.Errorf("%s: %v, %v", name, k, err)
			continue
		}
		_, gradient, err := net.Tape().ExactGradient(net.W())
		if err != nil || e.Slope.Sign() == 0 || gradient[e.Index].Cmp(e.Slope) != 0 || !strings.Contains(e.Error(), e.Slope.RatString()) {
			t.Errorf("%s: %v, %v", name, e, err)
		}
	}
}

// With decay there are no changes of basis: ½(w₁w₂ − 2)² + ½(w₁² + w₂²) has a strict
// minimum at (1, 1), with Hessian 2I, though the scalings of (1, 1) are a curve.
func TestDecayHasNoOrbit(t *testing.T) {
	net, k := kindOf(t, Point{Widths: []int{1, 1, 1}, Sigma: []int{2}, Z: [][]int{{1}, {1}}, Decay: 5})
	if k.Inertia.Pos != 2 || !k.minimum || net.orbitDimension() != 0 {
		t.Errorf("%v, orbit of dimension %d", k, net.orbitDimension())
	}
	if is, known := k.Is(StrictSaddle); is || !known {
		t.Error("a strict minimum might be a strict saddle")
	}
}

// A kernel proves a minimum only where it is that of the orbit. With
// W_1 = (1, 0)ᵀ, W_2 = diag(1, 0), W_3 = (1, 0), the loss
// ½(W_3W_2W_1 − 4)² + ³⁄₂‖w‖² has a Hessian without negative eigenvalues, and falls
// as −6t³ where the three ones become 1 − t. No block curve finds that.
func TestKernelBeyondTheOrbit(t *testing.T) {
	net, k := kindOf(t, Point{Widths: []int{1, 2, 2, 1}, Sigma: []int{4}, Z: [][]int{{1, 0}, {1, 0, 0, 0}, {1, 0}}, Decay: 15})
	if k.Inertia.Neg != 0 || k.Inertia.Zero != 3 || k.Descent != nil {
		t.Fatal(k)
	}
	if is, _ := k.Is(BadMinimum); is || k.minimum || k.Class() != "unknown" {
		t.Errorf("%v, minimum %v", k, k.minimum)
	}
	step, powers := integers(-1, 0, -1, 0, 0, 0, -1, 0), []int{1, 1, 1, 1, 1, 1, 1, 1}
	if c, ok, err := exact.Along(net.Tape(), net.W(), step, powers, 4); err != nil || !ok || c.Order != 3 || c.Coefficient.Cmp(big.NewRat(-6, 1)) != 0 {
		t.Errorf("%v, %v, %v", c, ok, err)
	}
}

// With decay, too, what reaches the least loss without is global.
func TestGlobalWithDecay(t *testing.T) {
	if _, k := kindOf(t, Point{Widths: []int{2, 1, 1}, Sigma: []int{0}, Extra: []int{3}, Decay: 1}); k.Class() != "global" {
		t.Error(k)
	}
	if _, k := kindOf(t, Point{Widths: []int{1, 1, 1}, Sigma: []int{1}, Decay: 1}); k.Class() != "strict saddle" {
		t.Error(k)
	}
}

// The least loss is right for any integers: the square of 2⁶² is 0 in 64 bits.
func TestLargeSigma(t *testing.T) {
	const half, most = math.MaxInt/2 + 1, math.MaxInt
	for _, sigma := range [][]int{{half, 1}, {1, half}, {most, -most}, {-most, 3}, {half, half + 1}} {
		at := 0 // the greatest |σ|, which a product of rank 1 should fit
		if sigma[1] > max(sigma[0], -sigma[0]) {
			at = 1
		}
		for s := range 2 {
			_, k := kindOf(t, Point{Widths: []int{2, 1, 2}, Sigma: sigma, S: []int{s}})
			equal := sigma[0] == -sigma[1]
			if is, known := k.Is(Global); !known || is != (s == at || equal) {
				t.Errorf("σ = %v at σ_%d: %v", sigma, s+1, k)
			}
		}
	}
	extra := Point{Widths: []int{1, 1, 1}, Sigma: []int{1}, S: []int{0}, Extra: []int{most}}
	if _, k := kindOf(t, extra); k.Class() != "global" {
		t.Errorf("%v", k)
	}
}

// A metric of equal weights is the Frobenius norm, scaled.
func TestEqualMetricIsPlain(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	n, seen := 60, map[string]int{}
	if testing.Short() {
		n = 20
	}
	for range n {
		p := draw(rng)
		if p.Unseen > 0 {
			continue
		}
		p.Extra, p.Turn = nil, nil
		_, plain := kindOf(t, p)
		for _, weight := range []int{1, 3} {
			p.Metric = nil
			for range p.Widths[0] * p.Widths[len(p.Widths)-1] {
				p.Metric = append(p.Metric, weight)
			}
			if _, k := kindOf(t, p); k.Class() != plain.Class() {
				t.Errorf("%#v: %v, and %v without a metric", p, k, plain)
			}
		}
		seen[plain.Class()]++
	}
	if seen["global"] == 0 || seen["strict saddle"] == 0 || seen["non-strict saddle"] == 0 {
		t.Error(seen)
	}
}

// The classes exclude each other, and what is known of one is known of the others.
func TestKindIsAsked(t *testing.T) {
	curve := &Curve{}
	loss, better := big.NewRat(2, 1), big.NewRat(1, 1)
	for _, c := range []struct {
		name string
		k    Kind
		want string // for Global, StrictSaddle, NonStrictSaddle, BadMinimum
	}{
		{"nothing", Kind{}, "????"},
		{"critical", Kind{Loss: loss}, "?n??"},
		{"global", Kind{Loss: loss, global: true}, "ynnn"},
		{"a curve that falls", Kind{Loss: loss, Descent: curve}, "nn?n"},
		{"one that falls, one that rises", Kind{Loss: loss, Descent: curve, Ascent: curve}, "nnyn"},
		{"a minimum", Kind{Loss: loss, minimum: true}, "?nn?"},
		{"a bad minimum", Kind{Loss: loss, minimum: true, Better: better}, "nnny"},
		{"not global", Kind{Loss: loss, Better: better}, "nn??"},
		{"a negative eigenvalue alone", Kind{Loss: loss, Inertia: spectra.Inertia{Neg: 1}}, "n?nn"},
	} {
		got := ""
		for _, class := range []Class{Global, StrictSaddle, NonStrictSaddle, BadMinimum} {
			is, known := c.k.Is(class)
			got += map[[2]bool]string{{false, false}: "?", {true, true}: "y", {false, true}: "n"}[[2]bool{is, known}]
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	saddle := Kind{Loss: loss}
	saddle.Inertia.Neg, saddle.Inertia.Pos = 1, 1
	if saddle.Class() != "strict saddle" {
		t.Error(saddle)
	}
	if is, known := saddle.Is("saddle"); is || known {
		t.Error("it is known of a class that is none")
	}
}

// Where the weights differ, the least loss is not that of equal ones: the best fit of
// diag(2, 1) by rank 1 has loss ½ where all entries count, and where those off the
// diagonal do not, [2, 2; 1, 1] has loss 0.
func TestUnequalMetricIsNotPlain(t *testing.T) {
	for _, off := range []int{0, 3} {
		p := Point{Widths: []int{2, 1, 2}, Sigma: []int{2, 1}, S: []int{0}, Metric: []int{1, off, off, 1}}
		net, k := kindOf(t, p)
		l, err := net.Tape().ExactLoss(integers(1, 1, 2, 1))
		if err != nil || k.Loss.Cmp(big.NewRat(1, 2)) != 0 || (l.Sign() == 0) != (off == 0) {
			t.Fatal(k, l, err)
		}
		if is, _ := k.Is(Global); is {
			t.Errorf("weight %d: %v", off, k)
		}
	}
}

// A second hidden layer, of width 2, leaves the bad minimum of the net 2→1→2 one, and
// adds to its orbit: the five changes of basis of both hidden layers leave it level.
func TestBadMinimumBehindAWiderLayer(t *testing.T) {
	p := Point{Widths: []int{2, 1, 2, 2}, Sigma: []int{1, 1}, S: []int{0}, Z: [][]int{nil, nil, {1}}, Metric: []int{2, 6, 6, 4}}
	if _, k := kindOf(t, p); k.Class() != "local minimum" || k.Inertia.Zero != 5 || k.Loss.Cmp(big.NewRat(2, 1)) != 0 {
		t.Error(k)
	}
}

// D changes the layers, W_1 → D W_1 and W_2 → W_2 D⁻¹, and not their product. By hand,
// (I + lower)(I + upper) of the entries 9, 2, 3, 9 is [1, 2; 3, 7].
func TestBasisOfAHiddenLayer(t *testing.T) {
	p := Point{Widths: []int{2, 2, 2}, Sigma: []int{3, 2}, U: []int{1}, V: []int{2}, S: []int{0, 1}}
	q := p
	q.D = [][]int{{9, 2, 3, 9}}
	plain, _ := kindOf(t, p)
	other, err := q.Build()
	if err != nil {
		t.Fatal(err)
	}
	d := rational.Ints(2, 2, []int{1, 2, 3, 7})
	if !d.Mul(plain.Net.W[0]).Sub(other.Net.W[0]).IsZero() || !other.Net.W[1].Mul(d).Sub(plain.Net.W[1]).IsZero() {
		t.Errorf("layers %v become %v", plain.W(), other.W())
	}
}

// integers returns them as weights.
func integers(w ...int) []*big.Rat { return rational.Ints(1, len(w), w).Rats() }
