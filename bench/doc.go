// Package bench times what the other packages promise to be fast:
//
//	BenchmarkEigenvalues      n=…/workers=…: all eigenvalues, Gaussian orthogonal ensemble
//	BenchmarkEigen            n=…/workers=…: all eigenpairs
//	BenchmarkGeneralized      n=…/vectors=…/workers=…: all eigenvalues or eigenpairs of Ax = μBx
//	BenchmarkInertia          n=…: the proved signs of all eigenvalues
//	BenchmarkExactInertia     n=…/entries=…: the signs of all eigenvalues of rational numbers
//	BenchmarkInterval         op=…/n=…: one interval of n in a slice, beside one after another
//	BenchmarkFactorization    n=…: one factorisation LDLᵀ
//	BenchmarkSmallest         n=…/k=…: the k smallest eigenvalues
//	BenchmarkBatch            n=…/count=…: the eigenvalues of many small matrices
//	BenchmarkHessian          model=…/values=…: the full Hessian, with its eigenvalues or not
//	BenchmarkLanczos          operator=…: ten eigenpairs at one end, by products, beside ARPACK
//	BenchmarkProduct          model=…: one Hessian-vector product at a point, beside a gradient
//	BenchmarkCurvature        model=…/matrix=…: one product with the Gauss–Newton matrix and the like, beside the Hessian
//	BenchmarkLayer            model=…/layer=…: one product with the Hessian of a layer, beside one of the whole
//	BenchmarkDensity          model=…: one Lanczos step of a spectral density
//	BenchmarkGemm             n=…: one product of two square matrices
//	BenchmarkGradient         model=…: one gradient
//	BenchmarkHessVec          model=…: one Hessian-vector product
//	BenchmarkTeacherGradient  model=teacher/k=…/n=…: loss and gradient of one of many students
//	BenchmarkEpoch            net=…/samples=…/batch=…/method=…: one epoch of training, beside 50 GF/s
//	BenchmarkResidual         depth=…/skip=…/what=…: a step of training, or the loss at a point of a plane, beside 50 GF/s
//	BenchmarkLSTM             cells=…/length=…/windows=…: a step of training on text, beside 50 GF/s
//	BenchmarkRandom           signs=…, spectrum=…, sums=…: random matrices by what is known of them
//	BenchmarkCritical         weights=…: one critical point of a deep linear net, built and decided
//	BenchmarkCertify          k=…/n=…: the proof of a spurious minimum of a student, with its certificate
//	BenchmarkVerify           k=…/n=…: the check of the certificate
//	BenchmarkClaims           claim=…/source=…: one run, of a law a short one
//
// They are run as
//
//	go test -run '^$' -bench . ./bench
//	go test -run '^$' -bench 'HessVec/model=teacher' -count 6 ./bench | benchstat -col /impl -
//
// How much memory eigenvalues and eigenvectors of order 8000 take, as a multiple of the matrix,
// is measured on processes of their own by
//
//	go test -run Peak -v -long -timeout 1h ./bench
//
// Names of sub-benchmarks are parts key=value. Gradients and products have impl=… last:
// of this library (model, or point for a product at a Point) or of a peer (tape). The
// others time their peers in turns with this library, and report them in one line.
//
// Before a time is taken, the answer is checked against another implementation. The
// metric "residual" is the distance of the two in units of n ε ‖A‖, or n ε ‖g‖ for a
// gradient or a product g, with n parameters and ε = 2⁻⁵².
package bench
