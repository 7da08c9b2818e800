// Package verify checks certificates of spurious minima without belief in the prover that wrote them. It shares no code
// with it but package interval, believes no number of a file but k, n, d, the point and the radius, and computes all else
// anew, in closed forms of its own. It is short, to be read at one go: verify.go has the inequalities that prove the claim,
// read.go what a certificate is, precise.go loss and gradient at the point in integers, hessian.go the Hessian on the ball
// in intervals, and cholesky.go what proves a matrix positive definite.
package verify
