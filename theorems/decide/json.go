package decide

import (
	"encoding/json"
	"math"
	"math/big"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems/exact"
)

// Format names the JSON form of a Decision.
const Format = "saddle-decide/1"

// decisionJSON is a Decision in JSON. Rational numbers are strings, as "1/3"; numbers that are
// exact or bounded are those of models.Number.
type decisionJSON struct {
	Format   string          `json:"format"`
	Formula  string          `json:"formula,omitempty"`
	Names    []string        `json:"names"`
	Point    []string        `json:"point"`
	Kind     Kind            `json:"kind"`
	Strict   bool            `json:"strict"`
	Grade    Grade           `json:"grade"`
	Loss     *models.Number  `json:"loss,omitempty"`
	Gradient []models.Number `json:"gradient,omitempty"`
	Inertia  *inertiaJSON    `json:"inertia,omitempty"`
	Descent  *descentJSON    `json:"descent,omitempty"`
	Near     *nearJSON       `json:"near,omitempty"`
	Why      string          `json:"why"`
}

type inertiaJSON struct {
	Negative int `json:"negative"`
	Zero     int `json:"zero"`
	Positive int `json:"positive"`
	Unsure   int `json:"unsure,omitempty"`
}

type descentJSON struct {
	Curve       []string      `json:"curve"`
	Order       int           `json:"order"`
	Coefficient models.Number `json:"coefficient"`
}

// nearJSON is a certificate: exactly one critical point lies within the radius of the point.
type nearJSON struct {
	Point   []float64    `json:"point"`
	Radius  float64      `json:"radius"`
	Inertia *inertiaJSON `json:"inertia"`
	Loss    *[2]float64  `json:"loss,omitempty"` // without it, beyond float64
}

func inertiaOf(in *spectra.Inertia) *inertiaJSON {
	if in == nil {
		return nil
	}
	return &inertiaJSON{in.Neg, in.Zero, in.Pos, in.Unsure}
}

// MarshalJSON writes the decision in the format [Format].
func (d Decision) MarshalJSON() ([]byte, error) {
	j := decisionJSON{
		Format: Format, Formula: d.Formula, Names: append([]string{}, d.Names...), Point: []string{}, Kind: d.Kind, Strict: d.Strict, Grade: d.Grade,
		Gradient: d.Gradient, Inertia: inertiaOf(d.Inertia), Why: d.Why,
	}
	for _, x := range d.Point {
		j.Point = append(j.Point, x.RatString())
	}
	if d.Loss.Lo != nil {
		j.Loss = &d.Loss
	}
	if c := d.Descent; c != nil {
		j.Descent = &descentJSON{exact.Coordinates(c.Delta, (*big.Rat).RatString), c.Order, c.Coefficient}
	}
	if c := d.Near; c != nil {
		j.Near = &nearJSON{Point: c.W, Radius: c.R, Inertia: inertiaOf(&c.Inertia)}
		if !math.IsInf(c.Loss.Lo, 0) && !math.IsInf(c.Loss.Hi, 0) {
			j.Near.Loss = &[2]float64{c.Loss.Lo, c.Loss.Hi}
		}
	}
	return json.Marshal(j)
}
