package spectra

import (
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
		return fmt.Errorf("spectra: %s is no number in JSON, want one, or \"+Inf\", \"-Inf\" or \"NaN\"", data)
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

// A ritzJSON is a Ritz as it stands in JSON.
type ritzJSON struct {
	Values    []number
	Residuals []number
	Vectors   [][]number `json:",omitempty"` // one after the other
	Steps     int
	Products  int
	Restarts  int
	Shift     number
}

// MarshalJSON writes the vectors as a list of lists, one for each pair, and what is not
// finite as a string. UnmarshalJSON reads the same Ritz from it.
func (r Ritz) MarshalJSON() ([]byte, error) {
	j := ritzJSON{Values: converted[number](r.Values), Residuals: converted[number](r.Residuals),
		Steps: r.Steps, Products: r.Products, Restarts: r.Restarts, Shift: number(r.Shift)}
	if r.Vectors != nil {
		_, columns := r.Vectors.Dims()
		for c := range columns {
			j.Vectors = append(j.Vectors, converted[number](mat.Col(nil, c, r.Vectors)))
		}
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON writes. Vectors of different lengths are an
// [ErrDimension].
func (r *Ritz) UnmarshalJSON(data []byte) error {
	var j ritzJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	read := Ritz{Values: converted[float64](j.Values), Residuals: converted[float64](j.Residuals),
		Steps: j.Steps, Products: j.Products, Restarts: j.Restarts, Shift: float64(j.Shift)}
	if len(j.Vectors) > 0 {
		n := len(j.Vectors[0])
		for c, v := range j.Vectors {
			if len(v) != n || n == 0 {
				return ErrDimension{Arg: fmt.Sprintf("Vectors[%d]", c), Got: len(v), Want: max(1, n)}
			}
		}
		read.Vectors = mat.NewDense(n, len(j.Vectors), nil)
		for c, v := range j.Vectors {
			read.Vectors.SetCol(c, converted[float64](v))
		}
	}
	*r = read
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

// UnmarshalJSON reads what MarshalJSON writes.
func (e *Estimate) UnmarshalJSON(data []byte) error {
	var j estimateJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	*e = Estimate{float64(j.Value), float64(j.StdErr), j.Products, j.Samples}
	return nil
}
