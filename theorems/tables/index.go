package tables

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"saddle/theorems"
)

// An index says where the runs of each cell are.
type index map[string][]span

// An ErrConflict reports a run with two results.
type ErrConflict struct {
	Key     theorems.Key
	Files   [2]string
	Lines   [2]int
	Results [2]string
}

// Error says what is wrong and what would do.
func (e ErrConflict) Error() string {
	return fmt.Sprintf("tables: the run %v has two results: %s in line %d of %s, and %s in line %d of %s; replay it to see which is right, and delete the other line",
		e.Key, e.Results[0], e.Lines[0], e.Files[0], e.Results[1], e.Lines[1], e.Files[1])
}

// newIndex unites what several files have: commutative, associative, idempotent. A run with
// two results is an ErrConflict.
func newIndex(h header, files ...[]span) (index, error) {
	x := index{}
	for _, f := range files {
		for _, s := range f {
			x[s.cell] = append(x[s.cell], s)
		}
	}
	for cell, spans := range x {
		slices.SortStableFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
		kept := spans[:0]
		end := 0 // of what kept covers, the last of it from its own from on
		for _, s := range spans {
			if s.from < end {
				if err := agree(h, kept[len(kept)-1], s); err != nil {
					return nil, err
				}
			}
			if s.to > end {
				kept = append(kept, s)
				end = s.to
			}
		}
		x[cell] = kept
	}
	return x, nil
}

// agree compares the results of the runs that both spans have.
func agree(h header, a, b span) error {
	from, to := max(a.from, b.from), min(a.to, b.to)
	if from >= to {
		return nil
	}
	left, err := a.results()
	if err != nil {
		return err
	}
	right, err := b.results()
	if err != nil {
		return err
	}
	for i := from; i < to; i++ {
		if x, y := left[i-a.from], right[i-b.from]; !bytes.Equal(x, y) {
			return ErrConflict{h.key(a.cell, i), [2]string{a.file.Name(), b.file.Name()}, [2]int{a.line, b.line}, [2]string{string(x), string(y)}}
		}
	}
	return nil
}

// results returns what each run of the span gave.
func (s span) results() (out []json.RawMessage, err error) {
	text, err := s.read()
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &out); err != nil || len(out) != s.to-s.from {
		return nil, s.malformed()
	}
	return out, nil
}

func (s span) malformed() error {
	return ErrRecords{s.file.Name(), s.line, fmt.Sprintf("has a right checksum and not the results of %v", s.lease), "it was written by another version; give another file"}
}

// key names a run of a cell.
func (h header) key(cell string, i int) theorems.Key {
	return theorems.Key{Claim: h.Table, Cell: cell, Seed: h.Seed, Index: i}
}

// whole reports whether there are the runs of a cell from 0 to n − 1, and no other.
func (x index) whole(cell string, n int) bool { return x.exactly(cell, 0, n) }

// exactly reports whether the runs of a cell are those from from to to − 1.
func (x index) exactly(cell string, from, to int) bool {
	spans := x[cell]
	return len(spans) > 0 && spans[0].from == from && spans[len(spans)-1].to == to && len(x.missing(cell, from, to)) == 0
}

// missing returns what of the runs from from to to of a cell there is not.
func (x index) missing(cell string, from, to int) (out []lease) {
	for _, s := range x[cell] {
		if s.from >= to {
			break
		}
		if s.from > from {
			out = append(out, lease{cell, from, s.from})
		}
		from = max(from, s.to)
	}
	if from < to {
		out = append(out, lease{cell, from, to})
	}
	return out
}
