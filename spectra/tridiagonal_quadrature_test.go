package spectra

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/testmat"
	"saddle/spectra/internal/tridiag"
)

// longBits is the precision of the second way: a forward recurrence loses up to some 200 bits.
const longBits = 700

func long(x float64) *big.Float { return new(big.Float).SetPrec(longBits).SetFloat64(x) }

func longRoot(p, q int64) *big.Float { return new(big.Float).Sqrt(longRatio(p, q)) }

func longRatio(p, q int64) *big.Float {
	return new(big.Float).SetPrec(longBits).SetRat(big.NewRat(p, q))
}

// A family gives the recurrence of orthonormal polynomials, of mass 1.
type family struct {
	name    string
	d, e    func(k int64) *big.Float // k from 0 and from 1 on
	rounded float64                  // a bound of what rounding d and e moves logarithms of weights by
	large   int
}

var families = []family{
	{"Hermite", func(int64) *big.Float { return long(0) }, func(k int64) *big.Float { return longRoot(k, 2) }, 1e-13, 200},
	{"Legendre", func(int64) *big.Float { return long(0) }, func(k int64) *big.Float { return longRoot(k*k, 4*k*k-1) }, 1e-13, 60},
	{"Laguerre ½", func(k int64) *big.Float { return longRatio(4*k+3, 2) }, func(k int64) *big.Float { return longRoot(k*(2*k+1), 2) }, 2e-12, 200},
	{"Jacobi (2, 1)", func(k int64) *big.Float { return longRatio(-3, (2*k+3)*(2*k+5)) }, // β² − α² = −3
		func(k int64) *big.Float {
			s := 2*k + 3
			return longRoot(4*k*(k+2)*(k+1)*(k+3), s*s*(s+1)*(s-1))
		}, 1e-13, 60},
}

func (f family) matrix(n int) (t Tridiagonal, d, e []*big.Float) {
	for k := range int64(n) {
		d = append(d, f.d(k))
		x, _ := d[k].Float64()
		t.D = append(t.D, x)
		if k > 0 {
			e = append(e, f.e(k))
			y, _ := e[k-1].Float64()
			t.E = append(t.E, y)
		}
	}
	return t, d, e
}

// longRule returns the node nearest to x and its weight, by Newton's method
// for p_n and by 1/Σp_k², both by the recurrence for p_k and p_k′.
func longRule(d, e []*big.Float, x float64) (node, weight *big.Float) {
	n := len(d)
	at := long(x)
	for step := 0; ; step++ {
		p, before := long(1), long(0)
		slope, slopeBefore := long(0), long(0)
		sum := long(0)
		for k := range n {
			sum.Add(sum, long(0).Mul(p, p))
			shift := long(0).Sub(at, d[k])
			next, nextSlope := long(0).Mul(shift, p), long(0).Mul(shift, slope)
			nextSlope.Add(nextSlope, p)
			if k > 0 {
				next.Sub(next, long(0).Mul(e[k-1], before))
				nextSlope.Sub(nextSlope, long(0).Mul(e[k-1], slopeBefore))
			}
			if k < n-1 {
				next.Quo(next, e[k])
				nextSlope.Quo(nextSlope, e[k])
			}
			p, before, slope, slopeBefore = next, p, nextSlope, slope
		}
		if step == 3 {
			return at, sum.Quo(long(1), sum)
		}
		at.Sub(at, p.Quo(p, slope))
	}
}

func longs(x []float64) (y []*big.Float) {
	for _, v := range x {
		y = append(y, long(v))
	}
	return y
}

// relative returns |x/want − 1|.
func relative(x float64, want *big.Float) float64 {
	difference, _ := long(0).Quo(long(0).Sub(long(x), want), want).Float64()
	return math.Abs(difference)
}

// logarithm returns log x, whatever the exponent of x.
func logarithm(x *big.Float) float64 {
	mantissa := long(0)
	exponent := x.MantExp(mantissa)
	m, _ := mantissa.Float64()
	return math.Log(m) + float64(exponent)*math.Ln2
}

// The rule is that of T as it is given to a unit in the last place, weights down to underflow
// and their logarithms below that included, and that of the family up to the rounding of T.
// Squared first components of eigenvectors are not, where these are small.
func TestQuadratureOfClassicalPolynomials(t *testing.T) {
	for _, f := range families {
		for _, n := range []int{10, testmat.Cases(f.large, 60)} {
			m, d, e := f.matrix(n)
			rule, err := m.Quadrature(1, 1)
			if err != nil {
				t.Fatal(err)
			}
			var divider tridiag.Divider
			values, vectors := make([]float64, n), f64.NewMatrix(n, n, n, make([]float64, n*n))
			divider.Solve(values, vectors, 0, m.D, m.E, nil, 1)
			roundedD, roundedE := longs(m.D), longs(m.E)
			var worst, worstLog, ofFamily, ofVectors float64
			for i := 0; i < n; i += 1 + n/12 {
				node, weight := longRule(roundedD, roundedE, rule.Nodes[i])
				if x, _ := node.Float64(); math.Abs(rule.Nodes[i]-x) > num.Epsilon*math.Abs(x)+num.Epsilon*num.Epsilon*m.norm() {
					t.Errorf("%s %d: node %d is %v, want %v", f.name, n, i, rule.Nodes[i], x)
				}
				log := logarithm(weight)
				worstLog = max(worstLog, math.Abs(rule.LogWeights[i]-log)/(2+math.Abs(log)))
				if log < -600 {
					if w, _ := weight.Float64(); math.Abs(rule.Weights[i]-w) > 2*num.Epsilon*w+num.Denormal {
						t.Errorf("%s %d: weight %v, want %v", f.name, n, rule.Weights[i], w)
					}
					continue
				}
				worst = max(worst, relative(rule.Weights[i], weight))
				ofVectors = max(ofVectors, relative(vectors.At(0, i)*vectors.At(0, i), weight))
				if n == 10 || i%3 == 0 {
					_, weight = longRule(d, e, rule.Nodes[i])
					ofFamily = max(ofFamily, relative(rule.Weights[i], weight))
				}
			}
			t.Logf("%s %d: weights within %.1e of T's, logarithms %.1e, the family's %.1e; squared components %.1e", f.name, n, worst, worstLog, ofFamily, ofVectors)
			if worst > num.Epsilon || worstLog > num.Epsilon || ofFamily > f.rounded {
				t.Errorf("%s %d: errors %.2g, %.2g in the logarithm, %.2g", f.name, n, worst, worstLog, ofFamily)
			}
			if f.name == "Hermite" && n > 10 && !(ofVectors > 1e-9) {
				t.Errorf("vectors err by %.2g only: the check rejects nothing", ofVectors)
			}
		}
	}
}

// The moments of the rule are those of T: Σ wᵢ xᵢᵏ = e₁ᵀTᵏe₁ for k < 2n, in rationals.
func TestQuadratureIsExactForPolynomials(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(r, "n")
		eighth := rapid.Map(rapid.IntRange(-40, 40), func(k int) float64 { return float64(k) / 8 })
		m := Tridiagonal{D: rapid.SliceOfN(eighth, n, n).Draw(r, "D"), E: rapid.SliceOfN(eighth, n-1, n-1).Draw(r, "E")}
		rule, err := m.Quadrature(1, 1)
		if err != nil {
			r.Fatal(err)
		}
		v := make([]*big.Rat, n) // Tᵏe₁
		for i := range v {
			v[i] = new(big.Rat)
		}
		v[0].SetInt64(1)
		for k := range 2*n + 1 {
			var got, size float64
			for i, x := range rule.Nodes {
				term := rule.Weights[i] * math.Pow(x, float64(k))
				got, size = got+term, size+math.Abs(term)
			}
			want, _ := v[0].Float64()
			allowed := float64(2*k+n+2) * num.Epsilon * (size + math.Pow(4*num.Epsilon*m.norm(), float64(k)))
			if k < 2*n && math.Abs(got-want) > allowed {
				r.Fatalf("moment %d is %v, want %v", k, got, want)
			}
			next := make([]*big.Rat, n)
			for i := range next {
				next[i] = new(big.Rat).Mul(new(big.Rat).SetFloat64(m.D[i]), v[i])
				for _, j := range []int{i - 1, i + 1} {
					if j >= 0 && j < n {
						next[i].Add(next[i], new(big.Rat).Mul(new(big.Rat).SetFloat64(m.E[min(i, j)]), v[j]))
					}
				}
			}
			v = next
		}
	})
}

// Close nodes too, beyond what float64 and even twice its precision tell apart: the weights
// are positive and add up, the nodes are in their brackets. Signs of E, powers of two and workers
// change no bit but those of the scale; from a zero on nothing counts.
func TestQuadratureOnTheZoo(t *testing.T) {
	for _, n := range []int{1, 2, 5} {
		for name, m := range tridiagonals(rand.New(rand.NewPCG(5, 9)), n) {
			rule, err := m.Quadrature(3, 1)
			if err != nil || len(rule.Nodes) != n {
				t.Fatal(name, err)
			}
			brackets, _ := m.Eigenvalues(1)
			var sum float64
			for i, w := range rule.Weights {
				sum += w
				if !(w >= 0) || math.IsNaN(rule.LogWeights[i]) || math.Abs(rule.Nodes[i]-brackets[i].Value()) > 16*num.Epsilon*m.norm()+2*num.Denormal {
					t.Errorf("%s %d: node %v, weight %v, logarithm %v; bracket %v", name, n, rule.Nodes[i], w, rule.LogWeights[i], brackets[i])
				}
			}
			if math.Abs(sum-3) > 8*num.Epsilon*float64(n) || !slices.IsSorted(rule.Nodes) {
				t.Errorf("%s %d: weights add up to %v, nodes %v", name, n, sum, rule.Nodes)
			}
			other := Tridiagonal{slices.Clone(m.D), slices.Clone(m.E)}
			for i := range other.E {
				other.E[i] *= float64(1 - 2*(i&1))
			}
			if got, _ := other.Quadrature(3, 3); !reflect.DeepEqual(got, rule) {
				t.Errorf("%s %d: signs or workers change bits", name, n)
			}
			if name == "huge" || name == "denormal" || name == "graded" {
				continue
			}
			num.Power2Each(other.D, 100)
			num.Power2Each(other.E, 100)
			got, _ := other.Quadrature(3, 1)
			num.Power2Each(got.Nodes, -100)
			if !reflect.DeepEqual(got, rule) {
				t.Errorf("%s %d: not the same times 2^100", name, n)
			}
		}
	}
	block, _ := Tridiagonal{[]float64{1, 2, 3}, []float64{1, 1}}.Quadrature(1, 1)
	joined, _ := Tridiagonal{[]float64{1, 2, 3, -7, 2, 9}, []float64{1, 1, 0, 5, 1}}.Quadrature(1, 1)
	at := 0
	for i, w := range joined.Weights {
		if w != 0 {
			if w != block.Weights[at] || joined.Nodes[i] != block.Nodes[at] || joined.LogWeights[i] != block.LogWeights[at] {
				t.Errorf("node %v has weight %v, want %v", joined.Nodes[i], w, block)
			}
			at++
		} else if !math.IsInf(joined.LogWeights[i], -1) {
			t.Errorf("the logarithm of 0 is %v", joined.LogWeights[i])
		}
	}
	if at != 3 || len(joined.Nodes) != 6 || !slices.IsSorted(joined.Nodes) {
		t.Errorf("%v", joined)
	}
}

// Pairs of eigenvalues of mirrored matrices are from 1e-2 to 1e-300 apart, and by symmetry each
// takes half of the first component where that is close.
func TestQuadratureOfPairs(t *testing.T) {
	for _, k := range []int{1, 6, 13, 30, 59, 114, 490}[:testmat.Cases(7, 5)] {
		n := 9
		if k == 490 {
			n = 15 // pairs that are not told apart
		}
		m := Tridiagonal{D: make([]float64, n), E: slices.Repeat([]float64{1}, n-1)}
		for i := range m.D {
			m.D[i] = math.Ldexp(math.Abs(float64(i-n/2)), k)
		}
		rule, err := m.Quadrature(1, 0)
		if err != nil {
			t.Fatal(err)
		}
		if sum := f64.Dot(rule.Weights, slices.Repeat([]float64{1}, n)); math.Abs(sum-1) > 4*num.Epsilon {
			t.Errorf("2^%d: weights add up to %v", k, sum)
		}
		for i := 1; i < n; i++ {
			if ratio := rule.Weights[i] / rule.Weights[i-1]; rule.Nodes[i] == rule.Nodes[i-1] && math.Abs(ratio-1) > 4*num.Epsilon {
				t.Errorf("2^%d: the pair at %v has weights of ratio %v", k, rule.Nodes[i], ratio)
			}
		}
	}
	glued := Tridiagonal{make([]float64, 8), slices.Repeat([]float64{0x1p-300}, 7)} // seven nodes of order 2^-300
	glued.D[7] = 1
	rule, err := glued.Quadrature(1, 1)
	if sum := f64.Dot(rule.Weights, slices.Repeat([]float64{1}, 8)); err != nil || math.Abs(sum-1) > 8*num.Epsilon {
		t.Errorf("weights %v, %v", rule.Weights, err)
	}
	path, _ := Tridiagonal{make([]float64, 7), slices.Repeat([]float64{1}, 6)}.Quadrature(1, 1)
	for i, w := range path.Weights {
		if math.Abs(rule.Weights[i]/w-1) > 8*num.Epsilon {
			t.Errorf("weight %d is %v, of the block alone %v", i, rule.Weights[i], w)
		}
	}
}

func TestQuadratureRefusals(t *testing.T) {
	m := Tridiagonal{[]float64{1, 2}, []float64{1}}
	for _, mass := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, err := m.Quadrature(mass, 1); !errors.As(err, new(ErrArgument)) {
			t.Errorf("mass %v: %v", mass, err)
		}
	}
	if _, err := m.Quadrature(1, -1); !errors.As(err, new(ErrArgument)) {
		t.Errorf("workers −1: %v", err)
	}
	if _, err := (Tridiagonal{m.D, m.D}).Quadrature(1, 1); !errors.As(err, new(ErrDimension)) {
		t.Errorf("lengths 2 and 2: %v", err)
	}
	if _, err := (Tridiagonal{[]float64{math.NaN()}, nil}).Quadrature(1, 1); !errors.As(err, new(ErrNotFinite)) {
		t.Errorf("NaN: %v", err)
	}
	if rule, err := (Tridiagonal{}).Quadrature(1, 1); err != nil || len(rule.Nodes) != 0 {
		t.Errorf("order 0: %v, %v", rule, err)
	}
	if rule, err := (Tridiagonal{D: []float64{-3}}).Quadrature(0x1p-1074, 1); err != nil || rule.Weights[0] != 0x1p-1074 || rule.Nodes[0] != -3 {
		t.Errorf("order 1: %v, %v", rule, err)
	}
}

// Gauss–Hermite: ∫ cos(x) e^{−x²} dx = √π e^{−1/4}.
func ExampleTridiagonal_Quadrature() {
	const n = 12
	t := Tridiagonal{D: make([]float64, n), E: make([]float64, n-1)}
	for k := range t.E {
		t.E[k] = math.Sqrt(float64(k+1) / 2)
	}
	rule, err := t.Quadrature(math.Sqrt(math.Pi), 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	var integral float64
	for i, x := range rule.Nodes {
		integral += rule.Weights[i] * math.Cos(x)
	}
	fmt.Printf("%.12f, exactly %.12f; the last weight is %.6g\n", integral, math.Sqrt(math.Pi)*math.Exp(-0.25), rule.Weights[n-1])
	// Output: 1.380388447043, exactly 1.380388447043; the last weight is 2.65855e-07
}

// Nodes that all but cancel are within 2⁻⁹⁸‖T‖: those of [a e; e b] are roots of a quadratic
// polynomial, where b is e²/a up to a few roundings. That in the middle of an odd number of rows
// without a diagonal is 0.
func TestQuadratureNearZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, e := rapid.Float64Range(0.1, 10).Draw(t, "a"), rapid.Float64Range(0.1, 10).Draw(t, "e")
		b := e * e / a
		for range rapid.IntRange(0, 3).Draw(t, "ulps") {
			b = math.Nextafter(b, 0)
		}
		rule, err := Tridiagonal{D: []float64{a, b}, E: []float64{e}}.Quadrature(1, 1)
		if err != nil {
			t.Fatal(err)
		}
		sum, product := long(0).Add(long(a), long(b)), long(0).Sub(long(0).Mul(long(a), long(b)), long(0).Mul(long(e), long(e)))
		root := long(0).Sqrt(long(0).Sub(long(0).Mul(sum, sum), long(0).Mul(long(4), product)))
		high := long(0).Quo(long(0).Add(sum, root), long(2))
		for i, want := range []*big.Float{long(0).Quo(product, high), high} {
			size, _ := want.Float64()
			off, _ := long(0).Sub(long(rule.Nodes[i]), want).Float64()
			if !(math.Abs(off) <= math.Ldexp(math.Abs(size), -52)+math.Ldexp(a+b, -98)) {
				t.Fatalf("node %d is %v, off by %v", i, rule.Nodes[i], off)
			}
		}
		n := 2*rapid.IntRange(0, 12).Draw(t, "half") + 1
		odd := Tridiagonal{D: make([]float64, n), E: rapid.SliceOfN(rapid.Float64Range(0.1, 10), n-1, n-1).Draw(t, "E")}
		if rule, err = odd.Quadrature(1, 1); err != nil || rule.Nodes[n/2] != 0 || !slices.IsSorted(rule.Nodes) {
			t.Fatalf("%v, %v", rule.Nodes, err)
		}
	})
}
