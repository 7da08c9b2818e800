package exact

import (
	"math/big"

	"saddle/models"
	"saddle/spectra/rational"
)

// A reduction is a loss near a critical point w at which the Hessian H has rank r and one sign, reduced to
// its kernel.
//
// Let I be rows for which H_II is regular, |I| = r, and v_1 … v_c a basis of the kernel. The vectors e_i, i
// ∈ I, and v_k are a basis of all: a vector of the kernel with entries in I alone is 0, as H_II is regular.
// In it, H is H_II and zeros. For small x the equations ∂L/∂w_i = 0, i ∈ I, have one solution y(x) =
// O(|x|²) near 0 (implicit function theorem), and
//
//	L(w + Σ x_k v_k + y) = f(x) ± a positive definite form of y − y(x), in coordinates of their own,
//	f(x) = L(w + Σ x_k v_k + y(x)),
//
// which is the splitting lemma (D. Gromoll and W. Meyer, Topology 8, 1969, lemma 1). So with H_II positive
// definite w is a (strict) minimum exactly if 0 is one of f, and no maximum if r > 0; negative definite,
// likewise for −L.
//
// y is found by Newton's method with the constant H_II: where the displacement is of order a in t, each
// step gets a more coefficients right. As ∇L has no components in I there, y right to order m gives f right
// to order 2m + 1.
type reduction struct {
	tape    *models.Tape
	w       []*big.Rat
	rows    []int           // I
	inverse rational.Matrix // of H_II
	kernel  [][]*big.Rat    // v_1 … v_c, without those of parameters that are not in the formula

	y      [][]models.Term // of y(x), as far as they are known
	degree int             // to which they are
}

// newReduction returns nil if no regular block was found, which is a matter of chance.
func newReduction(t *models.Tape, w []*big.Rat, hessian [][]*big.Rat, rank int) (*reduction, error) {
	h := rational.FromRows(hessian)
	rows, _, err := h.RegularBlock()
	if err != nil || len(rows) != rank {
		return nil, err
	}
	r := &reduction{tape: t, w: w, rows: rows}
	depends := t.Depends()
	for _, v := range h.Kernel().ToRows() {
		// a parameter without which the loss is made has a vector of its own, and is left out
		if i := only(v); i < 0 || depends[i] {
			r.kernel = append(r.kernel, v)
		}
	}
	r.inverse, _ = h.Principal(rows).Inverse()
	r.restart()
	return r, nil
}

// only returns the one index of an entry that is not 0, −1 if there are several.
func only(v []*big.Rat) int {
	index := -1
	for i, x := range v {
		switch {
		case x.Sign() == 0:
		case index >= 0:
			return -1
		default:
			index = i
		}
	}
	return index
}

// restart forgets y(x), for another basis of the kernel.
func (r *reduction) restart() { r.y, r.degree = make([][]models.Term, len(r.rows)), 1 }

// shear replaces v_j by v_j + s v_i.
func (r *reduction) shear(i, j int, s *big.Rat) {
	sum := make([]*big.Rat, len(r.w))
	for k := range sum {
		sum[k] = new(big.Rat).Mul(s, r.kernel[i][k])
		sum[k].Add(sum[k], r.kernel[j][k])
	}
	r.kernel[j] = sum
	r.restart()
}

// curve returns δ(t) = Σ x_k(t) v_k + y(x(t)), to the given order.
func (r *reduction) curve(x []models.Series, order int) ([]models.Series, error) {
	point := make([]models.Series, len(r.w))
	first := order + 1
	for i := range point {
		point[i] = models.Series(Origin(order + 1))
		point[i][0].Set(r.w[i])
		for k, s := range x {
			for o := 1; o < len(s) && o <= order; o++ {
				if s[o].Sign() != 0 {
					first = min(first, o)
					point[i][o].Add(point[i][o], new(big.Rat).Mul(s[o], r.kernel[k][i]))
				}
			}
		}
	}
	for k := 2 * first; k <= order && len(r.rows) > 0; k += first {
		known := min(k+first-1, order)
		_, gradient, err := r.tape.SeriesGradient(point, known)
		if err != nil {
			return nil, err
		}
		for o := k; o <= known; o++ {
			g := rational.Zeros(len(r.rows), 1)
			for a, i := range r.rows {
				g.Set(a, 0, rational.Of(gradient[i][o]))
			}
			step := r.inverse.Mul(g)
			for a, i := range r.rows {
				point[i][o].Sub(point[i][o], step.At(a, 0).Rat())
			}
		}
	}
	for i := range point {
		point[i][0] = new(big.Rat)
	}
	return point, nil
}

// follow returns the curve that lies over x(t), and what f does along it up to the given order: nil if it is
// constant to that order. Of the curve it keeps as few coefficients as have the same leading term.
func (r *reduction) follow(x []models.Series, order int) (*Curve, error) {
	delta, err := r.curve(x, max(longest(x), order/2))
	if err != nil {
		return nil, err
	}
	c, ok, err := Follow(r.tape, r.w, delta, order)
	if err != nil || !ok {
		return nil, err
	}
	for m := 1; m < longest(c.Delta); m++ {
		short := make([]models.Series, len(c.Delta))
		for i, s := range c.Delta {
			short[i] = s[:min(len(s), m+1)]
		}
		d, ok, err := Follow(r.tape, r.w, short, c.Order)
		if err != nil {
			return nil, err
		}
		if ok && d.Order == c.Order && d.Coefficient.Cmp(c.Coefficient) == 0 {
			return &d, nil
		}
	}
	return &c, nil
}

// longest returns the highest power of a series that is kept.
func longest(x []models.Series) (m int) {
	for _, s := range x {
		m = max(m, len(s)-1)
	}
	return m
}

// residual returns f without terms above the order, and whether that is all of f.
func (r *reduction) residual(order int) (f models.Polynomial, whole bool, err error) {
	for r.degree < order/2 && len(r.rows) > 0 {
		if err := r.extend(); err != nil {
			return f, false, err
		}
	}
	if order == 4 || order == 8 || order == 16 {
		if f, whole = r.whole(); whole {
			return f, true, nil
		}
	}
	f, err = r.tape.Compose(r.surface(), order)
	return f, false, err
}

// surface returns w + Σ x_k v_k + y(x), for each parameter.
func (r *reduction) surface() []models.Polynomial {
	c := len(r.kernel)
	terms := make([][]models.Term, len(r.w))
	for i := range terms {
		terms[i] = []models.Term{{Exponents: make([]int, c), Coefficient: r.w[i]}}
		for k, v := range r.kernel {
			e := make([]int, c)
			e[k] = 1
			terms[i] = append(terms[i], models.Term{Exponents: e, Coefficient: v[i]})
		}
	}
	for a, i := range r.rows {
		terms[i] = append(terms[i], r.y[a]...)
	}
	p := make([]models.Polynomial, len(r.w))
	for i := range p {
		p[i] = models.NewPolynomial(c, terms[i]...)
	}
	return p
}

// extend finds the terms of y(x) of the next degree.
func (r *reduction) extend() error {
	k := r.degree + 1
	_, gradient, err := r.tape.ComposeGradient(r.surface(), k)
	if err != nil {
		return err
	}
	for b, i := range r.rows {
		for _, term := range gradient[i].Form(k).Terms() {
			for a := range r.rows {
				c := new(big.Rat).Mul(r.inverse.At(a, b).Rat(), term.Coefficient)
				if c.Sign() != 0 {
					r.y[a] = append(r.y[a], models.Term{Exponents: term.Exponents, Coefficient: c.Neg(c)})
				}
			}
		}
	}
	r.degree = k
	return nil
}

// wholeWork is what may be spent to see all terms of f: some hundredths of a second.
const wholeWork = 1 << 21

// whole returns all of f if it is a polynomial of moderately many terms: where y(x) seems to be one, because
// its terms end well before the degree to which they are known, and ∂L/∂w_i = 0 holds exactly.
func (r *reduction) whole() (models.Polynomial, bool) {
	highest := r.highest()
	if len(r.rows) > 0 && 2*highest > r.degree {
		return models.Polynomial{}, false
	}
	tape := r.tape.Within(wholeWork)
	if len(r.rows) == 0 {
		f, err := tape.Compose(r.surface(), 0)
		return f, err == nil
	}
	f, gradient, err := tape.ComposeGradient(r.surface(), 0)
	if err != nil || !r.vanishes(gradient) {
		return models.Polynomial{}, false
	}
	return f, true
}

// vanishes reports whether ∂L/∂w_i = 0 for all i in I.
func (r *reduction) vanishes(gradient []models.Polynomial) bool {
	for _, i := range r.rows {
		if gradient[i].Len() > 0 {
			return false
		}
	}
	return true
}

// highest returns the highest degree of a term of y(x) that is known.
func (r *reduction) highest() (highest int) {
	for _, terms := range r.y {
		for _, t := range terms {
			highest = max(highest, degreeOf(t))
		}
	}
	return highest
}

// mostFlat is the order to which a loss that seems to be constant is followed to prove it, in one, two and
// more variables.
var mostFlat = []int{0, 120, 40, 16}

// flat proves that f is constant, of a loss that is a quotient of polynomials: where y(x) seems to be a
// polynomial, of degree h. With L = p/q, the ∂L/∂w_i on the surface are quotients whose numerators have a
// degree of at most h (deg p + deg q), and so has that of f − f(0); the denominators are not 0 at 0. What
// is 0 to that order is 0.
func (r *reduction) flat() bool {
	p, q, ok := r.tape.Degrees()
	h := max(1, r.highest())
	order := h * (p + q)
	if !ok || order > mostFlat[min(len(r.kernel), 3)] || 2*h > r.degree && len(r.rows) > 0 {
		return false
	}
	f, gradient, err := r.tape.ComposeGradient(r.surface(), order)
	return err == nil && f.Order() == 0 && r.vanishes(gradient)
}
