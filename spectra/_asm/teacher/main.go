// Command teacher generates the steps of the student–teacher loss for eight students side
// by side, with AVX2 and with AVX-512. An entry is the numbers of the eight, 64 bytes; the
// kernels for AVX2 do the four that they are given the first of.
package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"saddle/spectra/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	for _, l := range simd.Levels {
		lengths(l)
		gram(l)
		sums(l)
		gradient(l)
		step(l)
	}
	Generate()
}

const entry = 64

// start begins a kernel with the given parameters.
func start(name string, l simd.Level, signature string) {
	TEXT(name+l.Name, NOSPLIT, signature)
	Pragma("noescape")
}

func load(name string) reg.GPVirtual { return Load(Param(name), GP64()).(reg.GPVirtual) }

// entries returns 64·n for a parameter n.
func entries(name string) reg.GPVirtual {
	n := load(name)
	SHLQ(Imm(6), n)
	return n
}

func number(l simd.Level, x float64) reg.VecVirtual { return l.Constant(math.Float64bits(x)) }

func zero(l simd.Level) reg.VecVirtual {
	v := l.Vector()
	simd.Zero(v, l.Width)
	return v
}

func end() {
	VZEROUPPER()
	RET()
}

// step generates w −= eta g.
func step(l simd.Level) {
	start("step", l, "func(entries int, w, by, eta *float64)")
	left, w, g := load("entries"), load("w"), load("by")
	eta, x := l.Vector(), l.Vector()
	VMOVUPD(Mem{Base: load("eta")}, eta)
	Label("entries")
	VMOVUPD(Mem{Base: w}, x)
	VFNMADD231PD(Mem{Base: g}, eta, x)
	VMOVUPD(x, Mem{Base: w})
	ADDQ(Imm(entry), w)
	ADDQ(Imm(entry), g)
	DECQ(left)
	JNZ(LabelRef("entries"))
	end()
}

// lengths generates |w_i|, its reciprocal and w_i/|w_i|. It returns 0 if all squares of
// lengths are between small and large.
func lengths(l simd.Level) {
	start("lengths", l, "func(n, d int, unit, r, inverse, w *float64) (odd int)")
	n, w, unit := load("n"), load("w"), load("unit")
	r, inverse := load("r"), load("inverse")
	small, large, one := number(l, 1e-280), number(l, 1e280), number(l, 1)
	outside := newFlags(l)
	x, sum, from, left := l.Vector(), l.Vector(), GP64(), GP64()
	Label("neurons")
	simd.Zero(sum, l.Width)
	MOVQ(w, from)
	Load(Param("d"), left)
	Label("squares")
	VMOVUPD(Mem{Base: w}, x)
	VFMADD231PD(x, x, sum)
	ADDQ(Imm(entry), w)
	DECQ(left)
	JNZ(LabelRef("squares"))
	outside.notLess(small, sum)
	outside.notLess(sum, large)
	VSQRTPD(sum, sum)
	VMOVUPD(sum, Mem{Base: r})
	VDIVPD(sum, one, sum)
	VMOVUPD(sum, Mem{Base: inverse})
	Label("entries")
	VMULPD(Mem{Base: from}, sum, x)
	VMOVUPD(x, Mem{Base: unit})
	ADDQ(Imm(entry), from)
	ADDQ(Imm(entry), unit)
	CMPQ(from, w)
	JNE(LabelRef("entries"))
	ADDQ(Imm(entry), r)
	ADDQ(Imm(entry), inverse)
	DECQ(n)
	JNZ(LabelRef("neurons"))
	outside.store("odd")
	end()
}

// flags are raised lane by lane.
type flags struct {
	l      simd.Level
	k      reg.Register
	vector reg.VecVirtual
}

func newFlags(l simd.Level) flags {
	if l.Width == 64 {
		f := flags{l: l, k: K()}
		KXORW(f.k, f.k, f.k)
		return f
	}
	return flags{l: l, vector: zero(l)}
}

// notLess raises the flag unless x < y.
func (f flags) notLess(x, y reg.VecVirtual) {
	const notLess = 21
	if f.l.Width == 64 {
		k := K()
		VCMPPD(Imm(notLess), y, x, k)
		KORW(k, f.k, f.k)
		return
	}
	v := f.l.Vector()
	VCMPPD(Imm(notLess), y, x, v)
	VORPD(v, f.vector, f.vector)
}

// store returns the flags as the bits of an integer.
func (f flags) store(name string) {
	bits := GP64()
	if f.l.Width == 64 {
		KMOVW(f.k, bits.As32())
	} else {
		VMOVMSKPD(f.vector, bits.As32())
	}
	Store(bits, Return(name))
}

// gram generates the products of every row with those after it.
func gram(l simd.Level) {
	start("gram", l, "func(n, d int, c, unit *float64)")
	rows, stride := load("n"), entries("d")
	c, a := load("c"), load("unit")
	b, left, three := GP64(), GP64(), GP64()
	LEAQ(Mem{Base: stride, Index: stride, Scale: 2}, three)
	DECQ(rows)
	Label("rows")
	TESTQ(rows, rows)
	JZ(LabelRef("done"))
	LEAQ(Mem{Base: a, Index: stride, Scale: 1}, b)
	MOVQ(rows, left)
	dots := func(count int, name string) {
		Label(name)
		CMPQ(left, Imm(uint64(count)))
		JLT(LabelRef(name + "end"))
		at, end := GP64(), GP64()
		LEAQ(Mem{Base: a, Index: stride, Scale: 1}, end)
		MOVQ(a, at)
		sum := make([]reg.VecVirtual, count)
		for i := range sum {
			sum[i] = zero(l)
		}
		x := l.Vector()
		Label(name + "loop")
		VMOVUPD(Mem{Base: at}, x)
		for i, m := range []Mem{{Base: b}, {Base: b, Index: stride, Scale: 1}, {Base: b, Index: stride, Scale: 2}, {Base: b, Index: three, Scale: 1}}[:count] {
			VFMADD231PD(m, x, sum[i])
		}
		ADDQ(Imm(entry), at)
		ADDQ(Imm(entry), b)
		CMPQ(at, end)
		JNE(LabelRef(name + "loop"))
		for i := range sum {
			VMOVUPD(sum[i], Mem{Base: c, Disp: entry * i})
		}
		ADDQ(U32(uint32(entry*count)), c)
		if count == 4 {
			ADDQ(three, b)
		}
		SUBQ(Imm(uint64(count)), left)
		JMP(LabelRef(name))
		Label(name + "end")
	}
	dots(4, "fours")
	dots(1, "ones")
	ADDQ(stride, a)
	DECQ(rows)
	JMP(LabelRef("rows"))
	Label("done")
	end()
}
