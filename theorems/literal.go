package theorems

import (
	"fmt"
	"reflect"
	"strings"
)

// literal returns x as a Go literal that pastes into Known, in the package of its
// type: as %#v, but without that package's name, the fields of a struct that
// are zero, and types that Go infers.
func literal(x any) string {
	v := reflect.ValueOf(x)
	if !v.IsValid() {
		return "nil"
	}
	w := literalWriter{home: v.Type().PkgPath()}
	return w.typed(v)
}

type literalWriter struct{ home string }

// typed returns a composite with its type, and anything else as it is.
func (w literalWriter) typed(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Struct, reflect.Slice, reflect.Array:
		return w.name(v.Type()) + w.body(v)
	}
	return w.body(v)
}

func (w literalWriter) name(t reflect.Type) string {
	switch {
	case t.Name() != "" && t.PkgPath() == w.home:
		return t.Name()
	case t.Name() != "":
		return t.String()
	case t.Kind() == reflect.Slice:
		return "[]" + w.name(t.Elem())
	case t.Kind() == reflect.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), w.name(t.Elem()))
	}
	return t.String()
}

func (w literalWriter) body(v reflect.Value) string {
	var parts []string
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				parts = append(parts, v.Type().Field(i).Name+": "+w.typed(f))
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.IsNil() {
			return "(nil)"
		}
		for i := range v.Len() {
			if e := v.Index(i); e.Kind() == reflect.Slice && e.IsNil() {
				parts = append(parts, "nil")
			} else {
				parts = append(parts, w.body(e))
			}
		}
	default:
		return fmt.Sprintf("%#v", v)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
