package papers

import (
	"fmt"
	"math"
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// The bounds enclose condition numbers that are known, and not those of matrices with other ones.
func TestConditionOf(t *testing.T) {
	for _, values := range [][]int{{1, 1}, {1, 7}, {3, 4, 1000}, {2, 1, 3, 100000}} {
		n := len(values)
		q, d := rational.Cayley(n, []int{1, 2, -1, 1, 3, -2}), rational.Zeros(n, n)
		least, most := values[0], values[0]
		for i, v := range values {
			d.Set(i, i, rational.Int(int64(v)))
			least, most = min(least, v), max(most, v)
		}
		lo, hi, ok := conditionOf(q.Mul(d).Mul(q.T()))
		want := rational.New(int64(most), int64(least))
		if !ok || lo.Cmp(want) > 0 || hi.Cmp(want) < 0 || hi.Sub(lo).Cmp(want.Mul(rational.New(1, 100))) > 0 {
			t.Errorf("%v: from %v to %v, %v", values, lo, hi, ok)
		}
	}
	if _, _, ok := conditionOf(rational.Ints(2, 2, []int{1, 1, 1, 1})); ok {
		t.Error("a singular matrix has a condition number")
	}
	if _, _, ok := around(rational.Ints(2, 2, []int{1, 0, 0, 5}), 1, 1); ok {
		t.Error("the wrong eigenvalue is enclosed")
	}
}

// The second moments of patches are the mean over curves with one bend.
func TestPatches(t *testing.T) {
	for _, n := range []int{1, 2, 5, 9} {
		want := rational.Zeros(taps, taps)
		for bend := range n {
			p := make([]int, n)
			p[bend] = 1
			q := patchesOf(p)
			want = want.Add(q.T().Mul(q))
		}
		if got := patches(CurveTask{N: n}.moments()); !got.Sub(want).IsZero() {
			t.Errorf("n = %d: %v, want %v", n, got.Entries(), want.Entries())
		}
	}
	// p = (2, 0, −1): f = (2, 4, 5).
	if got := fmt.Sprint(patchesOf([]int{2, 0, -1}).Entries()); got != "[2 0 0 4 2 0 5 4 2]" {
		t.Error(got)
	}
}

func TestDrawsOfCurves(t *testing.T) {
	for _, h := range PreconditionedDescentTakesOneStep.Given {
		occur(t, h.Name, h.Drop, map[string]func(FilterStep) bool{
			"it bites": func(s FilterStep) bool {
				return PreconditionedDescentTakesOneStep.Then(s).Verdict == theorems.False
			},
		})
	}
	for _, h := range OneCurveTellsTheFilter.Given {
		occur(t, h.Name, h.Drop, map[string]func(FilterStep) bool{
			"it bites":  func(s FilterStep) bool { return OneCurveTellsTheFilter.Then(s).Verdict == theorems.False },
			"one place": func(s FilterStep) bool { return firstBend(s.P) == len(s.P)-2 },
			"none":      func(s FilterStep) bool { return firstBend(s.P) == len(s.P)-1 },
		})
	}
}

// The closed form is what gradient descent does, step by step.
func TestExcessIsThatOfDescent(t *testing.T) {
	const n = 6
	c := CurveTask{N: n}.moments()
	inverse, _ := CurveTask{N: n}.input().Inverse()
	values, _ := decomposed(c)
	loss := func(w [][]float64) (sum float64) {
		for i := range w {
			for a := range n {
				for b := range n {
					x, _ := c.At(a, b).Float64()
					ga, _ := inverse.At(i, a).Float64()
					gb, _ := inverse.At(i, b).Float64()
					sum += (w[i][a] - ga) * x * (w[i][b] - gb)
				}
			}
		}
		return sum
	}
	w := make([][]float64, n)
	for i := range w {
		w[i] = make([]float64, n)
	}
	begin := loss(w)
	want := excess(c, inverse, upToFloats(60))
	for step := range 60 {
		if got := loss(w) / begin; math.Abs(got-want[step]) > 1e-9 {
			t.Fatalf("step %d: %v, want %v", step, got, want[step])
		}
		for i := range w {
			g := make([]float64, n)
			for a := range n {
				for b := range n {
					x, _ := c.At(a, b).Float64()
					goal, _ := inverse.At(i, b).Float64()
					g[a] += x * (w[i][b] - goal)
				}
			}
			for a := range n {
				w[i][a] -= g[a] / values[n-1]
			}
		}
	}
}

func upToFloats(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(i)
	}
	return out
}

// The slopes of the figure are the orders; descent is slow, more so with a full matrix, and preconditioned it is not.
func TestPiecewiseFigures(t *testing.T) {
	f := pictures(t, ConditionNumberOfCurvesIsOfOrder4, theorems.Report{})["condition-numbers"]
	for name, order := range map[string]float64{"full matrix": 4, "filter": 3, "full matrix, of slopes": 2, "second": 0} {
		s := series(t, f, name)
		last := len(s.X) - 1
		if slope := math.Log(s.Y[last]/s.Y[last-1]) / math.Log(s.X[last]/s.X[last-1]); math.Abs(slope-order) > 0.1 {
			t.Errorf("%s: order %v, want %v", name, slope, order)
		}
	}
	g := pictures(t, OneCurveTellsTheFilter, theorems.Report{})["descent"]
	full, filter, one := series(t, g, "full"), series(t, g, "filter"), series(t, g, "preconditioned")
	for i, steps := range full.X {
		if steps == 1 {
			continue
		}
		if one.Y[i] != 0 || steps > 1e4 && !(full.Y[i] > filter.Y[i]) || steps < 1e4 && full.Y[i] < 0.5 {
			t.Errorf("after %v steps: %v, %v, %v", steps, full.Y[i], filter.Y[i], one.Y[i])
		}
	}
}
