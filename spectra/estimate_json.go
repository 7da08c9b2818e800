package spectra

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same from it.
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
