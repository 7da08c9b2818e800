// Package exact decides statements about polynomial losses in rationals: the
// inertia of a Hessian and descent along rational curves.
//
// Nothing here is rounded. What cannot be decided is said to be unknown.
package exact
