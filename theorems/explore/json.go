package explore

import (
	"encoding/json"

	"saddle/theorems/decide"
)

// Format names the JSON form of a Map.
const Format = "saddle-explore/1"

type mapJSON struct {
	Format     string      `json:"format"`
	Formula    string      `json:"formula,omitempty"`
	Names      []string    `json:"names"`
	Box        [][2]string `json:"box"`
	Seed       uint64      `json:"seed"`
	Starts     int         `json:"starts"`
	Walks      int         `json:"walks"`
	Symmetries int         `json:"symmetries"`
	Left       int         `json:"left"`
	Stuck      int         `json:"stuck"`
	Undefined  int         `json:"undefined"`
	Points     []rowJSON   `json:"points"`
}

type rowJSON struct {
	Decision  decide.Decision `json:"decision"`
	W         []float64       `json:"w"`
	Found     int             `json:"found"`
	Orbit     int             `json:"orbit,omitempty"`
	Seen      int             `json:"seen,omitempty"`
	Continuum bool            `json:"continuum,omitempty"`
	Flat      int             `json:"flat"`
}

// MarshalJSON writes the map in the format [Format]: a row holds a decision in the format of package
// decide, and the point in float64.
func (m Map) MarshalJSON() ([]byte, error) {
	j := mapJSON{Format: Format, Formula: m.Formula, Names: append([]string{}, m.Names...), Box: [][2]string{}, Seed: m.Seed, Starts: m.Starts, Walks: m.Walks,
		Symmetries: m.Symmetries, Left: m.Left, Stuck: m.Stuck, Undefined: m.Undefined, Points: []rowJSON{}}
	for _, r := range m.Box {
		j.Box = append(j.Box, [2]string{r.Lo.RatString(), r.Hi.RatString()})
	}
	for _, r := range m.Rows {
		j.Points = append(j.Points, rowJSON{r.Decision, append([]float64{}, r.w...), r.Found, r.Orbit, r.Seen, r.Continuum, r.Flat})
	}
	return json.Marshal(j)
}
