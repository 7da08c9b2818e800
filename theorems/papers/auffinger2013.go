package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/interval"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/sphere"
)

// The Hamiltonians are spherical p-spin glasses, random forms H of degree p on |σ|² = N: see spin.Draw.
var auffinger2013 = theorems.Source{
	Key:   "auffinger2013",
	Title: "Auffinger, Ben Arous and Černý 2013, Random matrices and complexity of spin glasses",
	URL:   "https://arxiv.org/abs/1003.1129",
}

// A SpinForm is a form of degree P in N = 2 or 3 spins with integer coefficients: those of i_1 ≤ … ≤ i_P in their order, the last index
// fastest, and 0 where C ends.
type SpinForm struct {
	N, P int
	C    []int
}

// census returns all critical points on the circle, exactly, or on the sphere, certified.
func (f SpinForm) census() (sphere.Census, error) {
	if f.N == 2 {
		c := make([]rational.Number, f.P+1)
		for i := range min(len(c), len(f.C)) {
			c[i] = rational.Int(int64(f.C[i]))
		}
		return sphere.Circle(c)
	}
	c := make([]interval.Interval, (f.P+1)*(f.P+2)/2)
	for i := range min(len(c), len(f.C)) {
		c[i] = interval.Of(float64(f.C[i]))
	}
	return sphere.Sphere(c)
}

// decided is the evidence of what a census shows: exact on the circle, certified on the sphere.
func (f SpinForm) decided(holds bool, format string, a ...any) theorems.Evidence {
	if f.N == 2 {
		return theorems.Exactly(holds, format, a...)
	}
	return theorems.Certainly(holds, format, a...)
}

// isMorse reports whether there are finitely many critical points, none degenerate.
func (f SpinForm) isMorse() bool {
	c, err := f.census()
	return err == nil && c.Degenerate == 0
}

func (f SpinForm) labels() []string {
	return []string{fmt.Sprintf("N=%d", f.N), fmt.Sprintf("p=%d", f.P)}
}

func drawSpinForm(t *rapid.T, orders ...int) SpinForm {
	f := SpinForm{N: rapid.IntRange(2, 3).Draw(t, "N"), P: rapid.SampledFrom(orders).Draw(t, "p")}
	count := f.P + 1
	if f.N == 3 {
		count = (f.P + 1) * (f.P + 2) / 2
	}
	f.C = ints(t, "c", count, -4, 4)
	return f
}

// IndicesSumToTheEulerNumber checks the counts that are compared with formulas elsewhere: nothing is left out of them.
var IndicesSumToTheEulerNumber = theorems.Claim[SpinForm]{
	Name:   "auffinger2013/indices-sum-to-the-euler-number",
	Says:   "Of the critical points of a form of degree p on the circle (N = 2) or the sphere (N = 3), none of them degenerate, Σ (−1)^index is 0 or 2, and there are at most 2((p − 1)^N − 1)/(p − 2) of them (2N for p = 2)",
	Source: auffinger2013.Locate("the Hamiltonians, as forms with integer coefficients; the sum is Morse's, the bound that of Cartwright and Sturmfels 2013", spinSlide),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) SpinForm {
		return suchThat(t, func(t *rapid.T) SpinForm { return drawSpinForm(t, 2, 3, 4) }, SpinForm.isMorse)
	},
	Given: []theorems.Hypothesis[SpinForm]{{
		Name:  "no critical point is degenerate",
		Holds: SpinForm.isMorse,
		Drop: func(t *rapid.T) SpinForm { // k x^p and k y^p
			f := SpinForm{N: 2, P: rapid.SampledFrom([]int{3, 5}).Draw(t, "p")}
			f.C = make([]int, f.P+1)
			f.C[rapid.SampledFrom([]int{0, f.P}).Draw(t, "of")] = rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "k")
			return f
		},
		Known: []SpinForm{{N: 2, P: 3, C: []int{1}}},
	}},
	MinDecided: 1,
	Labels:     SpinForm.labels,
	Share:      map[string]float64{"N=2": 0.2, "N=3": 0.2, "p=2": 0.1, "p=3": 0.1, "p=4": 0.1},
	Then: func(f SpinForm) theorems.Evidence {
		c, err := f.census()
		if err != nil {
			return theorems.Undecidable("%v", err)
		}
		most := 2 * f.P
		if f.N == 3 {
			most = 2 * (f.P*f.P - f.P + 1)
		}
		return f.decided(c.Euler() == 2*(f.N-2) && c.Total() <= most, "%v of index 0, 1, …, at most %d", c.Index, most)
	},
	Effort:  0.7,
	Figures: censusFigures,
}

// TwoForEachIndex is what is left of the landscape for p = 2.
var TwoForEachIndex = theorems.Claim[SpinForm]{
	Name:   "auffinger2013/two-for-each-index",
	Says:   "For p = 2 the Hamiltonian of N spins has two critical points of each index 0 … N − 1, the eigenvectors, if the eigenvalues are different, and so both minima are global; here with integer coefficients and N = 2, 3",
	Source: auffinger2013.Locate("where p ≥ 3 is supposed: p = 2", spinSlide),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) SpinForm {
		return suchThat(t, func(t *rapid.T) SpinForm { return drawSpinForm(t, 2) }, SpinForm.eigenvaluesDiffer)
	},
	Given: []theorems.Hypothesis[SpinForm]{
		{
			Name:  "p = 2",
			Holds: func(f SpinForm) bool { return f.P == 2 },
			Drop: func(t *rapid.T) SpinForm {
				return suchThat(t, func(t *rapid.T) SpinForm { return drawSpinForm(t, 3, 4) }, SpinForm.isMorse)
			},
			Known: []SpinForm{{N: 2, P: 3, C: []int{0, 1}}},
		},
		{
			Name:  "the eigenvalues are different",
			Holds: SpinForm.eigenvaluesDiffer,
			Drop: func(t *rapid.T) SpinForm {
				k := rapid.IntRange(-4, 4).Draw(t, "k")
				return SpinForm{N: 2, P: 2, C: []int{k, 0, k}}
			},
			Known: []SpinForm{{N: 2, P: 2}},
		},
	},
	MinDecided: 1,
	Labels:     func(f SpinForm) []string { return f.labels()[:1] },
	Share:      map[string]float64{"N=2": 0.2, "N=3": 0.2},
	Then: func(f SpinForm) theorems.Evidence {
		c, err := f.census()
		if constant := (sphere.ErrConstant{}); err == constant {
			return theorems.Exactly(false, "all points are critical")
		}
		if err != nil {
			return theorems.Undecidable("%v", err)
		}
		two := c.Degenerate == 0
		for _, n := range c.Index {
			two = two && n == 2
		}
		return f.decided(two, "%v of index 0, 1, …", c.Index)
	},
	Effort: 0.7,
}

// eigenvaluesDiffer reports whether the discriminant of the characteristic polynomial of 2H is not 0, for p = 2; other forms have no
// eigenvalues that could be equal.
func (f SpinForm) eigenvaluesDiffer() bool {
	if f.P != 2 {
		return true
	}
	c := append(append([]int(nil), f.C...), make([]int, 6)...)
	if f.N == 2 { // c_0 x² + c_1 xy + c_2 y²
		return (c[0]-c[2])*(c[0]-c[2])+c[1]*c[1] != 0
	}
	xx, xy, xz, yy, yz, zz := 2*c[0], c[1], c[2], 2*c[3], c[4], 2*c[5]
	t := xx + yy + zz
	s := xx*yy - xy*xy + xx*zz - xz*xz + yy*zz - yz*yz
	d := xx*(yy*zz-yz*yz) - xy*(xy*zz-yz*xz) + xz*(xy*yz-yy*xz)
	return t*t*s*s-4*s*s*s-4*t*t*t*d+18*t*s*d-27*d*d != 0
}
