package models

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// BenchmarkNetLossGradient takes batches of 100 samples of a small digit classifier, and reports the rate
// at 6 P operations a sample.
func BenchmarkNetLossGradient(b *testing.B) {
	const samples = 100
	r := rand.New(rand.NewPCG(17, 0))
	for _, activation := range []Activation{ReLU, Tanh, Sigmoid} {
		n, err := NewNet(MLPConfig{Widths: []int{784, 64, 64, 10}, Activation: activation, Bias: true, Criterion: CrossEntropy, Mean: true})
		if err != nil {
			b.Fatal(err)
		}
		batch := Batch{X: normals(r, samples*784, 1)}
		for range samples {
			batch.Labels = append(batch.Labels, r.IntN(10))
		}
		w, dst := normals(r, n.Dim(), 0.05), make([]float64, n.Dim())
		b.Run(fmt.Sprint(activation), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n.LossGradient(dst, w, batch)
			}
			b.ReportMetric(6*samples*float64(n.Dim())*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GF/s")
		})
	}
}
