package num

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// Each operation is within its bound of the exact result, and its parts do not overlap.
func TestDouble(t *testing.T) {
	const bits = 2500
	exact := func(x Double) *big.Float {
		y := new(big.Float).SetPrec(bits).SetFloat64(x.Hi)
		return y.Add(y, new(big.Float).SetFloat64(x.Lo))
	}
	part := rapid.Float64Range(1, 2)
	double := rapid.Custom(func(t *rapid.T) Double {
		sign := float64(1 - 2*rapid.IntRange(0, 1).Draw(t, "sign"))
		hi := math.Ldexp(sign*part.Draw(t, "hi"), rapid.IntRange(-60, 60).Draw(t, "exponent"))
		lo := math.Ldexp(part.Draw(t, "lo")-1.5, Exponent(hi)-53-rapid.IntRange(0, 60).Draw(t, "below"))
		return twoSum(hi, lo)
	})
	rapid.Check(t, func(t *rapid.T) {
		x, y := double.Draw(t, "x"), double.Draw(t, "y")
		if rapid.IntRange(0, 3).Draw(t, "near") == 0 {
			y = Double{-x.Hi, y.Lo * (x.Hi / y.Hi)}
		}
		a, b, z := exact(x), exact(y), new(big.Float).SetPrec(bits)
		for _, c := range []struct {
			name string
			got  Double
			want *big.Float
			of   float64 // in units of u²
		}{
			{"Add", x.Add(y), new(big.Float).Add(a, b), 3.001}, {"Sub", x.Sub(y), new(big.Float).Sub(a, b), 3.001},
			{"Mul", x.Mul(y), new(big.Float).Mul(a, b), 4}, {"Quo", x.Quo(y), new(big.Float).Quo(a, b), 15},
			{"Scale", x.Scale(-7), new(big.Float).SetMantExp(a, -7), 0},
		} {
			allowed := new(big.Float).Mul(new(big.Float).SetFloat64(c.of*Roundoff*Roundoff), z.Abs(c.want))
			if z.Abs(z.Sub(exact(c.got), c.want)).Cmp(allowed) > 0 {
				t.Fatalf("%s of %v and %v is %v, want %v", c.name, x, y, c.got, c.want)
			}
			if c.got.Hi+c.got.Lo != c.got.Hi || c.got.Float() != c.got.Hi || c.got.Sign() != c.want.Sign() || c.got.Exponent() != Exponent(c.got.Hi) {
				t.Fatalf("%s of %v and %v is %v, parts that overlap", c.name, x, y, c.got)
			}
		}
	})
}
