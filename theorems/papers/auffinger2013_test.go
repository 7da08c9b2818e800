package papers

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models/spin"
	"saddle/spectra/ensemble"
	"saddle/spectra/interval"
	"saddle/theorems"
	"saddle/theorems/sphere"
)

// The mean number of critical points on the circle by the formula for any N, and in closed form.
func TestCircleCounts(t *testing.T) {
	for _, p := range []int{2, 3, 7} {
		if got, want := spinTotal(2, p), 2*math.Sqrt(float64(3*p-2)); math.Abs(got-want) > 1e-12*want {
			t.Errorf("p = %d: %v, want %v", p, got, want)
		}
	}
	for p, want := range sphereCounts {
		counts := must(ensemble.SpinCounts(3, p))(t)
		if d := counts[0] - counts[1] + counts[2] - 2; math.Abs(d) > 1e-12 || math.Abs(counts[1]-want) > 1e-13*want {
			t.Errorf("p = %d: %v, off Euler's number by %v, want %v saddles", p, counts, d, want)
		}
	}
}

// A form in the order of couplings is the same to the census and to the model: at every point that is found the model's gradient along the
// sphere vanishes, and its Hessian there has the index.
func TestCensusIsOfTheModel(t *testing.T) {
	for i := range 6 {
		p := 3 + i%2
		g := must(spin.Draw(rand.New(rand.NewPCG(4, uint64(i))), 3, p))(t)
		var c []interval.Interval
		for _, x := range g.Each {
			c = append(c, interval.Of(x))
		}
		census := must(sphere.Sphere(c))(t)
		for _, q := range census.Points {
			sigma, gradient := make([]float64, 3), make([]float64, 3)
			for j, x := range q.At {
				sigma[j] = x.Mid()
			}
			g.Riemannian(gradient, sigma)
			for _, x := range gradient {
				if math.Abs(x) > 1e-11 {
					t.Errorf("p = %d: the gradient at %v is %v", p, sigma, gradient)
				}
			}
			if k := negatives(g, sigma); k != q.Index {
				t.Errorf("p = %d: index %d at %v, proved %d", p, k, sigma, q.Index)
			}
		}
	}
}

// Enclosures of the complexities hold the floats, and the zero of each lies between its neighbours.
func TestEnclosedComplexities(t *testing.T) {
	for _, p := range []int{3, 5, 40} {
		for _, k := range []int{0, 3, 20} {
			x := spinEnergy(p, k) * 1.01
			want := must(ensemble.SpinIndexComplexity(p, k, -x))(t)
			got := spinTheta(p, k, interval.Of(x))
			if !(got.Width() < 1e-11) || math.Abs(got.Mid()-want) > 1e-12*(1+math.Abs(want)) {
				t.Errorf("p = %d, k = %d: %v, want %v", p, k, got, want)
			}
		}
		if h, want := spinHeight(p), must(ensemble.SpinIndexComplexity(p, 0, 0))(t); math.Abs(h.Mid()-want) > 1e-15 {
			t.Errorf("p = %d: %v, want %v", p, h, want)
		}
	}
}

// The discriminant is the product of the squared differences of the eigenvalues.
func TestEigenvaluesDiffer(t *testing.T) {
	for _, c := range []struct {
		form SpinForm
		want bool
	}{
		{SpinForm{3, 2, []int{1, 0, 0, 2, 0, 3}}, true}, {SpinForm{3, 2, []int{1, 0, 0, 2, 0, 2}}, false}, {SpinForm{3, 2, []int{0, 1, 1, 0, 1, 0}}, false},
		{SpinForm{3, 2, []int{0, 1, 1, 0, 2, 0}}, true}, {SpinForm{3, 2, nil}, false}, {SpinForm{2, 2, []int{1, 0, 1}}, false}, {SpinForm{2, 2, []int{1, 1, 1}}, true},
	} {
		if got := c.form.eigenvaluesDiffer(); got != c.want {
			t.Errorf("%v: %v", c.form, got)
		}
	}
}

// negatives counts the eigenvalues of the Hessian along the sphere that are negative.
func negatives(g *spin.Glass, sigma []float64) int {
	end, err := endAt(g, spin.End{Sigma: sigma})
	if err != nil {
		panic(err)
	}
	return end.Index
}

// Descents end where runs of the table say, and lower with more spins; one spin has no glass.
func TestGlassRuns(t *testing.T) {
	r := theorems.Run{Rand: rand.New(rand.NewPCG(8, 1))}
	end, err := GlassCell{12}.run(r)
	if err != nil || !end.Converged || end.Index != 0 || !(end.U < -1) || !(end.U > -2) {
		t.Errorf("%+v, %v", end, err)
	}
	if got := end.tally(); got.Class != "index 0" || len(got.Values) != 3 || got.Values[1].X != end.U*end.U {
		t.Errorf("%+v", got)
	}
	if got := (GlassEnd{U: -1}).tally(); got.Class != notConverged || got.Values != nil {
		t.Errorf("%+v", got)
	}
	if _, err := (GlassCell{1}).run(r); err == nil {
		t.Error("a glass of one spin")
	}
	for _, n := range []int{0, 1, 501} {
		if SpinGlassDescents.Valid(GlassCell{n}) == nil {
			t.Errorf("%d spins are valid", n)
		}
	}
}

// The mean loss over all coins, one by one, is what the reduction says.
func TestReducedLossByCoins(t *testing.T) {
	l := ReducedLoss{Widths: []int{2, 2, 1}, X: []int{1, -2}, W: []int{1, 2, -1, 1, 2, -1}, Y: 3, Open: Fraction{1, 4}, First: Fraction{3, 4}}
	want := 0.0
	for coins := range 8 {
		weight := 1.0
		toss := func(i int, p float64) float64 {
			if coins>>i&1 == 1 {
				weight *= p
				return 1
			}
			weight *= 1 - p
			return 0
		}
		hidden := [2]float64{1*1 + 2*-2, -1*1 + 1*-2}
		y := 2*hidden[0]*toss(0, 0.25) - hidden[1]*toss(1, 0.25)
		want += (2*toss(2, 0.75) - 1) * (3 - y) * weight
	}
	if got, _ := l.loss(l.W, l.Y).Float64(); math.Abs(got-want) > 1e-14 {
		t.Errorf("%v, over all coins %v", got, want)
	}
	l.ReLU, l.Max = true, true
	if got := l.loss(l.W, l.Y).String(); got != "3" { // both units are off
		t.Errorf("|3 − 0| = %v", got)
	}
	if !slices.Equal(l.X, []int{1, -2}) {
		t.Error("the input has changed")
	}
}
