package models

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// familyTolerance is a backward error: so many roundings, each relative to the sum
// of the absolute values of all terms, which is the result for absolute data.
func familyTolerance(roundings int, absolute *big.Rat) float64 {
	size, _ := absolute.Float64()
	return float64(roundings) * 0x1p-53 * size
}

// checkFamily compares the hand-written m with the exact reading of its tape. absolute
// is the tape whose terms at |w| are the absolute values of those of m at w.
func checkFamily(t *testing.T, m Model, tape, absolute *Tape, w []*big.Rat, roundings int) {
	t.Helper()
	magnitude := make([]*big.Rat, len(w))
	for i := range w {
		magnitude[i] = new(big.Rat).Abs(w[i])
	}
	size := mustExact(t, absolute, magnitude).values()
	got := floatValues(m, nearestFloats(w))
	for i, want := range mustExact(t, tape, w).values() {
		error := new(big.Rat).SetFloat64(got[i])
		error.Sub(error, want).Abs(error)
		if e, _ := error.Float64(); !(e <= familyTolerance(roundings, size[i])) {
			t.Errorf("number %d is %v, want %v within %.2g", i, got[i], want.FloatString(20), familyTolerance(roundings, size[i]))
		}
	}
}

// fullFloats draws n numbers of full precision between −2 and 2, and now and then 0.
func fullFloats(r *rand.Rand, n int) []*big.Rat {
	w := make([]*big.Rat, n)
	for i := range w {
		w[i] = new(big.Rat)
		if r.IntN(8) > 0 {
			w[i].SetFloat64(4*r.Float64() - 2)
		}
	}
	return w
}

func TestChainAgainstTape(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(21, seed))
		d := 1 + r.IntN(7)
		y, decay := big.NewRat(int64(r.IntN(7)-3), 3), big.NewRat(int64(r.IntN(3)), 10)
		c := mustChain(t, d, &ChainOptions{y, decay})
		absolute := mustChain(t, d, &ChainOptions{new(big.Rat).Neg(new(big.Rat).Abs(y)), decay})
		checkFamily(t, c, c.Tape(), absolute.Tape(), fullFloats(r, d), 10*d+10)
		w, v := nearestFloats(fullFloats(r, d)), nearestFloats(fullFloats(r, d))
		checkPass(t, "chain", c, w, v)
		checkAllocations(t, c, w, v)
	}
	r := rand.New(rand.NewPCG(22, 0))
	checkConcurrent(t, mustChain(t, 5, nil), r)
}

// product returns the product of the w whose index is not left out.
func product(w []*big.Rat, without ...int) *big.Rat {
	p := big.NewRat(1, 1)
factors:
	for i := range w {
		for _, j := range without {
			if i == j {
				continue factors
			}
		}
		p.Mul(p, w[i])
	}
	return p
}

// TestChainClosedForm: gradient −2(1−P)Pᵢ, diagonal 2Pᵢ², elsewhere (4P−2)Pᵢⱼ.
func TestChainClosedForm(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(23, seed))
		d := 1 + r.IntN(6)
		w := dyadics(r, d)
		p := product(w)
		rest := new(big.Rat).Sub(big.NewRat(1, 1), p)
		want := newJet(d)
		want.Loss.Mul(rest, rest)
		for i := range w {
			pi := product(w, i)
			want.Gradient[i].Mul(pi, rest).Mul(want.Gradient[i], big.NewRat(-2, 1))
			want.Hessian[i][i].Mul(pi, pi).Add(want.Hessian[i][i], want.Hessian[i][i])
			for j := range i {
				factor := new(big.Rat).Mul(p, big.NewRat(4, 1))
				want.Hessian[i][j].Mul(factor.Sub(factor, big.NewRat(2, 1)), product(w, i, j))
			}
		}
		sameRats(t, "jet", mustExact(t, mustChain(t, d, nil).Tape(), w).values(), want.values())
	}
}

// TestChainCriticalPoints: at P = 1 the Hessian is 2uuᵀ with uᵢ = 1/wᵢ. With m ≥ 2
// zeros and K the product of the rest, L = 1 − 2K∏δ + …: the point is critical, its
// Hessian is 0 from m = 3 on, the first non-zero form has degree m. One zero is not
// critical.
func TestChainCriticalPoints(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(24, seed))
		d := 2 + r.IntN(4)
		w := make([]*big.Rat, d)
		for i := range w {
			w[i] = big.NewRat(int64(1+r.IntN(5))*int64(1-2*r.IntN(2)), int64(1+r.IntN(4)))
		}
		tape := mustChain(t, d, nil).Tape()

		minimum := append([]*big.Rat(nil), w...)
		minimum[0] = new(big.Rat).Inv(product(w, 0))
		want := newJet(d)
		for i := range minimum {
			for j := range i + 1 {
				uu := new(big.Rat).Mul(minimum[i], minimum[j])
				want.Hessian[i][j].Mul(big.NewRat(2, 1), uu.Inv(uu))
			}
		}
		sameRats(t, "jet at a minimum", mustExact(t, tape, minimum).values(), want.values())

		zeros := r.Perm(d)[:1+r.IntN(d)]
		for _, i := range zeros {
			w[i] = new(big.Rat)
		}
		p := mustPolynomial(t, tape, w, 0)
		if p.Order() != len(zeros) {
			t.Errorf("order %d at %v", p.Order(), w)
		}
		delta := make([]*big.Rat, d)
		for i := range delta {
			delta[i] = new(big.Rat)
		}
		for _, i := range zeros {
			delta[i].SetInt64(1)
		}
		k := product(w, zeros...)
		leading := p.Form(len(zeros))
		if got := leading.Eval(delta); len(leading.Terms()) != 1 || got.Cmp(k.Mul(k, big.NewRat(-2, 1))) != 0 {
			t.Errorf("leading form %v at %v, want −2K = %v", leading, w, k)
		}
	}
}

// TestChainDecay: for d ≥ 3 the Hessian at the origin is 2λI, a strict minimum of
// value y², and 3λ = 3/10 at w = 1 is below it.
func TestChainDecay(t *testing.T) {
	tape := mustChain(t, 3, &ChainOptions{Decay: big.NewRat(1, 10)}).Tape()
	origin := mustExact(t, tape, ints(0, 0, 0))
	want := newJet(3)
	want.Loss.SetInt64(1)
	for i := range 3 {
		want.Hessian[i][i].SetFrac64(1, 5)
	}
	sameRats(t, "origin", origin.values(), want.values())
	if loss, _ := tape.ExactLoss(ints(1, 1, 1)); loss.Cmp(big.NewRat(3, 10)) != 0 {
		t.Errorf("loss %v at w = 1", loss)
	}
}

// TestChainSymmetry: from w = (a, −a) gradient descent keeps w₁ = −w₂, bit for bit,
// and so ends in the saddle.
func TestChainSymmetry(t *testing.T) {
	c := mustChain(t, 2, nil)
	w, g := []float64{0.7, -0.7}, make([]float64, 2)
	for range 2000 {
		c.Gradient(g, w)
		for i := range w {
			w[i] -= float64(0.05 * g[i])
		}
		if w[0] != -w[1] {
			t.Fatalf("left the line at %v", w)
		}
	}
	if math.Abs(w[0]) > 1e-80 {
		t.Errorf("ended at %v", w)
	}
}

func TestChainErrors(t *testing.T) {
	huge := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 2000))
	for name, c := range map[string]struct {
		d    int
		opt  *ChainOptions
		want error
	}{
		"no weight": {0, nil, ErrArgument{"d", "at least one weight"}},
		"decay":     {2, &ChainOptions{Decay: big.NewRat(-1, 2)}, ErrArgument{"Decay", "a number of at least 0"}},
		"target":    {2, &ChainOptions{Target: huge}, ErrNotFinite{"Target", math.Inf(1)}},
		"overflow":  {2, &ChainOptions{Decay: huge}, ErrNotFinite{"Decay", math.Inf(1)}},
	} {
		if m, err := NewChain(c.d, c.opt); err != c.want || m != nil {
			t.Errorf("%s: %v, %v, want %v", name, m, err, c.want)
		}
	}
	mustPanic(t, "models: w has length 1, want 2", func() { mustChain(t, 2, nil).Loss([]float64{1}) })
}
