package tables

import (
	"fmt"

	"saddle/theorems/stats"
)

// A Row is a cell of a table: what its runs came to, beside the paper.
type Row struct {
	Cell string `json:"cell"`
	// Runs is how many were made.
	Runs int `json:"runs"`
	// Classes has the number of runs of each class.
	Classes map[string]int `json:"classes"`
	// First has for each class the key of its first run.
	First   map[string]string `json:"first"`
	Entries []Entry           `json:"entries"`
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

// judge makes the joint test of rows and notes in them what agrees.
func judge(rows []Row, level float64) Joint {
	j := Joint{Level: level, P: 1, Against: []string{}}
	var p []float64
	for _, r := range rows {
		for _, e := range r.Entries {
			if e.P != nil {
				p = append(p, *e.P)
			}
		}
	}
	j.Tests = len(p)
	rejected := stats.Holm(p, level)
	at := 0
	for i := range rows {
		for k := range rows[i].Entries {
			e := &rows[i].Entries[k]
			if e.P != nil {
				agrees := !rejected[at]
				e.Agrees, j.P = &agrees, min(j.P, *e.P*float64(len(p)))
				at++
			}
			if e.Agrees != nil && !*e.Agrees {
				j.Against = append(j.Against, fmt.Sprintf("%s: %s", rows[i].Cell, e.Figure))
			}
		}
	}
	return j
}
