package data

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// numbers are an array as a program may have it.
type numbers struct {
	shape []int
	data  []float64
}

func (n numbers) Numbers() ([]int, []float64) { return n.shape, n.data }

// TestFromArraysIsNew: rows cut from arrays of any number of dimensions are those that New is given, with targets, with classes, and
// with rows that stand for classes.
func TestFromArraysIsNew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "N")
		draw := func(name string) ([][]float64, Array) {
			shape := append([]int{n}, rapid.SliceOfN(rapid.IntRange(1, 3), 0, 3).Draw(t, name+"'s shape")...)
			width := 1
			for _, length := range shape[1:] {
				width *= length
			}
			rows := rapid.SliceOfN(rapid.SliceOfN(rapid.Float64Range(-9, 9), width, width), n, n).Draw(t, name)
			return rows, numbers{shape, slices.Concat(rows...)}
		}
		c, a := Config{Name: "n", Source: "s"}, Arrays{Name: "n", Source: "s"}
		c.X, a.X = draw("X")
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			c.Y, a.Y = draw("Y")
		case 1:
			c.Labels = rapid.SliceOfN(rapid.IntRange(0, 7), n, n).Draw(t, "classes")
			whole := numbers{shape: rapid.SampledFrom([][]int{{n}, {n, 1}}).Draw(t, "shape")}
			for _, class := range c.Labels {
				whole.data = append(whole.data, float64(class))
			}
			a.Labels = whole
		case 2:
			c.Labels = rapid.SliceOfN(rapid.IntRange(0, 7), n, n).Draw(t, "classes")
			rows := numbers{[]int{n, 8}, make([]float64, 8*n)}
			for s, class := range c.Labels {
				rows.data[8*s+class] = 1
			}
			a.Labels = rows
		}
		want, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		got, err := FromArrays(a)
		if d := cmp.Diff(want, got, cmp.AllowUnexported(Set{})); err != nil || d != "" {
			t.Fatal(err, d)
		}
		_, shared := a.X.Numbers()
		if shared[0] = 99; got.X()[0][0] == 99 {
			t.Fatal("the set shares the numbers of the array")
		}
	})
}

func TestFromArraysRefuses(t *testing.T) {
	x, nan := numbers{[]int{2, 1}, []float64{1, 2}}, math.NaN()
	labels := func(shape []int, data ...float64) Arrays { return Arrays{X: x, Labels: numbers{shape, data}} }
	for name, c := range map[string]struct {
		arrays Arrays
		want   error
	}{
		"no X":              {Arrays{Labels: x}, ErrArgument{"X", "an array"}},
		"a single number":   {Arrays{X: numbers{nil, []float64{1}}, Labels: x}, ErrArgument{"X", "a row for each sample, not a single number"}},
		"no sample":         {Arrays{X: numbers{[]int{0, 3}, nil}, Labels: x}, ErrArgument{"X", "at least one sample"}},
		"no input":          {Arrays{X: numbers{[]int{2, 0}, nil}, Labels: x}, ErrArgument{"X", "at least one number in a row"}},
		"ragged":            {Arrays{X: numbers{[]int{2, 2}, []float64{1, 2, 3}}, Labels: x}, ErrDimension{"the data of X", 3, 4}},
		"a negative length": {Arrays{X: numbers{[]int{-2, -1}, []float64{1, 2}}, Labels: x}, ErrArgument{"X", "lengths that may be: not those of the shape [-2 -1]"}},
		"far too many":      {Arrays{X: numbers{[]int{math.MaxInt, 2}, nil}, Labels: x}, ErrArgument{"X", fmt.Sprintf("lengths that may be: not those of the shape [%d 2]", math.MaxInt)}},
		"neither":           {Arrays{X: x}, ErrArgument{"Y and Labels", "one of the two"}},
		"both":              {Arrays{X: x, Y: x, Labels: x}, ErrArgument{"Y and Labels", "only one of the two"}},
		"a NaN":             {Arrays{X: numbers{[]int{2, 2}, []float64{1, 2, 3, math.Inf(1)}}, Labels: x}, ErrNotFinite{"X[1][1]", math.Inf(1)}},
		"few targets":       {Arrays{X: x, Y: numbers{[]int{1, 2}, []float64{1, 2}}}, ErrDimension{"Y", 1, 2}},
		"no target":         {Arrays{X: x, Y: numbers{[]int{0, 2}, nil}}, ErrDimension{"Y", 0, 2}},
		"a bad Y":           {Arrays{X: x, Y: numbers{}}, ErrArgument{"Y", "a row for each sample, not a single number"}},
		"few classes":       {labels([]int{1}, 0), ErrDimension{"Labels", 1, 2}},
		"a half":            {labels([]int{2}, 0, 1.5), ErrArgument{"Labels[1]", "a class 0, 1, …, as a whole number"}},
		"negative":          {labels([]int{2}, -1, 1), ErrArgument{"Labels[0]", "a class 0, 1, …, as a whole number"}},
		"not a number":      {labels([]int{2}, nan, 1), ErrArgument{"Labels[0]", "a class 0, 1, …, as a whole number"}},
		"too large":         {labels([]int{2}, 0, 1<<31-1), ErrArgument{"Labels[1]", "a class 0, 1, …, as a whole number"}},
		"empty rows":        {labels([]int{2, 0}), ErrArgument{"Labels[0]", "a class 0, 1, …, as a whole number"}},
		"two ones":          {labels([]int{2, 2}, 1, 1, 0, 1), ErrArgument{"Labels[0]", "one 1, and 0 for the other classes"}},
		"no one":            {labels([]int{2, 2}, 1, 0, 0, 0), ErrArgument{"Labels[1]", "one 1, and 0 for the other classes"}},
		"shares":            {labels([]int{2, 2}, 1, 0, .5, .5), ErrArgument{"Labels[1]", "one 1, and 0 for the other classes"}},
		"one and a share":   {labels([]int{2, 2}, 1, 0, 1, nan), ErrArgument{"Labels[1]", "one 1, and 0 for the other classes"}},
		"a bad shape":       {labels([]int{3}, 0, 1), ErrDimension{"the data of Labels", 2, 3}},
	} {
		if s, err := FromArrays(c.arrays); s != nil || err != c.want {
			t.Errorf("%s: %v, %v, want %v", name, s, err, c.want)
		}
	}
}
