package bench

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/f64"
)

// Peers are left out where one piece of work takes them more than ten seconds:
// above gonumValues and gonumVectors rows.
const gonumValues, gonumVectors = 1024, 512

// eigenvalueContests: all eigenvalues of one matrix.
func eigenvalueContests() (contests []contest) {
	for _, n := range []int{4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096} {
		contests = append(contests, eigenvalueContest(n, 1))
		if n >= 512 {
			contests = append(contests, eigenvalueContest(n, 2))
		}
	}
	return contests
}

func eigenvalueContest(n, workers int) contest {
	return contest{name("n", n, "workers", workers), workers, n > 1024, func() ([]hand, map[string]float64, error) {
		a := ensemble(n)
		var solver spectra.EigenSolver
		ours, theirs := make([]float64, n), []float64(nil)
		hands := []hand{{impl: "spectra", work: func() error { return solver.Values(ours, a) }}}
		if n <= gonumValues {
			hands = append(hands, hand{impl: "gonum", work: func() (err error) { theirs, err = gonumEigenvalues(a); return err }})
		}
		if lapack != nil {
			scratch, w := make([]float64, n*n), make([]float64, n)
			values := func(twoStage bool) func() error {
				return func() error {
					copy(scratch, a.RawSymmetric().Data)
					theirs = w
					return lapack.dsyevd(n, scratch, w, false, twoStage)
				}
			}
			hands = append(hands, hand{impl: "dsyevd", work: values(false)})
			if n >= 512 {
				hands = append(hands, hand{impl: "dsyevd2stage", work: values(true)})
			}
		}
		metrics, err := compareValues(a, hands, &ours, &theirs)
		if n <= 32 && err == nil {
			metrics["allocs/op"] = testing.AllocsPerRun(10, func() { hands[0].work() })
		}
		return hands, metrics, err
	}}
}

func gonumEigenvalues(a *mat.SymDense) ([]float64, error) {
	var e mat.EigenSym
	if !e.Factorize(a, false) {
		return nil, fmt.Errorf("gonum's QL iteration failed")
	}
	return e.Values(nil), nil
}

// compareValues runs each hand and reports as "residual" how far the eigenvalues
// are apart, and their sum from the trace, in units: an error if it is more than
// roundings explain.
func compareValues(a *mat.SymDense, hands []hand, ours, theirs *[]float64) (map[string]float64, error) {
	worst := 0.0
	for i, h := range hands {
		if err := h.work(); err != nil {
			return nil, fmt.Errorf("%s: %w", h.impl, err)
		}
		values := *ours
		if i > 0 {
			values = *theirs
		}
		worst = max(worst, apart(a, values, *ours))
	}
	if !(worst < 8) {
		return nil, fmt.Errorf("the eigenvalues are %v nε‖A‖ apart or from the trace", worst)
	}
	return map[string]float64{"residual": worst}, nil
}

// apart returns how far values are from reference, and their mean from that of the
// diagonal of a, in units of nε‖A‖.
func apart(a *mat.SymDense, values, reference []float64) float64 {
	n := a.SymmetricDim()
	if len(values) < 1 || len(values) > n || len(reference) != len(values) {
		return math.NaN()
	}
	norm, mean, worst := mat.Norm(a, math.Inf(1)), 0.0, 0.0
	if n == len(values) {
		norm = max(-values[0], values[n-1])
		mean = -mat.Trace(a) / float64(n)
	}
	for i, x := range values {
		mean += x / float64(n)
		worst = max(worst, residual(math.Abs(x-reference[i]), n, norm))
	}
	if n == len(values) {
		worst = max(worst, residual(math.Abs(mean), n, norm))
	}
	return worst
}

// eigenContests: all eigenpairs of one matrix.
func eigenContests() (contests []contest) {
	for _, n := range []int{64, 256, 1024, 2048} {
		contests = append(contests, contest{name("n", n, "workers", 1), 1, n > 1024, func() ([]hand, map[string]float64, error) {
			a := ensemble(n)
			var values []float64
			var vectors *mat.Dense
			hands := []hand{{impl: "spectra", work: func() (err error) { values, vectors, err = spectra.Eigen(a); return err }}}
			if n <= gonumVectors {
				hands = append(hands, hand{impl: "gonum", work: func() error {
					var e mat.EigenSym
					if !e.Factorize(a, true) {
						return fmt.Errorf("gonum's QL iteration failed")
					}
					e.VectorsTo(&mat.Dense{})
					return nil
				}})
			}
			if lapack != nil {
				scratch, w := make([]float64, n*n), make([]float64, n)
				hands = append(hands, hand{impl: "dsyevd", work: func() error {
					copy(scratch, a.RawSymmetric().Data)
					return lapack.dsyevd(n, scratch, w, true, false)
				}})
			}
			if err := hands[0].work(); err != nil {
				return nil, nil, err
			}
			residual, orthogonality := quality(a, values, vectors)
			if !(residual < 30 && orthogonality < 30) {
				return nil, nil, fmt.Errorf("residual %v, orthogonality %v, want below 30", residual, orthogonality)
			}
			return hands, map[string]float64{"residual": residual, "orthogonality": orthogonality}, nil
		}})
	}
	return contests
}

// quality returns the test ratios of LAPACK: max|AV − VΛ| in units of nε‖A‖, and
// max|VᵀV − I| in units of nε.
func quality(a *mat.SymDense, values []float64, vectors *mat.Dense) (residual, orthogonality float64) {
	n, k := vectors.Dims()
	full := mat.DenseCopyOf(a)
	v := f64.NewMatrix(n, k, k, vectors.RawMatrix().Data)
	av := f64.NewMatrix(n, k, k, make([]float64, n*k))
	f64.Gemm(av, 1, f64.NewMatrix(n, n, n, full.RawMatrix().Data), v)
	gram := f64.NewMatrix(k, k, k, make([]float64, k*k))
	f64.Gemm(gram, 1, v.T(), v)
	for i := range n {
		for j := range k {
			residual = max(residual, math.Abs(av.At(i, j)-v.At(i, j)*values[j]))
		}
	}
	for i := range k {
		gram.Set(i, i, gram.At(i, i)-1)
		for j := range k {
			orthogonality = max(orthogonality, math.Abs(gram.At(i, j)))
		}
	}
	norm := max(math.Abs(values[0]), math.Abs(values[len(values)-1]))
	return residual / unit(n, norm), orthogonality / unit(n, 1)
}

// inertiaContests: the proved signs of all eigenvalues, beside one factorisation.
func inertiaContests() (contests []contest) {
	for _, n := range []int{64, 256, 1024, 2048} {
		contests = append(contests, contest{name("n", n), 1, n > 1024, func() ([]hand, map[string]float64, error) {
			a := ensemble(n)
			var inertia spectra.Inertia
			hands := []hand{{impl: "spectra", work: func() (err error) { inertia, err = spectra.InertiaOfDense(a); return err }}}
			if lapack != nil {
				hands = append(hands, dsytrfHand(a))
			}
			if err := hands[0].work(); err != nil {
				return nil, nil, err
			}
			values, err := spectra.Eigenvalues(a)
			if err != nil {
				return nil, nil, err
			}
			negative := 0
			for negative < n && values[negative] < 0 {
				negative++
			}
			if inertia.Unsure == 0 && inertia.Neg != negative || inertia.Unsure > n/100 {
				return nil, nil, fmt.Errorf("inertia %v, %d eigenvalues are negative", inertia, negative)
			}
			return hands, map[string]float64{"unsure": float64(inertia.Unsure)}, nil
		}})
	}
	return contests
}

// gemmContests: one product of two square matrices.
func gemmContests() (contests []contest) {
	for _, n := range []int{256, 1000, 2000} {
		contests = append(contests, contest{name("n", n), 1, n > 1024, func() ([]hand, map[string]float64, error) {
			r := rand.New(rand.NewPCG(5, uint64(n)))
			a, b := normal(r, n*n, 1), normal(r, n*n, 1)
			ours, theirs := make([]float64, n*n), make([]float64, n*n)
			A, B, C := f64.NewMatrix(n, n, n, a), f64.NewMatrix(n, n, n, b), f64.NewMatrix(n, n, n, ours)
			hands := []hand{
				{impl: "f64", work: func() error { clear(ours); f64.Gemm(C, 1, A, B); return nil }},
				{impl: "gonum", work: func() error { mat.NewDense(n, n, theirs).Mul(mat.NewDense(n, n, a), mat.NewDense(n, n, b)); return nil }},
			}
			if lapack != nil {
				hands = append(hands, hand{impl: "openblas", work: func() error { lapack.dgemm(n, theirs, a, b); return nil }})
			}
			worst := 0.0
			hands[0].work()
			for _, h := range hands[1:] {
				h.work()
				for i := range ours {
					worst = max(worst, math.Abs(ours[i]-theirs[i]))
				}
			}
			// A row and a column of normal numbers have norm √n each.
			if worst = residual(worst, n, float64(n)); !(worst < 8) {
				return nil, nil, fmt.Errorf("the products are %v nε‖a‖‖b‖ apart", worst)
			}
			return hands, map[string]float64{"residual": worst}, nil
		}})
	}
	return contests
}

// TestApart: eigenvalues are at their place, and rounded to single precision they are not.
func TestApart(t *testing.T) {
	a := ensemble(20)
	values, err := spectra.Eigenvalues(a)
	theirs, gonumErr := gonumEigenvalues(a)
	if err != nil || gonumErr != nil {
		t.Fatal(err, gonumErr)
	}
	single := make([]float64, len(values))
	for i, x := range values {
		single[i] = float64(float32(x))
	}
	if x := apart(a, values, theirs); !(x < 8) {
		t.Errorf("spectra and gonum are %v nε‖A‖ apart", x)
	}
	if x := apart(a, single, values); x < 8 {
		t.Errorf("single precision is %v nε‖A‖ apart", x)
	}
	if x := apart(a, single, single); x < 8 {
		t.Errorf("the trace is %v nε‖A‖ apart in single precision", x)
	}
	if x := apart(a, values[:0], values); x < 8 {
		t.Errorf("no eigenvalues are %v nε‖A‖ apart", x)
	}
}

// TestQuality: eigenpairs pass, and with one entry changed they do not.
func TestQuality(t *testing.T) {
	a := ensemble(30)
	values, vectors, err := spectra.Eigen(a)
	if err != nil {
		t.Fatal(err)
	}
	if r, o := quality(a, values, vectors); !(r < 30 && o < 30) {
		t.Errorf("residual %v, orthogonality %v", r, o)
	}
	vectors.Set(3, 4, vectors.At(3, 4)+1e-9)
	if r, o := quality(a, values, vectors); r < 30 || o < 30 {
		t.Errorf("a changed vector has residual %v, orthogonality %v", r, o)
	}
}
