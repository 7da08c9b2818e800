package theorems

import (
	"errors"
	"fmt"

	"saddle/theorems/internal/caught"
)

// Pictures returns what c has to show of a report of its own, checked: what cannot be drawn is
// left out and is an error, as is a panic.
func (c Claim[C]) Pictures(r Report) ([]Figure, error) { return pictured(c.Name, c.Figures, r) }

func pictured(name string, draw func(Report) []Figure, r Report) (out []Figure, err error) {
	if draw == nil {
		return nil, nil
	}
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, fmt.Errorf("theorems: %s: %w", name, caught.Panic("Figures", p, "theorems.pictured"))
		}
	}()
	seen := map[string]bool{}
	for _, f := range draw(r) {
		bad := f.Check()
		if bad == nil && seen[f.Name] {
			bad = ErrFigure{f.Name, "two figures have this name"}
		}
		if bad != nil {
			err = errors.Join(err, fmt.Errorf("theorems: %s: %w", name, bad))
			continue
		}
		seen[f.Name] = true
		out = append(out, f)
	}
	return out, err
}
