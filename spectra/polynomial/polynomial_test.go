package polynomial

import (
	"math/rand/v2"
	"testing"

	"saddle/spectra/rational"
)

// product returns ∏ (q_k x − p_k)^m_k · (x² + 1)^k.
func drawn(r *rand.Rand) (p Polynomial, roots map[string]int) {
	p, roots = Ints([]int64{-3, -1, 2, 5}[r.IntN(4)]), map[string]int{}
	for range r.IntN(4) {
		c, m := rational.New(int64(r.IntN(13)-6), int64(1+r.IntN(5))), 1+r.IntN(3)
		for range m {
			p = p.Mul(New(c.Neg(), rational.Int(1)))
		}
		roots[c.String()] += m
	}
	for range r.IntN(3) {
		p = p.Mul(Ints(1+int64(r.IntN(3)), 0, 1))
	}
	return p, roots
}

// Of a product of known factors the roots are known, with their multiplicities.
func TestRoots(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		p, want := drawn(r)
		irrational := r.IntN(3)
		for range irrational { // (x² − 2)^k
			p = p.Mul(Ints(-2, 0, 1))
		}
		roots := p.Roots()
		count := 0
		for i, x := range roots {
			if i > 0 && roots[i-1].Hi.Cmp(x.Lo) >= 0 {
				t.Fatalf("%v: the roots %v are not apart", p, roots)
			}
			if !x.Rational() {
				if count++; x.Multiplicity != irrational {
					t.Errorf("%v: √2 %d times, want %d", p, x.Multiplicity, irrational)
				}
				squares := [2]rational.Number{x.Lo.Mul(x.Lo), x.Hi.Mul(x.Hi)}
				two := rational.Int(2)
				if x.Lo.Sign()*x.Hi.Sign() > 0 && squares[0].Cmp(two) == squares[1].Cmp(two) {
					t.Errorf("%v: no root in %v", p, x)
				}
				continue
			}
			if want[x.Lo.String()] != x.Multiplicity {
				t.Errorf("%v: the root %v %d times, want %d", p, x.Lo, x.Multiplicity, want[x.Lo.String()])
			}
			delete(want, x.Lo.String())
		}
		if len(want) > 0 || count != 2*min(irrational, 1) {
			t.Errorf("%v: missing %v, %d irrational of %d", p, want, count, irrational)
		}
	}
}

// Between roots the sign changes by the parity of the multiplicity, and samples lie there.
func TestSamples(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 200 {
		p, _ := drawn(r)
		p = p.Mul(Ints(-3, 0, 1))
		roots, samples := p.Roots(), p.Samples()
		if len(samples) != len(roots)+1 {
			t.Fatalf("%v: %d samples, %d roots", p, len(samples), len(roots))
		}
		for i, x := range roots {
			a, b := p.At(samples[i]).Sign(), p.At(samples[i+1]).Sign()
			if a == 0 || a*b != 1-2*(x.Multiplicity%2) || samples[i].Cmp(x.Lo) > 0 || samples[i+1].Cmp(x.Hi) < 0 {
				t.Errorf("%v: signs %d and %d around the root %v", p, a, b, x)
			}
		}
	}
}

// p = q d + r, and the factors of Yun make p again, each with no factor twice.
func TestDivision(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 200 {
		p, _ := drawn(r)
		d, _ := drawn(r)
		q, rest := p.QuoRem(d)
		if back := q.Mul(d).Add(rest); back.String() != p.String() || rest.Degree() >= d.Degree() && d.Degree() > 0 {
			t.Errorf("%v = (%v)(%v) + %v", p, q, d, rest)
		}
		product := Polynomial{p.lead()}
		for k, f := range p.Squarefree() {
			for range k + 1 {
				product = product.Mul(f)
			}
			if g := GCD(f, f.Derivative()); f.Degree() > 0 && g.Degree() != 0 {
				t.Errorf("%v: the factor %v has %v twice", p, f, g)
			}
		}
		if product.String() != p.String() {
			t.Errorf("%v: its factors make %v", p, product)
		}
	}
}

func TestBetween(t *testing.T) {
	for _, c := range [][3]string{{"0", "1", "1/2"}, {"1/3", "1/2", "2/5"}, {"-1/2", "-1/3", "-2/5"}, {"1", "5/2", "2"}, {"-1", "1", "0"}, {"2", "3", "5/2"}, {"-3", "-2", "-5/2"}, {"0", "1/7", "1/8"}} {
		number := func(s string) rational.Number {
			for q := int64(1); ; q++ {
				for p := -40 * q; p <= 40*q; p++ {
					if x := rational.New(p, q); x.String() == s {
						return x
					}
				}
			}
		}
		if got := Between(number(c[0]), number(c[1])); got.String() != c[2] {
			t.Errorf("between %s and %s: %v, want %s", c[0], c[1], got, c[2])
		}
	}
}

func TestPanics(t *testing.T) {
	for name, f := range map[string]func(){
		"division": func() { Ints(1).QuoRem(nil) },
		"roots":    func() { Polynomial{}.Roots() },
		"between":  func() { Between(rational.Int(1), rational.Int(1)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

// The sign of q at a root of p: that of a factor that is known there.
func TestSignAt(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for range 100 {
		p, _ := drawn(r)
		p = p.Mul(Ints(-2, 0, 1)) // ±√2
		q, _ := drawn(r)
		for _, root := range p.Roots() {
			want := q.At(root.Lo).Sign()
			if !root.Rational() { // closer to it than any root of q
				s := root
				for range 40 {
					s = Ints(-2, 0, 1).halved(s)
				}
				want = q.At(s.Lo).Sign()
			}
			if got := p.SignAt(root, q); got != want {
				t.Errorf("%v at the root %v of %v: %d, want %d", q, root, p, got, want)
			}
			if got := p.SignAt(root, q.Mul(p)); got != 0 {
				t.Errorf("%v at its own root %v: %d", p, root, got)
			}
		}
		for _, root := range q.Roots() {
			if root.Rational() && !root.Lo.IsZero() && root.Lo.Abs().Cmp(q.Nearest()) < 0 {
				t.Errorf("%v has the root %v, nearer to 0 than %v", q, root.Lo, q.Nearest())
			}
		}
	}
}
