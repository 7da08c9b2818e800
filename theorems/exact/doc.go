// Package exact decides statements about losses in rationals: what kind of point a critical point is,
// degenerate or not.
//
//	what kind of point is this?         decide.go    Decide, Classify; limits.go
//	the answer                          kind.go      Classified, Kind
//	a curve along which the loss falls  curve.go     Curve, Follow, Along; search.go tries many
//	among points on one side of others  constrained.go  Constrain
//
// Where the Hessian does not decide:
//
//	what operations show                models.Tape.Extremal
//	on the kernel of the Hessian        reduction.go, the splitting lemma; findings.go, what is found
//	  of one or two dimensions          reduced.go
//	    Newton polygons and blow-ups    plane.go, germ.go
//	  of three and more                 space.go; definite.go and ternary.go for forms
//	all terms of a polynomial           nonnegative.go, circuit.go; cells.go in two variables; terms.go
//	symmetries                          orbit.go     Scalings; motions.go, Motions
//
// A second way, in two variables, is the index of the gradient (index.go, Index).
//
// Points of losses of their own:
//
//	deep linear nets                    package linear
//	nets of piecewise linear units      package relu
//
// Nothing here is rounded but what intervals bound. What cannot be decided is said to be unknown.
package exact
