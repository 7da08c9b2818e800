package exact

import "math/big"

// Kernel returns a basis of the vectors u with Au = 0 for the matrix with the given rows, which are
// at least one and of the same length: for each column without a pivot, the vector that is 1 there
// and 0 at the others of this kind. Cost: an elimination.
func Kernel(rows [][]*big.Rat) [][]*big.Rat {
	m := FromRows(rows).Clone()
	rank := m.reduce(m.Cols)
	pivots := make([]int, rank)
	isPivot := make([]bool, m.Cols)
	for r := range pivots {
		for m.At(r, pivots[r]).Sign() == 0 {
			pivots[r]++
		}
		isPivot[pivots[r]] = true
	}
	var basis [][]*big.Rat
	for free := range m.Cols {
		if isPivot[free] {
			continue
		}
		u := Zeros(1, m.Cols).Entries()
		u[free].SetInt64(1)
		for r, c := range pivots {
			u[c].Neg(m.At(r, free))
		}
		basis = append(basis, u)
	}
	return basis
}
