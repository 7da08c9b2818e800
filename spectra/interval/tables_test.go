package interval_test

import (
	"math/big"
	"testing"

	"saddle/spectra/interval"
)

// nearestWord returns the double word nearest to x.
func nearestWord(x *big.Float) interval.Word {
	hi, _ := x.Float64()
	rest := new(big.Float).SetPrec(x.Prec()).Sub(x, new(big.Float).SetFloat64(hi))
	lo, _ := rest.Float64()
	return interval.Word{Hi: hi, Lo: lo}
}

func TestTablesHoldNearestDoubleWords(t *testing.T) {
	const p = precision(400)
	check := func(name string, j int, got interval.Word, exact *big.Float) {
		t.Helper()
		if want := nearestWord(exact); got != want {
			t.Errorf("%s[%d] = {%x, %x}, want {%x, %x}", name, j, got.Hi, got.Lo, want.Hi, want.Lo)
		}
	}
	ratio := func(a, b int) *big.Float { return p.quo(p.real(float64(a)), p.real(float64(b))) }

	check("pi", 0, interval.ConstantPi, p.pi())
	check("halfPi", 0, interval.ConstantHalfPi, p.scale(p.pi(), -1))
	check("ln2", 0, interval.ConstantLn2, p.ln2())
	step := p.scale(p.ln2(), -5)
	check("stepLow", 0, interval.StepLow, p.sub(step, p.real(interval.StepHigh)))
	if bits := p.real(interval.StepHigh).MinPrec(); bits > 29 {
		t.Errorf("stepHigh has %d bits, want at most 29", bits)
	}

	factorial := func(n int) *big.Float {
		f := new(big.Int).MulRange(1, int64(n))
		return p.quo(p.real(1), p.zero().SetInt(f))
	}
	for n, w := range interval.ExpHead {
		check("expHead", n, w, factorial(n+1))
	}
	for n, w := range interval.CosHead {
		check("cosHead", n, w, factorial(2*n))
	}
	for n, w := range interval.SinHead {
		check("sinHead", n, w, factorial(2*n+1))
	}
	for n, w := range interval.InverseOdd {
		check("inverseOdd", n, w, ratio(1, 2*n+1))
	}
	for j, w := range interval.ExpTable {
		check("expTable", j, w, p.exp(p.mul(p.real(float64(j)), step)))
	}
	for i, w := range interval.LogTable {
		check("logTable", i, w, p.log(ratio(i+45, 64)))
	}
	for j, w := range interval.AtanTable {
		check("atanTable", j, w, p.atan(ratio(j, 32)))
	}
}

func twoOverPiDigits(n int) *big.Int {
	p := precision(n + 64)
	digits, _ := p.scale(p.quo(p.real(2), p.pi()), n).Int(nil)
	return digits
}

func TestTwoOverPiDigits(t *testing.T) {
	words := interval.TwoOverPi
	got := new(big.Int)
	for _, w := range words {
		got.Or(got.Lsh(got, 64), new(big.Int).SetUint64(w))
	}
	if want := twoOverPiDigits(64 * (len(words) - 1)); got.Cmp(want) != 0 {
		t.Errorf("digits of 2/π are %x, want %x", got, want)
	}
}

// TestDistanceToMultiplesOfHalfPi proves the bound that the argument reduction
// relies on: m·2ᵉ·(2/π) is at least 2⁻⁶³ from every integer, for 0 < m < 2⁵³. If
// p/q is the last convergent of 2ᵉ·2/π with q < 2⁵³, no such m comes nearer than q
// (Khinchin, Continued Fractions, Theorems 16 and 17). The digits of 2/π left out
// are worth less than 2⁻²⁷⁰.
func TestDistanceToMultiplesOfHalfPi(t *testing.T) {
	const digits = 1300
	limit := new(big.Int).Lsh(big.NewInt(1), 53)
	twoOverPi := twoOverPiDigits(digits)
	least, at := 0, 0
	for e := -53; e <= 971; e++ {
		// α = a/b modulo 1.
		a, b := new(big.Int).Set(twoOverPi), new(big.Int).Lsh(big.NewInt(1), uint(digits-max(e, 0)))
		if e < 0 {
			b.Lsh(b, uint(-e))
		}
		a.Mod(a, b)
		whole := new(big.Int).Set(b)
		q0, q1 := big.NewInt(0), big.NewInt(1)
		for { // the remainder a is |q₁α − p₁|·whole
			quotient, rest := new(big.Int).QuoRem(b, a, new(big.Int))
			q2 := new(big.Int).Mul(quotient, q1)
			q2.Add(q2, q0)
			if q2.Cmp(limit) >= 0 {
				break
			}
			q0, q1, b, a = q1, q2, a, rest
		}
		if d := a.BitLen() - whole.BitLen(); d < least {
			least, at = d, e
		}
	}
	t.Logf("least distance in [2^%d, 2^%d), at exponent %d", least, least+1, at)
	if least < -63 {
		t.Errorf("m·2^%d comes within 2^%d of a multiple of π/2", at, least+1)
	}
}
