// Package files reads symmetric matrices from files that other programs write: NumPy's .npy,
// Matrix Market's .mtx, and text with one row a line, .csv. What a file is, its first bytes
// say; its name is not looked at.
//
//	read.go          Read, and its options
//	marks.go         the first bytes by which files are told apart
//	symmetric.go     what comes back, and what counts as symmetric
//	npy.go           NumPy, versions 1 to 3, with its header in npy_header.go
//	matrixmarket.go  Matrix Market, coordinate and array, with its header in matrixmarket_header.go
//	text.go          rows of numbers, separated by commas, semicolons, tabs or spaces
//	lines.go         the lines of a text that say something
//	number.go        decimal numbers, and whether float64 has them
//	errors.go        what is refused, and what would do
//
// Memory follows what has been read of a file, not what its header promises, except for a
// matrix in coordinates, whose order may be at most [Options].Largest.
package files
