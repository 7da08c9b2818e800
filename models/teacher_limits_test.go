package models

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

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
