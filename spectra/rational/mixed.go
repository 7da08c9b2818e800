package rational

import "slices"

// A mixed holds integers by their residues modulo primes p_0, p_1, …: as Σ v_k p_0 … p_{k−1}
// with digits v_k < p_k (H. L. Garner, IRE Trans. Electronic Computers EC-8 (1959) 140–147). The digits
// tell the sign of each without an integer longer than a word.
type mixed struct {
	fields []*field
	digits [][]uint64 // of each integer
}

// extend adds a prime, and the residues of all integers as its elements. Cost: a product of words for
// each integer and prime.
func (d *mixed) extend(f *field, residues []uint64) {
	weights := make([]uint64, len(d.fields)) // p_0 … p_{k−1}
	product := f.one
	for k, g := range d.fields {
		weights[k] = product
		product = f.mul(product, f.word(g.p))
	}
	inverse := f.invert(product)
	if d.digits == nil {
		d.digits = make([][]uint64, len(residues))
	}
	for i, x := range residues {
		known := f.dot(d.digits[i], weights)
		d.digits[i] = append(d.digits[i], f.mul(f.sub(f.plain(x), known), inverse))
	}
	d.fields = append(d.fields, f)
}

// sign returns the sign of integer i, whose absolute value is less than half the product M of the
// primes. It is negative if its residue is above (M − 1)/2, which has the digits (p_k − 1)/2.
func (d *mixed) sign(i int) int {
	digits := d.digits[i]
	if !slices.ContainsFunc(digits, func(v uint64) bool { return v != 0 }) {
		return 0
	}
	for k := len(digits) - 1; k >= 0; k-- {
		if half := d.fields[k].p / 2; digits[k] != half {
			if digits[k] > half {
				return -1
			}
			break
		}
	}
	return 1
}
