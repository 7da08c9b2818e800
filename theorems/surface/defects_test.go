package surface

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
	"saddle/spectra"
)

// TestNothingIsMoved: neither the centre nor the directions, though the loss writes to what it is given; and the ends of the range are there.
func TestNothingIsMoved(t *testing.T) {
	w, d, e := []float64{1, 2}, []float64{.25, .75}, []float64{1, -1}
	p := around(t, w, direction(d...), direction(e...))
	var ends [2]bool
	loss := Func(2, func(v []float64) float64 {
		ends[0] = ends[0] || v[0] == 1-.25-1
		ends[1] = ends[1] || v[0] == 1+.25+1
		z := v[0] * v[1]
		v[0], v[1] = math.NaN(), math.NaN()
		return z
	})
	s := made(t, loss, p, Grid{Axis{-1, 1, 3}, Axis{-1, 1, 3}}, &Options{Workers: 1})
	if !slices.Equal(w, []float64{1, 2}) || !slices.Equal(p.Directions[0].V, d) || !slices.Equal(p.Directions[1].V, e) || ends != [2]bool{true, true} {
		t.Errorf("centre %v, directions %v, ends %v", w, p.Directions, ends)
	}
	if s.Centre != 2 || s.Z[1][1] != 2 {
		t.Errorf("the centre has loss %v, and %v as a node", s.Centre, s.Z[1][1])
	}
}

// TestALineIsNoPlane: a folder of the one is refused for the other, though the first direction is the same.
func TestALineIsNoPlane(t *testing.T) {
	loss, folder := Func(2, func(v []float64) float64 { return v[0] * v[1] }), t.TempDir()
	d, e := direction(1, 0), direction(0, 1)
	if _, err := Make(t.Context(), folder, loss, around(t, []float64{1, 2}, d), Grid{X: Axis{-1, 1, 3}}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(t.Context(), folder, loss, around(t, []float64{1, 2}, d, e), Grid{X: Axis{-1, 1, 3}}, nil); !errors.As(err, new(ErrFolder)) {
		t.Errorf("a plane is made in the folder of a line: %v", err)
	}
}

// TestPermutedNets: a net whose units are permuted, and its direction alike, has the same surface up to the order of sums, and of two units, whose sum has no
// order, bit for bit.
func TestPermutedNets(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	for hidden, near := range map[int]float64{2: 0, 5: 1e-12} {
		m, w := net(t, r, models.Tanh, true, 3, hidden, 1)
		d := random(r, len(w))
		for i := range m.Blocks()[3].Rows { // the sum of two products and a bias has an order
			m.Blocks()[3].Row(w, i)[0], m.Blocks()[3].Row(d, i)[0] = 0, 0
		}
		order := r.Perm(hidden)
		for slices.IsSorted(order) {
			order = r.Perm(hidden)
		}
		a := made(t, m, around(t, w, direction(d...)), Grid{X: Symmetric(1, 4)}, nil)
		b := made(t, m, around(t, permuted(m.Blocks(), w, order), direction(permuted(m.Blocks(), d, order)...)), Grid{X: Symmetric(1, 4)}, nil)
		for j, z := range a.Z[0] {
			if math.Abs(z-b.Z[0][j]) > near*z {
				t.Errorf("%d units: node %d has the losses %v and %v", hidden, j, z, b.Z[0][j])
			}
		}
	}
}

// permuted puts hidden unit order[i] in place i, of a net with one hidden layer.
func permuted(blocks []models.Block, w []float64, order []int) []float64 {
	v := slices.Clone(w)
	for i, from := range order {
		copy(blocks[0].Row(v, i), blocks[0].Row(w, from))
		copy(blocks[1].Row(v, i), blocks[1].Row(w, from))
		for k := range blocks[2].Rows {
			blocks[2].Row(v, k)[i] = blocks[2].Row(w, k)[from]
		}
	}
	return v
}

// TestHiddenSaddle: of a saddle with few axes down most random slices are bowls, and the one along the eigenvector of the smallest
// eigenvalue is not; what stands beside the picture says both.
func TestHiddenSaddle(t *testing.T) {
	const n, down = 60, 6
	w := make([]float64, n)
	loss := models.Trace(n, func(w []models.Var) models.Var {
		var parts []models.Var
		for i := range w {
			sign := int64(1)
			if i < down {
				sign = -1
			}
			parts = append(parts, models.Rat(sign, 2).Mul(w[i].Sqr()))
		}
		return models.Sum(parts...)
	})
	c, err := CurvatureAt(t.Context(), loss, w)
	if err != nil || c.Negative != down || c.Unsure != 0 || c.Bowls.Lo < .9 {
		t.Fatalf("%+v, %v", c, err)
	}
	ones := slices.Repeat([]float64{1}, n)
	bowls := 0
	for i := range 20 {
		var d [2]Direction
		for k := range d {
			if d[k], err = Random(ones, nil, Drawing{Index: 2*i + k, Normal: Plain, Biases: Drawn}); err != nil {
				t.Fatal(err)
			}
		}
		s := made(t, loss, around(t, w, d[0], d[1]), Grid{Axis{-1, 1, 5}, Axis{-1, 1, 5}}, nil).Summary()
		if s.NonConvex == 0 && s.Minima == 1 {
			bowls++
		}
	}
	if bowls < 17 {
		t.Errorf("%d of 20 slices are bowls", bowls)
	}
	p, err := models.At(loss, w)
	if err != nil {
		t.Fatal(err)
	}
	low, high, err := Eigenvectors(t.Context(), p)
	if err != nil && !errors.As(err, new(spectra.ErrNotConverged)) {
		t.Fatal(err)
	}
	s := made(t, loss, around(t, w, high, low), Grid{Axis{-1, 1, 5}, Axis{-1, 1, 5}}, nil).Summary()
	if s.NonConvex != s.Curved || s.Minima != 0 {
		t.Errorf("along the eigenvectors %d of %d nodes are not convex, with %d minima", s.NonConvex, s.Curved, s.Minima)
	}
}
