package data

import (
	"errors"
	"math"
	"math/big"
	"reflect"
	"slices"
	"testing"
)

func TestNewRefuses(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(-1)
	for name, c := range map[string]struct {
		config Config
		want   error
	}{
		"nothing":          {Config{}, ErrArgument{"X", "at least one sample"}},
		"no samples":       {Config{X: [][]float64{}, Labels: []int{}}, ErrArgument{"X", "at least one sample"}},
		"empty row":        {Config{X: [][]float64{{}}, Labels: []int{0}}, ErrArgument{"X", "at least one number in a row"}},
		"ragged":           {Config{X: [][]float64{{1, 2}, {3}}, Labels: []int{0, 1}}, ErrDimension{"X[1]", 1, 2}},
		"infinite input":   {Config{X: [][]float64{{1, 2}, {3, inf}}, Labels: []int{0, 1}}, ErrNotFinite{"X[1][1]", inf}},
		"neither":          {Config{X: [][]float64{{1}}}, ErrArgument{"Y and Labels", "one of the two"}},
		"both":             {Config{X: [][]float64{{1}}, Y: [][]float64{{1}}, Labels: []int{0}}, ErrArgument{"Y and Labels", "only one of the two"}},
		"few targets":      {Config{X: [][]float64{{1}, {2}}, Y: [][]float64{{1}}}, ErrDimension{"Y", 1, 2}},
		"no targets":       {Config{X: [][]float64{{1}}, Y: [][]float64{}}, ErrDimension{"Y", 0, 1}},
		"empty targets":    {Config{X: [][]float64{{1}}, Y: [][]float64{{}}}, ErrArgument{"Y", "at least one number in a row"}},
		"ragged targets":   {Config{X: [][]float64{{1}, {2}}, Y: [][]float64{{1}, {1, 2}}}, ErrDimension{"Y[1]", 2, 1}},
		"few labels":       {Config{X: [][]float64{{1}, {2}}, Labels: []int{0}}, ErrDimension{"Labels", 1, 2}},
		"a negative label": {Config{X: [][]float64{{1}, {2}}, Labels: []int{0, -1}}, ErrArgument{"Labels[1]", "a class 0, 1, …"}},
	} {
		if s, err := New(c.config); s != nil || err != c.want {
			t.Errorf("%s: %v, %v, want %v", name, s, err, c.want)
		}
	}
	_, err := New(Config{X: [][]float64{{1}}, Y: [][]float64{{nan}}})
	var bad ErrNotFinite
	if !errors.As(err, &bad) || bad.Arg != "Y[0][0]" || bad.Error() != "data: Y[0][0] is NaN, want a finite number" {
		t.Errorf("a NaN: %v", err)
	}
}

// TestSetIsImmutable: neither what it was made of nor what it returns leads inside.
func TestSetIsImmutable(t *testing.T) {
	c := Config{Name: "n", Source: "s", X: [][]float64{{1, 2}, {3, 4}}, Y: [][]float64{{5}, {6}}}
	labelled := Config{X: c.X, Labels: []int{0, 2}}
	s, err := New(c)
	l, err2 := New(labelled)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	x, y, labels := s.X(), s.Y(), l.Labels()
	if s.Labels() != nil || l.Y() != nil || s.Targets() != 1 || s.Classes() != 0 || l.Targets() != 0 || l.Classes() != 3 {
		t.Errorf("%v, %v", s, l)
	}
	for _, rows := range [][][]float64{c.X, c.Y, s.X(), s.Y(), l.X()} {
		rows[1][0] = 99
		rows[0] = nil
	}
	labelled.Labels[1], l.Labels()[0] = 99, 99
	if !reflect.DeepEqual(s.X(), x) || !reflect.DeepEqual(s.Y(), y) || !reflect.DeepEqual(l.X(), x) || !reflect.DeepEqual(l.Labels(), labels) {
		t.Errorf("changed: %v %v %v %v", s.X(), s.Y(), l.X(), l.Labels())
	}
	if s.Samples() != 2 || s.Inputs() != 2 || s.Name() != "n" || s.Source() != "s" {
		t.Errorf("%v", s)
	}
}

// TestClassesCross: the segments between the points of the two classes have a point in
// common, in rational numbers, so that no line separates them.
func TestClassesCross(t *testing.T) {
	for _, c := range []struct {
		set  *Set
		p, q int64 // weight p/q of the first point of each class
	}{{XOR(), 1, 2}, {Jellyfish(), 2, 7}} {
		var meet [2][2]*big.Rat
		count := [2]int{}
		for s, x := range c.set.X() {
			class := c.set.Labels()[s]
			weight := big.NewRat(c.p, c.q)
			if count[class]++; count[class] == 2 {
				weight.Sub(big.NewRat(1, 1), weight)
			}
			for j, v := range x {
				if meet[class][j] == nil {
					meet[class][j] = new(big.Rat)
				}
				tenths := big.NewRat(int64(math.Round(10*v)), 10) // 0.2 and 0.6 as they are printed
				meet[class][j].Add(meet[class][j], tenths.Mul(tenths, weight))
			}
		}
		if count != [2]int{2, 2} {
			t.Errorf("%v: classes of %v points", c.set, count)
		}
		for j := range 2 {
			if meet[0][j].Cmp(meet[1][j]) != 0 {
				t.Errorf("%v: coordinate %d is %v and %v", c.set, j, meet[0][j], meet[1][j])
			}
		}
	}
}

func TestXORIsExclusiveOr(t *testing.T) {
	s := XOR()
	for i, x := range s.X() {
		if want := int(x[0]) ^ int(x[1]); s.Labels()[i] != want || int(x[0])<<1|int(x[1]) != i {
			t.Errorf("sample %d is %v of class %d", i, x, s.Labels()[i])
		}
	}
}

// TestSamples: a sample is the row of what the set returns as a whole.
func TestSamples(t *testing.T) {
	s := XOR()
	x := make([]float64, 2)
	for i, want := range s.X() {
		if s.Input(x, i); !slices.Equal(x, want) || s.Label(i) != s.Labels()[i] {
			t.Errorf("sample %d is %v of class %d", i, x, s.Label(i))
		}
	}
	l, err := New(Config{X: [][]float64{{1}, {2}}, Y: [][]float64{{3, 4}, {5, 6}}})
	if err != nil {
		t.Fatal(err)
	}
	if l.Target(x, 1); !slices.Equal(x, []float64{5, 6}) {
		t.Errorf("the second target is %v", x)
	}
	if f := s.First(3); !reflect.DeepEqual(f.X(), s.X()[:3]) || !slices.Equal(f.Labels(), s.Labels()[:3]) || f.Name() != "XOR" || f.Samples() != 3 {
		t.Errorf("the first three are %v: %v %v", f, f.X(), f.Labels())
	}
	if f := l.First(1); !reflect.DeepEqual(f.Y(), [][]float64{{3, 4}}) || f.Samples() != 1 || f.Labels() != nil {
		t.Errorf("the first is %v: %v", f, f.Y())
	}
	for name, f := range map[string]func(){
		"none of them": func() { s.First(0) }, "more than all": func() { s.First(5) },
		"a long dst": func() { s.Input(make([]float64, 3), 0) }, "no such sample": func() { s.Input(x, 4) },
		"a target of classes": func() { s.Target(x, 0) }, "a class of targets": func() { l.Label(0) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s does not panic", name)
				}
			}()
			f()
		}()
	}
}

// TestStandardised: inputs have mean 0 and variance 1 all together, and differences of inputs keep their ratios.
func TestStandardised(t *testing.T) {
	before, err := New(Config{Name: "six", X: [][]float64{{1, 2, 4}, {8, -3, 0}}, Labels: []int{0, 1}})
	if err != nil {
		t.Fatal(err)
	}
	after, mean, deviation := before.Standardised()
	var sum, squares float64
	old := slices.Concat(before.X()...)
	for i, x := range slices.Concat(after.X()...) {
		sum += x
		squares += x * x
		if want := (old[i] - 2) / math.Sqrt(70.0/6); !(math.Abs(x-want) <= 1e-15) {
			t.Errorf("%v became %v, want %v", old[i], x, want)
		}
	}
	if !(math.Abs(sum) <= 1e-14) || !(math.Abs(squares-6) <= 1e-14) || mean != 2 || after.Name() != "six" || after.Label(1) != 1 {
		t.Errorf("%v: sum %v, squares %v, mean %v", after, sum, squares, mean)
	}
	if again := before.Rescaled(mean, deviation); !slices.Equal(again.X()[1], after.X()[1]) || before.X()[0][0] != 1 {
		t.Error("not the same when rescaled by mean and deviation")
	}
	same, _, _ := before.First(1).Rescaled(7, 0).Standardised()
	if !slices.Equal(same.X()[0], []float64{0, 0, 0}) {
		t.Errorf("equal inputs became %v", same.X())
	}
}
