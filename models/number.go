package models

import (
	"encoding/json"
	"fmt"
	"math/big"
)

// digits of a bound in text, and in JSON
const (
	textDigits = 6
	jsonDigits = 17
)

// String returns the number if it is exact and not long, as "-1/3", and else its bounds, rounded
// outward, as "[0.693147, 0.693148]"; "unknown" without bounds.
func (x Number) String() string {
	if x.Lo == nil || x.Hi == nil {
		return "unknown"
	}
	if x.Exact != nil {
		if s := x.Exact.RatString(); len(s) <= 20 {
			return s
		}
	}
	lo, hi := decimal(x.Lo, textDigits, -1), decimal(x.Hi, textDigits, 1)
	if lo == hi {
		return lo
	}
	return "[" + lo + ", " + hi + "]"
}

// decimal returns c with so many digits, rounded down for the side −1 and up for 1.
func decimal(c *big.Rat, digits, side int) string {
	f := new(big.Float).SetPrec(uint(4*digits + 64)).SetRat(c)
	for {
		text := f.Text('g', digits)
		back, _ := new(big.Rat).SetString(text)
		if back.Cmp(c)*side >= 0 {
			return text
		}
		// one more unit of the last digit
		unit := new(big.Float).SetMantExp(big.NewFloat(1), f.MantExp(nil)-3*digits-3)
		if side < 0 {
			unit.Neg(unit)
		}
		f.Add(f, unit)
	}
}

type numberJSON struct {
	Exact string `json:"exact,omitempty"`
	Lo    string `json:"lo,omitempty"`
	Hi    string `json:"hi,omitempty"`
}

// MarshalJSON writes {"exact": "-1/3"} or {"lo": "0.69…", "hi": "0.69…"} with decimals that are
// rounded outward. UnmarshalJSON reads it: the bounds as they were rounded.
func (x Number) MarshalJSON() ([]byte, error) {
	switch {
	case x.Exact != nil:
		return json.Marshal(numberJSON{Exact: x.Exact.RatString()})
	case x.Lo == nil || x.Hi == nil:
		return []byte("null"), nil
	}
	return json.Marshal(numberJSON{Lo: decimal(x.Lo, jsonDigits, -1), Hi: decimal(x.Hi, jsonDigits, 1)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (x *Number) UnmarshalJSON(data []byte) error {
	var j numberJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	*x = Number{}
	for _, part := range []struct {
		text string
		to   **big.Rat
	}{{j.Exact, &x.Exact}, {j.Lo, &x.Lo}, {j.Hi, &x.Hi}} {
		if part.text == "" {
			continue
		}
		c, ok := new(big.Rat).SetString(part.text)
		if !ok {
			return fmt.Errorf("models: %q is no number", part.text)
		}
		*part.to = c
	}
	if x.Exact != nil {
		x.Lo, x.Hi = x.Exact, x.Exact
	}
	return nil
}

// NumberOf returns an exact number.
func NumberOf(c *big.Rat) Number { return Number{c, c, c} }
