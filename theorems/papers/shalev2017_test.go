package papers

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// The sums of a function with parities, one by one; and twice the transform is 2^d times the function.
func TestWalshHadamard(t *testing.T) {
	for _, a := range drawn(40, func(t *rapid.T) []int { return ints(t, "a", 1<<rapid.IntRange(0, 5).Draw(t, "d"), -9, 9) }) {
		got := make([]int64, len(a))
		for i, v := range a {
			got[i] = int64(v)
		}
		walshHadamard(got)
		for s := range a {
			want := int64(0)
			for x, v := range a {
				want += parity(s, x) * int64(v)
			}
			if got[s] != want {
				t.Fatalf("%v: %d at %d, want %d", a, got[s], s, want)
			}
		}
		walshHadamard(got)
		for i, v := range a {
			if got[i] != int64(v*len(a)) {
				t.Fatalf("%v: twice the transform is %v", a, got)
			}
		}
	}
}

// The derivatives are those of the tape of the formula.
func TestDerivativesOfReLUOnBits(t *testing.T) {
	for _, n := range drawn(30, func(t *rapid.T) ReLUOnBits { return drawReLUOnBits(t, 1, 4) }) {
		for x := range 1 << n.D {
			var point []rational.Number
			for u := range n.V {
				point = append(point, rational.Int(int64(n.V[u])))
				for _, w := range n.W[u] {
					point = append(point, rational.Int(int64(w)))
				}
				point = append(point, rational.New(int64(2*n.B[u]+1), 2))
			}
			point = append(point, rational.New(int64(4*n.C+1), 4))
			tape := models.Trace(len(point), func(w []models.Var) models.Var {
				out := w[len(w)-1]
				for u := range n.V {
					of := w[u*(n.D+2):]
					z := of[n.D+1]
					for i := range n.D {
						z = z.Add(of[1+i].Mul(models.Rat(int64(x>>i&1), 1)))
					}
					out = out.Add(of[0].Mul(z.Relu()))
				}
				return out
			})
			p, slope, err := tape.ExactGradient(rats(point))
			if err != nil {
				t.Fatal(err)
			}
			g := make([]int64, n.parameters())
			if got := rational.New(n.at(x, g), 4); got.Cmp(rational.Of(p)) != 0 {
				t.Fatalf("%+v at %b: p = %v, want %v", n, x, got, p)
			}
			for i := range g {
				if rational.New(g[i], 2).Cmp(rational.Of(slope[i])) != 0 {
					t.Fatalf("%+v at %b: derivative %d is %d/2, want %v", n, x, i, g[i], slope[i])
				}
			}
		}
	}
}

// The variance by the transform is that of the definition, which takes the mean over the targets one by one.
func TestVarianceTwice(t *testing.T) {
	for _, n := range drawn(30, func(t *rapid.T) ReLUOnBits { return drawReLUOnBits(t, 1, 5) }) {
		size := 1 << n.D
		for _, m := range []int{size, (size + 1) / 2} {
			second, ofMean, g2 := ParityBasis{Net: n, LeftOut: size - m}.moments()
			one := ParityTask{Net: n, Targets: upTo(m), Scale: 1}.variance()
			if one.Cmp(second.Sub(ofMean)) != 0 || g2.Cmp(n.squareOfGradient()) != 0 {
				t.Errorf("%+v with %d targets: %v, %v", n, m, one, second.Sub(ofMean))
			}
		}
	}
}

func TestDrawsOfParities(t *testing.T) {
	for _, h := range GradientsVaryLittleAmongOrthogonalTargets.Given {
		occur(t, h.Name, h.Drop, map[string]func(ParityTask) bool{
			"it bites": func(k ParityTask) bool {
				return GradientsVaryLittleAmongOrthogonalTargets.Then(k).Verdict == theorems.False
			},
		})
	}
	occur(t, "targets", GradientsVaryLittleAmongOrthogonalTargets.Draw, map[string]func(ParityTask) bool{
		"not the empty one": func(k ParityTask) bool { return k.Targets[0] != 0 },
		"some of many":      func(k ParityTask) bool { return len(k.Targets) > 4 && len(k.Targets) < 1<<k.Net.D },
	})
	for _, h := range AllParitiesAttainTheBound.Given {
		occur(t, h.Name, h.Drop, map[string]func(ParityBasis) bool{
			"it bites": func(b ParityBasis) bool { return AllParitiesAttainTheBound.Then(b).Verdict == theorems.False },
		})
	}
}

// All parities are near the bound from below, and single inputs far above it.
func TestParityFigure(t *testing.T) {
	f := pictures(t, AllParitiesAttainTheBound, theorems.Report{})["variance"]
	bound, all, single := series(t, f, "the bound"), series(t, f, "all parities"), series(t, f, "single inputs")
	for i, d := range bound.X {
		if all.Y[i] > bound.Y[i] || all.Y[i] < 0.6*bound.Y[i] || single.Y[i] < 0.02 || math.Abs(bound.Y[i]-math.Exp2(-d)) > 1e-3*bound.Y[i] {
			t.Errorf("d = %v: %v, %v and %v", d, bound.Y[i], all.Y[i], single.Y[i])
		}
	}
}
