// Package exact decides statements about polynomial losses in rationals: the
// inertia of a Hessian, descent along rational curves, and critical points of
// deep linear nets that are constructed rather than searched for.
//
// Nothing here is rounded. What cannot be decided is said to be unknown.
package exact
