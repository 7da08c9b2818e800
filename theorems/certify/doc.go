// Package certify proves statements about smooth losses by outward-rounded
// intervals: that there is a strict local minimum near a point, or none ([StrictMinimum],
// [NoMinimum], in minimum.go), or one critical point of any signs ([CriticalPoint], in critical.go).
//
// Of a student whose weights a group of permutations leaves as they are, [CriticalPointOfShape], in symmetric.go,
// proves what kind of point it is by a few numbers, for any k.
//
// A certificate is a proof; its absence proves nothing. A loss is anything that encloses its
// gradient and its Hessian, as a models.Tape and a models.Teacher do ([Enclosable]).
package certify
