package spectra

import (
	"math"

	"saddle/spectra/f64"
)

// lose notes that no direction beside the rows was found, and shortens the basis to what stands before the first
// product that gave a vector not orthogonal to the rows before it: by more than √ε, up to which T is that
// of A on the space, up to rounding (H. D. Simon, Linear Algebra Appl. 61 (1984) 101–131).
//
// Vectors that are measured are orthogonal. Those between them, which are only predicted, are not where
// a product contradicts those before, as that of a symmetric matrix cannot. The products with the vectors
// that remain, and the norm of what came next, with which residuals are bounded, are as they were.
func (k *krylov) lose() {
	k.lost = true
	for j := range k.m {
		for i := range k.locked + j {
			if !(math.Abs(f64.Dot(k.rows.Row(i), k.q(j))) <= 0x1p-26) {
				k.m = max(0, j-1)
				k.diag, k.off = k.diag[:k.m], k.off[:k.m]
				return
			}
		}
	}
}
