package theorems

import "reflect"

// clone returns a copy of a case that shares no memory with it: cases are plain
// values of numbers, strings, slices, arrays and structs.
func clone[C any](x C) C {
	v := reflect.ValueOf(&x).Elem()
	unshare(v)
	return x
}

// unshare replaces the slices in v by copies.
func unshare(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() || !v.CanSet() {
			return
		}
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(own, v)
		v.Set(own)
		fallthrough
	case reflect.Array:
		if !sharing(v.Type().Elem()) {
			return
		}
		for i := range v.Len() {
			unshare(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			unshare(v.Field(i))
		}
	}
}

// sharing reports whether values of type t may hold slices.
func sharing(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice:
		return true
	case reflect.Array:
		return sharing(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if sharing(t.Field(i).Type) {
				return true
			}
		}
	}
	return false
}
