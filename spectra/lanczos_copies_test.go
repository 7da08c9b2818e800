package spectra

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// TestEdgeGrowth: what an edge says of a hidden eigenvector, by T alone and over restarts, is
// what the vectors have of it.
func TestEdgeGrowth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(60, 200).Draw(t, "n")
		side := rapid.SampledFrom([]float64{1, -1}).Draw(t, "side")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		gap := math.Pow(10, rapid.Float64Range(-2, -0.3).Draw(t, "gap"))
		values := make([]float64, n)
		for i := range values {
			values[i] = side * (gap + r.Float64())
		}
		values[0] = 0 // e_0 is hidden, at the edge
		k := newKrylov(n, r)
		k.begin(24)
		w := make([]float64, n)
		for i := range w {
			w[i] = r.NormFloat64()
		}
		w[0] = 1e-9 * math.Sqrt(float64(n))
		k.start(w)
		first := k.q(0)[0]
		e := edge{side: side}
		for step := range 80 {
			for i, x := range k.q(k.m) {
				w[i] = values[i] * x
			}
			if err := k.fit(w, 0, step+1); err != nil {
				t.Fatal(err)
			}
			if ended, err := k.absorb(w, invariant(n)*k.norm); ended || err != nil {
				t.Fatal(ended, err)
			}
			e.advance(k)
			var square float64
			for j := range k.m + 1 {
				square += k.q(j)[0] * k.q(j)[0]
			}
			if !e.clear || square > 1e-3 {
				break
			}
			last := math.Abs(k.q(k.m)[0] / first)
			whole := math.Sqrt(square) / math.Abs(first)
			if d := math.Abs(e.log - math.Log(last)); !(d < 1e-5) {
				t.Fatalf("step %d: the next vector has e^%g of the first, not e^%g", step, math.Log(last), e.log)
			}
			if d := math.Abs(e.log + math.Log(e.sum)/2 - math.Log(whole)); !(d < 1e-5) {
				t.Fatalf("step %d: all vectors have e^%g of the first, not e^%g", step, math.Log(whole), e.log+math.Log(e.sum)/2)
			}
			if k.m == 24 {
				k.restart(edgemost(k.m, 10, side))
			}
		}
	})
}

// edgemost returns the indices of count of m ascending values, those next to an edge.
func edgemost(m, count int, side float64) (keep []int) {
	for i := range count {
		if side < 0 {
			i += m - count
		}
		keep = append(keep, i)
	}
	return keep
}

// coupled draws A = [Θ rqᵀ; qrᵀ C] with residuals r as of a Krylov space and the lowest
// eigenvalue of C at τ + share·Σr²/(θ−τ), for τ = 0, and returns how many eigenvalues of A are
// below τ, how many θ are, and that sum.
func coupled(r *rand.Rand, share float64) (below, known int) {
	const pairs, rest = 6, 5
	theta, residual := make([]float64, pairs), make([]float64, pairs)
	e := edge{side: 1}
	var hidden float64
	for i := range theta {
		theta[i] = r.Float64() - 0.3
		residual[i] = math.Pow(10, -3*r.Float64())
		if theta[i] <= 0 {
			known++
			residual[i] = 0
		}
		hidden += e.hides(ritzPair{value: theta[i], residual: residual[i]}, 0)
	}
	a := mat.NewSymDense(pairs+rest, nil)
	for i, x := range theta {
		a.SetSym(i, i, x)
		a.SetSym(i, pairs, residual[i]) // q is the lowest eigenvector of C, which is the worst
	}
	for i := range rest {
		a.SetSym(pairs+i, pairs+i, share*hidden+float64(i)*r.Float64())
	}
	values, err := Eigenvalues(a)
	if err != nil {
		panic(err)
	}
	for _, x := range values {
		if x < -1e-12 {
			below++
		}
	}
	return below, known
}

// TestWhatIsSetAsideHidesNothing: no eigenvalue of A is below an edge but those known, where the
// complement ends beyond what is asked of it; and one is where it does not.
func TestWhatIsSetAsideHidesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	hiding := 0
	for range 2000 {
		if below, known := coupled(r, 2); below > known {
			t.Fatalf("%d eigenvalues below the edge, %d known", below, known)
		}
		if below, known := coupled(r, 0.5); below > known {
			hiding++
		}
	}
	if hiding < 100 {
		t.Errorf("with a quarter of what is asked, eigenvalues hide in %d of 2000 matrices", hiding)
	}
}

// TestReleaseGoesWithItsRound: what was found in the complement of a pair that is taken back is
// taken back too, and rows stay those of their pairs.
func TestReleaseGoesWithItsRound(t *testing.T) {
	l, err := newLanczos(diagonalTwice(12), &LanczosOptions{Count: 1, Ends: Smallest})
	if err != nil {
		t.Fatal(err)
	}
	l.k.begin(8)
	l.k.norm = 1
	l.k.locked = 5
	for i := range 5 {
		l.k.rows.Row(i)[0] = float64(i)
	}
	l.k.coupled = []coupling{{value: 0}, {value: 1}, {value: 2}, {value: 3}}
	l.locked = []ritzPair{{value: 0, locked: true, index: 0}, {value: 0.1, locked: true, index: 3}}
	l.aside = []ritzPair{{value: 1, residual: 1e-12, index: 1, round: 1}, {value: 1, residual: 0.1, index: 2, round: 1}, {value: 1, residual: 1e-12, index: 4, round: 2}}
	l.release(false)
	if len(l.aside) != 1 || l.k.locked != 3 || l.plain || l.k.rows.Row(l.locked[1].index)[0] != 3 || l.k.rows.Row(l.aside[0].index)[0] != 1 {
		t.Errorf("kept %v, locked %v of %d rows", l.aside, l.locked, l.k.locked)
	}
	if c := l.k.coupled; len(c) != 3 || c[1].value != 1 || c[2].value != 3 {
		t.Errorf("coupled are %v", c)
	}
	l.release(true)
	if len(l.aside) != 0 || l.k.locked != 2 || !l.plain || l.k.rows.Row(l.locked[1].index)[0] != 3 {
		t.Errorf("kept %v, locked %v of %d rows", l.aside, l.locked, l.k.locked)
	}
}

// A diagonalTwice has the eigenvalues √0, √0, √1, √1, √2, ….
type diagonalTwice int

func (n diagonalTwice) Dim() int { return int(n) }

func (n diagonalTwice) Mul(dst, v []float64) {
	for i, x := range v {
		dst[i] = math.Sqrt(float64(i/2)) * x
	}
}

// TestSearchIsOrthogonal: vectors that the search accepts unmeasured are as orthogonal to the locked
// rows and to one another as is claimed. Where it is wrong about what A does to those, it measures.
func TestSearchIsOrthogonal(t *testing.T) {
	const n, steps = 1500, 60
	for _, wrong := range []float64{0, 1e-6, 1} {
		for seed := range uint64(4) {
			l, err := newLanczos(shuffled(n), &LanczosOptions{Count: 6, Ends: Smallest, MaxSteps: 10000, Seed: seed})
			if err != nil {
				t.Fatal(err)
			}
			if converged, err := l.round(t.Context()); err != nil || !converged {
				t.Fatal(converged, err)
			}
			l.lock(true)
			k := l.k
			for i := range k.coupled {
				k.coupled[i].pull *= 1 + wrong
			}
			if len(k.coupled) != k.locked || len(l.aside) == 0 {
				t.Fatalf("%d of %d rows are coupled, %d aside", len(k.coupled), k.locked, len(l.aside))
			}
			k.begin(steps)
			k.lazy = true
			k.startRandom(l.w)
			predicted := 0
			for range steps {
				if err := l.multiply(l.w, k.q(k.m)); err != nil {
					t.Fatal(err)
				}
				if _, err := k.absorb(l.w, l.floor()); err != nil {
					t.Fatal(err)
				}
				if k.since > 0 {
					predicted++
				}
			}
			if d := k.departureOf(0, k.locked, k.locked+k.m+1); !(d <= 2*k.accept) {
				t.Errorf("pull off by %g, seed %d: departure %.3g, accepted are %.3g", wrong, seed, d, k.accept)
			}
			if few := predicted < steps/3; few != (wrong > 0) {
				t.Errorf("pull off by %g, seed %d: %d of %d vectors predicted", wrong, seed, predicted, steps)
			}
		}
	}
}

// TestCopiesAreCheap: that all eigenvalues are simple, or all double, is known after few
// products more than one of each takes.
func TestCopiesAreCheap(t *testing.T) {
	const n, count = 2000, 6
	products := func(a Operator, simple bool, seed uint64) int {
		got, err := Lanczos(context.Background(), a, &LanczosOptions{Count: count, Ends: Smallest, MaxSteps: 10000, Simple: simple, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range got.Values {
			want := math.Sqrt(float64(i / 2))
			if _, single := a.(shuffled); single {
				want = math.Sqrt(float64(i))
			}
			if !simple && !(math.Abs(x-want) <= 1e-10*math.Sqrt(n)) {
				t.Errorf("seed %d: %v, want %g at %d", seed, got.Values, want, i)
			}
		}
		return got.Products
	}
	for seed := range uint64(6) {
		one, all := products(shuffled(n), true, seed), products(shuffled(n), false, seed)
		if !(float64(all) <= 1.4*float64(one)) {
			t.Errorf("seed %d: %d products, %d without a search", seed, all, one)
		}
		products(diagonalTwice(n), false, seed)
	}
}

// A shuffled matrix has the eigenvalues √0, √1, √2, …, in another order.
type shuffled int

func (n shuffled) Dim() int { return int(n) }

func (n shuffled) Mul(dst, v []float64) {
	for i, x := range v {
		dst[i] = math.Sqrt(float64(i*7%int(n))) * x
	}
}

// copyHighest makes copies of each of the highest of d, which ascends, until some reach are there; in one of
// often groups they are neighbours instead, within 10^most or less.
func copyHighest(r *rand.Rand, d []float64, reach, often int, most float64) {
	for at := len(d) - 1; at > len(d)-1-reach; {
		copies, gap := 1+r.IntN(4)*r.IntN(4), 0.0
		if r.IntN(often) == 0 {
			gap = math.Pow(10, most-float64(r.IntN(12)))
		}
		for j := 1; j < copies; j++ {
			d[at-j] = d[at] - gap*r.Float64()
		}
		at -= copies
	}
}

// thinStart draws a vector with half of its entries 0 and others next to it.
func thinStart(r *rand.Rand, n int) []float64 {
	start := make([]float64, n)
	for i := range start {
		start[i] = float64(r.IntN(2)) * r.NormFloat64() * math.Pow(10, -float64(r.IntN(14)))
	}
	return start
}

// TestHiddenBesideCopies: copies, near copies and starts with next to nothing of what is wanted,
// in spaces that restart: what is set aside then covers parts of what is missing.
func TestHiddenBesideCopies(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 99))
	for range 16 {
		n := 95 + r.IntN(150)
		d := make([]float64, n)
		for i := range d {
			d[i] = r.Float64()
		}
		slices.Sort(d)
		copyHighest(r, d, 20, 4, -4)
		opt := LanczosOptions{Count: 1 + r.IntN(10), Ends: Largest, MaxSteps: 20000, Seed: r.Uint64()}
		if opt.Count > 1 && r.IntN(2) == 0 {
			opt.Start = thinStart(r, n)
		}
		got, err := Lanczos(context.Background(), Dense(mat.NewDiagDense(n, d)), &opt)
		if err != nil {
			t.Fatalf("%+v: %v", opt, err)
		}
		slices.Sort(d)
		for i, x := range got.Values {
			if want := d[n-len(got.Values)+i]; !(math.Abs(x-want) <= 2e-10) {
				t.Errorf("n = %d, count %d: %g, want %g at %d", n, opt.Count, x, want, i)
			}
		}
	}
}
