// Package symmetric is the student–teacher loss of models.Teacher on the points that a group of
// permutations leaves as they are: a loss of a few numbers, at a cost that does not depend on k.
//
//	which points                     Shape, Neuron, Params, Orbits   shape.go
//	their loss                       Shape.Loss                      loss.go, overlap.go
//	the same point as a whole        Shape.Expand                    expand.go
//	the Hessian across the symmetry  Shape.Refine                    refine.go
//	shapes that have names           Aligned, Flipped, …             named.go
//
// The coordinates e_1, …, e_k, which are the teacher's neurons, fall into blocks, and the group
// permutes each block: S_{k_1} × … × S_{k_b}. A class of students is one neuron that the group leaves
// as it is, or one for each coordinate of a block, which the group permutes with the coordinates.
// Critical points of the loss on such a subspace are critical points of the loss (R. Palais, "The
// principle of symmetric criticality", 1979), and many spurious minima of the loss lie on one (Y.
// Arjevani and M. Field, "On the principle of least symmetry breaking in shallow ReLU models", arXiv
// 1912.11939).
//
// Sizes of blocks enter as real numbers, so that a critical point can be followed through values of k
// that are none (Y. Arjevani and M. Field, "Analytic study of families of spurious minima in two-layer
// ReLU neural networks: a tale of symmetry II", arXiv 2107.10370).
package symmetric
