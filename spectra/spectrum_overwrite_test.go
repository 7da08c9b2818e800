package spectra_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
)

// stored returns the matrix with rows a stride apart and NaN wherever nobody may look.
func stored(a *mat.SymDense, stride int, uplo blas.Uplo) raw {
	n := a.SymmetricDim()
	data := make([]float64, n*stride)
	for i := range data {
		data[i] = math.NaN()
	}
	for i := range n {
		for j := i; j < n; j++ {
			if uplo == blas.Lower {
				data[j*stride+i] = a.At(i, j)
			} else {
				data[i*stride+j] = a.At(i, j)
			}
		}
	}
	return raw{blas64.Symmetric{N: n, Stride: stride, Data: data, Uplo: uplo}}
}

// Overwriting changes no bit of what is computed, on every path, of either triangle, by one
// solver after another, for any number of workers.
func TestOverwriteSameBits(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	var solver spectra.EigenSolver
	for seed := range uint64(testmat.Cases(15, 6)) {
		r := rand.New(rand.NewPCG(seed, 50))
		path := paths[1:][seed%5]
		n := []int{40, 255, 256, 257, 263, 319, 321}[r.IntN(7)]
		uplo := []blas.Uplo{blas.Upper, blas.Lower}[r.IntN(2)]
		a := scaled(random(r, n, 1), []int{0, 0, -1040, 1000}[r.IntN(4)])
		options := spectra.EigenOptions{
			Range:   []spectra.Range{{}, spectra.Lowest(3), spectra.Indices(n/3, n-2), spectra.Between(0, math.Inf(1))}[r.IntN(4)],
			Vectors: r.IntN(3) > 0,
			Workers: 1 + r.IntN(2),
		}
		solver.Force(path[0], path[1])
		var want, got spectra.Spectrum
		if err := solver.Solve(&want, stored(a, n, uplo), &options); err != nil {
			t.Fatal(err)
		}
		options.Overwrite, options.Workers = true, 3-options.Workers
		for what, m := range map[string]mat.Symmetric{
			"rows without gaps": stored(a, n, uplo), "rows with gaps": stored(a, n+3, uplo), "opaque": opaque{a},
		} {
			if err := solver.Solve(&got, m, &options); err != nil || !sameSpectrum(got, want) {
				t.Errorf("seed %d, n = %d, %v, %s: other numbers (%v)", seed, n, path, what, err)
			}
		}
	}
}

// What may not be overwritten stays: everything without the option, between and behind
// rows, of small matrices, and where the numbers or the options are refused. What may be is.
func TestOverwriteTouchesOnlyItsOwn(t *testing.T) {
	const n = 300
	a := random(rand.New(rand.NewPCG(3, 51)), n, 1)
	nan := scaled(a, 0)
	nan.SetSym(17, 270, math.NaN())
	overwrite := spectra.EigenOptions{Overwrite: true}
	for _, c := range []struct {
		what    string
		m       raw
		options spectra.EigenOptions
		err     error
		changes bool
	}{
		{"not asked for", stored(a, n, blas.Upper), spectra.EigenOptions{Vectors: true}, nil, false},
		{"gaps", stored(a, n+1, blas.Lower), overwrite, nil, false},
		{"not finite", stored(nan, n, blas.Upper), overwrite, spectra.ErrNotFinite{Arg: "a[17][270]", Value: math.NaN()}, false},
		{"no such range", stored(a, n, blas.Upper), spectra.EigenOptions{Overwrite: true, Range: spectra.Indices(0, n)}, spectra.ErrIndex{Position: 1, Index: n, Dim: n}, false},
		{"small", stored(symmetric([]float64{1, 2}, []float64{2, 5}), 2, blas.Upper), overwrite, nil, false},
		{"asked for", stored(a, n, blas.Upper), overwrite, nil, true},
	} {
		behind := append(c.m.s.Data, 7, 7, 7)
		c.m.s.Data = behind
		before := slices.Clone(behind)
		_, err := spectra.EigenWith(c.m, &c.options)
		if fmt.Sprint(err) != fmt.Sprint(c.err) {
			t.Errorf("%s: error %v, want %v", c.what, err, c.err)
		}
		same := func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }
		if changed := !slices.EqualFunc(before, behind, same); changed != c.changes {
			t.Errorf("%s: changed %v", c.what, changed)
		}
		if end := len(behind) - 3; !slices.Equal(behind[end:], before[end:]) {
			t.Errorf("%s: changed what is behind the matrix", c.what)
		}
	}
}

// A solver forgets storage that it overwrote: it neither writes there again nor keeps it.
func TestOverwriteForgets(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 52))
	for _, path := range paths[1:5] {
		var solver spectra.EigenSolver
		var s spectra.Spectrum
		solver.Force(path[0], path[1])
		freed := make(chan bool, 1)
		func() {
			a := random(r, 300, 1)
			runtime.AddCleanup(&a.RawSymmetric().Data[0], func(freed chan bool) { freed <- true }, freed)
			if err := solver.Solve(&s, a, &spectra.EigenOptions{Vectors: true, Overwrite: true}); err != nil {
				t.Fatal(err)
			}
			left := slices.Clone(a.RawSymmetric().Data)
			if err := solver.Solve(&s, random(r, 300, 1), &spectra.EigenOptions{Vectors: true}); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(left, a.RawSymmetric().Data) {
				t.Errorf("%v: written to after the call", path)
			}
			if err := solver.Solve(&s, a, &spectra.EigenOptions{Vectors: true, Overwrite: true}); err != nil && !errors.As(err, new(spectra.ErrNotFinite)) {
				t.Fatal(err)
			}
		}()
		for range 100 {
			if runtime.GC(); len(freed) > 0 {
				break
			}
			time.Sleep(time.Millisecond)
		}
		if len(freed) == 0 {
			t.Errorf("%v: the solver keeps the storage of the matrix", path)
		}
		runtime.KeepAlive(&solver)
	}
}
