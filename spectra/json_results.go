package spectra

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// MarshalJSON writes the vectors, if they were asked for, as a list of lists, one for each pair,
// and what is not finite as a string. UnmarshalJSON reads the same Ritz from it.
func (r Ritz) MarshalJSON() ([]byte, error) { return marshalResult(r) }

// UnmarshalJSON reads what MarshalJSON writes. Residuals or vectors that are not as many as the
// values, and vectors of different lengths, are an [ErrDimension]; what else is wrong is an [ErrJSON].
func (r *Ritz) UnmarshalJSON(data []byte) error {
	var read Ritz
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	if err := checkResult(read.Values, "Residuals", read.Residuals, read.Vectors); err != nil {
		return err
	}
	*r = read
	return nil
}

// MarshalJSON writes the eigenvectors, if they were asked for, as a list of lists, one for each
// eigenvalue, and what is not finite as a string. UnmarshalJSON reads the same Spectrum from it.
func (s Spectrum) MarshalJSON() ([]byte, error) { return marshalResult(s) }

// UnmarshalJSON reads what MarshalJSON writes. Radii or vectors that are not as many as the
// values, and vectors of different lengths, are an [ErrDimension], a negative First, and values
// that do not ascend, an [ErrArgument]; what else is wrong is an [ErrJSON].
func (s *Spectrum) UnmarshalJSON(data []byte) error {
	var read Spectrum
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	if err := notNegative(option{"First", read.First}); err != nil {
		return err
	}
	if err := checkResult(read.Values, "Radius", read.Radius, read.Vectors); err != nil {
		return err
	}
	if err := ascending("Values", read.Values); err != nil {
		return err
	}
	*s = read
	return nil
}

// MarshalJSON writes the eigenvectors, if they were asked for, as a list of lists, one for each
// eigenvalue, and what is not finite as a string. UnmarshalJSON reads the same GeneralizedSpectrum
// from it.
func (g GeneralizedSpectrum) MarshalJSON() ([]byte, error) { return marshalResult(g) }

// UnmarshalJSON reads what MarshalJSON writes. Errors, residuals that are there, or vectors that
// are not as many as the values, and vectors of different lengths, are an [ErrDimension], a
// negative First, and values that do not ascend, an [ErrArgument]; what else is wrong is an
// [ErrJSON].
func (g *GeneralizedSpectrum) UnmarshalJSON(data []byte) error {
	var read GeneralizedSpectrum
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	if err := notNegative(option{"First", read.First}); err != nil {
		return err
	}
	if err := checkResult(read.Values, "Error", read.Error, read.Vectors); err != nil {
		return err
	}
	if read.Residuals != nil { // nil where they were not asked for
		if err := checkResult(read.Values, "Residuals", read.Residuals, nil); err != nil {
			return err
		}
	}
	if err := ascending("Values", read.Values); err != nil {
		return err
	}
	*g = read
	return nil
}

// MarshalJSON writes the vectors, if they were asked for, as a list of lists, one for each pair,
// and what is not finite as a string. UnmarshalJSON reads the same GeneralizedRitz from it.
func (g GeneralizedRitz) MarshalJSON() ([]byte, error) { return marshalResult(g) }

// UnmarshalJSON reads what MarshalJSON writes. Residuals, distances or vectors that are not as
// many as the values, and vectors of different lengths, are an [ErrDimension], values that do not
// ascend an [ErrArgument]; what else is wrong is an [ErrJSON].
func (g *GeneralizedRitz) UnmarshalJSON(data []byte) error {
	var read GeneralizedRitz
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	if err := checkResult(read.Values, "Residuals", read.Residuals, read.Vectors); err != nil {
		return err
	}
	if err := checkResult(read.Values, "Distances", read.Distances, nil); err != nil {
		return err
	}
	if err := ascending("Values", read.Values); err != nil {
		return err
	}
	*g = read
	return nil
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Solution from
// it.
func (s Solution) MarshalJSON() ([]byte, error) { return marshalResult(s) }

// UnmarshalJSON reads what MarshalJSON writes; what else it finds is an [ErrJSON].
func (s *Solution) UnmarshalJSON(data []byte) error {
	var read Solution
	err := unmarshalResult(data, &read)
	if err == nil {
		*s = read
	}
	return err
}

// checkResult refuses errors or vectors that are not as many as the values.
func checkResult(values []float64, name string, errors []float64, vectors *mat.Dense) error {
	if len(errors) != len(values) {
		return ErrDimension{Arg: name, Got: len(errors), Want: len(values)}
	}
	if vectors == nil {
		return nil
	}
	if _, columns := vectors.Dims(); columns != len(values) {
		return ErrDimension{Arg: "Vectors", Got: columns, Want: len(values)}
	}
	return nil
}

// ascending returns an [ErrArgument] for the first number that is below the one before it, or a
// NaN.
func ascending(name string, x []float64) error {
	for i, v := range x {
		if v != v || i > 0 && v < x[i-1] {
			return ErrArgument{Arg: fmt.Sprintf("%s[%d]", name, i), Value: v, Want: "numbers in ascending order"}
		}
	}
	return nil
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Bracket from it.
func (b Bracket) MarshalJSON() ([]byte, error) { return marshalResult(b) }

// UnmarshalJSON reads what MarshalJSON writes. A lower end above the upper one is an
// [ErrArgument]; what else is wrong is an [ErrJSON].
func (b *Bracket) UnmarshalJSON(data []byte) error {
	var read Bracket
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	if read.Lower > read.Upper {
		return ErrArgument{Arg: "Lower", Value: read.Lower, Want: "a number that is not above Upper"}
	}
	*b = read
	return nil
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Estimate
// from it.
func (e Estimate) MarshalJSON() ([]byte, error) { return marshalResult(e) }

// UnmarshalJSON reads what MarshalJSON writes; what else it finds is an [ErrJSON].
func (e *Estimate) UnmarshalJSON(data []byte) error {
	var read Estimate
	err := unmarshalResult(data, &read)
	if err == nil {
		*e = read
	}
	return err
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same
// DiagonalEstimate from it.
func (d DiagonalEstimate) MarshalJSON() ([]byte, error) { return marshalResult(d) }

// UnmarshalJSON reads what MarshalJSON writes. StdErrs that are not as many as the values are an
// [ErrDimension]; what else is wrong is an [ErrJSON].
func (d *DiagonalEstimate) UnmarshalJSON(data []byte) error {
	var read DiagonalEstimate
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	if err := checkResult(read.Values, "StdErrs", read.StdErrs, nil); err != nil {
		return err
	}
	*d = read
	return nil
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Quadrature from
// it.
func (q Quadrature) MarshalJSON() ([]byte, error) { return marshalResult(q) }

// UnmarshalJSON reads what MarshalJSON writes. Weights that are not as many as the nodes are an
// [ErrDimension], and so is a Jacobi of another order, unless it is empty or not there. Nodes that
// do not ascend and weights below 0 are an [ErrArgument]; what else is wrong is an [ErrJSON].
func (q *Quadrature) UnmarshalJSON(data []byte) error {
	var read Quadrature
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	if err := checkResult(read.Nodes, "Weights", read.Weights, nil); err != nil {
		return err
	}
	if order := len(read.Jacobi.D); order != 0 && order != len(read.Nodes) {
		return ErrDimension{Arg: "Jacobi.D", Got: order, Want: len(read.Nodes)}
	}
	if err := ascending("Nodes", read.Nodes); err != nil {
		return err
	}
	for i, w := range read.Weights {
		if !(w >= 0) {
			return ErrArgument{Arg: fmt.Sprintf("Weights[%d]", i), Value: w, Want: "0 or more"}
		}
	}
	*q = read
	return nil
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Measure from it.
func (m Measure) MarshalJSON() ([]byte, error) { return marshalResult(m) }

// UnmarshalJSON reads what MarshalJSON writes. A negative Dim, and atoms that do not ascend, are an
// [ErrArgument]; what else is wrong is an [ErrJSON], with the error of a [Quadrature] in it where
// that is what is wrong.
func (m *Measure) UnmarshalJSON(data []byte) error {
	var read Measure
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	if err := notNegative(option{"Dim", read.Dim}); err != nil {
		return err
	}
	values := make([]float64, len(read.Atoms))
	for i, a := range read.Atoms {
		values[i] = a.Value
	}
	if err := ascending("Atoms", values); err != nil {
		return err
	}
	*m = read
	return nil
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Atom from it.
func (a Atom) MarshalJSON() ([]byte, error) { return marshalResult(a) }

// UnmarshalJSON reads what MarshalJSON writes. What is wrong is an [ErrJSON].
func (a *Atom) UnmarshalJSON(data []byte) error {
	var read Atom
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	*a = read
	return nil
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same GaussRule from
// it.
func (g GaussRule) MarshalJSON() ([]byte, error) { return marshalResult(g) }

// UnmarshalJSON reads what MarshalJSON writes. Weights or logarithms that are not as many as the
// nodes are an [ErrDimension], nodes that do not ascend an [ErrArgument]; what else is wrong is
// an [ErrJSON].
func (g *GaussRule) UnmarshalJSON(data []byte) error {
	var read GaussRule
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	if err := checkResult(read.Nodes, "Weights", read.Weights, nil); err != nil {
		return err
	}
	if err := checkResult(read.Nodes, "LogWeights", read.LogWeights, nil); err != nil {
		return err
	}
	if err := ascending("Nodes", read.Nodes); err != nil {
		return err
	}
	*g = read
	return nil
}

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Tridiagonal from
// it.
func (t Tridiagonal) MarshalJSON() ([]byte, error) { return marshalResult(t) }

// UnmarshalJSON reads what MarshalJSON writes. A diagonal and an off-diagonal whose lengths do not
// fit are an [ErrDimension]; what else is wrong is an [ErrJSON].
func (t *Tridiagonal) UnmarshalJSON(data []byte) error {
	var read Tridiagonal
	if err := unmarshalResult(data, &read); err != nil {
		return err
	}
	if want := max(len(read.D)-1, 0); len(read.E) != want {
		return ErrDimension{Arg: "E", Got: len(read.E), Want: want}
	}
	*t = read
	return nil
}
