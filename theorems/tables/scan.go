package tables

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
)

// An ErrRecords reports a record file that cannot be used.
type ErrRecords struct {
	File string
	Line int // counted from 1; 0 is the file as a whole
	Why  string
	Do   string // what would do
}

// Error says what is wrong and what would do.
func (e ErrRecords) Error() string {
	at := e.File
	if e.Line > 0 {
		at = fmt.Sprintf("line %d of %s", e.Line, e.File)
	}
	return fmt.Sprintf("tables: %s %s: %s", at, e.Why, e.Do)
}

// A span is where a file has the runs of a lease.
type span struct {
	lease
	file   *os.File
	line   int
	offset int64
	length int
}

// A scanned file is what reading through it has shown.
type scanned struct {
	build string         // of the last line that says so
	asked map[string]int // for each cell, how many runs were asked for, at most
	spans []span
	// damaged are the lines whose checksum is wrong; their runs are missing.
	damaged []int
	// end is where the last whole line ends; torn says that something follows.
	end  int64
	torn bool
}

// longestLine is more than any lease writes.
const longestLine = 1 << 28

// scan reads through a record file of the given header.
func scan(f *os.File, want header) (*scanned, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	s := &scanned{asked: map[string]int{}}
	r := bufio.NewReaderSize(f, 1<<20)
	for n := 1; ; n++ {
		line, err := nextLine(r)
		if err == bufio.ErrTooLong {
			return nil, ErrRecords{f.Name(), n, "is longer than any record", "give another file"}
		}
		if len(line) == 0 && err == io.EOF {
			break
		}
		if err != nil && err != io.EOF {
			return nil, err
		}
		if err == io.EOF {
			s.torn = true // written when the process was killed
			if n == 1 {
				return nil, start(f.Name(), line, want)
			}
			break
		}
		if n == 1 {
			if err := start(f.Name(), line, want); err != nil {
				return nil, err
			}
		} else if err := s.add(f, n, line); err != nil {
			return nil, err
		}
		s.end += int64(len(line))
	}
	if s.end == 0 {
		return nil, ErrRecords{f.Name(), 0, "is empty", "give a record file, as saddle table writes"}
	}
	return s, nil
}

// nextLine returns the next line with its newline, or what is left before io.EOF.
func nextLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if err != bufio.ErrBufferFull {
			return line, err
		}
		if len(line) > longestLine {
			return nil, bufio.ErrTooLong
		}
	}
}

// start reads the header.
func start(file string, line []byte, want header) error {
	h, ok := parseHeader(line)
	if !ok {
		if !bytes.Contains(line, []byte("saddle-records")) {
			return ErrRecords{file, 1, "is no header", "this is no record file; give another"}
		}
		return ErrRecords{file, 1, "is damaged", "it says which table the records are of; if they are of this one, put in its place\n" + string(want.line()) + "and else give another file"}
	}
	differs := func(what string, got, want any) error {
		return ErrRecords{file, 1, fmt.Sprintf("says %s %v, not %v", what, got, want), "results of both cannot be united; give another file"}
	}
	switch {
	case h.Format != want.Format:
		return differs("format", h.Format, want.Format)
	case h.Table != want.Table:
		return differs("table", h.Table, want.Table)
	case h.Version != want.Version:
		return differs("version", h.Version, want.Version)
	case h.Seed != want.Seed:
		return differs("seed", h.Seed, want.Seed)
	}
	return nil
}

func (s *scanned) add(f *os.File, n int, line []byte) error {
	text, ok := opened(line)
	if !ok {
		s.damaged = append(s.damaged, n)
		return nil
	}
	if build, ok := bytes.CutPrefix(text, []byte("build ")); ok {
		s.build = string(build)
		return nil
	}
	if cell, runs, ok := parseAsked(text); ok {
		s.asked[cell] = max(s.asked[cell], runs)
		return nil
	}
	l, _, ok := parseRecord(text)
	if !ok {
		return ErrRecords{f.Name(), n, "has a right checksum and is no record", "it was written by another version; give another file"}
	}
	s.spans = append(s.spans, span{l, f, n, s.end, len(line)})
	return nil
}

// notes say what reading through a file has shown that its user should know.
func (s *scanned) notes(file string) (out []string) {
	for _, n := range s.damaged {
		out = append(out, fmt.Sprintf("line %d of %s is damaged (its checksum is wrong): its runs count as not made, and are made again by the same saddle table command; delete the line to be rid of this note", n, file))
	}
	if s.torn {
		out = append(out, fmt.Sprintf("the last line of %s is torn, as when a process was killed: it is dropped, and its runs are made again", file))
	}
	return out
}

// read returns the text of the results of a span.
func (s span) read() ([]byte, error) {
	line := make([]byte, s.length)
	if _, err := s.file.ReadAt(line, s.offset); err != nil {
		return nil, err
	}
	text, sealed := opened(line)
	l, results, ok := parseRecord(text)
	if !sealed || !ok || l != s.lease {
		return nil, ErrRecords{s.file.Name(), s.line, "has changed while it was read", "do not write to it meanwhile"}
	}
	return results, nil
}
