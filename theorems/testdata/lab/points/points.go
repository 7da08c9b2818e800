// Package points is foreign to package lab: its types keep their qualifier.
package points

type (
	Kind       int
	Weight     float32
	Name       string
	Point      struct{ X, Y float64 }
	Grid       [][]Point
	Box[T any] struct {
		Value T
		More  []T
	}
	Config struct {
		Widths []int
		Kind   Kind
		By     map[Name]Point
	}
)
