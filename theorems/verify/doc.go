// Package verify checks certificates of spurious minima, in few lines and with no code of the prover but package
// interval. It believes no number of a file but k, n, d, the point and the radius. verify.go has the inequalities that
// prove the claim, precise.go the gradient, hessian.go what holds on the ball, cholesky.go what is positive definite.
package verify
