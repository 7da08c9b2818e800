// Package small computes all eigenvalues of symmetric matrices of small order: one
// matrix of order at most 32 ([Solver]), or sixteen of any small order at a time ([Lanes]).
package small
