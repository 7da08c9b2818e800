// Package polynomial computes with polynomials in one variable, and some in two, over the rational numbers,
// exactly: quotients, greatest common divisors, squarefree factors, and real roots with their
// multiplicities.
//
//	a polynomial              polynomial.go
//	quotients and divisors    divide.go
//	squarefree factors        squarefree.go
//	how many real roots       sturm.go
//	where they are            roots.go
//	signs there               signat.go
//	a number between          between.go
//	two variables             bivariate.go
//	elimination of one        resultant.go
//
// Polynomials are values: no function changes its arguments, and results may share their numbers.
package polynomial
