// Package tridiag computes eigenvalues and eigenvectors of symmetric tridiagonal matrices:
//
//	bisection….go         proved brackets, by Sturm counts and determinants
//	divide….go            all pairs, by divide and conquer; secular.go has its equation
//	inverse_iteration.go  a few vectors, with a proof that the pairs are good ones
//	divide_leaf.go        the implicit QL iteration
//	gauss.go              nodes and weights of Gauss quadratures, by twisted.go's factorizations
//
// It has no errors of its own: what may fail says so with a bool.
package tridiag
