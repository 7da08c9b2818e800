package spectra

import (
	"fmt"
	"math"

	"saddle/spectra/internal/num"
)

// ErrNotPositive reports a Ritz value that, but for rounding, shows A not to be positive
// definite: the least eigenvalue is at most Value + Rounding, and Value is at most Rounding.
type ErrNotPositive struct {
	Value, Rounding float64
	Probe           int // −1 for an atom
}

// Error says what is wrong and what would do.
func (e ErrNotPositive) Error() string {
	where := fmt.Sprintf("probe %d", e.Probe)
	if e.Probe < 0 {
		where = "the deflated vectors"
	}
	return fmt.Sprintf("spectra: a Ritz value of %s is %.6g with rounding %.2g, want A positive definite; shift it, or count signs with InertiaOf",
		where, e.Value, e.Rounding)
}

// Trace estimates tr f(A) as Dim times [Measure.Mean], by stochastic Lanczos quadrature (S.
// Ubaru, J. Chen, Y. Saad, SIAM J. Matrix Anal. Appl. 38 (2017) 1075–1099). StdErr is that of
// the random vectors; [Measure.TraceRadau] shows what the quadrature leaves out.
func (m Measure) Trace(f func(x float64) float64) Estimate { return m.Mean(f).times(float64(m.Dim)) }

// times multiplies the value and its standard error by a positive factor.
func (e Estimate) times(factor float64) Estimate {
	e.Value *= factor
	e.StdErr *= factor
	return e
}

// TraceRadau is [Measure.Trace] with Gauss–Radau quadratures, which have one node more, at
// node; it is to lie outside of the spectrum, at an end of it or beyond (G. H. Golub, SIAM
// Rev. 15 (1973) 318–334). Exact probes stay as they are. For a probe of m nodes, f on an
// interval with the spectrum and node, and ξ, η in it,
//
//	vᵀf(A)v − Gauss = f⁽²ᵐ⁾(ξ)/(2m)! · a positive number,
//	vᵀf(A)v − Radau = f⁽²ᵐ⁺¹⁾(η)/(2m+1)! · one of the sign of (spectrum − node),
//
// so where derivatives have one sign the two hold vᵀf(A)v between them, but for rounding (G. H.
// Golub, G. Meurant, Matrices, Moments and Quadrature with Applications, 2010, ch. 6), and their
// expectations tr f(Â), Â being A where nothing is deflated (see [Density]). [Measure.LogDet] and
// [Measure.TraceInverse] are two such f.
//
// A node that is not below all nodes of the probes or above all of them is an [ErrArgument].
// Cost: some 2000m² flops a probe of m nodes.
func (m Measure) TraceRadau(f func(x float64) float64, node float64) (Estimate, error) {
	samples := make([]float64, len(m.Probes))
	for i, q := range m.Probes {
		rule := GaussRule{Nodes: q.Nodes, Weights: q.Weights}
		if !q.Exact {
			var err error
			if rule, err = q.radau(node); err != nil {
				return estimate(nil, m.Products), err
			}
		}
		for j, x := range rule.Nodes {
			if w := rule.Weights[j]; w != 0 {
				samples[i] += float64(w * f(x))
			}
		}
	}
	return m.joined(samples, m.sumOfAtoms(f)).times(float64(m.Dim)), nil
}

// radau returns the quadrature with a further node: the eigenvalues of T with one row more,
// whose diagonal element is node + Next²/d_m for the last pivot d_m of T − node·I.
func (q Quadrature) radau(node float64) (GaussRule, error) {
	if n := len(q.Jacobi.D); n != len(q.Nodes) || n == 0 {
		return GaussRule{}, ErrDimension{Arg: "Jacobi.D of a probe", Got: n, Want: max(1, len(q.Nodes))}
	}
	if err := q.Jacobi.Check(); err != nil {
		return GaussRule{}, err
	}
	low, high := q.Nodes[0], q.Nodes[len(q.Nodes)-1]
	if !num.IsFinite(node) || low <= node && node <= high {
		return GaussRule{}, ErrArgument{Arg: "node", Value: node, Want: fmt.Sprintf("a number below %v or above %v, where the nodes of a probe end", low, high)}
	}
	t := q.Jacobi
	var ratio float64 // Next/d_m, by the ratios E[i]/d_i
	for i, d := range t.D {
		pivot := d - node
		if i > 0 {
			pivot -= float64(t.E[i-1] * ratio)
		}
		if pivot == 0 || (pivot > 0) != (low > node) {
			return GaussRule{}, ErrArgument{Arg: "node", Value: node, Want: fmt.Sprintf("a number further from the nodes %v to %v of a probe", low, high)}
		}
		next := q.Next
		if i < len(t.E) {
			next = t.E[i]
		}
		ratio = next / pivot
	}
	longer := Tridiagonal{
		D: append(append([]float64{}, t.D...), node+float64(q.Next*ratio)),
		E: append(append([]float64{}, t.E...), q.Next),
	}
	return longer.Quadrature(1, 1)
}

// LogDet estimates log det A for a positive definite A between two numbers: the expectation
// of lower is at most log det A, and that of upper at least, but for rounding. least is a
// positive lower bound of all eigenvalues of A, as λ is for G + λI where G is positive
// semidefinite (see also [LowerBound]); 0 means that none is known, and lower is then −Inf.
//
// upper is the Gauss quadrature of the logarithm, lower that of Gauss and Radau with a node at
// least. Their distance is the error of the quadratures, StdErr that of the random vectors: log
// det A is in [low, high], low from lower.Interval(level) and high from upper.Interval(level), as
// often as level says. Where vectors are deflated, log det A ≤ log det Â, and lower takes off
// what Residual allows: Residual²/least².
//
// A node or atom that is not above its rounding is an [ErrNotPositive], a least that is
// negative or not below all nodes an [ErrArgument]. There is no such bracket for log|det A| of an
// indefinite A, whose spectrum holds the singularity: [LDLT] and [InertiaOf] decide there.
func (m Measure) LogDet(least float64) (lower, upper Estimate, err error) {
	radau, gauss, err := m.radauAndGauss(math.Log, least)
	switch {
	case err != nil:
	case least == 0:
		radau.Value = math.Inf(-1)
	default:
		ratio := m.Residual / least
		radau.Value -= float64(ratio * ratio)
	}
	return radau, gauss, err
}

// TraceInverse estimates tr A⁻¹ for a positive definite A as [Measure.LogDet] does its
// logarithm: here lower is the Gauss quadrature, and upper that of Gauss and Radau, to which
// 2·Residual²/least³ is added where vectors are deflated; it is +Inf where least is 0.
func (m Measure) TraceInverse(least float64) (lower, upper Estimate, err error) {
	radau, gauss, err := m.radauAndGauss(func(x float64) float64 { return 1 / x }, least)
	switch {
	case err != nil:
	case least == 0:
		radau.Value = math.Inf(1)
	default:
		ratio := m.Residual / least
		radau.Value += float64(ratio*ratio) * 2 / least
	}
	return gauss, radau, err
}

// radauAndGauss returns both estimates of tr f(A) for a positive definite A.
func (m Measure) radauAndGauss(f func(float64) float64, least float64) (radau, gauss Estimate, err error) {
	none := estimate(nil, m.Products)
	if !(least >= 0) || !num.IsFinite(least) {
		return none, none, ErrArgument{Arg: "least", Value: least, Want: "a lower bound of the eigenvalues, or 0"}
	}
	if err := m.positive(least); err != nil {
		return none, none, err
	}
	gauss, radau = m.Trace(f), none
	if least > 0 {
		radau, err = m.TraceRadau(f, least)
	}
	return radau, gauss, err
}

// positive compares the smallest atom and nodes with 0 and with least.
func (m Measure) positive(least float64) error {
	check := func(value, rounding float64, probe int) error {
		if !(value > rounding) {
			return ErrNotPositive{value, rounding, probe}
		}
		if least > value+rounding {
			return ErrArgument{Arg: "least", Value: least, Want: fmt.Sprintf("a lower bound of the eigenvalues, of which one is at most %v", value+rounding)}
		}
		return nil
	}
	if k := len(m.Atoms); k > 0 {
		largest := max(m.Atoms[k-1].Value, -m.Atoms[0].Value)
		if err := check(m.Atoms[0].Value, math.Sqrt(float64(k))*rounding(m.Dim)*largest, -1); err != nil {
			return err
		}
	}
	for i, q := range m.Probes {
		if len(q.Nodes) == 0 {
			return ErrDimension{Arg: fmt.Sprintf("Probes[%d].Nodes", i), Got: 0, Want: 1}
		}
		if err := check(q.Nodes[0], q.Rounding, i); err != nil {
			return err
		}
	}
	return nil
}
