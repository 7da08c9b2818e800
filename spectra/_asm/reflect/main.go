// Command reflect generates the application of reflectors to the blocks of a
// band, with AVX2 and with AVX-512, and products of tiles in place.
package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func main() {
	ConstraintExpr("amd64,!purego")
	for _, eights := range []int{3, 5, 9} {
		both512(eights)
		right512(eights)
		left512(eights)
	}
	both256()
	right256()
	left256()
	for _, vectors := range []int{4, 2, 1} {
		tile(vectors, 64, ZMM)
	}
	tile(2, 32, YMM)
	Generate()
}

// start begins a function without a frame that escape analysis may trust.
func start(name, signature string) {
	TEXT(name, NOSPLIT, signature)
	Pragma("noescape")
}

func arg(name string) reg.GPVirtual { return Load(Param(name), GP64()).(reg.GPVirtual) }

// spread broadcasts a float argument.
func spread(name string, v reg.VecVirtual) reg.VecVirtual {
	c, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	VBROADCASTSD(c.Addr, v)
	return v
}

func zmms(n int) []reg.VecVirtual {
	v := make([]reg.VecVirtual, n)
	for i := range v {
		v[i] = ZMM()
	}
	return v
}

// sum8 adds 8 lanes in halves into the low lane of the result.
func sum8(v reg.VecVirtual) reg.VecVirtual {
	high := YMM()
	VEXTRACTF64X4(Imm(1), v, high)
	VADDPD(high, v.AsY(), high)
	two := XMM()
	VEXTRACTF64X2(Imm(1), high, two)
	return sum4(high, two)
}

// sum4 adds 4 lanes, of which two holds the upper ones.
func sum4(v, two reg.VecVirtual) reg.VecVirtual {
	one := XMM()
	VADDPD(two, v.AsX(), two)
	VUNPCKHPD(two, two, one)
	VADDSD(one, two, two)
	return two
}

// fetchAhead says whether blocks are small enough that the next fits beside the
// one in hand in the first cache; it pays only then.
func fetchAhead(eights int) bool { return eights <= 5 }

// columnSums512 returns Aᵀv over rows rows, masked at both ends.
func columnSums512(name string, a, stride, v, inner, outer reg.GPVirtual, eights, rows int) []reg.VecVirtual {
	even, odd := zmms(eights), zmms(eights)
	for l := range eights {
		VPXORQ(even[l], even[l], even[l])
		VPXORQ(odd[l], odd[l], odd[l])
	}
	row, element, count := GP64(), GP64(), GP64()
	MOVQ(a, row)
	MOVQ(v, element)
	MOVQ(U32(uint32(rows/2)), count)
	x := zmms(2)
	Label(name)
	VBROADCASTSD(Mem{Base: element}, x[0])
	VBROADCASTSD(Mem{Base: element, Disp: 8}, x[1])
	for l := range eights {
		VFMADD231PD(Mem{Base: row, Disp: 64 * l}, x[0], even[l])
	}
	ADDQ(stride, row)
	for l := range eights {
		VFMADD231PD(Mem{Base: row, Disp: 64 * l}, x[1], odd[l])
	}
	ADDQ(stride, row)
	ADDQ(Imm(16), element)
	DECQ(count)
	JNZ(LabelRef(name))
	for l := range eights {
		VADDPD(odd[l], even[l], even[l])
	}
	VANDPD(Mem{Base: inner}, even[0], even[0])
	VANDPD(Mem{Base: outer}, even[eights-1], even[eights-1])
	return even
}

// rankTwo512 subtracts p_i q and then r_i s from rows; clear, if not nil, is what
// the first eight lanes are masked with, and what lies ahead·8 bytes further on
// is fetched.
func rankTwo512(name string, a, stride, p, r reg.GPVirtual, q, s []reg.VecVirtual, clear reg.VecVirtual, rows int, ahead reg.GPVirtual) {
	count := GP64()
	MOVQ(U32(uint32(rows)), count)
	pi, ri := ZMM(), ZMM()
	x := zmms(min(len(q), 5))
	Label(name)
	VBROADCASTSD(Mem{Base: p}, pi)
	VBROADCASTSD(Mem{Base: r}, ri)
	for l0 := 0; l0 < len(q); l0 += len(x) {
		l1 := min(l0+len(x), len(q))
		for l := l0; l < l1; l++ {
			VMOVUPD(Mem{Base: a, Disp: 64 * l}, x[l-l0])
		}
		for l := l0; l < l1; l++ {
			VFNMADD231PD(q[l], pi, x[l-l0])
		}
		for l := l0; l < l1; l++ {
			VFNMADD231PD(s[l], ri, x[l-l0])
		}
		if l0 == 0 && clear != nil {
			VANDPD(clear, x[0], x[0])
		}
		for l := l0; l < l1; l++ {
			VMOVUPD(x[l-l0], Mem{Base: a, Disp: 64 * l})
			if ahead != nil {
				PREFETCHT0(Mem{Base: a, Index: ahead, Scale: 8, Disp: 64 * l})
			}
		}
	}
	ADDQ(stride, a)
	ADDQ(Imm(8), p)
	ADDQ(Imm(8), r)
	DECQ(count)
	JNZ(LabelRef(name))
}

func both512(eights int) {
	start(fmt.Sprintf("reflectBoth%dAVX512", 8*eights-8), "func(d *float64, stride int, v *float64, first int, tau float64, w *float64, inner, outer *uint64)")
	d, stride, v, first, w := arg("d"), arg("stride"), arg("v"), arg("first"), arg("w")
	SHLQ(Imm(3), stride)
	rows := GP64()
	LEAQ(Mem{Base: v, Index: first, Scale: 8}, rows)
	p := columnSums512("sums", d, stride, rows, arg("inner"), arg("outer"), eights, 8*eights-8)
	vs := zmms(eights)
	dot := ZMM()
	VPXORQ(dot, dot, dot)
	for l := range vs {
		VMOVUPD(Mem{Base: v, Disp: 64 * l}, vs[l])
		VFMADD231PD(vs[l], p[l], dot)
	}
	tau, half := spread("tau", ZMM()), XMM()
	g := sum8(dot)
	point5 := GP64()
	MOVQ(U64(0x3fe0000000000000), point5)
	VMOVQ(point5, half)
	VMULSD(tau.AsX(), half, half)
	VMULSD(g, half, half)
	h := ZMM()
	VBROADCASTSD(half, h)
	for l := range p {
		VFNMADD231PD(vs[l], h, p[l])
		VMULPD(tau, p[l], p[l])
		VMOVUPD(p[l], Mem{Base: w, Disp: 64 * l})
	}
	ws := GP64()
	LEAQ(Mem{Base: w, Index: first, Scale: 8}, ws)
	var below reg.GPVirtual
	if fetchAhead(eights) { // the block that comes next is 8·eights−8 rows below
		below = GP64()
		IMUL3Q(Imm(uint64(eights-1)), stride, below)
	}
	rankTwo512("update", d, stride, rows, ws, p, vs, nil, 8*eights-8, below)
	VZEROUPPER()
	RET()
}

// sums8 adds the 8 lanes of each of 8 vectors in halves: lane i of the result is
// the sum of v[i].
func sums8(v []reg.VecVirtual) reg.VecVirtual {
	t, u := ZMM(), ZMM()
	// Lanes l and l+4: the halves of v[i] and v[i+4] become those of one vector.
	for i := range 4 {
		VSHUFF64X2(Imm(0x44), v[i+4], v[i], t)
		VSHUFF64X2(Imm(0xee), v[i+4], v[i], u)
		VADDPD(u, t, v[i])
	}
	// Lanes l and l+2: quarters (v0 v0 v4 v4), (v2 v2 v6 v6) to v0 v2 v4 v6.
	for i := range 2 {
		VSHUFF64X2(Imm(0x88), v[i+2], v[i], t)
		VSHUFF64X2(Imm(0xdd), v[i+2], v[i], u)
		VADDPD(u, t, v[i])
	}
	// Now v[0] has quarters of 0, 4, 2, 6 and v[1] of 1, 5, 3, 7.
	VUNPCKLPD(v[1], v[0], t)
	VUNPCKHPD(v[1], v[0], u)
	VADDPD(u, t, t)
	VSHUFF64X2(Imm(0xd8), t, t, t)
	return t
}

func right512(eights int) {
	start(fmt.Sprintf("reflectRight%dAVX512", 8*eights-8), "func(w, x, a *float64, stride int, v *float64, first int, tau float64, allButOne *uint64) float64")
	w, x, a, stride, v, first := arg("w"), arg("x"), arg("a"), arg("stride"), arg("v"), arg("first")
	SHLQ(Imm(3), stride)
	tau := spread("tau", ZMM())
	vs := zmms(eights)
	for l := range vs {
		VMOVUPD(Mem{Base: v, Disp: 64 * l}, vs[l])
	}
	acc := zmms(8)
	group, element := GP64(), GP64()
	MOVQ(U32(uint32(eights-1)), group)
	Label("rows")
	for i := range acc {
		VPXORQ(acc[i], acc[i], acc[i])
		for l := range vs {
			VFMADD231PD(Mem{Base: a, Disp: 64 * l}, vs[l], acc[i])
		}
		MOVQ(Mem{Base: a, Index: first, Scale: 8}, element)
		MOVQ(element, Mem{Base: x, Disp: 8 * i})
		if fetchAhead(eights) { // the diagonal block of the next step
			for l := range vs {
				PREFETCHT0(Mem{Base: a, Disp: 64 * (l + eights - 1)})
			}
		}
		ADDQ(stride, a)
	}
	s := sums8(acc)
	VMULPD(tau, s, s)
	VMOVUPD(s, Mem{Base: w})
	ADDQ(Imm(64), w)
	ADDQ(Imm(64), x)
	DECQ(group)
	JNZ(LabelRef("rows"))

	SUBQ(U32(uint32(64*(eights-1))), w)
	SUBQ(U32(uint32(64*(eights-1))), x)
	mask := arg("allButOne")
	square, t := ZMM(), ZMM()
	VPXORQ(square, square, square)
	for l := range eights - 1 {
		VMOVUPD(Mem{Base: x, Disp: 64 * l}, t)
		VSUBPD(Mem{Base: w, Disp: 64 * l}, t, t)
		VMOVUPD(t, Mem{Base: x, Disp: 64 * l})
		if l == 0 {
			VANDPD(Mem{Base: mask}, t, t)
		}
		VFMADD231PD(t, t, square)
	}
	Store(sum8(square), ReturnIndex(0))
	VZEROUPPER()
	RET()
}

func left512(eights int) {
	start(fmt.Sprintf("reflectLeft%dAVX512", 8*eights-8), "func(a *float64, stride int, u, v *float64, first int, sigma float64, w, z *float64, inner, outer, allButOne *uint64)")
	a, stride, u, v, first, w := arg("a"), arg("stride"), arg("u"), arg("v"), arg("first"), arg("w")
	SHLQ(Imm(3), stride)
	us := GP64()
	LEAQ(Mem{Base: u, Index: first, Scale: 8}, us)
	y := columnSums512("sums", a, stride, us, arg("inner"), arg("outer"), eights, 8*eights-8)
	dot, t := ZMM(), ZMM()
	VPXORQ(dot, dot, dot)
	for l := range eights - 1 {
		VMOVUPD(Mem{Base: us, Disp: 64 * l}, t)
		VFMADD231PD(Mem{Base: w, Disp: 64 * l}, t, dot)
	}
	f := ZMM()
	VBROADCASTSD(sum8(dot), f)
	sigma := spread("sigma", ZMM())
	vs := zmms(eights)
	z := arg("z")
	for l := range vs {
		VMOVUPD(Mem{Base: v, Disp: 64 * l}, vs[l])
		VFNMADD231PD(vs[l], f, y[l])
		VMULPD(sigma, y[l], y[l])
		VMOVUPD(y[l], Mem{Base: z, Disp: 64 * l})
	}
	clear := ZMM()
	VMOVUPD(Mem{Base: arg("allButOne")}, clear)
	rankTwo512("update", a, stride, w, us, vs, y, clear, 8*eights-8, nil)
	VZEROUPPER()
	RET()
}
