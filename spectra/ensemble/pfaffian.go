package ensemble

// A field is what a Pfaffian is computed in.
type field[T any] interface {
	sub(T) T
	mul(T) T
	neg() T
	scaled(p, q int64) T // x p/q
	plus(b, c, d, e T) T // x + b c − d e, which may overwrite x
	inverse() T
	isZero() bool
}

// pfaffian returns the Pfaffian of an antisymmetric matrix of even order, of which the part above the
// diagonal is read and overwritten; what is on it must be 0. With p = a_01 and the rows 0 and 1 eliminated,
//
//	Pf(a) = p Pf(b),  b_ij = a_ij + (a_0j a_1i − a_0i a_1j)/p  (i, j ≥ 2),
//
// and an exchange of two rows and columns changes the sign. Cost: n³/6 products.
func pfaffian[T field[T]](one T, a [][]T) T {
	pf := one
	for n := len(a); n > 0; n = len(a) {
		k := 1
		for k < n && a[0][k].isZero() {
			k++
		}
		if k == n {
			return a[0][0]
		}
		if k > 1 {
			exchange(a, 1, k)
			pf = pf.neg()
		}
		p := a[0][1]
		pf = pf.mul(p)
		inverse := p.inverse()
		for i := 2; i < n; i++ {
			down, right := a[1][i].mul(inverse), a[0][i].mul(inverse)
			for j := i + 1; j < n; j++ {
				a[i][j] = a[i][j].plus(a[0][j], down, a[1][j], right)
			}
		}
		a = a[2:]
		for i := range a {
			a[i] = a[i][2:]
		}
	}
	return pf
}

// exchange exchanges rows and columns i < k of an antisymmetric matrix, above the diagonal.
func exchange[T field[T]](a [][]T, i, k int) {
	for m := range a {
		switch {
		case m < i:
			a[m][i], a[m][k] = a[m][k], a[m][i]
		case i < m && m < k:
			a[i][m], a[m][k] = a[m][k].neg(), a[i][m].neg()
		case m > k:
			a[i][m], a[k][m] = a[k][m], a[i][m]
		}
	}
	a[i][k] = a[i][k].neg()
}
