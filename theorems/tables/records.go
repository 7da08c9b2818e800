package tables

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"
)

// Records is a record file that runs are added to. It is locked for other processes where
// the system can do that.
type records struct {
	header header
	file   *os.File
	index  index
	asked  map[string]int // how many runs of a cell were asked for, at most
	notes  []string

	mu     sync.Mutex
	closed bool
	end    int64
	synced time.Time // when the disk was last asked to have everything
}

// openRecords opens a record file for a table and a seed, or makes it; "" is a file that
// vanishes.
func openRecords(path string, h header) (r *records, err error) {
	f, err := recordFile(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			release(f)
		}
	}()
	if err := own(f); err != nil {
		return nil, err
	}
	r = &records{header: h, file: f, asked: map[string]int{}}
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, ErrRecords{f.Name(), 0, "is no file", "give the path of one"}
	case info.Size() == 0:
		r.index = index{}
		return r, r.write(append(h.line(), buildLine(build())...))
	}
	s, err := scan(f, h)
	if err != nil {
		return nil, err
	}
	if s.torn {
		if err := f.Truncate(s.end); err != nil {
			return nil, err
		}
	}
	r.end, r.notes, r.asked = s.end, s.notes(f.Name()), s.asked
	if r.index, err = newIndex(h, s.spans); err != nil {
		return nil, err
	}
	if b := build(); s.build != fmt.Sprintf("%q", b) {
		return r, r.write(buildLine(b))
	}
	return r, nil
}

func recordFile(path string) (*os.File, error) {
	if path == "" {
		f, err := os.CreateTemp("", "saddle-*.records")
		if err == nil && runtime.GOOS != "windows" {
			os.Remove(f.Name()) // the open file stays
		}
		return f, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
}

// write appends whole lines, all or nothing as far as the system can.
func (r *records) write(lines []byte) error {
	if _, err := r.file.WriteAt(lines, r.end); err != nil {
		return errors.Join(fmt.Errorf("tables: writing %s: %w", r.file.Name(), err), r.file.Truncate(r.end))
	}
	r.end += int64(len(lines))
	return nil
}

// ask notes that so many runs of cells are asked for: without it nobody could tell a file that
// is complete from one that was interrupted.
func (r *records) ask(cells []string, runs int) error {
	var lines []byte
	for _, cell := range cells {
		if r.asked[cell] < runs {
			r.asked[cell] = runs
			lines = append(lines, askedLine(cell, runs)...)
		}
	}
	if lines == nil {
		return nil
	}
	return r.write(lines)
}

// add keeps the results of a lease. What comes after close is dropped.
func (r *records) add(l lease, results []json.RawMessage) error {
	line := recordLine(l, results)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil
	}
	at := r.end
	if err := r.write(line); err != nil {
		return err
	}
	r.index[l.cell] = append(r.index[l.cell], span{l, r.file, 0, at, len(line)})
	if time.Since(r.synced) < syncEvery {
		return nil
	}
	r.synced = time.Now()
	return r.file.Sync()
}

// syncEvery is how much work a machine that loses its power may lose; a process that is killed
// loses none of what was written.
const syncEvery = time.Second

// finish takes no more results, and sorts what there is.
func (r *records) finish() (err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	if err := r.file.Sync(); err != nil {
		return err
	}
	var all [][]span
	for _, spans := range r.index {
		all = append(all, spans)
	}
	r.index, err = newIndex(r.header, all...)
	return err
}

func (r *records) close() error { return release(r.file) }

// own locks a record file for this process.
func own(f *os.File) error {
	if err := lock(f); err != nil {
		return ErrRecords{f.Name(), 0, "cannot be locked: " + err.Error(), "wait for the other, or give another file with --out"}
	}
	return nil
}

// release closes a file that is owned, and gives the lock back first: a process that is being
// started may hold the file for a moment longer.
func release(f *os.File) error {
	unlock(f)
	return f.Close()
}

// build says by what program results were made.
func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return runtime.Version()
	}
	text := info.Main.Path + " " + info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" || s.Key == "vcs.modified" {
			text += " " + s.Key[len("vcs."):] + "=" + s.Value
		}
	}
	return fmt.Sprintf("%s %s %s/%s", text, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
