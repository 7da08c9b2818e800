package spectra_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
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

func drawCount(t *rapid.T, name string) int { return rapid.IntRange(0, 1<<30).Draw(t, name) }

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

func drawTridiagonal(t *rapid.T, n int) spectra.Tridiagonal {
	return spectra.Tridiagonal{D: drawNumbers(t, "D", n), E: drawNumbers(t, "E", max(n-1, 0))}
}

func drawEstimate(t *rapid.T) spectra.Estimate {
	return spectra.Estimate{Value: anyNumber.Draw(t, "Value"), StdErr: anyNumber.Draw(t, "StdErr"), Products: drawCount(t, "Products"), Samples: drawCount(t, "Samples")}
}

func drawQuadrature(t *rapid.T) spectra.Quadrature {
	n := rapid.IntRange(0, 4).Draw(t, "nodes")
	q := spectra.Quadrature{Nodes: drawAscending(t, "Nodes", n), Weights: drawAscending(t, "Weights", n), Exact: rapid.Bool().Draw(t, "Exact"), Rounding: anyNumber.Draw(t, "Rounding")}
	for i, w := range q.Weights {
		q.Weights[i] = math.Abs(w)
	}
	if rapid.Bool().Draw(t, "with Jacobi") {
		q.Jacobi, q.Next = drawTridiagonal(t, n), anyNumber.Draw(t, "Next")
	}
	return q
}

func drawMeasure(t *rapid.T) spectra.Measure {
	m := spectra.Measure{Dim: drawCount(t, "Dim"), Products: drawCount(t, "Products"), Departure: anyNumber.Draw(t, "Departure"), Residual: anyNumber.Draw(t, "Residual")}
	for range rapid.IntRange(0, 3).Draw(t, "probes") {
		m.Probes = append(m.Probes, drawQuadrature(t))
	}
	for _, x := range drawAscending(t, "Atoms", rapid.IntRange(0, 3).Draw(t, "atoms")) {
		m.Atoms = append(m.Atoms, spectra.Atom{Value: x, Residual: anyNumber.Draw(t, "residual of an atom")})
	}
	return m
}

// drawDiagonal draws the estimates of n entries and of some ranges.
func drawDiagonal(t *rapid.T, n int) spectra.DiagonalEstimate {
	d := spectra.DiagonalEstimate{Values: drawNumbers(t, "Values", n), StdErrs: drawNumbers(t, "StdErrs", n), Products: drawCount(t, "Products"), Samples: drawCount(t, "Samples")}
	for range rapid.IntRange(0, 2).Draw(t, "ranges") {
		d.Ranges = append(d.Ranges, drawEstimate(t))
	}
	return d
}

// drawGeneralized draws n eigenvalues, with residuals or without.
func drawGeneralized(t *rapid.T, n int) spectra.GeneralizedSpectrum {
	g := spectra.GeneralizedSpectrum{First: drawCount(t, "First"), Values: drawAscending(t, "Values", n), Error: drawNumbers(t, "Error", n), Condition: anyNumber.Draw(t, "Condition"), Vectors: drawVectors(t, n)}
	if rapid.Bool().Draw(t, "with residuals") {
		g.Residuals = drawNumbers(t, "Residuals", n)
	}
	return g
}

// drawnResults draws a result of each type.
func drawnResults(t *rapid.T) []any {
	n, count := rapid.IntRange(0, 4).Draw(t, "values"), func(name string) int { return drawCount(t, name) }
	number := func(name string) float64 { return anyNumber.Draw(t, name) }
	lower := drawAscending(t, "bracket", 2)
	return []any{
		spectra.Spectrum{First: count("First"), Values: drawAscending(t, "Values", n), Radius: drawNumbers(t, "Radius", n), Backward: number("Backward"), Vectors: drawVectors(t, n)},
		drawGeneralized(t, n),
		spectra.Ritz{Values: drawNumbers(t, "Values", n), Residuals: drawNumbers(t, "Residuals", n), Vectors: drawVectors(t, n), Steps: count("Steps"), Products: count("Products"), Restarts: count("Restarts"), Shift: number("Shift")},
		spectra.GeneralizedRitz{Values: drawAscending(t, "Values", n), Residuals: drawNumbers(t, "Residuals", n), Distances: drawNumbers(t, "Distances", n), Vectors: drawVectors(t, n),
			Steps: count("Steps"), Products: count("Products"), ProductsB: count("ProductsB"), Solves: count("Solves"), Restarts: count("Restarts"), SolveError: number("SolveError")},
		spectra.Solution{X: drawNumbers(t, "X", n), Residual: number("Residual"), Normal: number("Normal"), Norm: number("Norm"), Condition: number("Condition"), Error: number("Error"), Steps: count("Steps"), Products: count("Products")},
		drawEstimate(t), drawDiagonal(t, n),
		spectra.Bracket{Lower: lower[0], Upper: lower[1]},
		spectra.Inertia{Neg: count("Neg"), Zero: count("Zero"), Pos: count("Pos"), Unsure: count("Unsure")},
		drawTridiagonal(t, n),
		spectra.GaussRule{Nodes: drawAscending(t, "Nodes", n), Weights: drawNumbers(t, "Weights", n), LogWeights: drawNumbers(t, "LogWeights", n)},
		spectra.Atom{Value: number("Value"), Residual: number("Residual")},
		drawQuadrature(t), drawMeasure(t),
	}
}

// resultTypes names the exported structs of the package without a hidden field that are neither
// options, or a part of them, nor errors.
func resultTypes(t *testing.T) (names []string) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for n := range ast.Preorder(f) {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || !spec.Name.IsExported() || strings.HasPrefix(spec.Name.Name, "Err") || strings.HasSuffix(spec.Name.Name, "Options") || spec.Name.Name == "IndexRange" {
				continue
			}
			hidden := func(field *ast.Field) bool {
				return slices.ContainsFunc(field.Names, func(name *ast.Ident) bool { return !name.IsExported() })
			}
			if s, ok := spec.Type.(*ast.StructType); ok && !slices.ContainsFunc(s.Fields.List, hidden) {
				names = append(names, spec.Name.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// computedResults returns results as they come: a rule with a weight of 0, estimates that ended
// before a first probe, and a density with atoms.
func computedResults(t *testing.T) []any {
	rule, err := spectra.Tridiagonal{D: []float64{1, 2, 3}, E: []float64{1, 0}}.Quadrature(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	stopped, err := spectra.Diagonal(ctx, spectra.Dense(path(4)), &spectra.DiagonalOptions{Ranges: []spectra.IndexRange{{To: 2}}})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	rough := gaussians(rand.New(rand.NewPCG(1, 2)), 30, 2)
	return []any{rule, stopped, density(t, spectra.Dense(path(30)), spectra.DensityOptions{Probes: 2, Steps: 3, Deflate: rough})}
}

// throughJSON takes a result through JSON and back, and compares; it returns its fields in JSON.
func throughJSON(t rapid.TB, want any) (fields map[string]json.RawMessage) {
	kind := reflect.TypeOf(want)
	text, err := json.Marshal(want)
	got := reflect.New(kind)
	if err == nil {
		err = json.Unmarshal(text, got.Interface())
	}
	if d := cmp.Diff(want, got.Elem().Interface(), toTheBit); err != nil || d != "" {
		t.Fatalf("%v: %s: %v %s", kind, text, err, d)
	}
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}

// Every result goes through JSON and back to the bit, with what is not finite and with vectors,
// drawn or computed; its fields in JSON are those of the type. No type of results is left out, and
// no field is 0 in all that are drawn.
func TestResultsGoThroughJSON(t *testing.T) {
	drawn, filled, draws := map[string]bool{}, map[string]bool{}, 0
	rapid.Check(t, func(t *rapid.T) {
		draws++
		for _, want := range drawnResults(t) {
			kind := reflect.TypeOf(want)
			drawn[kind.Name()] = true
			fields := throughJSON(t, want)
			for i := range kind.NumField() {
				f, v := kind.Field(i), reflect.ValueOf(want).Field(i)
				filled[kind.Name()+"."+f.Name] = filled[kind.Name()+"."+f.Name] || !v.IsZero()
				if _, written := fields[f.Name]; f.IsExported() && !written && !(f.Name == "Vectors" && v.IsNil()) {
					t.Fatalf("%v has no %s in JSON: %s", kind, f.Name, fields)
				}
			}
		}
	})
	for _, want := range computedResults(t) {
		throughJSON(t, want)
	}
	if d := cmp.Diff(resultTypes(t), slices.Sorted(maps.Keys(drawn))); d != "" {
		t.Errorf("types in the package and drawn here: %s", d)
	}
	for _, name := range slices.Sorted(maps.Keys(filled)) {
		if !filled[name] && draws >= 100 { // fewer, as with -short, may leave one 0 by chance
			t.Errorf("%s is 0 wherever it is drawn", name)
		}
	}
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
		{new(spectra.GeneralizedSpectrum), `{"Values":[1,2],"Error":[0]}`, dimension, "Error has length 1, want 2"},
		{new(spectra.GeneralizedSpectrum), `{"Values":[1,2],"Error":[0,0],"Residuals":[0]}`, dimension, "Residuals has length 1, want 2"},
		{new(spectra.GeneralizedSpectrum), `{"Values":[1,2],"Error":[0,0],"Residuals":[]}`, dimension, "Residuals has length 0, want 2"},
		{new(spectra.GeneralizedSpectrum), `{"Values":[1,2],"Error":[0,0],"Vectors":[[1]]}`, dimension, "Vectors has length 1, want 2"},
		{new(spectra.GeneralizedSpectrum), `{"Values":[2,1],"Error":[0,0]}`, argument, "Values[1] is 1"},
		{new(spectra.GeneralizedSpectrum), `{"First":-1}`, argument, "First is -1"},
		{new(spectra.GeneralizedSpectrum), `{"Radius":[]}`, wrong, `no GeneralizedSpectrum is in this JSON, want what json.Marshal writes of one: it has no field "Radius"`},
		{new(spectra.GeneralizedRitz), `{"Values":[1],"Residuals":[],"Distances":[0]}`, dimension, "Residuals has length 0, want 1"},
		{new(spectra.GeneralizedRitz), `{"Values":[1],"Residuals":[0]}`, dimension, "Distances has length 0, want 1"},
		{new(spectra.GeneralizedRitz), `{"Values":[1],"Residuals":[0],"Distances":[0],"Vectors":[[1],[2]]}`, dimension, "Vectors has length 2, want 1"},
		{new(spectra.GeneralizedRitz), `{"Values":[1,"-Inf"],"Residuals":[0,0],"Distances":[0,0]}`, argument, "Values[1] is -Inf"},
		{new(spectra.GeneralizedRitz), `{"Solves":0.5}`, wrong, "no GeneralizedRitz"},
		{new(spectra.Solution), `{"X":1}`, wrong, "no Solution"},
		{new(spectra.Solution), `{"X":[1,null]}`, wrong, "null is no number"},
		{new(spectra.Solution), `{"Error":"infinite"}`, wrong, `"infinite" is no number`},
		{new(spectra.Solution), `{"Shift":0}`, wrong, `it has no field "Shift"`},
		{new(spectra.DiagonalEstimate), `{"Values":[1,2],"StdErrs":[0]}`, dimension, "StdErrs has length 1, want 2"},
		{new(spectra.DiagonalEstimate), `{"Ranges":[{"Variance":1}]}`, wrong, "Ranges: spectra: no Estimate"},
		{new(spectra.GaussRule), `{"Nodes":[1],"Weights":[],"LogWeights":[0]}`, dimension, "Weights has length 0, want 1"},
		{new(spectra.GaussRule), `{"Nodes":[1],"Weights":[1]}`, dimension, "LogWeights has length 0, want 1"},
		{new(spectra.GaussRule), `{"Nodes":[1,0],"Weights":[0,1],"LogWeights":["-Inf",0]}`, argument, "Nodes[1] is 0"},
		{new(spectra.GaussRule), `[]`, wrong, "no GaussRule"},
		{new(spectra.Atom), `{"Value":"zero"}`, wrong, `"zero" is no number`},
		{new(spectra.Atom), `{"Weight":1}`, wrong, `no Atom is in this JSON, want what json.Marshal writes of one: it has no field "Weight"`},
		{new(spectra.Quadrature), `{"Nodes":[1],"Weights":[]}`, dimension, "Weights"},
		{new(spectra.Quadrature), `{"Nodes":[1,0],"Weights":[0,1]}`, argument, "Nodes[1]"},
		{new(spectra.Quadrature), `{"Nodes":[0],"Weights":[-1]}`, argument, "Weights[0] is -1"},
		{new(spectra.Quadrature), `{"Nodes":[0],"Weights":["NaN"]}`, argument, "Weights[0] is NaN"},
		{new(spectra.Quadrature), `{"Nodes":[0],"Weights":[1],"Jacobi":{"D":[0,0],"E":[1]}}`, dimension, "Jacobi.D has length 2, want 1"},
		{new(spectra.Quadrature), `{"Nodes":[0],"Weights":[1],"Jacobi":{"D":[0],"E":[1]}}`, dimension, "Jacobi: spectra: E has length 1, want 0"},
		{new(spectra.Quadrature), `{"Next":null}`, wrong, "null is no number"},
		{new(spectra.Quadrature), `{"Exact":1}`, wrong, "no Quadrature"},
		{new(spectra.Measure), `{"Probes":[{"Nodes":[1],"Weights":[]}]}`, dimension, "Weights"},
		{new(spectra.Measure), `{"Probes":[{"Nodes":1}]}`, wrong, "no Measure"},
		{new(spectra.Measure), `{"Dim":2,"Atoms":[{"Value":1,"Residual":0},{"Value":0,"Residual":0}]}`, argument, "Atoms[1] is 0"},
		{new(spectra.Measure), `{"Dim":2,"Atoms":[{"Value":1,"Error":0}]}`, wrong, "Atoms: spectra: no Atom"},
		{new(spectra.Measure), `{"Residual":[]}`, wrong, "no Measure"},
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
