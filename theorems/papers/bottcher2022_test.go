package papers

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/theorems"
)

// In few dimensions the share is a double integral over the two roots, by the midpoint rule.
func TestSharesByQuadrature(t *testing.T) {
	for _, b := range []BowlShare{{N: 8, K: 3}, {N: 8, K: 4}, {N: 10, K: 3}, {N: 10, K: 5}, {N: 12, K: 6}, {N: 12, K: 9}} {
		const cells = 400
		u := func(l float64) float64 {
			return math.Pow(l, float64(b.K-3)/2) * math.Pow(1-l, float64(b.N-b.K-3)/2)
		}
		var below, all float64
		for i := range cells {
			for j := range i + 1 {
				x, y := (float64(i)+0.5)/cells, (float64(j)+0.5)/cells
				mass := u(x) * u(y) * (x - y)
				if all += mass; i < cells/2 {
					below += mass
				}
			}
		}
		if got := b.share().float64(); math.Abs(got-below/all) > 2e-3 {
			t.Errorf("%+v: %v, by quadrature %v", b, got, below/all)
		}
	}
}

// Where as many eigenvalues are negative as positive, bowls are as frequent as hills; with fewer there are more. In two dimensions more the
// share with one negative eigenvalue is that of Hotelling's distribution.
func TestSharesOfBowls(t *testing.T) {
	last := 1.0
	for k := 1; k <= 75; k++ { // beyond, shares are below the 64 bits
		got := BowlShare{N: 100, K: k}.share().float64()
		if k >= 10 && !(got < last && got >= 0) || got > 1 {
			t.Errorf("k = %d: %v after %v", k, got, last)
		}
		last = got
	}
	if got, want := (BowlShare{N: 6, K: 3}).share().float64(), 0.125; math.Abs(got-want) > 1e-15 {
		t.Errorf("%v, want %v", got, want)
	}
	if got := (BowlShare{N: 4, K: 2, Line: true}).share(); got.R.String() != "1/2" {
		t.Errorf("%v of lines", got.R)
	}
	if got := (BowlShare{N: 6, K: 1}).share(); got.R.String() != "3/4" || !got.S.IsZero() {
		t.Errorf("%v", got)
	}
}

// Slices that are drawn agree at the four numbers.
func TestDrawnSlices(t *testing.T) {
	const draws = 4000
	for _, b := range SharesOfBowls.Cases {
		r, bowls := theorems.Run{Rand: rand.New(rand.NewPCG(42, uint64(b.K)))}, 0.0
		for range draws {
			x, _ := bowl(r, b.K)
			bowls += x / draws
		}
		p := b.share().float64()
		if math.Abs(bowls-p) > 4*math.Sqrt(p*(1-p)/draws)+1e-9 {
			t.Errorf("k = %d: %v of the slices are bowls, want %v", b.K, bowls, p)
		}
		if e := (BowlShare{N: b.N, K: b.K, Permille: b.Permille - 1}).rounds(); e.Verdict != theorems.False {
			t.Errorf("%+v: one tenth of a per cent less is %v", b, e)
		}
	}
}
