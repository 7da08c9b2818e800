// Command pivot generates the steps of a factorisation, with AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A level says how wide its registers are, in bytes.
type level struct {
	name  string
	width int
}

func (l level) vector() reg.VecVirtual {
	if l.width == 64 {
		return ZMM()
	}
	return YMM()
}

// and is bitwise, on numbers.
func (l level) and(x, y Op, z reg.VecVirtual) {
	if l.width == 64 {
		VPANDQ(x, y, z)
	} else {
		VANDPD(x, y, z)
	}
}

// constant returns a register with the given bits in each lane.
func (l level) constant(bits uint64) reg.VecVirtual {
	g := GP64()
	MOVQ(U64(bits), g)
	v := l.vector()
	x := XMM()
	VMOVQ(g, x)
	VPBROADCASTQ(x, v)
	return v
}

const magnitude = 1<<63 - 1 // all bits but the sign

func main() {
	ConstraintExpr("amd64,!purego")
	for _, l := range []level{{"AVX512", 64}, {"AVX2", 32}} {
		absMax(l)
		absMaxEach(l)
		absSum(l)
		absAxpy(l)
		reverse(l)
		eliminate(l)
		divideBlock(l)
		divideBy(l)
	}
	Generate()
}
