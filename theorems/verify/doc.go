// Package verify checks certificates of spurious minima, in few lines, and shares no code with the prover but package interval. It
// believes no number of a file but k, n, d, the point and the radius. verify.go has the inequalities that prove the claim and what
// a certificate is, precise.go the gradient at the point, hessian.go what holds on the ball around it, cholesky.go definiteness.
package verify
