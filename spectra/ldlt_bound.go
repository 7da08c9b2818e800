package spectra

import (
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// residual returns a proved bound of ‖B − PᵀUDUᵀP‖₂, where B is what was in f.u before
// factor, or that before its diagonal was rounded once; it is not finite if anything overflowed.
//
// Write x for the element (i, j) of column j when the column is complete, w = (UD)_ij
// and w′ for what kernel.PivotBlock.Divide left of it: |x − w′| ≤ |x − w| + γ₂(|U||D|)_ij with
// |x − w′| ≤ 2⁻⁵⁰(1 + 8u)(|U||D|)_ij + (1 + 4u)·excess, measured and not estimated, so that
// the division by the pivot may be coded in any way. x is b_ij, less products w′_jt u_it for the
// columns t eliminated before: by f64.GemmLower in a sum for each earlier panel (of at
// most c₁ = panelColumns terms, in any order), each subtracted with one rounding,
// of which there are at most c₂ = the number of panels; then by kernel.Eliminate in a
// chain of at most c₁ roundings. Solved for b_ij (Higham, as for Lemma 8.4: x and each
// product are divided by 1 + δ of the earlier roundings of the chain only),
//
//	|b_ij − x − Σ_t w′_jt u_it| ≤ γ(|x| + Σ_t |w′_jt||u_it|),    γ = γ_{c₁+c₂}.
//
// The same holds for an element of a pivot block, where x is in D. With |w′ − w| ≤ γ₂|U||D|
// and u_jj = 1 all that is at most K(|U||D||U|ᵀ)_ij + 2·excess with K = (c₁ + c₂ + 18)u, the
// products of two u included, and with 2u(|U||D||U|ᵀ)_ii to spare: more than u|b_ii|, so that
// the diagonal of B may be rounded once itself. An operation that underflows adds at most η/2 to a sum, in all
// less than [negligible], and η/2 to a w′, which meets |U|: at most η max_i Σ_t |u_it|. A row
// of these is n2⁻⁷⁴ of the largest row sum, which counts negligible·|u_it| for each t, and so
// adds less than u to K for n < 2²¹. The bound is symmetric, so its largest row sum is one of
// the norm; those are K|U|(|D|(|U|ᵀe)), summed in float64 with at most 3n + 8 roundings each.
//
// U is stored panel by panel in different orders of the rows. e has no order, and the row
// sums are exchanged as they accumulate.
func (f *LDLT) residual() float64 {
	n := float64(f.n)
	if n*num.Roundoff > 0.001 {
		panic("spectra: the dimension is too large for the error bound")
	}
	sums := f.x[:f.n]
	clear(sums)
	for p := range f.panels[1:] {
		high, low := f.panels[p], f.panels[p+1]
		f.exchange(sums, high, low, false)
		for k := high - 1; k >= low; k-- {
			column := f.u[k*f.stride : k*f.stride+f.above(k)]
			s := 1 + f64.AbsSum(column)
			if f.e[k] == 0 {
				v := math.Abs(f.d[k])*s + negligible
				f64.AbsAxpy(sums[:k], v, column)
				sums[k] += v
				continue
			}
			other := f.u[(k-1)*f.stride : (k-1)*f.stride+k-1]
			t := 1 + f64.AbsSum(other)
			v := math.Abs(f.d[k])*s + math.Abs(f.e[k])*t + negligible
			y := math.Abs(f.e[k])*s + math.Abs(f.d[k-1])*t + negligible
			f64.AbsAxpy(sums[:k-1], v, column)
			f64.AbsAxpy(sums[:k-1], y, other)
			sums[k] += v
			sums[k-1] += y
			k--
		}
	}
	_, largest := f64.AbsMax(sums)
	slack := 1 + 8*(n+8)*num.Roundoff
	return slack * (f.constant()*largest + 2*n*f.excess + n*negligible)
}

// constant returns K.
func (f *LDLT) constant() float64 {
	return float64(panelColumns+len(f.panels)+18) * num.Roundoff
}

// provedSigns returns how many blocks of D have the given sign, as a lower bound that is exact
// unless a pivot is not finite: a block of order 2 has one of each if its determinant is proved
// negative.
func (f *LDLT) provedSigns(sign float64) int {
	count := 0
	for k := f.n - 1; k >= 0; k-- {
		b := f.e[k]
		if b == 0 {
			if f.d[k]*sign > 0 {
				count++
			}
			continue
		}
		p, q := f.d[k]/b, f.d[k-1]/b
		if p*q < 0.99 { // three roundings from ac/b², and not NaN
			count++
		}
		k--
	}
	return count
}
