// Package fixed encloses real numbers between multiples of 2⁻ᵖ, for any p: what float64 cannot
// tell from 0 or from 1, as 1 − tanh 50, has a sign there.
//
// All bounds are rounded outward, in integers of math/big. Precision is absolute: a number
// below 2⁻ᵖ is not told from 0, whatever its size. The speed is that of the schoolbook.
//
//	grid.go        rational operations, powers, roots
//	sum.go         exact sums of products
//	functions.go   exp and log, and what is made of them
//	angles.go      sin, cos, atan, acos, atan2
package fixed
