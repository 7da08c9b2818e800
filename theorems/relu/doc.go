// Package relu decides whether a point is a local minimum of the squared loss of a net with piecewise
// linear units, in rational numbers and without a tolerance: also at kinks, where no Hessian exists.
//
//	what a net is, and what is wrong with one     net.go
//	what is asked and answered                    decide.go, decision.go; bound.go for global ones
//	what its units are at a point                 point.go
//	one hidden layer                              hidden.go
//	any depth, at first order                     deep.go, paths.go
//	  and at second                               second.go, orbit.go, visible.go, curvature.go, polynomial.go
//	the cells of activations that meet at a point cells.go
//	the loss along a line                         line.go
//	points that are known to be minima            affine.go
//	from an end of training to an exact point     polish.go
//	bad minima from random starts                 search.go
//
// Let r = z_L − y be the residuals at w, and Δ the change of the outputs at w + δ. Then
//
//	L(w + δ) − L(w) = r·Δ + ½‖Δ‖²,
//
// so that w is a local minimum if r·Δ ≥ 0 nearby. In a cell, where no unit changes its side, Δ is a
// polynomial in δ. For one hidden layer and one output this is decided in every case; for others at first order always, and at
// second order mostly; see [Decide].
package relu
