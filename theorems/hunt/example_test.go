package hunt_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/hunt"
	"saddle/theorems/tables"
)

// sensing is a rank-one matrix uuᵀ that is seen through three measurements, of which the last counts
// little: L(u) = (u₁² + u₂²/2 − 1.02)² + (2u₁u₂ − 0.4)² + (u₂² − 0.04)²/10, which is 0 at u = ±(1,
// 0.2). Points u and −u are one.
func sensing() hunt.Formula {
	c := models.Rat
	return hunt.Formula{
		Tape: models.Trace(2, func(u []models.Var) models.Var {
			first := u[0].Sqr().Add(u[1].Sqr().Mul(c(1, 2))).Sub(c(51, 50)).Sqr()
			second := u[0].Mul(u[1]).Mul(c(2, 1)).Sub(c(2, 5)).Sqr()
			third := u[1].Sqr().Sub(c(1, 25)).Sqr().Mul(c(1, 10))
			return models.Sum(first, second, third)
		}),
		Draw: func(r *rand.Rand) []float64 { return []float64{r.NormFloat64(), r.NormFloat64()} },
		Near: 1e-6,
		Form: func(u []float64) []float64 {
			if u[1] < 0 {
				return []float64{-u[0], -u[1]}
			}
			return u
		},
	}
}

// Minima of a loss of one's own: what is hunted is a formula with a start and a point for each orbit,
// and what is found is proved. A record file, shards and workers are those of a table.
func ExampleHunt() {
	type measurements struct{ Number int }
	var lock sync.Mutex
	seen := map[string]string{}
	h := hunt.Hunt[measurements]{
		Name: "own/sensing", Says: "spurious minima of a rank-one matrix", Source: theorems.Source{Key: "own", Title: "an example"},
		Version: 1, Cells: []measurements{{3}}, Searches: 40,
		Landscape: func(measurements) (hunt.Landscape, error) { return sensing(), nil },
		Keep: func(_ measurements, f hunt.Find, p hunt.Proof) error {
			lock.Lock()
			defer lock.Unlock()
			u := sensing().Canonical(p.W)
			seen[f.Orbit] = fmt.Sprintf("L = %.6f at ±(%.4f, %.4f), λ_min = %.3f", f.F, u[0], u[1], f.Curvature)
			return nil
		},
	}
	report, err := h.Table().Make(context.Background(), tables.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, class := range report.Rows[0].Classes {
		fmt.Println(class.Runs, class.Class)
	}
	for _, at := range seen {
		fmt.Println(at)
	}
	// Output:
	// 23 global
	// 17 minimum 0.26800129-8a5e8d46
	// L = 0.268001 at ±(0.1885, 1.1820), λ_min = 3.045
}
