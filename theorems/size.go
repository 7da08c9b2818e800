package theorems

import (
	"cmp"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// A size says which of two cases is the smaller: fewer numbers and characters,
// then fewer bits in them, then the shorter and lesser literal.
type size struct {
	leaves int
	bits   float64
	x      any
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
	case reflect.Map:
		for _, k := range sortedKeys(v) { // in one order, as sums of bits are rounded
			s.add(k)
			s.add(v.MapIndex(k))
		}
	case reflect.Interface:
		s.add(v.Elem())
	case reflect.String:
		s.leaves += v.Len()
	case reflect.Invalid:
	default:
		s.leaves++
		s.bits += bitsOf(v)
	}
}

// bitsOf is log₂(1 + |x|) of an integer: a zero costs nothing. A fraction p/10^k,
// as it is printed, costs those of p and of 10^k; NaN and ±Inf cost more than
// any number.
func bitsOf(v reflect.Value) float64 {
	switch {
	case v.CanInt():
		return math.Log2(1 + math.Abs(float64(v.Int())))
	case v.CanUint():
		return math.Log2(1 + float64(v.Uint()))
	case v.CanFloat():
		return floatBits(v.Float(), v.Type().Bits())
	case v.CanComplex():
		c, bits := v.Complex(), v.Type().Bits()/2
		return floatBits(real(c), bits) + floatBits(imag(c), bits)
	case v.Kind() == reflect.Bool && v.Bool():
		return 1
	}
	return 0
}

func floatBits(x float64, precision int) float64 {
	x = math.Abs(x)
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return math.Inf(1)
	case x == math.Trunc(x):
		return math.Log2(1 + x)
	}
	digits, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'e', -1, precision), "e")
	digits = strings.Replace(digits, ".", "", 1)
	p, _ := strconv.ParseFloat(digits, 64)
	k, _ := strconv.Atoi(exponent)
	return math.Log2(1+p) + math.Log2(10)*float64(len(digits)-1-k)
}

func (s size) compare(t size) int {
	if c := cmp.Or(cmp.Compare(s.leaves, t.leaves), cmp.Compare(s.bits, t.bits)); c != 0 {
		return c
	}
	if reflect.DeepEqual(s.x, t.x) {
		return 0 // literals of large cases take long
	}
	a, b := literal(s.x), literal(t.x)
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

func (s size) less(t size) bool { return s.compare(t) < 0 }
