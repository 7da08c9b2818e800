package spectra

import (
	"math"
	"math/bits"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/internal/num"
	"saddle/spectra/interval"
	"saddle/spectra/rational"
)

// A signProblem asks for signs of the eigenvalues of all symmetric A with lower ≼ A ≼ upper, which
// are balanced and have no rows of zeros.
type signProblem struct {
	lower, upper *mat.SymDense // one and the same if they are equal
	exact        *mat.SymDense // nil, or the one A, with lower ≼ DAD ≼ upper and D = diag(2^scale)
	scale        []int
}

// leastNormal is the least positive number of full precision.
const leastNormal = 0x1p-1022

// pointProblem balances A. Where an entry underflows on the way, lower and upper enclose it.
func pointProblem(a *mat.SymDense) signProblem {
	n := a.SymmetricDim()
	p := signProblem{exact: a, scale: balance(a), lower: mat.NewSymDense(n, nil)}
	rounded := false
	for i := range n {
		for j := range i + 1 {
			x, e := a.At(i, j), p.scale[i]+p.scale[j]
			y := math.Ldexp(x, e)
			rounded = rounded || math.Abs(y) < leastNormal && math.Ldexp(y, -e) != x
			p.lower.SetSym(i, j, y)
		}
	}
	p.upper = p.lower
	if rounded {
		p.upper = copySym(p.lower)
		miss := float64(n) * num.Denormal // at least the norm of all that was rounded
		for i := range n {
			p.upper.SetSym(i, i, interval.AddUp(p.lower.At(i, i), miss))
			p.lower.SetSym(i, i, interval.SubDown(p.lower.At(i, i), miss))
		}
	}
	return p
}

func (p signProblem) dim() int { return p.lower.SymmetricDim() }

// signsByBlocks adds up the signs of the blocks that no entry joins. neg and pos are proved of
// the whole.
func signsByBlocks(p signProblem, neg, pos int) (Inertia, error) {
	blocks := p.components()
	if len(blocks) == 1 {
		return p.signs(neg, pos)
	}
	var sum Inertia
	for _, block := range blocks {
		part := p.part(block)
		in, err := part.signs(factoredSigns(part.lower.RawSymmetric(), part.upper.RawSymmetric()))
		if err != nil {
			return Inertia{}, err
		}
		sum = Inertia{sum.Neg + in.Neg, sum.Zero + in.Zero, sum.Pos + in.Pos, sum.Unsure + in.Unsure}
	}
	return sum, nil
}

// part returns the problem of the given rows and columns.
func (p signProblem) part(block []int) signProblem {
	part := signProblem{lower: principal(p.lower, block)}
	part.upper = part.lower
	if p.upper != p.lower {
		part.upper = principal(p.upper, block)
	}
	if p.exact != nil {
		part.exact = principal(p.exact, block)
		for _, i := range block {
			part.scale = append(part.scale, p.scale[i])
		}
	}
	return part
}

func principal(a *mat.SymDense, rows []int) *mat.SymDense {
	b := mat.NewSymDense(len(rows), nil)
	for p, i := range rows {
		for q, j := range rows[:p+1] {
			b.SetSym(p, q, a.At(i, j))
		}
	}
	return b
}

// components returns the connected components of the graph whose edges are the entries other than
// zero off the diagonal: of A, where lower and upper, which have the same ones, may have lost some.
func (p signProblem) components() [][]int {
	n := p.dim()
	graph := p.exact
	if graph == nil {
		graph = p.lower
	}
	seen := make([]bool, n)
	var all [][]int
	for start := range n {
		if seen[start] {
			continue
		}
		seen[start] = true
		block := []int{start}
		for next := 0; next < len(block); next++ {
			i := block[next]
			for j := range n {
				if !seen[j] && graph.At(i, j) != 0 {
					seen[j] = true
					block = append(block, j)
				}
			}
		}
		all = append(all, block)
	}
	return all
}

// signs tries one way after another until no sign is unsure; neg and pos are proved.
func (p signProblem) signs(neg, pos int) (Inertia, error) {
	n := p.dim()
	in := Inertia{Neg: neg, Pos: pos, Unsure: n - neg - pos}
	if in.Unsure > 0 && neg == 0 && definite(p.lower) {
		return Inertia{Pos: n}, nil
	}
	if in.Unsure > 0 && pos == 0 && definite(negative(p.upper)) {
		return Inertia{Neg: n}, nil
	}
	if n > congruenceLimit {
		return in, nil
	}
	if in.Unsure > 0 {
		in.add(p.exactSigns(congruenceProducts*float64(n*n*n), in.Neg+in.Pos))
	}
	if in.Unsure > 0 {
		neg, pos, err := congruenceSigns(p.lower, p.upper, p.lower == p.upper)
		if err != nil {
			return Inertia{}, err
		}
		in.add(Inertia{Neg: neg, Pos: pos})
	}
	if in.Unsure > 0 {
		in.add(p.exactSigns(exactProducts, in.Neg+in.Pos))
	}
	return in, nil
}

const (
	congruenceProducts = 10  // times n³: as long as congruenceSigns
	exactProducts      = 2e8 // some 0.4 s
)

// exactSigns returns all signs of the one matrix A by exact arithmetic, or none if it is an interval
// matrix or would take more than the given number of products of words. At least rank eigenvalues
// are not 0.
func (p signProblem) exactSigns(products float64, rank int) Inertia {
	n := p.dim()
	if p.exact == nil || p.leastProducts(rank) > products {
		return Inertia{Unsure: n}
	}
	m := rational.Zeros(n, n)
	for i := range n {
		for j := range n {
			fraction, e := math.Frexp(p.exact.At(i, j))
			m.Set(i, j, rational.Dyadic(int64(math.Ldexp(fraction, 53)), e-53+p.scale[i]+p.scale[j]))
		}
	}
	s, ok, err := m.SignatureWithin(products)
	if err != nil {
		panic("spectra: " + err.Error()) // it is symmetric
	}
	if !ok {
		return Inertia{Unsure: n}
	}
	return Inertia{Neg: s.Neg, Zero: s.Zero, Pos: s.Pos}
}

// leastProducts returns about the least number of products of words that exact arithmetic takes: it saves
// making long integers in vain. A row has the bits from its highest to its lowest.
func (p signProblem) leastProducts(rank int) float64 {
	n := p.dim()
	total := 0
	for i := range n {
		low, high := math.MaxInt, math.MinInt
		for j := range n {
			if x := p.exact.At(i, j); x != 0 {
				fraction, e := math.Frexp(x)
				e += p.scale[j]
				low = min(low, e-53+bits.TrailingZeros64(uint64(int64(math.Ldexp(fraction, 53)))))
				high = max(high, e)
			}
		}
		total += max(high, low) - low
	}
	r := float64(rank)
	return float64(total) * r / 59 * r * float64(n) / 6 // total·r/n bits, n²r/6 products for each 59 of them
}

// definite reports whether A is proved positive definite.
func definite(a *mat.SymDense) bool { return cholesky(a, 0) || gershgorin(a) > 0 }

func negative(a *mat.SymDense) *mat.SymDense {
	b := mat.NewSymDense(a.SymmetricDim(), nil)
	b.ScaleSym(-1, a)
	return b
}

// bounded adds what bounds of the least eigenvalue of A and of −A prove.
func (in Inertia) bounded(a *interval.Sym) (Inertia, error) {
	if a.Dim() > congruenceLimit {
		return in, nil
	}
	if in.Unsure > 0 && in.Neg == 0 {
		negative, all, err := leastSign(a)
		if err != nil {
			return Inertia{}, err
		}
		if all {
			return Inertia{Pos: a.Dim()}, nil
		}
		in.add(Inertia{Neg: negative})
	}
	if in.Unsure > 0 && in.Pos == 0 {
		opposite := mapped(a, func(_, _ int, x interval.Interval) interval.Interval { return x.Neg() })
		positive, all, err := leastSign(opposite)
		if err != nil {
			return Inertia{}, err
		}
		if all {
			return Inertia{Neg: a.Dim()}, nil
		}
		in.add(Inertia{Pos: positive})
	}
	return in, nil
}

// leastSign returns the number of eigenvalues that UpperBound proves negative, 0 or 1, and
// whether LowerBound proves all of them positive.
func leastSign(a *interval.Sym) (negative int, allPositive bool, err error) {
	upper, err := UpperBound(a)
	if err != nil || upper < 0 {
		return 1, false, err
	}
	lower, err := LowerBound(a)
	return 0, lower > 0, err
}
