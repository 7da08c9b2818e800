package stats

import (
	"math"
	"slices"
)

// A bettor bets that the mean of values between two bounds is on one side of
// m: above it if the bettor starts from the lower bound, below it if from the
// upper. With g = (x − from)/(m − from) for a value x, its wealth
//
//	W = Σ_j 1/J Π_i (1 − θ_j + θ_j g_i),  0 < θ_j ≤ 1,
//
// begins at 1. Where the mean is not on that side E g ≤ 1, so W is then a
// non-negative supermartingale, and by Ville's inequality it ever reaches 1/α
// with probability at most α: for any values between the bounds, any dependence
// on what came before, any rule to stop (Waudby-Smith and Ramdas 2024,
// Estimating means of bounded random variables by betting, J. R. Statist. Soc.
// B 86, where θ/|m − from| is λ; a mixture over stakes as here is in section 4.4).
//
// A value that moves g costs what its variance costs: small variances are
// decided after far fewer values than 0 and 1 with the same mean.
//
// The wealth is kept from below: each factor is taken 2^−49 smaller, which is
// more than its rounding errors, and what leaves [tiny, huge] is cut down.
type bettor struct {
	from, m float64
	wealth  [len(stakes)]float64
}

// stakes are the θ_j: θ/(1−θ) = 2^−16, …, 2^6, and all. The best θ is about
// (mean − m)(m − from)/(variance + (mean − m)²); a factor of √2 off costs at
// most a sixth of the rate at which ln W grows, and its neighbours help.
var stakes = func() (s [24]float64) {
	for j := range s {
		odds := math.Ldexp(1, j-16)
		s[j] = odds / (1 + odds)
	}
	s[len(s)-1] = 1
	return s
}()

const (
	tiny   = 0x1p-1000
	huge   = 0x1p900
	shrink = 1 - 0x1p-49
)

func newBettor(from, m float64) *bettor {
	b := &bettor{from: from, m: m}
	for j := range b.wealth {
		b.wealth[j] = 1
	}
	return b
}

// gain is (x − from)/(m − from), cut down to 0 or 2^100 outside [tiny, 2^100].
// It is right to 2^−51. Where m is the bound itself, another value disproves
// the mean m for sure.
func gain(from, m, x float64) float64 {
	switch g := math.Abs((x - from) / (m - from)); {
	case x == from && m == from:
		return 1
	case g < tiny:
		return 0
	default:
		return min(g, 0x1p100)
	}
}

// factor is what a stake multiplies its wealth by; right to 2^−50.
func factor(stake, gain float64) float64 { return 1 - stake + float64(stake*gain) }

// bet sees a value. The wealth is at most what the formula says.
func (b *bettor) bet(x float64) {
	g := gain(b.from, b.m, x)
	for j, w := range b.wealth {
		w = float64(w*factor(stakes[j], g)) * shrink
		if w < tiny {
			w = 0
		}
		b.wealth[j] = min(w, huge)
	}
}

// wins reports whether the mean is on the bettor's side of m, at error alpha.
func (b *bettor) wins(alpha float64) bool {
	sum := 0.0
	for _, w := range b.wealth {
		sum += w
	}
	return sum/float64(len(stakes))*(1-0x1p-40)*alpha >= 1
}

// A count is how often a value was seen.
type count struct {
	value float64
	times int
}

// logWealth is ln W after the values, whose order does not matter: a second way,
// in logarithms, for any m at any time. It errs downward: the margin is more than
// the rounding errors, of 2^−50 in each factor and of 2^−53 of the sum of |ln| in
// each operation.
func logWealth(from, m float64, values []count) float64 {
	var ln, size, product [len(stakes)]float64
	add := func(j int, x float64) { ln[j], size[j] = ln[j]+x, size[j]+math.Abs(x) }
	for j := range product {
		product[j] = 1
	}
	n := 0.0
	for _, v := range values {
		if v.times == 0 {
			continue
		}
		g := gain(from, m, v.value)
		n += float64(v.times)
		for j, stake := range stakes {
			f := factor(stake, g)
			if v.times > 1 {
				add(j, float64(v.times)*math.Log(f))
			} else if product[j] *= f; product[j] < 0x1p-20 || product[j] > 0x1p20 {
				add(j, math.Log(product[j]))
				product[j] = 1
			}
		}
	}
	for j := range ln {
		add(j, math.Log(product[j]))
		ln[j] -= n*0x1p-49 + size[j]*float64(len(values)+4)*0x1p-52
	}
	most := slices.Max(ln[:])
	if math.IsInf(most, -1) {
		return most
	}
	total := 0.0
	for _, x := range ln {
		total += math.Exp(x - most)
	}
	return most + math.Log(total/float64(len(stakes))) - 0x1p-40
}
