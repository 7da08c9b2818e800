package spectra

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// An Estimate is a mean over random vectors.
type Estimate struct {
	Value float64
	// StdErr is the standard deviation of the vectors' values over the root of their number:
	// +Inf for a single vector, 0 where nothing is random. It does not include what
	// a quadrature with few nodes leaves out. It is itself an estimate: for few Samples use
	// [Estimate.Interval].
	StdErr   float64
	Products int // products with A that went into it
	Samples  int // the number of vectors; 0 where nothing is random
}

// estimate returns the mean of samples and its standard error.
func estimate(samples []float64, products int) Estimate {
	e := Estimate{Value: math.NaN(), StdErr: math.Inf(1), Products: products, Samples: len(samples)}
	if len(samples) == 0 {
		return e
	}
	var exponent int // squares of what is near 1 neither overflow nor underflow
	if _, largest := f64.AbsMax(samples); num.IsFinite(largest) {
		exponent = num.Exponent(largest)
	}
	count := float64(len(samples))
	var sum, square float64
	for _, x := range samples {
		sum += math.Ldexp(x, -exponent)
	}
	e.Value = sum / count
	for _, x := range samples {
		x = math.Ldexp(x, -exponent) - e.Value
		square += float64(x * x)
	}
	if len(samples) > 1 && num.IsFinite(e.Value) {
		e.StdErr = math.Sqrt(square / (count - 1) / count)
	}
	return e.times2(exponent)
}

// times2 multiplies the value and its standard error by 2^exponent.
func (e Estimate) times2(exponent int) Estimate {
	e.Value, e.StdErr = math.Ldexp(e.Value, exponent), math.Ldexp(e.StdErr, exponent)
	return e
}

// Interval returns the confidence interval Value ± t·StdErr of the given level, between 0
// and 1, where |T| ≤ t with that probability for Student's T with Samples − 1 degrees of
// freedom (Student, Biometrika 6 (1908) 1–25). It is right as far as the vectors' values
// are normal: sums over many eigenvalues of a like size nearly are. From one sample it is
// the whole line; where nothing is random it is Value alone. It panics on another level.
func (e Estimate) Interval(level float64) (low, high float64) {
	if !(0 < level && level < 1) {
		panic(fmt.Sprintf("spectra: Interval of level %v", level))
	}
	switch {
	case math.IsInf(e.StdErr, 1):
		return math.Inf(-1), math.Inf(1)
	case e.StdErr == 0 || e.Samples < 2:
		return e.Value, e.Value
	}
	half := studentQuantile(level, float64(e.Samples-1)) * e.StdErr
	return e.Value - half, e.Value + half
}

// studentQuantile returns t with P(|T| ≤ t) = level for ν degrees of freedom: with the
// regularized incomplete beta function I, P(|T| > t) = I_x(ν/2, 1/2) for x = ν/(ν + t²)
// (M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 26.7.1 and 26.5.27).
func studentQuantile(level, freedom float64) float64 {
	x := mathext.InvRegIncBeta(freedom/2, 0.5, 1-level)
	rest := mathext.InvRegIncBeta(0.5, freedom/2, level) // 1 − x
	if rest > 0.5 {
		rest = 1 - x
	} else {
		x = 1 - rest
	}
	return math.Sqrt(freedom * rest / x)
}
