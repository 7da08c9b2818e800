package models

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// pointOf returns the numbers w + rest exactly, and as the oracle takes them.
func pointOf(w, rest []float64) (rats []*big.Rat, point bigVector) {
	for i, x := range w {
		r := new(big.Rat).SetFloat64(x)
		r.Add(r, new(big.Rat).SetFloat64(rest[i]))
		rats, point = append(rats, r), append(point, new(big.Float).SetPrec(bigOf(0).Prec()).SetRat(r))
	}
	return rats, point
}

// apart reports how many bits the bounds of x are apart, and whether v lies between them: a number with
// an error of its own, some 2⁻³⁰⁰ of it.
func (x Number) apart(v *big.Float) (bits float64, holds bool) {
	width, _ := new(big.Rat).Sub(x.Hi, x.Lo).Float64()
	r, _ := v.Rat(nil)
	own := new(big.Rat).Abs(r)
	own.Mul(own.Add(own, big.NewRat(1, 1)), new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 260)))
	return -math.Log2(width), x.Lo.Cmp(new(big.Rat).Add(r, own)) <= 0 && x.Hi.Cmp(own.Sub(r, own)) >= 0
}

// TestTeacherPreciseGradient: what 300 bits say, straight from the definition, lies between the bounds, at
// points of more than 53 bits, near and on parallel pairs; and the bounds are as near as was asked.
func TestTeacherPreciseGradient(t *testing.T) {
	rounds := 24
	if testing.Short() {
		rounds = 4
	}
	for i, s := range enclosedShapes {
		rng, m := rand.New(rand.NewPCG(41, uint64(i))), mustTeacher(t, s[0], s[1], s[2])
		for round := range rounds {
			w, least := normals(rng, m.Dim(), 1), 110.
			if round%3 == 0 { // and lengths of all sizes
				w, least = hardStudent(rng, m), math.Inf(-1)
			}
			rest := normals(rng, m.Dim(), 0x1p-60)
			if round%2 == 0 {
				clear(rest)
			}
			rats, point := pointOf(w, rest)
			loss, gradient, err := m.PreciseGradient(rats, 128)
			if err != nil {
				if errors.As(err, new(ErrNonSmooth)) && round%3 == 0 {
					continue // shorter than 2⁻¹²⁸
				}
				t.Fatal(err)
			}
			wantLoss, wantGradient, _ := bigTeacher(m, point, 0)
			if bits, holds := loss.apart(wantLoss); !holds || bits < least {
				t.Errorf("k, n, d = %v at %v: the loss %v is not in [%v, %v], or that is %v bits", s, w, wantLoss, loss.Lo, loss.Hi, bits)
			}
			for l, g := range gradient {
				if bits, holds := g.apart(wantGradient[l]); !holds || bits < least {
					t.Errorf("k, n, d = %v at %v: entry %d, %v, is not in [%v, %v], or that is %v bits", s, w, l, wantGradient[l], g.Lo, g.Hi, bits)
				}
			}
		}
	}
}

// TestTeacherPreciseRefuses: what has no gradient, and what is no point.
func TestTeacherPreciseRefuses(t *testing.T) {
	m := mustTeacher(t, 2, 2, 2)
	point := func(x ...int64) (w []*big.Rat) {
		for _, v := range x {
			w = append(w, big.NewRat(v, 1))
		}
		return w
	}
	var kink ErrNonSmooth
	if _, _, err := m.PreciseGradient(point(1, 1, 0, 0), 128); !errors.As(err, &kink) || kink.Unit != "neuron 2" || kink.Distance != 0 {
		t.Error(err)
	}
	if _, _, err := m.PreciseGradient(point(1, 1, 1), 128); !errors.As(err, new(ErrDimension)) {
		t.Error(err)
	}
	for _, bits := range []int{-1, 0, MostBits/2 + 1} {
		if _, _, err := m.PreciseGradient(point(1, 1, 1, 0), bits); !errors.As(err, new(ErrArgument)) {
			t.Error(bits, err)
		}
	}
	if _, _, err := m.PreciseGradient([]*big.Rat{nil, nil, nil, nil}, 128); !errors.As(err, new(ErrArgument)) {
		t.Error(err)
	}
}

// BenchmarkTeacherPreciseGradient is one gradient to 128 bits.
func BenchmarkTeacherPreciseGradient(b *testing.B) {
	rng, m := rand.New(rand.NewPCG(5, 6)), mustTeacher(b, 20, 20, 20)
	rats, _ := pointOf(normals(rng, 400, 0.3), normals(rng, 400, 0x1p-60))
	for b.Loop() {
		if _, _, err := m.PreciseGradient(rats, 128); err != nil {
			b.Fatal(err)
		}
	}
}
