package spectra_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/f64"
	"saddle/spectra/internal/testmat"
)

func minres(t *testing.T, a spectra.Operator, b []float64, opt *spectra.MINRESOptions) spectra.Solution {
	t.Helper()
	s, err := spectra.MINRES(context.Background(), a, b, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The residual is the smallest that a Krylov space has: it falls from step to step.
func TestMINRESResidualsFall(t *testing.T) {
	r := rand.New(rand.NewPCG(203, 204))
	const n = 60
	a := random(r, n, 1)
	b := gaussian(r, n)
	before := math.Inf(1)
	for steps := 1; steps < n; steps++ {
		s, err := spectra.MINRES(context.Background(), spectra.Dense(a), b, &spectra.MINRESOptions{MaxSteps: steps})
		var short spectra.ErrNotConverged
		if err == nil {
			break
		}
		if !errors.As(err, &short) || short.Residual != s.Residual || s.Steps != steps {
			t.Fatalf("%d of %d steps: %v", s.Steps, steps, err)
		}
		if !(s.Residual <= before*(1+1e-12)) {
			t.Errorf("step %d: residual %g after %g", steps, s.Residual, before)
		}
		if steps <= 6 {
			if best := smallestResidual(t, a, b, steps); !(math.Abs(s.Residual-best) <= 1e-10*best) {
				t.Errorf("step %d: residual %g, the smallest is %g", steps, s.Residual, best)
			}
		}
		before = s.Residual
	}
}

// smallestResidual returns the least ‖b − Ax‖ for x in the span of b, Ab, …, A^(k−1)b, by least
// squares.
func smallestResidual(t *testing.T, a *mat.SymDense, b []float64, k int) float64 {
	t.Helper()
	n := len(b)
	images := mat.NewDense(n, k, nil)
	v, w := mat.NewVecDense(n, slices.Clone(b)), mat.NewVecDense(n, nil)
	for j := range k {
		w.MulVec(a, v)
		w.ScaleVec(1/w.Norm(2), w)
		images.SetCol(j, w.RawVector().Data)
		v, w = w, v
	}
	var qr mat.QR
	qr.Factorize(images)
	var y mat.VecDense
	if err := qr.SolveVecTo(&y, false, mat.NewVecDense(n, b)); err != nil {
		t.Fatal(err)
	}
	var x mat.VecDense
	x.MulVec(images, &y)
	x.SubVec(mat.NewVecDense(n, b), &x)
	return x.Norm(2)
}

// As many steps as there are distinct eigenvalues, and one for an eigenvector.
func TestMINRESEndsWithTheEigenvalues(t *testing.T) {
	r := rand.New(rand.NewPCG(205, 206))
	for distinct := 1; distinct <= 6; distinct++ {
		n := 30
		d := make([]float64, n)
		for i := range d {
			d[i] = math.Pow(-1.5, float64(i%distinct))
		}
		a := prescribed(r, d)
		s := minres(t, spectra.Dense(a), gaussian(r, n), nil)
		if s.Steps > distinct {
			t.Errorf("%d eigenvalues took %d steps", distinct, s.Steps)
		}
	}
	a := diagonal([]float64{-3, 1, 5, 7})
	s := minres(t, spectra.Dense(a), []float64{0, 0, 10, 0}, nil)
	if s.Steps != 1 || s.X[2] != 2 || s.Products != 2 {
		t.Errorf("an eigenvector took %d steps and %d products to %v", s.Steps, s.Products, s.X)
	}
}

// Powers of two in b, or in A and λ, move x by one and change no other bit; products may be near
// overflow or underflow.
func TestMINRESScales(t *testing.T) {
	r := rand.New(rand.NewPCG(207, 208))
	const n, lambda = 20, 0.375
	a, b := random(r, n, 1), gaussian(r, n)
	plain := minres(t, spectra.Dense(a), b, &spectra.MINRESOptions{Shift: lambda})
	for _, e := range []struct{ a, b int }{{0, 7}, {-3, 0}, {5, -5}, {600, 600}, {-600, -600}, {-480, 500}, {1015, 1015}, {1000, 3}, {-960, -960}} {
		scaledB := make([]float64, n)
		for i, x := range b {
			scaledB[i] = math.Ldexp(x, e.b)
		}
		s := minres(t, spectra.Dense(scaled(a, e.a)), scaledB, &spectra.MINRESOptions{Shift: math.Ldexp(lambda, e.a)})
		for i, x := range plain.X {
			if want := math.Ldexp(x, e.b-e.a); s.X[i] != want {
				t.Fatalf("A·2^%d, b·2^%d: x[%d] = %g, want %g", e.a, e.b, i, s.X[i], want)
			}
		}
		if want := math.Ldexp(plain.Residual, e.b); s.Residual != want || s.Steps != plain.Steps {
			t.Errorf("A·2^%d, b·2^%d: residual %g in %d steps, want %g in %d", e.a, e.b, s.Residual, s.Steps, want, plain.Steps)
		}
	}
}

// Rows and columns in another order give x in that order.
func TestMINRESPermutes(t *testing.T) {
	r := rand.New(rand.NewPCG(209, 210))
	const n = 25
	a, b, order := random(r, n, 1), gaussian(r, n), r.Perm(n)
	permuted := make([]float64, n)
	for i, p := range order {
		permuted[i] = b[p]
	}
	opt := &spectra.MINRESOptions{ResidualTolerance: 1e-12}
	x := minres(t, spectra.Dense(a), b, opt)
	y := minres(t, spectra.Dense(generate(n, func(i, j int) float64 { return a.At(order[i], order[j]) })), permuted, opt)
	for i, p := range order {
		if !(math.Abs(y.X[i]-x.X[p]) <= 1e-9*norm2(x.X)) {
			t.Errorf("x[%d] is %g, want %g", i, y.X[i], x.X[p])
		}
	}
}

// Where A is singular, what is solved is solved by the x nearest to Start; and if nothing
// solves it, the least squares solution nearest to Start comes with an ErrSingular.
func TestMINRESOfSingularMatrices(t *testing.T) {
	r := rand.New(rand.NewPCG(211, 212))
	for k := range testmat.Cases(120, 30) {
		n := 2 + r.IntN(30)
		d := make([]float64, n)
		zeros := 1 + r.IntN(n-1)
		for i := zeros; i < n; i++ {
			d[i] = math.Copysign(0.2+r.Float64(), r.NormFloat64())
		}
		a := prescribed(r, d)
		values, vectors, err := spectra.Eigen(a)
		if err != nil {
			t.Fatal(err)
		}
		b := gaussian(r, n)
		consistent := k%3 == 0
		opt := &spectra.MINRESOptions{Tolerance: 1e-12}
		if k%2 == 0 {
			opt.Start = gaussian(r, n)
		}
		want, left := make([]float64, n), 0.0
		for j, value := range values { // in the basis of eigenvectors
			v := mat.Col(nil, j, vectors)
			along := mat.Dot(mat.NewVecDense(n, v), mat.NewVecDense(n, b))
			part := along / value
			if math.Abs(value) < 1e-6 {
				part = 0
				if consistent {
					f64.Axpy(b, -along, v)
				} else {
					left += along * along
				}
				if opt.Start != nil {
					part = f64.Dot(opt.Start, v)
				}
			}
			f64.Axpy(want, part, v)
		}
		s, err := spectra.MINRES(context.Background(), spectra.Dense(a), b, opt)
		var singular spectra.ErrSingular
		if consistent != (err == nil) || !consistent && !errors.As(err, &singular) {
			t.Fatalf("n = %d, %d zeros, solvable %v: %v", n, zeros, consistent, err)
		}
		if !(math.Abs(s.Residual-math.Sqrt(left)) <= 1e-9*(1+norm2(b))) || !(singular.Normal <= 1e-9) || !consistent && singular.Residual != s.Residual {
			t.Errorf("residual %g, want %g; %+v", s.Residual, math.Sqrt(left), singular)
		}
		// A(x − x*) is what r has in the range of A, where eigenvalues are at least 0.2.
		bound := singular.Normal*s.Residual/0.04 + 1e-9*(1+norm2(want))
		if apart := norm2(minus2(s.X, want)); !(apart <= bound) {
			t.Errorf("n = %d, %d zeros, solvable %v, start %v: x is off by %g of %g", n, zeros, consistent, opt.Start != nil, apart, norm2(want))
		}
	}
}

// Many shifts at once give the bits that each of them gives alone.
func TestMINRESShiftsAreEachAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(213, 214))
	const n = 30
	a, b := random(r, n, 1), gaussian(r, n)
	shifts := []float64{0, 1e-3, -2.5, 100, 7}
	opt := &spectra.MINRESOptions{ResidualTolerance: 1e-11, MaxSteps: 2000}
	products := 0
	all, err := spectra.MINRESShifts(context.Background(), linear{n, func(dst, v []float64) {
		products++
		spectra.Dense(a).Mul(dst, v)
	}}, b, shifts, opt)
	if err != nil {
		t.Fatal(err)
	}
	most := 0
	for i, shift := range shifts {
		single := *opt
		single.Shift = shift
		alone := minres(t, spectra.Dense(a), b, &single)
		most = max(most, alone.Steps)
		if !slices.Equal(alone.X, all[i].X) || alone.Residual != all[i].Residual || alone.Steps != all[i].Steps {
			t.Errorf("shift %g: %d steps to %g, alone %d to %g", shift, all[i].Steps, all[i].Residual, alone.Steps, alone.Residual)
		}
	}
	if products != all[0].Products || products > most+4*len(shifts) {
		t.Errorf("%d products, %d reported, the longest alone has %d steps", products, all[0].Products, most)
	}
}

// A good preconditioner saves steps and changes no solution; |A| itself needs two or three.
func TestMINRESWithPreconditioner(t *testing.T) {
	r := rand.New(rand.NewPCG(215, 216))
	const n = 40
	d := make([]float64, n)
	for i := range d {
		d[i] = math.Copysign(math.Pow(10, 4*r.Float64()), r.NormFloat64())
	}
	a, b := diagonal(d), gaussian(r, n)
	for _, size := range []float64{1, 0x1p-500, 0x1p300} {
		inverse := linear{n, func(dst, v []float64) {
			for i := range dst {
				dst[i] = size * v[i] / math.Abs(d[i])
			}
		}}
		s := minres(t, spectra.Dense(a), b, &spectra.MINRESOptions{ResidualTolerance: 1e-12, Preconditioner: inverse})
		if s.Steps > 3 || !(residualOf(a, s.X, b) <= 1e-12*norm2(b)) {
			t.Errorf("size %g: %d steps to %g", size, s.Steps, s.Residual)
		}
	}
	dense := prescribed(r, d)
	spread := linear{n, func(dst, v []float64) { // its own symmetric positive definite matrix
		for i := range dst {
			dst[i] = v[i] * (1 + float64(i%3))
		}
	}}
	for _, shift := range []float64{0, 3} {
		s := minres(t, spectra.Dense(dense), b, &spectra.MINRESOptions{Shift: shift, Tolerance: 1e-12, Preconditioner: spread, MaxSteps: 3000})
		if res := residualOf(shiftedBy(dense, shift), s.X, b); !(math.Abs(res-s.Residual) <= backward(n, norm(dense))*norm2(s.X)) || !(res <= 1e-12*(norm(dense)*norm2(s.X)+norm2(b))) {
			t.Errorf("residual %g, reported %g", res, s.Residual)
		}
	}
}

// A singular system without a solution, preconditioned: AM⁻¹r = 0, so that rᵀM⁻¹r is smallest.
func TestMINRESOfSingularMatricesWithPreconditioner(t *testing.T) {
	r := rand.New(rand.NewPCG(227, 228))
	for range testmat.Cases(30, 10) {
		n := 2 + r.IntN(20)
		d := make([]float64, n)
		for i := 1; i < n; i++ {
			d[i] = math.Copysign(0.5+r.Float64(), r.NormFloat64())
		}
		a, b, inverse := prescribed(r, d), gaussian(r, n), gram(r, n, n, 1)
		s, err := spectra.MINRES(context.Background(), spectra.Dense(a), b, &spectra.MINRESOptions{Preconditioner: spectra.Dense(inverse)})
		if !errors.As(err, new(spectra.ErrSingular)) {
			t.Fatalf("n = %d: %v", n, err)
		}
		var residual, u, v mat.VecDense
		residual.MulVec(a, mat.NewVecDense(n, s.X))
		residual.SubVec(mat.NewVecDense(n, b), &residual)
		u.MulVec(inverse, &residual)
		v.MulVec(a, &u)
		if ratio := v.Norm(2) / u.Norm(2); !(math.Abs(s.Normal-ratio) <= 1e-10) || !(math.Abs(s.Residual-residual.Norm(2)) <= 1e-10*norm2(b)) {
			t.Errorf("n = %d: ‖AM⁻¹r‖/‖M⁻¹r‖ = %g, reported %g, residual %g, reported %g", n, ratio, s.Normal, residual.Norm(2), s.Residual)
		}
		// With Av = 0, the smallest rᵀM⁻¹r is (vᵀb)²/vᵀMv. What x has along v, which may be much,
		// costs digits.
		_, vectors, err := spectra.Eigen(a)
		if err != nil {
			t.Fatal(err)
		}
		null := nullVector(a, vectors)
		f, err := spectra.FactorizeLDLT(inverse, 0)
		if err != nil {
			t.Fatal(err)
		}
		image := make([]float64, n)
		f.Solve(image, null)
		along := f64.Dot(null, b)
		least, form := along*along/f64.Dot(null, image), mat.Dot(&residual, &u)
		if !(form >= least*(1-1e-6)) || !(form <= least+1e-3*least+1e-9*f64.Dot(b, b)) {
			t.Errorf("n = %d: rᵀM⁻¹r is %g, the smallest is %g", n, form, least)
		}
	}
}

// nullVector returns the eigenvector of the eigenvalue next to 0.
func nullVector(a mat.Symmetric, vectors *mat.Dense) (best []float64) {
	n, least := a.SymmetricDim(), math.Inf(1)
	image := make([]float64, n)
	for j := range n {
		v := mat.Col(nil, j, vectors)
		spectra.Dense(a).Mul(image, v)
		if size := norm2(image); size < least {
			best, least = v, size
		}
	}
	return best
}

// The bits are those of every level of the kernels.
func TestMINRESBitsAtAllLevels(t *testing.T) {
	r := rand.New(rand.NewPCG(217, 218))
	a, b := random(r, 70, 1), gaussian(r, 70)
	own := linear{70, func(dst, v []float64) {
		for i := range dst {
			dst[i] = 0
			for j, x := range v {
				dst[i] += float64(a.At(i, j) * x)
			}
		}
	}}
	var first spectra.Solution
	defer f64.Use(f64.InUse())
	for i, level := range f64.Levels() {
		f64.Use(level)
		s := minres(t, own, b, &spectra.MINRESOptions{Shift: 0.5})
		if i == 0 {
			first = s
		} else if !slices.Equal(s.X, first.X) || s.Residual != first.Residual {
			t.Errorf("%v: other bits", level)
		}
	}
}
