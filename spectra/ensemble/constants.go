package ensemble

import "math/big"

// rootTwo returns bounds of √2, 2^−bits apart: ⌊2^bits √2⌋ and one more.
func rootTwo(bits uint) [2]*big.Rat {
	n := new(big.Int).Lsh(big.NewInt(2), 2*bits)
	return around(n.Sqrt(n), 1, bits)
}

// piInverse returns bounds of 1/π, by Machin's π = 16 arctan(1/5) − 4 arctan(1/239).
func piInverse(bits uint) [2]*big.Rat {
	a, errA := arctan(5, bits+8)
	b, errB := arctan(239, bits+8)
	a.Lsh(a, 4)
	pi := a.Sub(a, b.Lsh(b, 2))
	wide := around(pi, 16*errA+4*errB, bits+8)
	return [2]*big.Rat{wide[1].Inv(wide[1]), wide[0].Inv(wide[0])}
}

// arctan returns 2^bits arctan(1/x) for x ≥ 5, and a bound of its error: 2 for each term of the series
// Σ ± x^−(2k+1)/(2k+1), as the power is rounded down by less than 1 + 1/x² + x^−4 + … < 1.05 and the quotient by
// less than 1, and 2 for those left out, which alternate and get smaller.
func arctan(x int64, bits uint) (value *big.Int, err int64) {
	value = new(big.Int)
	power := new(big.Int).Lsh(big.NewInt(1), bits)
	power.Quo(power, big.NewInt(x))
	square, term := big.NewInt(x*x), new(big.Int)
	for k := int64(0); power.Sign() > 0; k++ {
		term.Quo(power, big.NewInt(2*k+1))
		if k%2 == 0 {
			value.Add(value, term)
		} else {
			value.Sub(value, term)
		}
		power.Quo(power, square)
		err += 2
	}
	return value, err + 2
}

// around returns (n − d)/2^bits and (n + d)/2^bits.
func around(n *big.Int, d int64, bits uint) [2]*big.Rat {
	one := new(big.Int).Lsh(big.NewInt(1), bits)
	lo, hi := new(big.Int).Sub(n, big.NewInt(d)), new(big.Int).Add(n, big.NewInt(d))
	return [2]*big.Rat{new(big.Rat).SetFrac(lo, one), new(big.Rat).SetFrac(hi, one)}
}
