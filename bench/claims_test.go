package bench

import (
	"context"
	"strings"
	"testing"

	"saddle/theorems"
	"saddle/theorems/papers"
)

// claimRows run every claim with the default budget, and laws with a short one: they stop
// when they are decided, which may take as many runs as a paper's table.
func claimRows() (rows []row) {
	for _, claim := range papers.All {
		source, says, _ := strings.Cut(claim.Info().Name, "/")
		budget, metric := theorems.Budget{}, "cases/s"
		if claim.Info().Kind == "law" {
			budget, metric = theorems.Budget{Short: true}, "runs/s"
		}
		rows = append(rows, row{name("claim", says, "source", source), func(b *testing.B) {
			if err := claim.Run(context.Background(), budget).Err(); err != nil {
				b.Fatal(err)
			}
			cases := 0
			for b.Loop() {
				r := claim.Run(context.Background(), budget)
				cases += r.Cases
				for _, c := range r.Controls {
					cases += c.Cases
				}
			}
			b.ReportMetric(float64(cases)/b.Elapsed().Seconds(), metric)
		}})
	}
	return rows
}
