package spectra

import (
	"encoding/json"
	"fmt"
)

// A quadratureJSON is a Quadrature as it stands in JSON.
type quadratureJSON struct {
	Nodes, Weights []number
	Exact          bool
	Rounding       number
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Quadrature from
// it.
func (q Quadrature) MarshalJSON() ([]byte, error) {
	return json.Marshal(quadratureJSON{converted[number](q.Nodes), converted[number](q.Weights), q.Exact, number(q.Rounding)})
}

// UnmarshalJSON reads what MarshalJSON writes. Weights that are not as many as the nodes are an
// [ErrDimension], nodes that do not ascend and weights below 0 an [ErrArgument]; what else is wrong
// is an [ErrJSON].
func (q *Quadrature) UnmarshalJSON(data []byte) error {
	var j quadratureJSON
	if err := unmarshal(data, "Quadrature", &j); err != nil {
		return err
	}
	if len(j.Weights) != len(j.Nodes) {
		return ErrDimension{Arg: "Weights", Got: len(j.Weights), Want: len(j.Nodes)}
	}
	if err := ascending("Nodes", j.Nodes); err != nil {
		return err
	}
	for i, w := range j.Weights {
		if !(w >= 0) {
			return ErrArgument{Arg: fmt.Sprintf("Weights[%d]", i), Value: float64(w), Want: "0 or more"}
		}
	}
	*q = Quadrature{converted[float64](j.Nodes), converted[float64](j.Weights), j.Exact, float64(j.Rounding)}
	return nil
}

// ascending returns an [ErrArgument] for the first number that is below the one before it, or a
// NaN.
func ascending(name string, x []number) error {
	for i, v := range x {
		if v != v || i > 0 && v < x[i-1] {
			return ErrArgument{Arg: fmt.Sprintf("%s[%d]", name, i), Value: float64(v), Want: "numbers in ascending order"}
		}
	}
	return nil
}

// A measureJSON is a Measure as it stands in JSON.
type measureJSON struct {
	Dim       int
	Probes    []Quadrature
	Products  int
	Departure number
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Measure from it.
func (m Measure) MarshalJSON() ([]byte, error) {
	return json.Marshal(measureJSON{m.Dim, m.Probes, m.Products, number(m.Departure)})
}

// UnmarshalJSON reads what MarshalJSON writes. Errors are those of a [Quadrature], an
// [ErrArgument] for a negative Dim, and an [ErrJSON].
func (m *Measure) UnmarshalJSON(data []byte) error {
	var j measureJSON
	if err := unmarshal(data, "Measure", &j); err != nil {
		return err
	}
	if j.Dim < 0 {
		return ErrArgument{Arg: "Dim", Value: float64(j.Dim), Want: "0 or more"}
	}
	*m = Measure{j.Dim, j.Probes, j.Products, float64(j.Departure)}
	return nil
}
