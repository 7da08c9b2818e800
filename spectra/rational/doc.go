// Package rational computes with rational numbers and their matrices, exactly: rank, kernel, inverse, and
// the signs of all eigenvalues of a symmetric matrix. It knows no floating-point arithmetic.
//
//	a number                      number.go, arithmetic.go   Number: two words, and big.Rat beyond
//	a matrix                      matrix.go                  Matrix: products, sums, blocks
//	solving, by Gauss and Jordan  solve.go                   Inverse, Kernel, LeastSquares, Cayley
//	the rank, proved              rank.go                    Rank
//	the signs of eigenvalues      signature.go, short.go     Signature, SignatureWithin, RegularBlock
//	a direction down              direction.go               NegativeDirection
//	a form on a cone              copositive.go              NotAbove
//
// Rank and signs are found modulo primes below 2⁶⁰, each by one elimination in words, and proved by
// Hadamard's bound:
//
//	arithmetic modulo a prime     field.go
//	a matrix modulo a prime       residues.go
//	elimination                   eliminate.go, and pivots.go for symmetric matrices
//	which primes suffice          scale.go
//	signs from residues           mixed.go
//
// Numbers are values. A Matrix shares its entries with its copies until it is cloned. All results
// depend on the arguments alone. What a caller could have known panics: a shape that does not fit, a
// division by 0, a nil. All functions may be called concurrently as long as nobody sets an entry.
package rational
