package theorems

import (
	"math"
	"reflect"
	"strconv"
	"strings"
)

// constant writes a boolean, a number or a string, with its type where Go would
// infer another.
func (w *literalWriter) constant(v reflect.Value, at position) {
	text, inferred := constantOf(v)
	// A call of package math has a type of its own anywhere, a constant where
	// nothing else gives it one.
	call := strings.HasPrefix(text, "math.") || strings.HasPrefix(text, "complex(")
	if t := v.Type(); t != inferred && (call || at == alone) {
		text = w.name(t) + "(" + text + ")"
	} else if at == alone && v.Kind() == reflect.Float64 && !call && !strings.ContainsAny(text, ".e") {
		text += ".0" // else an int
	}
	w.WriteString(text)
}

// constantOf returns a constant, or a call that gives it, and the type that Go
// infers for it.
func constantOf(v reflect.Value) (string, reflect.Type) {
	switch {
	case v.Kind() == reflect.Bool:
		return strconv.FormatBool(v.Bool()), reflect.TypeFor[bool]()
	case v.Kind() == reflect.String:
		return strconv.Quote(v.String()), reflect.TypeFor[string]()
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10), reflect.TypeFor[int]()
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), reflect.TypeFor[int]()
	case v.CanFloat():
		return floatConstant(v.Float(), v.Type().Bits()), reflect.TypeFor[float64]()
	}
	bits := v.Type().Bits() / 2
	re, im := floatConstant(real(v.Complex()), bits), floatConstant(imag(v.Complex()), bits)
	if strings.HasPrefix(re, "math.") || strings.HasPrefix(im, "math.") {
		return "complex(" + re + ", " + im + ")", reflect.TypeFor[complex128]()
	}
	if !strings.HasPrefix(im, "-") {
		im = "+" + im
	}
	return "(" + re + im + "i)", reflect.TypeFor[complex128]()
}

// floatConstant returns the shortest decimal that is x; NaN, ±Inf and −0 are no
// constants of Go.
func floatConstant(x float64, bits int) string {
	switch {
	case math.IsNaN(x):
		return "math.NaN()"
	case math.IsInf(x, 1):
		return "math.Inf(1)"
	case math.IsInf(x, -1):
		return "math.Inf(-1)"
	case x == 0 && math.Signbit(x):
		return "math.Copysign(0, -1)"
	}
	return strconv.FormatFloat(x, 'g', -1, bits)
}
