// Package reduce brings a dense symmetric matrix to tridiagonal form T = QᵀAQ, and applies Q:
//
//	householder….go  in one stage, by reflections of whole rows
//	twostage….go     in two: to a band, by panels and products of matrices,
//	band….go         and from the band to T, by chasing bulges
//
// One stage is faster for small orders and where many eigenvectors are wanted.
package reduce
