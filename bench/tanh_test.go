package bench

import (
	"math/rand/v2"
	"testing"

	"saddle/theorems"
	"saddle/theorems/papers"
)

// tanhRows times searches for critical points of nets of tanh with n = 16 on new random tasks, with the proofs of their ends. Run with
// -benchtime 24x: what counts is the time of all searches for each point that is proved to be critical, those near others
// among them (ms/point), and those alone from which others are sought (ms/net).
func tanhRows() (rows []row) {
	for _, m := range []int{48, 128, 512} {
		rows = append(rows, row{name("n", 16, "m", m), func(b *testing.B) {
			nets, points, run := 0, 0, uint64(0)
			for b.Loop() {
				e, err := papers.IndexOfRandomTasks.Run(b.Context(), papers.PenningtonCell{N: 16, M: m}, theorems.Run{Rand: rand.New(rand.NewPCG(run, 2017))})
				if err != nil {
					b.Fatal(err)
				}
				if run++; e.Proved {
					nets++
					points += 1 + len(e.Near)
				}
			}
			b.ReportMetric(float64(nets)/float64(b.N), "yield")
			ms := b.Elapsed().Seconds() * 1000
			b.ReportMetric(ms/float64(max(1, nets)), "ms/net")
			b.ReportMetric(ms/float64(max(1, points)), "ms/point")
		}})
	}
	return rows
}
