// Package certify proves statements about smooth losses by outward-rounded intervals:
//
//	StrictMinimum    a strict local minimum lies near a point (minimum.go, proof.go)
//	PolishedMinimum  the same, of a better point of two words (polish.go, point.go)
//	NoMinimum        none does (minimum.go)
//	CriticalPoint    one critical point does, of any signs (critical.go)
//	CriticalPointByGap  the same, of hundreds of parameters (critical_gap.go)
//	Spurious         a student of ReLU neurons has a minimum with a loss above 0, in every dimension (spurious.go), with
//	                 its certificate (certificate.go), which package saddle/theorems/verify checks
//	CriticalPointOfShape  what kind of point a symmetric student is, by a few numbers, for any k (symmetric.go)
//	WindingNumber    how often the gradient turns around a square, which tells extrema from saddles in two
//	                 variables (winding.go)
//
// A certificate is a proof; its absence proves nothing. A loss is anything that encloses its
// gradient and its Hessian, as a models.Tape, a models.Teacher and a nets.TanhNet do ([Enclosable]).
package certify
