package spectra

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/internal/num"
)

// A number is a float64 in JSON, which has no infinities: they and NaN are strings, "+Inf",
// "-Inf" and "NaN".
type number float64

// MarshalJSON writes the shortest text that reads back as x.
func (x number) MarshalJSON() ([]byte, error) {
	if num.IsFinite(float64(x)) {
		return json.Marshal(float64(x))
	}
	return json.Marshal(strconv.FormatFloat(float64(x), 'g', -1, 64))
}

// UnmarshalJSON reads what MarshalJSON writes.
func (x *number) UnmarshalJSON(data []byte) error {
	text := string(data)
	if len(data) > 0 && data[0] == '"' {
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return fmt.Errorf("%.40s is no number, want one, or \"+Inf\", \"-Inf\" or \"NaN\"", data)
	}
	*x = number(value)
	return nil
}

// converted returns x in another type of floats; nil stays nil.
func converted[T, S ~float64](x []S) []T {
	if x == nil {
		return nil
	}
	y := make([]T, len(x))
	for i, v := range x {
		y[i] = T(v)
	}
	return y
}

// ErrJSON reports JSON that is not that of a result.
type ErrJSON struct {
	Result string // its type, as "Ritz"
	Err    error  // what is wrong, as a field that it has not
}

// Error says what is wrong and what would do.
func (e ErrJSON) Error() string {
	return fmt.Sprintf("spectra: no %s is in this JSON, want what json.Marshal writes of one: %v", e.Result, e.Err)
}

// Unwrap returns what is wrong.
func (e ErrJSON) Unwrap() error { return e.Err }

// marshalResult writes the fields of a struct, which are exported, under their names and in their
// order: numbers as a [number], a matrix as a list of its columns, and none where there is no
// matrix.
func marshalResult(result any) ([]byte, error) {
	v := reflect.ValueOf(result)
	text := []byte("{")
	for i := range v.NumField() {
		var value any
		switch x := v.Field(i).Interface().(type) {
		case float64:
			value = number(x)
		case []float64:
			value = converted[number](x)
		case *mat.Dense:
			if x == nil {
				continue
			}
			value = columnLists(x)
		default:
			value = x
		}
		field, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		if len(text) > 1 {
			text = append(text, ',')
		}
		text = append(fmt.Appendf(text, "%q:", v.Type().Field(i).Name), field...)
	}
	return append(text, '}'), nil
}

// unmarshalResult reads what marshalResult writes into *result. A field that the struct has not
// is refused, as a misspelt one would be lost.
func unmarshalResult[T any](data []byte, result *T) error {
	v := reflect.ValueOf(result).Elem()
	bad := func(err error) error { return ErrJSON{v.Type().Name(), err} }
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return bad(err)
	}
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if text, ok := fields[name]; ok {
			if err := unmarshalField(text, v.Field(i).Addr().Interface()); err != nil {
				return bad(fmt.Errorf("%s: %w", name, err))
			}
			delete(fields, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		return bad(fmt.Errorf("it has no field %q", name))
	}
	return nil
}

// unmarshalField reads one field.
func unmarshalField(text []byte, field any) error {
	switch f := field.(type) {
	case *float64:
		return json.Unmarshal(text, (*number)(f))
	case *[]float64:
		var x []number
		err := json.Unmarshal(text, &x)
		*f = converted[float64](x)
		return err
	case **mat.Dense:
		var lists [][]number
		err := json.Unmarshal(text, &lists)
		if err == nil {
			*f, err = ofColumnLists(lists)
		}
		return err
	}
	return json.Unmarshal(text, field)
}

// columnLists returns the columns of m, one after the other.
func columnLists(m *mat.Dense) [][]number {
	_, count := m.Dims()
	lists := make([][]number, count)
	for c := range lists {
		lists[c] = converted[number](mat.Col(nil, c, m))
	}
	return lists
}

// ofColumnLists returns the matrix with these columns, an empty one for no columns. Columns of
// different lengths are an [ErrDimension].
func ofColumnLists(lists [][]number) (*mat.Dense, error) {
	if lists == nil {
		return nil, nil
	}
	if len(lists) == 0 {
		return &mat.Dense{}, nil
	}
	n := len(lists[0])
	for c, v := range lists {
		if len(v) != n || n == 0 {
			return nil, ErrDimension{Arg: fmt.Sprintf("column %d", c), Got: len(v), Want: max(1, n)}
		}
	}
	m := mat.NewDense(n, len(lists), nil)
	for c, v := range lists {
		m.SetCol(c, converted[float64](v))
	}
	return m, nil
}
