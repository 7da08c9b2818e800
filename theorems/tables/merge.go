package tables

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
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
// another table, version or seed are refused. If out is not "", the united records are written
// to that file, the same for the same records; one that exists must be a record file of this
// table that nobody is writing, and its records are united with the others. Note, if not nil, is
// told what is damaged. Missing counts what was asked for when the files were made.
func (t Table[C, R]) Merge(files []string, out string, note func(string)) (report Report, err error) {
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
	if out != "" {
		held, err := hold(out)
		if err != nil {
			return Report{}, err
		}
		if held != nil {
			defer release(held)
			out = held.Name()
			files = append(slices.Clone(files), out)
		}
	}
	h := t.header(seed)
	u := united{header: h, asked: map[string]int{}}
	defer u.close()
	for _, path := range files {
		if err := u.read(path, note); err != nil {
			return Report{}, err
		}
	}
	if u.index, err = newIndex(h, u.spans...); err != nil {
		return Report{}, err
	}
	if report, err = t.merged(u); err != nil {
		return report, err
	}
	if out != "" {
		err = u.writeTo(out)
	}
	return report, err
}

// hold locks a record file that is to be replaced; nil is one that is not there.
func hold(path string) (*os.File, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, ErrRecords{path, 0, "is no file", "give the path of a record file, or of a new one"}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := own(f); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// errNoRuns is returned where there is nothing to make rows from.
var errNoRuns = errors.New("tables: no runs")

// United are the records of several files.
type united struct {
	header header
	files  []*os.File
	spans  [][]span
	asked  map[string]int
	index  index
}

func (u *united) read(path string, note func(string)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	u.files = append(u.files, f)
	s, err := scan(f, u.header)
	if err != nil {
		return err
	}
	if note != nil {
		for _, n := range s.notes(path) {
			note(n)
		}
	}
	u.spans = append(u.spans, s.spans)
	for cell, runs := range s.asked {
		u.asked[cell] = max(u.asked[cell], runs)
	}
	return nil
}

func (u *united) close() {
	for _, f := range u.files {
		release(f)
	}
}

func (t Table[C, R]) merged(u united) (Report, error) {
	cells, err := t.recorded(u.index)
	if err != nil {
		return Report{}, err
	}
	whole := func(cell string) bool { return u.index.whole(cell, u.asked[cell]) }
	report, err := t.report(u.header, u.index, cells, whole)
	if err != nil {
		return report, err
	}
	for cell, runs := range u.asked {
		report.Missing += runsOf(u.index.missing(cell, 0, runs))
	}
	if len(report.Rows) == 0 {
		return report, errNoRuns
	}
	return report, nil
}

// writeTo writes the records beside the place of a file, and then puts them there.
func (u *united) writeTo(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = errors.Join(u.write(f), f.Chmod(0o644), f.Sync(), f.Close())
	if err != nil {
		return fmt.Errorf("tables: writing the united records: %w", err)
	}
	return os.Rename(f.Name(), path)
}

// write writes the records in order of cells and runs.
func (u *united) write(w io.Writer) error {
	b := bufio.NewWriterSize(w, 1<<20)
	b.Write(u.header.line())
	for _, cell := range slices.Sorted(maps.Keys(u.asked)) {
		b.Write(askedLine(cell, u.asked[cell]))
	}
	for _, cell := range slices.Sorted(maps.Keys(u.index)) {
		for _, s := range u.index[cell] {
			line := make([]byte, s.length)
			if _, err := s.file.ReadAt(line, s.offset); err != nil {
				return err
			}
			b.Write(line)
		}
	}
	return b.Flush()
}
