package ask

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"saddle/spectra/summary"
)

// rangesOf reads what --blocks says: W1=0:20,b1=20:24, or the name of a file that holds such a list as JSON. It tells them apart by the sign =, and by
// the end .json.
func rangesOf(flag string) ([]summary.Range, error) {
	if strings.HasSuffix(flag, ".json") || !strings.Contains(flag, "=") {
		f, err := os.Open(flag)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		out, err := rangesIn(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", flag, err)
		}
		return out, nil
	}
	var out []summary.Range
	for _, text := range strings.Split(flag, ",") {
		r, err := rangeOf(strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// rangeOf reads W1=0:20.
func rangeOf(text string) (r summary.Range, err error) {
	name, places, named := strings.Cut(text, "=")
	from, to, paired := strings.Cut(places, ":")
	bad := fmt.Errorf("%q is no block; write a name and its indices, as W1=0:20 for rows 0 to 19", text)
	if !named || !paired || name == "" {
		return r, bad
	}
	r.Name = name
	if r.From, err = strconv.Atoi(from); err != nil {
		return r, bad
	}
	if r.To, err = strconv.Atoi(to); err != nil {
		return r, bad
	}
	return r, nil
}

// rangesIn reads a list of objects with name, from and to; whatever else these have, as models.Block has, is passed over.
func rangesIn(file io.Reader) ([]summary.Range, error) {
	var in []struct {
		Name     *string
		From, To *int
	}
	d := json.NewDecoder(file)
	if err := d.Decode(&in); err != nil {
		return nil, fmt.Errorf("no JSON list of blocks: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more than one JSON value; write one list of blocks")
	}
	if len(in) == 0 {
		return nil, fmt.Errorf("no block; want at least one")
	}
	var out []summary.Range
	for i, x := range in {
		if x.Name == nil || x.From == nil || x.To == nil {
			return nil, fmt.Errorf(`block %d has no name, from or to; write {"name": "W1", "from": 0, "to": 20}`, i+1)
		}
		out = append(out, summary.Range{Name: *x.Name, From: *x.From, To: *x.To})
	}
	return out, nil
}
