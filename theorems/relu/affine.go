package relu

import (
	"fmt"
	"math/big"

	"saddle/spectra/rational"
)

// AffineFit returns a point of the net at which its output is the affine least-squares fit of the data, with
// all units on: the first unit of each layer carries the fit, raised to be at least 1, and the others are
// constant. Where the data are not affine it is a bad local minimum, at any width and depth (C. Yun, S. Sra
// and A. Jadbabaie, ICLR 2019, Theorem 1, for one hidden layer; C. Christof and J. Kowalczyk, arXiv
// 2202.12262).
//
// It is for nets with one output, biases, a hidden layer and σ(z) = sz with s ≠ 0 for z > 0; else the error is
// an [ErrNet].
func AffineFit(n Net) ([]*big.Rat, error) {
	if err := n.carries(); err != nil {
		return nil, err
	}
	return n.carrying(n.affine(), rational.Matrix{}).rats(), nil
}

// BentFit returns a point with a lower loss than [AffineFit]: the least-squares fit by the affine functions
// and σ(a·x − k), for the first k that helps among the values of a·x at the samples; a tells all inputs
// apart. ok is false if no k does: then the affine fit takes the mean target at each input, as the
// functions of which there is one for each k span all others. It needs two units in the first hidden layer,
// and what AffineFit does.
func BentFit(n Net) (w []*big.Rat, ok bool, err error) {
	if err := n.carries(); err != nil {
		return nil, false, err
	}
	if n.Widths[1] < 2 {
		return nil, false, ErrNet{"Widths", fmt.Sprint(n.Widths), "at least two units in the first hidden layer"}
	}
	flat := n.affine()
	x := n.features()
	least := n.Y.Sub(x.Mul(flat)).Norm2()
	a := n.direction()
	t := n.X.Mul(a)
	for _, k := range t.Entries() {
		bend := rational.Zeros(n.X.Rows, 1)
		for s := range n.X.Rows {
			z := t.At(s, 0).Sub(k)
			bend.Set(s, 0, z.Mul(n.Activation.slope(z.Sign())))
		}
		all := x.Beside(bend)
		fit := all.LeastSquares(n.Y)
		if n.Y.Sub(all.Mul(fit)).Norm2().Cmp(least) >= 0 {
			continue
		}
		gamma := fit.At(n.X.Cols+1, 0)
		rest := rational.FromEntries(n.X.Cols+1, 1, fit.Entries()[:n.X.Cols+1])
		p := n.carrying(rest, bend.Scale(gamma).Add(x.Mul(rest)))
		for j := range n.Widths[0] {
			p[n.weight(1, 1, j)] = a.At(j, 0)
		}
		p[n.bias(1, 1)] = k.Neg()
		p[n.weight(2, 0, 1)] = gamma
		return p.rats(), true, nil
	}
	return nil, false, nil
}

func (n Net) carries() error {
	if err := n.check(); err != nil {
		return err
	}
	switch {
	case len(n.Widths) < 3 || n.Widths[len(n.Widths)-1] != 1:
		return ErrNet{"Widths", fmt.Sprint(n.Widths), "a hidden layer and one output"}
	case n.NoBiases:
		return ErrNet{"NoBiases", "true", "biases"}
	case n.Activation.Above.Sign() == 0:
		return ErrNet{"Activation", "0 above 0", "a slope there"}
	}
	return nil
}

// features returns the inputs with a 1 behind each.
func (n Net) features() rational.Matrix {
	ones := rational.Zeros(n.X.Rows, 1)
	for s := range n.X.Rows {
		ones.Set(s, 0, rational.Int(1))
	}
	return n.X.Beside(ones)
}

// affine returns the least-squares fit of the targets by affine functions: slopes, then the constant.
func (n Net) affine() rational.Matrix { return n.features().LeastSquares(n.Y) }

// direction returns (1, m, m², …) for the first m > 0 with which a·x tells all inputs apart.
func (n Net) direction() rational.Matrix {
	for m := int64(1); ; m++ {
		a := rational.Zeros(n.X.Cols, 1)
		for j := range n.X.Cols {
			a.Set(j, 0, rational.Int(m).Pow(j))
		}
		if n.separates(n.X.Mul(a)) {
			return a
		}
	}
}

// separates reports whether t is equal for equal inputs alone.
func (n Net) separates(t rational.Matrix) bool {
	seen := map[string]int{}
	for s := range n.X.Rows {
		key := t.At(s, 0).String()
		first, ok := seen[key]
		if !ok {
			seen[key] = s
			continue
		}
		for j := range n.X.Cols {
			if n.X.At(first, j).Cmp(n.X.At(s, j)) != 0 {
				return false
			}
		}
	}
	return true
}

// parameters are those of a net that is being made.
type parameters []rational.Number

func (p parameters) rats() []*big.Rat { return rational.FromEntries(1, len(p), p).Rats() }

// carrying returns the net in which the first units carry an affine function f, raised by c, and whose output
// is what is carried less c; carried are the values that the layers above the first are to have, for which
// c is great enough too.
func (n Net) carrying(f, carried rational.Matrix) parameters {
	p := make(parameters, n.Dim())
	one := rational.Int(1)
	c := one
	for _, values := range []rational.Matrix{n.features().Mul(f), carried} {
		for _, x := range values.Entries() {
			if need := one.Sub(x); need.Cmp(c) > 0 {
				c = need
			}
		}
	}
	last := len(n.Widths) - 1
	for l := 1; l < last; l++ {
		for i := range n.Widths[l] {
			p[n.bias(l, i)] = one
		}
		p[n.bias(l, 0)] = rational.Number{}
		if l > 1 {
			p[n.weight(l, 0, 0)] = n.Activation.Above.Inverse()
		}
	}
	for j := range n.Widths[0] {
		p[n.weight(1, 0, j)] = f.At(j, 0)
	}
	p[n.bias(1, 0)] = f.At(n.Widths[0], 0).Add(c)
	p[n.weight(last, 0, 0)] = n.Activation.Above.Inverse()
	p[n.bias(last, 0)] = c.Neg()
	return p
}
