package linear

// Tightened reports whether the point is tightened for rank r: whether for all i > j one of
//
//	W_{i−1} … W_{j+1},  W_{j−1} … W_1 Σ_XY W_N … W_{i+1}
//
// has rank r, where N = H + 1 and Σ_XY = XYᵀ; an empty product is the identity. E. M. Achour, F. Malgouyres
// and S. Gerchinovitz, JMLR 25(242) (2024) 1–76, call the two the complementary blocks of the pivot (i, j),
// as we recall it.
//
// They are what the quadratic form of the Hessian meets: at a critical point whose S are the r greatest
// singular values, Z_{i−1}…Z_{j+1} and Z_{j−1}…Z_1 Σ_Qᵀ Z_{H+1}…Z_{i+1} are the parts of the blocks beyond
// rank r, and where both are not 0 steps of W_i and W_j make ⟨E, W_{>i}Δ_i W_{i−1}…W_{j+1} Δ_j W_{<j}X⟩ the
// greater part.
func (n Net) Tightened(r int) bool {
	for _, ranks := range n.BlockRanks() {
		if ranks[0] != r && ranks[1] != r {
			return false
		}
	}
	return true
}

// BlockRanks returns the ranks of the two complementary blocks of every pivot, by i and then by j.
func (n Net) BlockRanks() (ranks [][2]int) {
	xy, last := n.X.Mul(n.Y.T()), len(n.W)
	for i := 2; i <= last; i++ {
		for j := 1; j < i; j++ {
			outer := n.Between(1, j-1).Mul(xy).Mul(n.Between(i+1, last))
			ranks = append(ranks, [2]int{n.Between(j+1, i-1).Rank(), outer.Rank()})
		}
	}
	return ranks
}
