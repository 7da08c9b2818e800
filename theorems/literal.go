package theorems

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
)

// literal returns x as a Go literal that pastes into Known, in the package of its
// type.
func literal(x any) string { return literalIn(packageOfType(x), x) }

// literalIn returns x as a Go literal for a file of the package with the path
// home: as %#v, but without that package's name, the fields of a struct that are
// zero, and types that Go infers. NaN, ±Inf and −0 are calls of package math.
// What is not printable appears as …
func literalIn(home string, x any) string {
	text, _ := writeLiteral(home, x)
	return text
}

// unprintable says why literalIn(home, x) is no literal of x; "" if it is.
func unprintable(home string, x any) string {
	_, why := writeLiteral(home, x)
	return why
}

func writeLiteral(home string, x any) (text, why string) {
	if x == nil {
		return "nil", ""
	}
	w := literalWriter{home: home}
	w.value(reflect.ValueOf(x), alone)
	return w.String(), w.why
}

// A position says what Go infers of a value's type where its literal stands.
type position int

const (
	alone   position = iota // nothing
	field                   // what a constant is, in a field of a struct
	element                 // everything, in a list or a map
)

// nested is how deep a literal may be: a slice can contain itself.
const nested = 1000

type literalWriter struct {
	strings.Builder
	home  string
	depth int
	why   string // the first thing that is not printable
}

func (w *literalWriter) fail(format string, a ...any) {
	if w.why == "" {
		w.why = fmt.Sprintf(format, a...)
	}
	w.WriteString("…")
}

func (w *literalWriter) value(v reflect.Value, at position) {
	if w.depth >= nested {
		w.fail("it is nested deeper than %d", nested)
		w.depth = 2 * nested // and so is the rest, which may be without end
		return
	}
	w.depth++
	defer func() { w.depth-- }()
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			w.WriteString("nil")
			return
		}
		w.value(v.Elem(), alone)
	case reflect.Struct, reflect.Array, reflect.Slice, reflect.Map:
		w.composite(v, at)
	case reflect.Pointer, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		w.reference(v, at)
	default:
		w.constant(v, at)
	}
}

// reference writes a nil, which alone is a literal among pointers, functions and
// channels.
func (w *literalWriter) reference(v reflect.Value, at position) {
	text := "nil"
	if !v.IsNil() {
		if w.why == "" {
			w.why = fmt.Sprintf("%v is a %v", v.Type(), v.Kind())
		}
		text = "…"
	}
	if at == alone {
		text = "(" + w.name(v.Type()) + ")(" + text + ")"
	}
	w.WriteString(text)
}

func (w *literalWriter) composite(v reflect.Value, at position) {
	if k := v.Kind(); (k == reflect.Slice || k == reflect.Map) && v.IsNil() {
		if at == element {
			w.WriteString("nil")
		} else {
			w.WriteString(w.name(v.Type()) + "(nil)")
		}
		return
	}
	if at != element {
		w.WriteString(w.name(v.Type()))
	}
	w.WriteByte('{')
	switch v.Kind() {
	case reflect.Struct:
		w.fields(v)
	case reflect.Map:
		for i, k := range sortedKeys(v) {
			w.comma(i)
			w.value(k, element)
			w.WriteString(": ")
			w.value(v.MapIndex(k), element)
		}
	default:
		for i := range v.Len() {
			w.comma(i)
			w.value(v.Index(i), element)
		}
	}
	w.WriteByte('}')
}

func (w *literalWriter) comma(i int) {
	if i > 0 {
		w.WriteString(", ")
	}
}

func (w *literalWriter) fields(v reflect.Value) {
	written := 0
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if isZero(v.Field(i)) {
			continue
		}
		if !f.IsExported() && w.why == "" {
			w.why = hidden(v.Type(), f)
		}
		w.comma(written)
		w.WriteString(f.Name + ": ")
		w.value(v.Field(i), field)
		written++
	}
}

func hidden(t reflect.Type, f reflect.StructField) string {
	return fmt.Sprintf("%v has the unexported field %s", t, f.Name)
}

// isZero reports whether a field may be left out: reflect takes −0 for zero.
func isZero(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		return math.Float64bits(v.Float()) == 0
	case reflect.Complex64, reflect.Complex128:
		return math.Float64bits(real(v.Complex()))|math.Float64bits(imag(v.Complex())) == 0
	case reflect.Struct:
		for i := range v.NumField() {
			if !isZero(v.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Array:
		for i := range v.Len() {
			if !isZero(v.Index(i)) {
				return false
			}
		}
		return true
	}
	return v.IsZero()
}

// sortedKeys returns the keys of a map, numbers and strings in their order, others
// in that of their literals.
func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortStableFunc(keys, func(a, b reflect.Value) int {
		switch {
		case a.CanInt():
			return cmp.Compare(a.Int(), b.Int())
		case a.CanUint():
			return cmp.Compare(a.Uint(), b.Uint())
		case a.CanFloat():
			return cmp.Compare(a.Float(), b.Float())
		case a.Kind() == reflect.String:
			return cmp.Compare(a.String(), b.String())
		}
		var x, y literalWriter
		x.value(a, alone)
		y.value(b, alone)
		return cmp.Compare(x.String(), y.String())
	})
	return keys
}

// unprintableType says why values of type t are no Go literals, or need not be;
// "" if they all are, those in interfaces apart.
func unprintableType(t reflect.Type, within ...reflect.Type) string {
	if slices.Contains(within, t) {
		return ""
	}
	within = append(within, t)
	switch t.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return fmt.Sprintf("%v is a %v", t, t.Kind())
	case reflect.Map:
		return cmp.Or(unprintableType(t.Key(), within...), unprintableType(t.Elem(), within...))
	case reflect.Slice, reflect.Array:
		return unprintableType(t.Elem(), within...)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				return hidden(t, f)
			}
			if why := unprintableType(f.Type, within...); why != "" {
				return why
			}
		}
	}
	return ""
}
