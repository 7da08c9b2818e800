package spectra_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
)

// A basis of a few vectors, restarted again and again, finds the same pairs as one that
// never fills.
func TestLanczosRestarts(t *testing.T) {
	r := rand.New(rand.NewPCG(67, 68))
	const n = 100
	d := make([]float64, n)
	for i := range d {
		d[i] = r.NormFloat64()
	}
	copy(d, []float64{-6, -6, 5, 5, 5})
	a := prescribed(r, d)
	all := sorted(d)
	for _, ends := range []spectra.Ends{spectra.BothEnds, spectra.Smallest, spectra.Largest, spectra.Magnitude} {
		for _, basis := range []int{1, 25, 50, n} {
			opt := spectra.LanczosOptions{Count: 3, Ends: ends, Basis: basis, Vectors: true, MaxSteps: 5000}
			got, err := spectra.Lanczos(context.Background(), spectra.Dense(a), &opt)
			if err != nil {
				t.Fatalf("ends %d, basis %d: %v", ends, basis, err)
			}
			want := extremes(all, opt)
			if ends == spectra.Magnitude {
				want = []float64{-6, -6, 5}
			}
			for i, x := range got.Values {
				if !(math.Abs(x-want[i]) <= 1e-10*norm(a)) {
					t.Errorf("ends %d, basis %d: %v, want %v", ends, basis, got.Values, want)
				}
				checkResidual(t, a, got, i)
			}
			if basis == n && got.Restarts != 0 || basis == 1 && got.Restarts < 2 {
				t.Errorf("basis %d: %d restarts", basis, got.Restarts)
			}
			var gram mat.Dense
			gram.Mul(got.Vectors.T(), got.Vectors)
			for i := range want {
				for j := range want {
					if math.Abs(gram.At(i, j)-delta(i, j)) > backward(n, 1) {
						t.Errorf("vectors %d and %d have product %g", i, j, gram.At(i, j))
					}
				}
			}
		}
	}
}

// Hundreds of restarts neither lose orthogonality nor accuracy.
func TestLanczosManyRestarts(t *testing.T) {
	const n = 400
	got, err := spectra.Lanczos(context.Background(), tridiagonal(n), &spectra.LanczosOptions{Ends: spectra.Smallest, Basis: 12, MaxSteps: 20000, Vectors: true})
	if err != nil || got.Restarts < 50 {
		t.Fatalf("%d restarts, %v", got.Restarts, err)
	}
	if want := pathSpectrum(n)[0]; math.Abs(got.Values[0]-want) > 4e-10 {
		t.Errorf("%g, want %g", got.Values[0], want)
	}
}

// The number of workers changes no bit.
func TestLanczosWorkers(t *testing.T) {
	n := testmat.Cases(30_000, 20_000) // so many that a basis of 30 vectors is shared among workers
	a := linear{n, func(dst, v []float64) {
		for i, x := range v {
			dst[i] = math.Sqrt(float64(i)) * x
		}
	}}
	opt := spectra.LanczosOptions{Count: 2, Basis: 30, MaxSteps: 60, Vectors: true}
	one, err := spectra.Lanczos(context.Background(), a, &opt)
	if !errors.As(err, new(spectra.ErrNotConverged)) {
		t.Fatal(err)
	}
	opt.Workers = 4
	if four, _ := spectra.Lanczos(context.Background(), a, &opt); !reflect.DeepEqual(one, four) {
		t.Error("other bits with four workers")
	}
}

// What counts as converged is honest: each reported residual has an eigenvalue within it,
// and whatever the basis, the number of steps is what was asked.
func TestLanczosResidualsEnclose(t *testing.T) {
	r := rand.New(rand.NewPCG(69, 70))
	a := random(r, 120, 1)
	all, err := spectra.Eigenvalues(a)
	if err != nil {
		t.Fatal(err)
	}
	for steps := 1; steps < 120; steps += 13 {
		got, _ := spectra.Lanczos(context.Background(), spectra.Dense(a), &spectra.LanczosOptions{Count: 3, Basis: 20, MaxSteps: steps})
		if got.Steps != steps {
			t.Errorf("%d steps, want %d", got.Steps, steps)
		}
		for i, x := range got.Values {
			j, _ := slices.BinarySearch(all, x)
			distance := math.Inf(1)
			for _, v := range all[max(0, j-1):min(len(all), j+1)] {
				distance = min(distance, math.Abs(x-v))
			}
			if !(distance <= got.Residuals[i]+backward(120, norm(a))) {
				t.Errorf("after %d steps %g is %g from the spectrum, residual %g", steps, x, distance, got.Residuals[i])
			}
		}
	}
}
