package explore

import (
	"fmt"
	"math"
	"math/big"
	"slices"

	"saddle/models"
	"saddle/theorems/exact"
)

// A symmetry takes w to w' with w'_i = sign_i w_{from_i}.
type symmetry struct {
	from []int
	sign []int
}

// expansion is the most work that a polynomial may take to be written out, and mostTerms its length.
const (
	expansion = 1 << 18
	mostTerms = 2000
)

// symmetriesOf returns signed permutations that leave a loss alone, of those that exchange two
// parameters, or two pairs of them, and those that turn the signs of one parameter or of two. Of a
// polynomial that is proved term by term; of another loss, where it is seen in its formula
// ([models.Tape.SameWith]), and without signs.
func symmetriesOf(t *models.Tape) (out []symmetry) {
	n := t.Dim()
	if n < 1 || n > 12 {
		return nil
	}
	var terms []models.Term
	if p, err := t.Expand(exact.Origin(n), expansion); err == nil && !t.HasKinks() {
		terms = p.Terms()
	}
	known := map[string]*big.Rat{}
	for _, term := range terms {
		known[fmt.Sprint(term.Exponents)] = term.Coefficient
	}
	for _, s := range candidates(n) {
		if terms != nil && len(terms) <= mostTerms && s.leaves(terms, known) || terms == nil && !slices.Contains(s.sign, -1) && t.SameWith(s.from) {
			out = append(out, s)
		}
	}
	return out
}

// candidates returns the symmetries that are tried.
func candidates(n int) (out []symmetry) {
	swaps := [][2]int{}
	for i := range n {
		out = append(out, identity(n).turned(i))
		for j := range i {
			swaps = append(swaps, [2]int{j, i})
			out = append(out, identity(n).turned(i).turned(j), identity(n).swapped(i, j), identity(n).swapped(i, j).turned(i).turned(j))
		}
	}
	for a, s := range swaps {
		for _, u := range swaps[:a] {
			if s[0] != u[0] && s[0] != u[1] && s[1] != u[0] && s[1] != u[1] {
				out = append(out, identity(n).swapped(s[0], s[1]).swapped(u[0], u[1]))
			}
		}
	}
	return out
}

func identity(n int) symmetry {
	s := symmetry{make([]int, n), make([]int, n)}
	for i := range n {
		s.from[i], s.sign[i] = i, 1
	}
	return s
}

// turned returns s with another sign at i; swapped returns s with i and j exchanged. They change s.
func (s symmetry) turned(i int) symmetry {
	s.sign[i] = -s.sign[i]
	return s
}

func (s symmetry) swapped(i, j int) symmetry {
	s.from[i], s.from[j] = s.from[j], s.from[i]
	return s
}

// leaves reports whether L(w') = L(w) as polynomials: a term c ∏ w_i^e_i becomes c ∏ (sign_i w_{from_i})^e_i,
// and that must be a term of L for every term. As w → w' is one to one, these are all of them.
func (s symmetry) leaves(terms []models.Term, known map[string]*big.Rat) bool {
	for _, t := range terms {
		image := make([]int, len(t.Exponents))
		c := new(big.Rat).Set(t.Coefficient)
		for i, e := range t.Exponents {
			image[s.from[i]] = e
			if e%2 == 1 && s.sign[i] < 0 {
				c.Neg(c)
			}
		}
		if k := known[fmt.Sprint(image)]; k == nil || k.Cmp(c) != 0 {
			return false
		}
	}
	return true
}

// of returns w'.
func (s symmetry) of(w []float64) []float64 {
	z := make([]float64, len(w))
	for i := range w {
		z[i] = float64(s.sign[i])*w[s.from[i]] + 0 // no −0
	}
	return z
}

// mostImages is how many points of an orbit are listed.
const mostImages = 4096

// orbit returns the images of w, w first, under the group that the symmetries generate; no more than
// mostImages of them.
func orbit(symmetries []symmetry, w []float64) [][]float64 {
	images := [][]float64{w}
	for k := 0; k < len(images) && len(images) < mostImages; k++ {
		for _, s := range symmetries {
			image := s.of(images[k])
			if len(images) < mostImages && !slices.ContainsFunc(images, func(x []float64) bool { return close(x, image) }) {
				images = append(images, image)
			}
		}
	}
	return images
}

// close reports whether two points are all but the same in float64. The critical points of two rows are proved to
// be two only if their certificates do not overlap.
func close(a, b []float64) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-7*(1+math.Abs(a[i])) {
			return false
		}
	}
	return true
}
