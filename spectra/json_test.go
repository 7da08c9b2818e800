package spectra_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/spectra"
)

// toTheBit compares results by their numbers, of which NaN is one and −0 another than 0.
var toTheBit = cmp.Options{
	cmp.Comparer(func(x, y float64) bool {
		return math.Float64bits(x) == math.Float64bits(y) || math.IsNaN(x) && math.IsNaN(y)
	}),
	cmp.Transformer("columns", func(m *mat.Dense) (lists [][]float64) {
		if m == nil {
			return nil
		}
		_, n := m.Dims()
		lists = make([][]float64, n)
		for c := range lists {
			lists[c] = mat.Col(nil, c, m)
		}
		return lists
	}),
}

var anyNumber = rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), 5e-324, math.MaxFloat64}))

// drawNumbers draws n numbers, or nil for none.
func drawNumbers(t *rapid.T, name string, n int) []float64 {
	if n == 0 && rapid.Bool().Draw(t, name+" nil") {
		return nil
	}
	return rapid.SliceOfN(anyNumber, n, n).Draw(t, name)
}

// drawAscending draws numbers in ascending order, none of them a NaN.
func drawAscending(t *rapid.T, name string, n int) []float64 {
	x := drawNumbers(t, name, n)
	for i := range x {
		if math.IsNaN(x[i]) {
			x[i] = 1
		}
	}
	slices.Sort(x)
	return x
}

// drawVectors draws count columns, or none at all.
func drawVectors(t *rapid.T, count int) *mat.Dense {
	switch {
	case rapid.Bool().Draw(t, "no vectors"):
		return nil
	case count == 0:
		return &mat.Dense{}
	}
	n := rapid.IntRange(1, 4).Draw(t, "n")
	return mat.NewDense(n, count, drawNumbers(t, "vectors", n*count))
}

func drawQuadrature(t *rapid.T) spectra.Quadrature {
	n := rapid.IntRange(0, 4).Draw(t, "nodes")
	q := spectra.Quadrature{Nodes: drawAscending(t, "Nodes", n), Weights: drawAscending(t, "Weights", n), Exact: rapid.Bool().Draw(t, "Exact"), Rounding: anyNumber.Draw(t, "Rounding")}
	for i, w := range q.Weights {
		q.Weights[i] = math.Abs(w)
	}
	return q
}

// drawnResults draws a result of each type.
func drawnResults(t *rapid.T) []any {
	n, count := rapid.IntRange(0, 4).Draw(t, "values"), func(name string) int { return rapid.IntRange(0, 1<<30).Draw(t, name) }
	lower := drawAscending(t, "bracket", 2)
	m := spectra.Measure{Dim: count("Dim"), Products: count("Products"), Departure: anyNumber.Draw(t, "Departure")}
	for range rapid.IntRange(0, 3).Draw(t, "probes") {
		m.Probes = append(m.Probes, drawQuadrature(t))
	}
	return []any{
		spectra.Spectrum{First: count("First"), Values: drawAscending(t, "Values", n), Radius: drawNumbers(t, "Radius", n), Backward: anyNumber.Draw(t, "Backward"), Vectors: drawVectors(t, n)},
		spectra.Ritz{Values: drawNumbers(t, "Values", n), Residuals: drawNumbers(t, "Residuals", n), Vectors: drawVectors(t, n), Steps: count("Steps"), Products: count("Products"), Restarts: count("Restarts"), Shift: anyNumber.Draw(t, "Shift")},
		spectra.Estimate{Value: anyNumber.Draw(t, "Value"), StdErr: anyNumber.Draw(t, "StdErr"), Products: count("Products"), Samples: count("Samples")},
		spectra.Bracket{Lower: lower[0], Upper: lower[1]},
		spectra.Inertia{Neg: count("Neg"), Zero: count("Zero"), Pos: count("Pos"), Unsure: count("Unsure")},
		spectra.Tridiagonal{D: drawNumbers(t, "D", n), E: drawNumbers(t, "E", max(n-1, 0))},
		drawQuadrature(t), m,
	}
}

// Every result goes through JSON and back to the bit, with what is not finite and with vectors;
// its fields in JSON are those of the type.
func TestResultsGoThroughJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, want := range drawnResults(t) {
			kind := reflect.TypeOf(want)
			text, err := json.Marshal(want)
			got := reflect.New(kind)
			if err == nil {
				err = json.Unmarshal(text, got.Interface())
			}
			if d := cmp.Diff(want, got.Elem().Interface(), toTheBit); err != nil || d != "" {
				t.Fatalf("%v: %s: %v %s", kind, text, err, d)
			}
			var fields map[string]json.RawMessage
			if err := json.Unmarshal(text, &fields); err != nil {
				t.Fatal(err)
			}
			for i := range kind.NumField() {
				f, v := kind.Field(i), reflect.ValueOf(want).Field(i)
				if _, written := fields[f.Name]; f.IsExported() && !written && !(f.Name == "Vectors" && v.IsNil()) {
					t.Fatalf("%v: %s has no %s", kind, text, f.Name)
				}
			}
		}
	})
}

// What is no result is refused with a typed error, and leaves what was there.
func TestWrongJSON(t *testing.T) {
	dimension, argument, wrong := new(spectra.ErrDimension), new(spectra.ErrArgument), new(spectra.ErrJSON)
	for _, c := range []struct {
		into any
		text string
		kind any
		says string
	}{
		{new(spectra.Spectrum), `{"Values":[1,2],"Radius":[0]}`, dimension, "Radius has length 1, want 2"},
		{new(spectra.Spectrum), `{"Values":[1,2],"Radius":[0,0],"Vectors":[[1]]}`, dimension, "Vectors has length 1, want 2"},
		{new(spectra.Spectrum), `{"Values":[1,2],"Radius":[0,0],"Vectors":[]}`, dimension, "Vectors has length 0, want 2"},
		{new(spectra.Spectrum), `{"Values":[1,2],"Radius":[0,0],"Vectors":[[1,0],[0]]}`, dimension, "Vectors: spectra: column 1 has length 1, want 2"},
		{new(spectra.Spectrum), `{"Values":[1],"Radius":[0],"Vectors":[[]]}`, dimension, "column 0"},
		{new(spectra.Spectrum), `{"Values":[2,1],"Radius":[0,0]}`, argument, "Values[1] is 1"},
		{new(spectra.Spectrum), `{"Values":["NaN"],"Radius":[0]}`, argument, "ascending"},
		{new(spectra.Spectrum), `{"First":-1}`, argument, "First is -1"},
		{new(spectra.Spectrum), `{"Valeus":[1]}`, wrong, `no Spectrum is in this JSON, want what json.Marshal writes of one: it has no field "Valeus"`},
		{new(spectra.Spectrum), `{"values":[1]}`, wrong, `it has no field "values"`},
		{new(spectra.Spectrum), `{"Values":["one"],"Radius":[0]}`, wrong, `"one" is no number`},
		{new(spectra.Spectrum), `{"Values":[1e999],"Radius":[0]}`, wrong, "1e999 is no number"},
		{new(spectra.Ritz), `{"Values":[1],"Residuals":[]}`, dimension, "Residuals"},
		{new(spectra.Ritz), `{"Values":[1],"Residuals":[0],"Vectors":[[1],[2]]}`, dimension, "Vectors has length 2, want 1"},
		{new(spectra.Ritz), `{"Shift":[]}`, wrong, "no Ritz"},
		{new(spectra.Ritz), `7`, wrong, "no Ritz"},
		{new(spectra.Estimate), `{"Value":true}`, wrong, "no Estimate"},
		{new(spectra.Estimate), `{"Variance":1}`, wrong, "Variance"},
		{new(spectra.Quadrature), `{"Nodes":[1],"Weights":[]}`, dimension, "Weights"},
		{new(spectra.Quadrature), `{"Nodes":[1,0],"Weights":[0,1]}`, argument, "Nodes[1]"},
		{new(spectra.Quadrature), `{"Nodes":[0],"Weights":[-1]}`, argument, "Weights[0] is -1"},
		{new(spectra.Quadrature), `{"Nodes":[0],"Weights":["NaN"]}`, argument, "Weights[0] is NaN"},
		{new(spectra.Quadrature), `{"Exact":1}`, wrong, "no Quadrature"},
		{new(spectra.Measure), `{"Probes":[{"Nodes":[1],"Weights":[]}]}`, dimension, "Weights"},
		{new(spectra.Measure), `{"Probes":[{"Nodes":1}]}`, wrong, "no Measure"},
		{new(spectra.Measure), `{"Dim":-1}`, argument, "Dim"},
		{new(spectra.Tridiagonal), `{"D":[1,2]}`, dimension, "E has length 0, want 1"},
		{new(spectra.Tridiagonal), `{"D":[null]}`, wrong, "no Tridiagonal"},
		{new(spectra.Bracket), `{"Lower":1,"Upper":0}`, argument, "Lower is 1"},
		{new(spectra.Bracket), `{"Lower":null}`, wrong, "null is no number"},
	} {
		err := json.Unmarshal([]byte(c.text), c.into)
		if err == nil || !errors.As(err, c.kind) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s into a %T: %T %v, want a %T with %q", c.text, c.into, err, err, c.kind, c.says)
		}
		if left := reflect.ValueOf(c.into).Elem(); !left.IsZero() {
			t.Errorf("%s left %v", c.text, left)
		}
	}
}

// A spectrum with its vectors, as another program reads it, and back.
func ExampleSpectrum_MarshalJSON() {
	s, err := spectra.EigenWith(mat.NewSymDense(2, []float64{3, 0, 0, -1}), &spectra.EigenOptions{Vectors: true, Range: spectra.Lowest(1)})
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Radius[0], s.Backward = 0, math.Inf(1) // where the bound overflows
	text, err := json.Marshal(s)
	fmt.Println(string(text), err)

	var again spectra.Spectrum
	err = json.Unmarshal(text, &again)
	fmt.Println(again.Values, again.Backward, mat.Equal(again.Vectors, s.Vectors), err)
	fmt.Println(json.Unmarshal([]byte(`{"Values": [1, 2], "Radius": [0]}`), &again))
	// Output:
	// {"First":0,"Values":[-1],"Radius":[0],"Backward":"+Inf","Vectors":[[0,1]]} <nil>
	// [-1] +Inf true <nil>
	// spectra: Radius has length 1, want 2
}

// The density of a Hessian is kept for another day.
func ExampleMeasure_MarshalJSON() {
	a := spectra.Dense(mat.NewSymDense(2, []float64{3, 0, 0, -1}))
	m, err := spectra.Density(context.Background(), a, &spectra.DensityOptions{Probes: 4, Steps: 2, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := json.Marshal(m)
	if err != nil {
		fmt.Println(err)
		return
	}
	var again spectra.Measure
	err = json.Unmarshal(text, &again)
	fmt.Println(again.Below(0) == m.Below(0), again.Moment(2) == m.Moment(2), err)
	// Output:
	// true true <nil>
}
