package spectra

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/small"
	"saddle/spectra/internal/testmat"
)

func TestEigenvaluesBatch(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 1))
	for _, n := range []int{1, 2, 3, 4, 5, 8, 13, 16, 32, 33, 40} {
		var all []float64
		for _, a := range testmat.SmallSymmetric(rng, n) {
			for i := range n { // what is above the diagonal is not read
				for j := i + 1; j < n; j++ {
					a[i*n+j] = math.NaN()
				}
			}
			all = append(all, a...)
		}
		count := len(all) / (n * n)
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			defer f64.Use(f64.InUse())
			want := make([]float64, count*n)
			if err := EigenvaluesBatch(want, all, n, 1); err != nil {
				t.Fatal(err)
			}
			var solver BatchSolver
			for k := range count {
				a, values := all[k*n*n:(k+1)*n*n], want[k*n:(k+1)*n]
				full := slices.Clone(a)
				for i := range n {
					for j := range i {
						full[j*n+i] = full[i*n+j]
					}
				}
				testmat.CheckAgainstGonum(t, full, n, values)
				alone := make([]float64, n)
				if err := solver.Eigenvalues(alone, a, n, 1); err != nil || !slices.Equal(alone, values) {
					t.Fatalf("matrix %d alone gives %v, %v, in the batch %v", k, alone, err, values)
				}
			}
			for _, l := range f64.Levels() {
				f64.Use(l)
				got := make([]float64, count*n)
				if err := EigenvaluesBatch(got, all, n, 3); err != nil || !slices.Equal(got, want) {
					t.Fatalf("%v with 3 workers gives other bits, %v", l, err)
				}
			}
		})
	}
}

func TestEigenvaluesBatchErrors(t *testing.T) {
	var dimension ErrDimension
	var notFinite ErrNotFinite
	if err := EigenvaluesBatch(make([]float64, 4), make([]float64, 9), 2, 1); !errors.As(err, &dimension) {
		t.Errorf("9 numbers for 2×2 matrices: %v", err)
	}
	if err := EigenvaluesBatch(make([]float64, 3), make([]float64, 8), 2, 1); !errors.As(err, &dimension) {
		t.Errorf("3 places for 4 eigenvalues: %v", err)
	}
	a := make([]float64, 12)
	a[10] = math.Inf(-1)
	if err := EigenvaluesBatch(make([]float64, 6), a, 2, 1); !errors.As(err, &notFinite) || notFinite.Arg != "a[2][1][0]" {
		t.Errorf("an infinity in matrix 2: %v", err)
	}
	for _, n := range []int{0, 1 << (bits.UintSize / 2)} {
		if err := EigenvaluesBatch(nil, make([]float64, 4), n, 1); !errors.As(err, &dimension) {
			t.Errorf("4 numbers for matrices of order %d: %v", n, err)
		}
		if err := EigenvaluesBatch(make([]float64, 3), nil, n, 1); !errors.As(err, &dimension) {
			t.Errorf("3 places for no matrix of order %d: %v", n, err)
		}
	}
	for _, c := range [][2]int{{-1, 1}, {-2, 1}, {2, -1}, {0, -1}} {
		if err := EigenvaluesBatch(nil, nil, c[0], c[1]); !errors.As(err, new(ErrArgument)) {
			t.Errorf("order %d, %d workers: %v", c[0], c[1], err)
		}
	}
	if err := EigenvaluesBatch(nil, nil, 0, 0); err != nil {
		t.Errorf("no matrices: %v", err)
	}
}

func TestBatchAllocations(t *testing.T) {
	a := make([]float64, 64*16)
	for i := range a {
		a[i] = float64(i * i % 7)
	}
	dst := make([]float64, 64*4)
	var s BatchSolver
	if allocs := testing.AllocsPerRun(5, func() {
		if err := s.Eigenvalues(dst, a, 4, 1); err != nil {
			t.Fatal(err)
		}
	}); allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func FuzzEigenvaluesBatch(f *testing.F) {
	f.Add(uint64(1), uint64(2), uint8(5))
	f.Fuzz(func(t *testing.T, s1, s2 uint64, size uint8) {
		n := 1 + int(size%34)
		var s small.Solver
		for _, a := range testmat.SmallSymmetric(rand.New(rand.NewPCG(s1, s2)), n) {
			values := make([]float64, n)
			if err := EigenvaluesBatch(values, a, n, 1); err != nil {
				t.Fatal(err)
			}
			testmat.CheckAgainstGonum(t, a, n, values)
			if n <= small.Order {
				s.Values(values, small.UpperOfRows(a, n))
				testmat.CheckAgainstGonum(t, a, n, values)
			}
		}
	})
}
