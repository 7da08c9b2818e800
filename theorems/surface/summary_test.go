package surface

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"saddle/models"
)

// flatSurface returns the surface of given losses on a grid of unit distances, without a loss.
func flatSurface(z ...[]float64) Surface {
	s := empty(Grid{Axis{0, float64(len(z[0]) - 1), len(z[0])}, Axis{0, float64(len(z) - 1), len(z)}})
	if len(z) == 1 {
		s.Grid.Y = Axis{}
	}
	for i, row := range z {
		for j, x := range row {
			s.set(i*len(row)+j, x)
		}
	}
	s.spec = &Spec{Grid: s.Grid}
	return s
}

// TestMinimaOfTheGrid: strict ones, plateaus once, none on the rim, beside a missing node, or on a saddle.
func TestMinimaOfTheGrid(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		z    [][]float64
		want int
	}{
		{[][]float64{{1, 1, 1}, {1, 0, 1}, {1, 1, 1}}, 1},
		{[][]float64{{1, 1, 1}, {1, 0, 1}, {1, 1, 0}}, 0}, // the plateau reaches the rim
		{[][]float64{{2, 2, 2, 2}, {2, 0, 0, 2}, {2, 2, 0, 2}, {2, 2, 2, 2}}, 1},
		{[][]float64{{2, 2, 2, 2, 2}, {2, 1, 2, 1, 2}, {2, 2, 2, 2, 2}}, 2},
		{[][]float64{{1, 1, 1}, {1, 0, 1}, {1, 1, nan}}, 0},
		{[][]float64{{1, 1, 1}, {1, 0, 1}, {1, 1, math.Inf(1)}}, 0},
		{[][]float64{{1, 1, -1}, {1, 0, 1}, {1, 1, 1}}, 0}, // a corner is a neighbour
		{[][]float64{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}, 0},
		{[][]float64{{3, 1, 2, 1, 1, 4, 0}}, 2},
		{[][]float64{{0, 1, 2}}, 0},
	} {
		if got := flatSurface(c.z...).Summary().Minima; got != c.want {
			t.Errorf("%v has %d minima, want %d", c.z, got, c.want)
		}
	}
}

// TestNonConvexNodes: on a quadratic all nodes are as its form is, with unequal distances, too; a form that the axes do not see counts.
func TestNonConvexNodes(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 20))
	for range 300 {
		a, b, c := float64(r.IntN(9)-4), float64(r.IntN(9)-4), float64(r.IntN(9)-4)
		loss := Func(2, func(w []float64) float64 { return a*w[0]*w[0] + 2*b*w[0]*w[1] + c*w[1]*w[1] })
		s := made(t, loss, around(t, []float64{0, 0}, direction(1, 0), direction(0, 1)), Grid{Axis{-2, 1, 5}, Axis{-1, 4, 7}}, nil).Summary()
		want := 15
		if a >= 0 && c >= 0 && a*c >= b*b {
			want = 0
		}
		if s.Curved != 15 || s.NonConvex != want {
			t.Errorf("%v %v %v: %d of %d nodes are not convex, want %d", a, b, c, s.NonConvex, s.Curved, want)
		}
	}
	line := flatSurface([]float64{0, 1, 0, 1, 4, 9, math.NaN(), 1}).Summary()
	if line.Curved != 4 || line.NonConvex != 1 {
		t.Errorf("%+v", line)
	}
}

// TestProfiles: Δ, the barrier and where half of the way is made.
func TestProfiles(t *testing.T) {
	for _, c := range []struct {
		z    []float64
		want Profile
	}{
		{[]float64{4, 3, 2, 1, 0}, Profile{0, 0, .5}},
		{[]float64{4, 4, 4, 4, 0}, Profile{0, 3, 1}},
		{[]float64{4, 1, 2, 3, 3}, Profile{2, 0, .25}}, // the greatest rise is not between neighbours
		{[]float64{0, 5, 1, 0, 0}, Profile{5, 5, 0}},
		{[]float64{0, 0, 0, 0, 8}, Profile{8, 0, 1}},
	} {
		s := flatSurface(c.z)
		s.Grid.X = Axis{0, 1, 5}
		s.Plane.Kind = Linear
		if got := s.Profile(); got != c.want {
			t.Errorf("%v has %+v, want %+v", c.z, got, c.want)
		}
	}
	// Nodes outside 0 … 1 do not count on a line through two points.
	s := flatSurface([]float64{9, 4, 3, 7})
	s.Grid.X, s.Plane.Kind = Axis{-1, 2, 4}, Linear
	if p := s.Profile(); p.Delta != 0 {
		t.Errorf("%+v", p)
	}
	if s.Plane.Kind = Directions; s.Profile().Delta != 4 {
		t.Errorf("%+v", s.Profile())
	}
}

// TestThrough: the points are met exactly, and the middle is that of the formula.
func TestThrough(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	points := [][]float64{random(r, 3), random(r, 3), random(r, 3), random(r, 3)}
	for n, at := range map[int][][2]float64{2: {{0, 0}, {1, 0}}, 3: {{0, 0}, {1, 0}, {0, 1}}, 4: {{0, 0}, {1, 0}, {0, 1}, {1, 1}}} {
		p, err := Through(points[:n]...)
		if err != nil {
			t.Fatal(err)
		}
		w := make([]float64, 3)
		for k, c := range at {
			if p.At(w, c[0], c[1]); w[0] != points[k][0] || w[2] != points[k][2] {
				t.Errorf("of %d points, number %d is %v, want %v", n, k, w, points[k])
			}
		}
		p.At(w, .5, .25)
		weights := map[int][]float64{2: {.5, .5}, 3: {.25, .5, .25}, 4: {.375, .375, .125, .125}}[n]
		want := 0.0
		for k, c := range weights {
			want += c * points[k][1]
		}
		if math.Abs(w[1]-want) > 1e-15 {
			t.Errorf("of %d points, (1/2, 1/4) is %v, want %v", n, w[1], want)
		}
	}
}

// TestRange: the quadratic 1 + x² is above 4 from √3 on, and the first such quarter of a power of two is 1.75.
func TestRange(t *testing.T) {
	p := around(t, []float64{0, 0}, direction(1, 0), direction(0, 1))
	for _, c := range []struct {
		loss func([]float64) float64
		want float64
	}{
		{func(w []float64) float64 { return 1 + w[0]*w[0] }, 1.75},
		{func(w []float64) float64 { return 1 + 4*w[1]*w[1] }, .875},
		{func(w []float64) float64 { return math.Exp(w[0]) }, 1.5},
		{func(w []float64) float64 {
			if w[0] < -.7 {
				return math.NaN()
			}
			return 1
		}, .75},
	} {
		if r, err := Range(Func(2, c.loss), p, 0); err != nil || r != c.want {
			t.Errorf("the range is %v, want %v; %v", r, c.want, err)
		}
	}
	for _, f := range []func([]float64) float64{
		func(w []float64) float64 { return w[0] * w[0] }, func([]float64) float64 { return 1 }, func([]float64) float64 { return -1 },
		func(w []float64) float64 { return 1 / (1e-30 + math.Abs(w[0])) },
	} {
		if r, err := Range(Func(2, f), p, 0); !errors.As(err, new(ErrFlat)) {
			t.Errorf("the range is %v, %v", r, err)
		}
	}
	if _, err := Range(Func(2, func([]float64) float64 { return 1 }), p, .5); !errors.As(err, new(ErrArgument)) {
		t.Error(err)
	}
}

// TestFiguresSayWhatTheyLeaveOut: gaps, marks, and what is beside the picture.
func TestFiguresSayWhatTheyLeaveOut(t *testing.T) {
	nan := math.NaN()
	f, err := flatSurface([]float64{1, 2, nan, 3, 4}).Figure("line", "A line")
	if err != nil || len(f.Series) != 2 || len(f.Series[0].X) != 2 || f.Series[1].X[0] != 3 || !strings.Contains(f.Says, "1 of 5 nodes") {
		t.Errorf("%+v, %v", f, err)
	}
	s := flatSurface([]float64{10, 100, 1}, []float64{1, math.Inf(1), 1000})
	s.Curvature = &Curvature{Dim: 7, Negative: 3, Bowls: &Bowls{Lo: .125, Hi: .5}}
	s.Path = []Checkpoint{{Alpha: 1, Beta: 1, Residual: 2, Loss: 5, OnPlane: 1}}
	f, err = s.Figure("plane", "A plane")
	if err != nil || f.Field.Name != "log₁₀ of the loss" || f.Field.Z[0][1] != 2 || f.Field.Z[1][1] != 3 || len(f.Series) != 2 || f.Series[0].X[0] != 1 {
		t.Errorf("%+v, %v", f, err)
	}
	for _, part := range []string{"3 of 7 eigenvalues are negative", "0.12 to 0.50", "2 away from the plane", "up to 4 from the one drawn"} {
		if !strings.Contains(f.Hides, part) {
			t.Errorf("%q is not in %q", part, f.Hides)
		}
	}
	if s := flatSurface([]float64{0, 1}, []float64{2, 3}); true {
		if f, err := s.Figure("x", "x"); err != nil || f.Field.Name != "loss" || f.Field.Z[1][0] != 2 {
			t.Errorf("%+v, %v", f, err)
		}
	}
}

// TestCurvatureAt: of a loss whose Hessian is known, and of the slices through it.
func TestCurvatureAt(t *testing.T) {
	d := []float64{-2, 1, 1, 4}
	loss := models.Trace(4, func(w []models.Var) models.Var {
		var parts []models.Var
		for i, x := range d {
			parts = append(parts, w[i].Sqr().Mul(models.Const(x/2)))
		}
		return models.Sum(parts...)
	})
	c, err := CurvatureAt(t.Context(), loss, []float64{1, 2, 3, 4})
	if err != nil || c.Negative != 1 || c.Unsure != 0 || c.Smallest != -2 || c.Largest != 4 || c.Mean != 1 || c.Dim != 4 {
		t.Errorf("%+v, %v", c, err)
	}
	again, _ := BowlsOf([]float64{4, 1, -2, 1}, 400, 0)
	if again.Draws != 400 || again.Bowls == 0 || again.Bowls == 400 || c.Bowls.Draws != 400 {
		t.Errorf("%+v, %+v", c.Bowls, again)
	}
	for _, of := range []struct {
		bowls int
		l     []float64
	}{{100, []float64{1, 2, 3}}, {0, []float64{-1, -2, -3}}, {0, []float64{1, 0, 0}}, {0, []float64{0, 0}}} {
		bowls, l := of.bowls, of.l
		if b, err := BowlsOf(l, 100, 0); err != nil || b.Bowls != bowls {
			t.Errorf("%v: %+v, %v", l, b, err)
		}
	}
	// Two of three axes positive: a random plane of R³ with the form diag(1, 1, −1) is positive definite if its normal is
	// nearer than 45° to the third axis, with probability 1 − 1/√2.
	if b, err := BowlsOf([]float64{1, 1, -1}, 4000, 0); err != nil || b.Lo > 1-math.Sqrt2/2 || b.Hi < 1-math.Sqrt2/2 {
		t.Errorf("%+v, %v", b, err)
	}
	p, err := models.At(loss, []float64{0, 0, 0, 0})
	if err != nil {
		t.Fatal(err)
	}
	low, high, err := Eigenvectors(t.Context(), p)
	if err != nil || math.Abs(math.Abs(low.V[0])-1) > 1e-9 || math.Abs(math.Abs(high.V[3])-1) > 1e-9 || math.Abs(*low.Value+2) > 1e-12 || math.Abs(*high.Value-4) > 1e-12 {
		t.Errorf("%+v, %+v, %v", low, high, err)
	}
	one := models.Trace(1, func(w []models.Var) models.Var { return w[0].Sqr() })
	if c, err := CurvatureAt(t.Context(), one, []float64{3}); err != nil || c.Bowls != nil || c.Smallest != 2 {
		t.Errorf("of one parameter: %+v, %v", c, err)
	}
	if _, err := BowlsOf([]float64{1}, 1, 0); !errors.As(err, new(ErrArgument)) {
		t.Error(err)
	}
}

// TestCurvatureOfMany: beyond MostDense the ends come from products, and what is not known is not said.
func TestCurvatureOfMany(t *testing.T) {
	const n = MostDense + 1
	at := func(i int) float64 {
		switch i {
		case 0:
			return -3
		case 1:
			return 7
		}
		return float64(i) / n
	}
	loss := models.Trace(n, func(w []models.Var) models.Var {
		parts := make([]models.Var, n)
		for i := range w {
			parts[i] = models.Const(at(i) / 2).Mul(w[i].Sqr())
		}
		return models.Sum(parts...)
	})
	c, err := CurvatureAt(t.Context(), loss, make([]float64, n))
	mean := (-3 + 7 + float64(n-1)/2) / n
	if err != nil || c.Negative != -1 || c.Unsure != -1 || c.Bowls != nil || math.Abs(c.Smallest+3) > 1e-5 || math.Abs(c.Largest-7) > 1e-5 || math.Abs(c.Mean-mean) > .05 {
		t.Errorf("%+v with mean %v, %v", c, mean, err)
	}
	s := flatSurface([]float64{1, 2, 3})
	s.Curvature = &c
	if text := s.Hides(); strings.Contains(text, "negative") || !strings.Contains(text, "from -3 to 7") {
		t.Error(text)
	}
}
