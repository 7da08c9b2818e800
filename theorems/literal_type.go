package theorems

import (
	"fmt"
	"go/token"
	"reflect"
	"regexp"
	"runtime"
	"strings"
)

// packageOf returns the path of the package that a function is written in; "" if
// it is nil.
func packageOf(fn any) string {
	v := reflect.ValueOf(fn)
	if v.Kind() != reflect.Func || v.IsNil() {
		return ""
	}
	name := runtime.FuncForPC(v.Pointer()).Name() // as "example.com/lab.(*T).M-fm", "example.com/a%2eb.F[...].func1"
	slash := strings.LastIndexByte(name, '/') + 1
	last, _, _ := strings.Cut(name[slash:], ".")
	return name[:slash] + strings.ReplaceAll(last, "%2e", ".")
}

func packageOfType(x any) string {
	if x == nil {
		return ""
	}
	return reflect.TypeOf(x).PkgPath()
}

// name returns a type as it is written in the package at home.
func (w *literalWriter) name(t reflect.Type) string {
	if t.Name() != "" {
		return w.named(t)
	}
	switch t.Kind() {
	case reflect.Slice:
		return "[]" + w.name(t.Elem())
	case reflect.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), w.name(t.Elem()))
	case reflect.Map:
		return "map[" + w.name(t.Key()) + "]" + w.name(t.Elem())
	case reflect.Pointer:
		return "*" + w.name(t.Elem())
	case reflect.Struct:
		return w.structure(t)
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return "any"
		}
	}
	return t.String() // functions, channels, methods: never of the package at home, or not printable
}

func (w *literalWriter) named(t reflect.Type) string {
	base, arguments, generic := strings.Cut(t.Name(), "[")
	if path := t.PkgPath(); path != "" && path != w.home {
		if !token.IsExported(base) && w.why == "" {
			w.why = fmt.Sprintf("the type %v is not exported", t)
		}
		qualifier, _, _ := strings.Cut(t.String(), ".")
		base = qualifier + "." + base
	}
	if generic {
		base += "[" + w.arguments(arguments)
	}
	return base
}

// qualified is a name with the path of its package, as reflect writes it within
// type arguments: "example.com/lab.T", or "example.com/lab.T·1" for a local type.
var qualified = regexp.MustCompile(`([\w~%.\-/]+)\.([\pL_][\pL\w]*)(·\d+)?`)

// arguments returns type arguments as they are written at home. The name of a
// package is taken to be the last element of its path.
func (w *literalWriter) arguments(s string) string {
	s = qualified.ReplaceAllStringFunc(s, func(q string) string {
		part := qualified.FindStringSubmatch(q)
		path, name := strings.ReplaceAll(part[1], "%2e", "."), part[2]
		if path == w.home {
			return name
		}
		return path[strings.LastIndexByte(path, '/')+1:] + "." + name
	})
	return strings.ReplaceAll(s, ",", ", ")
}

func (w *literalWriter) structure(t reflect.Type) string {
	var fields []string
	for i := range t.NumField() {
		f := t.Field(i)
		s := w.name(f.Type)
		if !f.Anonymous {
			s = f.Name + " " + s
		}
		if f.Tag != "" {
			s += fmt.Sprintf(" %q", string(f.Tag))
		}
		fields = append(fields, s)
	}
	if len(fields) == 0 {
		return "struct{}"
	}
	return "struct{ " + strings.Join(fields, "; ") + " }"
}
