package data

// XOR returns the four corners 00, 01, 10, 11 of the unit square, in this order, with
// their exclusive or 0, 1, 1, 0 as classes.
func XOR() *Set {
	return fixed(Config{
		Name:   "XOR",
		Source: "exclusive or of two bits",
		X:      [][]float64{{0, 0}, {0, 1}, {1, 0}, {1, 1}},
		Labels: []int{0, 1, 1, 0},
	})
}

// Jellyfish returns the points (1, 0) and (0.2, 0.6) of class 1, and (0, 1) and (0.6, 0.2) of
// class 0, in this order. As with [XOR], the segments between the two points of a class
// cross, here at (3/7, 3/7), so that no line tells the classes apart.
func Jellyfish() *Set {
	return fixed(Config{
		Name:   "Jellyfish",
		Source: "Swirszcz, Czarnecki and Pascanu, Local minima in training of neural networks, arXiv 1611.06310",
		X:      [][]float64{{1, 0}, {0.2, 0.6}, {0, 1}, {0.6, 0.2}},
		Labels: []int{1, 1, 0, 0},
	})
}

// fixed is for the data sets of this package, which are known to be right.
func fixed(c Config) *Set {
	s, err := New(c)
	if err != nil {
		panic(err)
	}
	return s
}
