package tables

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"reflect"
	"strconv"
)

// recordFormat is the version of the form of record files.
const recordFormat = "saddle-records/1"

// A header is the first line of a record file.
type header struct {
	Format  string `json:"format"`
	Table   string `json:"table"`
	Version int    `json:"version"`
	Seed    uint64 `json:"seed"`
}

// A lease is some runs of a cell, from From up to To, that one worker makes.
type lease struct {
	cell     string
	from, to int
}

// runsOf returns how many runs some leases are.
func runsOf(leases []lease) int {
	n := 0
	for _, l := range leases {
		n += l.to - l.from
	}
	return n
}

func (l lease) String() string {
	return fmt.Sprintf("runs %d to %d of cell %s", l.from, l.to-1, l.cell)
}

// castagnoli finds every error of up to five bits in a line of any length that can occur.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealed returns a line: its checksum, then the text.
func sealed(text []byte) []byte {
	return fmt.Appendf(nil, "%08x %s\n", crc32.Checksum(text, castagnoli), text)
}

// opened returns the text of a line that ends with a newline, if its checksum is right.
func opened(line []byte) ([]byte, bool) {
	n := len(line)
	if n < 10 || line[n-1] != '\n' || line[8] != ' ' {
		return nil, false
	}
	text := line[9 : n-1]
	return text, string(line[:8]) == fmt.Sprintf("%08x", crc32.Checksum(text, castagnoli))
}

func (h header) line() []byte {
	text, _ := json.Marshal(h) // strings and integers
	return sealed(text)
}

// parseHeader reads the first line of a record file.
func parseHeader(line []byte) (h header, ok bool) {
	text, ok := opened(line)
	ok = ok && json.Unmarshal(text, &h) == nil && h.Format != ""
	return h, ok
}

// buildLine says by which build the lines behind it were made.
func buildLine(build string) []byte { return sealed(fmt.Appendf(nil, "build %q", build)) }

// askedLine says how many runs of a cell were asked for, whatever part of them is made here.
func askedLine(cell string, runs int) []byte {
	return sealed(fmt.Appendf(nil, "asked %d %s", runs, cell))
}

// parseAsked reads the text of such a line.
func parseAsked(text []byte) (cell string, runs int, ok bool) {
	text, ok = bytes.CutPrefix(text, []byte("asked "))
	number, name, found := bytes.Cut(text, []byte(" "))
	runs, err := strconv.Atoi(string(number))
	return string(name), runs, ok && found && err == nil && runs > 0 && runs <= mostRuns
}

// recordLine is the line of a lease: its runs, the cell, and what each run gave.
func recordLine(l lease, results []json.RawMessage) []byte {
	text := fmt.Appendf(nil, "%d %d %s [", l.from, l.to, l.cell)
	text = append(text, bytes.Join(rawBytes(results), []byte(","))...)
	return sealed(append(text, ']'))
}

func rawBytes(raw []json.RawMessage) [][]byte {
	out := make([][]byte, len(raw))
	for i, r := range raw {
		out[i] = r
	}
	return out
}

// parseRecord reads the text of a record up to its results.
func parseRecord(text []byte) (l lease, results []byte, ok bool) {
	parts := bytes.SplitN(text, []byte(" "), 3)
	if len(parts) < 3 {
		return l, nil, false
	}
	from, err := strconv.Atoi(string(parts[0]))
	to, err2 := strconv.Atoi(string(parts[1]))
	at := bytes.Index(parts[2], []byte(" ["))
	if err != nil || err2 != nil || at < 1 || from < 0 || to <= from {
		return l, nil, false
	}
	return lease{string(parts[2][:at]), from, to}, parts[2][at+1:], true
}

// encode writes a result, and refuses one that is not read back as it was.
func encode[R any](r R) (json.RawMessage, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	var back R
	if err := json.Unmarshal(text, &back); err != nil {
		return nil, err
	}
	if !reflect.DeepEqual(r, back) {
		return nil, fmt.Errorf("the result %#v is written as %s and read back as %#v: want a type that encoding/json keeps, with exported fields", r, text, back)
	}
	return text, nil
}
