package theorems

import (
	"cmp"
	"math"
	"reflect"
	"strings"
)

// A size says which of two cases is the smaller: fewer numbers and characters,
// then fewer bits in them, then the shorter and lesser literal.
type size struct {
	leaves  int
	bits    float64
	literal string
}

func sizeOf(x any) size {
	s := size{literal: literal(x)}
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

// bitsOf is log₂(1 + |x|) of a number: a zero costs nothing.
func bitsOf(v reflect.Value) float64 {
	switch {
	case v.CanInt():
		return math.Log2(1 + math.Abs(float64(v.Int())))
	case v.CanUint():
		return math.Log2(1 + float64(v.Uint()))
	case v.CanFloat():
		return math.Log2(1 + math.Abs(v.Float()))
	case v.Kind() == reflect.Bool && v.Bool():
		return 1
	}
	return 0
}

func (s size) compare(t size) int {
	return cmp.Or(
		cmp.Compare(s.leaves, t.leaves),
		cmp.Compare(s.bits, t.bits),
		cmp.Compare(len(s.literal), len(t.literal)),
		strings.Compare(s.literal, t.literal),
	)
}

func (s size) less(t size) bool { return s.compare(t) < 0 }
