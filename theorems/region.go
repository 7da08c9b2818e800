package theorems

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"saddle/theorems/stats"
)

// A Region is an interval of values of a mean. An infinite end is no bound on
// that side.
type Region struct {
	Lo, Hi float64
	// From says where it comes from, as "126 of 1000 at 99.99 %".
	From string
}

// Between is the region [lo, hi].
func Between(lo, hi float64) Region { return Region{Lo: lo, Hi: hi} }

// Near is the region [x−d, x+d].
func Near(x, d float64) Region { return Region{x - d, x + d, fmt.Sprintf("%.6g ± %g", x, d)} }

// Published is the region of a rate of which a paper saw x in m: the
// Clopper–Pearson interval at the given level, as 0.9999. It panics unless
// 0 ≤ x ≤ m, m > 0 and 0 < level < 1.
func Published(x, m int, level float64) Region {
	if x < 0 || x > m || m <= 0 || !(level > 0 && level < 1) {
		panic(fmt.Sprintf("theorems: no rate %d of %d at level %v", x, m, level))
	}
	lo, hi := stats.ClopperPearson(float64(x), float64(m), 1-level)
	return Region{lo, hi, fmt.Sprintf("%d of %d at %g %%", x, m, 100*level)}
}

// String returns the bounds, and where they come from.
func (r Region) String() string {
	s := fmt.Sprintf("[%.6g, %.6g]", r.Lo, r.Hi)
	if r.From != "" {
		s += " (" + r.From + ")"
	}
	return s
}

type regionJSON struct {
	Lo   end    `json:"lo"`
	Hi   end    `json:"hi"`
	From string `json:"from,omitempty"`
}

// MarshalJSON returns {"lo":…, "hi":…, "from":…}: numbers, or the strings
// "-Inf", "+Inf" and "NaN", for which JSON has no numbers; from is left out if
// it is empty.
func (r Region) MarshalJSON() ([]byte, error) {
	return json.Marshal(regionJSON{end(r.Lo), end(r.Hi), r.From})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Region) UnmarshalJSON(data []byte) error {
	var j regionJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	*r = Region{float64(j.Lo), float64(j.Hi), j.From}
	return nil
}

// An end is an end of a region, in JSON.
type end float64

// MarshalJSON returns a number, or a string if JSON has no number for it.
func (e end) MarshalJSON() ([]byte, error) {
	if x := float64(e); math.IsInf(x, 0) || math.IsNaN(x) {
		return json.Marshal(strconv.FormatFloat(x, 'g', -1, 64))
	}
	return json.Marshal(float64(e))
}

// UnmarshalJSON reads what MarshalJSON writes.
func (e *end) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) != nil {
		return json.Unmarshal(data, (*float64)(e))
	}
	x, err := strconv.ParseFloat(s, 64)
	*e = end(x)
	return err
}
