package certify

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/models"
)

// TestPointIsExact: its box holds the sum of its words, which its rationals are, and the ends of the ball.
func TestPointIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(25, 26))
	for range 200 {
		w := rng.NormFloat64()
		p := point{[]float64{w}, []float64{w * 0x1p-54 * (2*rng.Float64() - 1)}}
		if rng.IntN(4) == 0 {
			p.tail = nil
		}
		x := p.rats()[0]
		want := new(big.Rat).SetFloat64(w)
		if p.tail != nil {
			want.Add(want, new(big.Rat).SetFloat64(p.tail[0]))
		}
		if x.Cmp(want) != 0 {
			t.Fatalf("%v: %v, want %v", p, x, want)
		}
		for _, r := range []float64{0, 0x1p-70, 0x1p-53, 1} {
			b, radius := p.box(r)[0], new(big.Rat).SetFloat64(r)
			if !b.ContainsRat(new(big.Rat).Add(x, radius)) || !b.ContainsRat(new(big.Rat).Sub(x, radius)) || b.Width() > 2*r+8*0x1p-52*(math.Abs(w)+r) {
				t.Fatalf("%v, r = %v: %v", p, r, b)
			}
		}
	}
}

// TestSteps: a step leads where it should, to 100 bits, and multiples of a unit are what is left.
func TestSteps(t *testing.T) {
	rng := rand.New(rand.NewPCG(27, 28))
	for range 200 {
		p := point{w: []float64{rng.NormFloat64()}}
		want := p.rats()[0]
		for _, size := range []float64{1e-8, 1e-16, 1e-24, 1e-30} {
			step := rng.NormFloat64() * size
			p = p.minus([]float64{step})
			want.Sub(want, new(big.Rat).SetFloat64(step))
		}
		off, _ := new(big.Rat).Sub(p.rats()[0], want).Float64()
		if math.Abs(off) > 0x1p-100 || p.w[0]+p.tail[0] != p.w[0] {
			t.Fatalf("%v is off by %v", p, off)
		}
		q := point{p.w, append([]float64(nil), p.tail...)}.rounded(0x1p-80)
		if moved := math.Abs(q.tail[0] - p.tail[0]); moved > 0x1p-81 || math.Mod(q.tail[0], 0x1p-80) != 0 || math.Mod(q.w[0], 0x1p-80) != 0 {
			t.Fatalf("%v is rounded to %v", p, q)
		}
	}
}

// TestNumbersAreEnclosed: both bounds of a number, outward.
func TestNumbersAreEnclosed(t *testing.T) {
	third, half := big.NewRat(1, 3), big.NewRat(1, 2)
	if x := enclosed(models.Number{Lo: third, Hi: half}); !x.ContainsRat(third) || x.Hi != 0.5 || x.Width() > 0.17 {
		t.Error(x)
	}
}
