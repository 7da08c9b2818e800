package papers

import (
	"math"
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// With replacement the variance is s²/B, and the batches are nᴮ; without, they are n over B.
func TestBatchesByCounting(t *testing.T) {
	for _, d := range drawn(60, drawBatches) {
		for _, replaced := range []bool{false, true} {
			d.Replaced = replaced
			count, want := 0, 1
			d.batches(func(int) { count++ })
			for i := range d.B {
				if want *= len(d.A); !replaced {
					want = want / len(d.A) * (len(d.A) - i)
				}
			}
			if !replaced {
				for i := range d.B {
					want /= i + 1
				}
			}
			if count != want {
				t.Errorf("%v: %d batches, want %d", d, count, want)
			}
		}
		mean, variance := d.moments()
		want := squared(rational.Int(1).Sub(d.rate().Mul(mean))).Add(squared(d.rate()).Mul(variance).Quo(rational.Int(int64(d.B))))
		if got := d.growth(); got.Cmp(want) != 0 {
			t.Errorf("%v: %v, want %v", d, got, want)
		}
	}
}

// Formulas that are often mixed up with the right one: n for n − 1, a lost factor, B for 1/B.
func TestSabotageOfTheFormula(t *testing.T) {
	d := BatchDescent{A: []int{0, 1, 5, 2}, B: 2, Rate: Fraction{1, 3}}
	if d.growth().Cmp(d.formula()) != 0 {
		t.Fatal(d.growth(), d.formula())
	}
	mean, variance := d.moments()
	first, noise := squared(rational.Int(1).Sub(d.rate().Mul(mean))), squared(d.rate()).Mul(variance)
	for name, factor := range map[string]rational.Number{"n for n − 1": rational.New(2, 2*4), "with replacement": rational.New(1, 2), "no noise": {}, "B for 1/B": rational.New(2*2, 3)} {
		if first.Add(noise.Mul(factor)).Cmp(d.growth()) == 0 {
			t.Errorf("%s passes", name)
		}
	}
}

func TestDrawsOfBatches(t *testing.T) {
	for _, h := range GrowthOfTheMeanSquare.Given {
		occur(t, h.Name, h.Drop, map[string]func(BatchDescent) bool{
			"it bites": func(d BatchDescent) bool { return GrowthOfTheMeanSquare.Then(d).Verdict == theorems.False },
			"B > 2":    func(d BatchDescent) bool { return d.B > 2 },
		})
	}
	for _, h := range LargerBatchesAreStableAtLargerRates.Given {
		occur(t, h.Name, h.Drop, map[string]func(BatchDescent) bool{
			"it bites": func(d BatchDescent) bool {
				return LargerBatchesAreStableAtLargerRates.Then(d).Verdict == theorems.False
			},
			"B > 1": func(d BatchDescent) bool { return d.B > 1 },
		})
	}
	occur(t, "any batch", StableLikeGradientDescent.Draw, map[string]func(BatchDescent) bool{
		"unstable":    func(d BatchDescent) bool { return StableLikeGradientDescent.Then(d).Verdict == theorems.False },
		"all samples": func(d BatchDescent) bool { return d.B == len(d.A) },
	})
}

// At B = 1 and curvatures 0, 0, 0, 4 the growth is (3 + (1 − 4η)²)/4, and at B = 4 it is (1 − η)².
func TestBatchFigure(t *testing.T) {
	f := pictures(t, GrowthOfTheMeanSquare, theorems.Report{})["batches"]
	for k, eta := range f.Series[0].X {
		one, four := (3+(1-4*eta)*(1-4*eta))/4, (1-eta)*(1-eta)
		if math.Abs(f.Series[0].Y[k]-one) > 1e-3*one || math.Abs(f.Series[3].Y[k]-four) > 1e-3*four {
			t.Errorf("η = %v: %v and %v, want %v and %v", eta, f.Series[0].Y[k], f.Series[3].Y[k], one, four)
		}
	}
}
