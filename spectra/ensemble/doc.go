// Package ensemble holds random matrices: how to draw them, and what is known of their eigenvalues without drawing any.
//
//	a full matrix                                  Wigner                            matrices.go
//	its eigenvalues alone, n numbers for n²        Hermite, Laguerre                 matrices.go
//	the Hessian of a Gaussian field                Field                             field.go
//	how many eigenvalues are negative, exactly     IndexProbabilities: Closed        goe.go, closed.go
//	means over ordered eigenvalues                 OrderedMeans                      ordered.go
//	how many critical points are minima            FieldShares, SpinCounts           ordered.go, counts.go
//	how many there are of many spins, and where    SpinComplexity, SpinEnergy, …     complexity.go
//	sums of large free matrices                    Free: density, edges, shares      free.go, free_curve.go
//
// What is probable at one order is in closed form, Σ (a_j + b_j √2) π^−j, or computed to 14 digits with many
// bits; what holds for large orders is computed to rounding. All draws depend on the *rand.Rand alone.
// What only the numbers know is an ErrArgument.
package ensemble
