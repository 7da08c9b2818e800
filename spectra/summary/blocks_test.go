package summary

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/spectra"
)

// drawLayers draws a matrix of integers and ranges of it, some rows of which may be in none.
func drawLayers(t *rapid.T) (*mat.SymDense, []Range) {
	n := rapid.IntRange(1, 12).Draw(t, "n")
	r := rand.New(rand.NewPCG(5, rapid.Uint64().Draw(t, "seed")))
	a := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			a.SetSym(i, j, float64(r.IntN(7)-3))
		}
	}
	var ranges []Range
	for at := 0; at < n; {
		to := rapid.IntRange(at+1, n).Draw(t, "to")
		if rapid.IntRange(0, 4).Draw(t, "left out") > 0 || len(ranges) == 0 && to == n {
			ranges = append(ranges, Range{fmt.Sprint("layer", len(ranges)), at, to})
		}
		at = to
	}
	r.Shuffle(len(ranges), func(i, j int) { ranges[i], ranges[j] = ranges[j], ranges[i] })
	return a, ranges
}

// TestLayersLaws: each block is what the summary of it alone says; squares of the couplings of a partition add up to ‖A‖², and traces to the trace; the parts are the parts;
// and every form says the same.
func TestLayersLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, ranges := drawLayers(t)
		l, err := LayersOf(context.Background(), a, ranges, nil)
		if err != nil {
			t.Fatal(err)
		}
		n, trace, squares, inside := a.SymmetricDim(), 0.0, 0.0, 0
		for i, b := range l.Blocks {
			sub := a.SliceSym(b.From, b.To)
			s, err := Of(context.Background(), sub, nil)
			if err != nil || s.Signs != b.Signs || s.Values[0] != b.Smallest || s.Values[s.Order-1] != b.Largest || s.Error != b.Error || b.Range != ranges[i] {
				t.Errorf("%v: %+v, %v, want %+v", b.Range, b, err, s)
			}
			if b.Trace != mat.Trace(sub) || l.Trace != 0 && *b.OfTrace != b.Trace/l.Trace || (b.OfTrace == nil) != (l.Trace == 0) {
				t.Errorf("%v: trace %v of %v", b.Range, b.Trace, l.Trace)
			}
			trace += b.Trace
			inside += s.Order
			for j, c := range l.Blocks {
				x := mat.Norm(mat.DenseCopyOf(a).Slice(b.From, b.To, c.From, c.To), 2)
				if y := l.Coupling[i][j]; math.Abs(x-y) > 1e-14*x {
					t.Errorf("%v, %v: coupling %v, want %v", b.Range, c.Range, y, x)
				}
				squares += l.Coupling[i][j] * l.Coupling[i][j]
			}
			if part := l.Coupling[i][i] / l.Norm; l.Norm > 0 && math.Abs(*b.OfSquares-part*part) > 1e-14 {
				t.Errorf("%v: %v of ‖A‖²", b.Range, *b.OfSquares)
			}
		}
		whole := mat.Norm(a, 2)
		if math.Abs(l.Norm-whole) > 1e-14*whole || l.Trace != mat.Trace(a) || l.Outside != n-inside {
			t.Errorf("‖A‖ %v, trace %v, %d outside", l.Norm, l.Trace, l.Outside)
		}
		if l.Outside == 0 && (trace != l.Trace || math.Abs(squares-whole*whole) > 1e-12*whole*whole) {
			t.Errorf("traces add up to %v, squares to %v", trace, squares)
		}
		text, err := json.Marshal(l)
		var back Layers
		if err := errors.Join(err, json.Unmarshal(text, &back)); err != nil || !reflect.DeepEqual(l, back) {
			t.Errorf("%v\n%s", err, text)
		}
	})
}

// Every line fits, whatever the names, the numbers and the number of blocks.
func TestLayersText(t *testing.T) {
	const n = 40
	a, ranges := mat.NewSymDense(n, nil), []Range(nil)
	for i := range n {
		a.SetSym(i, i, -1.2345e-120*float64(i))
		ranges = append(ranges, Range{fmt.Sprintf("a long name, number %d", i), i, i + 1})
	}
	a.SetSym(3, 4, 1e100)
	l, err := LayersOf(t.Context(), a, ranges[:30], nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Blocks[0].Signs = Signs{1234, 1234, 1234, 1234}
	l.Blocks[0].From, l.Blocks[0].To = 7777, 8888
	for line := range strings.Lines(l.String()) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > columns {
			t.Errorf("a line of %d characters: %s", n, line)
		}
	}
	for _, says := range []string{"unsure", "10 rows belong to no block", "a long name…", "7777:8888"} {
		if !strings.Contains(l.String(), says) {
			t.Errorf("%q is missing in\n%s", says, l)
		}
	}
}

func TestLayersRefuse(t *testing.T) {
	a := diagonal(1, 2, 3, 4)
	for says, ranges := range map[string][]Range{
		"block a=0:5: want indices from 0 to 4":                         {{"a", 0, 5}},
		"block a=-1:2: want indices from 0 to 4":                        {{"a", -1, 2}},
		"block a=2:2: want at least one index":                          {{"a", 2, 2}},
		"block a=3:1: want at least one index":                          {{"a", 3, 1}},
		"block =0:2: want a name that no other block has":               {{"", 0, 2}},
		"block a=2:3: want a name that no other block has":              {{"a", 0, 2}, {"a", 2, 3}},
		"block b=1:3: want no index of another block, as 1 is of a=0:2": {{"a", 0, 2}, {"b", 1, 3}},
		"block c=0:4: want no index of another block, as 2 is of b=2:3": {{"b", 2, 3}, {"c", 0, 4}},
		"spectra: ranges is none":                                       nil,
	} {
		_, err := LayersOf(t.Context(), a, ranges, nil)
		if says == "spectra: ranges is none" {
			if !errors.As(err, new(spectra.ErrArgument)) {
				t.Errorf("no range: %v", err)
			}
			continue
		}
		if !errors.As(err, new(ErrRange)) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q, want %q", err, says)
		}
	}
	all := []Range{{"a", 0, 1}, {"b", 1, 2}}
	if _, err := LayersOf(t.Context(), diagonal(1, math.NaN(), 3), all, nil); err != (spectra.ErrNotFinite{Arg: "a[1,1]", Value: math.NaN()}) && !errors.As(err, new(spectra.ErrNotFinite)) {
		t.Error(err)
	}
	if _, err := LayersOf(t.Context(), diagonal(math.MaxFloat64, math.MaxFloat64), all, nil); !errors.As(err, new(ErrOverflow)) {
		t.Error(err)
	}
	if _, err := LayersOf(t.Context(), a, all, &Options{Workers: -1}); !errors.As(err, new(spectra.ErrArgument)) {
		t.Error(err)
	}
}

// A matrix of small or large numbers has the parts of one that is in the middle; and what was found before it was stopped is kept.
func TestLayersScale(t *testing.T) {
	all := []Range{{"a", 0, 2}, {"b", 2, 3}}
	var want Layers
	for k, e := range []int{0, -1060, 1015} {
		a := mat.NewSymDense(3, nil)
		for i := range 3 {
			for j := range 3 {
				a.SetSym(i, j, math.Ldexp(float64(i+j+1), e))
			}
		}
		l, err := LayersOf(t.Context(), a, all, nil)
		if err != nil {
			t.Fatal(err)
		}
		if k == 0 {
			want = l
		}
		for i, b := range l.Blocks {
			if *b.OfTrace != *want.Blocks[i].OfTrace || math.Abs(*b.OfSquares-*want.Blocks[i].OfSquares) > 1e-3 {
				t.Errorf("times 2^%d: %v and %v", e, *b.OfTrace, *b.OfSquares)
			}
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	l, err := LayersOf(ctx, diagonal(1, 2, 3), all, &Options{Progress: func(done, all int) {
		if done == 1 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || len(l.Blocks) != 1 || l.Trace != 6 || !strings.Contains(l.String(), "a ") {
		t.Errorf("%v: %+v", err, l)
	}
}

func ExampleLayersOf() {
	hessian := mat.NewSymDense(4, []float64{
		2, 1, 0, 1,
		1, 2, 0, 0,
		0, 0, -1, 0,
		1, 0, 0, 3,
	})
	l, err := LayersOf(context.Background(), hessian, []Range{{"W1", 0, 2}, {"b1", 2, 3}, {"W2", 3, 4}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(l)
	// Output:
	// block  indices  neg  zero  pos  smallest  largest  trace    part  squares
	// W1     0:2        0     0    2         1        3      4   66.7%    45.5%
	// b1     2:3        1     0    0        -1       -1     -1  -16.7%    4.55%
	// W2     3:4        0     0    1         3        3      3     50%    40.9%
	// signs: proved. part: of the trace of all, 6. squares: part of ‖A‖², with ‖A‖ = 4.69.
	//
	// Frobenius norms of the blocks, and of what couples them:
	//       W1  b1  W2
	// W1  3.16   0   1
	// b1     0   1   0
	// W2     1   0   3
}
