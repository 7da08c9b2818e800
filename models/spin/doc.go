// Package spin holds the random landscapes to which the losses of networks are compared: forms on a sphere, with Gaussian
// coefficients the spherical spin glasses, and sums of plane waves, with Gaussian amplitudes stationary fields.
//
//	the Hamiltonian                          Glass: New, Draw        glass.go, couplings.go
//	as a loss in all of space                Loss, Gradient, …       pass.go
//	on the sphere alone                      Riemannian, Tangent     sphere.go
//	where gradient descent ends              Descend                 descend.go
//	with a given energy at a point           WithEnergy              conditioned.go
//	as a formula                             Tape                    tape.go
//	a sum of waves, as a loss                Waves: NewWaves         waves.go
//	a Gaussian field                         DrawWaves, IsotropicWaves
//
// A Glass and Waves are a models.Model. Errors are those of package models.
package spin
