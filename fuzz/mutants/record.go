package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// A record is a file of lines, one for each result: what a stopped run leaves and
// the next one starts from. A line counts for one tree and one mutant only; a
// torn line counts for nothing.
type record struct {
	mu      sync.Mutex
	file    *os.File // nil: nothing is kept
	tree    string
	told    func(Mutant, Result) // nil, or hears each result
	Results map[string]Result
	// Seconds are the times of the steps without a mutant.
	Seconds map[string]float64
}

// A line is a result, or the time of a step of the tree as it is.
type line struct {
	Tree    string  `json:"tree"`
	Mutant  string  `json:"mutant,omitempty"`
	Result  *Result `json:"result,omitempty"`
	Step    string  `json:"step,omitempty"`
	Seconds float64 `json:"seconds,omitempty"`
}

// key identifies a mutant by what it does; its name and reasons may change.
func (m Mutant) key() string {
	h := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", m.File, m.After, m.Old, m.New))
	return hex.EncodeToString(h[:])[:16]
}

// openRecord reads what the file has about a tree, and appends to it. Without a path
// it keeps nothing.
func openRecord(path, tree string) (*record, error) {
	r := &record{tree: tree, Results: map[string]Result{}, Seconds: map[string]float64{}}
	if path == "" {
		return r, nil
	}
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for part := range bytes.Lines(text) {
		var l line
		switch {
		case json.Unmarshal(part, &l) != nil || l.Tree != tree:
		case l.Result != nil:
			r.Results[l.Mutant] = *l.Result
		case l.Step != "":
			r.Seconds[l.Step] = l.Seconds
		}
	}
	r.file, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err == nil && len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
		_, err = r.file.WriteString("\n")
	}
	return r, err
}

func (r *record) add(m Mutant, res Result) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Results[m.key()] = res
	if r.told != nil {
		r.told(m, res)
	}
	return r.write(line{Tree: r.tree, Mutant: m.key(), Result: &res})
}

func (r *record) time(step string, seconds float64) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Seconds[step] = seconds
	return r.write(line{Tree: r.tree, Step: step, Seconds: seconds})
}

func (r *record) write(l line) error {
	if r.file == nil {
		return nil
	}
	b, err := json.Marshal(l)
	if err == nil {
		_, err = r.file.Write(append(b, '\n'))
	}
	return err
}

func (r *record) close() error {
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}
