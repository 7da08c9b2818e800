package theorems

import (
	"cmp"
	"math"
	"math/bits"
	"reflect"
	"strings"
)

// A size says which of two cases is the smaller: fewer numbers and characters,
// then fewer bits in them, then the shorter and lesser literal.
type size struct {
	leaves int
	bits   float64
	x      any // its literal is compared last
}

func sizeOf(x any) size {
	s := size{x: x}
	s.add(reflect.ValueOf(x))
	return s
}

func (s *size) add(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			s.add(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			s.add(v.Field(i))
		}
	case reflect.String:
		s.leaves += v.Len()
	default:
		s.leaves++
		s.bits += bitsOf(v)
	}
}

// bitsOf is log₂(1 + |x|) of an integer, and of m·2ᵉ with an odd m the bits of m
// and of e: short numbers near 1 are small, and a zero costs nothing.
func bitsOf(v reflect.Value) float64 {
	switch {
	case v.CanInt():
		return math.Log2(1 + math.Abs(float64(v.Int())))
	case v.CanUint():
		return math.Log2(1 + float64(v.Uint()))
	case v.CanFloat():
		return floatBits(v.Float())
	case v.Kind() == reflect.Bool && v.Bool():
		return 1
	}
	return 0
}

func floatBits(x float64) float64 {
	switch {
	case x == 0:
		return 0
	case math.IsNaN(x) || math.IsInf(x, 0):
		return 100
	}
	m, e := math.Frexp(math.Abs(x))
	odd := uint64(math.Ldexp(m, 53))
	trailing := bits.TrailingZeros64(odd)
	return float64(53-trailing) + math.Abs(float64(e-53+trailing))
}

func (s size) compare(t size) int {
	if c := cmp.Or(cmp.Compare(s.leaves, t.leaves), cmp.Compare(s.bits, t.bits)); c != 0 {
		return c
	}
	x, y := literal(s.x), literal(t.x)
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y))
}

func (s size) less(t size) bool { return s.compare(t) < 0 }
