package matching

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"saddle/models"
)

// leastCost tries every permutation.
func leastCost(cost [][]float64, row int, taken []bool) float64 {
	if row == len(cost) {
		return 0
	}
	least := math.Inf(1)
	for j, c := range cost[row] {
		if !taken[j] {
			taken[j] = true
			least = min(least, c+leastCost(cost, row+1, taken))
			taken[j] = false
		}
	}
	return least
}

func drawCost(r *rand.Rand, n int, entry func() float64) [][]float64 {
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
		for j := range out[i] {
			out[i][j] = entry()
		}
	}
	return out
}

// proved fails unless the duals prove that the assignment is least up to slack.
func proved(t *testing.T, cost [][]float64, a Assignment, slack float64) {
	t.Helper()
	seen := make([]bool, len(cost))
	var primal, dual float64
	for i, j := range a.To {
		if seen[j] {
			t.Fatalf("column %d is taken twice: %v", j, a.To)
		}
		seen[j] = true
		primal += cost[i][j]
		dual += a.Rows[i] + a.Columns[i]
		for k, c := range cost[i] {
			if a.Rows[i]+a.Columns[k] > c+slack {
				t.Errorf("u%d + v%d = %v > %v", i, k, a.Rows[i]+a.Columns[k], c)
			}
		}
		if a.Rows[i]+a.Columns[j] < cost[i][j]-slack {
			t.Errorf("row %d takes column %d with slack", i, j)
		}
	}
	if primal != a.Cost || math.Abs(primal-dual) > slack*float64(2*len(cost)) || !(a.Gap <= slack*float64(2*len(cost))) {
		t.Errorf("cost %v, %v; dual %v; gap %v", a.Cost, primal, dual, a.Gap)
	}
}

// Of integers all is exact: the least of all permutations, dual feasibility, complementary slackness, and a gap of 0.
func TestAssignmentsOfIntegers(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= 7; n++ {
		for range 40 {
			width := 1 + r.IntN(12) // of 1, all tie
			cost := drawCost(r, n, func() float64 { return float64(r.IntN(width) - width/3) })
			a, err := Assign(cost)
			if err != nil {
				t.Fatal(err)
			}
			proved(t, cost, a, 0)
			if want := leastCost(cost, 0, make([]bool, n)); a.Cost != want {
				t.Fatalf("%v: %v, want %v", cost, a.Cost, want)
			}
		}
	}
}

// Of real numbers the gap is rounding, at any scale, and no lie.
func TestAssignmentsOfReals(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, scale := range []float64{1, 1e-300, 1e250} {
		for range 20 {
			n := 1 + r.IntN(7)
			cost := drawCost(r, n, func() float64 { return r.NormFloat64() * scale })
			a, err := Assign(cost)
			if err != nil {
				t.Fatal(err)
			}
			proved(t, cost, a, scale*1e-13)
			if least := leastCost(cost, 0, make([]bool, n)); a.Cost-least > a.Gap+scale*1e-14 {
				t.Errorf("%v, least %v, gap %v", a.Cost, least, a.Gap)
			}
		}
	}
}

// The gap is about the assignment that it is given: a worse one has a larger one, by as much as it costs more.
func TestSabotageOfTheGap(t *testing.T) {
	cost := [][]float64{{1, 2, 9}, {2, 9, 4}, {9, 4, 5}}
	a, err := Assign(cost)
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range [][]int{{0, 1, 2}, {1, 0, 2}, {0, 2, 1}, {2, 1, 0}} {
		more := -a.Cost
		for i, j := range to {
			more += cost[i][j]
		}
		if g := gap(cost, to, a.Columns); g != more {
			t.Errorf("%v costs %v more, and has the gap %v", to, more, g)
		}
	}
}

// A hidden permutation is found, in a matrix of one 0 in each row and column, and rows and columns in another order have the
// assignment in that order.
func TestHiddenPermutations(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{1, 2, 17, 60} {
		order := r.Perm(n)
		cost := drawCost(r, n, func() float64 { return float64(1 + r.IntN(9)) })
		for i, j := range order {
			cost[i][j] = 0
		}
		a, err := Assign(cost)
		if err != nil || !reflect.DeepEqual(a.To, order) || a.Cost != 0 || a.Gap != 0 {
			t.Errorf("n = %d: %v, %v", n, a, err)
		}
		rows := r.Perm(n)
		turned := make([][]float64, n)
		for i, from := range rows {
			turned[i] = cost[from]
		}
		b, err := Assign(turned)
		if err != nil {
			t.Fatal(err)
		}
		for i, from := range rows {
			if b.To[i] != order[from] {
				t.Errorf("row %d takes %d, want %d", i, b.To[i], order[from])
			}
		}
	}
}

// What is added to a row or to a column is added to the cost, and changes no assignment.
func TestAddingToRowsAndColumns(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 30 {
		n := 1 + r.IntN(9)
		cost := drawCost(r, n, func() float64 { return float64(r.IntN(1 << 20)) })
		before, err := Assign(cost)
		if err != nil {
			t.Fatal(err)
		}
		i, j := r.IntN(n), r.IntN(n)
		for k := range n {
			cost[i][k] += 1000
			cost[k][j] -= 77
		}
		after, err := Assign(cost)
		if err != nil || after.Cost != before.Cost+923 {
			t.Errorf("%v, %v, %v", before, after, err)
		}
	}
}

func TestBadCosts(t *testing.T) {
	for want, cost := range map[string][][]float64{
		"models: bad cost: want at least one row":                                                      nil,
		"models: cost[1] has length 1, want 2":                                                         {{1, 2}, {3}},
		"models: cost[0] has length 2, want 1":                                                         {{1, 2}},
		"models: cost[0][0] is NaN, want a finite number":                                              {{math.NaN()}},
		"models: cost[1][0] is -Inf, want a finite number":                                             {{1, 2}, {math.Inf(-1), 0}},
		"models: bad cost[0][0]: want at most 2^900 in absolute value: divide all costs by one number": {{1e300}},
		"models: bad cost[1][1]: want at most 2^900 in absolute value: divide all costs by one number": {{0, 0}, {0, -1e300}},
	} {
		if _, err := Assign(cost); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	var shape models.ErrDimension
	if _, err := Assign([][]float64{{}}); !errors.As(err, &shape) {
		t.Errorf("%v", err)
	}
}
