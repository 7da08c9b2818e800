package ensemble

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want, relative float64) {
	t.Helper()
	if !(math.Abs(got-want) <= relative*math.Abs(want)) {
		t.Errorf("%s: %.17g, want %.17g", what, got, want)
	}
}

// Shares in closed form: 1/2, 1/4 as minima and maxima are as many as saddles, and (29 − 6√6)/116. Euler's
// number is that of a torus, on which a stationary field may live: the alternating sum is 0.
func TestFieldShares(t *testing.T) {
	for n, want := range map[int]float64{1: 0.5, 2: 0.25, 3: (29 - 6*math.Sqrt(6)) / 116} {
		shares, err := FieldShares(n)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "minima", shares[0], want, 1e-14)
	}
	most := 5
	if testing.Short() {
		most = 4
	}
	for n := 1; n <= most; n++ {
		shares, err := FieldShares(n)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for k, x := range shares {
			sum += x * math.Pow(-1, float64(k))
			near(t, "symmetry", x, shares[n-k], 1e-14)
		}
		if math.Abs(sum) > 1e-15 {
			t.Errorf("N = %d: the alternating sum is %v", n, sum)
		}
	}
}

// Of two eigenvalues in polar coordinates, (x_0 + x_1)/√2 and (x_1 − x_0)/√2: E e^(−c x²), by quadrature.
func TestOrderedMeansOfTwo(t *testing.T) {
	for _, c := range []float64{1e-3, 0.1, 0.5, 3, 60} {
		const steps = 4000
		sum, all := 0.0, 0.0
		for i := range steps { // the mean over the sum of the two is Gaussian, and has a closed form
			r := 12 * (float64(i) + 0.5) / steps
			w := r * math.Exp(-r*r/2)
			all += w
			sum += w * math.Exp(-c*r*r/2/(1+c)) / math.Sqrt(1+c)
		}
		got, err := OrderedMeans(2, c)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "c", got[0], sum/all, 1e-5)
		near(t, "symmetry", got[1], got[0], 1e-14)
	}
}

// With more bits and half the step the means are the same.
func TestOrderedMeansConverged(t *testing.T) {
	orders := []int{1, 3}
	if !testing.Short() {
		orders = append(orders, 4)
	}
	for _, c := range []float64{0.01, 0.5} {
		for _, n := range orders {
			coarse, fine := orderedMeans(n, c, 128+uint(8*n), 1), orderedMeans(n, c, 600, 1.5)
			for k := range fine {
				near(t, "finer", coarse[k], fine[k], 1e-14)
			}
		}
	}
}

// Two spins on the circle: 2 √(3p − 2) points; on the sphere Euler's number is 2; for p = 2 they are the
// eigenvectors.
func TestSpinCounts(t *testing.T) {
	for _, p := range []int{2, 3, 4, 6, 11} {
		two, err := SpinCounts(2, p)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "circle", two[0]+two[1], 2*math.Sqrt(float64(3*p-2)), 1e-14)
		three, err := SpinCounts(3, p)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "sphere", three[0]-three[1]+three[2], 2, 1e-13)
	}
	counts, err := SpinCounts(7, 2)
	for _, x := range counts {
		near(t, "eigenvectors", x, 2, 1e-15)
	}
	if err != nil {
		t.Error(err)
	}
}
