package tables

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cellName writes a cell as its fields, as "k=6,n=6".
func cellName(c any) (string, error) {
	v := reflect.ValueOf(c)
	if v.Kind() != reflect.Struct || v.NumField() == 0 {
		return "", fmt.Errorf("a cell is a %T: want a struct with fields that name it, as struct{ K, N int }", c)
	}
	var parts []string
	for i := range v.NumField() {
		f, x := v.Type().Field(i), v.Field(i)
		if !f.IsExported() {
			return "", fmt.Errorf("the field %s of a cell is not exported", f.Name)
		}
		switch x.Kind() {
		case reflect.String:
			if strings.ContainsFunc(x.String(), func(r rune) bool {
				return strings.ContainsRune(",=:[]", r) || unicode.IsSpace(r) || !unicode.IsGraphic(r)
			}) {
				return "", fmt.Errorf("the field %s of a cell is %q: want no spaces, none of ,=:[] and what prints", f.Name, x.String())
			}
		case reflect.Bool, reflect.Int, reflect.Int64, reflect.Int32, reflect.Float64:
		default:
			return "", fmt.Errorf("the field %s of a cell is of type %v: want an integer, a float64, a bool or a string", f.Name, f.Type)
		}
		parts = append(parts, fieldName(f)+"="+plain(x))
	}
	return strings.Join(parts, ","), nil
}

// plain writes a value by its kind, whatever methods its type has.
func plain(x reflect.Value) string {
	switch x.Kind() {
	case reflect.String:
		return x.String()
	case reflect.Bool:
		return strconv.FormatBool(x.Bool())
	case reflect.Float64:
		return strconv.FormatFloat(x.Float(), 'g', -1, 64)
	}
	return strconv.FormatInt(x.Int(), 10)
}

// fieldName is the name of a field with a small first letter.
func fieldName(f reflect.StructField) string {
	first, size := utf8.DecodeRuneInString(f.Name)
	return string(unicode.ToLower(first)) + f.Name[size:]
}

// An ErrCell reports a text that names no cell of a table.
type ErrCell struct{ Table, Text, Want string }

// Error says what is wrong and what would do.
func (e ErrCell) Error() string {
	return fmt.Sprintf("tables: %q is no cell of %s: want %s", e.Text, e.Table, e.Want)
}

// setFields sets the fields of c that text names, and reports which.
func setFields(c reflect.Value, text string) (set []bool, err error) {
	set = make([]bool, c.NumField())
	for part := range strings.SplitSeq(text, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		i := 0
		for ; i < len(set) && fieldName(c.Type().Field(i)) != name; i++ {
		}
		if !ok || i == len(set) || set[i] {
			return nil, fmt.Errorf("fields as %s, each once", fieldsOf(c.Type()))
		}
		set[i] = true
		if err := setField(c.Field(i), value); err != nil {
			return nil, fmt.Errorf("%s to be of type %v", name, c.Field(i).Type())
		}
	}
	return set, nil
}

func setField(f reflect.Value, value string) (err error) {
	switch f.Kind() {
	case reflect.String:
		f.SetString(value)
	case reflect.Bool:
		var x bool
		x, err = strconv.ParseBool(value)
		f.SetBool(x)
	case reflect.Float64:
		var x float64
		x, err = strconv.ParseFloat(value, 64)
		f.SetFloat(x)
	default:
		var x int64
		x, err = strconv.ParseInt(value, 10, f.Type().Bits())
		f.SetInt(x)
	}
	return err
}

// fieldsOf lists the fields of a cell, as "k=…,n=…".
func fieldsOf(t reflect.Type) string {
	var parts []string
	for i := range t.NumField() {
		parts = append(parts, fieldName(t.Field(i))+"=…")
	}
	return strings.Join(parts, ",")
}
