package matching

import (
	"fmt"
	"math"

	"saddle/models"
	"saddle/spectra/interval"
)

// largestCost is the largest absolute value of a cost: sums of as many as fit in memory are finite.
const largestCost = 0x1p900

// An Assignment gives each row of a square matrix of costs a column of its own.
type Assignment struct {
	To   []int   // row i takes column To[i]
	Cost float64 // Σ_i c_{i,To[i]}, summed in order
	// Rows and Columns are u and v of the dual problem: max Σ_i u_i + Σ_j v_j with u_i + v_j ≤ c_ij for all i and j. At the optimum
	// u_i + v_j = c_ij where row i takes column j. Both hold exactly where no operation rounds, as for integers below 2^53/n, and up
	// to rounding else.
	Rows, Columns []float64
	// Gap is a proved bound: no assignment costs less than this one by more than Gap. It is 0 where no operation rounds, and some
	// rounding else.
	Gap float64
}

// Assign returns an assignment of least cost: n rows of n costs each, n ≥ 1, of absolute value at most 2^900.
//
// It adds one row after the other by a shortest augmenting path, of reduced costs c_ij − u_i − v_j ≥ 0 (R. Jonker and A. Volgenant, "A
// shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38, 1987, without its heuristics for the
// start), and keeps u and v feasible throughout. Among equal paths it takes the first column, so that the result depends on the costs
// alone. That the result is least up to Gap follows from v alone, in interval arithmetic:
//
//	Σ_i c_{i,τ(i)} ≥ Σ_j v_j + Σ_i min_j (c_ij − v_j)  for every permutation τ.
//
// Costs that are equal have one assignment of several. It returns a [models.ErrArgument] for no rows or for a cost that is too large, a
// [models.ErrDimension] for a row of another length, and a [models.ErrNotFinite] for a NaN or an infinity. Cost: O(n³) operations.
func Assign(cost [][]float64) (Assignment, error) {
	if err := checkCost(cost); err != nil {
		return Assignment{}, err
	}
	n := len(cost)
	a := Assignment{To: make([]int, n), Rows: make([]float64, n), Columns: make([]float64, n)}
	s := search{cost: cost, u: a.Rows, v: a.Columns, row: make([]int, n), before: make([]int, n), distance: make([]float64, n), done: make([]bool, n)}
	for j := range s.row {
		s.row[j] = none
	}
	for i := range n {
		s.add(i)
	}
	for j, i := range s.row {
		a.To[i] = j
	}
	for i, j := range a.To {
		a.Cost += cost[i][j]
	}
	a.Gap = gap(cost, a.To, a.Columns)
	return a, nil
}

func checkCost(cost [][]float64) error {
	if len(cost) == 0 {
		return models.ErrArgument{Arg: "cost", Want: "at least one row"}
	}
	for i, row := range cost {
		if len(row) != len(cost) {
			return models.ErrDimension{Arg: fmt.Sprintf("cost[%d]", i), Got: len(row), Want: len(cost)}
		}
		for j, c := range row {
			switch {
			case math.IsNaN(c) || math.IsInf(c, 0):
				return models.ErrNotFinite{Arg: fmt.Sprintf("cost[%d][%d]", i, j), Value: c}
			case math.Abs(c) > largestCost:
				return models.ErrArgument{Arg: fmt.Sprintf("cost[%d][%d]", i, j), Want: "at most 2^900 in absolute value: divide all costs by one number"}
			}
		}
	}
	return nil
}

const none = -1

// A search adds rows to an assignment.
type search struct {
	cost     [][]float64
	u, v     []float64
	row      []int // that takes a column; none
	before   []int // the column before a column on the shortest path to it; none is the new row itself
	distance []float64
	done     []bool
}

// add assigns one more row, by the shortest path to a column that is free.
func (s *search) add(first int) {
	for j := range s.distance {
		s.distance[j], s.before[j], s.done[j] = math.Inf(1), none, false
	}
	i, column, reach := first, none, 0.0
	for {
		next := none
		for j := range s.distance {
			if s.done[j] {
				continue
			}
			if d := reach + (s.cost[i][j] - s.u[i] - s.v[j]); d < s.distance[j] {
				s.distance[j], s.before[j] = d, column
			}
			if next == none || s.distance[j] < s.distance[next] {
				next = j
			}
		}
		column, reach = next, s.distance[next]
		if s.row[column] == none {
			break
		}
		s.done[column] = true
		i = s.row[column]
	}
	s.raise(first, reach)
	for column != none { // along the path each row takes the next column
		from := s.before[column]
		if from == none {
			s.row[column] = first
		} else {
			s.row[column] = s.row[from]
		}
		column = from
	}
}

// raise changes u and v so that all reduced costs stay at least 0 and those on the shortest path become 0.
func (s *search) raise(first int, reach float64) {
	s.u[first] += reach
	for j, done := range s.done {
		if done {
			s.u[s.row[j]] += reach - s.distance[j]
			s.v[j] -= reach - s.distance[j]
		}
	}
}

// gap returns a bound on Σ_i ((c_{i,To(i)} − v_{To(i)}) − min_j (c_ij − v_j)), by which the assignment is above the dual bound.
func gap(cost [][]float64, to []int, v []float64) float64 {
	var sum interval.Interval
	for i, row := range cost {
		least := math.Inf(1)
		for j, c := range row {
			least = min(least, interval.SubDown(c, v[j]))
		}
		taken := interval.SubUp(row[to[i]], v[to[i]])
		sum = sum.Add(interval.Of(max(0, interval.SubUp(taken, least))))
	}
	return sum.Hi
}
