package symmetric_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
	"saddle/models/symmetric"
	"saddle/models/train"
	"saddle/spectra"
)

// shapes are of all kinds: blocks of 1, 2, 3 and more, several classes of a block, single neurons,
// spare coordinates.
var shapes = []symmetric.Shape{
	{Blocks: []float64{4}, Classes: []symmetric.Class{0}},
	{Blocks: []float64{1, 5}, Classes: []symmetric.Class{0, 1}},
	{Blocks: []float64{3, 2}, Classes: []symmetric.Class{0, 1, 1, symmetric.Single}},
	{Blocks: []float64{2, 4}, Classes: []symmetric.Class{1, symmetric.Single, 1, 0, symmetric.Single}},
	{Blocks: []float64{1, 1, 2}, Classes: []symmetric.Class{2, symmetric.Single}},
	{Blocks: []float64{5}, Classes: []symmetric.Class{symmetric.Single, 0}, Spare: 2},
	{Blocks: []float64{2, 3}, Classes: []symmetric.Class{0, 0, 1}, Spare: 1},
}

func drawn(r *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = r.NormFloat64()
	}
	return x
}

func full(t *testing.T, s symmetric.Shape, x []float64) (*models.Teacher, []float64) {
	t.Helper()
	w, err := s.Expand(x)
	if err != nil {
		t.Fatal(err)
	}
	m, err := models.NewTeacher(int(s.K()), int(s.N()), int(s.K()+s.Spare))
	if err != nil {
		t.Fatal(err)
	}
	return m, w
}

// The loss on the subspace is that of all weights; so is the gradient, summed over the entries that one
// number stands for.
func TestLossIsThatOfTheTeacher(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, s := range shapes {
		loss, err := s.Loss()
		if err != nil {
			t.Fatal(err)
		}
		x := drawn(r, loss.Dim())
		m, w := full(t, s, x)
		if got, want := loss.Loss(x), m.Loss(w); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v: %v, want %v", s, got, want)
		}
		whole, got := make([]float64, m.Dim()), make([]float64, loss.Dim())
		m.Gradient(whole, w)
		loss.Gradient(got, x)
		orbits := s.Orbits()
		for i, g := range got {
			e := make([]float64, len(x))
			e[i] = 1
			direction, err := s.Expand(e)
			if err != nil {
				t.Fatal(err)
			}
			sum, count := 0.0, 0.0
			for j, v := range direction {
				sum, count = sum+v*whole[j], count+v
			}
			if math.Abs(g-sum) > 1e-11 || count != orbits[i] {
				t.Errorf("%v, number %d of %v entries, of %v: %v, want %v", s, i, count, orbits[i], g, sum)
			}
		}
	}
}

// eigenvalues of the Hessian of a subspace, in its orthonormal coordinates.
func eigenvalues(t *testing.T, s symmetric.Shape, x []float64) []float64 {
	t.Helper()
	m, err := symmetric.NewSubspace(s)
	if err != nil {
		t.Fatal(err)
	}
	values, err := spectra.Eigenvalues(models.Hessian(m, m.Coordinates(x)))
	if err != nil {
		t.Fatal(err)
	}
	return values
}

// near reports whether x is in a list, to rounding.
func near(x float64, list []float64) bool {
	return slices.ContainsFunc(list, func(y float64) bool { return math.Abs(x-y) < 1e-10*(1+math.Abs(x)) })
}

// The refined Hessian has the eigenvalues of the whole one, and no other.
func TestRefinedHessianHasAllEigenvalues(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for _, s := range shapes {
		x := drawn(r, len(s.Params()))
		if s.Spare != 0 { // what is said of spare coordinates is said where the neurons have 0 there
			for i, p := range s.Params() {
				if p.Block == len(s.Blocks) {
					x[i] = 0
				}
			}
		}
		m, w := full(t, s, x)
		whole, err := spectra.Eigenvalues(models.Hessian(m, w))
		if err != nil {
			t.Fatal(err)
		}
		fine, y, err := s.Refine(x)
		if err != nil {
			t.Fatal(err)
		}
		got := eigenvalues(t, fine, y)
		for _, v := range whole {
			if !near(v, got) {
				t.Errorf("%v: the eigenvalue %v is missing", s, v)
			}
		}
		for _, v := range got {
			if !near(v, whole) {
				t.Errorf("%v: %v is no eigenvalue", s, v)
			}
		}
	}
}

// With one coordinate alone instead of two, or without the spare one, eigenvalues are missing: the test
// above would see it.
func TestSabotageOfRefine(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	s := symmetric.Shape{Blocks: []float64{5}, Classes: []symmetric.Class{0}}
	x := drawn(r, 2)
	m, w := full(t, s, x)
	whole, err := spectra.Eigenvalues(models.Hessian(m, w))
	if err != nil {
		t.Fatal(err)
	}
	coarse := symmetric.Shape{Blocks: []float64{1, 4}, Classes: []symmetric.Class{0, 1}}
	got := eigenvalues(t, coarse, []float64{x[0], x[1], x[1], x[0], x[1]})
	missing := 0
	for _, v := range whole {
		if !near(v, got) {
			missing++
		}
	}
	if missing != 11 { // S^(3,2), of dimension 5, and S^(3,1,1), of dimension 6
		t.Errorf("%d eigenvalues are missing", missing)
	}
	lifted, y := s.Lift(x)
	_, w = full(t, lifted, y)
	m, _ = full(t, lifted, y)
	whole, err = spectra.Eigenvalues(models.Hessian(m, w))
	if err != nil {
		t.Fatal(err)
	}
	fine, z, _ := s.Refine(x)
	if got := eigenvalues(t, fine, z); !slices.ContainsFunc(whole, func(v float64) bool { return !near(v, got) }) {
		t.Error("a spare coordinate has no eigenvalue of its own")
	}
}

// mirrored is the loss of W = a I + b (J − I) by its angles, for any real k.
func mirrored(k, a, b float64) float64 {
	f := func(u, v, c float64) float64 { // |u|, |v| and u·v
		t := math.Acos(max(-1, min(1, c/(u*v))))
		return u * v * (math.Sin(t) + (math.Pi-t)*math.Cos(t)) / (2 * math.Pi)
	}
	r := math.Sqrt(a*a + (k-1)*b*b)
	return k/2*(r*r/2+(k-1)*f(r, r, 2*a*b+(k-2)*b*b)) - k*(f(r, 1, a)+(k-1)*f(r, 1, b)) + k/4 + k*(k-1)/(4*math.Pi)
}

// Between the integers the loss is the formula with k as a real number.
func TestSizesThatAreNoIntegers(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for _, k := range []float64{3.5, 5.763812735, 17.25} {
		s, _ := symmetric.Mirrored(k)
		loss, err := s.Loss()
		if err != nil {
			t.Fatal(err)
		}
		x := drawn(r, 2)
		if got, want := loss.Loss(x), mirrored(k, x[0], x[1]); math.Abs(got-want) > 1e-12*k*k {
			t.Errorf("k = %v: %v, want %v", k, got, want)
		}
	}
}

// settled returns the critical point near the start of a family.
func settled(t *testing.T, s symmetric.Shape, x []float64) (loss, least float64) {
	t.Helper()
	m, err := symmetric.NewSubspace(s)
	if err != nil {
		t.Fatal(err)
	}
	w := train.SaddleFreeNewton(m, m.Coordinates(x), nil)
	w = train.Newton(m, w.W, &train.WalkOptions{Tolerance: 1e-15, Steps: 5})
	fine, y, err := s.Refine(m.Point(w.W))
	if err != nil {
		t.Fatal(err)
	}
	return w.Loss, eigenvalues(t, fine, y)[0]
}

// Losses and smallest eigenvalues at points of the families, by dense Hessians of other code.
func TestFamiliesOfCriticalPoints(t *testing.T) {
	for name, c := range map[string]struct {
		of          func() (symmetric.Shape, []float64)
		loss, least float64
		digits      float64 // of both
	}{
		"one flipped, k = 5":           {func() (symmetric.Shape, []float64) { return symmetric.Flipped(1, 5) }, .0269705, -.00770, 5e-6},
		"one flipped, k = 6":           {func() (symmetric.Shape, []float64) { return symmetric.Flipped(1, 6) }, .0250806, .0047004, 5e-8},
		"one flipped, k = 7":           {func() (symmetric.Shape, []float64) { return symmetric.Flipped(1, 7) }, .0232027, .0140590, 5e-8},
		"one flipped, k = 8":           {func() (symmetric.Shape, []float64) { return symmetric.Flipped(1, 8) }, .0215080, .0213466, 5e-8},
		"one flipped, k = 10":          {func() (symmetric.Shape, []float64) { return symmetric.Flipped(1, 10) }, .0187022, .0319640, 5e-8},
		"two flipped, k = 10":          {func() (symmetric.Shape, []float64) { return symmetric.Flipped(2, 10) }, .035327, .01599, 5e-6},
		"mirrored, k = 5":              {func() (symmetric.Shape, []float64) { return symmetric.Mirrored(5) }, .047708, -.0058, 5e-5},
		"mirrored, k = 6":              {func() (symmetric.Shape, []float64) { return symmetric.Mirrored(6) }, .0556686, .0015037, 5e-8},
		"one more, p = 4, k = 19":      {func() (symmetric.Shape, []float64) { return symmetric.WithOneMore(4, 19) }, .0245906, .0081621, 5e-8},
		"one flipped, k = 20: 20 F":    {func() (symmetric.Shape, []float64) { return symmetric.Flipped(1, 20) }, .2255 / 20, .0551, 5e-5},
		"one flipped, k = 100: 100 F":  {func() (symmetric.Shape, []float64) { return symmetric.Flipped(1, 100) }, .2742 / 100, .0782, 5e-5},
		"one flipped, k = 300: .2867":  {func() (symmetric.Shape, []float64) { return symmetric.Flipped(1, 300) }, .2867 / 300, .0840, 5e-4},
		"paired, 11 + 4: k 15, n = 19": {func() (symmetric.Shape, []float64) { return symmetric.Paired(11, 4) }, .0614318, .00086376, 5e-8},
	} {
		s, x := c.of()
		if loss, least := settled(t, s, x); math.Abs(loss-c.loss) > c.digits || math.Abs(least-c.least) > c.digits {
			t.Errorf("%s: loss %.9f, λ_min %.9f, want %v, %v", name, loss, least, c.loss, c.least)
		}
	}
}

// What cannot be is refused, and says what would do.
func TestShapesThatCannotBe(t *testing.T) {
	for name, s := range map[string]symmetric.Shape{
		"nothing": {}, "no class": {Blocks: []float64{3}}, "NaN": {Blocks: []float64{math.NaN()}, Classes: []symmetric.Class{0}},
		"half": {Blocks: []float64{.5}, Classes: []symmetric.Class{0}}, "huge": {Blocks: []float64{1e300}, Classes: []symmetric.Class{0}},
		"no block": {Blocks: []float64{3}, Classes: []symmetric.Class{1}}, "below": {Blocks: []float64{3}, Classes: []symmetric.Class{-2}},
		"spare": {Blocks: []float64{3}, Classes: []symmetric.Class{0}, Spare: -1},
	} {
		if _, err := s.Loss(); !errors.As(err, new(models.ErrArgument)) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := s.Expand(nil); !errors.As(err, new(models.ErrArgument)) {
			t.Errorf("Expand, %s: %v", name, err)
		}
		if _, _, err := s.Refine(nil); !errors.As(err, new(models.ErrArgument)) {
			t.Errorf("Refine, %s: %v", name, err)
		}
	}
	s := shapes[1]
	if _, err := s.Expand(make([]float64, 4)); !errors.As(err, new(models.ErrDimension)) {
		t.Error(err)
	}
	if _, _, err := s.Refine(nil); !errors.As(err, new(models.ErrDimension)) {
		t.Error(err)
	}
	for _, blocks := range [][]float64{{2.5}, {1e5}} {
		big := symmetric.Shape{Blocks: blocks, Classes: []symmetric.Class{0}}
		if _, err := big.Expand(make([]float64, 2)); !errors.As(err, new(models.ErrArgument)) {
			t.Errorf("%v: %v", big, err)
		}
	}
	if _, _, err := (symmetric.Shape{Blocks: []float64{2.5}, Classes: []symmetric.Class{0}}).Refine(make([]float64, 2)); !errors.As(err, new(models.ErrArgument)) {
		t.Error(err)
	}
	spare := shapes[5] // two, of which one would be left out
	if _, _, err := spare.Refine([]float64{1, 2, 3, 4, 5}[:len(spare.Params())]); !errors.As(err, new(models.ErrArgument)) {
		t.Error(err)
	}
}
