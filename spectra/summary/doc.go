// Package summary says on one page what the spectrum of a symmetric matrix is: the signs of its
// eigenvalues, proved, the eigenvalues themselves with their error, the condition number, and
// how they are distributed. It is what the command spectrum prints.
//
//	summary.go    Of, and what it returns
//	condition.go  the condition number, where 0 may not be excluded
//	histogram.go  bins of round numbers, of which 0 is an edge
//	text.go       the text form, of at most 100 columns
//	blocks.go     LayersOf: the same of principal blocks, as of layers, and how strongly they are coupled
//	              (blocks_text.go has the text form)
package summary
