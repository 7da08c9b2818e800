package theorems

import "reflect"

// clone returns a copy of a case that shares no memory with it. Cases are plain
// values: numbers, strings, slices, arrays, maps and structs of such.
func clone[C any](x C) C {
	v := reflect.ValueOf(&x).Elem()
	if sharing(v.Type()) {
		unshare(v)
	}
	return x
}

// unshare replaces the slices and maps in v by copies.
func unshare(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if !v.IsNil() {
			own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(own, v)
			v.Set(own)
			unshareElements(v)
		}
	case reflect.Array:
		unshareElements(v)
	case reflect.Struct:
		for i := range v.NumField() {
			unshare(v.Field(i))
		}
	case reflect.Map:
		if !v.IsNil() {
			own := reflect.MakeMapWithSize(v.Type(), v.Len())
			for key, value := range v.Seq2() {
				own.SetMapIndex(key, copied(value))
			}
			v.Set(own)
		}
	case reflect.Interface:
		if !v.IsNil() {
			v.Set(copied(v.Elem()))
		}
	}
}

func unshareElements(v reflect.Value) {
	if sharing(v.Type().Elem()) {
		for i := range v.Len() {
			unshare(v.Index(i))
		}
	}
}

// copied returns a copy of a value that cannot be changed in place.
func copied(v reflect.Value) reflect.Value {
	own := reflect.New(v.Type()).Elem()
	own.Set(v)
	unshare(own)
	return own
}

// sharing reports whether values of type t may share memory when they are copied.
func sharing(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Map, reflect.Interface:
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
