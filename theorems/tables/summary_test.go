package tables

import (
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"testing"
)

// A sum is that of rationals, rounded once, in any order and in any parts.
func TestSumIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for trial := range cases(3000, 500) {
		n := 1 + r.IntN(20)
		xs := make([]float64, n)
		for i := range xs {
			xs[i] = math.Ldexp(r.NormFloat64(), r.IntN(200)-100)
			switch r.IntN(6) {
			case 0:
				xs[i] = math.Ldexp(1, r.IntN(120)-60)
			case 1:
				xs[i] = -xs[r.IntN(i+1)]
			case 2:
				xs[i] = 0x1p-1074 * float64(r.IntN(9))
			}
		}
		exact := new(big.Rat)
		for _, x := range xs {
			exact.Add(exact, new(big.Rat).SetFloat64(x))
		}
		want, _ := exact.Float64()
		var forward, shuffled, a, b Sum
		for i, i2 := range r.Perm(n) {
			forward.Add(xs[i])
			shuffled.Add(xs[i2])
			if i%3 == 0 {
				a.Add(xs[i])
			} else {
				b.Add(xs[i])
			}
		}
		a.AddSum(b)
		for _, s := range []Sum{forward, shuffled, a} {
			if got := s.Float(); got != want {
				t.Fatalf("trial %d: %v: %v, want %v", trial, xs, got, want)
			}
		}
	}
	var s Sum
	if s.Float() != 0 {
		t.Error("the empty sum")
	}
	if s.Add(math.Copysign(0, -1)); math.Signbit(s.Float()) {
		t.Error("−0")
	}
}

// Summaries are a commutative monoid, and merging touches neither side's numbers later.
func TestSummariesAreAMonoid(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	draw := func(from int) Summary {
		var s Summary
		for i := range r.IntN(9) {
			class := []string{"a", "b", "c"}[r.IntN(3)]
			var values []Value
			if r.IntN(3) > 0 {
				values = append(values, Value{"x", float64(r.IntN(4))}, Value{"y", r.NormFloat64()})
			}
			tally := Tally{Class: class, Values: values}
			if r.IntN(2) == 0 {
				tally.Point = []float64{float64(r.IntN(3)), r.NormFloat64()}
			}
			if err := tally.check(from + i); err != nil {
				t.Fatal(err)
			}
			s.count(from+i, tally)
		}
		return s
	}
	sum := func(parts ...Summary) Summary {
		var s Summary
		for _, p := range parts {
			s.Merge(p)
		}
		return s
	}
	for range 300 {
		a, b, c := draw(0), draw(100), draw(50)
		left, right := sum(sum(a, b), c), sum(a, sum(b, c))
		swapped := sum(c, b, a)
		for _, s := range []Summary{right, swapped} {
			if !same(left, s) {
				t.Fatalf("%+v and %+v", left, s)
			}
		}
		if !same(sum(a, Summary{}), a) && a.Runs > 0 {
			t.Fatalf("%+v is not neutral", Summary{})
		}
		kept := sum(a)
		sum(a, b, c)
		all := a.Of(func(string) bool { return true })
		if all.Runs != a.Runs || !same(kept, a) {
			t.Fatal("merging changes a part")
		}
	}
}

// same compares summaries by their numbers.
func same(a, b Summary) bool {
	flat := func(s Summary) map[string]any {
		out := map[string]any{"": s.Runs}
		for name, c := range s.Classes {
			out[name] = [2]int{c.Runs, c.First}
			out[name+"/points"] = c.Points
			for v, x := range c.Values {
				out[name+"/"+v] = [6]float64{float64(x.N), x.Sum.Float(), x.Least, x.Greatest, float64(x.LeastAt), float64(x.GreatestAt)}
			}
		}
		return out
	}
	return reflect.DeepEqual(flat(a), flat(b))
}

func TestExtremes(t *testing.T) {
	var s Summary
	for i, x := range []float64{3, -1, 3, -1, 2} {
		s.count(10-i, Tally{Class: "a", Values: []Value{{"x", x}}})
	}
	v := s.Classes["a"].Values["x"]
	if v.Least != -1 || v.LeastAt != 7 || v.Greatest != 3 || v.GreatestAt != 8 || v.N != 5 || v.Mean() != 1.2 || s.Classes["a"].First != 6 {
		t.Errorf("%+v", v)
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if err := (Tally{Class: "a", Values: []Value{{"x", x}}}).check(1); err == nil {
			t.Errorf("%v is a value", x)
		}
	}
}

// Points are kept in the order of runs, the first of them if they are many, in whatever parts they come; and a tally with a
// number that is none is refused.
func TestPointsOfRuns(t *testing.T) {
	const n = MostPoints + 200
	r := rand.New(rand.NewPCG(3, 5))
	parts, whole := make([]Summary, 7), Summary{}
	for _, i := range r.Perm(n) {
		parts[r.IntN(len(parts))].count(i, Tally{Class: "a", Point: []float64{float64(i), 7}})
	}
	for _, p := range parts {
		whole.Merge(p)
	}
	points := whole.Classes["a"].Points
	if len(points) != MostPoints || whole.Classes["a"].Runs != n {
		t.Fatalf("%d points of %d runs", len(points), whole.Classes["a"].Runs)
	}
	for i, p := range points {
		if p.Index != i || p.X[0] != float64(i) || len(p.X) != 2 {
			t.Fatalf("point %d is %+v", i, p)
		}
	}
	if of := census(header{}, "c", parts[0])[0].Points; len(of) != len(parts[0].Classes["a"].Points) {
		t.Errorf("%d points in the census", len(of))
	}
	// Runs of one index are those of several cells: in either order they are the same.
	a, b := Summary{}, Summary{}
	a.count(3, Tally{Class: "a", Point: []float64{1}})
	b.count(3, Tally{Class: "a", Point: []float64{0}})
	if p, q := Pool([]Summary{a, b}), Pool([]Summary{b, a}); !same(p, q) || len(p.Classes["a"].Points) != 2 {
		t.Errorf("%+v and %+v", p, q)
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if err := (Tally{Class: "a", Point: []float64{0, x}}).check(0); err == nil {
			t.Errorf("%v is taken", x)
		}
	}
	if err := (Tally{Class: "a", Point: []float64{math.MaxFloat64}}).check(0); err != nil {
		t.Error(err)
	}
}
