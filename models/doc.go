// Package models holds the losses that the theorems speak about.
//
// Every loss exists twice: as hand-written float64 code, and as a [Tape], which is its
// textbook formula read in any of several arithmetics. The tape is the definition; the
// float64 code is tested against it.
//
// Which loss:
//
//	(y − w₁…w_d)²                  Chain          chain….go
//	½‖W_{H+1}…W₁X − Y‖²            DeepLinear     deeplinear….go
//	a fully connected net on data  MLP            mlp….go: squared or cross-entropy loss
//	  on batches of samples        Net            net….go: for training
//	students and a ReLU teacher    Teacher        teacher….go: the population loss
//	                               TeacherBatch   teacher_batch.go: of eight students at once
//	a few functions of x and y     Toys           toy.go
//	any other, as its formula      Trace, Var     tape….go, var.go, op.go; listing.go prints it
//
// Data sets are in package data, families of nets with code of their own in nets, spin glasses in spin, the
// symmetric points of a Teacher in symmetric, and what trains them in train.
//
// A loss and its derivatives in float64 ([Model], with what else a model may offer, is in
// model.go):
//
//	once                           Loss, Gradient, HessVec; LossGradient for both at once
//	at a point that is checked     At: a Point, which is a spectra.Operator (point.go)
//	the whole Hessian              Hessian, Point.Hessian (hessian.go)
//	which parameters are a layer's Blocks, of every net (block.go)
//	parameters from arrays in files Load (load.go)
//	the Hessian of a layer         spectra.Sub(p, block.Index()), at the cost of the layer (curvature.go)
//	Gauss–Newton and Fisher        Point.Curvature, of an MLP, a DeepLinear and a nets.ResidualLoss (curvature.go)
//	of a minibatch                 MLP.Subset, Net.Evaluation (mlp_samples.go)
//
// What a tape is read in, beside float64 (each operation is written down once for all, in
// sweep.go, deriv.go and partials.go):
//
//	intervals, on a box            Tape.Enclose           enclose.go
//	rationals                      Tape.Exact             rational.go, special.go
//	rationals, else many bits      Tape.Precise           precise….go
//	a power series along a curve   Tape.Series            series….go
//	a polynomial about a point     Tape.Polynomial        polynomial….go, expand.go, monomial.go
//	a polynomial of polynomials    Tape.Compose           compose.go
//	inequalities                   Tape.Extremal          extremal.go
//	degrees                        Tape.Degrees           degrees.go
//
// At a point on kinks, Tape.Cells returns the smooth pieces that meet there (cells.go).
//
// Closed forms of a Teacher are read in intervals too, faster and sharper than the tape:
//
//	intervals, on a box            Teacher.Enclose        teacher_enclose….go
//
// Data are rows: X[s] and Y[s] are the input and the target of sample s. Parameters are one
// slice, layer by layer ([Layers]). With H hidden layers there are H + 1 weight matrices.
// Errors that only the numbers know are typed ([ErrDimension], [ErrNotFinite], [ErrNonSmooth],
// [ErrUndefined], [ErrArgument]); a length that the caller could know is a panic.
package models
