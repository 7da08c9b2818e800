package spectra

import (
	"bytes"
	"encoding/json"
	"fmt"
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

// unmarshal reads a result, and refuses fields that it has not: a misspelt one would be lost.
func unmarshal(data []byte, result string, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return ErrJSON{result, err}
	}
	return nil
}

// vectorLists returns the columns of m, one after the other; nil stays nil.
func vectorLists(m *mat.Dense) [][]number {
	if m == nil {
		return nil
	}
	_, count := m.Dims()
	lists := make([][]number, count)
	for c := range lists {
		lists[c] = converted[number](mat.Col(nil, c, m))
	}
	return lists
}

// ofVectorLists returns the matrix with these columns, and nil for nil. Columns of different lengths,
// or another number of them than want, are an [ErrDimension].
func ofVectorLists(lists [][]number, want int) (*mat.Dense, error) {
	switch {
	case lists == nil:
		return nil, nil
	case len(lists) != want:
		return nil, ErrDimension{Arg: "Vectors", Got: len(lists), Want: want}
	case want == 0:
		return &mat.Dense{}, nil
	}
	n := len(lists[0])
	for c, v := range lists {
		if len(v) != n || n == 0 {
			return nil, ErrDimension{Arg: fmt.Sprintf("Vectors[%d]", c), Got: len(v), Want: max(1, n)}
		}
	}
	m := mat.NewDense(n, len(lists), nil)
	for c, v := range lists {
		m.SetCol(c, converted[float64](v))
	}
	return m, nil
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

// A ritzJSON is a Ritz as it stands in JSON.
type ritzJSON struct {
	Values    []number
	Residuals []number
	Vectors   [][]number `json:",omitzero"` // one after the other
	Steps     int
	Products  int
	Restarts  int
	Shift     number
}

// MarshalJSON writes the vectors as a list of lists, one for each pair, and what is not
// finite as a string. UnmarshalJSON reads the same Ritz from it.
func (r Ritz) MarshalJSON() ([]byte, error) {
	return json.Marshal(ritzJSON{Values: converted[number](r.Values), Residuals: converted[number](r.Residuals), Vectors: vectorLists(r.Vectors),
		Steps: r.Steps, Products: r.Products, Restarts: r.Restarts, Shift: number(r.Shift)})
}

// UnmarshalJSON reads what MarshalJSON writes. Residuals or vectors that are not as many as the
// values, and vectors of different lengths, are an [ErrDimension]; what else is wrong is an [ErrJSON].
func (r *Ritz) UnmarshalJSON(data []byte) error {
	var j ritzJSON
	if err := unmarshal(data, "Ritz", &j); err != nil {
		return err
	}
	if len(j.Residuals) != len(j.Values) {
		return ErrDimension{Arg: "Residuals", Got: len(j.Residuals), Want: len(j.Values)}
	}
	vectors, err := ofVectorLists(j.Vectors, len(j.Values))
	if err != nil {
		return err
	}
	*r = Ritz{Values: converted[float64](j.Values), Residuals: converted[float64](j.Residuals), Vectors: vectors,
		Steps: j.Steps, Products: j.Products, Restarts: j.Restarts, Shift: float64(j.Shift)}
	return nil
}

// An estimateJSON is an Estimate as it stands in JSON.
type estimateJSON struct {
	Value, StdErr     number
	Products, Samples int
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Estimate
// from it.
func (e Estimate) MarshalJSON() ([]byte, error) {
	return json.Marshal(estimateJSON{number(e.Value), number(e.StdErr), e.Products, e.Samples})
}

// UnmarshalJSON reads what MarshalJSON writes; what else it finds is an [ErrJSON].
func (e *Estimate) UnmarshalJSON(data []byte) error {
	var j estimateJSON
	if err := unmarshal(data, "Estimate", &j); err != nil {
		return err
	}
	*e = Estimate{float64(j.Value), float64(j.StdErr), j.Products, j.Samples}
	return nil
}
