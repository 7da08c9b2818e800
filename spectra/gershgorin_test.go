package spectra

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestGershgorin: the bound is below the exact one, in rationals, by rounding errors at most, and equal to it
// for a diagonal matrix.
func TestGershgorin(t *testing.T) {
	r := rand.New(rand.NewPCG(50, 0))
	for round := range 200 {
		n := 1 + r.IntN(8)
		a := mat.NewSymDense(n, nil)
		for i := range n {
			for j := range i + 1 {
				if i == j || round%4 > 0 {
					a.SetSym(i, j, r.NormFloat64()*math.Pow(10, float64(-r.IntN(2)*r.IntN(20))))
				}
			}
		}
		var exact *big.Rat
		size := 0.0
		for i := range n {
			row := new(big.Rat)
			for j := range n {
				x := new(big.Rat).SetFloat64(a.At(i, j))
				size += math.Abs(a.At(i, j))
				if i == j {
					row.Add(row, x)
				} else {
					row.Sub(row, x.Abs(x))
				}
			}
			if exact == nil || row.Cmp(exact) < 0 {
				exact = row
			}
		}
		got := gershgorin(a)
		gap, _ := new(big.Rat).Sub(exact, new(big.Rat).SetFloat64(got)).Float64()
		if gap < 0 || round%4 == 0 && gap > 0 || gap > size*float64(8*n)*0x1p-53 {
			t.Errorf("the bound is %v, which is %v below the exact one\n%v", got, gap, mat.Formatted(a))
		}
	}
}
