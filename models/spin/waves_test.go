package spin

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
)

// eachWaves calls f with a drawn field in each dimension, and one of waves of any length.
func eachWaves(t *testing.T, f func(what string, r *rand.Rand, w *Waves, x []float64)) {
	t.Helper()
	for n := 1; n <= 5; n++ {
		r := rand.New(rand.NewPCG(10, uint64(n)))
		law, err := IsotropicWaves(n)
		if n == 5 {
			for range 7 {
				law = append(law, Wave{normals(r, n), 0.5})
			}
		} else if err != nil {
			t.Fatal(err)
		}
		w, err := DrawWaves(r, law)
		if err != nil {
			t.Fatal(err)
		}
		f(fmt.Sprintf("n = %d", n), r, w, normals(r, n))
	}
}

// The formula, derivatives by its tape, and the Hessian by its products, also where they are written over the point.
func TestWavesAgainstTape(t *testing.T) {
	eachWaves(t, func(what string, r *rand.Rand, w *Waves, x []float64) {
		tape, v := w.Tape(), normals(r, w.n)
		a, b := make([]float64, w.n), make([]float64, w.n)
		if f := w.LossGradient(a, x); math.Abs(f-tape.LossGradient(b, x)) > 1e-12 || f != w.Loss(x) || apart(a, b) > 1e-12 {
			t.Errorf("%s: %v, gradient %v, want %v", what, f, a, b)
		}
		w.Gradient(b, x)
		copy(a, x)
		if w.Gradient(a, a); apart(a, b) != 0 {
			t.Errorf("%s: over the point %v, want %v", what, a, b)
		}
		w.HessVec(a, x, v)
		if tape.HessVec(b, x, v); apart(a, b) > 1e-11 {
			t.Errorf("%s: product %v, want %v", what, a, b)
		}
		var h mat.SymDense
		w.Hessian(&h, x)
		w.Hessian(&h, x)
		var hv mat.VecDense
		hv.MulVec(&h, mat.NewVecDense(w.n, v))
		if apart(hv.RawVector().Data, a) > 1e-11 {
			t.Errorf("%s: Hessian times v %v, want %v", what, hv.RawVector().Data, a)
		}
	})
}

// The field has its period, and what is asked of its moments is exact: all are integers.
func TestIsotropicWaves(t *testing.T) {
	for n := 1; n <= 4; n++ {
		law, err := IsotropicWaves(n)
		if err != nil {
			t.Fatal(err)
		}
		moment := func(index ...int) (sum float64) {
			for _, w := range law {
				term := math.Round(w.Deviation * w.Deviation)
				for _, i := range index {
					term *= w.K[i]
				}
				sum += term
			}
			return sum
		}
		delta := func(i, j int) float64 {
			if i == j {
				return 1
			}
			return 0
		}
		c, d := moment(0, 0), moment(0, 0, 0, 0)/3
		for i := range n {
			for j := range n {
				if moment(i, j) != c*delta(i, j) || c <= 0 {
					t.Errorf("n = %d: second moment %d, %d is %v", n, i, j, moment(i, j))
				}
				for l := range n {
					for m := range n {
						want := d * (delta(i, j)*delta(l, m) + delta(i, l)*delta(j, m) + delta(i, m)*delta(j, l))
						if math.Abs(moment(i, j, l, m)-want) > 1e-12 {
							t.Errorf("n = %d: fourth moment %v is %v, want %v", n, []int{i, j, l, m}, moment(i, j, l, m), want)
						}
					}
				}
			}
		}
		for _, w := range law {
			for _, k := range w.K {
				if k != math.Round(k) {
					t.Errorf("n = %d: wave vector %v", n, w.K)
				}
			}
		}
	}
	for _, n := range []int{-1, 0, 5} {
		var argument models.ErrArgument
		if _, err := IsotropicWaves(n); !errors.As(err, &argument) {
			t.Errorf("n = %d: %v", n, err)
		}
	}
}

// Drawn fields have the covariance Σ s² cos k·(x − y), and at a point the Hessian that is known from the energy: its mean is
// −c/Σs² times the energy, off the diagonal it is independent of it.
func TestCovarianceOfWaves(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 3))
	law, _ := IsotropicWaves(3)
	x, y := []float64{0.3, -1, 2}, []float64{0.9, -0.5, 2.2}
	want, variance := 0.0, 0.0
	for _, w := range law {
		phase := 0.0
		for i, k := range w.K {
			phase += k * (x[i] - y[i])
		}
		want += w.Deviation * w.Deviation * math.Cos(phase)
		variance += w.Deviation * w.Deviation
	}
	const draws = 40_000
	var cross, same, trace, off, shared float64
	var h mat.SymDense
	for range draws {
		w, err := DrawWaves(r, law)
		if err != nil {
			t.Fatal(err)
		}
		phi := w.Loss(x)
		w.Hessian(&h, x)
		same += phi * phi / draws
		cross += phi * w.Loss(y) / draws
		trace += phi * mat.Trace(&h) / (3 * draws)
		off += phi * h.At(0, 1) / draws
		shared += h.At(0, 0) * h.At(1, 1) / draws
	}
	for name, c := range map[string][2]float64{
		"⟨φ²⟩": {same, variance}, "⟨φ(x)φ(y)⟩": {cross, want}, "⟨φ∂²φ⟩": {trace, -6}, "⟨φ∂_12φ⟩": {off, 0}, "⟨∂_11φ ∂_22φ⟩": {shared, 2},
	} {
		if math.Abs(c[0]-c[1]) > 0.25 { // three standard errors of ⟨φ²⟩, and more of the others
			t.Errorf("%s = %v, want %v", name, c[0], c[1])
		}
	}
}

// What is no sum of waves is refused, by the name of the argument.
func TestBadWaves(t *testing.T) {
	nan := math.NaN()
	var argument models.ErrArgument
	var dimension models.ErrDimension
	var finite models.ErrNotFinite
	for _, k := range [][][]float64{nil, {{}}} {
		if _, err := NewWaves(k, nil, nil); !errors.As(err, &argument) || argument.Arg != "k" {
			t.Errorf("%v: %v", k, err)
		}
	}
	for arg, c := range map[string]struct {
		k    [][]float64
		a, b []float64
	}{"k[1]": {[][]float64{{1}, {1, 2}}, []float64{1, 1}, []float64{1, 1}}, "a": {[][]float64{{1}}, nil, []float64{1}}, "b": {[][]float64{{1}}, []float64{1}, []float64{1, 2}}} {
		if _, err := NewWaves(c.k, c.a, c.b); !errors.As(err, &dimension) || dimension.Arg != arg {
			t.Errorf("%s: %v", arg, err)
		}
	}
	for arg, c := range map[string][3]float64{"k[0][0]": {nan, 1, 1}, "a[0]": {1, math.Inf(1), 1}, "b[0]": {1, 1, nan}} {
		if _, err := NewWaves([][]float64{{c[0]}}, []float64{c[1]}, []float64{c[2]}); !errors.As(err, &finite) || finite.Arg != arg {
			t.Errorf("%s: %v", arg, err)
		}
	}
	w, err := NewWaves([][]float64{{1, 2}}, []float64{1}, []float64{1})
	if err != nil {
		t.Fatal(err)
	}
	for what, f := range map[string]func(){
		"w":   func() { w.Loss(make([]float64, 1)) },
		"dst": func() { w.Gradient(make([]float64, 1), make([]float64, 2)) },
		"v":   func() { w.HessVec(make([]float64, 2), make([]float64, 2), nil) },
		"H":   func() { w.Hessian(mat.NewSymDense(3, nil), make([]float64, 2)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", what)
				}
			}()
			f()
		}()
	}
	if p, err := models.At(w, []float64{0, 0}); err != nil || p.Loss() != 1 {
		t.Errorf("%v", err)
	}
}
