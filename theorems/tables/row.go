package tables

import (
	"cmp"
	"slices"

	"saddle/theorems"
	"saddle/theorems/stats"
)

// A Row is a cell of a table: what its runs came to, beside the paper.
type Row struct {
	Cell string `json:"cell"`
	// Runs is how many were made.
	Runs int `json:"runs"`
	// Classes is the census of its runs, the most frequent class first.
	Classes []Census `json:"classes"`
	Entries []Entry  `json:"entries"`
}

// A Census is what the runs of one class came to.
type Census struct {
	Class string `json:"class"`
	Runs  int    `json:"runs"`
	// First is the key of its first run, which replays it.
	First  theorems.Key      `json:"first"`
	Values map[string]Spread `json:"values,omitempty"`
	// Points are those of its runs, in the order of their indices.
	Points [][]float64 `json:"points,omitempty"`
}

// A Spread is what a value of some runs came to.
type Spread struct {
	Runs     int     `json:"runs"`
	Mean     float64 `json:"mean"`
	Least    float64 `json:"least"`
	Greatest float64 `json:"greatest"`
}

// census lists the classes of a cell's runs.
func census(h header, cell string, s Summary) (out []Census) {
	for name, c := range s.Classes {
		one := Census{Class: name, Runs: c.Runs, First: h.key(cell, c.First)}
		for value, v := range c.Values {
			if one.Values == nil {
				one.Values = map[string]Spread{}
			}
			one.Values[value] = Spread{v.N, v.Mean(), v.Least, v.Greatest}
		}
		for _, p := range c.Points {
			one.Points = append(one.Points, p.X)
		}
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b Census) int { return cmp.Or(cmp.Compare(b.Runs, a.Runs), cmp.Compare(a.Class, b.Class)) })
	return out
}

// A Joint is the test of all rates of a table at once.
type Joint struct {
	// Level is the probability that any rate is named although all are the paper's.
	Level float64 `json:"level"`
	// Tests is the number of rates compared, and P the p-value of all together.
	Tests int     `json:"tests"`
	P     float64 `json:"p"`
	// Against are the figures that speak against the paper: rates by the joint test, and
	// others by their decimals.
	Against []string `json:"against"`
}

// untested takes the tests out of a report.
func untested(r *Report) {
	for _, row := range r.Rows {
		for i := range row.Entries {
			row.Entries[i].P = nil
		}
	}
	for i := range r.Pooled {
		r.Pooled[i].P = nil
	}
}

// judge makes the joint test of a report and notes in its entries what agrees.
func judge(r *Report, level float64) Joint {
	j := Joint{Level: level, P: 1, Against: []string{}}
	var entries []*Entry
	var names []string
	add := func(cell string, of []Entry) {
		for i := range of {
			entries, names = append(entries, &of[i]), append(names, cell+": "+of[i].Figure)
		}
	}
	for _, row := range r.Rows {
		add(row.Cell, row.Entries)
	}
	add("together", r.Pooled)
	var p []float64
	for _, e := range entries {
		if e.P != nil {
			p = append(p, *e.P)
		}
	}
	j.Tests = len(p)
	rejected := stats.Holm(p, level)
	for i, e := range entries {
		if e.P != nil {
			agrees := !rejected[0]
			rejected = rejected[1:]
			e.Agrees, j.P = &agrees, min(j.P, *e.P*float64(len(p)))
		}
		if e.Agrees != nil && !*e.Agrees {
			j.Against = append(j.Against, names[i])
		}
	}
	return j
}
