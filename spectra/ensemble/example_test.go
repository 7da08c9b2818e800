package ensemble_test

import (
	"fmt"
	"math/rand/v2"

	"saddle/spectra/ensemble"
)

// How many random symmetric matrices have only positive eigenvalues? Coins would say 1/4, 1/8 and 1/1024.
func ExamplePositiveDefinite() {
	for _, n := range []int{2, 3, 10} {
		p, err := ensemble.PositiveDefinite(n)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%d: %.4g\n", n, p.Float64())
	}
	p, _ := ensemble.PositiveDefinite(4)
	fmt.Println(p)
	// Output:
	// 2: 0.1464
	// 3: 0.02492
	// 10: 2.266e-14
	// 1/4 - 1/16 √2 - 1/2 /π
}

// Of the critical points of a Gaussian landscape in three dimensions, an eighth are minima.
func ExampleFieldShares() {
	shares, err := ensemble.FieldShares(3)
	fmt.Printf("%.4f %v\n", shares, err)
	// Output:
	// [0.1233 0.3767 0.3767 0.1233] <nil>
}

// The sum of a Wishart matrix (samples are four times the dimensions) and a Wigner matrix: how many of
// its eigenvalues are negative?
func ExampleFree() {
	sum, err := ensemble.NewFree(0, 1, ensemble.Jump{Size: 0.25, Rate: 4})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f of them; from %.3f to %.3f\n", sum.CDF(0), sum.Edges()[0], sum.Edges()[1])
	// Output:
	// 0.2253 of them; from -1.194 to 3.296
}

// The 10,000 eigenvalues of a matrix of the Gaussian orthogonal ensemble that is never written down.
func ExampleHermite() {
	t := ensemble.Hermite(rand.New(rand.NewPCG(1, 1)), 1, 10_000)
	below, _, err := t.Count(0)
	fmt.Println(below > 4990 && below < 5010, err)
	// Output:
	// true <nil>
}

// The layers of critical points of a large 3-spin glass, from the ground state to where saddles of all indices begin.
func ExampleSpinEnergy() {
	for k := range 3 {
		e, err := ensemble.SpinEnergy(3, k)
		fmt.Printf("E_%d = %.11f %v\n", k, e, err)
	}
	threshold, err := ensemble.SpinThreshold(3)
	fmt.Printf("E_∞ = %.11f %v\n", threshold, err)
	// Output:
	// E_0 = 1.65699836353 <nil>
	// E_1 = 1.65287319810 <nil>
	// E_2 = 1.65025312744 <nil>
	// E_∞ = 1.63299316186 <nil>
}
