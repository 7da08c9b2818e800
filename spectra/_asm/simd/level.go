package simd

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A Level says how wide its registers are, in bytes, and how the names of its kernels end.
type Level struct {
	Name  string
	Width int
}

// Levels are those for which a kernel is generated.
var Levels = []Level{{"AVX512", 64}, {"AVX2", 32}}

// Vector returns a register.
func (l Level) Vector() reg.VecVirtual {
	if l.Width == 64 {
		return ZMM()
	}
	return YMM()
}

// And is bitwise, on numbers.
func (l Level) And(x, y Op, z reg.VecVirtual) {
	if l.Width == 64 {
		VPANDQ(x, y, z)
	} else {
		VANDPD(x, y, z)
	}
}

// Constant returns a register with the given bits in each lane.
func (l Level) Constant(bits uint64) reg.VecVirtual {
	g := GP64()
	MOVQ(U64(bits), g)
	v := l.Vector()
	x := XMM()
	VMOVQ(g, x)
	VPBROADCASTQ(x, v)
	return v
}

// Magnitude has all bits but the sign.
const Magnitude = 1<<63 - 1
