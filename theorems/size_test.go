package theorems

import (
	"math"
	"testing"
)

// The cases are listed from the smallest to the largest.
func TestSizes(t *testing.T) {
	for _, cases := range [][]any{
		{[]int{}, []int{0}, []int{1}, []int{-1}, []int{2}, []int{0, 0}},
		{0.0, 1.0, 2.0, 0.5, 0.25, 0.1234, 1.0 / 3, 1e-94, math.MaxFloat64, math.NaN(), math.Inf(1)},
		{float32(0), float32(0.1), float32(1) / 3},
		{[]float64{1, 2}, []float64{math.NaN(), 0}, []float64{math.Inf(1), 0}},
		{complex(0, 0), complex(0, 1), complex(2, 1), complex(0.5, 0.5)},
		{map[string]int{}, map[string]int{"": 1}, map[string]int{"a": 1}, map[string]int{"a": 2}, map[string]int{"a": 0, "b": 0}},
		{[]any{nil}, []any{0}, []any{1}, []any{[]int{1, 1}}},
		{"", "a", "b", "aa"},
	} {
		for i, x := range cases {
			for j, y := range cases {
				if a, b := sizeOf(x), sizeOf(y); a.less(b) != (i < j) {
					t.Errorf("%s is smaller than %s: %v", literal(x), literal(y), a.less(b))
				}
			}
		}
	}
}
