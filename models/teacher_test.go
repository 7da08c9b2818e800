package models

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/interval"
)

func mustTeacher(t testing.TB, k, n, d int) *Teacher {
	t.Helper()
	m, err := NewTeacher(k, n, d)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// teacherSize bounds the terms that loss, gradient and Hessian product of m sum at w, for a
// direction of length v; pairs turn by at most |v| over the length of a neuron.
func teacherSize(m *Teacher, w []float64, v float64) float64 {
	total := float64(m.k)
	for i := range m.n {
		total += norm(row(w, i, m.d))
	}
	_, short := m.Kink(w)
	return total * (1 + total) * (1 + v) * (1 + 1/short)
}

func teacherBound(m *Teacher, w []float64, v float64) float64 {
	return rounding((m.n+m.k)*m.d, teacherSize(m, w, v))
}

// orthonormal returns the parameters w_i = v_i, i ≤ min(n, k), all others 0.
func orthonormal(m *Teacher) []float64 {
	w := make([]float64, m.Dim())
	for i := range min(m.n, m.k) {
		w[i*m.d+i] = 1
	}
	return w
}

var teacherShapes = [][3]int{{1, 1, 1}, {1, 1, 2}, {1, 2, 3}, {2, 1, 2}, {2, 2, 4}, {3, 5, 3}, {4, 3, 7}, {5, 5, 5}}

func eachTeacher(t *testing.T, f func(what string, r *rand.Rand, m *Teacher)) {
	for i, s := range teacherShapes {
		f(fmt.Sprintf("k, n, d = %v", s), rand.New(rand.NewPCG(8, uint64(i))), mustTeacher(t, s[0], s[1], s[2]))
	}
}

// TestTeacherAgainstTape: random neurons are parallel with probability 0, except in one dimension.
func TestTeacherAgainstTape(t *testing.T) {
	eachTeacher(t, func(what string, r *rand.Rand, m *Teacher) {
		if m.d == 1 {
			return
		}
		tape := m.Tape()
		for range 5 {
			w, v := normals(r, m.Dim(), 1), normals(r, m.Dim(), 1)
			// the tape itself divides by sin t
			agree(t, what, m, tape, w, v, teacherBound(m, w, norm(v))*math.Pow(smallestSine(m, w), -3))
		}
	})
}

// smallestSine returns the smallest sine of an angle between two neurons.
func smallestSine(m *Teacher, w []float64) float64 {
	p := m.scratch(w)
	defer m.free.put(p)
	p.angles(w)
	smallest := 1.0
	for i := range m.n {
		for j := i + 1; j < m.n+m.k; j++ {
			smallest = min(smallest, p.sin[i*(m.n+m.k)+j])
		}
	}
	return smallest
}

// TestTeacherEnclosed: at a spurious minimum the interval reading of the tape holds what the
// float64 code says, and is no wider than rounding errors are.
func TestTeacherEnclosed(t *testing.T) {
	m := mustTeacher(t, 6, 6, 6)
	w, g := flipped(6), make([]float64, m.Dim())
	loss := m.LossGradient(g, w)
	box := make([]interval.Interval, len(w))
	for i, x := range w {
		box[i] = interval.Of(x)
	}
	value, gradient, err := m.Tape().EncloseGradient(box)
	if err != nil {
		t.Fatal(err)
	}
	bound := teacherBound(m, w, 0)
	for i, x := range append(gradient, value) {
		got := append(g, loss)[i]
		if !(x.Lo-bound <= got && got <= x.Hi+bound && x.Hi-x.Lo <= bound) {
			t.Errorf("entry %d is %v, enclosed by %v", i, got, x)
		}
	}
}

// TestTeacherInOneDimension: for d = 1, E relu(wx) relu(vx) = wv/2 for equal signs, else 0.
func TestTeacherInOneDimension(t *testing.T) {
	m := mustTeacher(t, 1, 3, 1)
	w := []float64{2, -0.5, 0.25}
	loss := ((2.25-1)*(2.25-1) + 0.5*0.5) / 4
	bound := teacherBound(m, w, 1)
	compare(t, "loss", []float64{m.Loss(w)}, []float64{loss}, bound)
	g := make([]float64, 3)
	m.Gradient(g, w)
	compare(t, "gradient", g, []float64{(2.25 - 1) / 2, -0.25, (2.25 - 1) / 2}, bound)
	var h mat.SymDense
	m.Hessian(&h, w)
	compare(t, "Hessian", h.RawSymmetric().Data, []float64{0.5, 0, 0.5, 0, 0.5, 0, 0, 0, 0.5}, bound)
}

func TestTeacherHessian(t *testing.T) {
	eachTeacher(t, func(what string, r *rand.Rand, m *Teacher) {
		w := normals(r, m.Dim(), 1)
		checkHessian(t, what, m, w)
	})
}

// checkHessian compares the blocks with Hessian products.
func checkHessian(t *testing.T, what string, m *Teacher, w []float64) {
	t.Helper()
	h := mat.NewSymDense(m.Dim(), nil)
	m.Hessian(h, w)
	v, got := make([]float64, m.Dim()), make([]float64, m.Dim())
	for j := range m.Dim() {
		v[j] = 1
		m.HessVec(got, w, v)
		v[j] = 0
		compare(t, fmt.Sprintf("%s: column %d", what, j), got, mat.Col(nil, j, h), teacherBound(m, w, 1))
	}
}

// TestTeacherMonteCarlo compares the closed form with the mean over inputs.
func TestTeacherMonteCarlo(t *testing.T) {
	samples := 200_000
	if testing.Short() {
		samples = 20_000
	}
	eachTeacher(t, func(what string, r *rand.Rand, m *Teacher) {
		w := normals(r, m.Dim(), 1/math.Sqrt(float64(m.d)))
		x, z := make([]float64, m.d), make([]float64, m.n)
		var sum, squares float64
		for range samples {
			for i := range x {
				x[i] = r.NormFloat64()
			}
			clear(z)
			addRowDots(z, x, w)
			var e float64
			for _, v := range z {
				e += max(v, 0)
			}
			for _, v := range x[:m.k] {
				e -= max(v, 0)
			}
			sum += e * e / 2
			squares += e * e * e * e / 4
		}
		mean := sum / float64(samples)
		deviation := math.Sqrt((squares/float64(samples) - mean*mean) / float64(samples))
		if d := math.Abs(mean-m.Loss(w)) / deviation; !(d <= 6) {
			t.Errorf("%s: %v, Monte Carlo %v: %.1f standard errors", what, m.Loss(w), mean, d)
		}
	})
}

// TestTeacherGlobalMinimum: loss and gradient vanish at W = V.
func TestTeacherGlobalMinimum(t *testing.T) {
	for _, s := range [][2]int{{1, 1}, {2, 2}, {2, 5}, {8, 8}, {20, 23}} {
		m := mustTeacher(t, s[0], s[0], s[1])
		w, g := orthonormal(m), make([]float64, m.Dim())
		bound := teacherBound(m, w, 0)
		compare(t, "loss", []float64{m.LossGradient(g, w)}, []float64{0}, bound)
		compare(t, "gradient", g, make([]float64, m.Dim()), bound)
	}
}

// TestTeacherSymmetry: permutations of the student neurons, permutations of the first k
// coordinates and orthogonal maps of the other d − k leave F invariant.
func TestTeacherSymmetry(t *testing.T) {
	eachTeacher(t, func(what string, r *rand.Rand, m *Teacher) {
		w, v := normals(r, m.Dim(), 1), normals(r, m.Dim(), 1)
		neurons, coordinates := r.Perm(m.n), r.Perm(m.k)
		axis := normals(r, m.d-m.k, 1)
		move := func(x []float64) []float64 {
			y := make([]float64, len(x))
			for i, from := range neurons {
				to, x := row(y, i, m.d), row(x, from, m.d)
				for j, c := range coordinates {
					to[j] = x[c]
				}
				reflect(to[m.k:], x[m.k:], axis)
			}
			return y
		}
		bound := 2 * teacherBound(m, w, norm(v))
		g, h := make([]float64, m.Dim()), make([]float64, m.Dim())
		compare(t, what+": loss", []float64{m.Loss(move(w))}, []float64{m.Loss(w)}, bound)
		m.Gradient(g, w)
		m.Gradient(h, move(w))
		compare(t, what+": gradient", h, move(g), bound)
		m.HessVec(g, w, v)
		m.HessVec(h, move(w), move(v))
		compare(t, what+": Hessian product", h, move(g), bound)
	})
}

// reflect sets dst to x − 2 (x·a)/(a·a) a.
func reflect(dst, x, a []float64) {
	var xa, aa float64
	for i := range x {
		xa, aa = xa+x[i]*a[i], aa+a[i]*a[i]
	}
	for i := range x {
		dst[i] = x[i] - 2*xa/aa*a[i]
	}
}

// TestTeacherParallel approaches pairs of parallel and of antiparallel neurons, and a neuron on
// ± a teacher: loss, gradient and Hessian tend to their values at the limit, at
// the rate of their Lipschitz constants; and blocks and products agree all the way.
func TestTeacherParallel(t *testing.T) {
	m := mustTeacher(t, 2, 3, 3)
	r := rand.New(rand.NewPCG(9, 0))
	for _, limit := range [][]float64{
		{1, 2, 3, -1, -2, -3, 0.5, 0, 1},
		{1, 2, 3, 1, 2, 3, 0.5, 0, 1},
		{1, 2, 3, 2, 4, 6, -1, -2, -3},
		{0, 1, 0, 3, 0, 0, 0, -2, 0},
		{0.1, 0.7, 0.3, 0.3, 2.1, 0.9, 0, -0.1, 0}, // parallel up to rounding
	} {
		direction := normals(r, m.Dim(), 1)
		n := m.Dim()
		g0, g := make([]float64, n), make([]float64, n)
		var h0, h mat.SymDense
		f0 := m.LossGradient(g0, limit)
		m.Hessian(&h0, limit)
		checkHessian(t, fmt.Sprintf("limit %v", limit), m, limit)
		_, short := m.Kink(limit)
		lipschitz := teacherSize(m, limit, 0) / (short * short) // of loss, gradient and Hessian
		for step := 1e-4; step > 1e-17; step /= 10 {
			w := slices.Clone(limit)
			for i := range w {
				w[i] += step * direction[i]
			}
			bound := step*norm(direction)*lipschitz + teacherBound(m, w, 1)
			f := m.LossGradient(g, w)
			compare(t, fmt.Sprintf("loss at %g from %v", step, limit), []float64{f}, []float64{f0}, bound)
			compare(t, fmt.Sprintf("gradient at %g from %v", step, limit), g, g0, bound)
			m.Hessian(&h, w)
			compare(t, fmt.Sprintf("Hessian at %g from %v", step, limit), h.RawSymmetric().Data, h0.RawSymmetric().Data, bound)
			checkHessian(t, fmt.Sprintf("%g from %v", step, limit), m, w)
		}
	}
}

// TestTeacherNearlyParallel: blocks and products, which treat small angles in different ways,
// agree for neurons that are parallel up to 1e-4 … 1e-24, with entries of all sizes.
func TestTeacherNearlyParallel(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(14, seed))
		d := 2 + r.IntN(4)
		m := mustTeacher(t, 1+r.IntN(d), 2, d)
		w := make([]float64, m.Dim())
		first, second := row(w, 0, d), row(w, 1, d)
		if r.IntN(3) == 0 {
			first[r.IntN(m.k)] = 1
		} else {
			for l := range first {
				first[l] = r.NormFloat64() * math.Pow(10, -20*r.Float64()*float64(r.IntN(2)))
			}
		}
		factor := float64(1-2*r.IntN(2)) * math.Exp(r.NormFloat64())
		size := math.Pow(10, -4-20*r.Float64())
		for l, x := range first {
			second[l] = factor * (x + size*r.NormFloat64()*math.Pow(10, -10*r.Float64()))
		}
		v := normals(r, m.Dim(), 1)
		var h mat.SymDense
		var want mat.VecDense
		m.Hessian(&h, w)
		want.MulVec(&h, mat.NewVecDense(len(v), v))
		got := make([]float64, len(v))
		m.HessVec(got, w, v)
		compare(t, fmt.Sprintf("d = %d, w = %v", d, w), got, want.RawVector().Data, teacherBound(m, w, norm(v)))
	}
}

// TestTeacherTwins: two equal neurons make one of twice the length, so that the Hessian along
// their sum is that of the single neuron.
func TestTeacherTwins(t *testing.T) {
	one, two := mustTeacher(t, 3, 1, 4), mustTeacher(t, 3, 2, 4)
	r := rand.New(rand.NewPCG(10, 0))
	w, v := normals(r, 4, 1), normals(r, 4, 1)
	half := func(x []float64) []float64 {
		y := slices.Repeat(x, 2)
		for i := range y {
			y[i] /= 2
		}
		return y
	}
	bound := teacherBound(two, half(w), norm(v))
	compare(t, "loss", []float64{two.Loss(half(w))}, []float64{one.Loss(w)}, bound)
	g1, g2 := make([]float64, 4), make([]float64, 8)
	one.Gradient(g1, w)
	two.Gradient(g2, half(w))
	compare(t, "gradient", g2, slices.Repeat(g1, 2), bound)
	one.HessVec(g1, w, v)
	two.HessVec(g2, half(w), half(v))
	compare(t, "Hessian product", g2, slices.Repeat(g1, 2), bound)
}

// TestTeacherFreeDimensions: for neurons within the span of the teacher, the Hessian in d > k
// dimensions is that in k dimensions and d − k copies of the n×n matrix
// M_ii = ½ + Σ_{j≠i} sin t_ij |w_j|/(2π|w_i|) − Σ_j sin t_iv/(2π|w_i|), M_ij = (π−t_ij)/(2π).
func TestTeacherFreeDimensions(t *testing.T) {
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(11, seed))
		k, n, free := 2+r.IntN(3), 1+r.IntN(4), 1+r.IntN(3)
		small, large := mustTeacher(t, k, n, k), mustTeacher(t, k, n, k+free)
		w := normals(r, small.Dim(), 1)
		wide := make([]float64, large.Dim())
		for i := range n {
			copy(row(wide, i, k+free), row(w, i, k))
		}
		var hSmall, hLarge mat.SymDense
		small.Hessian(&hSmall, w)
		large.Hessian(&hLarge, wide)
		extra := transverse(w, n, k)
		for a := range large.Dim() {
			for b := range large.Dim() {
				i, l, j, c := a/(k+free), a%(k+free), b/(k+free), b%(k+free)
				want := 0.0
				switch {
				case l < k && c < k:
					want = hSmall.At(i*k+l, j*k+c)
				case l == c:
					want = extra[i][j]
				}
				compare(t, fmt.Sprintf("entry %d, %d", a, b), []float64{hLarge.At(a, b)}, []float64{want}, teacherBound(large, wide, 1))
			}
		}
	}
}

// transverse returns the matrix M of TestTeacherFreeDimensions, by package math.
func transverse(w []float64, n, k int) [][]float64 {
	m := make([][]float64, n)
	cosine := func(i, j int) float64 {
		var s float64
		for l := range k {
			s += w[i*k+l] * w[j*k+l]
		}
		return s / (norm(row(w, i, k)) * norm(row(w, j, k)))
	}
	for i := range n {
		m[i] = make([]float64, n)
		ri := norm(row(w, i, k))
		m[i][i] = 0.5
		for j := range n {
			if j != i {
				angle := math.Acos(cosine(i, j))
				m[i][i] += math.Sin(angle) * norm(row(w, j, k)) / (2 * math.Pi * ri)
				m[i][j] = (math.Pi - angle) / (2 * math.Pi)
			}
		}
		for j := range k {
			m[i][i] -= math.Sin(math.Acos(w[i*k+j]/ri)) / (2 * math.Pi * ri)
		}
	}
	return m
}

// TestTeacherSpuriousMinima finds the minima with one neuron near −e_1 (Arjevani and Field, "Analytic study
// of families of spurious minima in two-layer ReLU neural networks", 2021: type II), by gradient
// descent from a point of that shape and Newton's method. At k = 5 the point is a saddle.
func TestTeacherSpuriousMinima(t *testing.T) {
	for _, c := range []struct {
		k                           int
		loss, eigenvalue, lastDigit float64 // of the loss, seven decimals are known
	}{
		{5, .0269705, -.00770, 0.5e-5},
		{6, .0250806, .0047004, 0.5e-7},
		{7, .0232027, .0140590, 0.5e-7},
		{8, .0215080, .0213466, 0.5e-7},
	} {
		m := mustTeacher(t, c.k, c.k, c.k)
		w, g := flipped(c.k), make([]float64, m.Dim())
		for range 2000 {
			m.Gradient(g, w)
			for i := range w {
				w[i] -= 0.1 * g[i]
			}
		}
		var h mat.SymDense
		for range 4 {
			m.Gradient(g, w)
			m.Hessian(&h, w)
			var step mat.VecDense
			if err := step.SolveVec(&h, mat.NewVecDense(len(g), g)); err != nil {
				t.Fatal(err)
			}
			for i := range w {
				w[i] -= step.AtVec(i)
			}
		}
		loss := m.LossGradient(g, w)
		m.Hessian(&h, w)
		var eigen mat.EigenSym
		if !eigen.Factorize(&h, false) {
			t.Fatal("no eigenvalues")
		}
		compare(t, fmt.Sprintf("k = %d: gradient", c.k), g, make([]float64, m.Dim()), teacherBound(m, w, 0))
		compare(t, fmt.Sprintf("k = %d: loss", c.k), []float64{loss}, []float64{c.loss}, 0.5e-7)
		compare(t, fmt.Sprintf("k = %d: least eigenvalue", c.k), eigen.Values(nil)[:1], []float64{c.eigenvalue}, c.lastDigit)
	}
}

// flipped returns a point of the shape that the minima at k = 7 have.
func flipped(k int) []float64 {
	w := make([]float64, k*k)
	for i := range k {
		for j := range k {
			switch {
			case i == 0 && j == 0:
				w[i*k+j] = -.63
			case i == 0:
				w[i*k+j] = .26
			case i == j:
				w[i*k+j] = 1
			case j == 0:
				w[i*k+j] = .19
			default:
				w[i*k+j] = -.035
			}
		}
	}
	return w
}

// TestTeacherAtZero: a neuron at 0 is off. It changes nothing for the others, and At refuses it.
func TestTeacherAtZero(t *testing.T) {
	with, without := mustTeacher(t, 2, 3, 2), mustTeacher(t, 2, 2, 2)
	w := []float64{1, 2, 0, 0, -1, 0.5}
	rest := []float64{1, 2, -1, 0.5}
	g, gRest := make([]float64, 6), make([]float64, 4)
	if a, b := with.LossGradient(g, w), without.LossGradient(gRest, rest); a != b {
		t.Errorf("loss %v, without the neuron %v", a, b)
	}
	if want := slices.Concat(gRest[:2], []float64{0, 0}, gRest[2:]); !slices.Equal(g, want) {
		t.Errorf("gradient %v, want %v", g, want)
	}
	with.HessVec(g, w, []float64{1, 0, 0, 0, 0, 1})
	without.HessVec(gRest, rest, []float64{1, 0, 0, 1})
	if !slices.Equal(g[:2], gRest[:2]) || !slices.Equal(g[4:], gRest[2:]) {
		t.Errorf("Hessian product %v, without the neuron %v", g, gRest)
	}
	var h, hRest mat.SymDense
	with.Hessian(&h, w)
	without.Hessian(&hRest, rest)
	for i := range 4 {
		for j := range 4 {
			if got, want := h.At(i+2*(i/2), j+2*(j/2)), hRest.At(i, j); got != want {
				t.Errorf("Hessian entry %d, %d is %v, without the neuron %v", i, j, got, want)
			}
		}
	}
	var nonSmooth ErrNonSmooth
	if _, err := At(with, w); !errors.As(err, &nonSmooth) || nonSmooth.Unit != "neuron 2" {
		t.Errorf("At returns %v", err)
	}
	if unit, d := without.Kink([]float64{3, 4, 6, -8}); unit != "neuron 1" || d != 5 {
		t.Errorf("kink %q at %v", unit, d)
	}
}

// TestTeacherScales: neurons as short as 1e-200 and as long as 1e150 neither underflow nor
// overflow to wrong angles. F = ½E(N−T)² is homogeneous of degree 2 for the long ones.
func TestTeacherScales(t *testing.T) {
	m := mustTeacher(t, 2, 2, 2)
	w := []float64{3e-200, 4e-200, -3e-200, 4e-200}
	g, want := make([]float64, 4), make([]float64, 4)
	m.Gradient(g, w)
	m.Gradient(want, []float64{3e-20, 4e-20, -3e-20, 4e-20})
	compare(t, "gradient of short neurons", g, want, rounding(16, 4))
	long := []float64{3e150, 4e150, -3e150, 4e150}
	size := math.Pow(1e150, 2)
	compare(t, "loss of long neurons", []float64{m.Loss(long) / size}, []float64{m.Loss([]float64{3e20, 4e20, -3e20, 4e20}) / 1e40}, rounding(16, 100))
}

func TestTeacherErrors(t *testing.T) {
	for _, c := range []struct {
		k, n, d int
		arg     string
	}{{0, 1, 1, "k"}, {1, 0, 1, "n"}, {3, 3, 2, "d"}, {-1, -1, -1, "k"}} {
		var bad ErrArgument
		if _, err := NewTeacher(c.k, c.n, c.d); !errors.As(err, &bad) || bad.Arg != c.arg {
			t.Errorf("NewTeacher(%d, %d, %d) returns %v", c.k, c.n, c.d, err)
		}
	}
	m := mustTeacher(t, 1, 1, 2)
	if k, n, d := m.Shape(); k != 1 || n != 1 || d != 2 {
		t.Errorf("shape %d, %d, %d", k, n, d)
	}
	one, two := make([]float64, 1), make([]float64, 2)
	for name, f := range map[string]func(){
		"models: w has length 1, want 2":   func() { m.Loss(one) },
		"models: dst has length 1, want 2": func() { m.Gradient(one, two) },
		"models: v has length 1, want 2":   func() { m.HessVec(two, two, one) },
		"models: dst has order 3, want 2":  func() { m.Hessian(mat.NewSymDense(3, nil), two) },
	} {
		mustPanic(t, name, f)
	}
}

func TestTeacherPass(t *testing.T) {
	eachTeacher(t, func(what string, r *rand.Rand, m *Teacher) {
		w, v := normals(r, m.Dim(), 1), normals(r, m.Dim(), 1)
		checkPass(t, what, m, w, v)
		g := make([]float64, m.Dim())
		if loss := m.LossGradient(g, w); loss != m.Loss(w) {
			t.Errorf("%s: LossGradient returns %v, Loss %v", what, loss, m.Loss(w))
		}
	})
}

func TestTeacherAllocations(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 0))
	m := mustTeacher(t, 3, 4, 5)
	checkAllocations(t, m, normals(r, m.Dim(), 1), normals(r, m.Dim(), 1))
}

func TestTeacherConcurrent(t *testing.T) {
	checkConcurrent(t, mustTeacher(t, 3, 4, 5), rand.New(rand.NewPCG(13, 0)))
}
