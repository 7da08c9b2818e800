package models

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/f64"
)

// atLevels runs a test at every level of the kernels.
func atLevels(t *testing.T, test func(t *testing.T)) {
	defer f64.Use(f64.InUse())
	for _, l := range f64.Levels() {
		f64.Use(l)
		t.Run(l.String(), test)
	}
}

func sameBits(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

func sameAllBits(x, y []float64) bool { return slices.EqualFunc(x, y, sameBits) }

// slope returns max_i |g_i|, as a batch does.
func slope(g []float64, n, d int) float64 {
	largest := 0.0
	for i := range n {
		var squares float64
		for _, x := range row(g, i, d) {
			squares = math.FMA(x, x, squares)
		}
		if squares != squares {
			return squares
		}
		largest = max(largest, squares)
	}
	return math.Sqrt(largest)
}

// checkLane compares lane with what m says at w.
func checkLane(t *testing.T, what string, b *TeacherBatch, lane int, w []float64) {
	t.Helper()
	m := b.Teacher()
	want, got := make([]float64, m.Dim()), make([]float64, m.Dim())
	loss := m.LossGradient(want, w)
	b.GradientLane(got, lane)
	if !sameAllBits(got, want) {
		t.Fatalf("%s, lane %d at %v: gradient %v, want %v", what, lane, w, got, want)
	}
	if l := b.Losses()[lane]; !sameBits(l, loss) {
		t.Fatalf("%s, lane %d at %v: loss %v, want %v", what, lane, w, l, loss)
	}
	if s, want := b.Slopes()[lane], slope(want, m.n, m.d); !sameBits(s, want) {
		t.Fatalf("%s, lane %d at %v: slope %v, want %v", what, lane, w, s, want)
	}
	if b.Lane(got, lane); !sameAllBits(got, w) {
		t.Fatalf("%s, lane %d: parameters %v, want %v", what, lane, got, w)
	}
}

var batchShapes = append(slices.Clone(teacherShapes), [][3]int{{6, 6, 6}, {10, 10, 10}, {3, 21, 13}, {20, 20, 20}}...)

// TestTeacherBatch: every lane has the bits of the single student, at every level.
func TestTeacherBatch(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		for i, s := range batchShapes {
			r, m := rand.New(rand.NewPCG(18, uint64(i))), mustTeacher(t, s[0], s[1], s[2])
			b := m.Batch()
			for range 3 {
				var points [TeacherLanes][]float64
				for lane := range points {
					points[lane] = normals(r, m.Dim(), 1)
					b.SetLane(lane, points[lane])
				}
				b.Evaluate()
				for lane, w := range points {
					checkLane(t, fmt.Sprintf("k, n, d = %v", s), b, lane, w)
				}
			}
		}
	})
}

// wildStudent returns parameters that are hard to some degree: neurons at 0, parallel ones, lengths
// whose squares leave the range of float64, and what is no number.
func wildStudent(r *rand.Rand, m *Teacher) []float64 {
	w := normals(r, m.Dim(), 1)
	for range r.IntN(4) {
		i, x := r.IntN(m.n), 0.0
		switch r.IntN(8) {
		case 0:
			x = 1e-200
		case 1:
			x = 1e200
		case 2:
			x = math.Inf(1)
		case 3:
			x = math.NaN()
		case 4:
			x = 1e-310
		case 5:
			copy(row(w, i, m.d), row(w, r.IntN(m.n), m.d))
			x = -2
		}
		for l := range m.d {
			w[i*m.d+l] *= x
		}
		if r.IntN(4) == 0 {
			clear(row(w, i, m.d))
			w[i*m.d+r.IntN(m.d)] = x
		}
	}
	return w
}

// TestTeacherBatchLanes: a lane depends on itself alone, whatever is in the others, and wild
// points have the bits of the single student too.
func TestTeacherBatchLanes(t *testing.T) {
	rounds := cases(60, 12)
	atLevels(t, func(t *testing.T) {
		for i, s := range [][3]int{{1, 2, 1}, {2, 3, 2}, {2, 3, 4}, {6, 6, 6}} {
			r, m := rand.New(rand.NewPCG(19, uint64(i))), mustTeacher(t, s[0], s[1], s[2])
			b, calm := m.Batch(), normals(r, m.Dim(), 1)
			var points [TeacherLanes][]float64
			for lane := range points {
				points[lane] = calm
				b.SetLane(lane, calm)
			}
			for range rounds {
				lane := r.IntN(TeacherLanes)
				points[lane] = wildStudent(r, m)
				b.SetLane(lane, points[lane])
				b.Evaluate()
				for lane, w := range points {
					checkLane(t, fmt.Sprintf("k, n, d = %v", s), b, lane, w)
				}
			}
		}
	})
}

// TestTeacherBatchFresh: lanes that nobody has set hold ones.
func TestTeacherBatchFresh(t *testing.T) {
	m := mustTeacher(t, 3, 4, 5)
	b := m.Batch()
	b.Evaluate()
	for lane := range TeacherLanes {
		checkLane(t, "fresh", b, lane, slices.Repeat([]float64{1}, m.Dim()))
	}
}

// TestTeacherBatchDescent: a lane descends as a single student does, while others come, go
// and diverge.
func TestTeacherBatchDescent(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		m := mustTeacher(t, 4, 5, 4)
		b, r := m.Batch(), rand.New(rand.NewPCG(20, 0))
		w, g := normals(r, m.Dim(), 0.5), make([]float64, m.Dim())
		b.SetLane(3, w)
		eta := [TeacherLanes]float64{0.1, 0, 1e30, 0.25, 1e300, -1, math.NaN(), 0.5}
		for step := range 60 {
			if step%7 == 0 {
				b.SetLane(step%3, wildStudent(r, m))
			}
			b.Evaluate()
			checkLane(t, fmt.Sprintf("step %d", step), b, 3, w)
			b.Step(&eta)
			m.Gradient(g, w)
			for i := range w {
				w[i] = math.FMA(-0.25, g[i], w[i])
			}
		}
		start := make([]float64, m.Dim())
		b.SetLane(1, start)
		b.Evaluate()
		b.Step(&eta)
		if b.Lane(g, 1); !slices.Equal(g, start) {
			t.Errorf("a lane with step 0 moves to %v", g)
		}
	})
}

// TestTeacherBatchAgainstTape compares lanes with the formula.
func TestTeacherBatchAgainstTape(t *testing.T) {
	m := mustTeacher(t, 3, 4, 3)
	b, r, tape := m.Batch(), rand.New(rand.NewPCG(21, 0)), m.Tape()
	got, want := make([]float64, m.Dim()), make([]float64, m.Dim())
	var points [TeacherLanes][]float64
	for lane := range points {
		points[lane] = normals(r, m.Dim(), 1)
		b.SetLane(lane, points[lane])
	}
	b.Evaluate()
	for lane, w := range points {
		bound := teacherBound(m, w, 0) * math.Pow(smallestSine(m, w), -3)
		compare(t, "loss", []float64{b.Losses()[lane]}, []float64{tape.Loss(w)}, bound)
		b.GradientLane(got, lane)
		tape.Gradient(want, w)
		compare(t, "gradient", got, want, bound)
	}
}

func TestTeacherBatchPanics(t *testing.T) {
	b := mustTeacher(t, 1, 1, 2).Batch()
	one, two := make([]float64, 1), make([]float64, 2)
	for name, f := range map[string]func(){
		"models: w has length 1, want 2":   func() { b.SetLane(0, one) },
		"models: dst has length 1, want 2": func() { b.Lane(one, 0) },
		"models: lane 8 of 8":              func() { b.SetLane(8, two) },
		"models: lane -1 of 8":             func() { b.GradientLane(two, -1) },
	} {
		mustPanic(t, name, f)
	}
}

func TestTeacherBatchAllocations(t *testing.T) {
	m := mustTeacher(t, 2, 3, 4)
	b, w, eta := m.Batch(), make([]float64, m.Dim()), [TeacherLanes]float64{}
	if n := testing.AllocsPerRun(10, func() {
		b.SetLane(1, w)
		b.Evaluate()
		b.Step(&eta)
		b.Lane(w, 1)
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
