// Package num holds what numbers need, whoever computes with them, and no algorithm:
//
//	units.go     ε, its half and the least number; what is finite
//	power2.go    exponents, and products with powers of two
//	norm.go      ‖v‖₂ and unit vectors, without overflow on the way
//	largest.go   the largest entry of a symmetric matrix
//	scratch.go   slices that are kept from call to call
package num
