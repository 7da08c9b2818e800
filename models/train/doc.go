// Package train trains nets: from where, by what rule, and until when.
//
//	where a run starts              Start: UniformFanIn, Glorot, He, LeCun, Gaussian   start….go
//	by what rule it steps           Method, Optimiser                                  method.go
//	  gradient descent              GradientDescent                                    descent.go
//	  with momentum                 Momentum, Nesterov                                 momentum.go
//	  with a scale for each entry   Adam, RMSprop, Adadelta                            adam.go, rmsprop.go, adadelta.go
//	  by its name                   Named, Names                                       named.go
//	one net on a data set           Fit: Fitted, Epoch; BatchOf                        fit.go, samples.go
//	  a batch at a time             Stepper                                            stepper.go
//	  a net of another kind         Learner; rates that drop: Drop, Rated              learner.go
//	many runs to their ends         Runs: Task, End                                    runs….go
//	one point of any loss           Descend, Newton, SaddleFreeNewton, Compass: Walk   walk.go
//	  that remembers its steps      LBFGS                                              lbfgs.go
//	a critical point of any kind    FindCritical: Critical                             critical.go
//
// A [Start] and a [Method] are plain values, so that a cell of a table may hold them. All
// rules work entry by entry: a step of many runs that lie interleaved is a step of each. The
// results have the same bits on every machine, at every level of the kernels, and for any
// number of workers. What only the numbers know is an error of package models.
package train
