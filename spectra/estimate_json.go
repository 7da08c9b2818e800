package spectra

import "encoding/json"

// A diagonalJSON is a DiagonalEstimate as it stands in JSON.
type diagonalJSON struct {
	Values, StdErrs   []number
	Ranges            []Estimate
	Products, Samples int
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same from it.
func (d DiagonalEstimate) MarshalJSON() ([]byte, error) {
	return json.Marshal(diagonalJSON{converted[number](d.Values), converted[number](d.StdErrs), d.Ranges, d.Products, d.Samples})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *DiagonalEstimate) UnmarshalJSON(data []byte) error {
	var j diagonalJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	*d = DiagonalEstimate{converted[float64](j.Values), converted[float64](j.StdErrs), j.Ranges, j.Products, j.Samples}
	return nil
}

// A gaussJSON is a GaussRule as it stands in JSON.
type gaussJSON struct{ Nodes, Weights, LogWeights []number }

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same from it.
func (g GaussRule) MarshalJSON() ([]byte, error) {
	return json.Marshal(gaussJSON{converted[number](g.Nodes), converted[number](g.Weights), converted[number](g.LogWeights)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (g *GaussRule) UnmarshalJSON(data []byte) error {
	var j gaussJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	*g = GaussRule{converted[float64](j.Nodes), converted[float64](j.Weights), converted[float64](j.LogWeights)}
	return nil
}
