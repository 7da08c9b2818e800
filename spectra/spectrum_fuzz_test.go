package spectra_test

import (
	"context"
	"encoding/binary"
	"math"
	"slices"
	"sort"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// FuzzEigen compares every path with gonum, on any numbers.
func FuzzEigen(f *testing.F) {
	f.Add([]byte{3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
	f.Add([]byte{40, 255, 254, 1, 0, 0, 0, 7})
	f.Add([]byte{48, 127, 127}) // 49 entries of 127·2^1013 in each row: an eigenvalue beyond float64
	f.Fuzz(func(t *testing.T, data []byte) {
		a := fuzzedMatrix(data)
		if a == nil {
			return
		}
		n := a.SymmetricDim()
		unit, e := toUnit(a)
		want := gonumValues(unit)
		if want == nil {
			return
		}
		for _, path := range paths {
			var solver spectra.EigenSolver
			solver.Force(path[0], path[1])
			for _, vectors := range []bool{false, true} {
				var s spectra.Spectrum
				if err := solver.Solve(&s, a, &spectra.EigenOptions{Vectors: vectors, Workers: 1}); err != nil {
					t.Fatalf("%v: %v", path, err)
				}
				got := make([]float64, n)
				for i, x := range s.Values {
					got[i] = meant(x, want[i], e)
					if !(math.Abs(got[i]-want[i]) <= backward(n, norm(unit))+math.Ldexp(0x1p-1074, -e)) {
						t.Fatalf("%v: value %d is %g, gonum has %g·2^%d", path, i, x, want[i], e)
					}
				}
				if vectors {
					residual, orthogonality := testRatios(unit, got, s.Vectors)
					if !(orthogonality < lapackThreshold) || !(residual < lapackThreshold) && e > -1000 {
						t.Fatalf("%v: residual %g, orthogonality %g", path, residual, orthogonality)
					}
				}
			}
		}
	})
}

// meant returns x/2^e. An infinity stands for all numbers beyond the range of float64:
// for the one nearest to want.
func meant(x, want float64, e int) float64 {
	switch limit := math.Ldexp(1, 1024-e); {
	case math.IsInf(x, 1):
		return max(limit, want)
	case math.IsInf(x, -1):
		return min(-limit, want)
	}
	return math.Ldexp(x, -e)
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

// FuzzSolvers compares ranges, Lanczos from both ends, shift-invert and solutions of
// linear systems with gonum, on matrices of few different numbers, some diagonal, so that
// eigenvalues are often multiple.
func FuzzSolvers(f *testing.F) {
	f.Add([]byte{30, 3, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
	f.Add([]byte{20, 2, 0, 0, 0, 0, 8})
	f.Add([]byte{39, 1, 200, 255, 254, 1, 0, 0, 0, 7})
	f.Add([]byte(",0\x00\x10!"))                       // singular, and not quite so to gonum's LU
	f.Add([]byte("00\x0020"))                          // singular, and a column of what is left is rounding alone
	f.Add([]byte("00\x00\x00a\xff"))                   // a pivot of rounding, and eigenvalues near beside far ones
	f.Add([]byte{11, 128 + 3, 4, 1, 0, 0, 0, 2, 3, 3}) // σ = 1 is an eigenvalue, others are multiple
	// σ = 2 is an eigenvalue of multiplicity 4, and the fifth pair drowns beside it
	f.Add([]byte("G\xd6\b0000077701000\xb2100000\xf7\xf70\xf7000\xf7\xf70\xf70002\xb90\xf500072010000"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 4 {
			return
		}
		n, k, sigma := 1+int(data[0])%40, 1+int(data[1])%5, float64(int8(data[2]))/4
		k = min(k, n)
		at := 2
		a := generate(n, func(i, j int) float64 {
			at = 3 + (at-2)%(len(data)-3)
			if data[1] >= 128 { // diagonal
				return float64(int8(data[at])%4) * float64(1-min(1, i-j))
			}
			return float64(int8(data[at])) / 8
		})
		want := gonumValues(a)
		if want == nil {
			return
		}
		unit := backward(n, norm(a)+math.Abs(sigma))
		agrees(t, "Lowest", ranged(t, a, spectra.Lowest(k)), want[:k], unit)
		agrees(t, "Highest", ranged(t, a, spectra.Highest(k)), want[n-k:], unit)
		agrees(t, "Indices", ranged(t, a, spectra.Indices((n-k)/2, (n-k)/2+k-1)), want[(n-k)/2:][:k], unit)
		below := sort.SearchFloat64s(want, sigma)
		if (below == 0 || sigma-want[below-1] > unit) && (below == n || want[below]-sigma > unit) {
			agrees(t, "Between", ranged(t, a, spectra.Between(math.Inf(-1), sigma)), want[:below], unit)
		}

		ritz, err := spectra.Lanczos(context.Background(), spectra.Dense(a), &spectra.LanczosOptions{Count: k})
		if err != nil {
			t.Fatalf("Lanczos: %v", err)
		}
		ends := want
		if 2*k < n {
			ends = slices.Concat(want[:k], want[n-k:])
		}
		agrees(t, "Lanczos", ritz.Values, ends, unit+2*floats.Norm(ritz.Residuals, 2))

		if ritz, err = spectra.Nearest(context.Background(), a, sigma, &spectra.LanczosOptions{Count: k}); err != nil {
			t.Fatalf("Nearest: %v", err)
		}
		agrees(t, "Nearest", distances(ritz.Values, sigma), distances(want, sigma)[:k], unit+2*floats.Norm(ritz.Residuals, 2))
		checkSolve(t, a, sigma, distances(want, sigma)[0] <= unit)
	})
}

// agrees demands the same numbers, up to bound.
func agrees(t *testing.T, what string, got, want []float64, bound float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values %v, want %v", what, len(got), got, want)
	}
	for i, x := range want {
		if !(math.Abs(got[i]-x) <= bound) {
			t.Fatalf("%s: value %d is %v, want %v within %.2g", what, i, got[i], x, bound)
		}
	}
}

func ranged(t *testing.T, a mat.Symmetric, r spectra.Range) []float64 {
	t.Helper()
	s, err := spectra.EigenWith(a, &spectra.EigenOptions{Range: r})
	if err != nil {
		t.Fatal(err)
	}
	return s.Values
}

// distances returns |x_i − σ|, ascending.
func distances(x []float64, sigma float64) []float64 {
	d := make([]float64, len(x))
	for i, x := range x {
		d[i] = math.Abs(x - sigma)
	}
	return sorted(d)
}

// checkSolve solves (A − σI)x = b, as gonum does by an LU factorisation. Only where σ is
// an eigenvalue, up to rounding, may D be singular.
func checkSolve(t *testing.T, a *mat.SymDense, sigma float64, singular bool) {
	t.Helper()
	n := a.SymmetricDim()
	shifted, b, x, theirs := mat.DenseCopyOf(a), mat.NewVecDense(n, nil), mat.NewVecDense(n, nil), new(mat.VecDense)
	for i := range n {
		shifted.Set(i, i, a.At(i, i)-sigma)
		b.SetVec(i, float64(1+i%3))
	}
	if err := theirs.SolveVec(shifted, b); err != nil {
		return // singular, or nearly so
	}
	f, err := spectra.FactorizeLDLT(a, sigma)
	if err != nil {
		t.Fatal(err)
	}
	if singular && f.Inertia().Zero > 0 {
		return
	}
	f.Solve(x.RawVector().Data, b.RawVector().Data)
	var miss mat.VecDense
	miss.MulVec(shifted, x)
	miss.SubVec(&miss, b)
	size := (norm(a) + math.Abs(sigma)) * mat.Norm(x, 2)
	if got := mat.Norm(&miss, 2); !(got <= lapackThreshold*float64(n)*0x1p-52*size) {
		t.Fatalf("(A − %v)x misses b by %v, ‖A‖‖x‖ is %v; gonum's x is %v, ours %v", sigma, got, size, theirs.RawVector().Data, x.RawVector().Data)
	}
}
