package double

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

const (
	u    = 0x1p-53
	bits = 500 // more than any sum or product of the words drawn here has
)

func exact(x Word) *big.Float {
	return new(big.Float).SetPrec(bits).Add(new(big.Float).SetFloat64(x.Hi), new(big.Float).SetFloat64(x.Lo))
}

func wide() *big.Float { return new(big.Float).SetPrec(bits) }

// draw returns a word whose low part is as large as may be, or smaller.
func draw(r *rand.Rand) Word {
	hi := math.Ldexp(1+r.Float64(), r.IntN(8)-4) * float64(1-2*r.IntN(2))
	half := (math.Nextafter(math.Abs(hi), math.Inf(1)) - math.Abs(hi)) / 2
	lo := half * (2*r.Float64() - 1)
	switch r.IntN(4) {
	case 0:
		lo = math.Copysign(half*(1-0x1p-50), lo)
	case 1:
		lo = math.Ldexp(lo, -r.IntN(60))
	}
	if r.IntN(2) == 0 {
		return Word{hi, lo}
	}
	return Word{hi, lo}.Scale(r.IntN(120) - 60)
}

// An operation is one of Word's, and the second way to its result.
type operation struct {
	name   string
	apply  func(x, y Word) Word
	exact  func(x, y *big.Float) *big.Float
	single bool    // y is one number
	bound  float64 // of the relative error
}

var operations = []operation{
	{"Add", Word.Add, func(x, y *big.Float) *big.Float { return wide().Add(x, y) }, false, 3*u*u + 13*u*u*u},
	{"Sub", Word.Sub, func(x, y *big.Float) *big.Float { return wide().Sub(x, y) }, false, 3*u*u + 13*u*u*u},
	{"AddFloat", func(x, y Word) Word { return x.AddFloat(y.Hi) }, func(x, y *big.Float) *big.Float { return wide().Add(x, y) }, true, 2 * u * u},
	{"Mul", Word.Mul, func(x, y *big.Float) *big.Float { return wide().Mul(x, y) }, false, 5 * u * u},
	{"MulFloat", func(x, y Word) Word { return x.MulFloat(y.Hi) }, func(x, y *big.Float) *big.Float { return wide().Mul(x, y) }, true, 2 * u * u},
	{"Quo", Word.Quo, func(x, y *big.Float) *big.Float { return wide().Quo(x, y) }, false, 15*u*u + 56*u*u*u},
	{"Sqrt", func(x, _ Word) Word { return x.Sqrt() }, func(x, _ *big.Float) *big.Float { return wide().Sqrt(x) }, false, 12 * u * u},
	{"Sum", func(x, y Word) Word { return Sum(x.Hi, y.Hi) }, func(x, y *big.Float) *big.Float {
		a, _ := x.Float64()
		return wide().Add(big.NewFloat(a), y)
	}, true, 0},
	{"Neg", func(x, _ Word) Word { return x.Neg() }, func(x, _ *big.Float) *big.Float { return wide().Neg(x) }, false, 0},
	{"Scale", func(x, _ Word) Word { return x.Scale(-70) }, func(x, _ *big.Float) *big.Float { return wide().SetMantExp(x, -70) }, false, 0},
	{"MulPower2", func(x, _ Word) Word { return x.MulPower2(0x1p-70) }, func(x, _ *big.Float) *big.Float { return wide().SetMantExp(x, -70) }, false, 0},
}

// Each operation errs by less than its comment says, relative to the exact result, and not by so
// much less that the words drawn say nothing; all errors are below 16u². The parts of a result
// do not overlap, and sign, exponent and rounded value are those of the exact one.
func TestErrorsOfWords(t *testing.T) {
	samples := 8000
	if testing.Short() {
		samples = 2000
	}
	for i, op := range operations {
		t.Run(op.name, func(t *testing.T) {
			r, worst := rand.New(rand.NewPCG(700, uint64(i))), 0.0
			for range samples {
				x, y := draw(r), draw(r)
				if r.IntN(4) == 0 { // nearly cancels
					y = Word{-math.Nextafter(x.Hi, 2*x.Hi), x.Lo * (2*r.Float64() - 1)}
				}
				if op.name == "Sqrt" && x.Hi < 0 {
					x = x.Neg()
				}
				if op.single {
					y.Lo = 0
				}
				got, want := op.apply(x, y), op.exact(exact(x), exact(y))
				_, exponent := math.Frexp(got.Hi)
				if got.Hi+got.Lo != got.Hi || got.Sign() != want.Sign() || got.Float() != got.Hi || got.Exponent() != exponent {
					t.Fatalf("%s of %x and %x is %x: parts that overlap, or another sign", op.name, x, y, got)
				}
				if e := wide().Sub(exact(got), want); e.Sign() != 0 {
					ratio, _ := e.Quo(e, want).Float64()
					worst = max(worst, math.Abs(ratio))
				}
			}
			t.Logf("worst relative error %.2f u², proved to be below %.2f u²", worst/u/u, op.bound/u/u)
			if !(worst <= op.bound && op.bound < 16*u*u) || op.bound > 0 && worst < u*u/8 {
				t.Errorf("worst relative error %.3f u², proved to be below %.3f u²", worst/u/u, op.bound/u/u)
			}
		})
	}
}
