// Package testmat holds matrices on which the eigenvalue solvers are tested, and what
// they are tested against. Only tests import it.
package testmat

import "testing"

// Cases is how many cases a test takes, or how large: fewer or smaller ones under -short.
func Cases(full, short int) int {
	if testing.Short() {
		return short
	}
	return full
}
