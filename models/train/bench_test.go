package train

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/nets"
)

// BenchmarkStep is a step of the 29 parameters of eight nets 2–7–1.
func BenchmarkStep(b *testing.B) {
	for _, m := range methods {
		o := mustRule(b, m, 29, nets.Lanes)
		r := rand.New(rand.NewPCG(1, 0))
		w, g := normals(r, 29*nets.Lanes, 1), normals(r, 29*nets.Lanes, 1)
		b.Run(fmt.Sprintf("%T", m), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				o.Step(w, g)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/nets.Lanes, "ns/net")
		})
	}
}

// BenchmarkRuns is a thousand steps of runs that do not end: one goroutine, per step of a run.
func BenchmarkRuns(b *testing.B) {
	const count, steps = 16, 1000
	never, err := data.New(data.Config{X: [][]float64{{0, 0}, {0, 0}, {1, 1}, {1, 1}}, Labels: []int{0, 1, 0, 1}})
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range []Method{GradientDescent{Rate: 0.3}, Adam{}} {
		for _, a := range []models.Activation{models.ReLU, models.Sigmoid} {
			for _, h := range []int{2, 7} {
				task := Task{Data: never, Hidden: h, Activation: a, Method: m, Steps: steps}
				b.Run(fmt.Sprintf("%T/%v/h=%d", m, a, h), func(b *testing.B) {
					for b.Loop() {
						if _, err := Runs(context.Background(), task, count, keyed(1), &RunsOptions{Workers: 1}); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/count/steps, "ns/step")
				})
			}
		}
	}
}

// BenchmarkColumns trains 200 nets each with 2 to 7 hidden units, on both data sets, with both
// activations, for 5·10⁴ steps or until they converge, and reports the percentages that do.
func BenchmarkColumns(b *testing.B) {
	const count, steps = 200, 50000
	for _, m := range []Method{Adam{}, GradientDescent{Rate: 0.3}} {
		for _, set := range []*data.Set{data.XOR(), data.Jellyfish()} {
			for _, a := range []models.Activation{models.ReLU, models.Sigmoid} {
				b.Run(fmt.Sprintf("%T/%s/%v", m, set.Name(), a), func(b *testing.B) {
					made := 0
					for b.Loop() {
						for h := 2; h <= 7; h++ {
							task := Task{Data: set, Hidden: h, Activation: a, Mean: true, Method: m, Steps: steps}
							converged := 0
							for _, e := range mustRun(b, task, count, keyed(uint64(h)), nil) {
								if made += e.Steps; e.Converged() {
									converged++
								}
							}
							b.ReportMetric(100*float64(converged)/count, fmt.Sprintf("%%h=%d", h))
						}
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(made), "ns/step")
				})
			}
		}
	}
}
