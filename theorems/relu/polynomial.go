package relu

import (
	"math/big"

	"saddle/models"
	"saddle/spectra/rational"
)

// tape writes L in the cell with the given sides of kinks as a polynomial of the parameters given, the others
// being as they are at w, and returns it with their values.
func (p *point) tape(sides map[kink]int, params []int) (*models.Tape, []*big.Rat) {
	at := make([]*big.Rat, len(params))
	for k, i := range params {
		at[k] = p.w[i].Rat()
	}
	return models.Trace(len(params), func(v []models.Var) models.Var {
		w := make([]models.Var, len(p.w))
		for i, x := range p.w {
			w[i] = models.BigRat(x.Rat())
		}
		for k, i := range params {
			w[i] = v[k]
		}
		var squares []models.Var
		for s := range p.X.Rows {
			for o, z := range p.outputVars(s, w, func(k kink, z models.Var) models.Var { return z.Mul(models.BigRat(p.slope(k, sides).Rat())) }) {
				squares = append(squares, z.Sub(models.BigRat(p.Y.At(s, o).Rat())).Sqr())
			}
		}
		return models.Sum(squares...).Mul(models.Rat(1, 2))
	}), at
}

// outputVars returns the outputs at sample s, with what units return.
func (n Net) outputVars(s int, w []models.Var, unit func(k kink, z models.Var) models.Var) (z []models.Var) {
	a := make([]models.Var, n.Widths[0])
	for j := range a {
		a[j] = models.BigRat(n.X.At(s, j).Rat())
	}
	last := len(n.Widths) - 1
	for l := 1; ; l++ {
		z = nil
		for i := range n.Widths[l] {
			var terms []models.Var
			for j, x := range a {
				terms = append(terms, w[n.weight(l, i, j)].Mul(x))
			}
			if !n.NoBiases {
				terms = append(terms, w[n.bias(l, i)])
			}
			z = append(z, models.Sum(terms...))
		}
		if l == last {
			return z
		}
		a = nil
		for i, x := range z {
			a = append(a, unit(kink{l, s, i}, x))
		}
	}
}

// pad returns δ of all parameters from that of some.
func pad(n int, params []int, v []rational.Number) []rational.Number {
	delta := make([]rational.Number, n)
	for k, at := range params {
		delta[at] = v[k]
	}
	return delta
}
