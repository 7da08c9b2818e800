package tables

import (
	"encoding/json"
	"os"
)

// Results reads what the runs of a cell gave from a record file, and returns it by their indices. It is for
// those who want the runs and no rows, as of a grid whose nodes are the runs. The errors are those of
// [Table.Merge].
func (t Table[C, R]) Results(file string, c C) (map[int]R, error) {
	if err := t.malformed(); err != nil {
		return nil, err
	}
	name, err := cellName(c)
	if err != nil {
		return nil, ErrTable{t.Name, err.Error()}
	}
	_, seed, err := TableOf(file)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s, err := scan(f, t.header(seed))
	if err != nil {
		return nil, err
	}
	x, err := newIndex(t.header(seed), s.spans)
	if err != nil {
		return nil, err
	}
	out := map[int]R{}
	for _, span := range x[name] {
		text, err := span.read()
		if err != nil {
			return nil, err
		}
		var results []R
		if err := json.Unmarshal(text, &results); err != nil || len(results) != span.to-span.from {
			return nil, span.malformed()
		}
		for i, r := range results {
			out[span.from+i] = r
		}
	}
	return out, nil
}
