package ensemble

import (
	"fmt"
	"math"
	"slices"

	"saddle/spectra/internal/crew"
)

// OrderedMeans returns E e^(−c x_k²) for the ordered eigenvalues x_0 ≤ x_1 ≤ … ≤ x_{n−1} of a matrix of the Gaussian
// orthogonal ensemble with the density ∏_{i<j} |x_i − x_j| ∏ e^(−x_i²/2), that is with variance 1 on the diagonal and 1/2 off
// it; 1 ≤ n ≤ MaxIndexOrder, and c is 0 or 1e-4 … 100. Such means count critical points of Gaussian landscapes; see [FieldShares]
// and [SpinCounts].
//
// With N(s) eigenvalues below s, the mean is ∫_0^∞ 2 c s e^(−c s²) (P(N(s) > k) − P(N(−s) > k)) ds, whose probabilities
// are coefficients of a Pfaffian as for [IndexProbabilities]. The integrand is even and entire, and the
// trapezoidal rule converges faster than any exponential; the step and the number of bits are chosen for a relative error below
// 1e-14, which is estimated and not proved. Cost: some 50 n Pfaffians of n³/6 products of several hundred bits each;
// n = 10 takes .2 s, and n = 20 two to three seconds. The
// error is an [ErrArgument].
func OrderedMeans(n int, c float64) ([]float64, error) {
	if err := checkOrder(n); err != nil {
		return nil, err
	}
	if c == 0 {
		return slices.Repeat([]float64{1}, n), nil
	}
	if !(c >= 1e-4 && c <= 100) {
		return nil, &ErrArgument{Name: "c", Value: fmt.Sprint(c), Want: "0 or a number 1e-4 … 100"}
	}
	return orderedMeans(n, c, 128+uint(8*n), 1), nil
}

// orderedMeans is OrderedMeans with some bits, and steps that are shorter by a factor.
func orderedMeans(n int, c float64, bits uint, finer float64) []float64 {
	sums := make([]precise, n)
	for k := range sums {
		sums[k] = newPrecise(bits, 0)
	}
	// The error is e^(−π²/(h² K)) for an integrand that grows as e^(K y²) off the precise line.
	h := math.Round(1024*math.Pi/math.Sqrt(90*(c+1+float64(n)/2))) / 1024 / finer
	last := int(math.Ceil((math.Sqrt(2*float64(n)) + 9) / h)) // all eigenvalues are below, but for 1e-20
	below := make([][]precise, last)
	crew.Parallel(crew.Workers(0), last, func(node int) {
		below[node] = newCut(n, newPrecise(bits, float64(node)*h)).probabilities()
	})
	total := newPrecise(bits, 0)
	for _, p := range below[0] {
		total = total.add(p)
	}
	for node := 1; node < last || c*h*h*float64(node)*float64(node) < 90; node++ {
		s := newPrecise(bits, float64(node)*h)
		weight := s.times(2 * c * h).mul(s.mul(s).times(-c).exp())
		if node >= last {
			for k := range sums {
				sums[k] = sums[k].add(weight.mul(total))
			}
			continue
		}
		left, right := newPrecise(bits, 0), newPrecise(bits, 0)
		for k := n - 1; k >= 0; k-- { // N(s) > k, and N(−s) > k, as N(−s) is n − N(s)
			right, left = right.add(below[node][k+1]), left.add(below[node][n-k-1])
			sums[k] = sums[k].add(weight.mul(right.sub(left)))
		}
	}
	out := make([]float64, n)
	for k := range out {
		out[k] = sums[k].quo(total).float64()
	}
	return out
}

// cut holds the moments of one order on both sides of s; the index 0 is for what is above.
type cut struct {
	n      int
	one    precise
	single [2][]precise   // ∫ xⁱ e^(−x²/2) dx
	double [2][][]precise // ∬ sgn(y − x) xⁱ yʲ e^(−(x²+y²)/2) dx dy
}

func newCut(n int, s precise) *cut {
	c := &cut{n: n, one: newPrecise(s.f.Prec(), 1)}
	for side, at := range []precise{s, s.neg()} {
		c.single[side], c.double[side] = momentsAbove(n, at)
	}
	for i := range n { // x → −x
		if i%2 == 1 {
			c.single[1][i] = c.single[1][i].neg()
		}
		for j := range n {
			if (i+j)%2 == 0 {
				c.double[1][i][j] = c.double[1][i][j].neg()
			}
		}
	}
	return c
}

// momentsAbove returns the moments above s, by parts: with e = e^(−s²/2),
//
//	m_i = s^(i−1) e + (i−1) m_{i−2},  I_ij = (i−1) I_{i−2,j} + s^(i−1) e m_j − 2 k_{i+j−1},
//
// where k_i = ∫_s^∞ xⁱ e^(−x²) dx, and terms of index −1 are missing.
func momentsAbove(n int, s precise) (m []precise, double [][]precise) {
	e, ee := s.mul(s).times(-0.5).exp(), s.mul(s).neg().exp()
	power := make([]precise, 2*n)
	power[0] = newPrecise(s.f.Prec(), 1)
	for i := 1; i < len(power); i++ {
		power[i] = power[i-1].mul(s)
	}
	m, k := make([]precise, n), make([]precise, 2*n)
	for i := range k {
		switch i {
		case 0:
			m[0], k[0] = gaussianAbove(s, 1), gaussianAbove(s, 2)
			continue
		case 1:
			k[1] = ee.times(0.5)
		default:
			k[i] = power[i-1].mul(ee).add(k[i-2].times(float64(i - 1))).times(0.5)
		}
		if i < n {
			m[i] = power[i-1].mul(e)
			if i > 1 {
				m[i] = m[i].add(m[i-2].times(float64(i - 1)))
			}
		}
	}
	double = make([][]precise, n)
	for i := range double {
		double[i] = make([]precise, n)
		double[i][i] = newPrecise(s.f.Prec(), 0)
		for j := range i {
			x := power[i-1].mul(e).mul(m[j]).sub(k[i+j-1].times(2))
			if i > 1 {
				x = x.add(double[i-2][j].times(float64(i - 1)))
			}
			double[i][j], double[j][i] = x, x.neg()
		}
	}
	return m, double
}

// probabilities returns, up to a common factor, the probability that k of the eigenvalues are below s, for k = 0, …, n.
func (c *cut) probabilities() []precise {
	values := make([]precise, c.n+1)
	for i := range values {
		values[i] = c.at(float64(i))
	}
	return interpolate(values)
}

// at returns the Pfaffian for one ξ.
func (c *cut) at(xi float64) precise {
	n := c.n + c.n%2
	a := make([][]precise, n)
	for i := range a {
		a[i] = make([]precise, n)
		a[i][i] = c.one.times(0)
		for j := i + 1; j < n; j++ {
			up, down := c.single[0], c.single[1]
			if j == c.n {
				a[i][j] = up[i].add(down[i].times(xi))
				continue
			}
			mixed := down[i].mul(up[j]).sub(up[i].mul(down[j]))
			a[i][j] = c.double[0][i][j].add(mixed.times(xi)).add(c.double[1][i][j].times(xi * xi))
		}
	}
	return pfaffian(c.one, a)
}
