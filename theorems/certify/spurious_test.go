package certify_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saddle/models"
	"saddle/theorems/certify"
)

// stored returns a student of testdata: to nine digits, so that a proof has to polish it.
func stored(t testing.TB, name string) (*models.Teacher, []float64) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		K, N int
		W    []float64
	}
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	return student(t, s.K, s.N, s.K), s.W
}

// TestSpuriousMinima: the losses and least eigenvalues that are published or known from elsewhere are a little
// above what is stated, and the ball is far smaller than float64 resolves.
func TestSpuriousMinima(t *testing.T) {
	for _, c := range []struct {
		name             string
		n                int
		loss, eigenvalue float64
	}{
		{"flipped-6", 6, .0250806, .0047004},     // one neuron flipped
		{"flipped-20", 20, .0112756, .055093},    // .2255 = 20 F
		{"pairs-20-22", 22, .0864002, .00476142}, // two coordinates with a pair of neurons each
		{"pairs-21-25", 25, .0579807, 5.8002e-6}, // four of them, and hardly a minimum
	} {
		if c.n > 6 && testing.Short() {
			continue
		}
		m, w := stored(t, c.name)
		got, err := certify.Spurious(m, w)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		below := func(stated, known float64) bool { return stated < known*(1+1e-5) && stated > 0.98*known }
		if !below(got.Loss, c.loss) || !below(got.Curvature, c.eigenvalue) || got.N != c.n || got.D != got.K || got.Radius > 1e-17 || !(got.Gradient < got.Curvature*got.Radius) {
			t.Errorf("%s: %v", c.name, got)
		}
		if far := math.Abs(float64(got.W[0]) - w[0]); far > 1e-8 || got.Shortest < .3 || got.Angle < .01 || got.Complement < .01 {
			t.Errorf("%s: moved by %v, %+v", c.name, far, got)
		}
	}
}

// TestUnusedDimensionsAreDropped: the certificate is about every dimension, and does not depend on
// those of which the point makes no use.
func TestUnusedDimensionsAreDropped(t *testing.T) {
	m, w := stored(t, "flipped-6")
	want, err := certify.Spurious(m, w)
	if err != nil {
		t.Fatal(err)
	}
	var wide []float64
	for i := range 6 {
		wide = append(append(wide, w[6*i:6*i+6]...), 0, 0, 0)
	}
	got, err := certify.Spurious(student(t, 6, 6, 9), wide)
	if err != nil || string(got.Text()) != string(want.Text()) {
		t.Errorf("%v, %v", got, err)
	}
	wide[6] = 1e-9 // one dimension more is used, and the minimum is where it is not
	got, err = certify.Spurious(student(t, 6, 6, 9), wide)
	if err != nil || got.D != 7 || math.Abs(float64(got.W[6])) > 1e-25 || got.Curvature > .0047004 {
		t.Errorf("%v, %v", got, err)
	}
}

// TestSpuriousRefuses: each with the inequality or the check that fails.
func TestSpuriousRefuses(t *testing.T) {
	m6, minimum := stored(t, "flipped-6")
	m5, saddle := stored(t, "saddle-5")
	at := func(f func(w []float64)) []float64 {
		w := append([]float64(nil), minimum...)
		f(w)
		return w
	}
	unit := make([]float64, 36)
	for i := range 6 {
		unit[7*i] = 1
	}
	for _, c := range []struct {
		name string
		m    *models.Teacher
		w    []float64
		why  string
	}{
		{"a saddle", m5, saddle, "there is no minimum: a vector v has vᵀ∇²L v/‖v‖² ≤ -0.0077 < 0 at all points"},
		{"the teachers", m6, unit, "which is not above 0: a global minimum, or too near to one"},
		{"a neuron at 0", m6, at(func(w []float64) { clear(w[12:18]) }), "neuron 3 has length 0"},
		{"not converged", m6, at(func(w []float64) { w[0] += 1e-3 }), "w is not converged: ‖∇L(w)‖ ≤ 0.000"},
		{"split", student(t, 6, 7, 6), append(at(func(w []float64) {
			for i := range 6 {
				w[i] /= 2
			}
		}), minimum[0]/2, minimum[1]/2, minimum[2]/2, minimum[3]/2, minimum[4]/2, minimum[5]/2), "vᵀ∇²L v/‖v‖² ≤"},
	} {
		got, err := certify.Spurious(c.m, c.w)
		if !errors.As(err, new(certify.ErrUnproved)) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v, %v", c.name, got, err)
		}
	}
	if _, err := certify.Spurious(m6, minimum[1:]); !errors.As(err, new(models.ErrDimension)) {
		t.Error(err)
	}
	if _, err := certify.Spurious(m6, at(func(w []float64) { w[3] = math.NaN() })); !errors.As(err, new(models.ErrNotFinite)) {
		t.Error(err)
	}
	if _, err := certify.Spurious(m6, at(func(w []float64) { w[3] = 257 })); !errors.As(err, new(certify.ErrArgument)) {
		t.Error(err)
	}
	if _, err := certify.Spurious(student(t, 401, 1, 401), make([]float64, 401)); !errors.As(err, new(certify.ErrArgument)) {
		t.Error(err)
	}
}
