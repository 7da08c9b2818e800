package exact

import (
	"errors"
	"testing"

	"saddle/models"
)

// What moves the point and leaves polynomials alone, in how many dimensions.
func TestMotions(t *testing.T) {
	product := func(w []models.Var) models.Var { return w[0].Mul(w[1]).Sub(models.Const(1)).Sqr() }
	for _, c := range []struct {
		name  string
		n     int
		loss  func([]models.Var) models.Var
		side  func([]models.Var) models.Var
		at    []int
		moves int
	}{
		{"a hyperbola", 2, product, nil, []int{1, 1}, 1},
		{"at its centre", 2, product, nil, []int{0, 0}, 0},
		{"on one side of what is scaled", 2, product, func(w []models.Var) models.Var { return w[0] }, []int{0, 1}, 1},
		{"on one side of a sum", 2, func(w []models.Var) models.Var { return w[0].Mul(w[0]) }, func(w []models.Var) models.Var { return w[0].Add(w[1]) }, []int{1, -1}, 0},
		{"on one side of what is not scaled", 3, func(w []models.Var) models.Var { return product(w).Add(w[2].Sqr()) }, func(w []models.Var) models.Var { return w[2] }, []int{1, 1, 0}, 1},
		{"shifts and scalings", 3, func(w []models.Var) models.Var { return w[0].Mul(w[1]).Add(w[2]).Sqr() }, nil, []int{1, 1, 1}, 2},
		{"a ball", 3, func(w []models.Var) models.Var { return models.Dot(w, w) }, nil, []int{1, 2, 3}, 2},
		{"its pole", 3, func(w []models.Var) models.Var { return models.Dot(w, w) }, nil, []int{0, 0, 0}, 0},
		{"a parameter alone", 2, func(w []models.Var) models.Var { return w[0].Sqr() }, nil, []int{1, 5}, 1},
	} {
		at := Point(c.at...)
		p, err := models.Trace(c.n, c.loss).Expand(at, termsWork)
		if err != nil {
			t.Fatal(err)
		}
		var sides []models.Polynomial
		if c.side != nil {
			a, err := models.Trace(c.n, c.side).Expand(at, termsWork)
			if err != nil {
				t.Fatal(err)
			}
			sides = append(sides, a)
		}
		v, err := Motions(c.n, []models.Polynomial{p}, sides, motionsWork)
		if err != nil || v.Rank() != c.moves {
			t.Errorf("%s: %v, %v; want %d", c.name, v, err, c.moves)
		}
	}
}

func TestMotionsAreBounded(t *testing.T) {
	tape := models.Trace(40, func(w []models.Var) models.Var { return models.Sum(w...).Sqr().Sqr() })
	p, err := tape.Expand(Origin(40), 1<<26)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := Motions(40, []models.Polynomial{p}, nil, motionsWork); !errors.As(err, new(models.ErrWork)) {
		t.Errorf("%v, %v", v, err)
	}
}
