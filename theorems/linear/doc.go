// Package linear decides statements about the critical points of deep linear nets with squared loss,
//
//	L(W) = ½ ‖W_{H+1} … W_1 X − Y‖²,
//
// in rationals. Critical points are constructed, not searched for, and each is decided by a proof about the
// point that was built; nothing is rounded, and what cannot be decided is said to be unknown.
//
//	a net with data: loss, gradient, Hessian, curves  net.go, hessian.go, curve.go
//	a critical point in small integers                point.go, check.go
//	its weights                                       build.go, blocks.go
//	what it is                                        class.go, kind.go, decide.go, descend.go
//	with a metric or weight decay                     general.go, orbit.go
//	the condition on ranks for non-strict saddles     pivots.go
//
// # All critical points
//
// Where XXᵀ is nonsingular, an invertible matrix on either side of the data makes X the identity and Y = Σ,
// with σ_1, σ_2, … on the diagonal: W_1 = B G⁻¹ where XXᵀ = GGᵀ, and rotations of the inputs and outputs
// (see [Point]). Let W be critical there with product P of rank r, C = W_{H+1}…W_2 and B = W_H…W_1. The
// gradient in W_1 and in W_{H+1} being 0 says Cᵀ(P − Σ) = 0 and (P − Σ)Bᵀ = 0: P = P_C Σ for the projection
// P_C onto the range of C, and PΣᵀ = PPᵀ is symmetric, so that P_C commutes with ΣΣᵀ. In a basis of
// eigenvectors of both, which is one of singular vectors of Σ, P is Σ with the entries outside a set S of r
// indices put to 0.
//
// Such a product leaves the layers free in this way. Let F_h be the range of W_h…W_1 on the inputs of S,
// and R_h the vectors that W_{H+1}…W_{h+1} sends to outputs outside S. Each layer maps F_{h−1} onto F_h and
// R_{h−1} into R_h, and their dimensions, r and d_h − r, sum to d_h with no vector in both. A basis D_h of
// each hidden layer along them makes
//
//	W_1 = D_1 (Σ_S ⊕ Z_1),  W_h = D_h (I_r ⊕ Z_h) D_{h−1}⁻¹,  W_{H+1} = (I_S ⊕ Z_{H+1}) D_H⁻¹
//
// with blocks Z that are weights of a smaller net, with the target Σ_Q that is left, Z_{H+1}…Z_1 = 0. The
// gradient of the large net is that of the small one: all critical points are these, for Z that satisfy
//
//	Z_{H+1}…Z_1 = 0  and  Z_{j−1}…Z_1 Σ_Qᵀ Z_{H+1}…Z_{j+1} = 0 for all j.
//
// Two zero blocks are enough for that and not needed. Where XXᵀ is singular, weights that meet no sample
// are free, too. Zhou and Liang (2018) and Achour, Malgouyres and Gerchinovitz (JMLR 25, 2024) have such
// forms, as we recall them.
package linear
