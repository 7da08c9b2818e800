package interval_test

import (
	"testing"

	"saddle/spectra/interval"
)

var sink interval.Interval

func BenchmarkPoint(b *testing.B) {
	functions := []struct {
		name string
		f    func(x, y interval.Interval) interval.Interval
	}{
		{"add", interval.Interval.Add},
		{"mul", interval.Interval.Mul},
		{"div", interval.Interval.Div},
		{"sqrt", unary(interval.Interval.Sqrt)},
		{"pow5", unary(func(x interval.Interval) interval.Interval { return x.Pow(5) })},
		{"exp", unary(interval.Interval.Exp)},
		{"log", unary(interval.Interval.Log)},
		{"tanh", unary(interval.Interval.Tanh)},
		{"sigmoid", unary(interval.Interval.Sigmoid)},
		{"softplus", unary(interval.Interval.Softplus)},
		{"sin", unary(interval.Interval.Sin)},
		{"cos", unary(interval.Interval.Cos)},
		{"acos", unary(interval.Interval.Acos)},
		{"atan", unary(interval.Interval.Atan)},
		{"atan2", interval.Interval.Atan2},
	}
	x, y := interval.Of(0.7390851332151607), interval.Of(1.8191725133961645)
	for _, f := range functions {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink = f.f(x, y)
			}
		})
	}
	b.Run("sin1e22", func(b *testing.B) {
		b.ReportAllocs()
		x := interval.Of(1e22)
		for b.Loop() {
			sink = x.Sin()
		}
	})
}

func unary(f func(interval.Interval) interval.Interval) func(x, y interval.Interval) interval.Interval {
	return func(x, _ interval.Interval) interval.Interval { return f(x) }
}

func BenchmarkQuad(b *testing.B) {
	const n = 64
	a := interval.NewSym(n)
	v := make([]float64, n)
	for i := range n {
		v[i] = 1 / float64(i+3)
		for j := range i + 1 {
			a.Set(i, j, interval.Of(1/float64(i+j+1)))
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		sink = a.Quad(v)
	}
}
