package models

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
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
		compareMoved(t, what, m, w, v, move, bound)
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
