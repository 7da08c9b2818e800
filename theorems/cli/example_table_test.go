package cli_test

import (
	"context"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/tables"
)

// A command line over a table of your own: how often a die with so many sides shows a 1.
func ExampleMain_table() {
	type cell struct{ Sides int }
	cli.Main(tables.Table[cell, int]{
		Name: "mine/dice", Says: "how often a die shows a 1", Version: 1,
		Cells: []cell{{6}, {20}}, Runs: 1000,
		Run: func(_ context.Context, c cell, r theorems.Run) (int, error) { return 1 + r.IntN(c.Sides), nil },
		Tally: func(_ cell, side int) tables.Tally {
			if side == 1 {
				return tables.Tally{Class: "one"}
			}
			return tables.Tally{Class: "another"}
		},
		Row: func(c cell, s tables.Summary) []tables.Entry {
			one := func(class string) bool { return class == "one" }
			return []tables.Entry{s.Rate("ones", one, &tables.Published{X: 1200 / c.Sides, M: 1200})}
		},
	})
}
