package papers

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"

	"saddle/theorems"
)

// The probabilities by quadrature of the joint density of the eigenvalues
// λ_1 < λ_2 < … of a GOE matrix with variance 2 on the diagonal,
//
//	∏_{i<j} (λ_j − λ_i) exp(−Σ λ_i²/4),
//
// over λ_1 > 0 and over all λ_1, in λ_1 and the gaps.
func TestPositiveByQuadrature(t *testing.T) {
	var at, weight [60]float64 // of the interval from 0 to 1
	quad.Legendre{}.FixedLocations(at[:], weight[:], 0, 1)
	integral := func(lo, hi float64, f func(x float64) float64) (sum float64) {
		for i, x := range at {
			sum += float64(weight[i]*(hi-lo)) * f(lo+float64(x*(hi-lo)))
		}
		return sum
	}
	const far = 14
	p2 := func(lo float64) float64 {
		return integral(lo, far, func(x float64) float64 {
			return integral(0, 2*far, func(u float64) float64 { return u * math.Exp(-(x*x+(x+u)*(x+u))/4) })
		})
	}
	p3 := func(lo float64) float64 {
		return integral(lo, far, func(x float64) float64 {
			return integral(0, 2*far, func(u float64) float64 {
				return integral(0, 2*far, func(v float64) float64 {
					y, z := x+u, x+u+v
					return u * v * (u + v) * math.Exp(-(x*x+y*y+z*z)/4)
				})
			})
		})
	}
	for n, p := range map[int][2]float64{2: {p2(0) / p2(-far), goePositive2}, 3: {p3(0) / p3(-far), goePositive3}} {
		if math.Abs(p[0]-p[1]) > 1e-7 {
			t.Errorf("N = %d: %.9f by quadrature, %.9f", n, p[0], p[1])
		}
	}
}

// By the leading minors, and by its moments.
func TestGOE(t *testing.T) {
	r := theorems.Run{Index: 0, Rand: rand.New(rand.NewPCG(1, 2))}
	var diagonal, off, cross float64
	const runs = 20_000
	for range runs {
		a := goe(r, 3, math.Sqrt2)
		minor := a[0][0]*a[1][1] - a[1][0]*a[1][0]
		det := a[2][2]*minor - a[0][0]*a[2][1]*a[2][1] + 2*a[1][0]*a[2][0]*a[2][1] - a[1][1]*a[2][0]*a[2][0]
		if got, _ := isPositiveDefinite(a); (got == 1) != (a[0][0] > 0 && minor > 0 && det > 0) {
			t.Fatalf("%v: %v", a, got)
		}
		for i := range 3 {
			diagonal += a[i][i] * a[i][i] / (3 * runs)
			off += a[i][(i+1)%3] * a[i][(i+1)%3] / runs // each below the diagonal is met once, or is 0
			off += a[(i+1)%3][i] * a[(i+1)%3][i] / runs
			cross += a[i][i] * a[2][0] / runs
		}
	}
	if math.Abs(diagonal-2) > 0.1 || math.Abs(off/3-1) > 0.05 || math.Abs(cross) > 0.1 {
		t.Errorf("variances %v and %v, covariance %v", diagonal, off/3, cross)
	}
	if a := goe(r, 2, 1); a[2] != [3]float64{0, 0, 1} {
		t.Errorf("a 2×2 matrix has the third row %v", a[2])
	}
}

// What flips no coins is what the corrected law is about: the same matrices.
func TestCoinsAndLawsShareMatrices(t *testing.T) {
	for i, pair := range [][2]theorems.Law{{GOE2FlipsCoins, GOE2PositiveDefinite}, {GOE3FlipsCoins, GOE3PositiveDefinite}} {
		for seed := range uint64(1000) {
			a, _ := pair[0].Sample(theorems.Run{Index: 0, Rand: rand.New(rand.NewPCG(seed, 1))})
			b, _ := pair[1].Sample(theorems.Run{Index: 0, Rand: rand.New(rand.NewPCG(seed, 1))})
			if a != b {
				t.Fatalf("N = %d, seed %d: %v and %v", i+2, seed, a, b)
			}
		}
	}
}

// Coins by enumeration of all ends of the run's number.
func TestCoins(t *testing.T) {
	for n := 2; n <= 3; n++ {
		heads := 0
		for x := range uint64(8) {
			v, _ := coins(theorems.Run{Index: 0, Rand: rand.New(fixed(x))}, n)
			heads += int(v)
		}
		if heads != 8>>n {
			t.Errorf("n = %d: %d of 8", n, heads)
		}
	}
}

type fixed uint64

func (f fixed) Uint64() uint64 { return uint64(f) }
