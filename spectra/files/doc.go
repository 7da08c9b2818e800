// Package files reads what other programs write: symmetric matrices from NumPy's .npy, Matrix
// Market's .mtx and text with one row a line, .csv; and arrays of any shape, as the weights of a net
// or its data, from .npy, .npz and .safetensors, which it writes too. What a file is, its first bytes
// say; its name is not looked at.
//
//	read.go          Read: one symmetric matrix, and its options
//	symmetric.go     what comes back, and what counts as symmetric
//	arrays.go        ReadArrays and ReadArray: arrays of any shape, and their options
//	array.go         Array, and how one is made of a vector or a matrix
//	write.go         WriteNPY, WriteNPZ, WriteSafetensors
//	marks.go         the first bytes by which files are told apart
//	npy.go           NumPy, versions 1 to 3, with its header in npy_header.go
//	npy_array.go     the same, of any shape; npz.go several of them in an archive
//	decoder.go       the kinds of numbers that have a fixed size
//	safetensors.go   arrays, one behind the other, after a header in JSON
//	matrixmarket.go  Matrix Market, coordinate and array, with its header in matrixmarket_header.go
//	text.go          rows of numbers, separated by commas, semicolons, tabs or spaces
//	lines.go         the lines of a text that say something
//	number.go        decimal numbers, and whether float64 has them
//	errors.go        what is refused, and what would do
//
// Memory follows what has been read of a file, not what its header promises, except for a
// matrix in coordinates, whose order may be at most [Options].Largest.
package files
