package models

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// precision of the second way to F, in bits.
const precision = 300

func bigOf(x float64) *big.Float        { return new(big.Float).SetPrec(precision).SetFloat64(x) }
func bigAdd(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Add(x, y) }
func bigSub(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Sub(x, y) }
func bigMul(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Mul(x, y) }
func bigDiv(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Quo(x, y) }
func bigSqrt(x *big.Float) *big.Float   { return new(big.Float).SetPrec(precision).Sqrt(x) }

// bigAtan returns atan x for x ≥ 0: halved six times, then the series.
func bigAtan(x *big.Float) *big.Float {
	one := bigOf(1)
	for range 6 {
		x = bigDiv(x, bigAdd(one, bigSqrt(bigAdd(one, bigMul(x, x)))))
	}
	sum, power, square := bigOf(0), x, bigMul(x, x)
	for k := 1; k < 80; k += 2 {
		term := bigDiv(power, bigOf(float64(k)))
		if k%4 == 3 {
			term.Neg(term)
		}
		sum, power = bigAdd(sum, term), bigMul(power, square)
	}
	return bigMul(sum, bigOf(64))
}

// bigPi is 4 atan 1.
var bigPi = bigMul(bigOf(4), bigAtan(bigOf(1)))

type bigVector []*big.Float

func (x bigVector) plus(c *big.Float, y bigVector) bigVector { // x + c y
	z := make(bigVector, len(x))
	for l := range x {
		z[l] = bigAdd(x[l], bigMul(c, y[l]))
	}
	return z
}

func (x bigVector) times(c *big.Float) bigVector {
	z := make(bigVector, len(x))
	for l := range x {
		z[l] = bigMul(c, x[l])
	}
	return z
}

func (x bigVector) dot(y bigVector) *big.Float {
	sum := bigOf(0)
	for l := range x {
		sum = bigAdd(sum, bigMul(x[l], y[l]))
	}
	return sum
}

func (x bigVector) length() *big.Float { return bigSqrt(x.dot(x)) }

// A mistake is one that the second way may be asked to make.
type mistake int

const (
	noMistake mistake = iota
	normalTurned
	normalForgotten
	projectionForgotten
	anglesSwapped
	lengthsSwapped
	teacherForgotten
	constantForgotten
	mixedTransposedSign
	mistakes
)

// A bigPair is a pair of neurons: f, its gradient in the first and its second derivatives, times
// 2π, as formulas have them that divide by sin t.
type bigPair struct {
	rw, rv, sin, cos, rest *big.Float
	w, v, unitW, unitV     bigVector
	parallel               bool
	wrong                  mistake
}

func pairOf(w, v bigVector, wrong mistake) bigPair {
	p := bigPair{rw: w.length(), rv: v.length(), w: w, v: v, wrong: wrong}
	p.unitW, p.unitV = w.times(bigDiv(bigOf(1), p.rw)), v.times(bigDiv(bigOf(1), p.rv))
	p.cos = p.unitW.dot(p.unitV)
	across := p.unitV.plus(new(big.Float).Neg(p.cos), p.unitW)
	p.sin = across.length()
	// t = 2 atan(sin t/(1 + cos t)), which at cos t = −1 is π
	if below := bigAdd(bigOf(1), p.cos); below.Cmp(bigOf(1e-60)) > 0 {
		p.rest = bigSub(bigPi, bigMul(bigOf(2), bigAtan(bigDiv(p.sin, below))))
	} else {
		p.rest = bigOf(0)
	}
	p.parallel = p.sin.Cmp(bigOf(1e-60)) < 0
	if wrong == anglesSwapped {
		p.rest = bigSub(bigPi, p.rest)
	}
	if wrong == lengthsSwapped {
		p.rw, p.rv = p.rv, p.rw
	}
	return p
}

// normal returns the unit vector across from that is in the plane with to.
func (p bigPair) normal(to, from bigVector) bigVector {
	n := to.plus(new(big.Float).Neg(p.cos), from)
	return n.times(bigDiv(bigOf(1), n.length()))
}

func (p bigPair) value() *big.Float {
	return bigMul(bigMul(p.rw, p.rv), bigAdd(p.sin, bigMul(p.rest, p.cos)))
}

func (p bigPair) gradient() bigVector {
	return p.unitW.times(bigMul(p.rv, p.sin)).plus(p.rest, p.v)
}

// own returns ∂²f/∂w², entry by entry.
func (p bigPair) own(l, c int) *big.Float {
	sum := bigOf(0)
	if p.parallel {
		return sum
	}
	if l == c {
		sum = bigOf(1)
	}
	if p.wrong != projectionForgotten {
		sum = bigSub(sum, bigMul(p.unitW[l], p.unitW[c]))
	}
	if p.wrong != normalForgotten {
		n := p.normal(p.unitV, p.unitW)
		sum = bigAdd(sum, bigMul(n[l], n[c]))
	}
	return bigMul(sum, bigDiv(bigMul(p.sin, p.rv), p.rw))
}

// mixed returns ∂²f/∂w∂v, entry by entry.
func (p bigPair) mixed(l, c int) *big.Float {
	sum := bigOf(0)
	if l == c {
		sum = p.rest
	}
	if p.parallel {
		return sum
	}
	first, second := p.normal(p.unitW, p.unitV), p.normal(p.unitV, p.unitW)
	one, two := bigMul(first[l], p.unitV[c]), bigMul(second[l], p.unitW[c])
	switch p.wrong {
	case normalTurned:
		return bigAdd(bigSub(sum, one), two)
	case mixedTransposedSign:
		return bigSub(bigSub(sum, one), two)
	}
	return bigAdd(bigAdd(sum, one), two)
}

func bigPoint(w []float64) bigVector {
	x := make(bigVector, len(w))
	for i, v := range w {
		x[i] = bigOf(v)
	}
	return x
}

// bigTeacher returns F, ∇F and ∇²F at w, row by row, from their definition.
func bigTeacher(m *Teacher, w bigVector, wrong mistake) (loss *big.Float, gradient, hessian bigVector) {
	n, d, dim := m.n, m.d, m.Dim()
	neurons := make([]bigVector, n+m.k)
	for i := range neurons {
		neurons[i] = make(bigVector, d)
		for l := range d {
			switch {
			case i < n:
				neurons[i][l] = w[i*d+l]
			case l == i-n:
				neurons[i][l] = bigOf(1)
			default:
				neurons[i][l] = bigOf(0)
			}
		}
	}
	loss = bigOf(0)
	gradient, hessian = make(bigVector, dim), make(bigVector, dim*dim)
	for i := range gradient {
		gradient[i] = bigOf(0)
	}
	for i := range hessian {
		hessian[i] = bigOf(0)
	}
	add := func(to *big.Float, sign float64, x *big.Float) { to.Add(to, bigMul(bigOf(sign), x)) }
	for i, x := range neurons {
		for j, y := range neurons {
			sign := 1.0
			if (i < n) != (j < n) {
				sign = -1
			}
			if wrong == teacherForgotten && j == n || wrong == constantForgotten && i >= n && j >= n {
				continue
			}
			p := pairOf(x, y, wrong)
			add(loss, sign/2, p.value())
			if i >= n {
				continue
			}
			g := p.gradient()
			for l := range d {
				add(gradient[i*d+l], sign, g[l])
				for c := range d {
					add(hessian[(i*d+l)*dim+i*d+c], sign, p.own(l, c))
					if j < n {
						add(hessian[(i*d+l)*dim+j*d+c], sign, p.mixed(l, c))
					}
				}
			}
		}
	}
	scale := bigDiv(bigOf(0.5), bigPi)
	return bigMul(loss, scale), gradient.times(scale), hessian.times(scale)
}

// TestTeacherOracle: gradient and Hessian are quotients of differences of the loss, at points where no
// pair is parallel, and the angles are right: atan 1 by Machin's formula, E relu² by symmetry.
func TestTeacherOracle(t *testing.T) {
	machin := bigSub(bigMul(bigOf(16), bigAtan(bigDiv(bigOf(1), bigOf(5)))), bigMul(bigOf(4), bigAtan(bigDiv(bigOf(1), bigOf(239)))))
	if bigSub(machin, bigPi).MantExp(nil) > -280 {
		t.Fatalf("π is %v and %v", bigPi, machin)
	}
	small := func(x *big.Float) bool { return x.Sign() == 0 || x.MantExp(nil) < -100 }
	m := mustTeacher(t, 2, 2, 3)
	w := bigPoint(normals(rand.New(rand.NewPCG(30, 0)), m.Dim(), 1))
	_, gradient, hessian := bigTeacher(m, w, noMistake)
	h := bigOf(0x1p-80)
	for i := range w {
		up, down := append(bigVector{}, w...), append(bigVector{}, w...)
		up[i], down[i] = bigAdd(w[i], h), bigSub(w[i], h)
		lossUp, gradientUp, _ := bigTeacher(m, up, noMistake)
		lossDown, gradientDown, _ := bigTeacher(m, down, noMistake)
		if !small(bigSub(bigDiv(bigSub(lossUp, lossDown), bigOf(0x1p-79)), gradient[i])) {
			t.Errorf("entry %d of the gradient is no derivative of the loss", i)
		}
		for j := range w {
			if !small(bigSub(bigDiv(bigSub(gradientUp[j], gradientDown[j]), bigOf(0x1p-79)), hessian[i*len(w)+j])) {
				t.Errorf("entry (%d, %d) of the Hessian is no derivative of the gradient", i, j)
			}
		}
	}
	loss, _, _ := bigTeacher(m, bigPoint(orthonormal(m)), noMistake)
	if !small(loss) {
		t.Errorf("the loss of the teacher is %v", loss)
	}
}
