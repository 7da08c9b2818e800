package papers

import (
	"math"
	"testing"

	"saddle/spectra/ensemble"
)

// The closed forms of the claims are what the law of the free sum has, computed otherwise.
func TestFreeSums(t *testing.T) {
	for _, s := range []Fraction{{6, 5}, {3, 2}, {2, 1}, {13, 5}} {
		c := SumOf{s}
		phi, _ := c.phi().Float64()
		critical, _ := c.critical().Float64()
		if edges := freeSum(phi, critical).Edges(); math.Abs(edges[0]) > 1e-14 || math.Abs(critical-criticalOf(phi)) > 1e-15 {
			t.Errorf("φ = %v: edges %v", phi, edges)
		}
		for k := 6; k <= 14; k += 4 {
			a := AboveCritical{c, k, 3}
			if !a.near() {
				continue
			}
			_, _, e := a.place()
			epsilon, _ := e.Float64()
			if got, want := freeSum(phi, epsilon).CDF(0), a.index(); math.Abs(got-want.Mid()) > 1e-13 {
				t.Errorf("φ = %v, ε = %v: α = %v, enclosed in %v", phi, epsilon, got, want)
			}
		}
	}
}

// The factor α_0, computed by others from the cubic.
func TestFactorOfTheThreeHalvesLaw(t *testing.T) {
	for _, c := range []struct {
		phi, factor float64
	}{{3. / 8, 0.05002}, {1. / 4, 0.0748327378}, {1. / 16, 0.1530089}} {
		delta := 1e-5
		got := freeSum(c.phi, criticalOf(c.phi)*(1+delta)).CDF(0) / math.Pow(delta, 1.5)
		if math.Abs(got/c.factor-1) > 1e-4 {
			t.Errorf("φ = %v: α_0 = %v, want %v", c.phi, got, c.factor)
		}
	}
}

func TestFreeProducts(t *testing.T) {
	for _, m := range []Fraction{{7, 1}, {5, 1}, {3, 1}} {
		c := ProductOf{m}
		phi, _ := c.phi().Float64()
		e, _ := c.critical().Float64()
		a := phi * math.Sqrt(e/2)
		f, err := ensemble.NewFree(0, 0, ensemble.Jump{Size: phi, Rate: 1 / phi}, ensemble.Jump{Size: a, Rate: 0.5 / phi}, ensemble.Jump{Size: -a, Rate: 0.5 / phi})
		if err != nil {
			t.Fatal(err)
		}
		if edges := f.Edges(); math.Abs(edges[0]) > 1e-13 {
			t.Errorf("φ = %v: edges %v", phi, edges)
		}
	}
}
