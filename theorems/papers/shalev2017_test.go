package papers

import (
	"math"
	"math/rand/v2"
	"strings"
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
			checkMoments(t, ParityBasis{Net: n, LeftOut: size - m, Skew: m % 3})
			one := ParityTask{Net: n, Targets: upTo(m), Scale: 1}.variance()
			if one.Cmp(second.Sub(ofMean)) != 0 || g2.Cmp(n.squareOfGradient()) != 0 {
				t.Errorf("%+v with %d targets: %v, %v", n, m, one, second.Sub(ofMean))
			}
		}
	}
}

// checkMoments compares the moments with sums over targets and inputs.
func checkMoments(t *testing.T, b ParityBasis) {
	t.Helper()
	size, g := 1<<b.Net.D, make([]int64, b.Net.parameters())
	var want, mass rational.Number
	for s := range size - b.LeftOut {
		sums := make([]int64, len(g))
		mass = rational.Number{}
		for x := range size {
			b.Net.at(x, g)
			weight := int64(1)
			if x%2 == 1 {
				weight += int64(b.Skew)
			}
			mass = mass.Add(rational.Int(weight))
			for k, v := range g {
				sums[k] += weight * parity(s, x) * v
			}
		}
		for _, v := range sums {
			want = want.Add(squared(rational.New(v, 2)))
		}
	}
	want = want.Quo(squared(mass)).Quo(rational.Int(int64(size - b.LeftOut)))
	if got, _, _ := b.moments(); got.Cmp(want) != 0 {
		t.Errorf("%+v: %v, want %v", b, got, want)
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

// The gradient's moments are those of the closed form: |E g|² = K² (E yq)^(2K−2) |E y∇q|², and so is E |g|².
func TestMomentsOfProducts(t *testing.T) {
	for _, p := range drawn(60, drawProduct) {
		n := len(p.Q)
		mean := func(f func(i int) int) rational.Number {
			total := 0
			for i := range n {
				total += f(i)
			}
			return rational.New(int64(total), int64(n))
		}
		yq, qq := mean(func(i int) int { return p.Y[i] * p.Q[i] }), mean(func(i int) int { return p.Q[i] * p.Q[i] })
		var along, squares, mixed rational.Number
		for w := range p.Slopes[0] {
			along = along.Add(squared(mean(func(i int) int { return p.Y[i] * p.Slopes[i][w] })))
			squares = squares.Add(mean(func(i int) int { return p.Slopes[i][w] * p.Slopes[i][w] }))
			mixed = mixed.Add(squared(mean(func(i int) int { return p.Q[i] * p.Slopes[i][w] })))
		}
		k := rational.Int(int64(p.K))
		wantMean := squared(k).Mul(yq.Pow(2*p.K - 2)).Mul(along)
		wantSecond := k.Mul(qq.Pow(p.K - 1)).Mul(squares).Add(k.Mul(k.Sub(rational.Int(1))).Mul(qq.Pow(p.K - 2)).Mul(mixed))
		if got, second := p.moments(); got.Cmp(wantMean) != 0 || second.Cmp(wantSecond) != 0 {
			t.Errorf("%+v: %v and %v, want %v and %v", p, got, second, wantMean, wantSecond)
		}
	}
	for _, h := range SignalOfAProductFallsExponentially.Given {
		occur(t, h.Name, h.Drop, map[string]func(ProductTask) bool{"it bites": func(p ProductTask) bool {
			return SignalOfAProductFallsExponentially.Then(p).Verdict == theorems.False
		}})
	}
}

// The pulls are the derivatives of the loss, by differences; and right counts products.
func TestPulls(t *testing.T) {
	loss := func(z, y []float64, c LinesCell) (sum float64) {
		for s := 0; s < len(z); s += c.K {
			p, label := 1.0, 1.0
			for j := s; j < s+c.K; j++ {
				p, label = p*z[j], label*y[j]
				if c.EachLabel {
					sum += math.Max(0, 1-z[j]*y[j]) / float64(len(z))
				}
			}
			if !c.EachLabel {
				sum += math.Max(0, 1-p*label) * float64(c.K) / float64(len(z))
			}
		}
		return sum
	}
	z, y := []float64{0.3, -0.7, 1.2, 0.4, -0.2, 0.9}, []float64{1, 1, -1, -1, 1, 1}
	for _, c := range []LinesCell{{1, false}, {2, false}, {2, true}, {3, false}, {3, true}, {6, false}} {
		pull := make([]float64, len(z))
		right := pulls(pull, z, y, c)
		for i := range z {
			const h = 1e-6
			up, down := append([]float64(nil), z...), append([]float64(nil), z...)
			up[i], down[i] = up[i]+h, down[i]-h
			if want := (loss(up, y, c) - loss(down, y, c)) / (2 * h); math.Abs(pull[i]-want) > 1e-8 {
				t.Errorf("%+v, output %d: %v, want %v", c, i, pull[i], want)
			}
		}
		if want := map[int]int{1: 2, 2: 1, 3: 2, 6: 1}[c.K]; right != want {
			t.Errorf("%+v: %d right, want %d", c, right, want)
		}
	}
}

// Lines that rise and fall are as frequent, and told apart by the sign of the covariance of their pixels.
func TestLines(t *testing.T) {
	r := theorems.Run{Rand: rand.New(rand.NewPCG(6, 6))}
	x, up := make([]float64, imageSide*imageSide), 0
	for range 400 {
		label := drawLine(r, x)
		mass, i1, j1, ij := 0.0, 0.0, 0.0, 0.0
		for i := range imageSide {
			for j := range imageSide {
				v := x[i*imageSide+j]
				mass, i1, j1, ij = mass+v, i1+v*float64(i), j1+v*float64(j), ij+v*float64(i*j)
			}
		}
		if covariance := ij/mass - i1/mass*j1/mass; covariance*label <= 0 || mass < 3 {
			t.Errorf("label %v, covariance %v, mass %v", label, covariance, mass)
		}
		up += int(label)
	}
	if up < -100 || up > 100 {
		t.Errorf("%d more rise", up)
	}
}

// What the classes of ends are, and that no bit in no set gives the label 1.
func TestEndsOfTraining(t *testing.T) {
	for want, right := range map[string]int{learnt: 4096, atChance: 2048, partly: 3000} {
		if got := (ParityEnd{Right: right}).class(); got != want {
			t.Errorf("%d right: %s", right, got)
		}
	}
	if got := (ParityEnd{Right: 2048 + 97}).class(); got != partly {
		t.Error(got)
	}
	r := theorems.Run{Rand: rand.New(rand.NewPCG(1, 1))}
	x, y := make([]float64, 3*50), make([]float64, 50)
	drawBits(r, x, y, []bool{true, false, true})
	for s := range y {
		if want := 1 - 2*float64(int(x[3*s]+x[3*s+2])%2); y[s] != want {
			t.Errorf("%v has the label %v", x[3*s:3*s+3], y[s])
		}
	}
}

// From each label nothing falls; end to end all do, by the same factor again and again.
func TestSignalFigure(t *testing.T) {
	f := pictures(t, SignalOfAProductFallsExponentially, theorems.Report{})["signal"]
	for _, s := range f.Series {
		last := len(s.Y) - 1
		if end := strings.HasSuffix(s.Name, "end to end"); end && s.Y[last] > 1e-3*s.Y[0] || !end && s.Y[last] < s.Y[0] {
			t.Errorf("%s: %v", s.Name, s.Y)
		}
	}
}
