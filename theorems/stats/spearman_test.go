package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A rank is how many numbers are less, and the middle of those that are equal.
func TestRanks(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for range 200 {
		x := make([]float64, r.IntN(12))
		for i := range x {
			x[i] = float64(r.IntN(6) - 3)
		}
		for i, rank := range Ranks(x) {
			less, equal := 0, 0
			for _, other := range x {
				switch {
				case other < x[i]:
					less++
				case other == x[i]:
					equal++
				}
			}
			if want := float64(less) + float64(equal+1)/2; rank != want {
				t.Fatalf("%v: rank %d is %v, want %v", x, i, rank, want)
			}
		}
	}
}

// Without ties ρ = 1 − 6 Σ d²/(n³ − n), and over all orders its mean is 0 and its variance 1/(n − 1).
func TestSpearmanOfAllOrders(t *testing.T) {
	const n = 6
	x, count, sum, squares := []float64{-3, 0, 1, 5, 6, 100}, 0.0, 0.0, 0.0
	each := func(order []int) {
		y, d := make([]float64, n), 0.0
		for i, o := range order {
			y[i] = math.Exp(float64(o)) // ranks see no monotone change
			d += float64((o - i) * (o - i))
		}
		rho, ok := Spearman(x, y)
		back, _ := Spearman(y, x)
		if want := 1 - 6*d/(n*n*n-n); !ok || math.Abs(rho-want) > 1e-14 || back != rho {
			t.Fatalf("%v: %v and %v, want %v", order, rho, back, want)
		}
		count, sum, squares = count+1, sum+rho, squares+rho*rho
	}
	permutations(n, each)
	if count != 720 || math.Abs(sum) > 1e-10 || math.Abs(squares/count-1.0/(n-1)) > 1e-13 {
		t.Errorf("%v orders, mean %v, mean square %v", count, sum/count, squares/count)
	}
}

// permutations calls f with all orders of 0, …, n − 1.
func permutations(n int, f func([]int)) {
	order := make([]int, 0, n)
	used := make([]bool, n)
	var next func()
	next = func() {
		if len(order) == n {
			f(order)
			return
		}
		for i := range n {
			if !used[i] {
				used[i], order = true, append(order, i)
				next()
				used[i], order = false, order[:len(order)-1]
			}
		}
	}
	next()
}

// By hand, with ties: ranks 1.5 1.5 3 4 and 1 3 3 3 deviate by −1 −1 ½ 3/2 and −3/2 ½ ½ ½, so that ρ = 2/√(9/2 · 3).
func TestSpearmanWithTies(t *testing.T) {
	if rho, ok := Spearman([]float64{0, 0, 1, 2}, []float64{0, 7, 7, 7}); !ok || math.Abs(rho-2/math.Sqrt(13.5)) > 1e-15 {
		t.Errorf("ρ = %v", rho)
	}
	for _, y := range [][]float64{{}, {1}, {2, 2, 2}} {
		if rho, ok := Spearman(Ranks(y), y); ok || rho != 0 {
			t.Errorf("%v have a rank correlation: %v", y, rho)
		}
	}
	for name, bad := range map[string]func(){
		"lengths": func() { Spearman([]float64{1}, nil) },
		"NaN":     func() { Spearman([]float64{1, 2}, []float64{1, math.NaN()}) },
		"ρ":       func() { SpearmanInterval(1.1, 9, 0.05) },
		"alpha":   func() { SpearmanInterval(0, 9, 0) },
	} {
		if !panics(bad) {
			t.Errorf("%s: no panic", name)
		}
	}
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

// The interval by hand, at its ends, and how often it has the rank correlation of normal pairs, 6/π asin(r/2).
func TestSpearmanInterval(t *testing.T) {
	lo, hi := SpearmanInterval(0.5, 20, 0.05) // artanh ½ ± 1.95996 √(1.125/17)
	if math.Abs(lo-0.0451) > 1e-4 || math.Abs(hi-0.7832) > 1e-4 {
		t.Errorf("[%v, %v]", lo, hi)
	}
	if lo, hi := SpearmanInterval(1, 5, 0.05); lo > 0 || hi != 1 {
		t.Errorf("ρ = 1 of five: [%v, %v]", lo, hi)
	}
	if lo, hi := SpearmanInterval(0.9, 3, 0.05); lo != -1 || hi != 1 {
		t.Errorf("three pairs: [%v, %v]", lo, hi)
	}
	r := rand.New(rand.NewPCG(4, 2))
	for _, c := range []struct {
		n int
		r float64
	}{{10, 0.5}, {12, 0.9}, {40, 0}, {40, -0.8}} {
		const samples = 1000
		want, within := 6/math.Pi*math.Asin(c.r/2), 0
		x, y := make([]float64, c.n), make([]float64, c.n)
		for range samples {
			for i := range x {
				a, b := r.NormFloat64(), r.NormFloat64()
				x[i], y[i] = a, c.r*a+math.Sqrt(1-c.r*c.r)*b
			}
			rho, _ := Spearman(x, y)
			if lo, hi := SpearmanInterval(rho, c.n, 0.05); lo <= want && want <= hi {
				within++
			}
		}
		// An interval that is right in 95 % has four deviations of ±2.8 %.
		if within < 922 || within > 978 {
			t.Errorf("%+v: %d of %d intervals have %v", c, within, samples, want)
		}
	}
}
