package linear

import (
	"fmt"

	"saddle/spectra/rational"
)

// A Curve is W_h(t) = W_h + Step_h t^{Power_h} for all h, and what the loss does along it for small t > 0:
// L(W(t)) = L(W) + Coefficient t^Order + ….
type Curve struct {
	Step        []rational.Matrix
	Power       []int
	Order       int
	Coefficient rational.Number
}

// String returns the leading term, as "along a curve the loss changes by -3 t^5".
func (c Curve) String() string {
	factor := c.Coefficient.String() + " "
	switch factor {
	case "1 ":
		factor = ""
	case "-1 ":
		factor = "-"
	}
	return fmt.Sprintf("along a curve the loss changes by %st^%d", factor, c.Order)
}

// Along returns the curve from W with the given steps and powers of at least 1, and the first change of the
// loss; ok is false if the loss is constant along it. The loss is a polynomial in t, all of which is looked
// at. Cost: a product of matrices for each layer and power of t.
func (n Net) Along(step []rational.Matrix, powers []int) (c Curve, ok bool) {
	outputs := n.outputs(step, powers)
	wrong := outputs[0].Sub(n.Y)
	for k := 1; k < 2*len(outputs)-1; k++ {
		var change rational.Number
		if k < len(outputs) {
			change = inner(wrong, outputs[k])
		}
		for i := max(1, k-len(outputs)+1); 2*i <= k; i++ {
			x := inner(outputs[i], outputs[k-i])
			if 2*i == k {
				x = half(x)
			}
			change = change.Add(x)
		}
		if !change.IsZero() {
			return Curve{step, powers, k, change}, true
		}
	}
	return Curve{}, false
}

// outputs returns the coefficients of the powers of t in W_{H+1}(t) … W_1(t) X. Those that are 0 have no
// rows, but for the first.
func (n Net) outputs(step []rational.Matrix, powers []int) []rational.Matrix {
	series := []rational.Matrix{n.X}
	for h, w := range n.W {
		next := make([]rational.Matrix, len(series)+powers[h])
		for d, x := range series {
			if x.Rows == 0 {
				continue
			}
			accumulate(&next[d], w.Mul(x))
			accumulate(&next[d+powers[h]], step[h].Mul(x))
		}
		series = next
	}
	if series[0].Rows == 0 {
		series[0] = rational.Zeros(n.Y.Rows, n.Y.Cols)
	}
	return series
}

// accumulate adds x, if it is not 0.
func accumulate(sum *rational.Matrix, x rational.Matrix) {
	switch {
	case x.IsZero():
	case sum.Rows == 0:
		*sum = x
	default:
		*sum = sum.Add(x)
	}
}

// inner returns Σ a_ij b_ij; a matrix without rows is 0.
func inner(a, b rational.Matrix) rational.Number {
	var sum rational.Number
	if a.Rows == 0 || b.Rows == 0 {
		return sum
	}
	for i := range a.Rows {
		for j := range a.Cols {
			if x, y := a.At(i, j), b.At(i, j); !x.IsZero() && !y.IsZero() {
				sum = sum.Add(x.Mul(y))
			}
		}
	}
	return sum
}
