package papers

import (
	"slices"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

// built makes the weights of a point that was drawn.
func built(p linear.Point) *linear.Critical {
	c, err := p.Build()
	if err != nil {
		panic(err)
	}
	return c
}

// kindOf decides a point that is critical by construction.
func kindOf(c *linear.Critical) linear.Kind {
	k, err := c.Kind()
	if err != nil {
		panic(err)
	}
	return k
}

// isClass is the evidence that the point is of the class that was foretold.
func isClass(c *linear.Critical, foretold linear.Class) theorems.Evidence {
	e := theorems.Is(kindOf(c), foretold)
	e.Seen = "foretold " + string(foretold) + "; " + e.Seen
	return e
}

// globalOrSaddle is the evidence that the point is no bad minimum.
func globalOrSaddle(k linear.Kind) theorems.Evidence {
	return theorems.Either(theorems.Is(k, linear.Global), theorems.Either(theorems.Is(k, linear.StrictSaddle), theorems.Is(k, linear.NonStrictSaddle)))
}

// hasSpectrum reports whether a symmetric matrix has these eigenvalues, with multiplicity: whether the
// traces of its first n powers are the sums of theirs, which by Newton's identities determine n numbers.
// Cost: n products of n×n matrices.
func hasSpectrum(m rational.Matrix, eigenvalues []rational.Number) bool {
	return len(eigenvalues) == m.Rows && slices.EqualFunc(traces(m, m.Rows), sums(eigenvalues, m.Rows), equal)
}

func equal(a, b rational.Number) bool { return a.Cmp(b) == 0 }

// traces returns tr M, tr M², …, tr Mⁿ.
func traces(m rational.Matrix, n int) (out []rational.Number) {
	power := m
	for range n {
		var t rational.Number
		for i := range m.Rows {
			t = t.Add(power.At(i, i))
		}
		out = append(out, t)
		power = power.Mul(m)
	}
	return out
}

// sums returns Σ x, Σ x², …, Σ xⁿ.
func sums(x []rational.Number, n int) (out []rational.Number) {
	for k := 1; k <= n; k++ {
		var s rational.Number
		for _, y := range x {
			s = s.Add(y.Pow(k))
		}
		out = append(out, s)
	}
	return out
}

// hasSquares reports whether the eigenvalues of a symmetric matrix are ±√λ for the eigenvalues λ of
// squares, each times times, and 0 otherwise: by the traces of powers, of which the odd ones are 0.
func hasSquares(m, squares rational.Matrix, times int) bool {
	of := traces(squares, (m.Rows+1)/2)
	for k, t := range traces(m, m.Rows) {
		want := rational.Number{}
		if k%2 == 1 {
			want = of[k/2].Mul(rational.Int(int64(2 * times)))
		}
		if !equal(t, want) {
			return false
		}
	}
	return true
}

func signatureOf(m rational.Matrix) rational.Signature {
	s, err := m.Signature()
	if err != nil {
		panic(err) // a Hessian is symmetric
	}
	return s
}
