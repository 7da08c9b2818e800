//go:build unix

package f64

import (
	"math/rand/v2"
	"testing"
	"unsafe"

	"saddle/spectra/internal/kerneltest"
)

func matrix(s *kerneltest.Arenas, m, n int) Matrix { return Matrix(s.Matrix(m, n)) }

func rows(s *kerneltest.Arenas, m, n int) Matrix { return Matrix(s.Rows(m, n)) }

// guarded calls every kernel on arguments of size about n.
var guarded = map[string]func(s *kerneltest.Arenas, n int){
	"Dot":      func(s *kerneltest.Arenas, n int) { Dot(s.Vector(n), s.Vector(n)) },
	"Axpy":     func(s *kerneltest.Arenas, n int) { Axpy(s.Vector(n), 2, s.Vector(n)) },
	"Affine":   func(s *kerneltest.Arenas, n int) { Affine(s.Vector(n), 2, 3, s.Vector(n)) },
	"Hadamard": func(s *kerneltest.Arenas, n int) { Hadamard(s.Vector(n), s.Vector(n), s.Vector(n)) },
	"Hadamards": func(s *kerneltest.Arenas, n int) {
		Hadamards(s.Vector(n), s.Vector(n), s.Vector(n), s.Vector(n), s.Vector(n))
	},
	"Exp":  func(s *kerneltest.Arenas, n int) { Exp(s.Vector(n), s.Vector(n)) },
	"Tanh": func(s *kerneltest.Arenas, n int) { Tanh(s.Vector(n), s.Vector(n), s.Vector(n)) },
	"Arcs": func(s *kerneltest.Arenas, n int) { Arcs(s.Vector(n), s.Vector(n), s.Vector(n)) },
	"Copy": func(s *kerneltest.Arenas, n int) {
		m := s.R.IntN(70)
		Copy(matrix(s, m, n), matrix(s, m, n))
	},
	"Gemm": func(s *kerneltest.Arenas, n int) {
		m, k := s.R.IntN(40), s.R.IntN(40)
		Gemm(matrix(s, m, n), 2, matrix(s, m, k), matrix(s, k, n))
	},
	"Gemm, deep": func(s *kerneltest.Arenas, n int) {
		Gemm(matrix(s, 20, n%24), 2, matrix(s, 20, 300), matrix(s, 300, n%24))
	},
	"GemmLower": func(s *kerneltest.Arenas, n int) {
		k := s.R.IntN(40)
		GemmLower(matrix(s, n, n), 2, matrix(s, n, k), matrix(s, k, n))
	},
	"Syrk": func(s *kerneltest.Arenas, n int) { Syrk(matrix(s, n, n), 2, matrix(s, n, s.R.IntN(40))) },
	"Mul": func(s *kerneltest.Arenas, n int) {
		m, k := s.R.IntN(40), s.R.IntN(40)
		Mul(matrix(s, m, n), 2, matrix(s, m, k), matrix(s, k, n))
	},
	"Gemv": func(s *kerneltest.Arenas, n int) {
		m := s.R.IntN(40)
		Gemv(s.Vector(m), 2, matrix(s, m, n), s.Vector(n))
	},
	"AbsMax":     func(s *kerneltest.Arenas, n int) { AbsMax(s.Vector(n)) },
	"AbsMaxEach": func(s *kerneltest.Arenas, n int) { AbsMaxEach(s.Vector(n), s.Vector(n)) },
	"AbsSum":     func(s *kerneltest.Arenas, n int) { AbsSum(s.Vector(n)) },
	"AbsAxpy":    func(s *kerneltest.Arenas, n int) { AbsAxpy(s.Vector(n), 2, s.Vector(n)) },
	"Reverse":    func(s *kerneltest.Arenas, n int) { Reverse(s.Vector(n), s.Vector(n)) },
	"Symv":       func(s *kerneltest.Arenas, n int) { Symv(s.Vector(n), 2, rows(s, n, n), s.Vector(n)) },
}

// TestGuarded: no kernel touches anything beside its arguments.
func TestGuarded(t *testing.T) {
	eachLevel(t, func(t *testing.T) { kerneltest.Guarded(t, guarded) })
}

// TestGuardsBite: a kernel that is told of one number too many faults.
func TestGuardsBite(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		s := kerneltest.NewArenas(t, 2)
		s.AtEnd, s.R = true, rand.New(rand.NewPCG(52, 1))
		for n := 1; n < 20; n++ {
			s.Clear()
			x, y := s.Vector(n+1), s.Vector(n+1)
			more := unsafe.Slice(&x[1], n+1)
			if kerneltest.Faults(func() { dot(more, y) }) == nil || kerneltest.Faults(func() { axpy(more, 1, y) }) == nil {
				t.Fatalf("%d numbers and one beyond them: no fault", n)
			}
		}
	})
}
