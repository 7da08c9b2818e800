package models

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// benchmarkTeacher calls f with random points for k = n = d = 6, 10 and 20.
func benchmarkTeacher(b *testing.B, f func(b *testing.B, m *Teacher, w, v []float64)) {
	for _, k := range []int{6, 10, 20} {
		m, err := NewTeacher(k, k, k)
		if err != nil {
			b.Fatal(err)
		}
		r := rand.New(rand.NewPCG(15, uint64(k)))
		w, v := normals(r, m.Dim(), 0.3), normals(r, m.Dim(), 1)
		b.Run(fmt.Sprintf("k=%d", k), func(b *testing.B) {
			b.ReportAllocs()
			f(b, m, w, v)
		})
	}
}

// BenchmarkTeacherDescent is a step of gradient descent: the points differ, as do the branches taken.
func BenchmarkTeacherDescent(b *testing.B) {
	benchmarkTeacher(b, func(b *testing.B, m *Teacher, w, g []float64) {
		start := append([]float64(nil), w...)
		for i := 0; b.Loop(); i++ {
			if i%1000 == 0 {
				copy(w, start)
			}
			m.LossGradient(g, w)
			for j := range w {
				w[j] -= 0.1 * g[j]
			}
		}
	})
}

func BenchmarkTeacherHessVec(b *testing.B) {
	benchmarkTeacher(b, func(b *testing.B, m *Teacher, w, v []float64) {
		dst := make([]float64, m.Dim())
		for b.Loop() {
			m.HessVec(dst, w, v)
		}
	})
}

func BenchmarkTeacherMul(b *testing.B) {
	benchmarkTeacher(b, func(b *testing.B, m *Teacher, w, v []float64) {
		p, err := At(m, w)
		if err != nil {
			b.Fatal(err)
		}
		dst := make([]float64, m.Dim())
		for b.Loop() {
			p.Mul(dst, v)
		}
	})
}

func BenchmarkTeacherHessian(b *testing.B) {
	benchmarkTeacher(b, func(b *testing.B, m *Teacher, w, _ []float64) {
		h := mat.NewSymDense(m.Dim(), nil)
		for b.Loop() {
			m.Hessian(h, w)
		}
	})
}

// BenchmarkTeacherBatch is a step of gradient descent of all lanes, for one lane.
func BenchmarkTeacherBatch(b *testing.B) {
	for _, k := range []int{6, 10, 20} {
		b.Run(fmt.Sprintf("k=%d", k), func(b *testing.B) {
			m, err := NewTeacher(k, k, k)
			if err != nil {
				b.Fatal(err)
			}
			r, batch := rand.New(rand.NewPCG(15, uint64(k))), m.Batch()
			var eta [TeacherLanes]float64
			for lane := range TeacherLanes {
				batch.SetLane(lane, normals(r, m.Dim(), 0.3))
				eta[lane] = 0.01
			}
			for b.Loop() {
				batch.Evaluate()
				batch.Step(&eta)
				if math.IsNaN(batch.Slopes()[0]) {
					b.Fatal("it diverges")
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/TeacherLanes, "ns/run")
		})
	}
}
