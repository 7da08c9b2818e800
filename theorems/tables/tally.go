package tables

// A Tally is what one run counts as: one of a class, with values that belong to it.
type Tally struct {
	Class  string
	Values []Value
}

// A Value is a finite number that a run has given.
type Value struct {
	Name string
	X    float64
}
