package certify_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra/f64"
	"saddle/theorems/certify"
)

func student(t testing.TB, k, n, d int) *models.Teacher {
	t.Helper()
	m, err := models.NewTeacher(k, n, d)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// flipped returns the critical point with n = k = d and one neuron turned away from its teacher: a minimum for
// k ≥ 6 and a saddle for k = 4 and 5 (Safran and Shamir, ICML 2018).
func flipped(m *models.Teacher) []float64 {
	k, _, _ := m.Shape()
	w, g := make([]float64, k*k), make([]float64, k*k)
	for i := range k {
		w[i], w[i*k] = 0.2, 0.2
		w[i*k+i] = 1
	}
	w[0] = -0.6
	for range 1500 {
		m.Gradient(g, w)
		for i := range w {
			w[i] -= 0.1 * g[i]
		}
	}
	h, step := mat.NewSymDense(k*k, nil), mat.NewVecDense(k*k, nil)
	for range 6 {
		m.Gradient(g, w)
		m.Hessian(h, w)
		if err := step.SolveVec(h, mat.NewVecDense(k*k, g)); err != nil && math.IsNaN(step.AtVec(0)) {
			break
		}
		for i := range w {
			w[i] -= step.AtVec(i)
		}
	}
	return w
}

// TestMinimaOfTeacher: the published losses and least eigenvalues, the latter to the digits there are.
func TestMinimaOfTeacher(t *testing.T) {
	for _, c := range []struct {
		k                int
		loss, eigenvalue float64
	}{{6, .0250806, .0047004}, {7, .0232027, .0140590}, {8, .0215080, .0213466}, {9, 0, .0272}, {10, .0187022, .0319640}} {
		m := student(t, c.k, c.k, c.k)
		got, err := certify.StrictMinimum(m, flipped(m), 0)
		if err != nil {
			t.Errorf("k = %d: %v", c.k, err)
			continue
		}
		digits := 0.5e-7
		if c.k == 9 {
			c.loss, digits = .0200, 0.5e-4
		}
		if !(got.Loss.Width() < 1e-12 && math.Abs(got.Loss.Mid()-c.loss) <= digits && math.Abs(got.Mu-c.eigenvalue) <= digits && got.R < 1e-11) {
			t.Errorf("k = %d: %v", c.k, got)
		}
		if v, err := certify.NoMinimum(m, got.W, 1e-6); !errors.As(err, new(certify.ErrUnproved)) {
			t.Errorf("k = %d: no minimum near one: %v, %v", c.k, v, err)
		}
	}
}

// TestSaddlesOfTeacher: below 6 neurons there is negative curvature, and never a certificate.
func TestSaddlesOfTeacher(t *testing.T) {
	for k, eigenvalue := range map[int]float64{4: -.0244, 5: -.00770} {
		m := student(t, k, k, k)
		w := flipped(m)
		for _, r := range []float64{0, 1e-12, 1e-9, 1e-6, 1e-3, 1e-1} {
			if got, err := certify.StrictMinimum(m, w, r); err == nil {
				t.Errorf("k = %d, r = %v: %v", k, r, got)
			}
		}
		if v, err := certify.NoMinimum(m, w, 1e-6); err != nil || !(v.Hi < eigenvalue+1e-4 && v.Lo > eigenvalue-1e-4) {
			t.Errorf("k = %d: %v, %v", k, v, err)
		}
	}
}

// TestTeacherItselfIsAMinimum: at W = V every student is parallel to a teacher, and
// λ_min = ¼ − 1/(2π) (Safran, Yehudai and Shamir, "The effects of mild over-parameterization on the
// optimization landscape of shallow ReLU neural networks", COLT 2021).
func TestTeacherItselfIsAMinimum(t *testing.T) {
	for _, k := range []int{1, 2, 3, 6} {
		m := student(t, k, k, k)
		w := make([]float64, m.Dim())
		for i := range k {
			w[i*k+i] = 1
		}
		least := 0.25 - 1/(2*math.Pi)
		if k == 1 {
			least = 0.5
		}
		got, err := certify.StrictMinimum(m, w, 0)
		if err != nil || !got.Loss.Contains(0) || got.Loss.Width() > 1e-13 || !(math.Abs(got.Mu-least) < 1e-9) {
			t.Errorf("k = %d: %v, %v", k, got, err)
		}
	}
	// one student too many: the parts of a neuron may be exchanged, so that no minimum is strict
	m := student(t, 2, 3, 2)
	if got, err := certify.StrictMinimum(m, []float64{1, 0, 0, 0.5, 0, 0.5}, 0); !errors.As(err, new(certify.ErrUnproved)) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := certify.StrictMinimum(m, []float64{1, 0, 0, 1, 0, 0}, 0); !errors.As(err, new(models.ErrNonSmooth)) {
		t.Error(err)
	}
}

// TestTeacherAndTapeProveTheSame: where the formula is proved, so are the closed forms, of the same point and
// as sharply.
func TestTeacherAndTapeProveTheSame(t *testing.T) {
	m := student(t, 6, 6, 6)
	tape := m.Tape()
	for _, off := range []float64{0, 1e-12, 1e-9} {
		w := flipped(m)
		for i := range w {
			w[i] += off * math.Sin(float64(5*i))
		}
		a, errA := certify.StrictMinimum(m, w, 0)
		b, errB := certify.StrictMinimum(tape, w, 0)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if a.Loss.Intersect(b.Loss).IsEmpty() || a.Mu < b.Mu*(1-1e-9) || a.Mu > .0047005 || a.R > b.R*(1+1e-9) || a.Loss.Width() > b.Loss.Width() {
			t.Errorf("%v, G = %v, by the tape %v, G = %v", a, a.G, b, b.G)
		}
	}
}

// TestNoCertificateAwayFromAMinimum: a ball that does not reach the minimum is never proved to hold one.
func TestNoCertificateAwayFromAMinimum(t *testing.T) {
	m := student(t, 6, 6, 6)
	at := flipped(m)
	for _, off := range []float64{1e-10, 1e-7, 1e-4} {
		w, distance := append([]float64(nil), at...), 0.0
		for i := range w {
			w[i] += off * math.Cos(float64(7*i))
			distance = math.Hypot(distance, w[i]-at[i])
		}
		for _, share := range []float64{0.1, 0.5, 0.9, 0.98} {
			if got, err := certify.StrictMinimum(m, w, share*distance); err == nil {
				t.Errorf("%v, and the minimum is at distance %v", got, distance)
			}
		}
		if got, err := certify.StrictMinimum(m, w, 0); off < 1e-8 && (err != nil || got.R < distance*0.99) {
			t.Errorf("off by %v: %v, %v", distance, got, err)
		}
	}
}

// TestCertificateAtEveryLevel: kernels change no bit.
func TestCertificateAtEveryLevel(t *testing.T) {
	defer f64.Use(f64.InUse())
	m := student(t, 6, 6, 6)
	w := flipped(m)
	want := ""
	for _, level := range f64.Levels() {
		f64.Use(level)
		got, err := certify.StrictMinimum(m, w, 0)
		if s := fmt.Sprintf("%x %x %x %x %x", got.R, got.G, got.Mu, got.Loss.Lo, got.Loss.Hi); err != nil || want != "" && s != want {
			t.Errorf("%v: %s, want %s, %v", level, s, want, err)
		} else {
			want = s
		}
	}
}

// BenchmarkTeacherMinimum is a certificate of the minimum with one neuron flipped.
func BenchmarkTeacherMinimum(b *testing.B) {
	for _, k := range []int{8, 20} {
		m := student(b, k, k, k)
		w := flipped(m)
		b.Run(fmt.Sprintf("k=%d", k), func(b *testing.B) {
			for b.Loop() {
				if _, err := certify.StrictMinimum(m, w, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
