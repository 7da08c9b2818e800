package theorems

import (
	"fmt"
	"reflect"
	"strings"
)

// literal returns x as a Go literal that pastes into Known: as %#v, but without
// the fields of a struct that are zero and without types that Go infers.
func literal(x any) string {
	v := reflect.ValueOf(x)
	if !v.IsValid() {
		return "nil"
	}
	return literalType(v.Type()) + literalBody(v)
}

// literalType returns the type in front of a composite literal, "" for others.
func literalType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Struct, reflect.Slice, reflect.Array:
		return t.String()
	}
	return ""
}

func literalBody(v reflect.Value) string {
	var parts []string
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				parts = append(parts, v.Type().Field(i).Name+": "+literalType(f.Type())+literalBody(f))
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
				parts = append(parts, literalBody(e))
			}
		}
	default:
		return fmt.Sprintf("%#v", v)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
