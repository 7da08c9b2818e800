package summary

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

func diagonal(d ...float64) *mat.SymDense {
	a := mat.NewSymDense(len(d), nil)
	for i, x := range d {
		a.SetSym(i, i, x)
	}
	return a
}

func must(t *testing.T, a mat.Symmetric) Summary {
	t.Helper()
	s, err := Of(t.Context(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// wishart returns BᵀB for a random k×n matrix B of small integers: of rank k at most.
func wishart(n, k int) *mat.SymDense {
	rng := rand.New(rand.NewPCG(1, 2))
	b := mat.NewDense(k, n, nil)
	b.Apply(func(int, int, float64) float64 { return float64(rng.IntN(9) - 4) }, b)
	var a mat.SymDense
	a.SymOuterK(1, b.T())
	return &a
}

// Every line fits, the bins hold all values, what is known is the same in JSON, and the number of
// workers does not matter.
func TestLaws(t *testing.T) {
	for name, a := range map[string]*mat.SymDense{
		"one": diagonal(-3), "zero": diagonal(0, 0), "signs": diagonal(-2, 0, 1, 1), "equal": diagonal(7, 7, 7),
		"close": diagonal(1, 1+0x1p-45, 1-0x1p-45), "far": diagonal(-1e300, 1e-300, 5), "tiny": diagonal(5e-324, -1e-320),
		"largest": diagonal(math.MaxFloat64/2, -math.MaxFloat64/2), "outlier": diagonal(append(make([]float64, 60), 1e6)...),
		"singular": wishart(30, 20), "definite": wishart(20, 40), "round": diagonal(0.1, 0.2, 0.3, 0.6, 0.7, -0.1),
	} {
		s := must(t, a)
		for line := range strings.Lines(s.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > columns {
				t.Errorf("%s: a line of %d characters: %s", name, n, line)
			}
		}
		checkBins(t, name, s)
		text, err := json.Marshal(s)
		var back Summary
		if err := errors.Join(err, json.Unmarshal(text, &back)); err != nil || !reflect.DeepEqual(s, back) {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
		if again, err := Of(t.Context(), a, &Options{Workers: 1}); err != nil || !reflect.DeepEqual(s, again) {
			t.Errorf("%s: with one worker %v, %v", name, again, err)
		}
		if in := spectra.Inertia(s.Signs); in.Dim() != s.Order || len(s.Values) != s.Order {
			t.Errorf("%s: %v", name, s)
		}
	}
}

// checkBins counts once more.
func checkBins(t *testing.T, name string, s Summary) {
	t.Helper()
	total, near := 0, 0
	for _, x := range s.Values {
		if math.Abs(x) <= s.Error {
			near++
		}
	}
	for i, b := range s.Density.Bins {
		want := 0
		for _, x := range s.Values {
			if math.Abs(x) <= s.Error {
				x = 0
			}
			if b.From <= x && x < b.To {
				want++
			}
		}
		if b.Count != want || !(b.From < b.To) || b.From < 0 && b.To > 0 || i > 0 && s.Density.Bins[i-1].To != b.From {
			t.Errorf("%s: bin %d is %+v, want %d", name, i, b, want)
		}
		total += b.Count
	}
	if total != s.Order || near != s.Density.Near || len(s.Density.Bins) > mostBins+2 {
		t.Errorf("%s: %d of %d values in %d bins, %d of %d near 0", name, total, s.Order, len(s.Density.Bins), s.Density.Near, near)
	}
}

// The condition number is that of the diagonal where it can be told, and no more is said than is
// known.
func TestCondition(t *testing.T) {
	for says, a := range map[string]*mat.SymDense{
		"4, from 4 to 4; its inverse is 0.25":                          diagonal(-2, 1, 0.5),
		"1, from 1 to 1; its inverse is 1":                             diagonal(7),
		"infinite: the matrix is singular, 1 of its eigenvalues are 0": diagonal(1, 0),
		"infinite: the matrix is singular, 2 of its eigenvalues are 0": diagonal(0, 0),
		"and finite: no eigenvalue is 0":                               diagonal(1, 1e-20),
	} {
		c := must(t, a).Condition
		if !strings.Contains(c.Says, says) || (c.Ratio != nil) != strings.Contains(says, "inverse") {
			t.Errorf("%q, want %q", c.Says, says)
		}
	}
	s := Summary{Values: []float64{1e-17, 1}, Error: 1e-15, Signs: Signs{Pos: 1, Unsure: 1}}
	if c := conditionOf(s); !strings.HasPrefix(c.Says, "unbounded: 0 is not excluded; at least 9.9") || c.Ratio != nil || c.Lo != 0 {
		t.Errorf("%+v", c)
	}
	for _, n := range []int{3, 8, 20} { // a Hilbert-like matrix, against the singular values
		a := mat.NewSymDense(n, nil)
		for i := range n {
			for j := range i + 1 {
				a.SetSym(i, j, 1/float64(i+j+1))
			}
			a.SetSym(i, i, a.At(i, i)+1e-3)
		}
		var svd mat.SVD
		svd.Factorize(a, mat.SVDNone)
		c := must(t, a).Condition
		if k := svd.Cond(); math.Abs(*c.Ratio/k-1) > 1e-9 || !(c.Lo <= 1/k && 1/k <= c.Hi) {
			t.Errorf("n = %d: %+v, by singular values %v", n, c, k)
		}
	}
}

func TestRefusals(t *testing.T) {
	done, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx  context.Context
		a    *mat.SymDense
		kind any
	}{
		"empty":    {t.Context(), &mat.SymDense{}, new(spectra.ErrArgument)},
		"NaN":      {t.Context(), diagonal(1, math.NaN()), new(spectra.ErrNotFinite)},
		"infinite": {t.Context(), diagonal(1, math.Inf(1)), new(spectra.ErrNotFinite)},
		"overflow": {t.Context(), mat.NewSymDense(2, []float64{1e308, 1e308, 1e308, 1e308}), new(ErrOverflow)},
	} {
		if _, err := Of(c.ctx, c.a, nil); !errors.As(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Of(done, diagonal(1), nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := Of(t.Context(), diagonal(1), &Options{Workers: -1}); !errors.As(err, new(spectra.ErrArgument)) {
		t.Error(err)
	}
	var steps []int
	if _, err := Of(t.Context(), diagonal(1), &Options{Progress: func(done, all int) { steps = append(steps, done, all) }}); err != nil || !reflect.DeepEqual(steps, []int{0, 3, 1, 3, 3, 3}) {
		t.Error(steps, err)
	}
}

// Vectors are of norm 1 and turn the matrix into its eigenvalues, within the error that is said; JSON keeps them.
func TestVectors(t *testing.T) {
	a := wishart(30, 20)
	s, err := Of(t.Context(), a, &Options{Vectors: true})
	if err != nil || len(s.Vectors) != 30 {
		t.Fatal(len(s.Vectors), err)
	}
	for i, x := range s.Vectors {
		v := mat.NewVecDense(30, x)
		var rest mat.VecDense
		rest.MulVec(a, v)
		rest.AddScaledVec(&rest, -s.Values[i], v)
		if r := mat.Norm(&rest, 2); r > 2*s.Error || math.Abs(mat.Norm(v, 2)-1) > 1e-14 {
			t.Errorf("%v: Av − λv is of norm %.2g, error %.2g", s.Values[i], r, s.Error)
		}
	}
	text, err := json.Marshal(s)
	var back Summary
	if err := errors.Join(err, json.Unmarshal(text, &back)); err != nil || !reflect.DeepEqual(s, back) {
		t.Error(err)
	}
	if none := must(t, a); none.Vectors != nil || !reflect.DeepEqual(none.Signs, s.Signs) {
		t.Error("vectors that nobody asked for")
	}
}
