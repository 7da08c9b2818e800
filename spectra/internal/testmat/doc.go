// Package testmat holds matrices on which the eigenvalue solvers are tested, and what
// they are tested against. Only tests import it.
package testmat
