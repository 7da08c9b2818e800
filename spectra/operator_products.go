package spectra

import (
	"math"
	"math/bits"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// A multiplier multiplies by an [Operator] of the caller's.
//
// Products below 2⁻⁹⁰⁰ may have lost digits to underflow: then v is passed times 2^lift,
// and what comes out is 2^lift Av. Where an Operator writes to v, that is noticed in the
// products number 1, 2, 4, 8, …
type multiplier struct {
	a        Operator
	products int
	lift     int
	settled  bool // there was a product that needs no lift, or bears none
}

// multiply sets dst = 2^lift Av.
func (m *multiplier) multiply(dst, v []float64) error {
	return m.call(dst, v, 1, func() { m.a.Mul(dst, v) })
}

// multiplyBlock is multiply for contiguous columns.
func (m *multiplier) multiplyBlock(dst, v f64.Matrix) error {
	size := dst.Rows * dst.Cols
	return m.call(dst.Data[:size], v.Data[:size], dst.Cols, func() { MulBlock(m.a, dst, v) })
}

func (m *multiplier) call(dst, v []float64, count int, product func()) error {
	before := m.products
	m.products += count
	watched := bits.Len(uint(before)) != bits.Len(uint(m.products))
	for {
		num.Power2Each(v, m.lift)
		var sum uint64
		if watched {
			sum = checksum(v)
		}
		product()
		if watched && checksum(v) != sum {
			return ErrVectorChanged{Product: before + 1}
		}
		num.Power2Each(v, -m.lift)
		_, largest := f64.AbsMax(dst)
		switch {
		case !m.settled && m.lift == 0 && largest > 0 && largest < 0x1p-900:
			m.lift = 600
		case m.lift != 0 && !num.IsFinite(largest):
			m.lift, m.settled = 0, true
		default:
			m.settled = m.settled || m.lift == 0 && largest > 0
			return nil
		}
	}
}

// checksum depends on all bits of v and on their order.
func checksum(v []float64) (sum uint64) {
	for _, x := range v {
		sum = sum*0x9e3779b97f4a7c15 + math.Float64bits(x)
	}
	return sum
}
