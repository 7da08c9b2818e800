package spectra

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"saddle/spectra/f64"
)

// An Estimate is a mean over random vectors.
type Estimate struct {
	Value float64
	// StdErr is the standard deviation of the vectors' values over the root of their number:
	// +Inf for a single vector, 0 where nothing is random. It does not include what
	// a quadrature with few nodes leaves out.
	StdErr   float64
	Products int // products with A that went into it
}

// estimate returns the mean of samples and its standard error.
func estimate(samples []float64, products int) Estimate {
	count := float64(len(samples))
	if len(samples) == 0 {
		return Estimate{math.NaN(), math.Inf(1), products}
	}
	var sum, square float64
	for _, x := range samples {
		sum += x
	}
	mean := sum / count
	for _, x := range samples {
		square += float64((x - mean) * (x - mean))
	}
	return Estimate{mean, math.Sqrt(square / (count - 1) / count), products}.orInfinite(len(samples))
}

func (e Estimate) orInfinite(samples int) Estimate {
	if samples == 1 {
		e.StdErr = math.Inf(1)
	}
	return e
}

// quadrature returns the nodes and weights of the start vector.
func (k *krylov) quadrature() Quadrature {
	m := k.m
	nodes := slices.Clone(k.diag)
	first := f64.NewMatrix(m, 1, 1, make([]float64, m))
	if m > 0 {
		first.Set(0, 0, 1)
	}
	if m > 0 && !tridiagonalQL(nodes, k.off[:m-1], first) {
		panic("spectra: the QL iteration failed on a finite tridiagonal matrix")
	}
	q := Quadrature{Nodes: nodes, Weights: make([]float64, m), Exact: m > 0 && k.off[m-1] == 0}
	for i := range nodes {
		nodes[i] = math.Ldexp(nodes[i], k.exponent)
		q.Weights[i] = float64(first.At(i, 0) * first.At(i, 0))
	}
	return q
}

// Mean estimates tr f(A)/n = ∫f dμ; for a polynomial of degree below 2·Steps the
// quadrature adds no error.
func (m Measure) Mean(f func(x float64) float64) Estimate {
	samples := make([]float64, len(m.Probes))
	for i, q := range m.Probes {
		for j, x := range q.Nodes {
			if w := q.Weights[j]; w != 0 {
				samples[i] += float64(w * f(x))
			}
		}
	}
	return estimate(samples, m.Products)
}

// Moment estimates tr Aᵏ/n; n·Moment(1) is the trace, n·Moment(2) is ‖A‖²_F.
func (m Measure) Moment(k int) Estimate {
	return m.Mean(func(x float64) float64 {
		power := 1.0
		for range k {
			power *= x
		}
		return power
	})
}

// Below estimates the share of the eigenvalues that are at most x: the weight of the
// nodes up to x.
func (m Measure) Below(x float64) Estimate {
	return m.Mean(func(node float64) float64 {
		if node <= x {
			return 1
		}
		return 0
	})
}

// Bracket estimates two numbers between which that share lies, whatever the
// quadrature left out. For every probe vᵀ1(A ≤ x)v is at least the weight of the nodes
// up to x but for the last of them, and at most that weight and the next node's (the
// inequalities of Chebyshev, Markov and Stieltjes: G. Szegő, Orthogonal Polynomials,
// section 3.41). Exact probes have lower = upper.
func (m Measure) Bracket(x float64) (lower, upper Estimate) {
	low, high := make([]float64, len(m.Probes)), make([]float64, len(m.Probes))
	for i, q := range m.Probes {
		var below float64
		next := 0
		for ; next < len(q.Nodes) && q.Nodes[next] <= x; next++ {
			below += q.Weights[next]
		}
		low[i], high[i] = below, below
		if q.Exact {
			continue
		}
		if next > 0 {
			low[i] = max(0, below-q.Weights[next-1])
		}
		if next < len(q.Nodes) {
			high[i] = min(1, below+q.Weights[next])
		} else {
			high[i] = 1
		}
	}
	return estimate(low, m.Products), estimate(high, m.Products)
}

// Quantile returns the least node at which [Measure.Below] reaches p, and those at which
// it reaches p with one standard error taken from and added to it: low ≤ x ≤ high. It is
// NaN without probes.
func (m Measure) Quantile(p float64) (x, low, high float64) {
	var nodes []float64
	for _, q := range m.Probes {
		nodes = append(nodes, q.Nodes...)
	}
	if len(nodes) == 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	slices.Sort(nodes)
	reach := func(errors float64) float64 {
		i, _ := slices.BinarySearchFunc(nodes, p, func(node, p float64) int {
			e := m.Below(node)
			value := e.Value
			if errors != 0 && len(m.Probes) > 1 {
				value += errors * e.StdErr
			}
			return cmp.Compare(value+0x1p-40, p) // weights add up to 1 only up to rounding
		})
		return nodes[min(i, len(nodes)-1)]
	}
	x = reach(0)
	return x, min(x, reach(1)), max(x, reach(-1))
}

// Smooth estimates the density convolved with a Gaussian of standard deviation width, at
// each point of grid: its integral is 1. width 0 means a hundredth of the range of the
// nodes; if they are equal up to rounding, a hundredth of their modulus, and 0.01 if they
// are 0. It panics if width is negative or NaN.
func (m Measure) Smooth(grid []float64, width float64) []Estimate {
	if !(width >= 0) {
		panic(fmt.Sprintf("spectra: Smooth with width %v", width))
	}
	if width == 0 {
		low, high := m.Range()
		size := max(math.Abs(low), math.Abs(high))
		width = cmp.Or(size, 1) / 100
		if high/2-low/2 > 0x1p-41*size {
			width = high/100 - low/100
		}
		width = max(width, 0x1p-1000) // so that 1/width is finite
	}
	density := make([]Estimate, len(grid))
	for i, x := range grid {
		density[i] = m.Mean(func(node float64) float64 {
			z := (x - node) / width
			return math.Exp(-z*z/2) / (width * math.Sqrt(2*math.Pi))
		})
	}
	return density
}

// Range returns the smallest and the largest node: they lie within the spectrum.
func (m Measure) Range() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, q := range m.Probes {
		if len(q.Nodes) > 0 {
			low, high = min(low, q.Nodes[0]), max(high, q.Nodes[len(q.Nodes)-1])
		}
	}
	return low, high
}
