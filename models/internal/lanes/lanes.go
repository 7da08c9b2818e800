package lanes

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../../../spectra/_asm && go run ./teacher -out ../../models/internal/lanes/lanes_amd64.s -stubs ../../models/internal/lanes/lanes_stub_amd64.go -pkg lanes"

// Width is the number of lanes.
const Width = 8

// A Lanes is one number of each student.
type Lanes = [Width]float64

// A Shape is the numbers of teachers and of student neurons, and the dimension of the input.
type Shape struct{ K, N, D int }

// Pairs returns the number of entries of an array of pairs.
func (s Shape) Pairs() int { return s.N*s.D + s.N*(s.N-1)/2 }

// mustHold panics unless x has the given number of entries.
func mustHold(step string, x []float64, entries int) {
	if len(x) != Width*entries {
		panic(fmt.Sprintf("lanes: %s of length %d, want %d entries of %d", step, len(x), entries, Width))
	}
}

// at returns entry i.
func at(x []float64, i int) *Lanes { return (*Lanes)(x[Width*i:]) }

// The squares of lengths between which [Shape.Lengths] neither underflows nor overflows.
const small, large = 1e-280, 1e280

// Lengths sets r_i = |w_i|, inverse_i = 1/r_i and unit_i = w_i/r_i, n·d entries as w_i.
// It returns a bit for every lane with a square of a length that is not strictly between
// 1e-280 and 1e280.
//
// Order: the squares are a chain of fused multiply-adds from zero.
func (s Shape) Lengths(unit, r, inverse, w []float64) (odd int) {
	mustHold("unit", unit, s.N*s.D)
	mustHold("r", r, s.N)
	mustHold("inverse", inverse, s.N)
	mustHold("w", w, s.N*s.D)
	return s.lengths(unit, r, inverse, w)
}

func (s Shape) lengthsGo(unit, r, inverse, w []float64) (odd int) {
	for i := range s.N {
		var squares Lanes
		for l := range s.D {
			x := at(w, i*s.D+l)
			for lane := range squares {
				squares[lane] = math.FMA(x[lane], x[lane], squares[lane])
			}
		}
		length, reciprocal := at(r, i), at(inverse, i)
		for lane, x := range squares {
			if !(small < x) || !(x < large) {
				odd |= 1 << lane
			}
			length[lane] = math.Sqrt(x)
			reciprocal[lane] = 1 / length[lane]
		}
		for l := range s.D {
			x, a := at(w, i*s.D+l), at(unit, i*s.D+l)
			for lane := range a {
				a[lane] = x[lane] * reciprocal[lane]
			}
		}
	}
	return odd
}

// Gram sets c to the products unit_i·unit_j, i < j: the part of an array of pairs that
// belongs to the students.
//
// Order: chains of fused multiply-adds from zero.
func (s Shape) Gram(c, unit []float64) {
	mustHold("c", c, s.N*(s.N-1)/2)
	mustHold("unit", unit, s.N*s.D)
	if s.N > 1 {
		s.gram(c, unit)
	}
}

func (s Shape) gramGo(c, unit []float64) {
	for i := range s.N {
		for j := i + 1; j < s.N; j++ {
			sum := at(c, 0)
			*sum = Lanes{}
			for l := range s.D {
				x, y := at(unit, i*s.D+l), at(unit, j*s.D+l)
				for lane := range sum {
					sum[lane] = math.FMA(x[lane], y[lane], sum[lane])
				}
			}
			c = c[Width:]
		}
	}
}

// Step sets w −= eta g, rounded once.
func Step(w, g []float64, eta *Lanes) {
	mustHold("g", g, len(w)/Width)
	mustHold("w", w, len(w)/Width)
	if len(w) > 0 {
		step(w, g, eta)
	}
}

func stepGo(w, g []float64, eta *Lanes) {
	for i := range len(w) / Width {
		x, y := at(w, i), at(g, i)
		for lane := range x {
			x[lane] = math.FMA(-eta[lane], y[lane], x[lane])
		}
	}
}
