package relu

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"saddle/spectra/rational"
)

// A point is a net at w, with what its units are at each sample.
type point struct {
	Net
	w    []rational.Number
	a    [][][]rational.Number // of layer l at sample s: a_0 = x
	sign [][][]int             // of z_l, for hidden layers
	r    [][]rational.Number   // z_L − y

	first []int // the first sample with the same x
}

func newPoint(n Net, w []*big.Rat) (*point, error) {
	if err := n.check(); err != nil {
		return nil, err
	}
	if len(w) != n.Dim() {
		return nil, ErrNet{"w", fmt.Sprintf("of length %d", len(w)), fmt.Sprintf("%d parameters", n.Dim())}
	}
	p := &point{Net: n}
	for i, x := range w {
		if x == nil {
			return nil, ErrNet{fmt.Sprintf("w[%d]", i), "nil", "a number"}
		}
		p.w = append(p.w, rational.Of(x))
	}
	p.run()
	seen := map[string]int{}
	for s, x := range p.a[0] {
		inputs := key(x)
		if _, ok := seen[inputs]; !ok {
			seen[inputs] = s
		}
		p.first = append(p.first, seen[inputs])
	}
	return p, nil
}

// run computes all units.
func (p *point) run() {
	last := len(p.Widths) - 1
	p.r = nil
	p.a, p.sign = make([][][]rational.Number, last), make([][][]int, last)
	for s := range p.X.Rows {
		a := make([]rational.Number, p.Widths[0])
		for j := range a {
			a[j] = p.X.At(s, j)
		}
		for l := 1; l <= last; l++ {
			p.a[l-1] = append(p.a[l-1], a)
			z := make([]rational.Number, p.Widths[l])
			for i := range z {
				z[i] = p.preActivation(l, i, a)
			}
			if l == last {
				for o := range z {
					z[o] = z[o].Sub(p.Y.At(s, o))
				}
				p.r = append(p.r, z)
				break
			}
			signs := make([]int, len(z))
			a = make([]rational.Number, len(z))
			for i, x := range z {
				signs[i] = x.Sign()
				a[i] = x.Mul(p.Activation.slope(signs[i]))
			}
			p.sign[l] = append(p.sign[l], signs)
		}
	}
}

func (p *point) preActivation(l, i int, a []rational.Number) (z rational.Number) {
	for j, x := range a {
		z = z.Add(p.w[p.weight(l, i, j)].Mul(x))
	}
	if !p.NoBiases {
		z = z.Add(p.w[p.bias(l, i)])
	}
	return z
}

// loss returns L(w).
func (p *point) loss() (sum rational.Number) {
	for _, r := range p.r {
		for _, x := range r {
			sum = sum.Add(x.Mul(x))
		}
	}
	return sum.Mul(rational.New(1, 2))
}

// Loss returns L(w). The error is an [ErrNet].
func Loss(n Net, w []*big.Rat) (*big.Rat, error) {
	p, err := newPoint(n, w)
	if err != nil {
		return nil, err
	}
	return p.loss().Rat(), nil
}

// Outputs returns z_L at each sample, a row each. The error is an [ErrNet].
func Outputs(n Net, w []*big.Rat) (rational.Matrix, error) {
	p, err := newPoint(n, w)
	if err != nil {
		return rational.Matrix{}, err
	}
	out := n.Y.Clone()
	for s, r := range p.r {
		for o, x := range r {
			out.Set(s, o, x.Add(out.At(s, o)))
		}
	}
	return out, nil
}

// A kink is a unit i of layer l with z = 0 at sample s.
type kink struct{ l, s, i int }

// like returns the first sample at which layer l has the same inputs as at s, here and nearby: that of the
// same x, or of any where a layer below is dead.
func (p *point) like(l, s int) int {
	for h := 1; h < l; h++ {
		if p.off(h) {
			return 0
		}
	}
	return p.first[s]
}

// kinks returns all kinks, layer by layer; equal samples have one.
func (p *point) kinks() (all []kink) {
	if !p.Activation.bends() {
		return nil
	}
	for l := 1; l < len(p.Widths)-1; l++ {
		for s, signs := range p.sign[l] {
			for i, sign := range signs {
				if sign == 0 && s == p.like(l, s) {
					all = append(all, kink{l, s, i})
				}
			}
		}
	}
	return all
}

// dead returns the hidden layers whose units are all on a side without slope at each sample.
func (p *point) dead() (layers []int) {
	for l := 1; l < len(p.Widths)-1; l++ {
		if p.off(l) {
			layers = append(layers, l)
		}
	}
	return layers
}

// off reports whether hidden layer l is dead.
func (p *point) off(l int) bool {
	alive := func(sign int) bool { return sign == 0 || !p.Activation.slope(sign).IsZero() }
	return !slices.ContainsFunc(p.sign[l], func(signs []int) bool { return slices.ContainsFunc(signs, alive) })
}

// slope returns σ' of a unit at a sample, at a kink on the given side.
func (p *point) slope(k kink, sides map[kink]int) rational.Number {
	sign := p.sign[k.l][k.s][k.i]
	if sign == 0 {
		sign = sides[kink{k.l, p.like(k.l, k.s), k.i}]
	}
	return p.Activation.slope(sign)
}

// key returns the text of c.
func key(c []rational.Number) string {
	var b strings.Builder
	for _, x := range c {
		b.WriteString(x.String())
		b.WriteByte(' ')
	}
	return b.String()
}
