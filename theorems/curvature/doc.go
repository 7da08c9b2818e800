// Package curvature says on one page what the curvature of a net is at given parameters: the
// loss and its gradient, the eigenvalues of the Hessian at both ends, its trace, whole and layer by
// layer, and how its eigenvalues are distributed, all by products. It is what the command curvature
// prints.
//
//	curvature.go  Of, and what it returns
//	text.go       the text form, of at most 100 columns
//
// What the whole matrix would say, signs with a proof among it, is in package summary of spectra,
// of [models.Point.Hessian].
package curvature
