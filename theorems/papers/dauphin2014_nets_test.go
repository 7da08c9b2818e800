package papers

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/models/train"
	"saddle/spectra/f64"
	"saddle/theorems"
)

// krylovOf is a search in a small net of digits, at its start.
func krylovOf(t *testing.T, c DauphinCell, seed uint64) *dauphinKrylov {
	t.Helper()
	net, err := models.NewMLP(c.config())
	if err != nil {
		t.Fatal(err)
	}
	k := &dauphinKrylov{net: net, w: normalEntries(rand.New(rand.NewPCG(seed, 8)), net.Dim(), 0.3)}
	k.g = make([]float64, net.Dim())
	k.size = k.gradient(k.g, k.w)
	return k
}

// The basis is orthonormal, begins with the gradient, and H V = V⁺T.
func TestBasisOfKrylovSpaces(t *testing.T) {
	k := krylovOf(t, DauphinCell{2, 20}, 1)
	v, m := k.basis()
	rows, columns := m.Dims()
	if len(v) != rows || rows != columns+1 || columns != krylovOrder {
		t.Fatalf("%d vectors, T is %d×%d", len(v), rows, columns)
	}
	h := make([]float64, len(k.w))
	for j := range columns {
		for i := range rows {
			if want := indicator(i == j); math.Abs(f64.Dot(v[i], v[j])-want) > 1e-12 && f64.Dot(v[i], v[i]) > 0 {
				t.Errorf("v_%d · v_%d = %v", i, j, f64.Dot(v[i], v[j]))
			}
			if i > j+1 && m.At(i, j) != 0 {
				t.Errorf("T is not zero at %d, %d", i, j)
			}
		}
		k.net.HessVec(h, k.w, v[j])
		for i := range rows {
			f64.Axpy(h, -m.At(i, j), v[i])
		}
		if left := math.Sqrt(f64.Dot(h, h)); left > 1e-12 {
			t.Errorf("H v_%d is off by %v", j, left)
		}
	}
	if d := f64.Dot(v[0], k.g); math.Abs(d-k.size) > 1e-14 {
		t.Errorf("the first vector has %v of the gradient's %v", d, k.size)
	}
}

// Where the Krylov space is all that matters, the steps are those by all eigenvalues: (H² + μ)⁻¹Hg.
func TestStepsInKrylovSpaces(t *testing.T) {
	c := models.MLPConfig{Widths: []int{1, 2, 2}, Activation: models.Tanh, Bias: true, Criterion: models.CrossEntropy, Mean: true, X: [][]float64{{1}, {-0.5}, {2}}, Labels: []int{0, 1, 1}}
	net, err := models.NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	k := &dauphinKrylov{net: net, w: normalEntries(rand.New(rand.NewPCG(3, 8)), net.Dim(), 0.7)}
	k.g = make([]float64, net.Dim())
	k.size = k.gradient(k.g, k.w)
	steps := k.damped()
	n := net.Dim()
	var h mat.SymDense
	net.Hessian(&h, k.w)
	var eigen mat.EigenSym
	eigen.Factorize(&h, true)
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	most := 0.0
	for _, l := range eigen.Values(nil) {
		most = max(most, math.Abs(l))
	}
	for e := 1; e < len(steps); e++ { // σ₁ of T is the greatest |λ| that the gradient sees
		mu := most * most * math.Pow(10, float64(2*(e-8)))
		want := mat.NewVecDense(n, nil)
		for i, l := range eigen.Values(nil) {
			u := vectors.ColView(i)
			want.AddScaledVec(want, l*mat.Dot(u, mat.NewVecDense(n, k.g))/(l*l+mu), u)
		}
		want.SubVec(want, mat.NewVecDense(n, steps[e]))
		if off := mat.Norm(want, 2) / math.Sqrt(f64.Dot(steps[e], steps[e])); off > 1e-5 {
			t.Errorf("μ = %v: off by %v", mu, off)
		}
	}
}

// The search lowers the gradient in every step, and what it returns is what is there.
func TestKrylovSearch(t *testing.T) {
	k := krylovOf(t, DauphinCell{2, 50}, 2)
	for range 5 {
		before, at := k.size, k.w
		if !k.step() || k.size > before*(1-dauphinProgress) || &at[0] == &k.w[0] {
			t.Fatalf("from %v to %v", before, k.size)
		}
	}
	steps, err := k.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e, err := k.end(steps)
	if err != nil {
		t.Fatal(err)
	}
	dense, err := train.FindCritical(t.Context(), k.net, e.W, &train.CriticalOptions{Tolerance: 1e300})
	if err != nil || dense.Kind != e.Kind || math.Abs(dense.Gradient-e.Gradient) > 1e-15 || math.Abs(dense.Flatness-e.Flatness) > 1e-6*e.Flatness+1e-9 || dense.Loss != e.Loss {
		t.Errorf("%+v and %+v, %v", e.Kind, dense.Kind, err)
	}
	for i, l := range dense.Values {
		if math.Abs(l-e.Values[i]) > 1e-12 {
			t.Errorf("eigenvalue %d: %v and %v", i, l, e.Values[i])
		}
	}
	if e.Kind != train.CriticalPoint {
		t.Errorf("%v after %d steps, ‖∇L‖ = %v", e.Kind, steps, e.Gradient)
	}
}

// The least loss with constant outputs is critical, and its own kind; where all is right nothing is critical.
func TestKindsOfDigitEnds(t *testing.T) {
	c := DauphinCell{2, 50}
	k := krylovOf(t, c, 1)
	clear(k.w)
	count := make([]float64, 10)
	for _, l := range c.config().Labels {
		count[l]++
	}
	for i, n := range count {
		k.w[len(k.w)-10+i] = math.Log(n)
	}
	if size := k.gradient(k.g, k.w); math.Abs(k.net.Loss(k.w)-c.entropy()) > 1e-14 || size > 1e-14 {
		t.Errorf("L = %v, ‖∇L‖ = %v, entropy %v", k.net.Loss(k.w), size, c.entropy())
	}
	for want, e := range map[string]DauphinEnd{
		dauphinConstant:  {Kind: "critical", Loss: c.entropy(), Error: 0.8},
		dauphinVanishing: {Kind: "critical", Loss: 1e-9},
		"critical":       {Kind: "critical", Loss: 0.3, Error: 0.02},
		"gradient-flat":  {Kind: "gradient-flat", Loss: 1e-3},
	} {
		if got := c.kind(e); got != want {
			t.Errorf("%+v: %s, want %s", e, got, want)
		}
	}
	got := c.tally(DauphinEnd{Kind: "critical", Loss: 1e-9, Neg: 1, Pos: 3})
	if ofKind(train.CriticalPoint)(got.Class) || got.Point[0] != 0.25 || got.Point[1] != 1e-9 || got.Point[2] != 0 {
		t.Errorf("%+v", got)
	}
}

// By hand: with constant outputs z and one sample, the fall is Σ p_k (z_y − z_k) for the cross-entropy and −(z − y)·z for the square.
func TestFallAlongTheLastLayer(t *testing.T) {
	for _, c := range []struct {
		label   int
		squared bool
		want    theorems.Verdict
	}{{0, false, theorems.True}, {1, false, theorems.False}, {2, false, theorems.False}, {0, true, theorems.False}} {
		l := LabelledNet{W: []int{1, -2, 3, 0, 1, 1, 0, 0, 0, 0, 0, 0, 4, 2, 0}, X: []int{1, -1}, Labels: []int{c.label}, Squared: c.squared}
		if e := l.falls(); e.Verdict != c.want || l.rightly() != (c.label == 0) {
			t.Errorf("%+v: %v", c, e)
		}
	}
	for _, l := range drawn(30, NoCriticalPointWithoutErrors.Draw) {
		net, w := l.net()
		sum, out := 0.0, make([]float64, 3)
		for s, label := range l.Labels {
			net.Outputs(out, w, []float64{float64(l.X[2*s]), float64(l.X[2*s+1])})
			all := math.Exp(out[0]) + math.Exp(out[1]) + math.Exp(out[2])
			for _, z := range out {
				sum += math.Exp(z) / all * (z - out[label]) / float64(len(l.Labels))
			}
		}
		if fall, err := l.fall(); err != nil || math.Abs(fall.Lo+sum) > 1e-12 || math.Abs(fall.Hi+sum) > 1e-12 || sum >= 0 {
			t.Errorf("%+v: %v, %v, and by the formula %v", l, fall, err, -sum)
		}
	}
}
