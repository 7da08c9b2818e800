package models

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"saddle/spectra/interval"
)

// around returns the box of half-width r about w, rounded outward.
func around(w []float64, r float64) []interval.Interval {
	box := make([]interval.Interval, len(w))
	for i, x := range w {
		box[i] = interval.Interval{Lo: interval.SubDown(x, r), Hi: interval.AddUp(x, r)}
	}
	return box
}

// memberOf draws a point of a box, corners and edges among them.
func memberOf(r *rand.Rand, box []interval.Interval) []float64 {
	w := make([]float64, len(box))
	edges := r.IntN(3)
	for i, x := range box {
		switch edge := r.IntN(4); {
		case edge == 0 && edges > 0:
			w[i] = x.Lo
		case edge == 1 && edges > 0:
			w[i] = x.Hi
		case edges == 2:
			w[i] = []float64{x.Lo, x.Hi}[r.IntN(2)]
		default:
			w[i] = min(max(x.Lo+r.Float64()*(x.Hi-x.Lo), x.Lo), x.Hi)
		}
	}
	return w
}

func holds(x interval.Interval, v *big.Float) bool {
	return !x.IsEmpty() && big.NewFloat(x.Lo).Cmp(v) <= 0 && big.NewFloat(x.Hi).Cmp(v) >= 0
}

// outside says which part of an enclosure does not hold what the second way says at w: "" if all do.
func outside(m *Teacher, e Enclosure, w []float64, wrong mistake) string {
	loss, gradient, hessian := bigTeacher(m, bigPoint(w), wrong)
	if !holds(e.Loss, loss) {
		return fmt.Sprintf("the loss %v is not in %v", loss, e.Loss)
	}
	for i, g := range gradient {
		if !holds(e.Gradient[i], g) {
			return fmt.Sprintf("entry %d of the gradient, %v, is not in %v", i, g, e.Gradient[i])
		}
		for j := range gradient {
			if h := hessian[i*len(w)+j]; !holds(e.Hessian.At(i, j), h) {
				return fmt.Sprintf("entry (%d, %d) of the Hessian, %v, is not in %v", i, j, h, e.Hessian.At(i, j))
			}
		}
	}
	return ""
}

func enclosed(t *testing.T, m *Teacher, box []interval.Interval) Enclosure {
	t.Helper()
	e, err := m.Enclose(box)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// widths returns the largest widths of the gradient and of the Hessian.
func widths(e Enclosure) (gradient, hessian float64) {
	for i, x := range e.Gradient {
		gradient = max(gradient, x.Width())
		for j := range i + 1 {
			hessian = max(hessian, e.Hessian.At(i, j).Width())
		}
	}
	return gradient, hessian
}

// hardStudent returns parameters with pairs that are parallel or antiparallel, exactly or nearly, neurons on
// the axes of teachers, and lengths of all sizes.
func hardStudent(r *rand.Rand, m *Teacher) []float64 {
	w := normals(r, m.Dim(), 1)
	for i := range m.n {
		to := row(w, i, m.d)
		switch r.IntN(7) {
		case 0: // a multiple of another
			copy(to, row(w, r.IntN(m.n), m.d))
			f := float64(1-2*r.IntN(2)) * math.Ldexp(1, r.IntN(5)-2)
			for l := range to {
				to[l] *= f
			}
		case 1: // nearly so
			from, f, size := row(w, r.IntN(m.n), m.d), float64(1-2*r.IntN(2))*math.Exp(r.NormFloat64()), math.Pow(10, -18*r.Float64())
			for l := range to {
				to[l] = f * (from[l] + size*to[l])
			}
		case 2: // on an axis
			clear(to)
			to[r.IntN(m.k)] = float64(1-2*r.IntN(2)) * math.Exp(r.NormFloat64())
		case 3: // nearly so
			size := math.Pow(10, -18*r.Float64())
			for l := range to {
				to[l] *= size
			}
			to[r.IntN(m.k)] = float64(1-2*r.IntN(2)) * math.Exp(r.NormFloat64())
		case 4: // short or long
			f := math.Pow(10, 60*r.Float64()-30)
			for l := range to {
				to[l] *= f
			}
		}
	}
	return w
}

var enclosedShapes = [][3]int{{1, 1, 1}, {1, 2, 1}, {1, 1, 2}, {2, 2, 2}, {1, 2, 3}, {3, 2, 3}, {2, 3, 4}}

// TestTeacherEnclosesItsMembers: what 300 bits say at points of a box is in its enclosure.
func TestTeacherEnclosesItsMembers(t *testing.T) {
	rounds, shapes := 9, enclosedShapes[:]
	if testing.Short() {
		rounds, shapes = 2, shapes[:3]
	}
	for i, s := range shapes {
		rng, m := rand.New(rand.NewPCG(31, uint64(i))), mustTeacher(t, s[0], s[1], s[2])
		for round := range rounds {
			w := hardStudent(rng, m)
			if round%3 == 0 {
				w = normals(rng, m.Dim(), 1)
			}
			for _, r := range []float64{0, 1e-15, 1e-12, 1e-8, 1e-4, 1e-2} {
				box := around(w, r)
				e, err := m.Enclose(box)
				if errors.As(err, new(ErrNonSmooth)) && r > 0 {
					continue // short neurons
				}
				if err != nil {
					t.Fatal(err)
				}
				loss, gradient, err := m.EncloseGradient(box)
				if err != nil || loss != e.Loss || !slices.Equal(gradient, e.Gradient) {
					t.Fatalf("k, n, d = %v: EncloseGradient differs from Enclose at %v ± %v: %v", s, w, r, err)
				}
				for range 2 {
					x := memberOf(rng, box)
					if wrong := outside(m, e, x, noMistake); wrong != "" {
						t.Fatalf("k, n, d = %v: in the box %v ± %v at %v: %s", s, w, r, x, wrong)
					}
				}
			}
		}
	}
}

// TestTeacherEnclosureAtExtremes: lengths near the ends of what is not refused.
func TestTeacherEnclosureAtExtremes(t *testing.T) {
	m := mustTeacher(t, 2, 2, 2)
	for _, w := range [][]float64{
		{3e-99, 4e-99, -3e98, 4e98}, {3e-99, 4e-99, 4e-99, -3e-99}, {9e99, 1e-310, 1e-310, 9e99}, {1, 1e-200, 1, 5e-324},
		{1, 1e-170, -1, 1e-160}, {0.5, 0x1p-54, 0.5, 0}, {2e-100, 0, 1e99, 1e83},
	} {
		if wrong := outside(m, enclosed(t, m, around(w, 0)), w, noMistake); wrong != "" {
			t.Errorf("%v: %s", w, wrong)
		}
	}
}

// TestTeacherEnclosureNoticesMistakes: no mistake in the formulas escapes a comparison at random points.
func TestTeacherEnclosureNoticesMistakes(t *testing.T) {
	m := mustTeacher(t, 2, 2, 3)
	rng := rand.New(rand.NewPCG(32, 0))
	for wrong := noMistake; wrong < mistakes; wrong++ {
		w := normals(rng, m.Dim(), 1)
		e := enclosed(t, m, around(w, 1e-6))
		if noticed := outside(m, e, w, wrong) != ""; noticed != (wrong != noMistake) {
			t.Errorf("mistake %d: noticed is %v", wrong, noticed)
		}
	}
}

// TestTeacherEnclosureAgainstTape: the enclosures of the tape intersect those of the closed forms, which are
// not much wider on any box.
func TestTeacherEnclosureAgainstTape(t *testing.T) {
	for i, s := range [][3]int{{1, 1, 2}, {2, 2, 2}, {2, 3, 3}, {3, 3, 4}} {
		rng, m := rand.New(rand.NewPCG(33, uint64(i))), mustTeacher(t, s[0], s[1], s[2])
		tape, compared := m.Tape(), 0
		for range 4 {
			w := normals(rng, m.Dim(), 1)
			for _, r := range []float64{0, 1e-12, 1e-8, 1e-5, 1e-3, 1e-2} {
				box := around(w, r)
				e := enclosed(t, m, box)
				other, err := tape.Enclose(box)
				if err != nil {
					continue // cos t may exceed 1 for the tape
				}
				if e.Loss.Intersect(other.Loss).IsEmpty() {
					t.Errorf("k, n, d = %v, %v ± %v: loss in %v and %v", s, w, r, e.Loss, other.Loss)
				}
				for j, x := range e.Gradient {
					if x.Intersect(other.Gradient[j]).IsEmpty() {
						t.Errorf("k, n, d = %v, %v ± %v: gradient %d in %v and %v", s, w, r, j, x, other.Gradient[j])
					}
					for l := range j + 1 {
						if x, y := e.Hessian.At(j, l), other.Hessian.At(j, l); x.Intersect(y).IsEmpty() {
							t.Errorf("k, n, d = %v, %v ± %v: Hessian (%d, %d) in %v and %v", s, w, r, j, l, x, y)
						}
					}
				}
				g, h := widths(e)
				og, oh := widths(other)
				if g > 1.5*og || h > 1.5*oh {
					t.Errorf("k, n, d = %v, %v ± %v: gradient and Hessian are %v and %v wide, those of the tape %v and %v", s, w, r, g, h, og, oh)
				}
				compared++
			}
		}
		if compared < 12 {
			t.Errorf("k, n, d = %v: the tape has %d enclosures of 24", s, compared)
		}
	}
}

// TestTeacherEnclosureWidth: at a point no entry is wider than its rounding errors, parallel pairs included.
func TestTeacherEnclosureWidth(t *testing.T) {
	for _, k := range []int{2, 6, 8} {
		m := mustTeacher(t, k, k, k)
		for _, w := range [][]float64{flipped(k), orthonormal(m), normals(rand.New(rand.NewPCG(34, uint64(k))), m.Dim(), 1/math.Sqrt(float64(k)))} {
			g, h := widths(enclosed(t, m, around(w, 0)))
			if bound := 8 * float64(k) * 0x1p-52; g > bound || h > 2*bound {
				t.Errorf("k = %d, %v: gradient and Hessian are %v and %v wide, want %v", k, w, g, h, bound)
			}
		}
	}
}

// TestTeacherEnclosureSymmetry: permuted neurons and coordinates have permuted enclosures, up to rounding
// and what is of second order in the width.
func TestTeacherEnclosureSymmetry(t *testing.T) {
	for i, s := range enclosedShapes[3:] {
		rng, m := rand.New(rand.NewPCG(35, uint64(i))), mustTeacher(t, s[0], s[1], s[2])
		neurons, coordinates := rng.Perm(m.n), rng.Perm(m.k)
		for l := m.k; l < m.d; l++ {
			coordinates = append(coordinates, l)
		}
		place := func(at int) int { return neurons[at/m.d]*m.d + coordinates[at%m.d] }
		for _, r := range []float64{0, 1e-9, 1e-3} {
			box := around(normals(rng, m.Dim(), 1), r)
			moved := make([]interval.Interval, len(box))
			for at := range moved {
				moved[at] = box[place(at)]
			}
			before, after := enclosed(t, m, box), enclosed(t, m, moved)
			same := func(x, y interval.Interval) {
				t.Helper()
				if slack := 1e-13 + 10*x.Width()*x.Width(); math.Abs(x.Lo-y.Lo) > slack || math.Abs(x.Hi-y.Hi) > slack || x.Intersect(y).IsEmpty() {
					t.Errorf("k, n, d = %v, radius %v: %v and %v", s, r, x, y)
				}
			}
			same(before.Loss, after.Loss)
			for a := range box {
				same(before.Gradient[place(a)], after.Gradient[a])
				for b := range box {
					same(before.Hessian.At(place(a), place(b)), after.Hessian.At(a, b))
				}
			}
		}
	}
}

// TestTeacherEnclosureRefuses: no Hessian at 0, no enclosure where numbers leave their range.
func TestTeacherEnclosureRefuses(t *testing.T) {
	m := mustTeacher(t, 2, 2, 2)
	both := func(box []interval.Interval) error {
		t.Helper()
		_, _, err := m.EncloseGradient(box)
		if _, other := m.Enclose(box); err == nil || other == nil || err.Error() != other.Error() {
			t.Fatalf("%v: %v and %v", box, err, other)
		}
		return err
	}
	var kink ErrNonSmooth
	for _, c := range []struct {
		w []float64
		r float64
	}{{[]float64{1, 2, 0, 0}, 0}, {[]float64{1, 2, 1e-9, -1e-9}, 1e-8}, {[]float64{1, 2, 1e-101, 0}, 0}, {[]float64{1, 2, 1e-200, 5e-324}, 0}, {[]float64{1, 2, 3, 4}, 5}} {
		if err := both(around(c.w, c.r)); !errors.As(err, &kink) || c.r < 1 && kink.Unit != "neuron 2" || !(kink.Distance < 1e-100) {
			t.Errorf("%v ± %v: %v", c.w, c.r, err)
		}
	}
	var bad ErrArgument
	for _, x := range []interval.Interval{{Lo: 1e101, Hi: 1e101}, {Lo: 1, Hi: math.Inf(1)}, {Lo: 1e200, Hi: 1e300}, {Lo: 2, Hi: 1}, interval.Empty()} {
		box := around([]float64{1, 2, 3, 4}, 0)
		box[2] = x
		if err := both(box); !errors.As(err, &bad) || !strings.HasPrefix(bad.Arg, "w") {
			t.Errorf("%v: %v", x, err)
		}
	}
	if err := both(around([]float64{1}, 0)); !errors.As(err, new(ErrDimension)) {
		t.Error(err)
	}
}

// BenchmarkTeacherEnclose is an enclosure of loss, gradient and Hessian.
func BenchmarkTeacherEnclose(b *testing.B) {
	for _, k := range []int{8, 20} {
		m := mustTeacher(b, k, k, k)
		box := around(flipped(k), 1e-9)
		b.Run(fmt.Sprintf("k=%d", k), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := m.Enclose(box); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
