package linear

// Tightened reports whether the point is tightened for rank r: whether for all i > j one of
//
//	Σ_XY W_N … W_{i+1},  W_{i−1} … W_{j+1},  W_{j−1} … W_1 Σ_XY
//
// has rank r, where N = H + 1 and Σ_XY = XYᵀ; an empty product is the identity. E. M. Achour, F. Malgouyres and S. Gerchinovitz, JMLR
// 25(242) (2024) 1–76, call the three the complementary blocks of a pivot, as we recall it.
func (n Net) Tightened(r int) bool {
	xy, last := n.X.Mul(n.Y.T()), len(n.W)
	for i := 2; i <= last; i++ {
		for j := 1; j < i; j++ {
			if xy.Mul(n.Between(i+1, last)).Rank() != r && n.Between(j+1, i-1).Rank() != r && n.Between(1, j-1).Mul(xy).Rank() != r {
				return false
			}
		}
	}
	return true
}
