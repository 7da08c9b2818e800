package spectra

import "encoding/json"

// A spectrumJSON is a Spectrum as it stands in JSON.
type spectrumJSON struct {
	First    int
	Values   []number
	Radius   []number
	Backward number
	Vectors  [][]number `json:",omitzero"` // one after the other
}

// MarshalJSON writes the eigenvectors, if they were asked for, as a list of lists, one for each
// eigenvalue, and what is not finite as a string. UnmarshalJSON reads the same Spectrum from it.
func (s Spectrum) MarshalJSON() ([]byte, error) {
	return json.Marshal(spectrumJSON{First: s.First, Values: converted[number](s.Values), Radius: converted[number](s.Radius),
		Backward: number(s.Backward), Vectors: vectorLists(s.Vectors)})
}

// UnmarshalJSON reads what MarshalJSON writes. Radii or vectors that are not as many as the
// values, and vectors of different lengths, are an [ErrDimension], values that do not ascend an
// [ErrArgument]; what else is wrong is an [ErrJSON].
func (s *Spectrum) UnmarshalJSON(data []byte) error {
	var j spectrumJSON
	if err := unmarshal(data, "Spectrum", &j); err != nil {
		return err
	}
	if j.First < 0 {
		return ErrArgument{Arg: "First", Value: float64(j.First), Want: "0 or more"}
	}
	if len(j.Radius) != len(j.Values) {
		return ErrDimension{Arg: "Radius", Got: len(j.Radius), Want: len(j.Values)}
	}
	if err := ascending("Values", j.Values); err != nil {
		return err
	}
	vectors, err := ofVectorLists(j.Vectors, len(j.Values))
	if err != nil {
		return err
	}
	*s = Spectrum{First: j.First, Values: converted[float64](j.Values), Radius: converted[float64](j.Radius),
		Backward: float64(j.Backward), Vectors: vectors}
	return nil
}

// A bracketJSON is a Bracket as it stands in JSON.
type bracketJSON struct{ Lower, Upper number }

// MarshalJSON writes what is not finite as a string. UnmarshalJSON reads the same Bracket from it.
func (b Bracket) MarshalJSON() ([]byte, error) {
	return json.Marshal(bracketJSON{number(b.Lower), number(b.Upper)})
}

// UnmarshalJSON reads what MarshalJSON writes. A lower end above the upper one is an
// [ErrArgument]; what else is wrong is an [ErrJSON].
func (b *Bracket) UnmarshalJSON(data []byte) error {
	var j bracketJSON
	if err := unmarshal(data, "Bracket", &j); err != nil {
		return err
	}
	if j.Lower > j.Upper {
		return ErrArgument{Arg: "Lower", Value: float64(j.Lower), Want: "a number that is not above Upper"}
	}
	*b = Bracket{float64(j.Lower), float64(j.Upper)}
	return nil
}
