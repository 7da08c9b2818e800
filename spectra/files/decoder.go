package files

import (
	"encoding/binary"
	"math"
)

// A decoder returns the number in some bytes, and whether float64 has it.
type decoder func([]byte) (v float64, exact bool)

// floats are the binary16, binary32 and binary64 of IEEE 754.
func floats(size int, order binary.ByteOrder) decoder {
	switch size {
	case 2:
		return func(b []byte) (float64, bool) { return half(order.Uint16(b)), true }
	case 4:
		return func(b []byte) (float64, bool) { return float64(math.Float32frombits(order.Uint32(b))), true }
	case 8:
		return func(b []byte) (float64, bool) { return math.Float64frombits(order.Uint64(b)), true }
	}
	return nil
}

// half returns the number of a binary16: a sign, 5 bits of an exponent e, and 10 bits f. It is
// (1024 + f) 2^(e−25), for e = 0 it is f 2⁻²⁴, and for e = 31 an infinity or a NaN.
func half(bits uint16) float64 {
	e, f := int(bits>>10&31), float64(bits&1023)
	x := math.Ldexp(1024+f, e-25)
	switch {
	case e == 0:
		x = math.Ldexp(f, -24)
	case e == 31 && f == 0:
		x = math.Inf(1)
	case e == 31:
		return math.NaN()
	}
	if bits>>15 == 1 {
		return -x
	}
	return x
}

// brainFloat reads a bfloat16 in little endian order: the upper half of a binary32.
func brainFloat(b []byte) (float64, bool) {
	return float64(math.Float32frombits(uint32(binary.LittleEndian.Uint16(b)) << 16)), true
}

// truth reads a byte that is true or false: 1 or 0.
func truth(b []byte) (float64, bool) {
	if b[0] != 0 {
		return 1, true
	}
	return 0, true
}

// truths are the bytes of truth values.
func truths(size int, _ binary.ByteOrder) decoder {
	if size != 1 {
		return nil
	}
	return truth
}

func unsigned(size int, order binary.ByteOrder) decoder {
	switch size {
	case 1:
		return func(b []byte) (float64, bool) { return float64(b[0]), true }
	case 2:
		return func(b []byte) (float64, bool) { return float64(order.Uint16(b)), true }
	case 4:
		return func(b []byte) (float64, bool) { return float64(order.Uint32(b)), true }
	case 8:
		return func(b []byte) (float64, bool) {
			x := order.Uint64(b)
			return float64(x), isFloat(x)
		}
	}
	return nil
}

func signed(size int, order binary.ByteOrder) decoder {
	switch size {
	case 1:
		return func(b []byte) (float64, bool) { return float64(int8(b[0])), true }
	case 2:
		return func(b []byte) (float64, bool) { return float64(int16(order.Uint16(b))), true }
	case 4:
		return func(b []byte) (float64, bool) { return float64(int32(order.Uint32(b))), true }
	case 8:
		return func(b []byte) (float64, bool) {
			x := int64(order.Uint64(b))
			return float64(x), isFloat(uint64(max(x, -x))) // −2⁶³ is its own negative, and right as uint64
		}
	}
	return nil
}
