package papers

import (
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
)

// drawNoisy draws a point with generic noise: any targets, or outputs without error, or v = 0 with targets for which that
// is critical; and where there are more samples than d_0d_1, targets with Σ r_s a_s ⊗ x_s = 0.
func drawNoisy(t *rapid.T, few bool) NoisyNet {
	return suchThat(t, func(t *rapid.T) NoisyNet {
		d0, d1 := rapid.IntRange(1, 2).Draw(t, "d_0"), rapid.IntRange(1, 2).Draw(t, "d_1")
		samples := d0*d1 + 1
		if few {
			d1 = rapid.IntRange(1, 3).Draw(t, "d_1")
			samples = rapid.IntRange(1, d0*d1).Draw(t, "N")
		}
		n := drawNoisyUnits(t, samples, d0, d1, -3)
		for range samples {
			n.Noise = append(n.Noise, ints(t, "noise", d1, 1, 3))
		}
		if !few {
			return n.withResiduals(n.rows())
		}
		switch rapid.IntRange(0, 3).Draw(t, "targets") {
		case 0:
			n.Y = make([]int, samples)
			n.Y = n.residuals()
		case 1:
			n.V = make([]int, d1)
			return n.withResiduals(n.features())
		default:
			n.Y = ints(t, "y", samples, -9, 9)
		}
		return n
	}, NoisyNet.generic)
}

// drawNoisyUnits draws inputs and weights, so that no unit is at its kink.
func drawNoisyUnits(t *rapid.T, samples, d0, d1, least int) (n NoisyNet) {
	for range samples {
		n.X = append(n.X, append([]int{rapid.IntRange(1, 3).Draw(t, "x")}, ints(t, "x", d0-1, least, 3)...))
	}
	for range d1 {
		w := append([]int{rapid.IntRange(least, 3).Draw(t, "w")}, ints(t, "w", d0-1, least, 3)...)
		for slices.ContainsFunc(n.X, func(x []int) bool { return dot(w, x) == 0 }) {
			w[0]++ // raises every w·x, as the first input is positive
		}
		n.W = append(n.W, w)
	}
	n.V = ints(t, "v", d1, -3, 3)
	return n
}

// drawWithoutNoise draws units that are all on, without noise: the net is linear, and has more samples than inputs.
func drawWithoutNoise(t *rapid.T) NoisyNet {
	d0, d1 := rapid.IntRange(1, 2).Draw(t, "d_0"), rapid.IntRange(2, 3).Draw(t, "d_1")
	samples := rapid.IntRange(d0+1, d0*d1).Draw(t, "N")
	n := drawNoisyUnits(t, samples, d0, d1, 1)
	n.Noise = slices.Repeat([][]int{slices.Repeat([]int{1}, d1)}, samples)
	return n.withResiduals(n.rows())
}

// features are the outputs of the units, a row for each sample.
func (n NoisyNet) features() rational.Matrix {
	var out []int
	for s, x := range n.X {
		for i, w := range n.W {
			out = append(out, n.slope(s, i)*dot(w, x))
		}
	}
	return rational.Ints(len(n.X), len(n.V), out)
}

// withResiduals returns the net with targets for which the residuals r satisfy rᵀm = 0, and are not 0 if that is
// possible.
func (n NoisyNet) withResiduals(m rational.Matrix) NoisyNet {
	n.Y = make([]int, len(n.X))
	n.Y = n.residuals()
	kernel := m.T().Kernel()
	if kernel.Rows == 0 {
		return n
	}
	scale := rational.Int(1)
	for s := range n.Y {
		if x := kernel.At(0, s).Mul(scale); !x.IsInt() {
			scale = scale.Mul(rational.Of(new(big.Rat).SetInt(x.Rat().Denom())))
		}
	}
	for s := range n.Y {
		n.Y[s] -= fractionOf(kernel.At(0, s).Mul(scale)).P
	}
	return n
}
