// Package spin holds forms on a sphere, and with Gaussian coefficients the spherical spin glasses to which the losses
// of networks are compared.
//
//	the Hamiltonian                          Glass: New, Draw        glass.go, couplings.go
//	as a loss in all of space                Loss, Gradient, …       pass.go
//	on the sphere alone                      Riemannian, Tangent     sphere.go
//	where gradient descent ends              Descend                 descend.go
//	with a given energy at a point           WithEnergy              conditioned.go
//	as a formula                             Tape                    tape.go
//
// A Glass is a models.Model. Errors are those of package models.
package spin
