package nets

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"saddle/models"
	"saddle/models/data"
)

// BenchmarkGradient is a gradient of all lanes.
func BenchmarkGradient(b *testing.B) {
	for _, a := range []models.Activation{models.ReLU, models.Sigmoid} {
		for _, h := range []int{2, 4, 7} {
			k := mustClassifier(b, ClassifierConfig{Data: data.XOR(), Hidden: h, Activation: a})
			w, g := normals(rand.New(rand.NewPCG(5, 0)), k.Dim()*Lanes, 1), make([]float64, k.Dim()*Lanes)
			b.Run(fmt.Sprintf("%v/h=%d", a, h), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					k.Gradient(g, w)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/Lanes, "ns/net")
			})
		}
	}
}
