package bench

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra"
)

// batchContests: the eigenvalues of 64 matrices, at once and one by one.
func batchContests() (contests []contest) {
	const count = 64
	for _, n := range []int{4, 8, 16, 32} {
		contests = append(contests, contest{name("n", n, "count", count), 1, false, func() ([]hand, map[string]float64, error) {
			r := rand.New(rand.NewPCG(6, uint64(n)))
			a := make([]float64, count*n*n)
			dense := make([]*mat.SymDense, count)
			for k := range dense {
				dense[k] = symmetric(r, n)
				for i := range n {
					for j := range n {
						a[(k*n+i)*n+j] = dense[k].At(i, j)
					}
				}
			}
			ours, theirs := make([]float64, count*n), make([]float64, count*n)
			var solver spectra.BatchSolver
			hands := []hand{
				{impl: "spectra", work: func() error { return solver.Eigenvalues(ours, a, n, 1) }},
				{impl: "gonum", work: func() error {
					for k, m := range dense {
						var e mat.EigenSym
						if !e.Factorize(m, false) {
							return fmt.Errorf("gonum's QL iteration failed")
						}
						e.Values(theirs[k*n : (k+1)*n])
					}
					return nil
				}},
			}
			worst := 0.0
			for _, h := range hands {
				if err := h.work(); err != nil {
					return nil, nil, err
				}
			}
			for k, m := range dense {
				worst = max(worst, apart(m, ours[k*n:(k+1)*n], theirs[k*n:(k+1)*n]))
			}
			if !(worst < 8) {
				return nil, nil, fmt.Errorf("the eigenvalues are %v nε‖A‖ apart", worst)
			}
			return hands, map[string]float64{"residual": worst}, nil
		}})
	}
	return contests
}

// smallestContests: the ten smallest eigenvalues of one matrix.
func smallestContests() []contest {
	const n, k = 1024, 10
	return []contest{{name("n", n, "k", k), 1, false, func() ([]hand, map[string]float64, error) {
		a := ensemble(n)
		var solver spectra.EigenSolver
		var spectrum spectra.Spectrum
		hands := []hand{{impl: "spectra", work: func() error {
			return solver.Solve(&spectrum, a, &spectra.EigenOptions{Range: spectra.Lowest(k)})
		}}}
		ours, theirs := make([]float64, k), make([]float64, n)
		if err := hands[0].work(); err != nil {
			return nil, nil, err
		}
		copy(ours, spectrum.Values)
		if lapack != nil {
			scratch := make([]float64, n*n)
			hands = append(hands, hand{impl: "dsyevr", work: func() error {
				copy(scratch, a.RawSymmetric().Data)
				return lapack.dsyevr(n, k, scratch, theirs)
			}})
			if err := hands[1].work(); err != nil {
				return nil, nil, err
			}
		} else {
			all, err := spectra.Eigenvalues(a)
			if err != nil {
				return nil, nil, err
			}
			copy(theirs, all)
		}
		worst := apart(a, ours, theirs[:k])
		if !(worst < 8) {
			return nil, nil, fmt.Errorf("the eigenvalues are %v nε‖A‖ apart", worst)
		}
		return hands, map[string]float64{"residual": worst}, nil
	}}}
}

// factorizationContests: one factorisation LDLᵀ, and what it solves.
func factorizationContests() (contests []contest) {
	for _, n := range []int{64, 256, 1024, 2048} {
		contests = append(contests, contest{name("n", n), 1, n > 1024, func() ([]hand, map[string]float64, error) {
			a := ensemble(n)
			var f spectra.LDLT
			hands := []hand{{impl: "spectra", work: func() error { return f.Factorize(a, 0) }}}
			if lapack != nil {
				hands = append(hands, dsytrfHand(a))
			}
			if err := hands[0].work(); err != nil {
				return nil, nil, err
			}
			x, b, ax := make([]float64, n), normal(rand.New(rand.NewPCG(7, 0)), n, 1), make([]float64, n)
			f.Solve(x, b)
			spectra.Dense(a).Mul(ax, x)
			worst := residual(floats.Distance(ax, b, math.Inf(1)), n, mat.Norm(a, math.Inf(1))*floats.Norm(x, math.Inf(1)))
			if !(worst < 30) {
				return nil, nil, fmt.Errorf("‖Ax − b‖ is %v nε‖A‖‖x‖", worst)
			}
			return hands, map[string]float64{"residual": worst}, nil
		}})
	}
	return contests
}

func dsytrfHand(a *mat.SymDense) hand {
	n := a.SymmetricDim()
	scratch, pivots := make([]float64, n*n), make([]int32, n)
	return hand{impl: "dsytrf", work: func() error {
		copy(scratch, a.RawSymmetric().Data)
		return lapack.dsytrf(n, scratch, pivots)
	}}
}

// productContests: a Hessian-vector product at a point, beside one gradient.
func productContests() []contest {
	return []contest{{name("model", "mlp-784-64-64-10", "samples", 1000), 1, false, func() ([]hand, map[string]float64, error) {
		subject := losses[len(losses)-1]
		model := subject.build()
		w, v := subject.point(model.Dim())
		point := must(models.At(model, w))
		apart, err := products.compare(at{model, point}, subject.other(model), w, v)
		dst := make([]float64, len(w))
		return []hand{
			{impl: "point", work: func() error { point.Mul(dst, v); return nil }},
			{impl: "gradient", work: func() error { model.Gradient(dst, w); return nil }},
		}, map[string]float64{"residual": apart}, err
	}}}
}

// densityContests: a hundred Lanczos steps on the Hessian of a net, beside as many
// bare products. An operation is one step.
func densityContests() []contest {
	const steps = 100
	return []contest{{name("model", "mlp-784-64-64-10", "samples", 1000), 1, false, func() ([]hand, map[string]float64, error) {
		subject := losses[len(losses)-1]
		model := subject.build()
		w, v := subject.point(model.Dim())
		point := must(models.At(model, w))
		dst := make([]float64, len(w))
		var measure spectra.Measure
		density := func() (err error) {
			measure, err = spectra.Density(context.Background(), point, &spectra.DensityOptions{Probes: 1, Steps: steps})
			return err
		}
		if err := density(); err != nil {
			return nil, nil, err
		}
		if measure.Products != steps || !(measure.Departure < 0x1p-26) {
			return nil, nil, fmt.Errorf("%d products, departure %v", measure.Products, measure.Departure)
		}
		return []hand{
			{impl: "spectra", work: density, parts: steps},
			{impl: "product", work: func() error { point.Mul(dst, v); return nil }},
		}, map[string]float64{"departure": measure.Departure / (math.Sqrt(float64(len(w))) * 0x1p-52)}, nil
	}}}
}

// hessianContests: the full Hessian of a loss, beside as many products as it has
// columns, and beside the Hessian with its eigenvalues.
func hessianContests() (contests []contest) {
	for _, s := range []subject{losses[2], losses[1]} {
		contests = append(contests, contest{name(append(s.name, "values", "no")...), 1, false, func() ([]hand, map[string]float64, error) {
			model := s.build()
			w, _ := s.point(model.Dim())
			ours, hessian, err := fullHessian(model, w)
			return []hand{
				{impl: "point", work: ours},
				{impl: "products", work: func() error { models.Hessian(model, w); return nil }},
			}, map[string]float64{"P": float64(hessian.SymmetricDim())}, err
		}}, contest{name(append(s.name, "values", "yes")...), 1, false, func() ([]hand, map[string]float64, error) {
			model := s.build()
			w, _ := s.point(model.Dim())
			ours, hessian, err := fullHessian(model, w)
			var solver spectra.EigenSolver
			values := make([]float64, len(w))
			both := func() error { ours(); return solver.Values(values, hessian) }
			if err == nil {
				err = both()
			}
			theirs, gonumErr := gonumEigenvalues(hessian)
			if x := apart(hessian, values, theirs); err == nil && gonumErr == nil && !(x < 8) {
				err = fmt.Errorf("the eigenvalues are %v nε‖A‖ apart", x)
			}
			if n := testing.AllocsPerRun(10, func() { both() }); len(w) <= 32 && n > 0 {
				err = fmt.Errorf("%v allocations", n)
			}
			return []hand{{impl: "spectra", work: both}, {impl: "gonum", work: func() error { ours(); _, err := gonumEigenvalues(hessian); return err }}}, nil, err
		}})
	}
	return contests
}

// fullHessian returns work that overwrites hessian, after comparing it with products.
func fullHessian(model models.Model, w []float64) (work func() error, hessian *mat.SymDense, err error) {
	hessian = mat.NewSymDense(len(w), nil)
	direct, ok := model.(models.Hessianer)
	if !ok {
		return nil, hessian, fmt.Errorf("%T has no Hessian of its own", model)
	}
	work = func() error { direct.Hessian(hessian, w); return nil }
	work()
	reference := models.Hessian(model, w)
	var difference mat.Dense
	difference.Sub(hessian, reference)
	if d, norm := mat.Norm(&difference, 2), mat.Norm(reference, 2); !(d <= tolerance(len(w), norm)) {
		err = fmt.Errorf("%T: the Hessian is %v from its products, at norm %v", model, d, norm)
	}
	return work, hessian, err
}

// TestContestsAreChecked: contests that take little time pass their own checks.
func TestContestsAreChecked(t *testing.T) {
	all := slices.Concat(batchContests(), hessianContests(), productContests())
	if testing.Short() {
		all = all[:1]
	}
	for _, c := range all {
		if _, _, err := c.prepare(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
