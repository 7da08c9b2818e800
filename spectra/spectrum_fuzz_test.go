package spectra_test

import (
	"encoding/binary"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"saddle/spectra"
)

// FuzzEigen compares every path with gonum, on any numbers.
func FuzzEigen(f *testing.F) {
	f.Add([]byte{3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
	f.Add([]byte{40, 255, 254, 1, 0, 0, 0, 7})
	f.Fuzz(func(t *testing.T, data []byte) {
		a := fuzzedMatrix(data)
		if a == nil {
			return
		}
		n := a.SymmetricDim()
		unit := 0.0
		for i := range n {
			for j := range n {
				unit = max(unit, math.Abs(a.At(i, j)))
			}
		}
		_, e := math.Frexp(unit)
		want := gonumValues(scaled(a, -e))
		if want == nil {
			return
		}
		for _, path := range [][2]string{{"tiny", ""}, {"one stage", "divide"}, {"two stages", "divide"}, {"one stage", "inverse iteration"}, {"", ""}} {
			var solver spectra.EigenSolver
			solver.Force(path[0], path[1])
			for _, vectors := range []bool{false, true} {
				var s spectra.Spectrum
				if err := solver.Solve(&s, a, spectra.EigenOptions{Vectors: vectors, Workers: 1}); err != nil {
					t.Fatalf("%v: %v", path, err)
				}
				for i, x := range s.Values {
					if !(math.Abs(math.Ldexp(x, -e)-want[i]) <= backward(n, norm(scaled(a, -e)))+math.Ldexp(0x1p-1074, -e)) {
						t.Fatalf("%v: value %d is %g, gonum has %g·2^%d", path, i, x, want[i], e)
					}
				}
				if vectors {
					residual, orthogonality := testRatios(a, s.Values, s.Vectors)
					if !(orthogonality < lapackThreshold) || !(residual < lapackThreshold) && e > -1000 {
						t.Fatalf("%v: residual %g, orthogonality %g", path, residual, orthogonality)
					}
				}
			}
		}
	})
}

// fuzzedMatrix reads the size from the first byte, and entries of any magnitude from
// each two after it: seven bits of mantissa with sign, eight of exponent.
func fuzzedMatrix(data []byte) *mat.SymDense {
	if len(data) < 2 {
		return nil
	}
	n := 1 + int(data[0])%50
	data = data[1:]
	at := 0
	return generate(n, func(i, j int) float64 {
		b := [2]byte{data[at%len(data)], data[(at+1)%len(data)]}
		at += 2
		x := binary.LittleEndian.Uint16(b[:])
		return math.Ldexp(float64(int8(x)), 8*int(int8(x>>8))-3)
	})
}
