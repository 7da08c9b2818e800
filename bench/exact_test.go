package bench

import (
	"fmt"
	"math/big"
	"math/rand/v2"

	"saddle/spectra"
	"saddle/spectra/rational"
)

// exactContests: the signs of all eigenvalues of a dense symmetric matrix of rational numbers, proved,
// beside FLINT's fraction-free elimination, which tells them by the leading minors, and its determinant,
// which tells their product.
func exactContests() (contests []contest) {
	for _, n := range []int{12, 30, 100} {
		for _, c := range []struct {
			entries string
			draw    func(r *rand.Rand) rational.Number
		}{
			{"10-bits", func(r *rand.Rand) rational.Number { return rational.Int(r.Int64N(2048) - 1024) }},
			{"over-1024s", func(r *rand.Rand) rational.Number { return rational.New(r.Int64N(2048)-1024, 1+r.Int64N(1024)) }},
		} {
			contests = append(contests, contest{name("n", n, "entries", c.entries), 1, false, func() ([]hand, map[string]float64, error) {
				return exactHands(n, c.draw, n < 100 || c.entries == "10-bits")
			}})
		}
	}
	return contests
}

// exactHands checks the answers: by those of a congruent matrix, and by FLINT's. Its elimination may be
// left out, where it takes half a minute.
func exactHands(n int, draw func(r *rand.Rand) rational.Number, eliminate bool) ([]hand, map[string]float64, error) {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	m := rational.Zeros(n, n)
	for i := range n {
		for j := range i + 1 {
			x := draw(r)
			m.Set(i, j, x)
			m.Set(j, i, x)
		}
	}
	a := m.ToRows()
	got, err := spectra.ExactInertia(a)
	if err != nil {
		return nil, nil, err
	}
	if other, err := congruent(m).Signature(); err != nil || other.Neg != got.Neg || other.Pos != got.Pos {
		return nil, nil, fmt.Errorf("%v, and %v of a congruent matrix; %v", got, other, err)
	}
	hands := []hand{{impl: "saddle", work: func() error { return inertiaIs(a, got) }}}
	if flint == nil {
		return hands, nil, nil
	}
	theirs := flint.load(n, a)
	if sign := flint.determinant(theirs); sign != 1-2*(got.Neg%2) {
		return nil, nil, fmt.Errorf("%v, and by FLINT a determinant of sign %d", got, sign)
	}
	hands = append(hands, hand{impl: "det", work: func() error { flint.determinant(theirs); return nil }})
	if !eliminate {
		return hands, nil, nil
	}
	if neg, pos := flint.inertia(theirs); neg != got.Neg || pos != got.Pos {
		return nil, nil, fmt.Errorf("%v, and by FLINT %d negative and %d positive", got, neg, pos)
	}
	return append(hands, hand{impl: "fflu", work: func() error { flint.inertia(theirs); return nil }}), nil, nil
}

func inertiaIs(a [][]*big.Rat, want spectra.Inertia) error {
	if got, err := spectra.ExactInertia(a); err != nil || got != want {
		return fmt.Errorf("%v, then %v, %v", want, got, err)
	}
	return nil
}

// congruent returns the matrix with its last row added to the others and the columns alike, in reverse
// order: it takes other pivots.
func congruent(m rational.Matrix) rational.Matrix {
	n := m.Rows
	p := rational.Zeros(n, n)
	for i := range n {
		p.Set(i, n-1-i, rational.Int(1))
		p.Set(n-1, n-1-i, rational.Int(1))
	}
	return p.T().Mul(m).Mul(p)
}
