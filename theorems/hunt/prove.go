package hunt

import (
	"encoding/json"

	"saddle/theorems/certify"
)

// Prove proves a strict local minimum near w, by certify.StrictMinimum, whose loss is above the least.
// The text is a JSON object with the point, the radius and the bounds.
func (f Formula) Prove(w []float64) (Proof, error) {
	m, err := certify.StrictMinimum(f.Tape, w, 0)
	if err != nil {
		return Proof{}, err
	}
	if !(m.Loss.Lo > f.Least) {
		return Proof{}, certify.ErrUnproved{Why: "it is a strict minimum, but its loss is not known to be above the least"}
	}
	text, err := json.Marshal(struct {
		W         []float64 `json:"w"`
		Tail      []float64 `json:"tail,omitempty"`
		Radius    float64   `json:"radius"`
		Gradient  float64   `json:"gradient"`
		Curvature float64   `json:"curvature"`
		Loss      float64   `json:"loss"`
	}{m.W, m.Tail, m.R, m.G, m.Mu, m.Loss.Lo})
	return Proof{m.W, m.Loss.Mid(), append(text, '\n')}, err
}
