package surface

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// A Number is a float64 that JSON keeps: NaN, +Inf and −Inf are the strings "NaN", "+Inf" and "-Inf".
type Number float64

// MarshalJSON returns the shortest decimal that is read back as the same number.
func (x Number) MarshalJSON() ([]byte, error) {
	if finite(float64(x)) {
		return json.Marshal(float64(x))
	}
	return json.Marshal(written(float64(x)))
}

// UnmarshalJSON reads what MarshalJSON writes.
func (x *Number) UnmarshalJSON(data []byte) error {
	var v float64
	if json.Unmarshal(data, &v) == nil {
		*x = Number(v)
		return nil
	}
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || finite(v) {
		return fmt.Errorf("surface: %q is no number: want one, or NaN, +Inf or -Inf", s)
	}
	*x = Number(v)
	return nil
}

// written is the shortest decimal that is read back as the same number.
func written(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// read is what was written; ok is false for any other text.
func read(s string) (x float64, ok bool) {
	x, err := strconv.ParseFloat(s, 64)
	if math.IsNaN(x) {
		x = math.NaN()
	}
	return x, err == nil && written(x) == s
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
