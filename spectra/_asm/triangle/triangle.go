// Package triangle holds what the generators of products with a symmetric matrix, stored
// as its lower triangle, have in common: a pass along 8 rows up to the diagonal.
package triangle

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

// lanesBelow holds nine masks of 8 lanes: mask t has the lanes below t.
var lanesBelow Mem

// Masks writes the table that the passes of a file need.
func Masks() {
	table := GLOBL("lanesBelow", RODATA|NOPTR)
	for t := range 9 {
		for lane := range 8 {
			bits := uint64(0)
			if lane < t {
				bits = ^bits
			}
			DATA(8*(8*t+lane), U64(bits))
		}
	}
	lanesBelow = table
}

// A Pass walks the blocks of 8 columns of 8 rows, from column 0 to the diagonal.
type Pass struct {
	Wide       bool
	Row        func(q int) Mem // row q of the block, its first number
	X, Y, V, W Mem             // the numbers of these columns; V.Base nil: no update
	XQ, VQ, WQ Mem             // the numbers of these rows

	acc            []reg.VecVirtual
	bx, bv         []reg.VecVirtual // broadcasts which are kept
	rx, ry, rv, rw reg.VecVirtual
	high           reg.VecVirtual // the part of rows 4 to 7 in y, in a wide pass
	a              []reg.VecVirtual
	t              reg.VecVirtual
}

func (p *Pass) updates() bool { return p.V.Base != nil }

// Offset returns the place some bytes after m.
func Offset(m Mem, bytes int) Mem {
	m.Disp += bytes
	return m
}

// Begin takes the vector registers and clears the sums.
func (p *Pass) Begin() {
	vector := YMM
	if p.Wide {
		vector = ZMM
	}
	for range 8 {
		p.acc = append(p.acc, vector())
	}
	p.rx, p.ry = vector(), vector()
	if p.Wide {
		p.a = []reg.VecVirtual{vector(), vector(), vector()}
		p.high = vector()
		for range 8 {
			p.bx = append(p.bx, vector())
		}
	} else {
		p.a = []reg.VecVirtual{vector()}
		if p.updates() {
			p.t = vector()
		} else {
			for range 4 {
				p.bx = append(p.bx, vector())
			}
		}
	}
	if p.updates() {
		p.rv, p.rw = vector(), vector()
		if p.Wide {
			for range 8 {
				p.bv = append(p.bv, vector())
			}
		}
	}
}

// Start loads what the rows from half*4 on keep in registers.
func (p *Pass) Start(half int) {
	for _, acc := range p.acc {
		VXORPD(acc, acc, acc)
	}
	for q, b := range p.bx {
		VBROADCASTSD(Offset(p.XQ, 8*(4*half+q)), b)
	}
	for q, b := range p.bv {
		VBROADCASTSD(Offset(p.VQ, 8*(4*half+q)), b)
	}
}

// Block is one block of columns; on the diagonal only the lower triangle counts.
func (p *Pass) Block(half int, diagonal bool) {
	if p.Wide {
		p.part(0, 8, 0, diagonal)
		return
	}
	p.part(4*half, 4, 0, diagonal)
	p.part(4*half, 4, 1, diagonal)
}

// part does rows q0 … q0+rows−1 of one vector register of columns.
func (p *Pass) part(q0, rows, column int, diagonal bool) {
	VMOVUPD(Offset(p.X, 32*column), p.rx)
	// Rows 0 to 3 continue y, rows 4 to 7 start from zero: shorter chains.
	if q0 == 0 {
		VMOVUPD(Offset(p.Y, 32*column), p.ry)
	} else {
		VXORPD(p.ry, p.ry, p.ry)
	}
	if p.Wide {
		VXORPD(p.high, p.high, p.high)
	}
	if p.updates() {
		VMOVUPD(Offset(p.V, 32*column), p.rv)
		VMOVUPD(Offset(p.W, 32*column), p.rw)
	}
	for r := range rows {
		q := q0 + r
		at := Offset(p.Row(q), 32*column)
		a := p.a[r%len(p.a)]
		VMOVUPD(at, a)
		if p.updates() {
			p.update(q, r, a)
			VMOVUPD(a, at)
		}
		acc := p.acc[r]
		if !p.Wide {
			acc = p.acc[2*r+column]
		}
		if !diagonal {
			VFMADD231PD(a, p.rx, acc)
			p.fuseRow(q, r, a)
			continue
		}
		p.keep(a, q+1, column)
		VFMADD231PD(a, p.rx, acc)
		p.keep(a, q, column)
		p.fuseRow(q, r, a)
	}
	if p.Wide {
		VADDPD(p.high, p.ry, p.ry)
	} else if q0 > 0 {
		VADDPD(Offset(p.Y, 32*column), p.ry, p.ry)
	}
	VMOVUPD(p.ry, Offset(p.Y, 32*column))
}

// update subtracts v_q w and w_q v from row q.
func (p *Pass) update(q, r int, a reg.VecVirtual) {
	if p.Wide {
		VFNMADD231PD(p.bv[r], p.rw, a)
		VFNMADD231PD_BCST(Offset(p.WQ, 8*q), p.rv, a)
		return
	}
	VBROADCASTSD(Offset(p.VQ, 8*q), p.t)
	VFNMADD231PD(p.t, p.rw, a)
	VBROADCASTSD(Offset(p.WQ, 8*q), p.t)
	VFNMADD231PD(p.t, p.rv, a)
}

// fuseRow adds x_q times row q to y.
func (p *Pass) fuseRow(q, r int, a reg.VecVirtual) {
	if p.t != nil {
		VBROADCASTSD(Offset(p.XQ, 8*q), p.t)
		VFMADD231PD(a, p.t, p.ry)
		return
	}
	y := p.ry
	if p.Wide && r >= 4 {
		y = p.high
	}
	VFMADD231PD(a, p.bx[r], y)
}

// keep clears the lanes from t on.
func (p *Pass) keep(a reg.VecVirtual, t, column int) {
	VANDPD(Offset(lanesBelow, 64*t+32*column), a, a)
}

// Sums returns the sums of the rows, which it adds up: of 8 if wide, or of the 4 of a half.
func (p *Pass) Sums() reg.VecVirtual { return simd.Sums(p.Wide, p.acc, p.a[0]) }

// Spare returns a vector register that holds nothing after [Pass.Sums].
func (p *Pass) Spare() reg.VecVirtual { return p.rx }
