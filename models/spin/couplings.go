package spin

import (
	"fmt"
	"math"

	"saddle/models"
)

// MostCouplings is the greatest number of couplings of a Glass: those of N = 500, p = 3 are a sixth of it.
const MostCouplings = 1 << 27

// mostOrder is the greatest p.
const mostOrder = 64

// Couplings returns how many couplings there are between p of n spins, C(n + p − 1, p): one for each i_1 ≤ … ≤ i_p. The
// error is a models.ErrArgument for n < 2, p < 2, p > 64, and for more than [MostCouplings].
func Couplings(n, p int) (int, error) {
	if n < 2 {
		return 0, models.ErrArgument{Arg: fmt.Sprintf("n = %d", n), Want: "at least 2 spins"}
	}
	if p < 2 || p > mostOrder {
		return 0, models.ErrArgument{Arg: fmt.Sprintf("p = %d", p), Want: fmt.Sprintf("2 … %d spins that interact", mostOrder)}
	}
	count := 1
	for k := 1; k <= p; k++ {
		if n-1+k > math.MaxInt/MostCouplings || count > MostCouplings {
			return 0, tooMany(n, p)
		}
		count = count * (n - 1 + k) / k // C(n − 1 + k, k)
	}
	if count > MostCouplings {
		return 0, tooMany(n, p)
	}
	return count, nil
}

func tooMany(n, p int) error {
	return models.ErrArgument{Arg: fmt.Sprintf("n = %d with p = %d", n, p), Want: fmt.Sprintf("fewer spins: at most %d couplings", MostCouplings)}
}

// Each calls yield with the indices i_1 ≤ … ≤ i_p and the coefficient of every coupling, in their order, until it returns
// false. The slice of indices is used again. So it can be ranged over.
func (g *Glass) Each(yield func(index []int, c float64) bool) {
	index := make([]int, g.p)
	for _, c := range g.c {
		if !yield(index, c) {
			return
		}
		g.next(index)
	}
}

// next replaces indices by those that follow them, and the last by the first.
func (g *Glass) next(index []int) {
	at := g.p - 1
	for at > 0 && index[at] == g.n-1 {
		at--
	}
	next := index[at] + 1
	if next == g.n {
		next = 0
	}
	for ; at < g.p; at++ {
		index[at] = next
	}
}

// permutations calls visit with the number of different orders of the indices of every coupling, p!/∏ m!, in the order
// of the couplings.
func (g *Glass) permutations(visit func(coupling int, orders float64)) {
	at := 0
	var walk func(left, start, run int, orders float64)
	walk = func(left, start, run int, orders float64) {
		for j := start; j < g.n; j++ {
			next := 1
			if j == start && left < g.p {
				next = run + 1
			}
			o := orders * float64(g.p-left+1) / float64(next)
			if left > 1 {
				walk(left-1, j, next, o)
				continue
			}
			visit(at, o)
			at++
		}
	}
	walk(g.p, 0, 0, 1)
}
