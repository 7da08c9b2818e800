package theorems

import "encoding/json"

// MarshalJSON returns the fields of r, with "ok", which says whether Err is nil,
// and "errors", what it says if not.
func (r Report) MarshalJSON() ([]byte, error) {
	type plain Report
	return json.Marshal(struct {
		OK bool `json:"ok"`
		plain
		Errors []string `json:"errors,omitempty"`
	}{r.Err() == nil, plain(r), r.errors()})
}

// MarshalJSON returns the fields of c, with "ok", as OK says.
func (c Control) MarshalJSON() ([]byte, error) {
	type plain Control
	return json.Marshal(struct {
		plain
		OK bool `json:"ok"`
	}{plain(c), c.OK()})
}
