package tables

import (
	"fmt"
	"math"
	"slices"
)

// A Tally is what one run counts as: one of a class, with values that belong to it.
type Tally struct {
	Class  string
	Values []Value
	// Point is finite numbers that belong together, for a scatter or for ranks: these are kept run by run. nil is none.
	Point []float64
}

// A Value is a finite number that a run has given.
type Value struct {
	Name string
	X    float64
}

// mostValue keeps sums of as many values as there can be within the range of a float64.
const mostValue = 0x1p960

// check refuses a tally that cannot be counted, of the run of an index.
func (t Tally) check(index int) error {
	if t.Class == "" {
		return fmt.Errorf("run %d has no class", index)
	}
	for i, v := range t.Values {
		if !(math.Abs(v.X) <= mostValue) {
			return fmt.Errorf("the value %q of run %d is %v: want a number of at most 2^960, or none", v.Name, index, v.X)
		}
		if slices.ContainsFunc(t.Values[:i], func(o Value) bool { return o.Name == v.Name }) {
			return fmt.Errorf("run %d has two values %q", index, v.Name)
		}
	}
	for i, x := range t.Point {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("number %d of the Point of run %d is %v: want finite ones, or no Point", i, index, x)
		}
	}
	return nil
}
