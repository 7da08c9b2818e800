package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/interval"
	"saddle/theorems"
)

// A TwoStudents is two neurons in two dimensions, with entries that are integers: the mixed second derivative
// ∂²F/∂w_1∂w_2 is that of the kernel f.
type TwoStudents struct {
	W     [4]int
	Twice bool // of 2f, as of a loss without the factor 1/2
}

// parallel reports whether the second is a positive multiple of the first.
func (s TwoStudents) parallel() bool {
	a, b, c, d := s.W[0], s.W[1], s.W[2], s.W[3]
	return a*d == b*c && a*c+b*d > 0
}

// The neurons of the claims on the mixed derivative.
var parallelPairs = []TwoStudents{{W: [4]int{1, 0, 1, 0}}, {W: [4]int{1, 0, 3, 0}}, {W: [4]int{1, 2, 2, 4}}, {W: [4]int{-3, 1, -6, 2}}}

// MixedDerivativeAtAngle0AsCoded is a slip of a program, at a place where its runs never were.
var MixedDerivativeAtAngle0AsCoded = theorems.Claim[TwoStudents]{
	Name:   "safran2020/mixed-derivative-at-angle-0-as-coded",
	Says:   "Where two neurons are parallel, the mixed second derivative of the arc-cosine kernel, ∂²f(w, v)/∂w∂v, is the identity, as the published program returns it",
	Source: safran2020.Locate("the published code: the case of angle 0 of the off-diagonal blocks of the Hessian", ""),
	Expect: theorems.Refuted,
	Known:  parallelPairs[:1],
	Cases:  append(twiceTheKernel(), parallelPairs...),
	Missing: &theorems.Hypothesis[TwoStudents]{
		Name:  "the kernel is twice f, as of a loss without the factor 1/2",
		Holds: func(s TwoStudents) bool { return s.Twice },
	},
	Corrected: "safran2020/mixed-derivative-at-angle-0",
	Then:      func(s TwoStudents) theorems.Evidence { return s.mixedIs(1) },
}

// twiceTheKernel are the same neurons, with 2f.
func twiceTheKernel() (out []TwoStudents) {
	for _, s := range parallelPairs {
		s.Twice = true
		out = append(out, s)
	}
	return out
}

// MixedDerivativeAtAngle0 is what it is: the limit of ((π − t)I + …)/2π at t = 0.
var MixedDerivativeAtAngle0 = theorems.Claim[TwoStudents]{
	Name:   "safran2020/mixed-derivative-at-angle-0",
	Says:   fmt.Sprintf("Where two neurons are parallel, ∂²f(w, v)/∂w∂v is half the identity, to within %g", mixedWithin),
	Source: safran2020.Locate("the off-diagonal blocks of the Hessian, at angle 0", ""),
	Expect: theorems.Proved,
	Cases:  parallelPairs,
	Given: []theorems.Hypothesis[TwoStudents]{{
		Name:  "the neurons are parallel",
		Holds: func(s TwoStudents) bool { return s.parallel() },
		Drop: func(t *rapid.T) TwoStudents {
			w := ints(t, "w", 2, 1, 4)
			return TwoStudents{W: [4]int{w[0], w[1], -w[1], w[0] + rapid.IntRange(0, 3).Draw(t, "more")}}
		},
		Known: []TwoStudents{{W: [4]int{1, 0, 0, 1}}},
	}},
	Then: func(s TwoStudents) theorems.Evidence { return s.mixedIs(0.5) },
}

// mixedWithin is what an enclosure at a point leaves open.
const mixedWithin = 1e-12

// mixedIs decides whether the mixed second derivative is x times the identity.
func (s TwoStudents) mixedIs(x float64) theorems.Evidence {
	w := make([]interval.Interval, 4)
	for i, v := range s.W {
		w[i] = interval.Of(float64(v))
	}
	m := teacher(2, 2)
	e, err := m.Enclose(w)
	if err != nil {
		return theorems.Undecidable("%v: %v", s.W, err)
	}
	near, far := true, false
	for i := range 2 {
		for j := range 2 {
			want := 0.0
			if i == j {
				want = x
			}
			h := e.Hessian.At(i, 2+j)
			if s.Twice {
				h = h.Scale2(1)
			}
			off := h.Sub(interval.Of(want))
			near = near && off.Mag() <= mixedWithin
			far = far || off.Mig() > mixedWithin
		}
	}
	if !near && !far {
		return theorems.Undecidable("%v: the enclosure is too wide", s.W)
	}
	at := e.Hessian.At(0, 2)
	return theorems.Certainly(near, "w = (%d, %d), v = (%d, %d): ∂²f/∂w_1∂v_1 in [%.6f, %.6f], and %v is asked for", s.W[0], s.W[1], s.W[2], s.W[3], at.Lo, at.Hi, x)
}
