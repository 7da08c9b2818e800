package ensemble

import (
	"fmt"
	"math"
)

// SpinThreshold returns E_∞ = 2 √((p − 1)/p): below the energy −E_∞ per spin almost every critical point of a large spherical
// p-spin glass is a minimum, but for exponentially rarer ones of any fixed index. The error is an [ErrArgument] for p < 2.
func SpinThreshold(p int) (float64, error) {
	if err := checkSpins(p); err != nil {
		return 0, err
	}
	return 2 * math.Sqrt(float64(p-1)/float64(p)), nil
}

func checkSpins(p int) error {
	if p < 2 {
		return &ErrArgument{Name: "p", Value: fmt.Sprint(p), Want: "a number of spins that interact, at least 2"}
	}
	return nil
}

func checkSpinArguments(p, k int, u float64) error {
	if err := checkSpins(p); err != nil {
		return err
	}
	if k < 0 {
		return &ErrArgument{Name: "k", Value: fmt.Sprint(k), Want: "an index, at least 0"}
	}
	if math.IsNaN(u) || math.IsInf(u, 0) {
		return &ErrArgument{Name: "u", Value: fmt.Sprint(u), Want: "a finite energy per spin"}
	}
	return nil
}

// spinRate returns I(u) for u ≤ −E = −E_∞(p), and 0 for u ≥ −E: with u = −E cosh t
//
//	I = −(u/E²) √(u² − E²) − log(−u + √(u² − E²)) + log E = (sinh 2t)/2 − t,
//
// the rate at which an eigenvalue of a Wigner matrix is pulled out of its semicircle.
func spinRate(p int, u float64) float64 {
	e := 2 * math.Sqrt(float64(p-1)/float64(p))
	d := (-u - e) / e // cosh t − 1
	if d <= 0 {
		return 0
	}
	return doubledRate(2*math.Log1p(d+math.Sqrt(d)*math.Sqrt(2+d))) / 2
}

// doubledRate returns sinh x − x for x ≥ 0, to full relative accuracy.
func doubledRate(x float64) float64 {
	if x > 1 {
		return math.Sinh(x) - x
	}
	sum, term := 0.0, x*x*x/6
	for k := 4.0; sum+term != sum; k += 2 {
		sum += term
		term *= x * x / (k * (k + 1))
	}
	return sum
}

// SpinComplexity returns Θ(u), the limit for large N of 1/N log of the mean number of critical points of any index at energies up to u
// per spin of the spherical p-spin glass (Auffinger, Ben Arous and Černý, arXiv 1003.1129, Theorem 2.8):
//
//	½ log(p − 1) − (p − 2) u²/(4(p − 1)) − I(u)  for u ≤ −E_∞,  without I(u) up to 0,  ½ log(p − 1) from there on.
//
// The error is an [ErrArgument]: for p < 2, and a u that is not finite.
func SpinComplexity(p int, u float64) (float64, error) {
	if err := checkSpinArguments(p, 0, u); err != nil {
		return 0, err
	}
	return math.Log(float64(p-1))/2 - gaussianRate(p, min(u, 0)) - spinRate(p, u), nil
}

// gaussianRate returns (p − 2) u²/(4(p − 1)).
func gaussianRate(p int, u float64) float64 {
	return float64(p-2) / float64(p-1) * (u / 2) * (u / 2)
}

// SpinIndexComplexity returns Θ_k(u), the limit for large N of 1/N log of the mean number of critical points of index k at energies
// up to u per spin of the spherical p-spin glass (Auffinger, Ben Arous and Černý, Theorem 2.5):
//
//	½ log(p − 1) − (p − 2) u²/(4(p − 1)) − (k + 1) I(u)  for u ≤ −E_∞,
//	½ log(p − 1) − (p − 2)/p                             above:
//
// it is continuous, as E_∞² = 4(p − 1)/p and I(−E_∞) = 0. The error is an [ErrArgument]: for p < 2, k < 0, and a u that is not
// finite.
func SpinIndexComplexity(p, k int, u float64) (float64, error) {
	if err := checkSpinArguments(p, k, u); err != nil {
		return 0, err
	}
	e := 2 * math.Sqrt(float64(p-1)/float64(p))
	if u >= -e {
		return math.Log(float64(p-1))/2 - float64(p-2)/float64(p), nil
	}
	return math.Log(float64(p-1))/2 - gaussianRate(p, u) - float64(k+1)*spinRate(p, u), nil
}

// SpinEnergy returns E_k(p), for which Θ_k(−E_k) = 0: in a large spherical p-spin glass there is no critical point of index k at an energy
// per spin well below −E_k, and −E_0 is the least energy there is. E_0 > E_1 > … > E_∞ for p ≥ 3; for p = 2 all are E_∞ = √2. It
// is within some ulps. The error is an [ErrArgument] for p < 2 and k < 0. Cost: some Newton steps.
//
// With u = −E_∞ cosh t the complexity is ½ log(p − 1) − (p − 2)/p cosh² t − (k + 1) ((sinh 2t)/2 − t), which falls and is concave in
// t: Newton's method comes down from the right to its zero.
func SpinEnergy(p, k int) (float64, error) {
	if err := checkSpinArguments(p, k, 0); err != nil {
		return 0, err
	}
	e := 2 * math.Sqrt(float64(p-1)/float64(p))
	if p == 2 {
		return e, nil
	}
	a, m := float64(p-2)/float64(p), float64(k)+1
	height := math.Log(float64(p-1))/2 - a // at t = 0, positive
	f := func(t float64) float64 {
		s := math.Sinh(t)
		return height - float64(a*s*s) - m*doubledRate(2*t)/2
	}
	t := 1.0
	for f(t) > 0 {
		t *= 2
	}
	for range 200 {
		s := math.Sinh(t)
		next := t + f(t)/(float64(a*math.Sinh(2*t))+float64(2*m*s*s))
		if !(next < t) {
			break
		}
		t = next
	}
	return e * math.Cosh(t), nil
}
