package hunt

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// A Hunt is a search for minima over many cells, each of many searches. It is a table: its findings are
// kept in a record file, so that it survives an interrupt, goes on, and is split over machines; see
// package tables.
type Hunt[C any] struct {
	// Name is that of the source and of the hunt, as "safran2018/hunt".
	Name, Says string
	Source     theorems.Source
	Version    int // raised whenever the result of any search changes
	Cells      []C
	Searches   int // of each cell
	// Landscape returns the loss of a cell.
	Landscape func(c C) (Landscape, error)
	// Start returns where a search starts; nil is the Start of the landscape. An [ErrNoStart] ends the
	// search.
	Start func(c C, l Landscape, r *rand.Rand) ([]float64, error)
	// Keep is given every proof, by several goroutines at once, before the search that found it counts
	// as made: after a crash it may be given one again. nil keeps none.
	Keep func(c C, f Find, p Proof) error
	// Valid returns an error for cells that cannot be; nil accepts all.
	Valid func(c C) error
}

// noStart is the end of a search that had nowhere to start from.
const noStart = "no start"

// Table returns the hunt as a table: its rows count how searches end, and a class is an orbit.
func (h Hunt[C]) Table() tables.Table[C, Find] {
	return tables.Table[C, Find]{
		Name: h.Name, Says: h.Says, Source: h.Source, Version: h.Version, Cells: h.Cells, Runs: h.Searches, Valid: h.Valid,
		Run:     h.search,
		Tally:   func(_ C, f Find) tables.Tally { return f.tally() },
		Unknown: []string{NotConverged, NotProved, noStart},
		Row: func(_ C, s tables.Summary) []tables.Entry {
			return []tables.Entry{s.Rate("searches that end in a proved minimum", isMinimum, nil), s.Mean("loss at these", "F", isMinimum, "")}
		},
	}
}

// search makes one search.
func (h Hunt[C]) search(ctx context.Context, c C, r theorems.Run) (Find, error) {
	l, err := h.Landscape(c)
	if err != nil {
		return Find{}, err
	}
	if ctx.Err() != nil {
		return Find{}, context.Cause(ctx)
	}
	start := h.Start
	if start == nil {
		start = func(_ C, l Landscape, r *rand.Rand) ([]float64, error) { return l.Start(r), nil }
	}
	w, err := start(c, l, r.Rand)
	switch {
	case errors.As(err, new(ErrNoStart)):
		return Find{End: noStart}, nil
	case err != nil:
		return Find{}, err
	}
	f, proof := Search(l, w)
	if proof != nil && h.Keep != nil {
		if err := h.Keep(c, f, *proof); err != nil {
			return Find{}, fmt.Errorf("hunt: keeping %s: %w", f.Orbit, err)
		}
	}
	return f, nil
}

func isMinimum(class string) bool {
	return len(class) > len(Minimum) && class[:len(Minimum)] == Minimum
}

// tally counts a find. The class of a minimum is its orbit.
func (f Find) tally() tables.Tally {
	if f.End != Minimum {
		return tables.Tally{Class: f.End}
	}
	return tables.Tally{Class: Minimum + " " + f.Orbit, Values: []tables.Value{{Name: "F", X: f.F}, {Name: "λ_min", X: f.Curvature}, {Name: "steps", X: float64(f.Steps)}}}
}
