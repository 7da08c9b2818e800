package spectra

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// found returns a search of count pairs at some ends, with pairs of these values locked.
func found(t *testing.T, ends Ends, count int, values ...float64) *lanczos {
	t.Helper()
	l, err := newLanczos(diagonalTwice(40), &LanczosOptions{Count: count, Ends: ends})
	if err != nil {
		t.Fatal(err)
	}
	l.k.norm = 8
	for i, x := range values {
		l.locked = append(l.locked, ritzPair{value: x, locked: true, index: i})
	}
	return l
}

// TestEdgesOfWantedPairs: an edge is at the innermost of the wanted pairs, and with magnitudes, of
// either sign, at the least of them on both sides.
func TestEdgesOfWantedPairs(t *testing.T) {
	for _, c := range []struct {
		ends   Ends
		count  int
		values []float64
		want   []float64
	}{
		{Smallest, 3, []float64{-3, -2, 1}, []float64{1}},
		{Largest, 3, []float64{-2, 4, 5}, []float64{-2}},
		{BothEnds, 2, []float64{-3, -2, 4, 5}, []float64{-2, 4}},
		{BothEnds, 2, []float64{-3, 1, 5}, []float64{1, 1}},
		{Magnitude, 4, []float64{-3, -2, 4, 5}, []float64{-2, 2}},
		{Magnitude, 2, []float64{4, 5}, []float64{-4, 4}},
		{Magnitude, 2, []float64{-7, 6}, []float64{-6, 6}},
	} {
		l := found(t, c.ends, c.count, c.values...)
		var got []float64
		for _, e := range l.wantedEdges(l.choose(l.locked)) {
			got = append(got, e.wanted)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("ends %d of %v: edges at %v, want %v", c.ends, c.values, got, c.want)
		}
	}
}

// TestEdgesBeyondWhatIsSetAside: an edge is further in by twice what the pairs of each round hide,
// those of later rounds from where the earlier ones left it, and a pair beyond it hides everything.
func TestEdgesBeyondWhatIsSetAside(t *testing.T) {
	l := found(t, BothEnds, 1, -2, 5)
	l.rounds = 3
	l.aside = []ritzPair{{value: -1, residual: 1e-3, round: 1}, {value: 4.5, residual: 1e-2, round: 2}, {value: 1, residual: 1e-14, round: 1}}
	edges := l.seek()
	for _, e := range edges {
		at := e.wanted
		for _, p := range l.aside[:2] { // in the order of their rounds; the third is known
			at += e.side * 2 * p.residual * p.residual / (e.side * (p.value - at))
		}
		if !(math.Abs(e.at-at) <= 1e-14) || !(e.side*(e.at-e.wanted) > 1e-6) {
			t.Errorf("an edge of %g is at %.17g, want %.17g", e.wanted, e.at, at)
		}
	}
	l.aside = append(l.aside, ritzPair{value: -2.5, residual: 1e-3, round: 2})
	if edges = l.seek(); !math.IsInf(edges[0].at, 1) || math.IsInf(edges[1].at, 0) {
		t.Errorf("with a pair beyond one of them the edges are at %g and %g", edges[0].at, edges[1].at)
	}
}

// TestSearchesEndByAllEdges: a search is over where vectors have grown enough by all edges and no
// Ritz value is beyond one; and without Ritz values there speaks for A if nothing can hide.
func TestSearchesEndByAllEdges(t *testing.T) {
	l := found(t, BothEnds, 1, -2, 5)
	enough := math.Log(float64(l.n))/2 - math.Log(missed(l.n))
	for _, c := range []struct {
		edges              []edge
		certified, settled bool
	}{
		{nil, false, true},
		{[]edge{{clear: true, log: enough, sum: 1}, {clear: true, log: enough, sum: 1}}, true, true},
		{[]edge{{clear: true, log: enough, sum: 1}, {clear: true, log: enough - 2, sum: 1}}, false, true},
		{[]edge{{clear: true, log: enough - 2, sum: math.Exp(4)}}, true, true},
		{[]edge{{log: 2 * enough, sum: 1, wanted: -2, at: -2}}, false, true},
		{[]edge{{log: 2 * enough, sum: 1, wanted: -2, at: -1.999}}, false, false},
		{[]edge{{clear: true, log: enough, sum: 1, wanted: -2, at: -1.999}}, true, true},
		{[]edge{{clear: true, log: enough, sum: 1}, {log: enough, sum: 1, wanted: 5, at: math.Inf(-1)}}, false, false},
	} {
		if l.edges = c.edges; l.certified() != c.certified || l.settled() != c.settled {
			t.Errorf("%+v: certified %v, settled %v", c.edges, l.certified(), l.settled())
		}
	}
}

// coveredStart draws eigenvalues, ascending, with groups of copies and of neighbours at the upper end,
// and options with a Start that lacks most of them, so that they hide in what is set aside.
func coveredStart(r *rand.Rand) (values []float64, opt LanczosOptions) {
	n := 40 + r.IntN(60)
	d := make([]float64, n)
	for i := range d {
		d[i] = r.Float64()
	}
	slices.Sort(d)
	copyHighest(r, d, 12, 2, -1)
	opt = LanczosOptions{Count: 1 + r.IntN(6), Ends: Largest, MaxSteps: 20000, Seed: r.Uint64(), Tolerance: math.Pow(10, -4-float64(r.IntN(9)))}
	if r.IntN(2) == 0 {
		opt.Basis = 1
	}
	if r.IntN(3) != 0 {
		opt.Start = thinStart(r, n)
	}
	return d, opt
}

// TestHiddenInWhatIsSetAside: some of thousands of draws, in which a search that finds nothing does
// not speak for A: pairs that were set aside hide an eigenvalue. With {1207, 1} and {414, 2}
// those of one round move out an eigenvalue of their complement, which is set aside in the next with a
// residual of 0 there; in {2076, 2} a pair picks up the residuals of many.
func TestHiddenInWhatIsSetAside(t *testing.T) {
	for _, draw := range [][2]uint64{{349, 1}, {1111, 1}, {1474, 1}, {1207, 1}, {414, 2}, {2076, 2}} {
		d, opt := coveredStart(rand.New(rand.NewPCG(draw[0], draw[1])))
		got, err := Lanczos(t.Context(), Dense(mat.NewDiagDense(len(d), d)), &opt)
		if err != nil {
			t.Fatalf("%v: %v", draw, err)
		}
		slices.Sort(d)
		for i, x := range got.Values {
			if want := d[len(d)-len(got.Values)+i]; !(math.Abs(x-want) <= 2*opt.Tolerance) {
				t.Errorf("%v, tolerance %g: %.12g, want %.12g at %d", draw, opt.Tolerance, x, want, i)
			}
		}
	}
}

// TestNearCopiesBesideWhatIsSetAside: five near copies of the second eigenvalue, of which later rounds see shifted
// ones beside what the first set aside, and next to them what may be taken for the last.
func TestNearCopiesBesideWhatIsSetAside(t *testing.T) {
	const n = 300
	d := make([]float64, n)
	for i := range d {
		d[i] = float64(i%4) + 1e-5*float64(i%7)
	}
	d[0], d[6], d[7] = 4+5.6e-6, 4-4e-8, 4-2.8e-5
	for i := 1; i < 6; i++ {
		d[i] = 4 + 1e-12*math.Pow(10, -float64(i)/2)
	}
	for seed := range uint64(6) {
		got, err := Lanczos(t.Context(), Dense(mat.NewDiagDense(n, d)), &LanczosOptions{Count: 6, Ends: Largest, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		if x := got.Values[0]; !(math.Abs(x-4) <= 1e-9) {
			t.Errorf("seed %d: the sixth eigenvalue is %.12g, want 4", seed, x)
		}
	}
}
