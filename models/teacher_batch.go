package models

import (
	"fmt"
	"math"

	"saddle/models/internal/lanes"
	"saddle/spectra/f64"
)

// TeacherLanes is the number of students of a [TeacherBatch].
const TeacherLanes = lanes.Width

// A TeacherBatch is [TeacherLanes] students of the same [Teacher] side by side, each in a
// lane of its own: losses and gradients of all of them cost little more than those of one.
//
//	b := m.Batch()
//	b.SetLane(lane, w)           // for each lane
//	for {
//		b.Evaluate()         // sets Losses, Slopes and the gradients
//		b.Step(&eta)         // w −= eta[lane] ∇F(w)
//	}
//
// What a lane becomes depends on that lane alone, whatever the others hold, NaN and infinities
// included. While n and d are at most 256 it has the bits that m.LossGradient returns; beyond,
// the two may differ by rounding, as sums there are cut in other places.
//
// Until it is set, a lane holds ones. A batch is not safe for concurrent use. Nothing
// allocates but [Teacher.Batch]. One evaluation costs as many operations as TeacherLanes of
// LossGradient.
type TeacherBatch struct {
	m          *Teacher
	shape      lanes.Shape
	w, g, unit []float64 // n·d entries; unit is the first part of the cosines
	r, inverse []float64 // n entries
	angles     lanes.Angles
	mix, bend  []float64
	neuron     []float64 // d numbers

	losses, largest lanes.Lanes
}

// Batch returns students for m, all of ones.
func (m *Teacher) Batch() *TeacherBatch {
	s := lanes.Shape{K: m.k, N: m.n, D: m.d}
	entries := func(n int) []float64 { return make([]float64, lanes.Width*n) }
	b := &TeacherBatch{m: m, shape: s,
		w: entries(m.Dim()), g: entries(m.Dim()), r: entries(m.n), inverse: entries(m.n),
		angles: lanes.Angles{Cos: entries(s.Pairs()), Sin: entries(s.Pairs()), Rest: entries(s.Pairs())},
		mix:    entries(m.n * m.n), bend: entries(m.n), neuron: make([]float64, m.d),
	}
	b.unit = b.angles.Cos[:len(b.w)]
	for i := range b.w {
		b.w[i] = 1
	}
	return b
}

// Teacher returns the loss.
func (b *TeacherBatch) Teacher() *Teacher { return b.m }

// SetLane sets the parameters of a lane. Its loss, slope and gradient are those of before until
// the next [TeacherBatch.Evaluate]. It panics if w has not length Dim, or there is no such
// lane.
func (b *TeacherBatch) SetLane(lane int, w []float64) {
	mustFit("w", w, b.m.Dim())
	mustBeLane(lane)
	for i, x := range w {
		b.w[lanes.Width*i+lane] = x
	}
}

// Lane sets dst to the parameters of a lane. It panics as SetLane does.
func (b *TeacherBatch) Lane(dst []float64, lane int) { b.collect(dst, b.w, lane) }

// GradientLane sets dst to the gradient of a lane, of the last [TeacherBatch.Evaluate]. It
// panics as SetLane does.
func (b *TeacherBatch) GradientLane(dst []float64, lane int) { b.collect(dst, b.g, lane) }

func (b *TeacherBatch) collect(dst, from []float64, lane int) {
	mustFit("dst", dst, b.m.Dim())
	mustBeLane(lane)
	for i := range dst {
		dst[i] = from[lanes.Width*i+lane]
	}
}

func mustBeLane(lane int) {
	if lane < 0 || lane >= lanes.Width {
		panic(fmt.Sprintf("models: lane %d of %d", lane, lanes.Width))
	}
}

// Losses returns F of every lane, of the last [TeacherBatch.Evaluate].
func (b *TeacherBatch) Losses() [TeacherLanes]float64 { return b.losses }

// Slopes returns max_i |∂F/∂w_i| of every lane, of the last [TeacherBatch.Evaluate]: NaN if the
// gradient of a neuron is, 0 or +Inf if its square is that, as it is below 1e-162 and above
// 1e154.
func (b *TeacherBatch) Slopes() [TeacherLanes]float64 {
	var slopes [TeacherLanes]float64
	for lane, x := range b.largest {
		slopes[lane] = math.Sqrt(x)
	}
	return slopes
}

// Step sets w −= eta[lane] ∇F(w) in every lane, with the gradient of the last
// [TeacherBatch.Evaluate] and one rounding for each parameter. A lane with eta 0 stays where it is
// if its gradient is finite.
func (b *TeacherBatch) Step(eta *[TeacherLanes]float64) { lanes.Step(b.w, b.g, eta) }

// Evaluate computes losses, slopes and gradients at the parameters of all lanes.
func (b *TeacherBatch) Evaluate() {
	s, n := b.shape, b.shape.N*b.shape.D*lanes.Width
	odd := s.Lengths(b.unit, b.r, b.inverse, b.w)
	off := 0
	if odd != 0 {
		off = b.measure(odd)
	}
	s.Gram(b.angles.Cos[n:], b.unit)
	if off != 0 {
		b.switchOff(off)
	}
	b.arcs()
	s.Sums(&b.losses, b.mix, b.bend, b.r, b.inverse, b.angles, b.m.constant)
	s.Gradient(b.g, &b.largest, b.mix, b.w, b.angles.Rest[:n])
}

// arcs sets sines and angles. What belongs to no teacher stays 0.
func (b *TeacherBatch) arcs() {
	a, s := b.angles, b.shape
	if s.K == s.D {
		f64.Arcs(a.Sin, a.Rest, a.Cos)
		return
	}
	for i := range s.N {
		from, to := lanes.Width*i*s.D, lanes.Width*(i*s.D+s.K)
		f64.Arcs(a.Sin[from:to], a.Rest[from:to], a.Cos[from:to])
	}
	from := lanes.Width * s.N * s.D
	f64.Arcs(a.Sin[from:], a.Rest[from:], a.Cos[from:])
}

// measure sets the lengths of the odd lanes, in which squares may overflow or underflow. It
// returns which of them have a neuron that counts as 0.
func (b *TeacherBatch) measure(odd int) (off int) {
	n, d := b.shape.N, b.shape.D
	x := b.neuron
	for lane := range lanes.Width {
		if odd>>lane&1 == 0 {
			continue
		}
		for i := range n {
			for l := range x {
				x[l] = b.w[lanes.Width*(i*d+l)+lane]
			}
			at := lanes.Width*i + lane
			b.r[at], b.inverse[at] = norm(x), 0
			if b.r[at] < shortest {
				off |= 1 << lane
			} else {
				b.inverse[at] = 1 / b.r[at]
			}
			for l, v := range x {
				b.unit[lanes.Width*(i*d+l)+lane] = v * b.inverse[at]
			}
		}
	}
	return off
}

// switchOff turns the pairs of neurons at 0, in the given lanes, into antiparallel ones, which
// have no effect on each other: sin t and π − t are 0.
func (b *TeacherBatch) switchOff(off int) {
	n, k, d := b.shape.N, b.shape.K, b.shape.D
	for lane := range lanes.Width {
		if off>>lane&1 == 0 {
			continue
		}
		isOff := func(i int) bool { return b.inverse[lanes.Width*i+lane] == 0 }
		at := n * d
		for i := range n {
			for j := i + 1; j < n; j++ {
				if isOff(i) || isOff(j) {
					b.angles.Cos[lanes.Width*at+lane] = -1
				}
				at++
			}
			for v := range k {
				if isOff(i) {
					b.angles.Cos[lanes.Width*(i*d+v)+lane] = -1
				}
			}
		}
	}
}
