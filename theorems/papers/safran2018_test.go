package papers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra/interval"
	"saddle/theorems"
	"saddle/theorems/certify"
)

// The loss by the paper's formula: with θ the angle between w and v,
//
//	f(w, v) = ‖w‖‖v‖ (sin θ + (π − θ) cos θ) / 2π,
//	F(W)    = ½ Σ f(w_i, w_j) − Σ f(w_i, v_j) + ½ Σ f(v_i, v_j).
func lossByAngles(w []float64, k int) float64 {
	f := func(w, v []float64) float64 {
		var ww, vv, wv float64
		for i := range w {
			ww, vv, wv = ww+w[i]*w[i], vv+v[i]*v[i], wv+w[i]*v[i]
		}
		n := math.Sqrt(ww * vv)
		c := max(-1, min(1, wv/n))
		return n * (math.Sqrt(1-c*c) + (math.Pi-math.Acos(c))*c) / (2 * math.Pi)
	}
	v := make([]float64, k*k)
	for i := range k {
		v[i*k+i] = 1
	}
	sum := 0.0
	for a := range slices.Chunk(w, k) {
		for b := range slices.Chunk(w, k) {
			sum += f(a, b) / 2
		}
		for b := range slices.Chunk(v, k) {
			sum -= f(a, b)
		}
	}
	for a := range slices.Chunk(v, k) {
		for b := range slices.Chunk(v, k) {
			sum += f(a, b) / 2
		}
	}
	return sum
}

// The points by another way: their loss is that of the formula and far from 0, and
// no neighbour on a small sphere has less.
func TestSpuriousMinimaByFormula(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, p := range SpuriousMinimaFromK6.Cases {
		w := p.solve()
		loss := lossByAngles(w, p.K)
		if m := teacher(p.K, p.K); loss < 0.01 || math.Abs(m.Loss(w)-loss) > 1e-12 {
			t.Errorf("k = %d: loss %v, by the formula %v", p.K, m.Loss(w), loss)
		}
		for range 30 {
			q, norm := slices.Clone(w), 0.0
			for i := range q {
				q[i] = rng.NormFloat64()
				norm += q[i] * q[i]
			}
			for i := range q {
				q[i] = w[i] + 1e-3*q[i]/math.Sqrt(norm)
			}
			if lossByAngles(q, p.K) <= loss {
				t.Errorf("k = %d: a neighbour is no higher", p.K)
			}
		}
	}
}

// Each conclusion, broken alone.
func TestIsSpuriousMinimum(t *testing.T) {
	const k = 6
	w := FlippedPoint{k}.solve()
	if e := isSpuriousMinimum(k, w); e.Verdict != theorems.True || e.Grade != theorems.Certified {
		t.Errorf("%v", e)
	}
	second := slices.Concat(w[k:2*k], w[:k], w[2*k:]) // a minimum too, by symmetry
	both := slices.Clone(w)
	both[k+1] = -both[k+1]
	none := slices.Clone(w)
	none[0] = -none[0]
	for name, w := range map[string][]float64{"second neuron": second, "two neurons": both, "no neuron": none} {
		if e := isSpuriousMinimum(k, w); e.Verdict != theorems.Unknown || firstIsFlipped(k, w) {
			t.Errorf("%s flipped: %v", name, e)
		}
	}
	away := slices.Clone(w)
	away[2] += 2e-6
	if e := isSpuriousMinimum(k, away); e.Verdict != theorems.Unknown {
		t.Errorf("away by twice the radius: %v", e)
	}
	point := func(x float64) interval.Interval { return interval.Interval{Lo: x, Hi: 1} }
	for _, m := range []struct {
		certify.Minimum
		want theorems.Verdict
	}{
		{certify.Minimum{R: 1e-6, Loss: point(1e-9)}, theorems.True},
		{certify.Minimum{R: 2e-6, Loss: point(1e-9)}, theorems.Unknown},
		{certify.Minimum{R: 1e-7, Loss: point(0)}, theorems.Unknown},
		{certify.Minimum{R: 1e-7, Loss: point(-1e-9)}, theorems.Unknown},
	} {
		if e := nearAndNotGlobal(k, m.Minimum); e.Verdict != m.want {
			t.Errorf("radius %v, loss in %v: %v", m.R, m.Loss, e)
		}
	}
}

// That there is no minimum is proved of the whole neighbourhood: the curvature that is reported
// is that of its corners too.
func TestNoMinimumNearby(t *testing.T) {
	const k = 5
	w, m := FlippedPoint{k}.solve(), teacher(k, k)
	e := isSpuriousMinimum(k, w)
	var lo, hi float64
	if _, err := fmt.Sscanf(e.Seen[strings.LastIndex(e.Seen, "["):], "[%f, %f]", &lo, &hi); err != nil || e.Verdict != theorems.False {
		t.Fatal(e, err)
	}
	curvature := func(w, v []float64) float64 {
		h := make([]float64, k*k)
		m.HessVec(h, w, v)
		return floats.Dot(v, h)
	}
	h := new(mat.SymDense)
	m.Hessian(h, w)
	var eigen mat.EigenSym
	var vectors mat.Dense
	eigen.Factorize(h, true)
	eigen.VectorsTo(&vectors)
	v := mat.Col(nil, 0, &vectors)
	slope := make([]float64, k*k) // of the curvature, by differences
	for i := range w {
		near := slices.Clone(w)
		near[i] += 1e-4
		slope[i] = (curvature(near, v) - curvature(w, v)) / 1e-4
	}
	for _, sign := range []float64{-1, 1} {
		corner := slices.Clone(w)
		for i := range corner {
			corner[i] += sign * math.Copysign(flippedRadius, slope[i])
		}
		const printed = 2e-6 // digits, and v is not quite theirs
		if c := curvature(corner, v); c < lo-printed || c > hi+printed {
			t.Errorf("the curvature %.7f at a corner is not in [%.6f, %.6f]", c, lo, hi)
		}
	}
}

func TestDrawsOfFlippedPoints(t *testing.T) {
	occur(t, "few neurons", drop(t, SpuriousMinimaFromK6, "k ≥ 6"), map[string]func(FlippedPoint) bool{
		"k = 4": func(p FlippedPoint) bool { return p.K == 4 },
		"k = 5": func(p FlippedPoint) bool { return p.K == 5 },
	})
}

// Every cell is demanded, at about half of its share.
func TestCellsAreDemanded(t *testing.T) {
	sum := 0.0
	for class, share := range NoSpuriousEndsFromKPlus2.Share {
		sum += share
		if share < 0.4/float64(len(NoSpuriousEndsFromKPlus2.Share)) {
			t.Errorf("%q: %v", class, share)
		}
	}
	if sum < 0.4 || sum > 1 {
		t.Errorf("the shares sum to %v", sum)
	}
}

// The ends of descents that are known: at a spurious minimum, near the teacher, and
// nowhere within a few steps. Only the second is good.
func TestEndsOfDescents(t *testing.T) {
	const k = 6
	m, start := teacher(k, k), FlippedPoint{k}.solve()
	near := make([]float64, k*k)
	for i := range near {
		near[i] = 0.005
		if i%(k+1) == 0 {
			near[i] = 1
		}
	}
	off := slices.Clone(start)
	off[0] -= 0.01
	for name, c := range map[string]struct {
		w    []float64
		most int
		want string
		good bool
	}{
		"the minimum":        {start, 1, stuck, false},
		"beside the minimum": {off, 20_000, stuck, false},
		"beside, cut short":  {off, 100, capped, false},
		"near the teacher":   {near, 1, below, true},
	} {
		if end := descendFrom(m, slices.Clone(c.w), k, c.most); end != c.want || endsWell(end) != c.good {
			t.Errorf("%s: %s", name, end)
		}
	}
	if got := longestRow([]float64{1, 2, -3, 4, 0, 1}, 2); got != 5 {
		t.Errorf("longest row %v", got)
	}
}

// The control descends with eight neurons: run by run it ends as they do.
func TestControlOfEightNeurons(t *testing.T) {
	stays, seed, last := 0.0, uint64(0), uint64(20)
	if testing.Short() {
		seed, last = 8, 11 // some of these are stuck
	}
	for ; seed < last; seed++ {
		at := func() theorems.Run { return theorems.Run{Rand: rand.New(rand.NewPCG(seed, 8))} }
		one := NoSpuriousEndsFromKPlus2.Control.Samples([]theorems.Run{at()})[0]
		if want := descend(at(), 8, 8); one.Class != want || one.Value != indicator(want == stuck) {
			t.Errorf("seed %d: %v, want %s", seed, one, want)
		}
		stays += one.Value
	}
	if stays == 0 {
		t.Error("none is stuck")
	}
}

// The starts are N(0, 1/d), by their variance and their fourth moment.
func TestXavier(t *testing.T) {
	const d, runs = 7, 2000
	var second, fourth float64
	for i := range uint64(runs) {
		for _, x := range xavier(theorems.Run{Rand: rand.New(rand.NewPCG(i, 9))}, 3, d) {
			second += d * x * x / (3 * d * runs)
			fourth += d * d * x * x * x * x / (3 * d * runs)
		}
	}
	if math.Abs(second-1) > 0.05 || math.Abs(fourth-3) > 0.3 {
		t.Errorf("the moments of √d w are %v and %v, want 1 and 3", second, fourth)
	}
}

// The control is compared with the published rate, on so many runs that the comparison means
// something: a rate off by half would show in nine cases of ten.
func TestControlIsCompared(t *testing.T) {
	c := NoSpuriousEndsFromKPlus2.Control
	p := float64(c.Rate[0]) / float64(c.Rate[1])
	if !(p > NoSpuriousEndsFromKPlus2.Region.Hi) {
		t.Fatalf("the published rate is %v", p)
	}
	if off := math.Sqrt(p * (1 - p) / float64(c.Least)); p/2 < 1.3*off+2*off {
		t.Errorf("%d runs tell rates apart that differ by %.3f", c.Least, off)
	}
}
