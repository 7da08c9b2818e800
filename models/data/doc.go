// Package data holds finite data sets, from four points on.
//
//	a data set of one's own, checked     New, Config, Set     set.go, config.go
//	  with inputs of mean 0, variance 1  Standardised         set.go
//	  of arrays in files                 FromArrays             arrays.go
//	{00, 01, 10, 11} and exclusive or    XOR                  small.go
//	four points that are harder          Jellyfish            small.go
//	handwritten digits, 14×14 or 10×10   MNIST, MNIST10       mnist.go
//	characters of a text                 NewText, Opticks     text.go
//
// Rows are samples: row s of the inputs X, of the targets Y or of the Labels belongs to
// sample s. A [Set] never changes, and what it returns is a copy. What only the numbers
// know is a typed error: [ErrArgument], [ErrDimension], [ErrNotFinite].
package data
