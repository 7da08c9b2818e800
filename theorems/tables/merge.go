package tables

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
)

// TableOf returns the name of the table that a record file is of, and its seed.
func TableOf(path string) (table string, seed uint64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	line, err := bufio.NewReader(io.LimitReader(f, 1<<16)).ReadBytes('\n')
	if err != nil && err != io.EOF {
		return "", 0, err
	}
	h, ok := parseHeader(line)
	if !ok {
		return "", 0, ErrRecords{path, 1, "is no header, or damaged", "give a record file, as saddle table writes"}
	}
	return h.Table, h.Seed, nil
}

// Merge returns the rows that several record files come to together: the same in any order,
// and whichever of them are given twice. A run with two results is an [ErrConflict]; files of
// another table, version or seed are refused. If out is not nil, the united records are written
// to it, the same for the same records. Note, if not nil, is told what is damaged. Missing
// counts what the cells lack of the number of runs of the one with the most.
func (t Table[C, R]) Merge(files []string, out io.Writer, note func(string)) (Report, error) {
	if err := t.malformed(); err != nil {
		return Report{}, err
	}
	if len(files) == 0 {
		return Report{}, ErrOption{"the list of files", "empty", "record files, as saddle table writes"}
	}
	_, seed, err := TableOf(files[0])
	if err != nil {
		return Report{}, err
	}
	h := t.header(seed)
	var spans [][]span
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			return Report{}, err
		}
		defer f.Close()
		s, err := scan(f, h)
		if err != nil {
			return Report{}, err
		}
		if note != nil {
			for _, n := range s.notes(path) {
				note(n)
			}
		}
		spans = append(spans, s.spans)
	}
	x, err := newIndex(h, spans...)
	if err != nil {
		return Report{}, err
	}
	if out != nil {
		if err := x.write(h, out); err != nil {
			return Report{}, err
		}
	}
	return t.merged(h, x)
}

func (t Table[C, R]) merged(h header, x index) (Report, error) {
	cells, err := t.recorded(x)
	if err != nil {
		return Report{}, err
	}
	report, err := t.report(h, x, cells)
	for _, c := range cells {
		name, _ := cellName(c)
		for _, l := range x.missing(name, 0, x.most()) {
			report.Missing += l.to - l.from
		}
	}
	if len(report.Rows) == 0 {
		err = errors.Join(err, errNoRuns)
	}
	return report, err
}

// write writes the records in order of cells and runs.
func (x index) write(h header, w io.Writer) error {
	b := bufio.NewWriterSize(w, 1<<20)
	b.Write(h.line())
	for _, cell := range slices.Sorted(maps.Keys(x)) {
		for _, s := range x[cell] {
			line := make([]byte, s.length)
			if _, err := s.file.ReadAt(line, s.offset); err != nil {
				return err
			}
			b.Write(line)
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("tables: writing the united records: %w", err)
	}
	return nil
}
